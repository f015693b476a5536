"""The matrix as one picture that stands alone: to put into a letter, a slide or a wall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import escape

from servanda.dossier.charts.ink import FONT
from servanda.dossier.palette import LIGHT
from servanda.dossier.words import terms
from servanda.saying import _

ROW = 30.0
COLUMN = 84.0
LABELS = 300.0
HEAD = 112.0


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the picture: the word that people accepted and the one with proposals added."""

    accepted: str | None
    proposed: str | None


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """A party judged and the names of the columns under it."""

    name: str
    columns: Sequence[str]


def draw_matrix(
    groups: Sequence[ColumnGroup],
    rows: Sequence[tuple[str, Sequence[Field]]],
    *,
    title: str,
    caption: str,
) -> str:
    """Give the whole picture as an SVG document: marks by shape, letter and colour."""
    columns = sum(len(one.columns) for one in groups)
    width = LABELS + columns * COLUMN + 20
    height = HEAD + len(rows) * ROW + 74
    body = [
        f'<rect width="100%" height="100%" fill="{LIGHT["sheet"]}"/>',
        f'<text x="14" y="28" font-size="17" font-weight="600">{escape(title)}</text>',
    ]
    x = LABELS
    for group in groups:
        wide = len(group.columns) * COLUMN
        body.append(
            _text(
                x + wide / 2,
                56,
                _short(_("about {name}").format(name=group.name), wide),
                weight=600,
            )
        )
        body.append(f'<path d="M{x:g} 64H{x + wide - 8:g}" stroke="{LIGHT["edge"]}"/>')
        for at, name in enumerate(group.columns):
            for line, words in enumerate(_two_lines(name)):
                middle = x + at * COLUMN + COLUMN / 2 - 4
                body.append(_text(middle, 82 + 13 * line, words, size=11))
        x += wide
    for at, (name, fields) in enumerate(rows):
        y = HEAD + at * ROW
        body.append(f'<path d="M14 {y:g}H{width - 14:g}" stroke="{LIGHT["rule"]}"/>')
        body.append(
            f'<text x="14" y="{y + 20:g}" font-size="13">{escape(_short(name, LABELS - 34))}</text>'
        )
        for index, one in enumerate(fields):
            body += _field(LABELS + index * COLUMN + COLUMN / 2 - 4, y + ROW / 2, one)
    foot = HEAD + len(rows) * ROW + 22
    body.append(f'<path d="M14 {foot - 22:g}H{width - 14:g}" stroke="{LIGHT["rule"]}"/>')
    body += [
        f'<text x="14" y="{foot + 15 * line:g}" font-size="11" fill="{LIGHT["soft"]}">'
        f"{escape(words)}</text>"
        for line, words in enumerate(_wrapped(caption, int(width / 6)))
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}" role="img" font-family="{FONT}" '
        f'fill="{LIGHT["ink"]}"><title>{escape(title)}</title><desc>{escape(caption)}</desc>'
        f'<defs><pattern id="h" width="4" height="4" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><path d="M0 0V4" stroke="#000" stroke-opacity=".16" '
        f'stroke-width="2"/></pattern></defs>{"".join(body)}</svg>\n'
    )


def _text(x: float, y: float, words: str, *, size: int = 12, weight: int = 400) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" '
        f'text-anchor="middle">{escape(words)}</text>'
    )


def _short(words: str, wide: float) -> str:
    most = int(wide / 6.6)
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def _two_lines(words: str) -> list[str]:
    lines = _wrapped(words, 14)
    return lines if len(lines) < 3 else [lines[0], _short(" ".join(lines[1:]), COLUMN)]


def _wrapped(words: str, most: int) -> list[str]:
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + len(word) + 1 > most:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _field(x: float, y: float, field: Field) -> list[str]:
    words = [
        (one, hatched) for one, hatched in ((field.accepted, False), (field.proposed, True)) if one
    ]
    start = x - 12 * (len(words) - 1)
    found = [draw_mark(start + 24 * at, y, *one) for at, one in enumerate(words)]
    if not words:
        found = [f'<circle cx="{x:g}" cy="{y:g}" r="1.5" fill="{LIGHT["silent"]}"/>']
    return found


def draw_mark(x: float, y: float, word: str, hatched: bool) -> str:
    """Give one mark about a point: solid for what people accepted, hatched for proposals."""
    colour = LIGHT[word]
    shape = _shape(x, y, word)
    told = terms("pictures")[word].label
    if hatched:
        told = _("{word}, proposed").format(word=told)
    style = (
        f'fill="url(#h)" stroke="{colour}" stroke-dasharray="3 2" stroke-width="1.4"'
        if hatched
        else f'fill="{colour}" stroke="{colour}"'
    )
    ink = colour if hatched or word in ("silent", "unread") else LIGHT["on"]
    if word in ("silent", "unread") and not hatched:
        style = f'fill="none" stroke="{colour}" stroke-dasharray="1 2"'
    return (
        f"<g><title>{escape(told)}"
        f'</title><path d="{shape}" {style}/><text x="{x:g}" y="{y + 3.6:g}" font-size="10.5" '
        f'font-weight="700" text-anchor="middle" fill="{ink}">{terms("pictures")[word].letter}'
        "</text></g>"
    )


def _shape(x: float, y: float, word: str) -> str:
    r = 9.0
    if word in ("broken", "unread"):
        return f"M{x - r:g} {y - r:g}h{2 * r:g}v{2 * r:g}h{-2 * r:g}Z"
    if word == "disputed":
        d = r * 1.3
        return f"M{x:g} {y - d:g}L{x + d:g} {y:g}L{x:g} {y + d:g}L{x - d:g} {y:g}Z"
    if word == "partly":
        return f"M{x - r:g} {y + r:g}V{y:g}a{r:g} {r:g} 0 0 1 {2 * r:g} 0V{y + r:g}Z"
    if word == "mixed":
        return (
            f"M{x - r:g} {y - r:g}H{x:g}a{r:g} {r:g} 0 0 1 {r:g} {r:g}V{y + r:g}"
            f"H{x:g}a{r:g} {r:g} 0 0 1 {-r:g} {-r:g}Z"
        )
    if word == "unclear":
        return f"M{x - 6:g} {y - 7:g}h12a7 7 0 0 1 0 14h-12a7 7 0 0 1 0 -14Z"
    return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 1 {2 * r:g} 0a{r:g} {r:g} 0 1 1 {-2 * r:g} 0Z"
