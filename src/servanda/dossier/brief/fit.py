"""How much room a block takes on paper: guessed from its letters, a little too high on purpose.

The brief is cut by this guess before anything is set, so that HTML and PDF hold the same words with
and without a typesetter. All lengths are PostScript points.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from servanda.dossier.brief.content import (
    Block,
    Cited,
    Column,
    Items,
    Matter,
    Paragraph,
    Part,
    Quotation,
    Section,
    Table,
    Words,
    text_of,
)

#: Ten pages of A4 as heights are guessed here: too high by what breaks between pages waste.
PAGES = 10
ROOM = 7700.0
#: Letters in a whole line and in a line of one of two columns, at the size of running text.
LINE = 102
HALF = 49
#: The width of a table's widest column, in letters.
CELL = 44
#: Height of a line of running text, and of small text.
PITCH = 12.2
SMALL = 10.6
#: A number, an id: what a quote adds to the list at the end.
INDEX = 2.5


def _letters(text: str) -> float:
    """Give how wide text is, in average Latin letters: a Chinese sign takes two."""
    if text.isascii():
        return float(len(text))
    return sum(2.1 if unicodedata.east_asian_width(sign) in "WF" else 1.08 for sign in text)


def _lines(text: str, width: int) -> int:
    return max(1, math.ceil(_letters(text) / width))


def _said(runs: Words, width: int = LINE, pitch: float = PITCH) -> float:
    return _lines(text_of(runs), width) * pitch


def height_of(block: Block) -> float:
    """Give the height of one block."""
    match block:
        case Paragraph():
            # A note stands in a box.
            return _said(block.words) * (1.1 if block.kind in ("note", "warn") else 1) + 7
        case Items():
            return sum(_said(one, LINE - 5) + 3 for one in block.items) + 6
        case Matter():
            promised = sum(_said(one, LINE - 4) for one in block.promised)
            return 22 + promised + sum(map(_part, block.parts))
        case Quotation():
            return _said(block.lead) + sum(_cited(one, LINE - 4) for one in block.quotes) + 8
        case Table():
            return 20 + sum(_row(one, block.wide) for one in block.rows)


def _row(row: tuple[Words, ...], wide: int) -> float:
    lines = max(_lines(text_of(cell), CELL if at == wide else 14) for at, cell in enumerate(row))
    return lines * SMALL + 6


def _part(part: Part) -> float:
    found = 17.0
    width = LINE if len(part.columns) == 1 else HALF
    for at in range(0, len(part.columns), 2):
        found += max(_column(one, width) for one in part.columns[at : at + 2]) + 4
    return found + sum(_said(one) + 3 for one in part.notes)


def _column(column: Column, width: int) -> float:
    # One voice alone is named in the line above, with what it is about.
    told = 0.0 if width == LINE else _lines(f"{text_of(column.side)}: {column.said}", width) * PITCH
    basis = _said(column.basis, width + width // 8, SMALL)
    return told + basis + sum(_cited(one, width) for one in column.quotes)


def _cited(quote: Cited, width: int) -> float:
    told = f"“{quote.text}” [{quote.number}] {quote.where}, {quote.kind}, proposed"
    return _lines(told, width) * PITCH * 0.96 + 3 + INDEX


def height_of_section(section: Section) -> float:
    """Give the height of a section with its heading."""
    return 34 + sum(map(height_of, section.blocks))


def height_of_all(sections: Iterable[Section]) -> float:
    """Give the height of sections together."""
    return sum(map(height_of_section, sections))
