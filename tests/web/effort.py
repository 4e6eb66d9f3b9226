"""What a task costs a worker: the screens, the questions on them, and the keys that are pressed.

A key is one character typed, one answer chosen, or one link or button pressed. Words that somebody writes of
their own in a large box are the record itself, and are not counted. Nor is what the page has filled in.
"""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client

TYPED = {"text", "search", "email", "tel", "number", "password"}
PART_OF_A_DAY = re.compile(r"_(day|month|year)$")


@dataclass
class Asked:
    """One question of a page's own form."""

    kind: str
    value: str = ""


class Questions(HTMLParser):
    """The questions of the form in a page's middle, with what is filled in already."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, Asked] = {}
        self.hidden: dict[str, str] = {}
        self._box = self._list = ""
        self.feed(page.split("<main", 1)[1].split("</main", 1)[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {key: value or "" for key, value in attrs}
        name, kind = said.get("name", ""), said.get("type", tag)
        if tag == "option" and self._list and "selected" in said:
            self.found[self._list].value = said.get("value", "")
        if not name or kind in {"submit", "button"}:
            return
        if tag == "input" and kind == "hidden":
            self.hidden[name] = said.get("value", "")
        elif tag == "textarea":
            self._box = name
            self.found[name] = Asked("words")
        elif tag == "select":
            self._list = name
            self.found[name] = Asked("choice")
        elif tag == "input" and kind in TYPED:
            self.found[name] = Asked("typed", said.get("value", ""))
        elif tag == "input":
            asked = self.found.setdefault(name, Asked("choice"))
            asked.value = said.get("value", "on") if "checked" in said else asked.value

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._box = ""
        if tag == "select":
            self._list = ""

    def handle_data(self, data: str) -> None:
        if self._box:
            self.found[self._box].value += data.strip("\n")

    @property
    def many(self) -> int:
        """A day is one question, however many boxes it has."""
        return len({PART_OF_A_DAY.sub("", name) for name in self.found})


@dataclass
class Walk:
    """A worker at their browser, and what it has cost them so far."""

    client: Client
    screens: int = 0
    fields: int = 0
    answered: int = 0
    keys: int = 0
    typed: list[str] = field(default_factory=list)
    """Everything that was typed and was not there already, words of one's own included."""
    page: str = ""
    address: str = ""

    def begin(self, address: str) -> "Walk":
        """Where the worker sits already: it costs nothing."""
        self._show(self.client.get(address, follow=True))
        return self

    def follow(self, words: str) -> "Walk":
        """Press a link of the page: found by its words, so that it has to be there."""
        found = [
            address
            for address, said in re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', self.page, re.DOTALL)
            if words in " ".join(re.sub(r"<[^>]+>", "", said).split())
        ]
        assert found, f"no link says {words!r} at {self.address}"
        self.keys += 1
        self._show(self.client.get(found[0], follow=True))
        return self

    def answer(self, press: str = "", **answers: str) -> "Walk":
        """Answer what is asked, leave the rest as it stands, and press a button."""
        asked = Questions(self.page)
        assert answers.keys() <= asked.found.keys(), (
            f"not asked: {sorted(answers.keys() - asked.found.keys())}"
        )
        for name, value in answers.items():
            if value != asked.found[name].value:
                kind = asked.found[name].kind
                self.keys += {"typed": len(value), "choice": 1, "words": 0}[kind]
                self.typed += [value] if kind != "choice" else []
        self.fields, self.answered = self.fields + asked.many, self.answered + len(answers)
        self.screens, self.keys = self.screens + 1, self.keys + 1
        kept = {name: one.value for name, one in asked.found.items() if one.value}
        buttons = {"do": press} if press else {}
        answer = self.client.post(self.address, {**asked.hidden, **kept, **answers, **buttons}, follow=True)
        wrong = re.findall(r'href="#[^"]+">([^<]+)</a>', answer.content.decode())
        assert answer.status_code == 200, (self.address, answer.status_code, wrong)
        self._show(answer)
        return self

    def _show(self, answer: Any) -> None:
        assert answer.status_code == 200, answer.request["PATH_INFO"]
        self.page = answer.content.decode()
        self.address = answer.request["PATH_INFO"]
        if answer.request.get("QUERY_STRING"):
            self.address += "?" + answer.request["QUERY_STRING"]
