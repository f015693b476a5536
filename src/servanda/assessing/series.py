"""Scores period by period: how far an agreement is carried out, by its monitors' own ratings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from servanda.assessing.figures import Distribution, Headlines, distribution, headlines
from servanda.assessing.periods import PeriodLength, first_day, last_day, periods_between
from servanda.assessing.scales import Level
from servanda.assessing.scores import Score, Weighed, score, weigh
from servanda.assessing.units import (
    Rated,
    Window,
    levels_in,
    ratings_of,
    scored_provisions,
    settled_levels,
)
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import Cell
from servanda.domain.codebook import Scale
from servanda.domain.judgement import CellRated
from servanda.domain.record import Record
from servanda.errors import ServandaError
from servanda.text.edtf import bounds

#: Why a rating is in no score of a series: of a single place; of another party than the one asked
#: for; of no period; on a heading below which something is rated; on what the party does not owe.
LeftOut = Literal["place", "party", "period", "heading", "not owed"]
#: How years are counted: by the calendar, or from the day of signing.
Counting = Literal["year", "anniversary", "quarter", "month"]


@dataclass(frozen=True, slots=True)
class PartScore:
    """The score of some of the provisions: a theme's, an obligor's, a cross-cutting set's."""

    kind: Literal["theme", "obligor", "tag"]
    name: str
    score: Score
    provisions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodScore:
    """One period's score on one scale, with all that is needed to check it.

    `levels` are in the order of the agreement, one for each provision scored. `parts` overlap: a
    provision may have several themes, obligors and tags.
    """

    window: Window
    score: Score
    weighed: Weighed
    distribution: Distribution
    headlines: Headlines
    levels: tuple[Rated, ...]
    parts: tuple[PartScore, ...]

    @property
    def differing(self) -> tuple[Rated, ...]:
        """The provisions on which raters differ and nobody has settled: unknown until then."""
        return tuple(one for one in self.levels if one.differ)

    @property
    def carried(self) -> tuple[Rated, ...]:
        """The provisions whose level is an earlier period's."""
        return tuple(one for one in self.levels if one.carried)


@dataclass(frozen=True, slots=True)
class ScoreSeries:
    """The scores of one agreement on one scale, period by period, oldest first."""

    agreement: str
    scale: Scale
    by: Counting
    #: Whose ratings alone were counted, "" for everybody's.
    rater: str
    periods: tuple[PeriodScore, ...]
    #: Ratings on this scale that are in no score: why not, and how many.
    left_out: tuple[tuple[LeftOut, int], ...] = ()


def score_series(
    record: Record,
    *,
    agreement: str,
    scale: str = "pam",
    by: Counting = "year",
    place: str = "",
    party: str = "",
    rater: str | None = None,
    carry_forward: bool = False,
) -> ScoreSeries:
    """Give the scores of an agreement over time, from people's ratings and nothing else.

    Each period's score is over all provisions scored (see `scored_provisions`); what nobody rated
    in it is unknown and widens the interval. With `carry_forward` a provision that nobody rated
    keeps the last level given, marked as carried; what was looked for and not known stays unknown.
    A year is a calendar year, the year of signing among them, or counted from the day of signing.
    Statements make no score: a rating is a person's.

    Args:
        record: The state of the dossier.
        agreement: Key of the agreement.
        scale: Key of a scale of the codebook.
        by: Length of a period, and how years are counted.
        place: Only ratings of this place, by its key; "" for ratings of all places together.
        party: Only what this party owes, by its key.
        rater: Only this person's ratings.
        carry_forward: Keep a level until somebody gives another one.

    Raises:
        ServandaError: No such scale or agreement, or years from a signing that has no date.
    """
    own = next((one for one in record.agreements if one.key == agreement), None)
    chosen = record.codebook.scale(scale)
    if own is None or chosen is None:
        known = [one.key for one in record.codebook.scales]
        raise ServandaError(f"There is no scale {scale!r}. The codebook has {', '.join(known)}.")
    ratings = ratings_of(
        record, agreement=agreement, scale=scale, place=place, party=party, rater=rater
    )
    rated = frozenset(act.cell.provision for _, act in ratings)
    named = frozenset(act.cell.provision for _, act in ratings if act.cell.party)
    scored = scored_provisions(own, rated)
    units = [one for one in scored if _owes(one, party, named)]
    ends = sorted(last_day(act.cell.period) for _, act in ratings if act.cell.period)
    settled = settled_levels(record, scale=scale)
    before: dict[str, Rated] = {}
    last: dict[str, Rated] = {}
    found: list[PeriodScore] = []
    for window in _windows(own, ends, by) if units else ():
        now = levels_in(window, ratings, settled, before=before, party=party)
        levels = [
            _carried(now.get(one.key) or Rated(one.key, None), last.get(one.key), carry_forward)
            for one in units
        ]
        before = {one.provision: one for one in levels}
        last |= {one.provision: one for one in levels if one.level is not None}
        blank = Cell(agreement, "", place=place, period=window.name, party=party)
        found.append(_scored(window, units, levels, chosen, blank))
    counted = {one.key for one in units}
    left_out = _left_out(record, agreement, scale, place=place, party=party, rater=rater)
    for _, act in ratings:
        if act.cell.period and act.cell.provision not in counted:
            left_out[
                "not owed" if any(one.key == act.cell.provision for one in scored) else "heading"
            ] += 1
    return ScoreSeries(
        agreement, chosen, by, rater or "", tuple(found), tuple(sorted(left_out.items()))
    )


def _left_out(
    record: Record, agreement: str, scale: str, *, place: str, party: str, rater: str | None
) -> Counter[LeftOut]:
    """Count the ratings on a scale that are of something else than what was asked for."""
    found: Counter[LeftOut] = Counter()
    for one, act in record.judged(CellRated):
        cell = act.cell
        if (cell.agreement, act.scale) != (agreement, scale) or rater not in (None, one.actor):
            continue
        if cell.place != place:
            found["place"] += 1
        elif party and cell.party not in ("", party):
            found["party"] += 1
        elif not cell.period:
            found["period"] += 1
    return found


def _owes(one: Provision, party: str, named: frozenset[str]) -> bool:
    """Tell whether a party owes a provision: it says so, or somebody rated the party on it."""
    return not party or party in one.obligors or one.key in named


def _carried(now: Rated, earlier: Rated | None, carry_forward: bool) -> Rated:
    if not carry_forward or now.level is not None or now.differ or earlier is None:
        return now
    if now.unknown is not None or earlier.level is None:
        return now
    return Rated(
        now.provision,
        earlier.level,
        "carried_forward",
        earlier.ratings,
        earlier.cell,
        carried=True,
    )


def _scored(
    window: Window, units: Sequence[Provision], levels: Sequence[Rated], scale: Scale, blank: Cell
) -> PeriodScore:
    given = [one.level for one in levels]
    cells = tuple(one.cell or replace(blank, provision=one.provision) for one in levels)
    by_key = {one.provision: one.level for one in levels}
    return PeriodScore(
        window=window,
        score=score(given, scale=scale),
        weighed=weigh(by_key, {one.key: one.weight for one in units}, scale=scale),
        distribution=distribution(given, scale=scale),
        headlines=headlines(given, scale=scale, date=window.end, cells=cells),
        levels=tuple(levels),
        parts=tuple(_parts(units, by_key, scale)),
    )


def _parts(
    units: Sequence[Provision], levels: Mapping[str, Level], scale: Scale
) -> list[PartScore]:
    kinds: tuple[
        tuple[Literal["theme", "obligor", "tag"], Callable[[Provision], Sequence[str]]], ...
    ]
    kinds = (
        ("theme", lambda one: one.themes),
        ("obligor", lambda one: one.obligors),
        ("tag", lambda one: one.tags),
    )
    found: list[PartScore] = []
    for kind, names_of in kinds:
        members: dict[str, list[str]] = {}
        for one in units:
            for name in names_of(one):
                members.setdefault(name, []).append(one.key)
        found += [
            PartScore(kind, name, score([levels[key] for key in keys], scale=scale), tuple(keys))
            for name, keys in sorted(members.items())
        ]
    return found


def _windows(own: Agreement, ends: Sequence[str], by: Counting) -> list[Window]:
    """Give every window from the signing, or the first rating, to the last rating."""
    if not ends:
        return []
    signed = [days for one in own.signed if (days := bounds(one)[0])]
    if by == "anniversary":
        if not signed:
            raise ServandaError(
                f"{own.title} has no date of signing to count years from: give `signed` in its "
                "file, or count calendar years."
            )
        return _anniversaries(date.fromisoformat(min(signed)), ends)
    length: PeriodLength = by
    first = min([*ends, *(day for day in signed if day <= ends[-1])])
    return [_window(name) for name in periods_between(first, ends[-1], length)]


def _window(name: str) -> Window:
    return Window(name, first_day(name), last_day(name))


def _anniversaries(signed: date, ends: Sequence[str]) -> list[Window]:
    found: list[Window] = []
    start, number = signed, 1
    while start.isoformat() <= ends[-1]:
        following = _years_later(signed, number)
        end = date.fromordinal(following.toordinal() - 1)
        found.append(Window(f"year {number}", start.isoformat(), end.isoformat()))
        start, number = following, number + 1
    return found


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
