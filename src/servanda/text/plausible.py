"""What only looks like a date, told from the words around it; and the words of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from servanda.text.date_file import date_file
from servanda.text.grammar import Grammar, Item, Reading
from servanda.text.phrases import SPACE, SPACES, pattern_of
from servanda.text.rules import compile_grammar

#: First what dates are made of, then what words about them add, then stretches between them.
STAGES = ("atoms", "modified", "spans")
_WORD_AFTER = re.compile(rf"{SPACE}-?([^\W\d_]+)")
_GOES_ON = re.compile(rf"{SPACES}\w")
_DIGITS_AROUND = re.compile(r"\d[ \u00a0]\d")
_NAME_BEFORE = re.compile(r"([^\W\d_]+)\s+\Z")
_NAME_AFTER = re.compile(r"\s[^\W\d_a-z]")
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
    not_day_after: frozenset[str]
    not_weekday_before: frozenset[str]
    not_weekday_after: frozenset[str]
    not_alone_before: frozenset[str]
    not_after_in: frozenset[str]
    clauses: re.Pattern[str] | None
    behind: frozenset[str]
    lasts: re.Pattern[str] | None
    capital_alone: frozenset[str]
    #: What joins a day to the one before it ("Monday or Tuesday").
    joins: frozenset[str]
    needs_end: frozenset[str]
    tells_year: frozenset[str]
    titled: re.Pattern[str] | None
    #: Whether numeric dates put the day first; None where writers differ.
    day_first: bool | None


@cache
def date_words(language: str) -> DateWords:
    """Give a language's words for dates, compiled once."""
    data = date_file(language)
    return DateWords(
        compile_grammar(data, STAGES),
        frozenset(data["not_year_before"]),
        frozenset(data["counted"]),
        frozenset(data["not_before"]),
        frozenset(data["needs_noun"]),
        frozenset(data["year_before"]),
        tuple(data["may_be_year_before"]),
        re.compile(rf"(?<!\w){pattern_of(data['ahead'])}(?!\w)" if data["ahead"] else r"(?!)"),
        {ord(one): other for one, other in data.get("same_letters", {}).items()},
        re.compile(f"[{data['unseen_letters']}]+") if "unseen_letters" in data else None,
        tuple(
            (re.compile(one["pattern"], re.IGNORECASE), one["words"])
            for one in data.get("shorthand", ())
        ),
        _elsewhere(data["words"]),
        frozenset(data.get("not_day_after", ())),
        frozenset(data.get("not_weekday_before", ())),
        frozenset(data.get("not_weekday_after", ())),
        frozenset(data.get("not_alone_before", ())),
        frozenset(data.get("not_after_in", ())),
        re.compile(rf"(?<!\w){pattern_of(data['clauses'])}(?!\w)") if "clauses" in data else None,
        frozenset(data.get("behind", ())),
        re.compile(rf"(?<!\w){pattern_of(data['behind'])}(?!\w)") if "behind" in data else None,
        frozenset(data.get("capital_alone", ())),
        frozenset(
            [
                ",",
                *data.get("joins", ()),
                *(to for many in data["words"].get("to", {}).values() for to in many),
            ]
        ),
        frozenset(data.get("needs_end", ())),
        frozenset(data.get("tells_year", ())),
        _titled(data),
        data.get("day_first"),
    )


def _titled(data: Mapping[str, Any]) -> re.Pattern[str] | None:
    """Give what finds, before a date, that it is part of a document's name."""
    if "titled" not in data:
        return None
    nouns, links = pattern_of(data["titled"]), pattern_of(data["titled_links"])
    return re.compile(rf"(?<!\w){nouns}(?:,?{SPACES}{links}{SPACES}|{SPACE}[(,]{SPACE})\Z")


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


def is_date(atom: Reading, text: str, low: str, known: DateWords) -> bool:
    """Tell whether what looks like a date is one: bare years and counts are often not."""
    last = atom.items[atom.last - 1]
    found = _WORD_AFTER.match(low, last.end)
    following = found[1] if found else ""
    match atom.means:
        case "aside":
            return last.text not in known.needs_noun or not _GOES_ON.match(low, last.end)
        case "in":  # "in ten days of fighting", "in two weeks from the signing"
            return following not in known.not_before | known.not_after_in
        case "over":
            return following not in known.not_before
        case "which":
            return following not in known.not_before and _is_which(atom, following, text, known)
        case "date":
            return _is_of_calendar(atom, following, text, low, known)
    return True


def _is_which(atom: Reading, following: str, text: str, known: DateWords) -> bool:
    """Tell whether "the 5th", "Friday" or "that week" is a date."""
    if {*atom.parts} == {"day"}:
        before = atom.items[atom.first - 1].text if atom.first else ""
        return not following or not (before in known.needs_end or following in known.not_day_after)
    if {*atom.parts} == {"weekday"} and atom.last - atom.first == 1:
        return _is_weekday(atom.items[atom.first], following, text, known)
    return True


def _is_of_calendar(atom: Reading, following: str, text: str, low: str, known: DateWords) -> bool:
    """Tell whether what may be a month, a day of one, or a year is no count and no other word."""
    first, last = atom.items[atom.first], atom.items[atom.last - 1]
    if "season" in atom.parts and following:
        return following not in known.not_before
    alone = atom.last - atom.first == 1
    if alone and {*atom.parts} == {"month"}:
        return first.text not in known.capital_alone or text[first.start].isupper()
    if alone and ("year" in atom.parts or "month_year" in atom.parts):
        return _is_year(first, following, low, known)
    in_words = {"thousands", "hundreds"} & {*atom.parts} and "month" not in atom.parts
    if in_words and following and "thousands" in atom.parts and "ones_on" not in atom.parts:
        return False  # "in two thousand villages"
    counts = in_words or ("day" in atom.parts and "year" not in atom.parts and last.text.isdigit())
    return not (counts and following in known.counted)


def _is_weekday(name: Item, following: str, text: str, known: DateWords) -> bool:
    """Tell whether a weekday is one day: not of "every Friday", nor "Good Friday"."""
    found = _NAME_BEFORE.search(text, max(0, name.start - 24), name.start)
    before = found[1] if found else ""
    if before.lower() in known.not_weekday_before or following in known.not_weekday_after:
        return False
    if before.lower() in known.not_alone_before:
        return True
    after = _NAME_AFTER.match(text, name.end)
    return text[name.start].isupper() and not (before[:1].isupper() or after)


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
