"""Is a reader as sure as it should be? Thresholds by confidence, and how well it is calibrated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.domain.statement import Statement
from servanda.evaluating.counts import Counts, Key, Measure, Value, ratio
from servanda.evaluating.matching import Outcome

#: Bins of equal width from 0 to 1.
BINS = 10


def at_least(statements: Iterable[Statement], threshold: float | None) -> Iterator[Statement]:
    """Give what stands at a confidence of at least `threshold`; everything when it is None.

    The threshold asks machines, not people: what a person wrote or ruled on always stays. A
    proposal without a measured confidence meets no threshold, not even 0: nobody knows how sure
    it is, so it stands only where no threshold is asked for.
    """
    for one in statements:
        asked = threshold is not None and one.reader is not None and one.state == "proposed"
        if not asked or (one.confidence is not None and one.confidence >= (threshold or 0)):
            yield one


@dataclass(frozen=True, slots=True)
class Bin:
    """The found statements with a confidence from `low` up to `high` (1 belongs to the last)."""

    low: float
    high: float
    count: int
    #: Their mean confidence, and the share of them that are right.
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability curve: how sure the reader was, beside how often it was right.

    A found statement is right when it answers a gold statement and has its stance. `bins` are
    those that hold any (DeGroot and Fienberg 1983); `without` counts found statements that carry
    no confidence and take no part.
    """

    bins: tuple[Bin, ...]
    without: int


def tally(one: Outcome) -> Iterator[tuple[Key, float]]:
    """Count a found statement in its bin of confidence."""
    if one.found is None:
        return
    sure = one.found.confidence
    if sure is None:
        yield ("confidence", "without"), 1
        return
    bin = str(min(BINS - 1, max(0, int(sure * BINS))))
    yield ("confidence", bin, "count"), 1
    yield ("confidence", bin, "sum"), sure
    right = one.gold is not None and one.gold.stance == one.found.stance
    yield ("confidence", bin, "right"), right


def _bins(counts: Counts) -> Iterator[tuple[int, float, float, float]]:
    for at in range(BINS):
        number, total, right = (
            counts.get(("confidence", str(at), what), 0) for what in ("count", "sum", "right")
        )
        if number:
            yield at, number, total, right


def calibration(counts: Counts) -> Calibration | None:
    """Give the reliability curve; None when no found statement carries a confidence."""
    bins = tuple(
        Bin(at / BINS, (at + 1) / BINS, round(number), total / number, right / number)
        for at, number, total, right in _bins(counts)
    )
    return Calibration(bins, round(counts.get(("confidence", "without"), 0))) if bins else None


def _error(counts: Counts) -> Value:
    off = total = 0.0
    for _, number, sure, right in _bins(counts):
        off += abs(right - sure)
        total += number
    return ratio(off, total)


MEASURES = (
    Measure(
        "calibration.ece",
        "Confidence",
        "expected calibration error",
        "mean distance between confidence and share right, over ten bins of equal width weighted "
        "by their counts (Naeini et al. 2015; Guo et al. 2017)",
        _error,
        better="lower",
    ),
)
