"""Paragraphs and tables of a Word file on their way into one text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["", "heading", "contents"]

_SPACE = re.compile(r"[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a row of a table. `close` if only a line break parts it from the last."""

    text: str
    kind: Kind = ""
    close: bool = False


@dataclass(slots=True)
class Flow:
    """Paragraphs that follow each other: of the body, a cell, a box or a note."""

    blocks: list[Block] = field(default_factory=list)
    #: Words before a paragraph mark that was deleted: the next paragraph's.
    carried: list[str] = field(default_factory=list)

    def settled(self) -> list[Block]:
        """Give the blocks, with words that wait for a next paragraph which never came."""
        words, self.carried = "".join(self.carried).strip(), []
        if words:
            self.blocks.append(Block(words))
        return self.blocks


@dataclass(slots=True)
class Table:
    """Rows as lines, their cells parted by tabs.

    A row with a cell of several paragraphs only lays them out on the page (a letter's head beside
    its text): its paragraphs stand apart, cell after cell.
    """

    blocks: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    #: Whether the row at hand was deleted.
    dropped: bool = False
    _in_lines: bool = False

    def begin_row(self) -> None:
        """Begin a row."""
        self.cells = []
        self.dropped = False

    def end_row(self) -> None:
        """Take the row up."""
        cells, self.cells = self.cells, []
        if self.dropped or not any(cells):
            return
        if any(len(cell) > 1 for cell in cells):
            self.blocks += [block for cell in cells for block in cell]
            self._in_lines = False
            return
        lines = [_SPACE.sub(" ", cell[0].text) if cell else "" for cell in cells]
        kinds = {cell[0].kind for cell in cells if cell}
        kind: Kind = kinds.pop() if len(kinds) == 1 else ""
        self.blocks.append(Block("\t".join(lines).strip("\t"), kind, close=self._in_lines))
        self._in_lines = True
