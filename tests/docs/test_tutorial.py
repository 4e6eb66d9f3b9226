"""The tutorial speaks of people who can sign in, and of words that the pages have."""

import html
import re

from sightline.exampleshire import sign_in
from tests.architecture.tree import ROOT, project_files
from tests.docs.markdown import page

TUTORIAL = page("docs/tutorial/first-day.md").read_text("utf-8")


def test_everybody_in_it_can_sign_in() -> None:
    told = set(re.findall(r"`([\w.]+@[\w.]+)`", TUTORIAL))
    assert told == {person.email for person in (sign_in.AMINA, sign_in.BRYN, sign_in.CARYS)}
    assert f"`{sign_in.PASSWORD}`" in TUTORIAL
    words = " ".join(TUTORIAL.split())
    assert not [person.name for person in sign_in.PEOPLE if person.name not in words]


def test_the_children_that_it_sends_you_to_are_told_to_their_workers() -> None:
    assert "Rosie Thornwell" in " ".join(TUTORIAL.split())
    assert "Rosie Thornwell" in sign_in.AMINA.try_first
    assert "Rosie Thornwell" in sign_in.CARYS.try_first


def test_its_words_in_bold_are_on_the_pages() -> None:
    web = ROOT / "sightline" / "web"
    files = [path for path in project_files() if path.is_relative_to(web) and path.suffix in (".py", ".html")]
    pages = html.unescape(" ".join(path.read_text("utf-8") for path in files))
    bold = {" ".join(words.split()) for words in re.findall(r"\*\*([^*]+)\*\*", TUTORIAL)}
    assert len(bold) > 20
    assert not {words for words in bold if words not in pages}
