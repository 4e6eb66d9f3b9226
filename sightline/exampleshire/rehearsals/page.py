"""What pages say: asked for as a browser asks, on a day of the past."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from html import unescape
from html.parser import HTMLParser
from unittest.mock import patch

from django.conf import settings
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from sightline.people.models import Worker
from sightline.timescales.london import LONDON

PAGE = "my-team"
LISTS = ("never-allocated", "stalled", "orphaned")
NO_STYLES = {
    **settings.STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@contextmanager
def noon(on: date) -> Iterator[None]:
    """It is noon of that day for whoever opens a page; nobody made up has a telephone for a second step."""
    at_noon = datetime.combine(on, time(12), tzinfo=LONDON)
    as_then = override_settings(STORAGES=NO_STYLES, SECOND_STEP=False)
    with patch("django.utils.timezone.now", return_value=at_noon), as_then:
        yield


def words_of(page: str, holds: Sequence[object], *, by: Worker, on: date) -> str:
    """The words of a page that this worker opens on that day; none where this Sightline has no such page."""
    try:
        address = reverse(page, args=holds)
    except NoReverseMatch:
        return ""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    client.force_login(by)
    with noon(on):
        answer = client.get(address, secure=True)
    if answer.status_code != 200:
        raise LookupError(f"the page {page} answered {answer.status_code}")
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


class TeamPage:
    """The manager of a team, signed in, who opens the team's page."""

    def __init__(self, manager: Worker) -> None:
        try:
            self.address: str | None = reverse(PAGE)
        except NoReverseMatch:
            self.address = None
            return
        self._client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
        self._client.force_login(manager)

    def numbers(self, on: date) -> dict[str, int] | None:
        """The counts that the page showed on that day, by list; None where this Sightline has no such page.

        A count of nothing has no list to open, so it is not named.
        """
        if self.address is None:
            return None
        with noon(on):
            answer = self._client.get(self.address, secure=True)
        if answer.status_code != 200:
            raise LookupError(f"the team’s page answered {answer.status_code}")
        read = _Counts()
        read.feed(answer.content.decode())
        return read.found


class _Counts(HTMLParser):
    """Reads each count, `<b>50</b><a href="…/never-allocated/">`, off the page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, int] = {}
        self._is_number, self._number = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_number = tag == "b"
        address = (dict(attrs).get("href") or "").rstrip("/").rsplit("/", 1)[-1]
        if tag == "a" and address in LISTS and self._number.isdigit():
            self.found.setdefault(address, int(self._number))
            self._number = ""

    def handle_data(self, data: str) -> None:
        if self._is_number:
            self._number = data.strip()

    def handle_endtag(self, tag: str) -> None:
        self._is_number = False
