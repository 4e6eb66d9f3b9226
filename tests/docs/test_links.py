"""Every link inside the documents leads somewhere."""

from pathlib import Path

from tests.architecture.tree import named, project_files
from tests.docs.markdown import anchors, documents, links


def wrong_with(source: Path, target: str) -> str | None:
    """Why a link leads nowhere; None if it leads to a file or folder of ours, and to a heading in it."""
    place, _, anchor = target.partition("#")
    path = (source.parent / place).resolve() if place else source
    ours = set(project_files())
    if path not in ours and not any(file.is_relative_to(path) for file in ours):
        return "no such file"
    if anchor and anchor not in anchors(path):
        return "no such heading"
    return None


def test_every_link_leads_somewhere() -> None:
    checked = [(path, target) for path in documents() for target in links(path)]
    assert len(checked) > 20
    wrong = [
        f"{named(path)} → {target}: {problem}"
        for path, target in checked
        if (problem := wrong_with(path, target))
    ]
    assert not wrong


def test_a_link_that_leads_nowhere_is_found() -> None:
    [readme] = [path for path in documents() if path.name == "README.md" and path.parent.name != "tests"][:1]
    assert wrong_with(readme, "docs/nowhere.md") == "no such file"
    assert wrong_with(readme, "CONTRIBUTING.md#nowhere") == "no such heading"
    assert wrong_with(readme, "CONTRIBUTING.md#house-rules") is None


def test_every_document_can_be_reached_from_the_readme() -> None:
    every = {path.resolve(): path for path in documents()}
    [start] = [path for path in every if named(every[path]) == "README.md"]
    reached, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        if here in reached or here not in every:
            continue
        reached.add(here)
        for target in links(every[here]):
            place = (here.parent / target.partition("#")[0]).resolve()
            waiting += [place] if place.is_file() else [path for path in every if path.is_relative_to(place)]
    assert not [named(every[path]) for path in every if path not in reached]
