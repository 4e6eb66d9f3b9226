"""The pieces of Python in the how-tos do what their pages say."""

import io
from contextlib import redirect_stdout
from datetime import date

import pytest

from sightline.audit import looks
from sightline.casework.verb import Refused
from sightline.compliance.book import book
from sightline.people.models import AuthorityStandard
from tests.docs.markdown import FENCED, page

pytestmark = pytest.mark.django_db


def pieces(name: str) -> list[str]:
    """The Python of a how-to, piece by piece."""
    text = page(f"docs/how-to/{name}.md").read_text("utf-8")
    return [code for language, code in FENCED.findall(text) if language == "python"]


def printed(code: str, names: dict[str, object]) -> str:
    """What a piece prints, typed into a shell that has these names."""
    out = io.StringIO()
    with redirect_stdout(out):
        exec(code, names)  # noqa: S102 - our own documents
    return out.getvalue()


def adopting(iris) -> str:
    [code] = pieces("set-a-local-standard")
    return code.replace("iris.fontaine@exampleshire.example", iris.email)


def test_setting_a_local_standard(iris) -> None:
    code = adopting(iris)
    assert printed(code, {}) == "10 working days\n"
    version = book()["initial-conference"].version_on(date(2026, 4, 1))
    assert version is not None
    limits = [str(version.limit_on(day)) for day in (date(2026, 3, 31), date(2026, 4, 1))]
    assert limits == ["15 working days", "10 working days"]


def test_a_standard_looser_than_the_law_is_refused_and_not_kept(iris) -> None:
    code = adopting(iris)
    with pytest.raises(Refused, match="later than the 15 working days"):
        printed(code.replace("amount=10", "amount=16"), {})
    assert not AuthorityStandard.objects.exists()
    version = book()["initial-conference"].version_on(date(2026, 4, 1))
    assert version is not None
    assert str(version.limit_on(date(2026, 4, 1))) == "15 working days"


def test_reading_the_journal_and_the_looks(mias_case, amina, bryn) -> None:
    looks.log(worker=bryn.pk, page="child", children=[mias_case.child.pk], words="larch")
    names: dict[str, object] = {}
    journal, looked = pieces("read-the-journal")
    lines = printed(journal.replace("child = 1", f"child = {mias_case.child.pk}"), names).splitlines()
    assert "Amina Yusuf INSERT record_person" in lines[0]
    assert any("Bryn Pugh UPDATE record_assessment" in line for line in lines)
    assert "Bryn Pugh child larch" in printed(looked, names)
