"""Scores over time. These docstrings are printed in the dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.assessing.scales import PAM, Level
from servanda.assessing.scores import Score, score
from servanda.domain.codebook import Scale
from servanda.errors import ServandaError

#: How the years of an agreement are counted.
YearClock = Literal["calendar", "anniversary"]


@dataclass(frozen=True, slots=True)
class PeriodScore:
    """The score of one period; `carried` are the provisions whose level is an earlier period's."""

    period: str
    score: Score
    carried: tuple[str, ...] = ()


def series(
    ratings: Mapping[tuple[str, str], Level],
    *,
    provisions: Sequence[str],
    periods: Sequence[str],
    scale: Scale = PAM,
    carry_forward: bool = False,
) -> tuple[PeriodScore, ...]:
    """Give a score for each period, over the same provisions in all of them.

    The denominator is the provisions of the agreement, whatever was rated when: a curve must not
    rise because somebody stopped looking. A provision without a rating in a period is unknown
    there. With `carry_forward` it keeps the level that it had last, and is named in `carried`:
    that nothing was seen to change is then an assumption, and is shown as one. Levels may fall.

    Args:
        ratings: Levels by (provision, period); periods outside `periods` are passed over.
        provisions: The provisions of the agreement, each once.
        periods: The periods, earliest first.
        scale: The scale that the levels were chosen from.
        carry_forward: Whether an unknown level is taken from the period before.

    Raises:
        ServandaError: No provision, one twice, a rating of one not named, a level off the scale.
    """
    known = set(provisions)
    if len(known) != len(provisions):
        twice = next(one for one in provisions if provisions.count(one) > 1)
        raise ServandaError(f"The provision {twice!r} is named twice. Name each once.")
    for key, _ in ratings:
        if key not in known:
            raise ServandaError(
                f"There is a rating of {key!r}, which is not among the provisions to score. "
                "Name it, or take its ratings away: what an agreement does not have is not scored."
            )
    found = []
    last: dict[str, Level] = {}
    for period in periods:
        carried = []
        levels = []
        for key in provisions:
            level = ratings.get((key, period))
            if level is None and carry_forward and key in last:
                level = last[key]
                carried.append(key)
            elif level is not None:
                last[key] = level
            levels.append(level)
        found.append(PeriodScore(period, score(levels, scale=scale), tuple(carried)))
    return tuple(found)


def agreement_year(day: str, *, signed: str, clock: YearClock = "calendar") -> int:
    """Give the year of an agreement's life that a day lies in, the first being 1.

    By the calendar the year of signature is year 1, however late in it the agreement was signed:
    so the rows of the Peace Accords Matrix are counted. By the anniversary a year runs from the
    day of signature to the day before its return. Days before give 0 and less: a provision may
    inherit an earlier deal.

    Args:
        day: An ISO day.
        signed: The ISO day of signature.
        clock: `calendar` or `anniversary`.
    """
    then, now = date.fromisoformat(signed), date.fromisoformat(day)
    years = now.year - then.year
    if clock == "anniversary" and (now.month, now.day) < (then.month, then.day):
        years -= 1
    return years + 1
