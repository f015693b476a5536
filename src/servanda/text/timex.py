"""TIMEX3 values of dates: how newswire corpora write what we write as EDTF."""

from __future__ import annotations

import datetime
import re

from servanda.domain.statement import Quantity
from servanda.domain.when import When
from servanda.text.grammar import Grammar
from servanda.text.languages import vocabulary
from servanda.text.numbers import number_words, read_number
from servanda.text.plausible import date_grammar

_SEASONS = {
    "21": "SP", "22": "SU", "23": "FA", "24": "WI",
    "33": "Q1", "34": "Q2", "35": "Q3", "36": "Q4", "40": "H1", "41": "H2",
}  # fmt: skip
_MONTH = re.compile(r"(-?\d{4}-)(\d\d)")


def timex(when: When, *, language: str = "en") -> str | None:
    """Give the value that TIMEX3 (TimeML 1.2) has for a date; None if it has none.

    Qualifiers fall away; of an interval the end that is named stays; years before 1 are written
    `BC0498`. What only points at now, before or after is PRESENT_REF, PAST_REF or FUTURE_REF.
    """
    grammar = date_grammar(language)
    said = grammar.phrase(when.text)
    for name, value in (("now", "PRESENT_REF"), ("so_far", "PRESENT_REF"), ("recent", "PAST_REF")):
        if said in grammar.values[name]:
            return value
    edtf = re.sub(r"[?~%]", "", when.edtf)
    if not edtf or edtf[0] in "[{":
        return None
    start, _, end = edtf.partition("/")
    if end and start != ".." and end != "..":
        return _week(when)
    return _value(end if start == ".." else start) + _daytime(said, edtf, grammar)


def _daytime(said: str, edtf: str, grammar: Grammar) -> str:
    """Give the part of a day that the words name, as TIMEX3 writes it ("TMO", a morning)."""
    if not re.fullmatch(r"-?\d+-(?:0\d|1[0-2])-\d\d", edtf):
        return ""
    words = said.split()
    known = grammar.values.get("daytime", {})
    return next(
        (f"T{known[word]}" for word in words if isinstance(known.get(word), str) and known[word]),
        "",
    )


_UNITS = {
    "day": "D", "week": "W", "fortnight": "F", "month": "M", "quarter": "Q", "year": "Y",
    "decade": "DE", "century": "CE",
}  # fmt: skip


def timex_duration(quantity: Quantity, *, language: str = "en") -> str | None:
    """Give the value that TIMEX3 has for an amount of time ("P2M"); None if it is no time.

    The number is the one that stands in the words, whatever bounds it; a vague one is X.
    """
    grammar = date_grammar(language)
    unit = (quantity.unit or "").lower()
    name = grammar.values["unit"].get(unit)
    in_hours = unit in grammar.values["hours"]
    if name is None and not in_hours:
        return None
    words = number_words(language)
    low = quantity.text.lower()
    starts = (match.start() for match in re.finditer(r"(?<!\w)\w", low))
    number = next((one for at in starts if (one := read_number(low, at, len(low), words))), None)
    one_of_it = unit in vocabulary(language, "quantities").get("lengths", {}).get("units", ())
    amount = f"{number.value:g}" if number else "1" if one_of_it else "X"
    return f"PT{amount}{unit[0].upper()}" if in_hours else f"P{amount}{_UNITS[name or '']}"


def _value(point: str) -> str:
    if point.startswith("-"):
        year, _, rest = point[1:].partition("-")
        before = year if "X" in year else f"{int(year) + 1:04d}"
        return _named(f"BC{before.rstrip('X')}", rest)
    year, _, rest = point.partition("-")
    return _named(year if year == "XXXX" else year.rstrip("X"), rest)


def _named(year: str, rest: str) -> str:
    if not rest:
        return year
    return f"{year}-{_SEASONS.get(rest, rest)}"


def _week(when: When) -> str | None:
    """Give the ISO week of an interval from Monday to Sunday."""
    if when.earliest is None or when.latest is None:
        return None
    try:
        first = datetime.date.fromisoformat(when.earliest)
        last = datetime.date.fromisoformat(when.latest)
    except ValueError:
        return None
    if (last - first).days != 6 or first.isoweekday() != 1:
        return None
    year, week, _ = first.isocalendar()
    return f"{year}-W{week:02d}"
