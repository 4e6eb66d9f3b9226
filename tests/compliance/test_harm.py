"""Words of harm are heard whatever box was ticked, and ordinary words are not."""

import pytest

from sightline.compliance.harm import words_of_harm


@pytest.mark.parametrize(
    ("told", "heard"),
    [
        ("Mia came to school with a bruise on her cheek and said Dad did it.", ("bruise",)),
        (
            "He PUNCHED her: a black eye, more bruising",
            ("PUNCHED", "black eye", "bruising"),
        ),
        ("She says that her stepfather hit her with a belt. He hit her twice.", ("hit",)),
        ("“He touches me at night”", ("touches me",)),
        ("She disclosed to the school nurse", ("disclosed",)),
        ("There is no bruise", ("bruise",)),
        ("The family want help with housing; mum is tired.", ()),
        ("A white kitchen, a grape, the burner, unbeatable at chess", ()),
        ("", ()),
    ],
)
def test_what_is_heard(told: str, heard: tuple[str, ...]) -> None:
    assert words_of_harm(told) == heard
