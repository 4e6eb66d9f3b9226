"""The page that a director reads: whole in itself, and safe whatever a return holds."""

import re
import stat

from lxml import etree

from sightline.config.command import main
from sightline.duties.book import BOOK
from tests.returns.census import census, child, episode, group, write
from tests.returns.story import FAMILY


def test_the_report_stands_alone(tmp_path, capsys) -> None:
    out = tmp_path / "report.html"
    assert main(["inspect", str(write(tmp_path, FAMILY)), "--html", str(out)]) == 0
    text = out.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//|<script|\bsrc=|@import|url\(", text.replace("<!doctype html>", ""))
    assert re.findall(r"<link[^>]*>", text) == ['<link rel="icon" href="data:,">']
    page = etree.fromstring(_as_xml(text))
    targets = {link.get("href", "")[1:] for link in page.iter("a")}
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert targets <= set(ids)
    assert len(ids) == len(set(ids))
    assert page.get("lang") == "en-GB"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["census.xml", "report.html"]


def _as_xml(text: str) -> str:
    """The page as XML, so that every element in it is known to be closed."""
    text = re.sub(r"<style>.*</style>", "", text, flags=re.DOTALL).replace("<!doctype html>", "")
    text = re.sub(r"<(meta|link)([^>]*)>", r"<\1\2/>", text)
    return re.sub(r"<details open>", "<details>", text)


def test_the_report_says_what_a_director_needs(tmp_path, capsys) -> None:
    out = tmp_path / "report.html"
    assert main(["inspect", str(write(tmp_path, FAMILY)), "--html", str(out)]) == 0
    page = etree.fromstring(_as_xml(out.read_text(encoding="utf-8")))
    words = " ".join(" ".join(page.itertext()).split())
    for said in (
        "Children in need census, 2024, authority 999",
        "31 March 2024 (the return's reference date)",
        "4 of 6 duties not done in time: 1 ended without being done, 2 overdue and 1 done late.",
        f"A return can tell 5 of the {len(BOOK)} duties in Sightline's book.",
        "Working Together 2018, chapter 1 45 working days 3 read in another body's account of the text; high",
        "C3 1 June 2023 3 August 2023 ended 1 December 2023, not done 85",
        "B<2> 1 June 2023 3 August 2023 not done",
        "C3 assessment authorised before it started 1 July 2023 15 June 2023 76",
        "See the child in the course of the assessment No item says when, or whether, the child was seen.",
        "This is not legal advice.",
    ):
        assert said in words


def test_an_open_ended_return_of_nothing_owed_says_so(tmp_path, capsys) -> None:
    path = write(tmp_path, census(child("A1", episode("2030-01-01"))))
    assert main(["inspect", str(path), "--html", str(tmp_path / "out.html")]) == 0
    told = "Nothing that this return can tell was owed by that day, so it shows nothing missed."
    assert told in capsys.readouterr().out
    assert told in (tmp_path / "out.html").read_text()


def test_what_is_written_in_a_return_cannot_become_part_of_the_page(tmp_path, capsys) -> None:
    hostile = census(
        child("&lt;img src=x onerror=alert(1)&gt;", episode("2023-05-01", group("Toy")))
    ).replace("<LEA>999", "<LEA>{{ name }}{% now %}&lt;b&gt;")
    out = tmp_path / "report.html"
    assert main(["inspect", str(write(tmp_path, hostile, "<b>.xml")), "--html", str(out)]) == 0
    text = out.read_text()
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    assert "{{ name }}{% now %}&lt;b&gt;" in text
    assert "<img" not in text
    assert "<b>.xml" not in text
