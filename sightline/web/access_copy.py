"""A copy of one person's record, for them: a page to read and the same as data, without what is left out."""

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.template.loader import render_to_string

from sightline.record.models import AccessRequest, Correction, FamilyMember, Person, Redaction, Residence
from sightline.web.story import Happening, story

LEFT_OUT = "[left out]"


@dataclass(frozen=True)
class Told:
    """One happening as the copy tells it; `left_out` says why it is not told, where it is not."""

    on: date
    title: str
    words: str
    by: str
    struck_out_because: str
    left_out: str


def copy_of(request: AccessRequest, *, on: date) -> list[tuple[Happening, Told]]:
    """The person's story in order of time, each happening with what the copy tells of it."""
    left = list(request.redactions.standing())
    found = [one for one in story(request.child, on=on) if isinstance(one, Happening)]
    return [(one, _told(one, [each for each in left if _is_of(each, one)])) for one in reversed(found)]


def _is_of(redaction: Redaction, one: Happening) -> bool:
    return (redaction.kind, redaction.entry) == (one.kind, one.entry.pk)


def _told(one: Happening, left: list[Redaction]) -> Told:
    whole = next((each for each in left if not each.words), None)
    if whole is not None:
        return Told(one.on, "", "", "", "", whole.get_reason_display())
    words = [each.words for each in left]
    title, said, by = (without(text, words) for text in (one.title, one.words, one.by))
    return Told(one.on, title, said, by, without(one.entry.struck_out_because or "", words), "")


def without(text: str, words: Iterable[str]) -> str:
    """The text with these words left out, however they are capitalised."""
    for each in words:
        text = re.sub(re.escape(each), LEFT_OUT, text, flags=re.IGNORECASE)
    return text


def why_left_out(request: AccessRequest) -> list[tuple[str, int]]:
    """Why something was left out, and how often: what the copy says of itself."""
    return Counter(one.get_reason_display() for one in request.redactions.standing()).most_common()


def archive(request: AccessRequest, *, on: date) -> bytes:
    """The copy as one file: `record.html` to read, `record.json` with the same."""
    told = [copied for _, copied in copy_of(request, on=on)]
    page = {**_facts(request.child), "told": told, "why": why_left_out(request), "on": on}
    page["corrections"] = _corrections(request)
    data = {**page, "told": [vars(one) for one in told], "person": _person(request.child)}
    data["homes"] = [{"address": str(one), "from_on": one.from_on} for one in page["homes"]]
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("record.html", render_to_string("web/access_copy.html", page))
        file.writestr("record.json", json.dumps(data, default=str, ensure_ascii=False, indent=1))
    return packed.getvalue()


def _facts(child: Person) -> dict[str, Any]:
    family = FamilyMember.objects.standing().filter(child=child).values_list("place", flat=True)
    return {
        "person": child,
        "homes": list(Residence.objects.standing().filter(child=child).order_by("from_on")),
        "places": sorted(set(family)),
    }


def _corrections(request: AccessRequest) -> list[dict[str, str]]:
    """What was said to be wrong and what became of it, without any words that are left out anywhere."""
    left = list(request.redactions.standing().exclude(words="").values_list("words", flat=True))
    found = Correction.objects.standing().filter(child=request.child)
    return [
        {"said": without(one.said, left), "decided": without(one.decided_because or "", left)}
        for one in found
    ]


def _person(child: Person) -> dict[str, Any]:
    return {"name": child.name, "born_on": child.born_on, "sex": child.sex, "language": child.language}
