"""From words read to dates meant: what a year left out is, and what "the next day" counts from.

Two kinds of text leave years out in two ways. A report counts from its own date: "25 February" in a
letter of July 1947 is the last 25 February before it. A narrative counts from what it told last:
"in May" in a chapter on 1916 is May 1916. A text is a narrative when most of the years it states
lie further than two years from its own date, or when it has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.domain.when import DateBasis
from servanda.text import moments
from servanda.text.edtf import Day, Point, month_length
from servanda.text.labels import roman
from servanda.text.moments import Value, at

Parts = Mapping[str, Any]

#: Stated years this far from the document's date make a text a narrative rather than a report.
REPORTED_YEARS = 1
#: In a report, a date of the last two months is news, whatever older date stands beside it.
NEWS_DAYS = 62
#: "1998-02" is four years; "2016-11" is no ninety-five.
LONGEST_SHORT_RANGE = 60
_LONGER = {"day": "month", "week": "month", "fortnight": "month", "month": "year"}


@dataclass(slots=True)
class Bearings:
    """Where in time the reading stands: the document's date, and what was told last."""

    anchor: Point | None = None
    anchor_day: Day | None = None
    anchor_edtf: str = ""
    narrative: bool = False
    #: Whether numeric dates put the day first, None if nothing in the document tells.
    day_first: bool | None = None
    told: Point | None = None
    #: The paragraph in which `told` stands.
    told_in: int = -1
    #: "?" if the year of `told` was itself inferred.
    told_mark: str = ""
    paragraph: int = 0
    #: Tells whether the sentence speaks of what is to come; asked only where it matters.
    look_ahead: Callable[[], bool] = bool
    #: The year of a date joined to this one ("April and June 1955"), if that one states it.
    joined: Point | None = None

    @property
    def ahead(self) -> bool:
        """Whether the sentence speaks of what is to come."""
        return self.look_ahead()

    def tell(self, value: Value) -> None:
        """Remember what was told."""
        if value.point is not None and value.told:
            self.told = value.point
            self.told_in = self.paragraph
            self.told_mark = "?" if value.edtf[-1:] in {"?", "%"} else ""


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
    base = now.told if "which_told" in parts else now.anchor
    step = parts.get("which_told", parts.get("which", parts.get("instant", 0)))
    there = moments.moved(base, step, "month") if base else None
    if there is None or not _is_possible(there.year, there.month, day):
        return None
    return at(Point(there.year, there.month, day), "relative")


def _yearless(month: int, day: int | None, parts: Parts, now: Bearings) -> Value:
    """Give the value of a date whose year must come from elsewhere."""
    if now.joined is not None:
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
    if now.anchor_day is not None and not now.narrative:
        found = moments.nearest(month, day, now.anchor_day, ahead=now.ahead)
    near = told is not None and told.month is not None and now.told_in == now.paragraph
    if told is not None and (now.narrative or (near and not _is_news(found, now.anchor_day))):
        return at(Point(told.year, month, day), "relative", now.told_mark)
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
    if "century" in parts:
        number = int(parts["century"])
        if not 1 <= number <= 30:
            return None
        return at(Point((number - 1) * 100 * (1 if era > 0 else -1), years=100))
    year = int("".join(char for char in str(parts["decade"]) if char.isdigit()))
    if year < 100:
        near = now.told or now.anchor
        year += (near.year if near else 1999) // 100 * 100
    if era < 0:
        return at(Point(-year, years=10))
    return at(Point(year, years=100 if year % 100 == 0 else 10))


def _iso(parts: Parts, _: Bearings) -> Value | None:
    year, month, *days = (int(one) for one in parts["iso"].split("-"))
    day = days[0] if days else None
    if not 1 <= month <= 12 or not _is_possible(year, month, day):
        return None
    return at(Point(year, month, day))


def _month_year(parts: Parts, _: Bearings) -> Value:
    month, year = (int(one) for one in parts["month_year"].replace(".", "/").split("/"))
    return at(Point(year, month))


def numeric_parts(text: str) -> tuple[int, int, int]:
    """Give the first, second and third number of "12/05/2014" or "12.v.2014", the year last."""
    pieces = text.replace(".", "/").split("/")
    if pieces[1].isalpha():
        pieces[1] = str(roman(pieces[1].upper()) or 0)
    if len(pieces[0]) == 4:
        pieces = [pieces[2], pieces[1], pieces[0]]
    first, second, year = (int(one) for one in pieces)
    if len(pieces[2]) == 2:
        year += 2000 if year < 70 else 1900
    return first, second, year


def _hyphened(parts: Parts, now: Bearings) -> Value | None:
    numbers = (parts["first_number"], parts["second_number"], parts["year"])
    return _numeric({"numeric": "/".join(str(one) for one in numbers)}, now)


def _numeric(parts: Parts, now: Bearings) -> Value | None:
    text: str = parts["numeric"]
    first, second, year = numeric_parts(text)
    readings = []
    for month, day, wanted in ((second, first, True), (first, second, False)):
        valid = 1 <= month <= 12 and 1 <= day <= month_length(year, month)
        if valid and now.day_first in {None, wanted}:
            readings.append(Point(year, month, day))
    if "." in text or len(text.replace(".", "/").split("/")[0]) == 4:
        readings = readings[:1]  # full stops are written day first everywhere
    if len(readings) == 2 and readings[0] != readings[1]:
        return moments.several(sorted(readings, key=str), "stated", "", "[]")
    return at(readings[0]) if readings else None


_WRITTEN: Mapping[str, Callable[[Parts, Bearings], Value | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "first_number": _hyphened,
    "month_year": _month_year,
    "decade": _long,
    "century": _long,
}


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
    start, end = both_years(parts)
    return moments.between(at(Point(start)), at(Point(end))) if start < end else None


def passed(parts: Parts, now: Bearings) -> Value | None:
    """Give when "two years ago" was; "more than" opens it to before, "less than" to after.

    A vague count ("a few days") is two at least, so it is open to before.
    """
    anchor = now.anchor
    if anchor is None:
        return None
    unit = parts.get("unit")
    if unit is None:  # hours are below what a date can say
        return at(anchor, "relative", told=False)
    number, bound = parts.get("number"), parts.get("more", "")
    if number is None:
        number, bound = 2, "more"
    step = parts.get("back", -1)
    there = _counted_on(anchor, number * step, unit)
    if there is None:
        return None
    value, here = at(there, "relative", told=False), at(anchor, "relative", told=False)
    if bound == "more":
        return moments.until(value) if step < 0 else moments.since(value)
    if bound == "less":
        return moments.between(value, here) if step < 0 else moments.between(here, value)
    exact = unit == "day" and not bound
    return value if exact else moments.marked(value, "~")


def _counted_on(anchor: Point, number: float, unit: str) -> Point | None:
    # "More than a year has passed", in July 1947, is not before 1946 but before July 1946.
    to_the_month = anchor.month is not None and not anchor.is_season
    if unit == "year" and abs(number) <= 2 and to_the_month:
        return moments.moved(anchor, number * 12, "month")
    return moments.moved(anchor, number, unit)


def aside(parts: Parts, now: Bearings) -> Value | None:
    """Give "two days later", "the year before", counted from what was told last."""
    if now.told is None or "unit" not in parts or "vague" in parts:
        return None
    amount = parts.get("number", 1) * parts["aside"]
    there = moments.moved(now.told, amount, parts["unit"])
    if there is None:
        return None
    value = at(there, "relative")
    return moments.marked(value, "~") if parts.get("more") else value


def over(parts: Parts, now: Bearings) -> Value | None:
    """Give the stretch of "over the last two weeks", up to the document's date."""
    step, unit = parts["over"], parts["unit"]
    if now.anchor is None or now.anchor_day is None or now.narrative or step == 2:
        return None
    number = parts.get("number", 1 if "single" in parts else None)
    if number is None:  # "in recent weeks", "in the last few months": about the longer unit
        longer = _LONGER.get(unit)
        if longer is None or step > 0:
            return None
        point = Point(now.anchor.year, now.anchor.month if longer == "month" else None)
        return at(point, "relative", "~", told=False)
    there = moments.moved(now.anchor, step * number, unit)
    if there is None:
        return None
    value = at(there, "relative", told=False)
    here = at(now.anchor, "relative", told=False)
    return moments.between(value, here) if step < 0 else moments.between(here, value)


def whole(parts: Parts, now: Bearings) -> Value | None:
    """Give "the end of the year": of the one spoken of last, in a report that of its own date."""
    near = now.told is not None and (now.narrative or now.told_in == now.paragraph)
    point = now.told if near else now.anchor
    if point is None:
        return None
    value = moments.unit_around(point, parts["unit"], 0, told=near)
    return moments.narrowed(value, parts["part"]) if value else None


def today(parts: Parts, now: Bearings) -> Value | None:
    """Give "yesterday", "right now", "recently", "so far", from the document's date."""
    if now.anchor is None:
        return None
    here = at(now.anchor, "relative", told=False)
    if "recently" in parts:
        if now.anchor.is_season:
            return moments.marked(here, "~")
        point = Point(now.anchor.year, now.anchor.month)
        return at(point, "relative", "~", told=False)
    if "so_far" in parts:
        return moments.until(here)
    step = parts.get("today", 0)
    there = moments.moved(now.anchor, step, "day") if step else now.anchor
    return at(there, "relative", told=False) if there else None


def which(parts: Parts, now: Bearings) -> Value | None:
    """Give "last week", "this year", "the next day", "on Friday", "on the 15th"."""
    if "weekday" in parts and "day" not in parts:
        return _weekday_of_week(parts, now) if "week_word" in parts else _weekday(parts, now)
    if "day" in parts and "unit" not in parts:
        return _day_of_month(parts["day"], now)
    return _rest(parts, now) if "rest" in parts else _unit(parts, now)


def _unit(parts: Parts, now: Bearings) -> Value | None:
    """Give "last week", "the following year"."""
    unit = parts.get("unit", "day")
    if "which_told" in parts:
        if now.told is None:
            return None
        return moments.unit_around(now.told, unit, parts["which_told"], told=True)
    if now.anchor is None:
        return None
    step = parts.get("which", parts.get("over", 0))
    return moments.unit_around(now.anchor, unit, step, told=False)


def _rest(parts: Parts, now: Bearings) -> Value | None:
    """Give "the rest of the year", "earlier this month"."""
    told = "which_told" in parts or now.narrative
    point = now.told if told else now.anchor
    if point is None:
        return None
    step = parts.get("which_told", parts.get("which", 0))
    value = moments.unit_around(point, parts["unit"], step, told=told)
    if value is None or told:
        return value
    return moments.remaining(value, parts["rest"], now.anchor_day)


def nth(parts: Parts, now: Bearings) -> Value | None:
    """Give "the first Friday of July", "the last week of that month"."""
    if "year" in parts and "month" not in parts:
        year = date(parts, now)
        return (
            moments.nth_week(year.point.year, parts["nth"], "stated")
            if year and year.point
            else None
        )
    if "month" in parts:
        month = date({name: parts[name] for name in parts if name in _MONTHLY}, now)
    else:
        base = now.told if "which_told" in parts else now.anchor
        step = parts.get("which_told", parts.get("which", 0))
        there = moments.moved(base, step, "month") if base else None
        month = at(there, "relative") if there else None
    if month is None or month.point is None or month.point.month is None:
        return None
    return moments.nth_in_month(month.point, parts["nth"], parts.get("weekday"), month.basis)


#: The parts of a date that tell its month.
_MONTHLY = {"month", "year", "era"}


def _weekday_of_week(parts: Parts, now: Bearings) -> Value | None:
    """Give "Tuesday of last week"."""
    if now.anchor is None:
        return None
    week = moments.unit_around(now.anchor, "week", parts["which"], told=False)
    if week is None or week.first is None:
        return None
    day = week.first.plus(parts["weekday"] - 1)
    return at(Point(day.year, day.month, day.day), "relative", told=False)


def _weekday(parts: Parts, now: Bearings) -> Value | None:
    anchor = now.anchor_day
    if anchor is None or now.narrative or now.anchor is None or now.anchor.day is None:
        return None
    step = parts.get("which", 1 if now.ahead else -1)
    back = (anchor.weekday - parts["weekday"]) % 7
    if step == 0:
        there = anchor.plus(parts["weekday"] - anchor.weekday)
    elif step > 0:
        there = anchor.plus(7 - back)
    else:
        there = anchor.plus(-(back or 7) if "which" in parts else -back)
    point = Point(there.year, there.month, there.day)
    return at(point, "relative", "" if "which" in parts else "?")


def _day_of_month(day: int, now: Bearings) -> Value | None:
    told = now.told
    near = told is not None and (now.narrative or now.told_in == now.paragraph)
    if told is not None and near and told.month is not None and not told.is_season:
        if day > month_length(told.year, told.month):
            return None
        return at(Point(told.year, told.month, day), "relative", now.told_mark)
    if now.anchor_day is None or now.narrative:
        return None
    for count in range(12):
        month = Point(now.anchor_day.year, now.anchor_day.month)
        there = moments.moved(month, count if now.ahead else -count, "month")
        if there is None or there.month is None or day > month_length(there.year, there.month):
            continue
        found = Day(there.year, there.month, day)
        if (found >= now.anchor_day) if now.ahead else (found <= now.anchor_day):
            return at(Point(there.year, there.month, day), "relative", "?")
    return None
