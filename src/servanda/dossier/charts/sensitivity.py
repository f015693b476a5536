"""What hangs on whom, as bars: how many pictures would say something else without each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import escape

from servanda.assessing.sensitivity import Removal, RemovalKind, Sensitivity
from servanda.dossier.charts.ink import FONT, write
from servanda.dossier.palette import LIGHT
from servanda.dossier.words import label
from servanda.saying import N_, _

LABELS, LONG, ROW = 320.0, 420.0, 22.0
#: So many of each kind are drawn, those that change most; the rest is counted.
MOST = 12
HEADINGS: dict[RemovalKind, str] = {
    "witness": N_("Without one witness (sources of a common origin count as one)"),
    "side": N_("Without one side's voice"),
    "coder": N_("Without what one coder ruled on"),
    "confidence": N_("Without proposals below a confidence"),
}


def draw_sensitivity(told: Sensitivity, names: Mapping[str, str]) -> str:
    """Give the bars as an SVG document, longest first; dark is what would fall silent.

    Args:
        told: What hangs on whom.
        names: What to print for a source's id.
    """
    body: list[str] = []
    y = 66.0
    for kind, heading in HEADINGS.items():
        removals = told.of(kind)
        if not removals:
            continue
        body.append(write(14, y, _(heading), weight=600))
        y += ROW
        for one in removals[:MOST]:
            body += _bar(y, one, names.get(one.key, one.key), told.pictures)
            y += ROW
        if len(removals) > MOST:
            rest = sum(1 for one in removals[MOST:] if one.changed)
            body.append(
                write(
                    LABELS,
                    y + 4,
                    _("and {number} more; {changing} of them change a picture").format(
                        number=len(removals) - MOST, changing=rest
                    ),
                    colour=LIGHT["soft"],
                )
            )
            y += ROW
        y += 12
    lead = _(
        "{number} of {all} pictures would say something else without one of the witnesses"
    ).format(number=told.on_one_witness, all=told.pictures)
    width = LABELS + LONG + 170
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {y:g}" '
        f'width="{width:g}" height="{y:g}" role="img" font-family="{FONT}" '
        f'fill="{LIGHT["ink"]}"><title>{escape(lead)}</title>'
        f'<rect width="100%" height="100%" fill="{LIGHT["sheet"]}"/>'
        f"{write(14, 30, lead, size=15, weight=600)}{''.join(body)}</svg>"
    )


def _bar(y: float, one: Removal, name: str, pictures: int) -> Iterator[str]:
    yield write(LABELS - 10, y + 4, _short(name), anchor="end")
    silent = sum(count for _, after, count in one.words if after in ("silent", "unread"))
    scale = LONG / max(1, pictures)
    told = "; ".join(
        _("{number} {before} would be {after}").format(
            number=count, before=label("pictures", before), after=label("pictures", after)
        )
        for before, after, count in one.words
    )
    x = LABELS
    for count, fill in ((silent, LIGHT["ink"]), (one.changed - silent, LIGHT["mixed"])):
        if count:
            wide = max(2.0, count * scale)
            yield (
                f'<rect x="{x:.1f}" y="{y - 8:.1f}" width="{wide:.1f}" height="14" fill="{fill}">'
                f"<title>{escape(f'{name}: {told}')}</title></rect>"
            )
            x += wide
    yield write(
        x + 8,
        y + 4,
        (_("{number} of {all}, {silent} fall silent") if silent else _("{number} of {all}")).format(
            number=one.changed, all=pictures, silent=silent
        ),
        size=11,
    )


def _short(name: str) -> str:
    return name if len(name) <= 46 else name[:45] + "…"
