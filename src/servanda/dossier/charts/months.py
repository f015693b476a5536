"""Months side by side: what is told of each, what may be of it, and the stretch that was chosen.

Accepted statements stand above the line and proposals below it, so that nobody adds them up. An
uncertain date ("this spring") is drawn pale in every month that it may mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from servanda.dossier.charts.axis import Axis, ordinal
from servanda.dossier.charts.timeline import SIGNED, Tick
from servanda.dossier.words import counted, label, say_date
from servanda.saying import _, say_number

WIDTH = 960.0
LEFT = 66.0
RIGHT = 12.0
TOP = 24.0
#: How high the longest bar is above the line, and below it.
ABOVE = 58.0
BELOW = 58.0
#: Room below, in which the desk has the handles of the stretch that is chosen.
FOOT = 24.0
HEIGHT = TOP + ABOVE + BELOW + FOOT
#: More months than this are drawn as years.
MOST_MONTHS = 300


@dataclass(frozen=True, slots=True)
class Month:
    """How many statements are surely of one month (`1947-03`), and how many more may be."""

    key: str
    accepted: int
    proposed: int
    maybe_accepted: int = 0
    maybe_proposed: int = 0


def month_number(key: str) -> int:
    """Give a month as a number that counts on: `1947-03` is 1947 * 12 + 2."""
    return int(key[:4]) * 12 + int(key[5:7]) - 1


def month_key(number: int) -> str:
    """Give the key of a month's number."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def draw_months(
    months: Sequence[Month],
    signed: Sequence[Tick],
    *,
    since: str = "",
    until: str = "",
    href: Callable[[str, str], str],
    title: str,
    description: str,
) -> Markup | None:
    """Give the months as SVG, or None where nothing has a date.

    Args:
        months: In their order; one that is not there has nothing.
        signed: Days on which agreements were signed.
        since: The first month that was chosen, "" for the beginning.
        until: The last month that was chosen, "" for the end.
        href: Gives the address that shows the months from one to another.
        title: What the picture is called.
        description: What it shows, for those who hear it.
    """
    if not months:
        return None
    shown = [*(one.key for one in months), *(one for one in (since, until) if one)]
    first, last = min(map(month_number, shown)), max(map(month_number, shown))
    step = 1 if last - first < MOST_MONTHS else 12
    first, last = first // step * step, last // step * step + step - 1
    wide = (WIDTH - LEFT - RIGHT) / (last - first + 1)
    base = TOP + ABOVE
    most = max(
        *(max(one.accepted + one.maybe_accepted, one.proposed + one.maybe_proposed)
          for one in grouped(months, step)), 1,
    )  # fmt: skip
    body: list[str] = list(_frame(first, last, signed))
    body.append(f'<path class="base" d="M{LEFT:g} {base:g}H{WIDTH - RIGHT:g}"/>')
    for one in grouped(months, step):
        x = LEFT + (month_number(one.key) - first) * wide
        body.append(_column(one, x, wide * step, most=most, href=href, step=step))
    low = month_number(since) if since else first
    high = month_number(until) if until else last
    if since or until:
        body += _unchosen(LEFT + (low - first) * wide, LEFT + (high + 1 - first) * wide)
    body += (
        f'<text class="tick" x="{LEFT - 8:g}" y="{y:g}" text-anchor="end">{escape(words)}</text>'
        for y, words in (
            (TOP + 6, say_number(most)),
            (base - 8, label("states", "accepted")),
            (base + 16, label("states", "proposed")),
            (base + BELOW, say_number(most)),
        )
    )
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="months" role="group" '
        f'aria-labelledby="months-title months-desc" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'data-first="{first}" data-last="{last}" data-from="{low}" data-to="{high}" '
        f'data-plot="{LEFT:g} {WIDTH - LEFT - RIGHT:g} {WIDTH:g}">'
        f'<title id="months-title">{escape(title)}</title>'
        f'<desc id="months-desc">{escape(description)}</desc>{"".join(body)}</svg>'
    )


def grouped(months: Sequence[Month], step: int) -> Iterator[Month]:
    """Give the months, or with a step of 12 the years, by the key of their first month.

    What may be of a year is at least what may be of any of its months; it is not added up, for
    one statement may be of several.
    """
    if step == 1:
        yield from months
        return
    found: dict[int, Month] = {}
    for one in months:
        at = month_number(one.key) // step * step
        known = found.get(at, Month(month_key(at), 0, 0))
        found[at] = Month(
            known.key,
            known.accepted + one.accepted,
            known.proposed + one.proposed,
            max(known.maybe_accepted, one.maybe_accepted),
            max(known.maybe_proposed, one.maybe_proposed),
        )
    yield from found.values()


def say_month(one: Month, step: int = 1) -> str:
    """Say a column in words, with its four numbers apart."""
    name = one.key[:4] if step == 12 else say_date(one.key)
    sure = _("{month}: {accepted} accepted, {proposed} proposed").format(
        month=name, accepted=say_number(one.accepted), proposed=say_number(one.proposed)
    )
    if not (one.maybe_accepted or one.maybe_proposed):
        return sure
    return _("{sure}; {accepted} accepted and {proposed} proposed may be of it").format(
        sure=sure,
        accepted=say_number(one.maybe_accepted),
        proposed=say_number(one.maybe_proposed),
    )


def _column(
    one: Month,
    x: float,
    wide: float,
    *,
    most: int,
    href: Callable[[str, str], str],
    step: int,
) -> str:
    base = TOP + ABOVE
    gap = min(2.0, wide * 0.2)
    parts = []
    for number, maybe, kind, up in (
        (one.accepted, one.maybe_accepted, "ruled", True),
        (one.proposed, one.maybe_proposed, "open", False),
    ):
        reach = ABOVE if up else BELOW
        sure, far = number / most * reach, (number + maybe) / most * reach
        for name, begin, end in (("bar", 0.0, sure), ("maybe", sure, far)):
            # What is there is seen, however small it is beside the longest.
            tall = max(end - begin, 1.5) if (number if name == "bar" else maybe) else 0.0
            if tall:
                top = base - begin - tall if up else base + begin
                parts.append(
                    f'<rect class="{name} {kind}" x="{x + gap / 2:.1f}" y="{top:.1f}" '
                    f'width="{max(wide - gap, 0.8):.1f}" height="{tall:.1f}"/>'
                )
    if not parts:
        return ""
    until = month_key(month_number(one.key) + step - 1)
    return (
        f'<a href="{escape(href(one.key, until))}" tabindex="-1">'
        f"<title>{escape(say_month(one, step))}</title>"
        f'<rect class="hit" x="{x:.1f}" y="{TOP:g}" width="{wide:.1f}" '
        f'height="{ABOVE + BELOW:g}"/>{"".join(parts)}</a>'
    )


def _unchosen(low: float, high: float) -> Iterator[str]:
    """Veil what lies before and after the chosen stretch, and mark its two ends."""
    for x, wide in ((LEFT, low - LEFT), (high, WIDTH - RIGHT - high)):
        if wide > 0.5:
            yield (
                f'<rect class="veil" x="{x:.1f}" y="{TOP:g}" width="{wide:.1f}" '
                f'height="{ABOVE + BELOW:g}"/>'
            )
    for x in (low, high):
        yield f'<path class="end" d="M{x:.1f} {TOP:g}v{ABOVE + BELOW:g}"/>'


def _frame(first: int, last: int, signed: Sequence[Tick]) -> Iterator[str]:
    begin, end = ordinal(f"{month_key(first)}-01"), ordinal(f"{month_key(last + 1)}-01")
    if begin is None or end is None:
        return
    axis = Axis(begin, end, LEFT, WIDTH - LEFT - RIGHT)
    foot = TOP + ABOVE + BELOW
    for x, name in axis.ticks(most=12):
        yield f'<path class="grid" d="M{x:.1f} {TOP - 4:g}V{foot:g}"/>'
        if x < WIDTH - RIGHT - 7 * len(name):
            yield f'<text class="tick" x="{x + 3:.1f}" y="{TOP - 10:g}">{escape(name)}</text>'
    written = -WIDTH
    for tick in sorted(signed, key=lambda one: one.first):
        if not begin <= tick.first <= end:
            continue
        x = axis.at(tick.first)
        name = "" if x - written < SIGNED else _("signed")
        written = x if name else written
        yield (
            f'<g><title>{escape(tick.told)}</title><path class="signed" d="M{x:.1f} {TOP:g}'
            f'V{foot:g}"/><text class="tick" x="{x + 3:.1f}" y="{foot - 4:g}">{name}</text></g>'
        )


def say_months(months: Sequence[Month]) -> str:
    """Say what the picture shows in one sentence, for those who hear it."""
    if not months:
        return _("Nothing has a date.")
    first, last = say_date(months[0].key), say_date(months[-1].key)
    return _(
        "{months} with statements, from {first} to {last}: accepted ones above the line, proposals "
        "below it, and pale what may be of a month. The table below says the same in words."
    ).format(
        months=counted(len(months), "{number} month", "{number} months"), first=first, last=last
    )
