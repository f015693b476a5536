"""Every figure there is, and how outcomes are counted for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from servanda.evaluating import confidence, dates, exceptions, labels, links, places, spans
from servanda.evaluating.bootstrap import Interval
from servanda.evaluating.counts import Counts, Key, Measure
from servanda.evaluating.matching import Outcome

#: In the order in which figures are told.
MEASURES: tuple[Measure, ...] = (
    *spans.MEASURES,
    *labels.MEASURES,
    *links.MEASURES,
    *places.MEASURES,
    *dates.MEASURES,
    *exceptions.MEASURES,
    *confidence.MEASURES,
)
TALLIES = (
    spans.tally,
    labels.tally,
    links.tally,
    places.tally,
    dates.tally,
    exceptions.tally,
    confidence.tally,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its value, what it was made from, and its 95 % interval.

    `key` names its `Measure`, which holds name and formula. `value` is None when there was nothing
    to count; `low` and `high` are None where no interval can be told.
    """

    key: str
    value: float | None
    numerator: float | None
    denominator: float
    low: float | None = None
    high: float | None = None


def count(outcomes: Iterable[Outcome]) -> dict[Key, float]:
    """Give all counts that these outcomes add up to."""
    counts: dict[Key, float] = defaultdict(float)
    for outcome in outcomes:
        for tally in TALLIES:
            for key, amount in tally(outcome):
                if amount:
                    counts[key] += amount
    return dict(counts)


def values(counts: Counts) -> dict[str, float | None]:
    """Give every figure's bare value."""
    return {one.key: one.of(counts).value for one in MEASURES}


def figures(counts: Counts, doubt: Mapping[str, Interval]) -> tuple[Figure, ...]:
    """Give every figure with its interval."""
    return tuple(
        Figure(one.key, *one.of(counts), *(doubt.get(one.key) or (None, None))) for one in MEASURES
    )
