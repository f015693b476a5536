"""What a reader found beside what people say is there: every figure, with its doubt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from servanda.domain.entry import Head
from servanda.domain.statement import ReaderMark, Statement
from servanda.evaluating import confidence, labels
from servanda.evaluating.bootstrap import Interval, intervals
from servanda.evaluating.figures import Figure, count, figures, values
from servanda.evaluating.matching import Matching, match
from servanda.evaluating.units import Owned, Resampling, units_of


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How what was found compares with gold: figures, tables of labels, calibration, outcomes.

    `calibration` is None when no found statement carries a confidence.
    """

    figures: tuple[Figure, ...]
    kind: labels.Confusion
    stance: labels.Confusion
    calibration: confidence.Calibration | None
    resampling: Resampling
    matching: Matching

    def figure(self, key: str) -> Figure:
        """Give the figure of this key, such as `statements.recall`."""
        return next(one for one in self.figures if one.key == key)


@dataclass(frozen=True, slots=True)
class Difference:
    """The second reader's figure less the first's, with its paired 95 % interval."""

    key: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two readers on the same gold; intervals of both and of the differences share their draws."""

    first: Evaluation
    second: Evaluation
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """One or two readers tried on gold, with all that is needed to know what was tried.

    `readers` and `evaluations` go together; `differences` are there when there are two. `gold`
    says in words what served as gold; `notes` are sentences about what limits the figures.
    """

    head: Head
    gold: str
    at_least: float | None
    readers: tuple[ReaderMark, ...]
    evaluations: tuple[Evaluation, ...]
    differences: tuple[Difference, ...]
    notes: tuple[str, ...]


def measure(
    gold: Sequence[Statement], found: Sequence[Statement], *, draws: int = 1000, seed: int = 0
) -> Evaluation:
    """Give how well `found` answers `gold`.

    Statements are paired by `match`; kind, stance, links, places, dates and exceptions are judged
    over the pairs, so that a miss counts once. Every figure's formula stands in `MEASURES`.

    Args:
        gold: What people say is there.
        found: What a reader proposes in the sources that hold gold, thresholded if need be.
        draws: How many bootstrap resamples make the intervals; 0 makes none.
        seed: The same seed gives the same intervals.
    """
    matching = match(gold, found)
    units, unit = units_of([matching])
    doubt = intervals(units, lambda counts: _values(counts, 0), draws=draws, seed=seed)
    return _evaluation(matching, doubt, Resampling(unit, len(units), draws, seed), 0)


def compare(
    gold: Sequence[Statement],
    found: Sequence[Statement],
    other: Sequence[Statement],
    *,
    draws: int = 1000,
    seed: int = 0,
) -> Comparison:
    """Give two readers' evaluations and their differences, from the same draws of the same units.

    A difference whose interval holds 0 may be chance (paired bootstrap, Koehn 2004).
    """
    matchings = match(gold, found), match(gold, other)
    units, unit = units_of(matchings)

    def both(counts: Mapping[Owned, float]) -> dict[str, float | None]:
        first, second = _values(counts, 0), _values(counts, 1)
        apart = {
            f"less {key}": _less(second[f"1 {key}"], first[f"0 {key}"])
            for key in (name.removeprefix("0 ") for name in first)
        }
        return first | second | apart

    doubt = intervals(units, both, draws=draws, seed=seed)
    drawn = Resampling(unit, len(units), draws, seed)
    first, second = (_evaluation(one, doubt, drawn, at) for at, one in enumerate(matchings))
    differences = (
        Difference(
            one.key,
            _less(other.value, one.value),
            *(doubt.get(f"less {one.key}") or (None, None)),
        )
        for one, other in zip(first.figures, second.figures, strict=True)
    )
    return Comparison(first, second, tuple(differences))


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _values(counts: Mapping[Owned, float], number: int) -> dict[str, float | None]:
    own = {key: amount for (owner, key), amount in counts.items() if owner == number}
    return {f"{number} {key}": value for key, value in values(own).items()}


def _evaluation(
    matching: Matching, doubt: Mapping[str, Interval], drawn: Resampling, number: int
) -> Evaluation:
    counts = count(matching.outcomes)
    own = {
        name.partition(" ")[2]: one for name, one in doubt.items() if name.startswith(f"{number} ")
    }
    return Evaluation(
        figures=figures(counts, own),
        kind=labels.confusion(counts, "kind"),
        stance=labels.confusion(counts, "stance"),
        calibration=confidence.calibration(counts),
        resampling=drawn,
        matching=matching,
    )
