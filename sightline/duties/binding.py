"""Binds the areas of the book together: gives each duty its id and finds it by that id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType, ModuleType
from typing import TypeVar

from sightline.duties.language import Duty, NotYetExpressed

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Area:
    """One area of practice: its duties, and what cannot be said yet, by id, in the order they are written."""

    name: str
    about: str
    duties: Mapping[str, Duty]
    not_yet_expressed: Mapping[str, NotYetExpressed]


def bind(module: ModuleType) -> Area:
    """The area written in this module. Each duty gets its id, here and as the module's own attribute."""
    for name, duty in _written_in(module, Duty).items():
        setattr(module, name, replace(duty, id=_id(name)))
    return Area(
        name=module.__name__.rpartition(".")[2],
        about=(module.__doc__ or "").strip(),
        duties=_by_id(_written_in(module, Duty)),
        not_yet_expressed=_by_id(_written_in(module, NotYetExpressed)),
    )


def gather(entries: Iterable[Mapping[str, Entry]]) -> Mapping[str, Entry]:
    """All the areas' entries as one mapping. ValueError if two areas use the same id."""
    gathered: dict[str, Entry] = {}
    for mapping in entries:
        twice = sorted(gathered.keys() & mapping.keys())
        if twice:
            raise ValueError(f"two areas of the book use the same name: {', '.join(twice)}")
        gathered.update(mapping)
    return MappingProxyType(gathered)


def _written_in(module: ModuleType, sort: type[Entry]) -> dict[str, Entry]:
    return {name: value for name, value in vars(module).items() if isinstance(value, sort)}


def _by_id(entries: Mapping[str, Entry]) -> Mapping[str, Entry]:
    return MappingProxyType({_id(name): entry for name, entry in entries.items()})


def _id(name: str) -> str:
    return name.lower().replace("_", "-")
