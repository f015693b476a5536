"""What only looks like a date, told from the words around it; and the words of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from servanda.text.grammar import Grammar, Item, Reading
from servanda.text.languages import vocabulary
from servanda.text.phrases import SPACE, SPACES, pattern_of
from servanda.text.rules import compile_grammar

#: First what dates are made of, then what words about them add, then stretches between them.
STAGES = ("atoms", "modified", "spans")
_WORD_AFTER = re.compile(rf"{SPACE}-?([^\W\d_]+)")
_GOES_ON = re.compile(rf"{SPACES}\w")
_DIGITS_AROUND = re.compile(r"\d[ \u00a0]\d")
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?|[$€£#§№])\s*\(?\Z")


@dataclass(frozen=True, slots=True)
class DateWords:
    """A language's grammar of dates, and the words beside which a number is no date."""

    grammar: Grammar
    not_year_before: frozenset[str]
    counted: frozenset[str]
    not_before: frozenset[str]
    needs_noun: frozenset[str]
    year_before: frozenset[str]
    may_be_year_before: tuple[str, ...]
    ahead: re.Pattern[str]
    #: Letters taken for others, code point for code point; and those that are passed over.
    same: Mapping[int, str]
    unseen: re.Pattern[str] | None
    #: How dates that stand alone are written for short, and what that is in full.
    shorthand: tuple[tuple[re.Pattern[str], str], ...]
    #: What tells of another calendar.
    elsewhere: re.Pattern[str] | None


@cache
def date_words(language: str) -> DateWords:
    """Give a language's words for dates, compiled once."""
    data = vocabulary(language, "dates")
    return DateWords(
        compile_grammar(data, STAGES),
        frozenset(data["not_year_before"]),
        frozenset(data["counted"]),
        frozenset(data["not_before"]),
        frozenset(data["needs_noun"]),
        frozenset(data["year_before"]),
        tuple(data["may_be_year_before"]),
        re.compile(rf"(?<!\w){pattern_of(data['ahead'])}(?!\w)"),
        {ord(one): other for one, other in data.get("same_letters", {}).items()},
        re.compile(f"[{data['unseen_letters']}]+") if "unseen_letters" in data else None,
        tuple(
            (re.compile(one["pattern"], re.IGNORECASE), one["words"])
            for one in data.get("shorthand", ())
        ),
        _elsewhere(data["words"]),
    )


def _elsewhere(words: Mapping[str, Mapping[str, list[str]]]) -> re.Pattern[str] | None:
    """Give what finds the months and eras of other calendars."""
    named = [
        one
        for name in ("other_month", "other_era")
        for many in words.get(name, {}).values()
        for one in many
    ]
    return re.compile(rf"(?<![^\W\d_]){pattern_of(named)}(?!\w)") if named else None


def date_grammar(language: str) -> Grammar:
    """Give the classes and rules by which a language tells dates."""
    return date_words(language).grammar


def is_date(atom: Reading, low: str, known: DateWords) -> bool:
    """Tell whether what looks like a date is one: bare years and counts are often not."""
    first, last = atom.items[atom.first], atom.items[atom.last - 1]
    following = _WORD_AFTER.match(low, last.end)
    if atom.means == "aside":
        return last.text not in known.needs_noun or not _GOES_ON.match(low, last.end)
    if (atom.means in {"which", "over"} or "season" in atom.parts) and following:
        return following[1] not in known.not_before
    if atom.means != "date":
        return True
    if atom.last - atom.first == 1 and ("year" in atom.parts or "month_year" in atom.parts):
        return _is_year(first, following[1] if following else "", low, known)
    if "day" in atom.parts and "year" not in atom.parts and last.text.isdigit():
        return not (following and following[1] in known.counted)
    return True


def _is_year(number: Item, following: str, low: str, known: DateWords) -> bool:
    """Tell whether a number of four digits is a year, given the words around it."""
    found = _WORD_BEFORE.search(low, max(0, number.start - 24), number.start)
    before = found[1] if found else ""
    if following in known.counted or (before and not before[0].isalnum()):
        return False
    ends = not low[number.end : number.end + 4].strip(" .?")
    phrase = low[max(0, number.start - 16) : number.start].rstrip()
    if ends and phrase.endswith(known.may_be_year_before):
        return True
    if before in known.not_year_before:
        return False
    in_row = _DIGITS_AROUND.search(low, max(0, number.start - 3), number.end + 3)
    return in_row is None or before in known.year_before
