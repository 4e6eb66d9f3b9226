"""Names of every alphabet in Latin letters, letter for letter, by one table for PostgreSQL and Python.

It is made of anyascii's. What no table can tell is left as it is: Chinese characters, which one family reads
one way and the next another. Arabic and Hebrew letters leave out vowels: `names.WRITTEN` has common names.
"""

import json
import re
from unicodedata import category, normalize

from anyascii import anyascii

#: Letters, marks and figures of every alphabet, once they are taken apart (NFKD); no Chinese characters.
ALPHABETS = (
    *range(0x80, 0x2000),
    *range(0x2C00, 0x2E00),
    *range(0x3040, 0x3100),
    *range(0xA640, 0xA6A0),
    *range(0xA720, 0xA800),
    *range(0xA8E0, 0xA900),
    *range(0xAB00, 0xAC00),
)
#: What anyascii has otherwise than names do: the last letter of فاطمة, which is said "a".
OTHERWISE = {"ة": "a"}
LETTERS = {
    letter: OTHERWISE.get(letter, re.sub("[^a-z0-9]", "", anyascii(letter).lower()))
    for letter in map(chr, ALPHABETS)
    if category(letter)[0] in "LMN" and normalize("NFKD", letter) == letter
}
"""For each letter, none or some small Latin letters; for an accent, nothing."""
TABLE = str.maketrans(LETTERS)
#: Letters that are not of the Latin alphabet, however it is accented.
NOT_LATIN = re.compile(
    "[\u0370-\u1cff\u1f00-\u1fff\u2c00-\u2c5f\u2c80-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufeff]"
)


class Foreign(str):
    """A word in Latin letters that was written in others."""

    __slots__ = ()


def latin(name: str) -> str:
    """A name in Latin letters without accents, as far as there are any for it."""
    return normalize("NFKD", name).translate(TABLE)


#: The same in PostgreSQL: `record_latin` of a name that is taken apart already.
_LETTERS = json.dumps(LETTERS, ensure_ascii=False)
SQL = f"""
CREATE OR REPLACE FUNCTION record_latin(name text) RETURNS text
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
BEGIN
    IF octet_length(name) = char_length(name) THEN RETURN name; END IF;
    RETURN (
        SELECT string_agg(coalesce('{_LETTERS}'::jsonb ->> one, one), '' ORDER BY at)
        FROM unnest(string_to_array(name, NULL)) WITH ORDINALITY AS each (one, at)
    );
END $$;
"""  # noqa: S608 - a table of letters and figures, and nothing that anybody typed
