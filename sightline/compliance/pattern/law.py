"""Where the law behind a pattern or a question is written, on a given day."""

from datetime import date

from sightline.compliance.pattern.language import Pattern, Question
from sightline.duties.book import BOOK


def law(of: Pattern | Question, *, on: date) -> list[str]:
    """The citations in force that day of the duties that it rests on; the first edition before them all."""
    found = []
    for name in of.rests_on:
        duty = BOOK[name]
        first = duty.versions[0]
        if version := duty.version_on(on):
            found.append(str(version.source))
        elif on < first.in_force_from:
            found.append(str(first.source))
    return list(dict.fromkeys(found))
