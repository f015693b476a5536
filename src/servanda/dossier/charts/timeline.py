"""The timeline: every dated act as a bar as long as its date is uncertain, and every document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from servanda.dossier.charts.axis import Axis
from servanda.saying import _

WIDTH = 960.0
LABELS = 190.0
BAR = 7.0
GAP = 3.0
#: More bars than this beside one another are drawn over each other.
MOST_TRACKS = 14
#: How much room the word "signed" takes.
SIGNED = 44.0
#: A bar of one day is still this wide.
LEAST = 4.0


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval in days: acts that may have happened on any day in it, `count` of them."""

    lane: str
    first: int
    last: int
    ruled: bool
    open_start: bool
    open_end: bool
    told: str
    href: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on which a document was written, or an agreement signed."""

    first: int
    last: int
    told: str
    href: str


def draw_timeline(
    axis: Axis,
    lanes: Mapping[str, str],
    bars: Sequence[Bar],
    documents: Sequence[Tick],
    signed: Sequence[Tick],
    *,
    title: str,
    description: str,
) -> Markup:
    """Give the timeline as SVG: a lane for each key of `lanes`, and one for the documents."""
    body: list[str] = []
    y = 34.0
    grouped: dict[str, list[Bar]] = defaultdict(list)
    for bar in bars:
        grouped[bar.lane].append(bar)
    for key, name in lanes.items():
        if key not in grouped:
            continue
        height, drawn = _lane(axis, grouped[key], y)
        body.append(_name(name, y, height))
        body += drawn
        y += height
        body.append(f'<path class="grid" d="M0 {y:.1f}H{WIDTH:g}"/>')
    if documents:
        height = 26.0
        body.append(_name(_("Documents written"), y, height))
        for tick in documents:
            x = (axis.at(tick.first) + axis.at(tick.last)) / 2
            wide = max(0.0, axis.at(tick.last) - axis.at(tick.first))
            spread = (
                f'<path class="spread" d="M{axis.at(tick.first):.1f} {y + 13:.1f}h{wide:.1f}"/>'
                if wide > 6
                else ""
            )
            body.append(
                f'<a href="{escape(tick.href)}"><title>{escape(tick.told)}</title>{spread}'
                f'<path class="document" d="M{x:.1f} {y + 7:.1f}l6 6l-6 6l-6 -6Z"/></a>'
            )
        y += height
    frame = []
    for x, name in axis.ticks():
        frame.append(f'<path class="grid" d="M{x:.1f} 24V{y:.1f}"/>')
        frame.append(f'<text class="tick" x="{x + 3:.1f}" y="20">{escape(name)}</text>')
    written = -WIDTH
    for tick in sorted(signed, key=lambda one: one.first):
        x = axis.at(tick.first)
        name = f'<text class="tick" x="{x + 3:.1f}" y="{y + 12:.1f}">{escape(_("signed"))}</text>'
        if x - written < SIGNED:
            name = ""
        else:
            written = x
        frame.append(
            f'<g><title>{escape(tick.told)}</title><path class="signed" d="M{x:.1f} 24V{y:.1f}"/>'
            f"{name}</g>"
        )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="timeline" role="group" '
        f'aria-labelledby="time-title time-desc" viewBox="0 0 {WIDTH:g} {y + 18:.0f}">'
        f'<title id="time-title">{escape(title)}</title>'
        f'<desc id="time-desc">{escape(description)}</desc>'
    )
    return Markup(head + "".join(frame) + "".join(body) + "</svg>")


def _name(name: str, y: float, height: float) -> str:
    short = name if len(name) <= 30 else name[:29].rstrip() + "…"
    return (
        f'<text class="lane" x="4" y="{y + height / 2 + 4:.1f}">{escape(short)}'
        f"<title>{escape(name)}</title></text>"
    )


def _lane(axis: Axis, bars: Sequence[Bar], y: float) -> tuple[float, list[str]]:
    """Put bars into tracks so that none hides another; the same interval is drawn once."""
    same: dict[tuple[int, int, bool], list[Bar]] = defaultdict(list)
    for bar in bars:
        same[(bar.first, bar.last, bar.ruled)].append(bar)
    ends: list[float] = []
    drawn = []
    for (first, last, ruled), group in sorted(same.items()):
        x = axis.at(first)
        wide = max(LEAST, axis.at(last) - x)
        room = wide + (22 if len(group) > 1 else 4)
        track = next((at for at, end in enumerate(ends) if end <= x), None)
        if track is None:
            track = len(ends) if len(ends) < MOST_TRACKS else MOST_TRACKS - 1
            if track == len(ends):
                ends.append(0.0)
        ends[track] = x + room
        top = y + GAP + track * (BAR + GAP)
        drawn.append(_bar(group, x, wide, top, ruled))
    return max(26.0, len(ends) * (BAR + GAP) + 2 * GAP), drawn


def _bar(group: Sequence[Bar], x: float, wide: float, top: float, ruled: bool) -> str:
    one = group[0]
    told = (
        one.told
        if len(group) == 1
        else _("{what} and {number} more").format(what=one.told, number=len(group) - 1)
    )
    kind = "ruled" if ruled else "open"
    shape = (
        f'<rect class="bar {kind}" x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{BAR}"/>'
    )
    if one.open_start:
        shape += f'<path class="loose" d="M{x:.1f} {top:.1f}l-7 {BAR / 2}l7 {BAR / 2}Z"/>'
    if one.open_end:
        end = x + wide
        shape += f'<path class="loose" d="M{end:.1f} {top:.1f}l7 {BAR / 2}l-7 {BAR / 2}Z"/>'
    if len(group) > 1:
        shape += (
            f'<text class="times" x="{x + wide + 3:.1f}" y="{top + BAR - 0.3:.1f}">'
            f"×{len(group)}</text>"
        )
    return f'<a href="{escape(one.href)}"><title>{escape(told)}</title>{shape}</a>'
