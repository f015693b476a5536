"""Which provisions are scored, and what level each has in a period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from servanda.assessing.periods import last_day
from servanda.assessing.scales import VIOLATED, Level
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import Cell
from servanda.domain.judgement import CellRated, Judged, SampleDrawn, UnitSettled, Unknown
from servanda.domain.record import Record


@dataclass(frozen=True, slots=True)
class Window:
    """A period of a score: its name and the ISO days that it lasts from and to."""

    name: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Rated:
    """The level of one provision in one window, and the ratings that it comes from.

    `level` is None where nobody rated it, where it is unknown, and where raters differ (`differ`).
    `carried` is True where it is an earlier window's level, taken because this one has none.
    """

    provision: str
    level: Level
    unknown: Unknown | None = None
    ratings: tuple[int, ...] = ()
    cell: Cell | None = None
    differ: bool = False
    carried: bool = False


def scored_provisions(agreement: Agreement, rated: frozenset[str]) -> tuple[Provision, ...]:
    """Give the provisions that a score is over: those that carry ratings, and unrated leaves.

    A provision that was ever rated, with none rated below it, stands for all that is below it.
    Elsewhere the leaves are the units: a leaf that nobody ever rated counts as unknown, so that
    leaving out what is hard to know cannot raise a score.
    """
    return tuple(unit for one in agreement.provisions for unit in _units(one, rated))


def _units(one: Provision, rated: frozenset[str]) -> Iterator[Provision]:
    below = any(child.key in rated for top in one.children for child in top.walk())
    if not one.children or (one.key in rated and not below):
        yield one
    else:
        for child in one.children:
            yield from _units(child, rated)


def ratings_of(
    record: Record,
    *,
    agreement: str,
    scale: str,
    place: str = "",
    party: str = "",
    rater: str | None = None,
) -> list[tuple[Judged, CellRated]]:
    """Give the ratings on a scale that are of a place and a party, or of all of them together.

    A rating that names a party is one of the provision too: `levels_in` decides where both are.
    Asked for one party, those that name another are left out.
    """
    return [
        (one, act)
        for one, act in record.judged(CellRated)
        if act.scale == scale
        and act.cell.agreement == agreement
        and act.cell.place == place
        and (not party or act.cell.party in ("", party))
        and (rater is None or one.actor == rater)
    ]


def levels_in(
    window: Window,
    ratings: Sequence[tuple[Judged, CellRated]],
    settled: Mapping[Cell, Level],
    *,
    before: Mapping[str, Rated],
    party: str = "",
) -> dict[str, Rated]:
    """Give the level of each provision that has one in a window.

    The latest period within the window counts: a year's level is that of its last rated quarter.
    Where raters agree it is their level; where they differ it is what a third person settled, or
    else unknown. Asked for no party in particular, a rating that names none is taken before those
    that name one. A rating that carries an earlier level forward is marked.

    Args:
        window: The period.
        ratings: Those to choose among.
        settled: What a third person ruled where coders differed, by cell.
        before: The levels of the window before, for ratings that give none and carry forward.
        party: The party asked for, "" for none in particular.
    """
    of: dict[str, dict[str, list[tuple[Judged, CellRated]]]] = {}
    for one, act in ratings:
        end = last_day(act.cell.period) if act.cell.period else ""
        if end and window.start <= end <= window.end:
            of.setdefault(act.cell.provision, {}).setdefault(end, []).append((one, act))
    return {
        key: _level(key, by_end[max(by_end)], settled, before.get(key), party=party)
        for key, by_end in of.items()
    }


def _level(
    key: str,
    given: list[tuple[Judged, CellRated]],
    settled: Mapping[Cell, Level],
    earlier: Rated | None,
    *,
    party: str,
) -> Rated:
    acts = [act for _, act in given]
    # What names the party is nearer to it than what names none; and the other way round.
    nearest = [act for act in acts if bool(act.cell.party) == bool(party)] or acts
    cell = nearest[0].cell
    numbers = tuple(one.entry for one, act in given if act in nearest)
    levels = {VIOLATED if act.violated else act.level for act in nearest}
    if cell in settled:
        return Rated(key, settled[cell], None, numbers, cell)
    if len(levels) > 1:
        return Rated(key, None, None, numbers, cell, differ=True)
    (level,) = levels
    unknown = nearest[0].unknown
    carried = unknown == "carried_forward"
    if carried and level is None and earlier is not None:
        level = earlier.level
    return Rated(key, level, unknown, numbers, cell, carried=carried)


def settled_levels(record: Record, *, scale: str) -> dict[Cell, Level]:
    """Give what a third person ruled on cells that coders of a sample rated differently."""
    cells = {
        (sample.name, unit.id): unit.cell
        for _, sample in record.judged(SampleDrawn)
        if sample.scale == scale
        for unit in sample.units
        if unit.cell is not None
    }
    found: dict[Cell, Level] = {}
    for _, act in record.judged(UnitSettled):
        cell = cells.get((act.sample, act.unit))
        for code in act.codes:
            if cell is not None and code.field == "level":
                found[cell] = _as_level(code.value)
    return found


def _as_level(value: str | None) -> Level:
    if value is None or value == VIOLATED:
        return value
    try:
        return float(value)
    except ValueError:
        return None
