"""Ratings as numbers: levels of a declared scale, active breach apart, None where nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from numbers import Real

from servanda.domain import vocabulary
from servanda.domain.codebook import Scale
from servanda.errors import ServandaError

#: Beside the levels of every scale: an active breach, told apart from "nothing was done".
VIOLATED = "violated"
#: What a rating comes down to in a score: a level, `violated`, or None for unknown.
Level = float | str | None

#: The scales that a dossier starts with, by key; a project's own stand in its codebook.
SCALES: dict[str, Scale] = {one.key: one for one in vocabulary.codebook().scales}
PAM, BAROMETER, PAIMT = SCALES["pam"], SCALES["barometer"], SCALES["paimt"]


class NotOnTheScale(ServandaError, ValueError):
    """A level that the scale does not have, with those that it has."""

    def __init__(self, seen: object, *, at: int, scale: Scale) -> None:
        levels = ", ".join(f"{one.value:g} ({one.name})" for one in scale.levels)
        super().__init__(
            f"Level {seen!r} at position {at} is not on the scale {scale.name}. "
            f'Use {levels}, "{VIOLATED}" for an active breach, or None where nobody knows.'
        )


def check_levels(levels: Iterable[object], *, scale: Scale) -> list[Level]:
    """Give levels as the scale's own numbers, `violated`, or None for unknown.

    Raises:
        NotOnTheScale: One is not on the scale; the message names it and its position from 1.
        ServandaError: Nobody can score on the scale: a level is below 0, or none is above it.
    """
    own = {one.value: one.value for one in scale.levels}
    if not own or min(own) < 0 or max(own) <= 0 or not all(map(isfinite, own)):
        raise ServandaError(
            f"The scale {scale.name} has the levels {sorted(own)}. "
            "To be scored, levels are numbers from 0 upwards, the highest above 0."
        )
    found: list[Level] = []
    for at, level in enumerate(levels, 1):
        if level is None or (isinstance(level, str) and level == VIOLATED):
            found.append(level)
        elif isinstance(level, Real) and not isinstance(level, bool) and level in own:
            found.append(own[float(level)])
        else:
            raise NotOnTheScale(level, at=at, scale=scale)
    return found
