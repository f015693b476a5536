"""Whether a date in a file is one: EDTF as a person types it."""

from __future__ import annotations

import re
from calendar import monthrange

#: What to type, for messages.
EXPECTED = "a date such as 1947-07-12, 1947-07, 1947, 1947? or 1947-06/1947-08"

_DATE = re.compile(
    r"[?~%]?(?P<year>[0-9]{2}(?:[0-9]{2}|[0-9]X|XX))[?~%]?"
    r"(?:-[?~%]?(?P<month>[0-9]{2}|XX|[01]X)[?~%]?(?:-[?~%]?(?P<day>[0-9]{2}|XX|[0-3]X)[?~%]?)?)?"
)
#: Months above 12 that EDTF gives to seasons, quarters and halves of a year.
_SEASONS = range(21, 42)


def is_edtf(words: str) -> bool:
    """Tell whether words are an EDTF date or interval (ISO 8601-2:2019, levels 0 to 2 as used).

    Days that no calendar has ("1946-02-30") are refused; unspecified digits ("1946-XX") are not.
    """
    ends = words.split("/")
    if len(ends) > 2 or all(end in ("", "..") for end in ends):
        return False
    if len(ends) == 2:
        return all(end in ("", "..") or _is_date(end) for end in ends) and _runs_forward(ends)
    return _is_date(words)


def _is_date(words: str) -> bool:
    found = _DATE.fullmatch(words)
    if not found:
        return False
    month, day = found["month"], found["day"]
    if month is None or "X" in month:
        return day is None or "X" in day or int(day) in range(1, 32)
    if int(month) in _SEASONS:
        return day is None
    if int(month) not in range(1, 13):
        return False
    if day is None or "X" in day:
        return True
    year = found["year"]
    last = 29 if "X" in year or int(year) == 0 else monthrange(int(year), int(month))[1]
    if int(month) != 2 and last == 29:
        last = monthrange(2000, int(month))[1]
    return int(day) in range(1, last + 1)


def _runs_forward(ends: list[str]) -> bool:
    """Compare what two ends have in common of plain digits: the year at least."""
    first, last = (re.sub(r"[?~%]", "", end) for end in ends)
    if "X" in first + last or not first.strip(".") or not last.strip("."):
        return True
    size = min(len(first), len(last))
    return first[:size] <= last[:size]
