"""Dates of the calendar: what their words mean, and where a year left out comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from servanda.domain.when import DateBasis
from servanda.text import moments
from servanda.text.bearings import Bearings, numeric_parts
from servanda.text.edtf import Day, Point, month_length
from servanda.text.moments import Value, at

Parts = Mapping[str, Any]

#: In a report, a date of the last two months is news, whatever older date stands beside it.
NEWS_DAYS = 62
#: "1998-02" is four years; "2016-11" is no ninety-five.
LONGEST_SHORT_RANGE = 60


def date(parts: Parts, now: Bearings) -> Value | None:
    """Give what a calendar date means; None if it is none (31 February)."""
    for kind, read in _WRITTEN.items():
        if kind in parts:
            return read(parts, now)
    month, day = _month_and_day(parts)
    if month is None and day is not None:
        return _day_of_that_month(day, parts, now)
    year, basis = _year(parts, now)
    if not _is_possible(year, month, day):
        return None
    if year is not None:
        return at(Point(year, month, day), basis)
    return _yearless(month, day, parts, now) if month is not None else None


def _is_possible(year: int | None, month: int | None, day: int | None) -> bool:
    if month is None or day is None:
        return True
    return month <= 12 and 1 <= day <= month_length(2000 if year is None else year, month)


def _month_and_day(parts: Parts) -> tuple[int | None, int | None]:
    if "holiday" in parts:
        month, day = parts["holiday"].split("-")
        return int(month), int(day)
    if "quarter" in parts:
        return 32 + int(parts["quarter"]), None
    month = parts.get("month", parts.get("season"))
    return month, parts.get("day")


def _year(parts: Parts, now: Bearings) -> tuple[int | None, DateBasis]:
    """Give the year that the words state or count from elsewhere, None if they leave it out."""
    if "year" in parts:
        era = parts.get("era", 1)
        return (parts["year"] if era > 0 else 1 - parts["year"]), "stated"
    has_month = "month" in parts or "season" in parts or "quarter" in parts
    if "which" in parts and has_month and "unit" not in parts:
        if now.anchor is None or "year_word" not in parts:
            return None, "relative"
        return now.anchor.year + parts["which"], "relative"
    if "which_told" in parts and "year_word" in parts and now.told is not None:
        return now.told.year + parts["which_told"], "relative"
    return None, "relative"


def _day_of_that_month(day: int, parts: Parts, now: Bearings) -> Value | None:
    """Give "the 5th of next month", "the 10th instant", "the 3rd of that month"."""
    near = now.told is not None and (now.narrative or now.told_in == now.paragraph)
    from_told = "which_told" in parts or ("this_month" in parts and near)
    base = now.told if from_told else now.anchor
    step = parts.get("which_told", parts.get("which", parts.get("instant", 0)))
    there = moments.moved(base, step, "month") if base else None
    if there is None or not _is_possible(there.year, there.month, day):
        return None
    return at(Point(there.year, there.month, day), "relative")


def _yearless(month: int, day: int | None, parts: Parts, now: Bearings) -> Value:
    """Give the value of a date whose year must come from elsewhere."""
    if now.joined is not None and "which" not in parts:
        later = (now.joined.month or 12) < month <= 12
        return at(Point(now.joined.year - later, month, day))
    if "which" in parts and now.anchor_day is not None:
        return _which_month(month, day, parts["which"], now.anchor_day)
    told = now.told
    if told is not None and "which_told" in parts:
        step = parts["which_told"]
        found = moments.nearest(month, day, told.days()[0], ahead=step >= 0, strictly=step != 0)
        return at(found, "relative", now.told_mark) if found else moments.without_year(month, day)
    found = None
    history = now.narrative and not now.near_now
    if now.anchor_day is not None and not history:
        found = moments.nearest(month, day, now.anchor_day, ahead=now.ahead)
    carried = now.told_year(month, day)
    # "In 2017 they met twice, in May and June".
    bare = told is not None and told.month is None and now.told_at == now.sentence
    if carried is not None and (history or bare or not _is_news(found, now.anchor_day)):
        return at(carried, "relative", now.told_mark)
    if found is None and now.anchor_day is not None and told is not None:
        found = moments.nearest(month, day, now.anchor_day, ahead=False)
    return at(found, "relative", "?") if found else moments.without_year(month, day)


def _is_news(found: Point | None, anchor: Day | None) -> bool:
    """Tell whether a date lies in the weeks that a report of this date reports on."""
    if found is None or anchor is None:
        return False
    return anchor.plus(-NEWS_DAYS) <= found.days()[0] <= anchor


def _which_month(month: int, day: int | None, which: int, anchor: Day) -> Value:
    if which == 0:
        # "This winter", said in January, began last year.
        began = month == 24 and anchor.month < 3
        return at(Point(anchor.year - began, month, day), "relative")
    found = moments.nearest(month, day, anchor, ahead=which > 0, strictly=True)
    return at(found, "relative") if found else moments.without_year(month, day)


def _long(parts: Parts, now: Bearings) -> Value | None:
    """Give a decade or century; "the 1800s" are a century."""
    era = parts.get("era", 1)
    if "to_century" in parts:
        first = _long({"century": parts["century"]}, now)
        last = _long({"century": parts["to_century"]}, now)
        return moments.between(first, last) if first and last else None
    if "century" in parts:
        number = int(parts["century"])
        if not 1 <= number <= 30:
            return None
        return at(Point((number - 1) * 100 * (1 if era > 0 else -1), years=100))
    year = int("".join(char for char in str(parts["decade"]) if char.isdigit()))
    if era < 0:
        return at(Point(-year, years=10))
    if year < 100:
        return at(Point(_in_its_century(year, now), years=10))
    # "The 2000s" of a text of 2016 are no hundred years yet.
    going_on = now.anchor is not None and now.anchor.year - now.anchor.year % 100 == year
    return at(Point(year, years=100 if year % 100 == 0 and not going_on else 10))


def _in_its_century(year: int, now: Bearings) -> int:
    """Give the year of "the seventies": in the century told of, the last that has begun."""
    near = now.told or now.anchor
    if near is None:
        return 1900 + year
    whole = near.year - near.year % 100 + year
    return whole if whole <= near.year or now.told is not None else whole - 100


def whole_year(year: int, now: Bearings) -> int:
    """Give the year of "May '45", "April of 87": in the century told of, the last that has been."""
    return _in_its_century(year, now)


def _ten_years(parts: Parts, now: Bearings) -> Value:
    """Give "les années 1920", "les années 20"."""
    year = parts["ten_years"]
    if year < 100:
        year = _in_its_century(year, now)
    return at(Point(year - year % 10, years=10))


def _iso(parts: Parts, _: Bearings) -> Value | None:
    year, month, *days = (int(one) for one in parts["iso"].split("-"))
    day = days[0] if days else None
    if not 1 <= month <= 12 or not _is_possible(year, month, day):
        return None
    return at(Point(year, month, day))


def _month_year(parts: Parts, _: Bearings) -> Value:
    month, year = (int(one) for one in parts["month_year"].replace(".", "/").split("/"))
    return at(Point(year, month))


def _hyphened(parts: Parts, now: Bearings) -> Value | None:
    numbers = (parts["first_number"], parts["second_number"], parts["year"])
    return _numeric({"numeric": "/".join(str(one) for one in numbers)}, now)


def _numeric(parts: Parts, now: Bearings) -> Value | None:
    text: str = parts["numeric"]
    if text.count("/") == 1:
        return _day_and_month(text, now)
    first, second, year = numeric_parts(text)
    readings = []
    for month, day, wanted in ((second, first, True), (first, second, False)):
        valid = 1 <= month <= 12 and 1 <= day <= month_length(year, month)
        if valid and now.day_first in {None, wanted}:
            readings.append(Point(year, month, day))
    if "." in text or text[:4].isdigit():
        readings = readings[:1]  # full stops: day first everywhere; the year first: day last
    if len(readings) == 2 and readings[0] != readings[1]:
        return moments.several(sorted(readings, key=str), "stated", "", "[]")
    return at(readings[0]) if readings else None


def _day_and_month(text: str, now: Bearings) -> Value | None:
    """Give "22/04", "4/22"; None if nothing tells which is the month, as of a fraction."""
    first, second = (int(one) for one in text.split("/"))
    fits = [
        (month, day)
        for month, day, wanted in ((second, first, True), (first, second, False))
        if now.day_first in {None, wanted} and 1 <= month <= 12 and _is_possible(None, month, day)
    ]
    if len({*fits}) != 1 or not fits[0][1]:
        return None
    return _yearless(*fits[0], {}, now)


_WRITTEN: Mapping[str, Callable[[Parts, Bearings], Value | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "first_number": _hyphened,
    "month_year": _month_year,
    "decade": _long,
    "ten_years": _ten_years,
    "century": _long,
}


def with_year_in_words(parts: Parts) -> Parts:
    """Give the parts with the year of "nineteen seventy-eight", "two thousand and five"."""
    hundreds = parts.get("hundreds", parts.get("thousands", 0)) * 100
    if "ten_years" in parts:
        return {**parts, "ten_years": hundreds + parts["ten_years"]}
    return {**parts, "year": hundreds + parts.get("tens_on", 0) + parts.get("ones_on", 0)}


def both_months(parts: Parts) -> tuple[Point, Point]:
    """Give the two months of "Nov-Feb 2017": the year is that of its end."""
    year = parts["year"] if parts.get("era", 1) > 0 else 1 - parts["year"]
    first, last = parts["month"], parts["to_month"]
    return Point(year - (first > last), first), Point(year, last)


def months(parts: Parts, _: Bearings) -> Value | None:
    """Give the interval of "Nov-Feb 2017"."""
    first, last = both_months(parts)
    return moments.between(at(first), at(last))


def days(parts: Parts, now: Bearings) -> Value | None:
    """Give the interval of "3-5 May 2014", "4 to 23 next month"."""
    first = date({**parts, "day": parts["day"]}, now)
    last = date({**parts, "day": parts["to_day"]}, now)
    return moments.between(first, last) if first and last else None


def listed(parts: Parts, numbers: list[int], now: Bearings) -> Value | None:
    """Give the set of days of "12, 14 and 16 May"."""
    found = [date({**parts, "day": number}, now) for number in numbers]
    points = [one.point for one in found if one is not None and one.point is not None]
    if len(points) < len(numbers) or not found or found[0] is None:
        return None
    mark = "?" if found[0].edtf.endswith("?") else ""
    return moments.several(points, found[0].basis, mark)


def both_years(parts: Parts) -> tuple[int, int]:
    """Give the two years of "1939-45", "1946/47", "499-493 BC"."""
    start, end = parts["year"], parts["to_year"]
    if "era" in parts:
        return (start, end) if parts["era"] > 0 else (1 - start, 1 - end)
    if end < 100:
        end += start - start % 100
        end += 100 if end <= start else 0
        if end - start > LONGEST_SHORT_RANGE:
            return start, start
    return start, end


def years(parts: Parts) -> Value | None:
    """Give the interval of "1939-45"; None if it runs backwards."""
    if "month" in parts:
        month = parts["month"]
        return at(Point(parts["year"], month)) if 1 <= month <= 12 else None
    start, end = both_years(parts)
    short = parts["to_year"]
    if start >= end and 1 <= short <= 12:  # "2016/11" is a month
        return at(Point(start, short))
    return moments.between(at(Point(start)), at(Point(end))) if start < end else None
