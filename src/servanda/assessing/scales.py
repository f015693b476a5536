"""Scales as data: the levels on which monitors rate how far a promise is carried out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from numbers import Real

from servanda.errors import ServandaError

#: Beside the levels of every scale: an active breach, told apart from "nothing was done".
VIOLATED = "violated"
#: What a rating can hold: a level of its scale, `violated`, or None where nobody knows.
Level = float | str | None


class NotOnTheScale(ServandaError):
    """A level that the scale does not have, with those that it has."""

    def __init__(self, seen: object, *, at: int, scale: Scale) -> None:
        levels = ", ".join(f"{one.value:g} ({one.name})" for one in scale.levels)
        super().__init__(
            f"Level {seen!r} at position {at} is not on the scale {scale.name}. "
            f'Use {levels}, "{VIOLATED}" for an active breach, or None where nobody knows.'
        )


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """One level: its number, its name, and what must be so for a coder to choose it."""

    value: float
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels of a scale, lowest first; the lowest is 0, the highest means complete.

    A scale is the project's own when it is not one of `SCALES`; the same rules hold for it.
    `source` says where the levels come from.
    """

    key: str
    name: str
    levels: tuple[ScaleLevel, ...]
    source: str

    def __post_init__(self) -> None:
        values = [one.value for one in self.levels]
        if len(values) < 2 or values[0] != 0 or not all(map(isfinite, values)):
            raise ServandaError(
                f"The scale {self.name} has the levels {values}. Give at least two, from 0 upwards."
            )
        if any(low >= high for low, high in pairwise(values)):
            raise ServandaError(
                f"The scale {self.name} has the levels {values}. Give each once, lowest first."
            )

    @property
    def maximum(self) -> float:
        """The level that means complete."""
        return self.levels[-1].value

    def check(self, levels: Iterable[object]) -> list[Level]:
        """Give levels as this scale's own: a number of it, `violated`, or None for unknown.

        Raises:
            NotOnTheScale: One is not on the scale; the message names it and its position from 1.
        """
        own = {one.value: one.value for one in self.levels}
        found: list[Level] = []
        for at, level in enumerate(levels, 1):
            if level is None or (isinstance(level, str) and level == VIOLATED):
                found.append(None if level is None else VIOLATED)
            elif isinstance(level, Real) and not isinstance(level, bool) and level in own:
                found.append(own[float(level)])
            else:
                raise NotOnTheScale(level, at=at, scale=self)
        return found


PAM = Scale(
    "pam",
    "Peace Accords Matrix",
    (
        ScaleLevel(0, "not initiated", "Nothing was seen to be done about the provision."),
        ScaleLevel(1, "minimum", "A beginning, or little; most is still to do."),
        ScaleLevel(2, "intermediate", "Much is done, and not all."),
        ScaleLevel(3, "full", "Done as the text says, or nearly."),
    ),
    "Kroc Institute, Peace Accords Matrix (peaceaccords.nd.edu/using-pam)",
)
BAROMETER = Scale(
    "barometer",
    "Barometer",
    (
        ScaleLevel(0, "not begun", "No activity was seen."),
        ScaleLevel(
            1, "minimum", "Begun; at the present pace it will not be done by the time agreed."
        ),
        ScaleLevel(2, "intermediate", "On course to be finished within the time agreed."),
        ScaleLevel(3, "complete", "Finished as the text says."),
    ),
    "Kroc Institute, Barometer of the Colombian Final Agreement: 578 stipulations",
)
PAIMT = Scale(
    "paimt",
    "PAIMT",
    (
        ScaleLevel(0, "none", "Nothing was done."),
        ScaleLevel(2.5, "initiated", "A date is set, or there is talk of it, and no more."),
        ScaleLevel(5, "minimal", "Efforts, but at the present pace not done by the deadline."),
        ScaleLevel(7.5, "intermediate", "At the present pace likely done by the deadline."),
        ScaleLevel(10, "complete", "Done, or nearly, as the text specifies."),
    ),
    "Peace Agreement Implementation Monitoring Tool (peacebarometerafrica.org/paimt)",
)
#: The scales that other monitors use, by key; a project may declare its own.
SCALES = {one.key: one for one in (PAM, BAROMETER, PAIMT)}
