"""What the words around dates make of them: doubt, parts, ends, sets and stretches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from servanda.text import moments
from servanda.text.edtf import Point
from servanda.text.grammar import READ, Grammar, Item, Reading
from servanda.text.moments import Value

#: The value of words such as "throughout", which take all of a date and open nothing.
THROUGHOUT = 9


def combined(grammar: Grammar, stage: str, items: list[Item]) -> list[Item]:
    """Give the items with what a later stage makes of the dates among them."""
    if len(items) == 1:
        return items
    out: list[Item] = []
    at = 0
    for reading in grammar.read(stage, items):
        value = _made(reading)
        if value is None:
            continue
        out.extend(items[at : reading.first])
        first, last = items[reading.first], items[reading.last - 1]
        out.append(Item(first.start, last.end, READ, "", value))
        at = reading.last
    out.extend(items[at:])
    return out


def _made(reading: Reading) -> Value | None:
    """Give what the words around a date make of it."""
    parts = reading.parts
    value: Value = parts["date"]
    match reading.means:
        case "shift":
            made = _shifted(parts, value)
        case "either":
            made = moments.either(value, parts["to_date"])
        case "span":
            made = _stretched(value, parts["to_date"])
        case "lasting":
            made = _lasting(value, parts["number"], parts["unit"])
        case "edge":
            made = moments.edge(value, parts.get("number", 0) * parts["edge"], parts["unit"])
        case "within":
            made = moments.within(value, parts["one_unit"])
        case "week":
            made = moments.unit_around(value.point, "week", 0, told=True) if value.point else None
        case "since" | "until":
            made = _opened(parts, value)
        case _:
            doubts = {parts[name] for name in ("approx", "doubt", "doubt_after") if name in parts}
            mark = "%" if len(doubts) > 1 else "".join(doubts)
            made = moments.narrowed(moments.marked(value, mark), parts.get("part", ""))
    return made


def _stretched(start: Value, end: Value) -> Value | None:
    """Give "from November to March": of a year left out as many are taken as keep their order."""
    made = moments.between(start, end)
    if made is not None:
        return made
    if end.edtf.endswith("?") and end.point is not None:
        return moments.between(start, _years_on(end, end.point, 1))
    if start.edtf.endswith("?") and start.point is not None:
        return moments.between(_years_on(start, start.point, -1), end)
    return None


def _years_on(value: Value, point: Point, years: int) -> Value:
    if point.years > 1 or point.day == 29:
        return value
    return moments.at(Point(point.year + years, point.month, point.day), value.basis, "?")


def _lasting(value: Value, number: float, unit: str) -> Value | None:
    """Give "for two weeks starting 20 May": the day that begins it is the first of them."""
    if value.point is None or value.point.day is None:
        return None
    end = moments.moved(value.point, number, unit)
    if end is None or end.day is None:
        return None
    last = moments.moved(end, -1, "day")
    return moments.between(value, moments.at(last, value.basis)) if last else None


def _opened(parts: Mapping[str, Any], value: Value) -> Value:
    """Give "since May", "until May", "from May onwards"; "throughout May" opens nothing."""
    if parts.get("until") == THROUGHOUT:
        return value
    if "until" in parts or "before" in parts or parts.get("onwards", 1) < 0:
        return moments.until(value, before="before" in parts)
    return moments.since(value, after="after" in parts)


def _shifted(parts: Mapping[str, Any], value: Value) -> Value | None:
    """Give "two days after 5 May"."""
    if value.point is None or "vague" in parts:
        return None
    step = parts.get("aside", 1)
    there = moments.moved(value.point, parts.get("number", 1) * step, parts["unit"])
    if there is None:
        return None
    shifted = moments.at(there, value.basis)
    if parts.get("more") == "more":
        return moments.until(shifted) if step < 0 else moments.since(shifted)
    if parts.get("more") == "less":
        return moments.between(shifted, value) if step < 0 else moments.between(value, shifted)
    return moments.marked(shifted, "~") if parts.get("more") else shifted
