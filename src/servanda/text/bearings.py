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

from servanda.text.edtf import Day, Point, bounds, month_length
from servanda.text.grammar import Reading
from servanda.text.labels import roman
from servanda.text.moments import Value

#: Stated years this far from the document's date make a text a narrative rather than a report.
REPORTED_YEARS = 1
#: A narrative that names a year further than this from what it tells only looks aside: the next
#: sentence goes on where it was.
ASIDE_YEARS = 20


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
    told_at: int = -1
    #: "?" if the year of `told` was itself inferred.
    told_mark: str = ""
    paragraph: int = 0
    sentence: int = 0
    #: What a narrative told before it looked aside, and the sentence in which it did.
    aside: Point | None = None
    aside_in: int = -1
    #: Tells whether the sentence speaks of what is to come; asked only where it matters.
    look_ahead: Callable[[], bool] = bool
    #: The day of the date right before in the same run of words ("Monday or Tuesday").
    beside: Day | None = None
    #: The year of a date joined to this one ("April and June 1955"), if that one states it.
    joined: Point | None = None

    @property
    def ahead(self) -> bool:
        """Whether the sentence speaks of what is to come."""
        return self.look_ahead()

    def tell(
        self, value: Value, *, began: bool = False, loosely: bool = False, titled: bool = False
    ) -> None:
        """Remember what was told.

        Args:
            value: What was told.
            began: Whether it tells when something began ("since 2014"), maybe long before.
            loosely: Whether the rest of the sentence need not speak of it ("back to 1865").
            titled: Whether it is part of a document's name ("the Agreement of 31 October 2003").
        """
        point = value.point
        if point is None or not value.told or titled:
            return
        earlier = point.month is None if self.told is None else point.year < self.told.year
        if began and earlier:
            return
        self._look_aside(point)
        self.told = point
        self.told_in = self.paragraph
        self.told_at = -1 if loosely and point.month is None else self.sentence
        self.told_mark = "?" if value.edtf[-1:] in {"?", "%"} else ""

    @property
    def near_now(self) -> bool:
        """Whether what was told last is of the document's year or the one before."""
        if self.told is None or self.anchor is None:
            return False
        return self.told.year >= self.anchor.year - REPORTED_YEARS

    def told_year(self, month: int, day: int | None) -> Point | None:
        """Give a date in the year told last, if that may be: no note tells what came after it.

        A narrative goes on in its year; a report only in the paragraph, and after a bare year only
        in the sentence ("twice in 2017, in May and July").
        """
        told = self.told
        if told is None or told.years > 1 or (day and day > month_length(told.year, month)):
            return None
        near = (
            self.told_at == self.sentence if told.month is None else self.told_in == self.paragraph
        )
        if not self.narrative and not near:
            return None
        point = Point(told.year, month, day)
        if self.anchor_day is not None and point.days()[0] > self.anchor_day and not self.ahead:
            return None
        return point

    def _look_aside(self, point: Point) -> None:
        """Remember what was told before a narrative names a year far from it."""
        if not self.narrative or self.told is None:
            return
        if abs(point.year - self.told.year) >= ASIDE_YEARS:
            self.aside = self.aside or self.told
            self.aside_in = self.sentence
        elif self.sentence != self.aside_in:
            self.aside = None

    def come_back(self) -> None:
        """Take up again, in a new sentence, what was told before a look aside."""
        if self.aside is not None and self.sentence != self.aside_in:
            self.told, self.aside = self.aside, None


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


def take_bearings(
    anchor: str | None, readings: Sequence[Reading], *, day_first: bool | None = None
) -> Bearings:
    """Give the bearings at the beginning of a text.

    Args:
        anchor: EDTF of the document's own date, None if unknown.
        readings: All dates read in it, from whose words its kind and its order of numbers show.
        day_first: How its language orders numbers; None if that differs.
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
    order = _day_first(readings)
    now.day_first = day_first if order is None else order
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
        numbers = numeric_parts(text) if text and "/" in text and text.count("/") > 1 else None
        if numbers and (numbers[0] > 12) != (numbers[1] > 12):
            votes.add(numbers[0] > 12)
    return votes.pop() if len(votes) == 1 else None
