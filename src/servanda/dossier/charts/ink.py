"""What pictures that stand alone have in common: their letters, and how words are written."""

from __future__ import annotations

from markupsafe import escape

from servanda.dossier.palette import LIGHT

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
