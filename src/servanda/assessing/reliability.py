"""How far independent coders agree. These docstrings are printed beside the figures."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from numbers import Real
from typing import Literal, cast

from servanda.errors import ServandaError

Metric = Literal["nominal", "ordinal"]
Code = Hashable
#: One coder's codes, a unit each; None where this coder did not code the unit.
Coding = Sequence[Code | None]
#: By custom: from here on conclusions are firm, tentative; below neither (Krippendorff 2004).
FIRM, TENTATIVE = 0.8, 0.667
#: The share of draws outside a 95 % percentile interval, at each end.
TAIL = 0.025


class CodingsError(ServandaError, ValueError):
    """Codings that cannot be compared, with what was seen and what to do."""


@dataclass(frozen=True, slots=True)
class Alpha:
    """Krippendorff's alpha, how far it could move, and what it rests on.

    Attributes:
        value: 1 when coders agree wholly, 0 when they agree as chance would, below 0 when they
            agree less than that.
        low: Lower end of the 95 % interval; None when nothing was drawn.
        high: Upper end.
        units: How many units at least two coders coded. Others say nothing and are left out.
        coders: How many coders took part in these units.
        varied: False when all codes are the same; `value` is then 0, and means "cannot be told".
    """

    value: float
    low: float | None
    high: float | None
    units: int
    coders: int
    varied: bool = True

    @property
    def word(self) -> str:
        """What conclusions the value bears by custom: `firm`, `tentative`, `none`, `untold`."""
        if not self.varied:
            return "untold"
        return "firm" if self.value >= FIRM else "tentative" if self.value >= TENTATIVE else "none"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two coders chose the same, and how much of that is more than chance.

    Attributes:
        percent: Share of the units on which they agree, 0 to 100. It flatters where one code is
            frequent: never print it alone.
        kappa: Cohen's kappa; None when chance alone would make them agree on all.
        units: How many units both coded.
    """

    percent: float
    kappa: float | None
    units: int


#: A unit as (code, how many chose it), in order of codes: equal units are counted, not repeated.
_Unit = tuple[tuple[int, int], ...]


def alpha(
    codings: Sequence[Coding],
    metric: Metric = "nominal",
    draws: int = 1000,
    seed: int = 0,
    *,
    order: Sequence[Code] | None = None,
) -> Alpha | None:
    """Give Krippendorff's alpha of independent codings: 1 - observed / expected disagreement.

    The observed disagreement is that within units, the expected one that of all codes of pairable
    units thrown together. `nominal` counts any two different codes alike; `ordinal` counts them by
    how many codes lie between them: (sum of n from c to k, less half of n at both ends) squared.
    Levels are ordinal; "violated" and "unknown" are not levels, so compare them nominally, apart.

    The interval is made by drawing units with replacement, as many as there are, and keeping the
    middle 95 % of the values. Where all codes are the same nothing can be told: alpha is then
    1 - 0/0, which Krippendorff sets to 0, since codes that do not vary are no evidence that coders
    can tell things apart. A draw that comes out so counts as 0 too.

    Args:
        codings: For each coder the codes of all units, in the same order; None where not coded.
        metric: `nominal` or `ordinal`.
        draws: How many resamples; 0 gives no interval.
        seed: The same seed gives the same interval.
        order: For `ordinal`, the codes from lowest to highest; numbers need none.

    Returns:
        The alpha; None when no unit was coded by two coders.

    Raises:
        CodingsError: Coders with different numbers of units, or codes without an order.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; Krippendorff 2004,
    Content Analysis, chapter 11.
    """
    columns = _pairable(codings)
    if not columns:
        return None
    number = {code: at for at, code in enumerate(_ordered(columns, metric, order))}
    kinds = Counter(
        tuple(sorted(Counter(number[code] for _, code in unit).items())) for unit in columns
    )
    measure = _Measure(list(kinds), values=len(number), metric=metric)
    value = measure.of(list(kinds.values()))
    low, high = _interval(measure, list(kinds.values()), draws=draws, seed=seed)
    return Alpha(
        value=0.0 if value is None else value,
        low=low,
        high=high,
        units=len(columns),
        coders=len({coder for unit in columns for coder, _ in unit}),
        varied=value is not None,
    )


def alpha_by_pair(
    codings: Mapping[str, Coding],
    metric: Metric = "nominal",
    draws: int = 1000,
    seed: int = 0,
    *,
    order: Sequence[Code] | None = None,
) -> dict[tuple[str, str], Alpha | None]:
    """Give alpha for each two coders, by their names in the order given."""
    return {
        (one, other): alpha([codings[one], codings[other]], metric, draws, seed, order=order)
        for one, other in combinations(codings, 2)
    }


def alpha_by_type(
    codings: Sequence[Coding],
    types: Sequence[str],
    metric: Metric = "nominal",
    draws: int = 1000,
    seed: int = 0,
    *,
    order: Sequence[Code] | None = None,
) -> dict[str, Alpha | None]:
    """Give alpha for each type of unit apart; `types` names the type of each unit, in order."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, type in enumerate(types):
        found[type].append(at)
    for coder, coding in enumerate(codings, 1):
        if len(coding) != len(types):
            raise _uneven(coder, len(coding), len(types), "types")
    return {
        type: alpha(
            [[one[at] for at in units] for one in codings], metric, draws, seed, order=order
        )
        for type, units in found.items()
    }


@dataclass(frozen=True, slots=True)
class RatingsAlpha:
    """Two figures for ratings, since not all that coders write down is a level.

    Attributes:
        levels: Ordinal alpha over the levels alone, where coders gave one.
        status: Nominal alpha of what kind of answer it is: a level, `violated`, or one of the
            kinds of not knowing.
    """

    levels: Alpha | None
    status: Alpha | None


def alpha_of_ratings(codings: Sequence[Coding], draws: int = 1000, seed: int = 0) -> RatingsAlpha:
    """Give the agreement on ratings: of their levels, and apart from it of their kind.

    A breach is no point on a scale between other levels, and not knowing is none either, so
    neither has a distance from a level. Codes are numbers of a scale, or words such as
    "violated" or "no_access"; None where a coder did not rate the unit.
    """
    levels = [[code if isinstance(code, Real) else None for code in one] for one in codings]
    status = [["level" if isinstance(code, Real) else code for code in one] for one in codings]
    return RatingsAlpha(
        levels=alpha(levels, "ordinal", draws, seed),
        status=alpha(status, "nominal", draws, seed),
    )


def agreement(one: Coding, other: Coding) -> Agreement | None:
    """Give the percentage of agreement of two coders and Cohen's kappa, over what both coded.

    Kappa = (observed - expected) / (1 - expected), where the expected agreement is that of coders
    who choose as often as these two did, and blindly. None when no unit was coded by both.

    Source: Cohen 1960, A Coefficient of Agreement for Nominal Scales.
    """
    pairs = [(a, b) for (_, a), (_, b) in _pairable([one, other])]
    if not pairs:
        return None
    units = len(pairs)
    same = sum(a == b for a, b in pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(count * second[code] for code, count in first.items())
    # In whole numbers until the last step: kappa of equal codings is exactly 1.
    rest = units * units - by_chance
    kappa = (units * same - by_chance) / rest if rest else None
    return Agreement(percent=100 * same / units, kappa=kappa, units=units)


def _pairable(codings: Sequence[Coding]) -> list[list[tuple[int, Code]]]:
    """Give the units that two coders coded, each as its coders' numbers and codes."""
    for coder, coding in enumerate(codings, 1):
        if len(coding) != len(codings[0]):
            raise _uneven(coder, len(coding), len(codings[0]), "units of coder 1")
    units = []
    for at, column in enumerate(zip(*codings, strict=True), 1):
        unit = [(coder, code) for coder, code in enumerate(column) if code is not None]
        for coder, code in unit:
            if code != code:  # noqa: PLR0124 - only "not a number" differs from itself
                raise CodingsError(
                    f"Coder {coder + 1}, unit {at}: the code is not a number (nan). "
                    "Give None where a coder did not code a unit."
                )
        if len(unit) > 1:
            units.append(unit)
    return units


def _uneven(coder: int, seen: int, expected: int, of: str) -> CodingsError:
    return CodingsError(
        f"Coder {coder} has {seen} codes for {expected} {of}. "
        "Give a code for every unit, None where there is none."
    )


def _ordered(
    units: Iterable[list[tuple[int, Code]]], metric: Metric, order: Sequence[Code] | None
) -> list[Code]:
    """Give the codes that occur, from lowest to highest where the metric asks."""
    if metric not in ("nominal", "ordinal"):
        raise CodingsError(f"There is no metric {metric!r}. Use nominal or ordinal.")
    codes = dict.fromkeys(code for unit in units for _, code in unit)
    if metric == "nominal":
        return list(codes)
    if order is not None:
        strangers = [code for code in codes if code not in order]
        if strangers or len(set(order)) != len(order):
            fault = f"lacks {strangers[0]!r}" if strangers else "names a code twice"
            raise CodingsError(f"The order of codes {fault}. Name each code once, lowest first.")
        return [code for code in order if code in codes]
    numbers = [code for code in codes if isinstance(code, Real) and not isinstance(code, bool)]
    if len(numbers) != len(codes):
        stranger = next(code for code in codes if code not in numbers)
        raise CodingsError(
            f"The code {stranger!r} has no place in an order of numbers. Give `order`, lowest "
            "first; compare codes that are not levels (violated, unknown) nominally, apart."
        )
    return sorted(numbers, key=lambda code: cast(float, code))


class _Measure:
    """Alpha of any resample of units, from how often each kind of unit was drawn.

    All sums are of whole numbers, so that agreement is exactly 1 and no order of units matters.
    """

    def __init__(self, kinds: list[_Unit], *, values: int, metric: Metric) -> None:
        self._kinds = kinds
        self._values = values
        self._ordinal = metric == "ordinal"
        self._sizes = [sum(count for _, count in kind) for kind in kinds]
        # Ordered pairs of different codes within a unit, before the division by its size less 1.
        self._apart = [
            size * size - sum(count * count for _, count in kind)
            for kind, size in zip(kinds, self._sizes, strict=True)
        ]

    def of(self, times: Sequence[int]) -> float | None:
        """Give alpha where each kind of unit occurs so often; None when codes do not vary."""
        totals = [0] * self._values
        for kind, often in zip(self._kinds, times, strict=True):
            if often:
                for code, count in kind:
                    totals[code] += often * count
        all = sum(totals)
        by_size: dict[int, int] = defaultdict(int)
        if self._ordinal:
            # Twice the middle rank of each code: the sum of n from c to k, less half of n at both
            # ends, is the distance of their middle ranks.
            ranks = [
                2 * up_to - count for up_to, count in zip(accumulate(totals), totals, strict=True)
            ]
            expected = _spread(enumerate(totals), all, ranks)
            for kind, size, often in zip(self._kinds, self._sizes, times, strict=True):
                if often and len(kind) > 1:
                    by_size[size] += often * _spread(kind, size, ranks)
        else:
            expected = all * all - sum(count * count for count in totals)
            for apart, size, often in zip(self._apart, self._sizes, times, strict=True):
                by_size[size] += often * apart
        if not expected:
            return None
        observed = sum(by_size[size] / (size - 1) for size in sorted(by_size))
        return 1 - (all - 1) * observed / expected


def _spread(counts: Iterable[tuple[int, int]], size: int, ranks: Sequence[int]) -> int:
    """Give the sum over all pairs of squared distances, times a constant that cancels out."""
    total = squares = 0
    for code, count in counts:
        total += count * ranks[code]
        squares += count * ranks[code] * ranks[code]
    return size * squares - total * total


def _interval(
    measure: _Measure, times: Sequence[int], *, draws: int, seed: int
) -> tuple[float | None, float | None]:
    if draws < 1:
        return None, None
    dice = random.Random(seed)
    units = sum(times)
    places = range(len(times))
    # One entry for each unit: twice as fast to draw from as weights, and the same units.
    each = [at for at, often in enumerate(times) for _ in range(often)]
    values = []
    for _ in range(draws):
        drawn = Counter(dice.choices(each, k=units))
        values.append(measure.of([drawn[at] for at in places]) or 0.0)
    values.sort()
    cut = int(TAIL * draws)
    return values[cut], values[draws - 1 - cut]
