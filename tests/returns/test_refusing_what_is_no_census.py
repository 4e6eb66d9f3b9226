"""Hostile, broken and mistaken files: a clear message with the line and the element, and nothing else."""

import os
import re
import tracemalloc
from pathlib import Path

import pytest

from sightline.returns.cin_census import read as reader
from sightline.returns.cin_census.days import Days
from sightline.returns.cin_census.read import read
from sightline.returns.refusal import Reason, Refused
from tests.returns.census import assessment, census, child, episode, plan, write

WHOLE = census(child("A1", episode("2023-01-01")), child("B2", episode("2023-02-01")))

LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE Message [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>\n<Message><Children><Child><ChildIdentifiers><LAchildID>&a9;</LAchildID>"
    + "</ChildIdentifiers></Child></Children></Message>"
)

OUTSIDE = """<?xml version="1.0"?>
<!-- a comment with <!DOCTYPE in it -->
<!DOCTYPE Message [<!ENTITY secret SYSTEM "{}">]>
<Message><Children><Child><ChildIdentifiers><LAchildID>&secret;</LAchildID></ChildIdentifiers></Child></Children></Message>
"""


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        Days(read(path))
    return caught.value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (LAUGHS, "line 2, <!DOCTYPE>: a census has no document type or entities of its own; none is read"),
        (
            OUTSIDE.format("http://192.0.2.1/x"),
            "line 3, <!DOCTYPE>: a census has no document type or entities of its own; none is read",
        ),
        (
            '<!DOCTYPE Message SYSTEM "http://192.0.2.1/x.dtd"><Message/>',
            "line 1, <!DOCTYPE>: a census has no document type or entities of its own; none is read",
        ),
        ("", "the file is empty"),
        (" \n ", "the file is empty"),
        ("LAchildID,UPN\n1,2\n", "line 1: this is not XML: a census is an XML document"),
        ("PK\x03\x04", "line 1: this is a zip archive or spreadsheet: a census is an XML document"),
        ("<!DOCTYPE html>\n<html><br></html>", "line 1, <!DOCTYPE html>: this is a web page"),
        (
            "<html><body>x</body></html>",
            "line 1, <html>: a children in need census begins with <Message>; this is a web page",
        ),
        (
            "<EXPSSDA903><CHILD/></EXPSSDA903>",
            "line 1, <EXPSSDA903>: a children in need census begins with <Message>; "
            "this is a looked-after children return (SSDA903)",
        ),
        (
            "<Message><Header><Collection>SC2</Collection></Header></Message>",
            "line 1, <Collection>: this is a return of 'SC2', not CIN",
        ),
        ("<Message/>", "there is no <Child> in <Children>: this is not a children in need census"),
        (
            "<Message><Children>\n<Child><Toy/></Child></Children></Message>",
            "line 2, <Child>: no child has <ChildIdentifiers> or <CINdetails>",
        ),
    ],
)  # fmt: skip
def test_a_file_that_is_no_census_is_refused_in_words(tmp_path, text: str, message: str) -> None:
    assert str(refusal(write(tmp_path, text))) == message


def test_a_secret_on_this_machine_is_not_read_by_an_entity(tmp_path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    assert "the secret" not in str(refusal(write(tmp_path, OUTSIDE.format(secret.as_uri()))))


def test_a_document_type_hidden_beyond_the_opening_is_refused_too(tmp_path) -> None:
    text = f"<!--{' ' * 70000}-->\n" + LAUGHS.removeprefix('<?xml version="1.0"?>\n')
    assert "a census has no document type" in str(refusal(write(tmp_path, text)))


def test_a_census_cut_short_says_where_it_stops(tmp_path) -> None:
    cut = WHOLE[: WHOLE.index("<ReferralNFA>")]
    told = str(refusal(write(tmp_path, cut)))
    assert re.fullmatch(
        r"line \d+, <CINreferralDate>: the file is not whole, well-formed XML \(.*CINdetails.*\)", told
    )


def test_a_bare_ampersand_or_an_unknown_entity_is_told_with_its_line(tmp_path) -> None:
    for bad in ("Smith & Sons", "a&nbsp;b"):
        told = str(refusal(write(tmp_path, WHOLE.replace("A1", bad))))
        assert told.startswith("line 17, <LAchildID>: the file is not whole, well-formed XML (")


def test_bytes_in_another_encoding_than_declared_are_told_with_their_line(tmp_path) -> None:
    told = str(refusal(write(tmp_path, WHOLE.replace("B2", "Zoë").encode("windows-1252"))))
    assert re.match(r"line \d+, <\w+>: the file is not whole, well-formed XML \(.*(encoding|UTF-8)", told)
    unheard_of = WHOLE.replace('"utf-8"', '"banana"')
    assert "encoding" in str(refusal(write(tmp_path, unheard_of)))


def test_a_folder_a_device_and_a_missing_file_are_refused(tmp_path) -> None:
    assert str(refusal(tmp_path)) == f"{tmp_path} is not a file"
    assert str(refusal(Path(os.devnull))) == f"{os.devnull} is not a file"
    missing = tmp_path / "none.xml"
    assert str(refusal(missing)) == f"{missing} cannot be read: No such file or directory"


def test_a_file_we_may_not_read_is_refused(tmp_path, monkeypatch) -> None:
    path = write(tmp_path, WHOLE)

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    assert str(refusal(path)) == f"{path} cannot be read: Permission denied"


def test_a_child_without_end_is_refused_before_it_fills_the_memory(tmp_path) -> None:
    path = tmp_path / "endless.xml"
    before, after = WHOLE.split("</Child>", 1)
    with path.open("w") as file:
        file.write(before)
        for _ in range(200):
            file.write("<CINdetails><Supplier>x</Supplier></CINdetails>" * 1000)
        file.write("</Child>" + after)
    tracemalloc.start()
    told = str(refusal(path))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert told == "line 1: 4 MiB from here without a whole child"
    assert most < 20 << 20


def test_junk_between_children_is_not_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_FILE", 3 << 20)
    one = child("A1", episode("2023-01-01"))
    path = write(tmp_path, census(*[one + "<Junk>" + "x" * 900 + "</Junk>"] * 3000))
    assert str(refusal(path)) == "the file is larger than 3 MiB"


def test_deep_nesting_is_refused(tmp_path) -> None:
    deep = "<Toy>" * 5000 + "</Toy>" * 5000
    told = str(refusal(write(tmp_path, WHOLE.replace("<ReferralNFA>", deep + "<ReferralNFA>", 1))))
    assert "depth" in told


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2023-02-30", "'2023-02-30' is not a day in the calendar"),
        ("2023-13-01", "'2023-13-01' is not a day in the calendar"),
        ("31/02/2024", "'31/02/2024' is not a date as a census writes one (2024-03-31)"),
        ("03/04/2024", "'03/04/2024' is not a date as a census writes one (2024-03-31)"),
        ("0001-01-01", "'0001-01-01' is outside 2000 to 2035"),
        ("9999-12-31", "'9999-12-31' is outside 2000 to 2035"),
        ("1999-12-31", "'1999-12-31' is outside 2000 to 2035"),
        ("2036-01-01", "'2036-01-01' is outside 2000 to 2035"),
        ("0000-00-00", "'0000-00-00' is not a day in the calendar"),
        ("banana", "what is written is not a date as a census writes one (2024-03-31)"),
        ("٢٠٢٣-٠١-٠١", "what is written is not a date as a census writes one (2024-03-31)"),
    ],
)
def test_an_impossible_day_is_told_with_its_line_and_element(tmp_path, written: str, why: str) -> None:
    text = census(child("A1", episode("2023-01-01", assessment("2023-01-02", written))))
    line = 1 + text[: text.index("<AssessmentAuthorisationDate>")].count("\n")
    assert refusal(write(tmp_path, text)).reasons == (Reason(why, line, "AssessmentAuthorisationDate"),)


def test_a_name_in_the_place_of_a_date_is_not_repeated(tmp_path) -> None:
    told = str(refusal(write(tmp_path, census(child("A1", episode("2023-01-01"), born="Jane Smith")))))
    assert (
        told
        == "line 18, <PersonBirthDate>: what is written is not a date as a census writes one (2024-03-31)"
    )


def test_every_impossible_day_is_told_in_the_order_of_its_line_up_to_twenty(tmp_path) -> None:
    text = census(*(child(f"A{n}", episode("2023-02-30"), born="2023-02-31") for n in range(13)))
    refused = refusal(write(tmp_path, text))
    assert len(refused.reasons) == 26
    assert [reason.line for reason in refused.reasons] == sorted(
        reason.line or 0 for reason in refused.reasons
    )
    told = str(refused).split("\n")
    assert (len(told), told[-1]) == (21, "and 6 more")
    assert told[0] == "line 18, <PersonBirthDate>: '2023-02-31' is not a day in the calendar"


def test_a_birth_in_the_last_century_and_a_day_with_a_time_are_days(tmp_path) -> None:
    held = plan("2023-01-10T00:00:00", "2023-04-01Z")
    text = census(child("A1", episode("2023-01-01", held), born="1998-05-01"))
    days = Days(read(write(tmp_path, text)))
    told = [days.of("ChildIdentifiers", "PersonBirthDate"), days.of("ChildProtectionPlans", "CPPstartDate")]
    assert [str(day) for column in told for day in column] == ["1998-05-01", "2023-01-10"]
    assert [str(day) for day in days.of("Reviews", "CPPreviewDate")] == ["2023-04-01"]
