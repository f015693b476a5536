"""What the words of a date mean: values, and the arithmetic of calendars between them.

Nothing is made more precise than the words: "two years ago" gives a year, "last week" the week.
What is known to be only the beginning, middle or end of something keeps that thing as its EDTF
value and narrows its earliest and latest day to the third that the word names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from servanda.domain.when import DateBasis
from servanda.text.edtf import Day, Point, month_length


@dataclass(frozen=True, slots=True)
class Value:
    """A date as understood: EDTF, the days it may mean, on what basis, and the point if it is one.

    `told` is false where the words count from elsewhere ("last year") and so tell the next words
    nothing about the year that is being spoken of.
    """

    edtf: str
    first: Day | None
    last: Day | None
    basis: DateBasis = "stated"
    point: Point | None = None
    told: bool = True
    #: The part of it that is meant: "" for all of it, else as `narrowed` has it.
    part: str = ""


def at(point: Point, basis: DateBasis = "stated", mark: str = "", *, told: bool = True) -> Value:
    """Give the value of one point; `mark` is "", "?", "~" or "%"."""
    first, last = point.days()
    return Value(doubted(str(point), mark) if mark else str(point), first, last, basis, point, told)


def without_year(month: int, day: int | None) -> Value:
    """Give the value of a date whose year nothing tells; EDTF has none for a season's."""
    if month > 12:
        return Value("", None, None)
    ending = "" if day is None else f"-{day:02d}"
    return Value(f"XXXX-{month:02d}{ending}", None, None)


def marked(value: Value, mark: str) -> Value:
    """Give the value with a further doubt: "?" uncertain, "~" approximate, "%" both."""
    if not value.edtf or not mark:
        return value
    ends = value.edtf.split("/")
    return replace(value, edtf="/".join(doubted(one, mark) for one in ends))


def doubted(edtf: str, mark: str) -> str:
    """Give an EDTF value with a further sign of doubt, where EDTF has one for it."""
    # EDTF has no sign of doubt for a season, a set, or a date without a year.
    if edtf in {"", ".."} or edtf[0] in "[{" or edtf.startswith("XXXX") or _is_season(edtf):
        return edtf
    old = edtf[-1] if edtf[-1] in "?~%" else ""
    return edtf[: len(edtf) - len(old)] + (mark if old in {"", mark} else "%")


def _is_season(edtf: str) -> bool:
    """Tell whether a value is a year with the code of a season, quarter or half."""
    year, _, code = edtf.rpartition("-")
    coded = len(code) == 2 and code.isdigit() and int(code) > 12
    return coded and len(year) > 3 and "-" not in year[1:]


def narrowed(value: Value, part: str) -> Value:
    """Give the value with a part of its days: early, mid, late (thirds), first, second (halves).

    Only something longer than a week has parts; the EDTF stays, for it has no sign for them.
    """
    if value.first is None or value.last is None or not part:
        return value
    span = length(value.first, value.last)
    if span < 8:
        return value
    months = _whole_months(value.first, value.last)
    halves = part in {"first", "second"}
    pieces = 2 if halves else 3
    number = ("first", "second").index(part) if halves else ("early", "mid", "late").index(part)
    if months and months % pieces == 0:
        step = months // pieces
        first = _month_on(value.first, number * step)
        last = _month_on(value.first, (number + 1) * step).plus(-1)
    else:
        first = value.first.plus(span * number // pieces)
        last = value.first.plus(span * (number + 1) // pieces - 1)
    return replace(value, first=first, last=last, part=part)


def length(first: Day, last: Day) -> int:
    """Give the number of days from the first to the last, both counted."""
    return _ordinal(last) - _ordinal(first) + 1


def _ordinal(day: Day) -> int:
    years = day.year
    leaps = years // 4 - years // 100 + years // 400
    past = sum(month_length(1999, month) for month in range(1, day.month))
    leap_now = month_length(years, 2) == 29
    return years * 365 + leaps + past + day.day - (1 if leap_now and day.month < 3 else 0)


def _whole_months(first: Day, last: Day) -> int:
    if first.day != 1 or last.day != month_length(last.year, last.month):
        return 0
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _month_on(day: Day, months: int) -> Day:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return Day(year, month + 1, 1)


def between(start: Value, end: Value) -> Value | None:
    """Give the interval from one to the other; None if it would run backwards."""
    if start.first and end.last and start.first > end.last:
        return None
    basis = start.basis if start.basis != "stated" else end.basis
    if ("XXXX" in start.edtf) != ("XXXX" in end.edtf) or not start.edtf or not end.edtf:
        return Value("", None, None, basis)
    edtf = f"{_start(start)}/{_end(end)}"
    return Value(edtf, start.first, end.last, basis, start.point or end.point, end.told)


def since(value: Value, *, after: bool = False) -> Value:
    """Give the open interval that begins there (`after`: once it is over)."""
    after = after and value.part not in {"early", "first"}  # "after the beginning of March"
    if value.first is None:
        return replace(value, edtf="", last=None)
    if after and value.last:
        edtf = _as_end(value.edtf.split("/")[-1], value.last)
        return replace(value, edtf=f"{edtf}/..", first=value.last.plus(1), last=None)
    return replace(value, edtf=f"{_start(value)}/..", last=None)


def until(value: Value, *, before: bool = False) -> Value:
    """Give the open interval that ends there (`before`: when it begins)."""
    before = before and value.part not in {"late", "second"}  # "before the end of the year"
    if value.last is None:
        return replace(value, edtf="", first=None)
    if before and value.first:
        edtf = _as_end(value.edtf.split("/")[0], value.first)
        return replace(value, edtf=f"../{edtf}", first=None, last=value.first.plus(-1))
    return replace(value, edtf=f"../{_end(value)}", first=None)


def _start(value: Value) -> str:
    return _as_end(value.edtf.split("/")[0], value.first)


def _end(value: Value) -> str:
    return _as_end(value.edtf.split("/")[-1], value.last)


def _as_end(edtf: str, day: Day | None) -> str:
    """Give a value as one end of an interval.

    Seasons and sets cannot stand there: they become the month or day at which they begin or end.
    """
    if day is None or edtf in {"", ".."}:
        return edtf
    if edtf[0] in "[{":
        return str(day)
    mark = edtf[-1] if edtf[-1] in "?~%" else ""
    if _is_season(edtf):
        return f"{Point(day.year, day.month)}{mark}"
    return edtf


def within(value: Value, unit: str) -> Value | None:
    """Give "a day in May 1946", "a month in 1946": a point of which only the longer one is told."""
    point = value.point
    if point is None or point.years > 1 or point.is_season or point.day is not None:
        return None
    if unit == "month" and point.month is not None:
        return None
    unknown = "-XX" if unit == "month" or point.month is not None else "-XX-XX"
    mark = value.edtf[-1] if value.edtf[-1] in "?~%" else ""
    return replace(value, edtf=f"{point}{unknown}{mark}", point=None)


def several(points: list[Point], basis: DateBasis, mark: str, sign: str = "{}") -> Value:
    """Give the set of all points (`{}`), or of points of which it is one (`[]`)."""
    days = [one.days() for one in points]
    edtf = sign[0] + ",".join(f"{one}{mark}" for one in points) + sign[1]
    return Value(edtf, min(one for one, _ in days), max(one for _, one in days), basis, points[-1])


def edge(value: Value, number: int, unit: str) -> Value | None:
    """Give the first (or, negative, last) so many units of something: "the last three months"."""
    if value.first is None or value.last is None or number == 0:
        return None
    if unit in _IN_DAYS:
        size = abs(number) * _IN_DAYS[unit] - 1
        first = value.first if number > 0 else value.last.plus(-size)
        last = first.plus(size)
        edtf = f"{first}/{last}"
    elif unit == "month" and _whole_months(value.first, value.last):
        first = value.first if number > 0 else _month_on(value.last, number + 1)
        end = _month_on(first, abs(number) - 1)
        last = _month_on(end, 1).plus(-1)
        edtf = f"{Point(first.year, first.month)}/{Point(end.year, end.month)}"
    else:
        return None
    if first < value.first or last > value.last:
        return None
    return replace(value, edtf=edtf, first=first, last=last)


def week_of(day: Day, basis: DateBasis, *, told: bool = True) -> Value:
    """Give the week, Monday to Sunday, that holds a day: EDTF has no weeks, an interval has."""
    monday = day.plus(1 - day.weekday)
    sunday = monday.plus(6)
    return Value(f"{monday}/{sunday}", monday, sunday, basis, _point(day), told)


def _point(day: Day) -> Point:
    return Point(day.year, day.month, day.day)


#: What the longer units are in the shorter ones that arithmetic uses.
_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_IN_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_IN_YEARS: dict[str, Literal[1, 10, 100]] = {"year": 1, "decade": 10, "century": 100}


def moved(point: Point, amount: float, unit: str) -> Point | None:
    """Give the point so many units later, no finer than the unit or the point; None if too coarse.

    "Two years later" than 12 July 1947 is the year 1949; "two weeks later" is 26 July 1947.
    """
    if unit in _IN_DAYS:
        if point.day is None or point.month is None:
            return None
        return _point(Day(point.year, point.month, point.day).plus(round(amount * _IN_DAYS[unit])))
    if unit in {"month", "quarter"} or amount != int(amount):
        if point.month is None or point.is_season:
            return None
        months = round(amount * _IN_MONTHS[unit])
        there = _month_on(Day(point.year, point.month, 1), months)
        return Point(there.year, there.month)
    if point.years > 1:
        return None
    size = _IN_YEARS[unit]
    year = point.year + int(amount) * size
    return Point(year - year % size, years=size)


def unit_around(point: Point, unit: str, step: int, *, told: bool) -> Value | None:
    """Give the day, week, month, year, decade or century that holds a point, or one beside it."""
    if unit == "weekend":
        week = unit_around(point, "week", step, told=told)
        return _weekend(week) if week else None
    there = moved(point, step, unit)
    if there is None:
        return None
    if unit == "quarter" and there.month:
        there = Point(there.year, 33 + (there.month - 1) // 3)
    if unit == "fortnight" and there.month and there.day:
        week = week_of(Day(there.year, there.month, there.day), "relative", told=told)
        second = week.last.plus(7) if week.last else None
        return replace(week, edtf=f"{week.first}/{second}", last=second)
    if unit == "week" and there.month and there.day:
        return week_of(Day(there.year, there.month, there.day), "relative", told=told)
    return at(there, "relative", told=told)


def _weekend(week: Value) -> Value | None:
    if week.last is None:
        return None
    saturday = week.last.plus(-1)
    return replace(week, edtf=f"{saturday}/{week.last}", first=saturday)


def nth_in_month(month: Point, number: int, weekday: int | None, basis: DateBasis) -> Value | None:
    """Give the third Friday of a month, or (`weekday` None) its third week; -1 is the last."""
    first, last = month.days()
    wanted = weekday or 1
    day = first.plus((wanted - first.weekday) % 7)
    back = (last.weekday - wanted) % 7
    if weekday is None:
        # As weeks of a year: the first is the one that has most of its days in the month.
        return week_of(last.plus(-3) if number < 0 else first.plus(3 + 7 * (number - 1)), basis)
    day = last.plus(-back) if number < 0 else day.plus(7 * (number - 1))
    return at(_point(day), basis) if (day.year, day.month) == (month.year, month.month) else None


def nth_week(year: int, number: int, basis: DateBasis) -> Value | None:
    """Give the third ISO week of a year; -1 is the last."""
    # The first week is the one with 4 January in it, the last the one with 28 December.
    day = Day(year, 12, 28) if number < 0 else Day(year, 1, 4).plus(7 * (number - 1))
    # Of week 1 some days may belong to the year before; of the last to the year after.
    return week_of(day, basis) if day.plus(4 - day.weekday).year == year else None


def either(one: Value, other: Value) -> Value | None:
    """Give the set of two points of which one is meant."""
    if one.point is None or other.point is None or one.point.is_season or other.point.is_season:
        return None
    if one.point.years > 1 or other.point.years > 1 or {"/", "["} & {*one.edtf, *other.edtf}:
        return None
    basis = one.basis if one.basis != "stated" else other.basis
    return several(sorted([one.point, other.point], key=str), basis, "", "[]")


def remaining(value: Value, of: str, anchor: Day | None) -> Value:
    """Give what is left ("rest") or gone ("gone") of a stretch that holds the document's date."""
    if anchor is None or value.first is None or value.last is None:
        return value
    if not value.first <= anchor <= value.last:
        return value
    return replace(value, first=anchor) if of == "rest" else replace(value, last=anchor)


def nearest(
    month: int, day: int | None, anchor: Day, *, ahead: bool, strictly: bool = False
) -> Point | None:
    """Give the last such date up to a day, or the first from it on; `month` may be a season's code.

    `strictly` leaves aside what the day itself falls in ("last May", said in May).
    None if there is no such day (31 February).
    """
    for year in range(anchor.year, anchor.year + (9 if ahead else -9), 1 if ahead else -1):
        if day is not None and day > month_length(year, month):
            continue
        point = Point(year, month, day)
        first, last = point.days()
        if strictly:
            fits = first > anchor if ahead else last < anchor
        else:
            fits = last >= anchor if ahead else first <= anchor
        if fits:
            return point
    return None
