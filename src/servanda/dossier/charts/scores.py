"""Scores over time as one picture that stands alone: intervals, points, and all the levels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from markupsafe import escape

from servanda.assessing.figures import Distribution, LevelCount
from servanda.assessing.series import PeriodScore, ScoreSeries
from servanda.dossier.charts.ink import FONT, write
from servanda.dossier.palette import LIGHT
from servanda.saying import _

LEFT, RIGHT, TOP = 56.0, 24.0, 64.0
CURVE, GAP, BARS = 190.0, 46.0, 150.0
#: A picture of few periods is still so wide.
LEAST = 760.0
#: More periods than this are thinned out in their names, not in what is drawn.
MOST_NAMES = 14
#: Colours of the levels from the lowest to the highest; names stand beside them.
LEVELS = ("#9c2f1b", "#c98a3b", "#8db58f", "#17645f", "#0d3f3c")


def draw_scores(series: ScoreSeries, *, title: str = "") -> str:
    """Give the scores as an SVG document.

    Above, each period's score as a point in the interval that the unknown leaves open; below, how
    many provisions stand at each level, with breaches and the unknown apart. A score that nothing
    is known of has no point. Levels that are carried forward are hatched.
    """
    periods = series.periods
    step = max(16.0, min(72.0, 820.0 / max(1, len(periods))))
    # Wide enough for the words at its head, however few periods there are.
    width = max(LEAST, LEFT + step * max(1, len(periods)) + RIGHT + 190)
    height = TOP + CURVE + GAP + BARS + 40
    body = [
        f'<rect width="100%" height="100%" fill="{LIGHT["sheet"]}"/>',
        '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V5" stroke="{LIGHT["edge"]}"/></pattern>'
        "</defs>",
        write(14, 28, title or f"{series.agreement}: {_(series.scale.name)}", size=16, weight=600),
        write(
            14,
            46,
            _(
                "100 x sum of levels / (maximum x provisions known); bars: what the unknown "
                "leaves open"
            ),
            size=11,
            colour=LIGHT["soft"],
        ),
    ]
    body += _grid(width)
    for at, one in enumerate(periods):
        x = LEFT + step * at + step / 2
        body += _interval(x, min(20.0, step * 0.5), one)
        body += _levels(x, min(30.0, step * 0.7), one)
        if at % (len(periods) // MOST_NAMES + 1) == 0:
            body.append(write(x, TOP + CURVE + GAP + BARS + 18, one.window.name, anchor="middle"))
    if periods:
        body += _legend(LEFT + step * len(periods) + RIGHT, periods[-1].distribution)
    told = _("Scores of {agreement} on {scale}, {number} periods").format(
        agreement=series.agreement, scale=_(series.scale.name), number=len(periods)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" font-family="{FONT}" '
        f'fill="{LIGHT["ink"]}"><title>{escape(told)}</title>{"".join(body)}</svg>'
    )


def _grid(width: float) -> Iterator[str]:
    for value in (0, 25, 50, 75, 100):
        y = _y(value)
        yield f'<path d="M{LEFT:g} {y:g}H{width - 200:g}" stroke="{LIGHT["grid"]}"/>'
        yield write(LEFT - 8, y + 4, str(value), anchor="end", size=11)


def _interval(x: float, wide: float, one: PeriodScore) -> Iterator[str]:
    low, high, value = one.score.low, one.score.high, one.score.value
    yield (
        f'<rect x="{x - wide / 2:.1f}" y="{_y(high):.1f}" width="{wide:.1f}" '
        f'height="{max(1.5, _y(low) - _y(high)):.1f}" fill="{LIGHT["tint"]}" '
        f'stroke="{LIGHT["edge"]}"><title>{escape(_told(one))}</title></rect>'
    )
    if value is not None:
        yield f'<circle cx="{x:.1f}" cy="{_y(value):.1f}" r="4.5" fill="{LIGHT["link"]}"/>'
        yield write(x, _y(value) - 8, f"{value:.0f}", anchor="middle", size=11, weight=600)


def _told(one: PeriodScore) -> str:
    score = one.score
    value = _("not known") if score.value is None else f"{score.value:.1f}"
    return _("{period}: {value}, between {low} and {high}; {known} of {all} known").format(
        period=one.window.name,
        value=value,
        low=f"{score.low:.1f}",
        high=f"{score.high:.1f}",
        known=score.known,
        all=score.units,
    )


def _levels(x: float, wide: float, one: PeriodScore) -> Iterator[str]:
    base = TOP + CURVE + GAP + BARS
    carried = Counter(rated.level for rated in one.carried)
    for fill, row in _rows(one.distribution):
        tall = BARS * row.share
        base -= tall
        if not tall:
            continue
        told = f"{one.window.name}: {_counted(row, one.distribution)}"
        yield _bar(x, wide, y=base, tall=tall, fill=fill, told=told)
        if held := carried[row.value]:
            yield _bar(
                x,
                wide,
                y=base,
                tall=BARS * held / one.score.units,
                fill="url(#hatch)",
                told=_("{what}, {number} of them carried forward").format(what=told, number=held),
            )


def _bar(x: float, wide: float, *, y: float, tall: float, fill: str, told: str) -> str:
    return (
        f'<rect x="{x - wide / 2:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}" '
        f'fill="{fill}" stroke="{LIGHT["sheet"]}" stroke-width=".5">'
        f"<title>{escape(told)}</title></rect>"
    )


def _rows(told: Distribution) -> list[tuple[str, LevelCount]]:
    """Give the bars from below: breaches, the levels from the lowest, the unknown on top."""
    colours = _colours(len(told.levels))
    return [
        (LIGHT["ink"], told.violated),
        *zip(colours, told.levels, strict=True),
        (LIGHT["rule"], told.unknown),
    ]


def _counted(row: LevelCount, told: Distribution) -> str:
    return _("{level} {number} of {all}").format(
        level=_(row.name), number=row.count, all=told.units
    )


def _colours(count: int) -> Sequence[str]:
    if count <= len(LEVELS):
        return (*LEVELS[: count - 1], LEVELS[3] if count <= 4 else LEVELS[-1])
    return [LEVELS[at * (len(LEVELS) - 1) // (count - 1)] for at in range(count)]


def _legend(x: float, told: Distribution) -> Iterator[str]:
    y = TOP + CURVE + GAP + 10
    for fill, row in reversed(_rows(told)):
        yield f'<rect x="{x:g}" y="{y - 10:g}" width="12" height="12" fill="{fill}"/>'
        yield write(x + 18, y, _counted(row, told), size=11)
        y += 19


def _y(value: float) -> float:
    return TOP + CURVE * (1 - value / 100)
