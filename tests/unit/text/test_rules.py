"""Another language is another file: a few French words and rules, read by the same machinery."""

from __future__ import annotations

import pytest

from servanda.text.bearings import take_bearings
from servanda.text.relative import passed
from servanda.text.resolving import date
from servanda.text.rules import compile_grammar

FRENCH = {
    "words": {
        "month": {"5": ["mai"], "6": ["juin"], "7": ["juillet"]},
        "part": {"late": ["fin", "à la fin de"]},
        "number": {"2": ["deux"], "3": ["trois"]},
        "unit": {"day": ["jour", "jours"], "week": ["semaine", "semaines"]},
        "ordinal": {"1": ["premier"]},
    },
    "macros": {"D": "({day}|{ordinal:day})"},
    "capital": [],
    "triggers": ["month", "unit"],
    "ordinal_endings": ["er", "e"],
    "decade_endings": ["s"],
    "clock_endings": ["h"],
    "glued": ["c"],
    "atoms": [
        {"means": "date", "patterns": ["(le)? $D {month} {year}?", "{part} {month} {year}?"]},
        {"means": "ago", "patterns": ["il y a {number} {unit}"]},
    ],
}


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("signé le 12 mai 1946 à midi", "le 12 mai 1946", "1946-05-12"),
        ("le 1er juin 1946", "le 1er juin 1946", "1946-06-01"),
        ("le premier juin", "le premier juin", "1947-06-01?"),
        ("à la fin de juin", "à la fin de juin", "1947-06?"),
        ("il y a deux jours", "il y a deux jours", "1947-07-10"),
        ("il y a trois semaines", "il y a trois semaines", "1947-06-21~"),
    ],
)
def test_a_french_date_is_read_by_french_words_and_rules(text: str, words: str, edtf: str) -> None:
    grammar = compile_grammar(FRENCH, ["atoms"])
    trigger = grammar.trigger.search(text)
    assert trigger is not None
    items = grammar.run(text, text.lower(), trigger, 0, len(text))
    (one,) = grammar.read("atoms", items)
    now = take_bearings("1947-07-12", [one])
    value = (passed if one.means == "ago" else date)(one.parts, now)
    assert value is not None
    assert value.edtf == edtf
    assert text[items[one.first].start : items[one.last - 1].end] == words
