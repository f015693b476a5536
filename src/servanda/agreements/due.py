"""By when a promise falls due, in the forms that treaties state it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.agreements.cues import any_of, cues
from servanda.domain.agreement import Due
from servanda.text.dates import find_dates

_NUMBER = rf"(?:{any_of(cues().numbers)}\s*)?\(?(?P<number>[0-9]{{1,4}})?\)?"
#: "within six (6) months of its establishment", "no later than 30 days after the date of signing".
_WITHIN = re.compile(
    r"\b(?:(?:by\s+)?(?:no|not)\s+later\s+than|within)\s+(?:the\s+first\s+|a\s+maximum\s+of\s+)?"
    rf"(?P<count>{_NUMBER})\s+(?P<unit>hours?|days?|weeks?|months?|years?)\b"
    r"(?P<link>\s+(?:of|after|from|following|upon|into|since)\s+)?",
    re.IGNORECASE,
)
#: "eight (8) months after signing", "sixty (60) days before the end of the period".
_AFTER = re.compile(
    rf"(?<![\w(])(?P<count>{_NUMBER})\s+(?P<unit>hours?|days?|weeks?|months?|years?)\s+"
    r"(?P<link>(?:after|before|from|following|prior\s+to)\s+)",
    re.IGNORECASE,
)
#: "on day 1 of the withdrawal", "the day 5 after the withdrawal".
_DAY = re.compile(
    r"\b(?:(?:starting\s+)?(?:on|from|by)\s+)?(?:the\s+)?day\s+(?P<number>[0-9]{1,3})\s+"
    r"(?P<link>(?:of|after)\s+)",
    re.IGNORECASE,
)
_EVENT_WORD = re.compile(r"\s*([\w’'/-]+)")
#: Words of term before a date that a date's own words do not hold: "on 27 July 2020".
_TERM = re.compile(
    r"\b(?:(?:starting|beginning|commencing|effective|in\s+force)\s+(?:from|on|by)?|from|on|by|before|"
    r"until)\s+(?:the\s+)?(?:[0-9]{1,2}[:.][0-9]{2}\s*(?:hrs?|hours|[ap]\.?m\.?)?\s*"
    r"(?:\([^)]{1,20}\)\s*)?(?:on\s+)?)?(?:the\s+)?$",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    r"\b(?:by|before)\s+the\s+end\s+of\s+(?:the|this)\s+year\b(?!\s+[0-9])", re.IGNORECASE
)


def find_due(words: str, *, signed: str | None) -> tuple[Due, ...]:
    """Give the due dates that a promise states, in its order.

    Absolute dates count after a word of term ("by", "starting from", "no later than") and from the
    day of signing on; a date before it is told, not due.

    Args:
        words: The promise.
        signed: EDTF date of the agreement; what "the end of the year" is counted from.
    """
    found: list[tuple[int, int, Due]] = []
    for pattern in (_DAY, _WITHIN, _AFTER):
        for match in pattern.finditer(words):
            end = _event_end(words, match.end()) if match["link"] else match.end()
            if _overlaps(found, match.start(), end):
                continue
            days = int(match["number"]) if pattern is _DAY else _days(match)
            if pattern is not _DAY and _value(match) is None:
                continue
            event = _clean(words[match.end() : end]) if match["link"] else None
            before = (match["link"] or "").split()[:1] in (["before"], ["prior"])
            due = Due(
                _clean(words[match.start() : end]),
                days=-days if before and days else days,
                after=event or None,
            )
            found.append((match.start(), end, due))
    for when in find_dates(words, anchor=signed):
        if when.start is None or when.end is None or not when.edtf or when.basis == "assumed":
            continue
        bounded = when.edtf.startswith("../") or when.edtf.endswith("/..")
        term = _TERM.search(words, max(0, when.start - 80), when.start)
        start = when.start if bounded or term is None else term.start()
        if not (bounded or term) or _overlaps(found, start, when.end):
            continue
        if not _is_past(when.edtf, signed):
            found.append((start, when.end, Due(_clean(words[start : when.end]), edtf=when.edtf)))
    for match in _YEAR_END.finditer(words):
        if signed and not _overlaps(found, match.start(), match.end()):
            due = Due(_clean(match[0]), edtf=f"../{signed[:4]}")
            found.append((match.start(), match.end(), due))
    return tuple(due for _, _, due in sorted(found, key=lambda one: one[:2]))


def _event_end(words: str, start: int) -> int:
    """Give where the event that a term is counted from ends: before a word it cannot hold."""
    end = start
    for _ in range(12):
        found = _EVENT_WORD.match(words, end)
        if not found or found[1].lower() in cues().event_ends:
            break
        end = found.end()
    return end


def _overlaps(found: Sequence[tuple[int, int, Due]], start: int, end: int) -> bool:
    return any(one[0] < end and start < one[1] for one in found)


def _clean(words: str) -> str:
    return " ".join(words.split()).strip(" ,;:(")


def _is_past(edtf: str, signed: str | None) -> bool:
    """Tell whether a date ends before the signing, as far as both are told."""
    known = [one.rstrip("?~%") for one in edtf.split("/") if one.strip(".")]
    if signed is None or not known or "X" in known[-1]:
        return False
    size = min(len(known[-1]), len(signed))
    return known[-1][:size] < signed[:size]


def _value(match: re.Match[str]) -> int | None:
    if match["number"]:
        return int(match["number"])
    return cues().numbers.get(match["count"].strip().lower())


def _days(match: re.Match[str]) -> int | None:
    """Give whole days; months and years have no fixed number of them."""
    value, unit = _value(match), match["unit"].lower().rstrip("s")
    if value is None or unit in ("month", "year"):
        return None
    if unit == "hour":
        return value // 24 if value % 24 == 0 else None
    return value * (7 if unit == "week" else 1)
