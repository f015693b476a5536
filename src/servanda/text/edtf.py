"""Uncertain dates as values: points of any precision, and the days that an EDTF value may mean.

Source: Extended Date/Time Format (EDTF), Library of Congress, 2019; ISO 8601-2:2019. Year 0 is
1 BC, as ISO 8601 has it.

Seasons are northern unless the code says southern (29-32): spring March-May, summer June-August,
autumn September-November, winter December-February of the next year. EDTF leaves this open.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
#: First month and length in months of EDTF's codes beyond 12.
_CODES: dict[int, tuple[int, int]] = {
    **{base + one: (3 + 3 * one, 3) for base in (21, 25) for one in range(4)},
    **{29 + one: (9 + 3 * one, 3) for one in range(4)},  # southern spring begins in September
    **{33 + one: (1 + 3 * one, 3) for one in range(4)},  # quarters
    **{37 + one: (1 + 4 * one, 4) for one in range(3)},  # quadrimesters
    **{40 + one: (1 + 6 * one, 6) for one in range(2)},  # halves
}


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a month (or season, quarter, half: EDTF's codes from 21), a year, decade or century.

    `years` is how many it covers; the `year` of a decade or century is its first.
    """

    year: int
    month: int | None = None
    day: int | None = None
    years: Literal[1, 10, 100] = 1

    def __str__(self) -> str:
        if self.years > 1:
            unknown = len(str(self.years)) - 1
            return _year(self.year)[:-unknown] + "X" * unknown
        text = _year(self.year)
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text

    def days(self) -> tuple[Day, Day]:
        """Give the first and the last day."""
        if self.years > 1:
            first = self.year if self.year >= 0 else self.year - self.years + 1
            return Day(first, 1, 1), Day(first + self.years - 1, 12, 31)
        if self.month is None:
            return Day(self.year, 1, 1), Day(self.year, 12, 31)
        if self.day is not None:
            day = Day(self.year, self.month, self.day)
            return day, day
        begins, count = _CODES.get(self.month, (self.month, 1))
        start = self.year * 12 + begins - 1
        last_year, last_month = divmod(start + count - 1, 12)
        first_year, first_month = divmod(start, 12)
        return (
            Day(first_year, first_month + 1, 1),
            Day(last_year, last_month + 1, month_length(last_year, last_month + 1)),
        )

    @property
    def is_season(self) -> bool:
        """Whether the month is a season's, quarter's or half's code."""
        return self.month is not None and self.month > 12


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day of the proleptic Gregorian calendar in any year, before 1 and after 9999 too."""

    year: int
    month: int
    day: int

    def __str__(self) -> str:
        return f"{_year(self.year)}-{self.month:02d}-{self.day:02d}"

    def plus(self, days: int) -> Day:
        """Give the day so many days later, or earlier if negative."""
        # 400 years are a whole number of days, so any year can borrow one that `datetime` knows.
        cycles, year = divmod(self.year - 2000, 400)
        date = datetime.date(year + 2000, self.month, self.day) + datetime.timedelta(days)
        return Day(date.year + 400 * cycles, date.month, date.day)

    @property
    def weekday(self) -> int:
        """Monday is 1, Sunday 7."""
        return datetime.date((self.year - 2000) % 400 + 2000, self.month, self.day).isoweekday()


def month_length(year: int, month: int) -> int:
    """Give how many days the month has."""
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month - 1]


def _year(year: int) -> str:
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


_Ends = tuple[Day | None, Day | None]

#: No month and no season.
_GAP = range(13, 21)
_MARK = "[?~%]?"
_DATE = re.compile(
    rf"{_MARK}(-?[0-9X]{{4}}(?![0-9X])|Y-?[1-9][0-9]{{4,17}}|Y-?[0-9]{{1,15}}E[0-9]{{1,2}})"
    rf"(?:S([0-9]{{1,4}}))?{_MARK}"
    rf"(?:-{_MARK}([0-9X]{{2}}){_MARK}(?:-{_MARK}([0-9X]{{2}}){_MARK}(T.{{2,40}})?)?)?"
)
#: ISO 8601 gives centuries two digits and decades three.
_LONG = re.compile(r"(-?)([0-9]{2,3})[?~%]?")
_TIME = re.compile(
    r"T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,12})?)?|24:00(?::00(?:\.0{1,12})?)?)"
    r"(?:Z|\+(?:0[0-9]|1[0-3])(?::?[0-5][0-9])?|\+14(?::?00)?"
    r"|-(?!00(?::?00)?\Z)(?:0[0-9]|1[01])(?::?[0-5][0-9])?|-12(?::?00)?)?"
)
#: A year whose value has more digits than this is outside any calendar that we can count in.
_FARTHEST_YEAR = 10**15


def bounds(edtf: str) -> tuple[str | None, str | None]:
    """Give the earliest and the latest ISO day that an EDTF value may mean, None where open.

    Unspecified digits span all they may be; `?` and `~` leave the days as they are, for nothing
    says how far off they may be; an open or unknown end of an interval is None, and so is all of a
    value that names no year ("XXXX-02-25") or is no EDTF.

    Args:
        edtf: A value of EDTF level 0, 1 or 2: "1947-02-25?", "1947-21", "../1946-07",
            "[1667,1670..1672]", "156X-12". "" is unknown.
    """
    parts = _parts(edtf)
    if not parts or any(one is None for one in parts):
        return None, None
    starts = [one[0] for one in parts if one]
    ends = [one[1] for one in parts if one]
    return (
        None if None in starts else str(min(one for one in starts if one)),
        None if None in ends else str(max(one for one in ends if one)),
    )


def is_edtf(value: str) -> bool:
    """Tell whether this is EDTF of level 0, 1 or 2 that names days there are, in their order."""
    return all(_parts(value))


def _parts(edtf: str) -> list[_Ends | None]:
    """Give the first and last days of each part; None for one that is no EDTF."""
    value = edtf.strip()
    if value[:1] + value[-1:] in {"[]", "{}"} and len(value) > 1:
        return [_interval(one.strip(), "..") for one in value[1:-1].split(",")]
    return [_interval(value, "/")]


def _interval(value: str, sign: str) -> _Ends | None:
    """Give the first and last day of "a", "a/b", "../b" or, in a set, "a..b"; None if bad."""
    first, between, last = value.partition(sign)
    if not between:
        return _days(value)
    start: _Ends | None = (None, None) if first in {"", ".."} else _days(first)
    end: _Ends | None = (None, None) if last in {"", ".."} else _days(last)
    if start is None or end is None:
        return None
    if start[0] and end[1] and start[0] > end[1]:
        return None
    return start[0], end[1]


def _days(value: str) -> _Ends | None:
    match = _DATE.fullmatch(value)
    return _long(value) if match is None else _dated(match)


def _dated(match: re.Match[str]) -> _Ends | None:
    year, significant, month, day, time = match.groups()
    if (year[0] == "Y" and month) or (time and not _TIME.fullmatch(time)) or year == "-0000":
        return None
    years = _years(year, significant)
    months = [one for one in range(1, 42) if one not in _GAP and _fits(one, month or "XX")]
    if month is None or "X" in month:
        months = [one for one in months if one <= 12]
    days = [one for one in range(1, 32) if _fits(one, day or "XX")]
    if not months or not days:
        return None
    longest = max(_longest_month(years, one) for one in months)
    if day and (months[0] > 12 or days[0] > longest):
        return None
    if years is None:
        return None, None
    start = Point(years[0], months[0]).days()[0]
    end = Point(years[1], months[-1]).days()[1]
    if day is None:
        return start, end
    return replace(start, day=days[0]), replace(end, day=min(days[-1], end.day))


def _longest_month(years: tuple[int, int] | None, month: int) -> int:
    """Give how many days a month has at most in these years; any years if None."""
    if years is None or years[1] - years[0] > 8:
        return month_length(2000, min(month, 12))
    return max(month_length(year, min(month, 12)) for year in range(years[0], years[1] + 1))


def _long(value: str) -> _Ends | None:
    """Give a century ("19": 1900-1999) or a decade ("193")."""
    match = _LONG.fullmatch(value)
    if match is None or (match[1] and not int(match[2])):
        return None
    size = 100 if len(match[2]) == 2 else 10
    near = int(match[2]) * size
    first, last = (-near - size + 1, -near) if match[1] else (near, near + size - 1)
    return Day(first, 1, 1), Day(last, 12, 31)


def _years(text: str, significant: str | None) -> tuple[int, int] | None:
    """Give the first and last year; None if no digit is known or it is too far away."""
    negative = text.lstrip("Y").startswith("-")
    digits = text.lstrip("Y-")
    if "X" in digits:
        if not digits.strip("X"):
            return None
        low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
        return (-high, -low) if negative else (low, high)
    mantissa, _, power = digits.partition("E")
    if power and len(mantissa) + int(power) > 16:
        return None
    year = int(mantissa) * 10 ** int(power or 0)
    if year > _FARTHEST_YEAR:
        return None
    spread = 0
    if significant and int(significant):
        spread = 10 ** max(len(str(year)) - int(significant), 0) - 1
    year -= year % (spread + 1)
    return (-year - spread, -year) if negative else (year, year + spread)


def _fits(number: int, mask: str) -> bool:
    written = f"{number:02d}"
    return all(one in {"X", digit} for one, digit in zip(mask, written, strict=True))
