"""What pictures that stand alone have in common: their letters, and how words are written."""

from __future__ import annotations

import re

from markupsafe import escape

from servanda.dossier.palette import LIGHT

#: Names of colours by value; of two names for one colour the first.
_NAMES = {colour: name for name, colour in reversed(LIGHT.items())}
_COLOUR = re.compile(r'\b(fill|stroke)="(#[0-9a-f]{6})"')
FONT = "system-ui,Segoe UI,Roboto,Noto Sans,Helvetica,Arial,sans-serif"


def write(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 12,
    weight: int = 400,
    anchor: str = "start",
    colour: str = LIGHT["ink"],
) -> str:
    """Give words as SVG text at a point; `anchor` is `start`, `middle` or `end`."""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="{anchor}" fill="{colour}">{escape(words)}</text>'
    )


def follow_page(drawn: str) -> str:
    """Give a picture in the colours of the page that it stands in, by day and by night.

    A file that stands alone keeps the colours of paper.
    """

    def name(found: re.Match[str]) -> str:
        known = _NAMES.get(found[2])
        return f'{found[1]}="var(--{known})"' if known else found[0]

    return _COLOUR.sub(name, drawn)
