"""Where in time the reading of a text stands: its own date, its kind, and what it told last.

Two kinds of text leave years out in two ways. A report counts from its own date: "25 February" in a
letter of July 1947 is the last 25 February before it. A narrative counts from what it told last:
"in May" in a chapter on 1916 is May 1916. A text is a narrative when most of the years it states
lie further than a year from its own date, or when it has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servanda.text.edtf import Day, Point, bounds
from servanda.text.grammar import Reading
from servanda.text.labels import roman
from servanda.text.moments import Value

#: Stated years this far from the document's date make a text a narrative rather than a report.
REPORTED_YEARS = 1


@dataclass(slots=True)
class Bearings:
    """Where in time the reading stands: the document's date, and what was told last."""

    anchor: Point | None = None
    anchor_day: Day | None = None
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


def numeric_parts(text: str) -> tuple[int, int, int]:
    """Give the first, second and third number of "12/05/2014" or "12.v.2014", the year last."""
    pieces = re.split(r"[./-]", text)
    if pieces[1].isalpha():
        pieces[1] = str(roman(pieces[1].upper()) or 0)
    if len(pieces[0]) == 4:
        pieces = [pieces[2], pieces[1], pieces[0]]
    first, second, year = (int(one) for one in pieces)
    if len(pieces[2]) == 2:
        year += 2000 if year < 70 else 1900
    return first, second, year


def take_bearings(anchor: str | None, readings: Sequence[Reading]) -> Bearings:
    """Give the bearings at the beginning of a text.

    Args:
        anchor: EDTF of the document's own date, None if unknown.
        readings: All dates read in it, from whose words its kind and its order of numbers show.
    """
    now = Bearings()
    first, last = bounds(anchor) if anchor else (None, None)
    known = last or first
    if known is not None:
        year, month, day = known.rsplit("-", 2)
        now.anchor_day = Day(int(year.lstrip("Y")), int(month), int(day))
        now.anchor = _anchor_point(anchor or "", now.anchor_day, first == last)
    stated = [
        atom.parts["year"]
        for atom in readings
        if "year" in atom.parts and atom.means in {"date", "days", "list"}
    ]
    far = [
        year
        for year in stated
        if now.anchor is None or abs(year - now.anchor.year) > REPORTED_YEARS
    ]
    now.narrative = now.anchor is None or (len(stated) > 3 and len(far) * 2 > len(stated))
    now.day_first = _day_first(readings)
    return now


def _anchor_point(anchor: str, day: Day, exact: bool) -> Point:
    if exact:
        return Point(day.year, day.month, day.day)
    bare = anchor.rstrip("?~%")
    if re.fullmatch(r"-?\d{4}-\d\d", bare):
        return Point(day.year, int(bare[-2:]))
    return Point(day.year)


def _day_first(readings: Sequence[Reading]) -> bool | None:
    """Tell from the dates of which only one order is possible which order the document uses."""
    votes = set()
    for atom in readings:
        text = atom.parts.get("numeric")
        numbers = numeric_parts(text) if text and "/" in text else None
        if numbers and (numbers[0] > 12) != (numbers[1] > 12):
            votes.add(numbers[0] > 12)
    return votes.pop() if len(votes) == 1 else None
