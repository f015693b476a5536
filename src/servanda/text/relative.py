"""Dates that count from others: "two days ago", "last week", "the next day", "on Friday"."""

from __future__ import annotations

from servanda.text import moments
from servanda.text.bearings import Bearings
from servanda.text.edtf import Day, Point, month_length
from servanda.text.moments import Value, at
from servanda.text.resolving import Parts, date

#: No year has a week of a higher number.
LAST_WEEK = 53
_LONGER = {"day": "month", "week": "month", "fortnight": "month", "month": "year"}


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


def mixed(parts: Parts, now: Bearings) -> Value | None:
    """Give "1 month and 21 days ago": a day, if days are counted and the document's day is told."""
    step = parts.get("back", -1)
    told = [one for one in ("", "2", "3") if f"unit{one}" in parts]
    amounts = {parts[f"unit{one}"]: parts[f"number{one}"] for one in told}
    if now.anchor is None or any(amount != int(amount) for amount in amounts.values()):
        return None
    months = amounts.pop("year", 0) * 12 + amounts.pop("month", 0)
    days = amounts.pop("week", 0) * 7 + amounts.pop("day", 0)
    exact = "day" in {parts["unit"], parts["unit2"], parts.get("unit3")}
    if amounts or now.anchor.month is None or now.anchor.is_season:
        return None
    there = moments.moved(Point(now.anchor.year, now.anchor.month), step * months, "month")
    if there is None or there.month is None:
        return None
    if not days or now.anchor.day is None:
        return moments.marked(at(there, "relative", told=False), "~")
    day = min(now.anchor.day, month_length(there.year, there.month))
    moved = moments.moved(Point(there.year, there.month, day), step * days, "day")
    return at(moved, "relative", "" if exact else "~", told=False) if moved else None


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
    step, unit = parts.get("over", parts.get("single", -1)), parts["unit"]
    if now.anchor is None or now.anchor_day is None or now.narrative or step == 2:
        return None
    number = parts.get("number", 1 if "single" in parts and unit != "quarter" else None)
    if number is None:  # "in recent weeks", "in the last few months": about the longer unit
        return _recent_units(unit, step, now.anchor)
    there = _counted_on(now.anchor, step * number, unit)
    if there is None:
        return None
    value = at(there, "relative", told=False)
    here = at(now.anchor, "relative", told=False)
    if step < 0:
        return moments.between(value, here)
    tomorrow = moments.moved(now.anchor, 1, "day")
    return moments.between(at(tomorrow, "relative", told=False) if tomorrow else here, value)


def _recent_units(unit: str, step: int, anchor: Point) -> Value | None:
    if unit == "quarter":
        return moments.unit_around(anchor, unit, step, told=False)
    longer = _LONGER.get(unit)
    if longer is None or step > 0:
        return None
    point = Point(anchor.year, anchor.month if longer == "month" else None)
    return at(point, "relative", "~", told=False)


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
    if "weekday" in parts and "day" in parts:
        return _weekday_and_day(parts["weekday"], parts["day"], now)
    if "weekday" in parts and "day" not in parts:
        return _weekday_of_week(parts, now) if "week_word" in parts else _weekday(parts, now)
    if "day" in parts and "unit" not in parts:
        value = _day_of_month(parts["day"], now)
        if "week_word" not in parts or value is None or value.point is None:
            return value
        return moments.unit_around(value.point, "week", 0, told=True)
    return _rest(parts, now) if "rest" in parts else _unit(parts, now)


def _unit(parts: Parts, now: Bearings) -> Value | None:
    """Give "last week", "the following year"."""
    unit = parts.get("unit", "day")
    if "which_told" in parts:
        step = parts["which_told"]
        if now.anchor is not None and not now.narrative and _is_from_now(unit, step, now):
            return moments.unit_around(now.anchor, unit, step, told=False)
        if now.told is None:
            return None
        return moments.unit_around(now.told, unit, parts["which_told"], told=True)
    if now.anchor is None:
        return None
    step = parts.get("which", parts.get("coming", parts.get("over", 0)))
    return moments.unit_around(now.anchor, unit, step, told=False)


def _is_from_now(unit: str, step: int, now: Bearings) -> bool:
    """Tell whether "the next month" counts from the document's date, not from what was told."""
    if now.told is None:
        return now.ahead or (step > 0 and unit != "day")
    return step > 0 and now.told_in != now.paragraph and now.ahead


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
    if "unit" in parts:
        return _nth_month(parts, now)
    if "month" not in parts and "month_word" not in parts:
        return _nth_week(parts, now)
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


def _nth_month(parts: Parts, now: Bearings) -> Value | None:
    """Give "the third month of 2021"."""
    year = parts.get(
        "year", now.anchor.year + parts["which"] if now.anchor and "which" in parts else 0
    )
    return at(Point(year, parts["nth"])) if year and 1 <= parts["nth"] <= 12 else None


def _nth_week(parts: Parts, now: Bearings) -> Value | None:
    """Give "week 3 of 2027", "the last week of this year", "week 31"."""
    if "year" in parts:
        stated = date({name: parts[name] for name in parts if name in _MONTHLY}, now)
        year = stated.point.year if stated and stated.point else None
    else:
        year = now.anchor.year + parts.get("which", 0) if now.anchor else None
    if year is None or not -1 <= parts["nth"] <= LAST_WEEK:
        return None
    return moments.nth_week(year, parts["nth"], "stated" if "year" in parts else "relative")


#: The parts of a date that tell its month.
_MONTHLY = {"month", "year", "era"}


def _weekday_of_week(parts: Parts, now: Bearings) -> Value | None:
    """Give "Tuesday of last week"."""
    if "which_told" in parts:
        base, step = now.told or (now.anchor if now.ahead else None), parts["which_told"]
    else:
        base, step = now.anchor, parts["which"]
    week = moments.unit_around(base, "week", step, told=False) if base else None
    if week is None or week.first is None:
        return None
    day = week.first.plus(parts["weekday"] - 1)
    return at(Point(day.year, day.month, day.day), "relative", told=False)


def weekdays(parts: Parts, now: Bearings) -> Value | None:
    """Give "last week between Wednesday and Friday"."""
    ends = [
        _weekday_of_week({"weekday": parts[name], "which": parts["which"]}, now)
        for name in ("weekday", "to_weekday")
    ]
    return moments.between(ends[0], ends[1]) if ends[0] and ends[1] else None


def to_come(parts: Parts, now: Bearings) -> Value | None:
    """Give "will be back in two weeks"; None where the sentence tells of no time to come.

    "In two weeks they lost three towns" is a length of time, and no date.
    """
    if now.anchor is None or now.narrative or not now.ahead:
        return None
    there = _counted_on(now.anchor, parts["number"], parts["unit"])
    return moments.marked(at(there, "relative", told=False), "~") if there else None


def _weekday(parts: Parts, now: Bearings) -> Value | None:
    if now.beside is not None and "which" not in parts and "coming" not in parts:
        there = now.beside.plus((parts["weekday"] - now.beside.weekday) % 7 or 7)
        return at(Point(there.year, there.month, there.day), "relative", "?")
    anchor = now.anchor_day
    if anchor is None or now.narrative or now.anchor is None or now.anchor.day is None:
        return None
    if "which" not in parts and ("coming" in parts or now.ahead):
        ahead = (parts["weekday"] - anchor.weekday) % 7
        there = anchor.plus(ahead or 7)
        mark = "" if "coming" in parts else "?"
        return at(Point(there.year, there.month, there.day), "relative", mark)
    step = parts.get("which", -1)
    back = (anchor.weekday - parts["weekday"]) % 7
    if step == 0:
        there = anchor.plus(parts["weekday"] - anchor.weekday)
    elif step > 0:
        # "Next Sunday" is the one of next week: the coming one is "this Sunday". Not all say so.
        there = anchor.plus(7 + parts["weekday"] - anchor.weekday)
    else:
        there = anchor.plus(-(back or 7) if "which" in parts else -back)
    point = Point(there.year, there.month, there.day)
    doubtful = "which" not in parts or (step > 0 and parts["weekday"] > anchor.weekday)
    return at(point, "relative", "?" if doubtful else "")


def _weekday_and_day(weekday: int, day: int, now: Bearings) -> Value | None:
    """Give "Friday the 11th": the last such day in two years, or the next one."""
    value = _day_of_month(day, now)
    if now.anchor_day is None or value is None or value.point is None:
        return value
    month = Point(now.anchor_day.year, now.anchor_day.month)
    for count in range(24):
        there = moments.moved(month, count if now.ahead else -count, "month")
        if there is None or there.month is None or day > month_length(there.year, there.month):
            continue
        found = Day(there.year, there.month, day)
        in_order = found >= now.anchor_day if now.ahead else found <= now.anchor_day
        near = count == 0  # this month's may still come, or just be gone
        if found.weekday == weekday and (in_order or near):
            return at(Point(found.year, found.month, day), "relative", "?")
    return value


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
