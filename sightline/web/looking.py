"""The addresses of the pages on which people look back at cases that ended, and who may open each."""

from collections.abc import Callable
from typing import Any

from sightline.people.models import DRAW_SAMPLES, PRACTISES, READ_SAMPLES, READS_CASES, Role
from sightline.web import follow_up, look_back, pattern, reading, sample

Page = tuple[str, Callable[..., Any], str, frozenset[Role]]

LOOKING: tuple[Page, ...] = (
    ("looking-back/", reading.reading, "reading", PRACTISES | READ_SAMPLES),
    ("looking-back/next/", reading.next_case, "next-case", READ_SAMPLES),
    ("looking-back/cases/<int:pk>/", reading.read, "case-to-read", READ_SAMPLES),
    ("looking-back/verdicts/<int:pk>/", reading.take_back, "verdict-back", READ_SAMPLES),
    ("looking-back/closed/", pattern.closures, "closures", READS_CASES),
    ("looking-back/closed/<slug:name>/", pattern.closures, "closures-of", READS_CASES),
    ("samples/", sample.samples, "samples", READ_SAMPLES),
    ("samples/new/", sample.new, "sample-new", DRAW_SAMPLES),
    ("samples/<int:pk>/", sample.sample, "sample", READ_SAMPLES),
    ("look-backs/", look_back.look_backs, "look-backs", DRAW_SAMPLES),
    ("look-backs/new/", look_back.begin, "look-back-new", DRAW_SAMPLES),
    ("look-backs/<int:pk>/", look_back.look_back, "look-back", DRAW_SAMPLES),
    ("look-backs/<int:pk>/share/", look_back.share, "look-back-share", DRAW_SAMPLES),
    ("look-backs/<int:pk>/on/", look_back.carry_on, "look-back-on", DRAW_SAMPLES),
    ("look-backs/<int:pk>/<slug:name>/", look_back.behind, "look-back-list", DRAW_SAMPLES),
    ("follow-ups/<int:pk>/", follow_up.follow_up, "follow-up", PRACTISES | DRAW_SAMPLES),
    ("follow-ups/<int:pk>/refer/", follow_up.refer_again, "follow-up-refer", PRACTISES),
    ("follow-ups/<int:pk>/end/", follow_up.end, "follow-up-end", PRACTISES),
    ("follow-ups/<int:pk>/hand-on/", follow_up.hand_on, "follow-up-hand-on", PRACTISES),
)
