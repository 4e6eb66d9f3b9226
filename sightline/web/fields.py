"""What a form may ask, and in what shape. Every field says why it is asked, who reads it and who owns it."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from sightline.timescales import FIRST_DAY

#: Who decides whether a field stays on a form, unless the field says otherwise.
OWNER = "principal social worker"
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

Choices = Iterable[tuple[str, str]] | Callable[[], Iterable[tuple[str, str]]]


class Asked(forms.Field):
    """A field that accounts for itself.

    `why` we ask, who `reads` it, and `item`: the statutory item that needs it, or "local". `missing` is what
    the worker is told when it is left empty and cannot be.
    """

    def __init__(
        self,
        *args: Any,
        why: str,
        reads: str,
        item: str = "local",
        owner: str = OWNER,
        missing: str = "",
        **kwargs: Any,
    ) -> None:
        self.why, self.reads, self.item, self.owner = why, reads, item, owner
        if missing:
            kwargs["error_messages"] = {"required": missing, **kwargs.get("error_messages", {})}
        super().__init__(*args, **kwargs)


class TextBox(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input", **(attrs or {})})


class WordsBox(forms.Textarea):
    def __init__(self, rows: int = 5) -> None:
        super().__init__({"class": "govuk-textarea", "rows": rows})


class Radios(forms.RadioSelect):
    template_name = "web/form/radios.html"


class Beside(Radios):
    """Radios beside one another, for short answers."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-radios--inline", **(attrs or {})})


class Boxes(forms.CheckboxSelectMultiple):
    template_name = "web/form/boxes.html"
    use_fieldset = True


class OneBox(forms.CheckboxInput):
    template_name = "web/form/one_box.html"


class DropDown(forms.Select):
    def __init__(self) -> None:
        super().__init__({"class": "govuk-select"})


class ThreeBoxes(forms.Widget):
    """A day as three boxes. What was typed is kept as it was typed, whether or not it is a day."""

    template_name = "web/form/day.html"
    use_fieldset = True
    parts = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}_{part}", "")).strip() for part in self.parts]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return all(f"{name}_{part}" not in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        typed = [str(value.day), str(value.month), str(value.year)] if isinstance(value, date) else value
        context["widget"]["boxes"] = [
            {"part": part, "label": part.capitalize(), "value": words, "width": 4 if part == "year" else 2}
            for part, words in zip(self.parts, typed or ["", "", ""], strict=True)
        ]
        return context


class Line(Asked, forms.CharField):
    """A line of words."""

    widget = TextBox

    def __init__(self, *, max_length: int = 100, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class Words(Asked, forms.CharField):
    """As many words as it takes; what is typed here is kept as it is typed (`web/draft.py`)."""

    is_long = True

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=WordsBox(rows), **kwargs)


class Whole(Asked, forms.IntegerField):
    """A whole number."""

    widget = TextBox

    def __init__(self, **kwargs: Any) -> None:
        widget = TextBox({"class": "govuk-input govuk-input--width-4", "inputmode": "numeric"})
        super().__init__(widget=widget, **kwargs)


class OneOf(Asked, forms.ChoiceField):
    """One of a few choices, all of them in sight."""

    widget = Radios


class Pick(Asked, forms.ChoiceField):
    """One of many choices."""

    widget = DropDown

    def __init__(self, *, choices: Choices, empty: str = "Choose one", **kwargs: Any) -> None:
        super().__init__(choices=[("", empty), *(choices() if callable(choices) else choices)], **kwargs)


class SomeOf(Asked, forms.MultipleChoiceField):
    """Any of several choices."""

    widget = Boxes


class Tick(Asked, forms.BooleanField):
    """One thing that is so, or not."""

    widget = OneBox


class YesNo(Asked, forms.TypedChoiceField):
    """Yes, no, or not said (None)."""

    widget = Beside

    def __init__(self, *, yes: str = "Yes", no: str = "No", **kwargs: Any) -> None:
        choices = [("yes", yes), ("no", no)]
        super().__init__(choices=choices, coerce=lambda word: word == "yes", empty_value=None, **kwargs)


if TYPE_CHECKING:
    _OneRow = forms.ModelChoiceField[Any]
else:
    _OneRow = forms.ModelChoiceField


class Somebody(Asked, _OneRow):
    """One worker or team out of those offered."""

    widget = DropDown

    def __init__(self, *, empty: str = "Choose one", **kwargs: Any) -> None:
        super().__init__(empty_label=empty, **kwargs)


class Time(Asked, forms.CharField):
    """A time of day as anybody writes it: 14:30, 2.30pm, 1430. None where it was left empty."""

    widget = TextBox
    shape = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))?\s*(am|pm)?")

    def __init__(self, **kwargs: Any) -> None:
        widget = TextBox({"class": "govuk-input govuk-input--width-5", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> time | None:
        words = super().clean(value)
        if not words:
            return None
        found = self.shape.fullmatch(words.lower().replace("a.m.", "am").replace("p.m.", "pm"))
        try:
            if found is None:
                raise ValueError
            hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
            if half and hour <= 12:
                hour = hour % 12 + 12 * (half == "pm")
            elif half == "am":
                raise ValueError
            return time(hour, minute)
        except ValueError:
            raise ValidationError("Write the time like 14:30 or 2.30pm") from None

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time | datetime) else value


class Day(Asked):
    """A day, as anybody writes it: 1 3 2026, 1 March 2026, or 1/3/2026 all in the first box.

    `earliest` refuses days that the tables of working days do not reach; pass None for birthdays.
    """

    widget = ThreeBoxes

    def __init__(self, *, earliest: date | None = FIRST_DAY, **kwargs: Any) -> None:
        self.earliest = earliest
        super().__init__(**kwargs)

    def clean(self, value: Any) -> date | None:
        typed = [str(part).strip() for part in value or []]
        if not any(typed):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        found = read_day(typed)
        if self.earliest and found < self.earliest:
            raise ValidationError(f"The day must be {self.earliest:%-d %B %Y} or later")
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return any(data or [])


def read_day(typed: list[str]) -> date:
    """The day meant by three boxes; ValidationError, saying what is wrong, where they mean none."""
    if len(typed) == 3 and typed[0] and not typed[1] and not typed[2]:
        typed = re.split(r"[\s/.\-]+", typed[0])
        if len(typed) == 3 and len(typed[0]) == 4:
            typed.reverse()
    if len(typed) != 3 or not all(typed):
        raise ValidationError("The day must have a day, a month and a year, like 1 3 2026")
    day, year = (re.sub(r"(?<=\d)(st|nd|rd|th)$", "", part.lower()) for part in (typed[0], typed[2]))
    try:
        return date(_year(year), _month(typed[1].lower()), int(day))
    except (ValueError, OverflowError):
        raise ValidationError(
            "That is not a day in the calendar: check the day, the month and the year"
        ) from None


def _month(words: str) -> int:
    named = [number for number, name in enumerate(MONTHS, 1) if len(words) >= 3 and name.startswith(words)]
    return named[0] if named else int(words)


def _year(words: str) -> int:
    year = int(words)
    if len(words) == 2:
        return 2000 + year
    if len(words) != 4:
        raise ValueError
    return year


class HowMany(Asked, forms.IntegerField):
    """A whole number that somebody types."""

    widget = TextBox
