"""Where a statement belongs: its rows, parties, places and periods, before anything is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.assessing.periods import PeriodLength, period_of, periods_between
from servanda.domain.agreement import Agreement
from servanda.domain.cell import NO_DATE, NO_PLACE, NOBODY
from servanda.domain.place import PlaceMention
from servanda.domain.rows import rows_of
from servanda.domain.statement import Statement
from servanda.domain.when import When

#: Kinds that tell of an act: they stand in the period of the act.
ACTS = frozenset({"compliance", "obstruction", "incident"})
#: Kinds that are told about but judge nothing: they never count.
NOT_COUNTED = frozenset({"demand", "context"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement with the keys of every row and column that it stands in.

    `rows` are (agreement, provision key) pairs; an agreement of "" fits any, because the text
    did not say which. The `inherited_` keys show it without counting it.
    """

    statement: Statement
    order: int
    rows: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]
    places: tuple[str, ...]
    inherited_places: tuple[str, ...]
    periods: tuple[str, ...]
    inherited_periods: tuple[str, ...]

    @property
    def ruled(self) -> bool:
        """Tell whether a person accepted or amended it."""
        return self.statement.state in ("accepted", "amended")


def place_key(mention: PlaceMention) -> str:
    """Give a column key: the gazetteer id, or the words with `~` where nothing decided.

    "Anywhere" is no place: it says how far a verdict reaches, and stands in no column of its own.
    """
    if mention.id is not None:
        return mention.id
    return "" if mention.granularity == "anywhere" else "~" + mention.text


def gather_facts(
    statements: Iterable[Statement],
    agreements: tuple[Agreement, ...],
    *,
    length: PeriodLength,
) -> list[Fact]:
    """Give the facts of all statements that nobody rejected, in their order."""
    below = places_below(agreements)
    return [
        _fact(one, order, length=length, below=below)
        for order, one in enumerate(statements)
        if one.state != "rejected"
    ]


def _fact(
    one: Statement, order: int, *, length: PeriodLength, below: Mapping[str, tuple[str, ...]]
) -> Fact:
    periods, inherited = _periods(one, length)
    places = tuple(
        dict.fromkeys(
            here
            for mention in one.places
            if mention.role == "scene" and (here := place_key(mention))
        )
    )
    inside = tuple(
        dict.fromkeys(
            lower for key in places for lower in below.get(key, ()) if lower not in places
        )
    )
    parties = tuple(dict.fromkeys(who.party or who.name or "" for who in one.about))
    return Fact(
        statement=one,
        order=order,
        rows=rows_of(one),
        parties=tuple(one for one in parties if one) or (NOBODY,),
        places=places or (NO_PLACE,),
        inherited_places=inside,
        periods=periods,
        inherited_periods=inherited,
    )


def told_on(one: Statement) -> When | None:
    """Give the date that decides a statement's period: the act's, or that of the telling."""
    if one.kind in ACTS:
        return one.when
    if one.kind in ("admission", "concession") and one.when and one.when.earliest:
        return one.when
    return one.as_of


def _periods(one: Statement, length: PeriodLength) -> tuple[tuple[str, ...], tuple[str, ...]]:
    moment = told_on(one)
    if moment is None or not moment.edtf:
        return (NO_DATE,), ()
    # An interval open towards the present ends with the telling; one open towards the past is
    # only known by its end. Neither is drawn out to today.
    telling = one.as_of.latest if one.as_of else None
    end = moment.latest or telling or moment.earliest
    start = moment.earliest or end
    if start is None or end is None or end < start:
        return (NO_DATE,), ()
    covered = periods_between(start, end, length)
    if len(covered) == 1:
        return (period_of(start, length),), ()
    return (), tuple(covered)


def places_below(agreements: tuple[Agreement, ...]) -> dict[str, tuple[str, ...]]:
    """Map a place to all that an agreement's own gazetteer puts within it."""
    direct: dict[str, list[str]] = {}
    for agreement in agreements:
        for place in agreement.territory.places:
            for link in place.part_of:
                direct.setdefault(link.place, []).append(place.id)
    found: dict[str, tuple[str, ...]] = {}
    for top, first in direct.items():
        inside: dict[str, None] = {}
        waiting = list(first)
        while waiting:
            one = waiting.pop(0)
            if one not in inside and one != top:
                inside[one] = None
                waiting.extend(direct.get(one, ()))
        found[top] = tuple(inside)
    return found
