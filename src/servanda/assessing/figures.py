"""Numbers fit to be published: each with its name, formula, denominator, date and cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.assessing.scales import BAROMETER, VIOLATED, Level, check_levels
from servanda.assessing.scores import NothingToScore
from servanda.domain.cell import Cell
from servanda.domain.codebook import Scale
from servanda.errors import ServandaError
from servanda.saying import N_, _


@dataclass(frozen=True, slots=True)
class Figure:
    """One published number with all that is needed to check it, or to refuse a misuse of it.

    Attributes:
        name: What it is called, the same on every page.
        formula: How it is made, in words that stand beside it.
        numerator: What was divided.
        denominator: What it was divided by.
        value: The number, not rounded; None where the denominator is 0.
        unit: `%`, or "" for a count.
        date: The state of affairs that it tells, as EDTF; "" where that was not said.
        cells: The cells that were counted in its denominator.
        decimals: How many places are printed.
    """

    name: str
    formula: str
    numerator: float
    denominator: float
    value: float | None
    unit: str
    date: str = ""
    cells: tuple[Cell, ...] = ()
    decimals: int = 0

    def __str__(self) -> str:
        if self.value is None:
            return "not known"
        return f"{self.value:.{self.decimals}f}" + (f" {self.unit}" if self.unit else "")


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many provisions stand at one level, and their share of all, 0 to 1."""

    value: Level
    name: str
    count: int
    share: float


@dataclass(frozen=True, slots=True)
class Distribution:
    """Counts and shares per level, lowest first; breaches and the unknown apart.

    All shares are of `units`, so that they add up to 1 with `violated` and `unknown`.
    """

    levels: tuple[LevelCount, ...]
    violated: LevelCount
    unknown: LevelCount
    units: int


@dataclass(frozen=True, slots=True)
class Headlines:
    """The three numbers that are confused with one another, side by side, and what they cover.

    The same ratings give all three; none is "the" state of implementation.
    """

    complete: Figure
    mean: Figure
    started: Figure
    coverage: Figure
    violated: Figure

    @property
    def all(self) -> tuple[Figure, ...]:
        """All five, in the order in which they are told."""
        return self.complete, self.mean, self.started, self.coverage, self.violated


def distribution(levels: Iterable[Level], *, scale: Scale = BAROMETER) -> Distribution:
    """Give how many provisions stand at each level, breaches and the unknown counted apart.

    A distribution says more than any mean: half complete and half not begun has the mean of
    everything halfway.

    Raises:
        ServandaError: There is no level at all, or one is not on the scale.
    """
    counts = Counter(check_levels(levels, scale=scale))
    units = counts.total()
    if not units:
        raise NothingToScore

    def row(level: Level, name: str) -> LevelCount:
        return LevelCount(level, name, counts[level], counts[level] / units)

    return Distribution(
        tuple(row(one.value, one.name) for one in scale.levels),
        violated=row(VIOLATED, N_("violated")),
        unknown=row(None, N_("unknown")),
        units=units,
    )


def headlines(
    levels: Sequence[Level],
    *,
    scale: Scale = BAROMETER,
    date: str = "",
    cells: Sequence[Cell] = (),
) -> Headlines:
    """Give the share complete, the mean by PAM's formula and the share started, each by its name.

    All three are over the provisions whose level is known; the coverage says how many that are. A
    provision that is actively breached is neither complete nor started, and counts 0 in the mean.

    Args:
        levels: One level for each provision.
        scale: The scale that the levels were chosen from.
        date: The state of affairs that the levels tell, as EDTF.
        cells: The cells that were rated, in the order of `levels`, or none.

    Raises:
        ServandaError: No level, a level off the scale, or cells that do not fit the levels.

    Source: the three were published of the same data, 28 February 2019, as if they were one: 23 %
    complete and 69 % started by the Barometer, 42 % by the formula of the Peace Accords Matrix.
    """
    if cells and len(cells) != len(levels):
        raise ServandaError(
            f"There are {len(levels)} levels and {len(cells)} cells. Give one cell for each level."
        )
    told = distribution(levels, scale=scale)
    best = scale.levels[-1]
    known = told.units - told.unknown.count
    all_cells = tuple(cells)
    known_cells = tuple(
        cell for cell, level in zip(all_cells, levels, strict=False) if level is not None
    )

    def share(name: str, formula: str, numerator: float, denominator: float, **more: int) -> Figure:
        value = 100 * numerator / denominator if denominator else None
        return Figure(name, formula, numerator, denominator, value, "%", date, known_cells, **more)

    return Headlines(
        complete=share(
            _("share complete"),
            _(
                "100 x provisions at the highest level ({level}) / provisions with a known level"
            ).format(level=_(best.name)),
            told.levels[-1].count,
            known,
        ),
        mean=share(
            _("implementation score (PAM's formula)"),
            _(
                "100 x sum of levels / ({maximum} x provisions with a known level); "
                "an active breach counts 0"
            ).format(maximum=f"{scale.maximum:g}"),
            sum(at.value * one.count for at, one in zip(scale.levels, told.levels, strict=True)),
            scale.maximum * known,
            decimals=1,
        ),
        started=share(
            _("share started"),
            _(
                "100 x provisions above the lowest level ({level}) / provisions with "
                "a known level; an active breach is not a start"
            ).format(level=_(scale.levels[0].name)),
            sum(one.count for one in told.levels[1:]),
            known,
        ),
        coverage=Figure(
            _("coverage"),
            _("100 x provisions with a known level / all provisions asked about"),
            known,
            told.units,
            100 * known / told.units,
            "%",
            date,
            all_cells,
        ),
        violated=Figure(
            _("actively breached"),
            _("number of provisions whose level is `violated`"),
            told.violated.count,
            known,
            told.violated.count,
            "",
            date,
            known_cells,
        ),
    )
