"""Scores over ratings. These docstrings are printed in the dossier beside the numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from servanda.assessing.scales import PAM, VIOLATED, Level, check_levels
from servanda.domain.codebook import Scale
from servanda.errors import ServandaError


class NothingToScore(ServandaError, ValueError):
    """A score that was asked for without a single provision: it has no denominator."""

    def __init__(self) -> None:
        super().__init__(
            "There is no provision to score: the list of levels is empty. Give one level for each "
            "provision of the agreement, None where nobody knows; leave out what it does not have."
        )


@dataclass(frozen=True, slots=True)
class Score:
    """A score from 0 to 100, and how far what is not known could move it.

    Attributes:
        value: The score over what is known; None where nothing is.
        low: The score if everything unknown were at 0.
        high: The score if everything unknown were complete.
        coverage: Share of the provisions (or of their weight) whose level is known, 0 to 1.
        violated: How many are actively breached. They count as 0 in the score.
        known: How many levels are known, the violated ones included.
        units: How many provisions (or cells) were asked about: the size of the denominator.
    """

    value: float | None
    low: float
    high: float
    coverage: float
    violated: int
    known: int
    units: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A score in which every provision weighs the same, and beside it the one by the weights.

    They are always told together: what a project holds to be important must be visible as its own
    choice, and comparable with other projects' figures.
    """

    unweighted: Score
    weighted: Score
    weights: tuple[tuple[str, float], ...]


def pam(levels: Iterable[Level]) -> Score:
    """Give the aggregate score of the Peace Accords Matrix, and what the unknown could make of it.

    The levels of the provisions that are in the agreement are added up and divided by three times
    the number of these provisions: 100 x sum / (3 x |P|). Levels are 0 not initiated, 1 minimum,
    2 intermediate, 3 full; 3, 2, 1, 0 give 50. A provision that the agreement does not have is
    left out, never 0.

    Where nobody knows a level (None) the Matrix has no rule. Here the `value` is then the score of
    what is known alone, and `low` and `high` say what it would be if everything unknown were at 0
    or at 3. `coverage` is the share that is known. An active breach ("violated") counts as 0, and
    `violated` says how often.

    The score says how far provisions are carried out. It does not say who carried them out, how
    much each mattered, or how sure the coders are.

    Args:
        levels: One level for each provision, in any order.

    Raises:
        ServandaError: There is no level at all, or one is not on the scale.

    Source: Kroc Institute for International Peace Studies, Peace Accords Matrix, "Using PAM".
    """
    return score(levels, scale=PAM)


def score(
    levels: Iterable[Level], *, scale: Scale = PAM, weights: Sequence[float] | None = None
) -> Score:
    """Give a score on any scale: 100 x sum / (maximum x |P|), and its interval.

    With weights it is 100 x sum(weight x level) / (maximum x sum(weight)), and coverage is the
    share of the weight that is known. Unknown levels and breaches are treated as in PAM's score.

    Args:
        levels: One level of the scale for each provision, None for unknown, or "violated".
        scale: The scale that the levels were chosen from.
        weights: One for each level, in the same order, not negative; None weighs all alike.

    Raises:
        ServandaError: No level, a level off the scale, or weights that do not fit.
    """
    checked = check_levels(levels, scale=scale)
    if not checked:
        raise NothingToScore
    if weights is not None:
        _check_weights(weights, len(checked))
    pairs = Counter(zip(checked, weights or [1] * len(checked), strict=True))
    # Exact fractions: the figure must not depend on the order of provisions, nor leave its bounds.
    reached = known = all = Fraction(0)
    for (level, weight), times in pairs.items():
        part = Fraction(weight) * times
        all += part
        if level is not None:
            known += part
            reached += part * (0 if level == VIOLATED else Fraction(level))
    most = Fraction(scale.maximum)
    return Score(
        value=float(100 * reached / (most * known)) if known else None,
        low=float(100 * reached / (most * all)),
        high=float(100 * (reached + most * (all - known)) / (most * all)),
        coverage=float(known / all),
        violated=checked.count(VIOLATED),
        known=len(checked) - checked.count(None),
        units=len(checked),
    )


def _check_weights(weights: Sequence[float], levels: int) -> None:
    if len(weights) != levels:
        raise ServandaError(
            f"There are {levels} levels and {len(weights)} weights. Give one weight for each level."
        )
    for one in weights:
        if not isfinite(one) or one < 0:
            raise ServandaError(f"A weight is {one}. Give a number that is not negative.")
    if not any(weights):
        raise ServandaError("All weights are 0. Give at least one provision a weight above 0.")


def weigh(
    levels: Mapping[str, Level], weights: Mapping[str, float], *, scale: Scale = PAM
) -> Weighed:
    """Give the score by weights with the unweighted one beside it.

    Args:
        levels: The level of each provision, by its key.
        weights: The weight of a provision, by its key; one that is not named weighs 1.
        scale: The scale that the levels were chosen from.

    Raises:
        ServandaError: A weight for a provision that has no level, or as `score` says.
    """
    strangers = sorted(set(weights) - set(levels))
    if strangers:
        raise ServandaError(
            f"There is a weight for {strangers[0]!r}, which has no level. "
            "Give its level (None if nobody knows) or take the weight away."
        )
    used = [(key, weights.get(key, 1)) for key in levels]
    return Weighed(
        unweighted=score(levels.values(), scale=scale),
        weighted=score(levels.values(), scale=scale, weights=[weight for _, weight in used]),
        weights=tuple(used),
    )
