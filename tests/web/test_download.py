"""A file goes out as a download, whatever it is called and whatever is in it."""

from sightline.web.download import download


def test_a_file_is_to_be_kept_and_can_do_nothing_if_it_is_opened() -> None:
    answer = download(b"<script>alert(1)</script>", name="a note.html", kind="text/html")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer["Content-Disposition"] == 'attachment; filename="a note.html"'
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_name_cannot_break_out_of_its_header() -> None:
    answer = download(b"", name='x"\r\nSet-Cookie: a=b')
    assert "Set-Cookie" not in answer.headers
    assert "\n" not in answer["Content-Disposition"]
    assert download(b"", name="Zoë’s plan.pdf")["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''"
    )
