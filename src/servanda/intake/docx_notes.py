"""Footnotes and endnotes of a Word file: counted where they are called, written at the end."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.intake.docx_blocks import Block
from servanda.intake.docx_numbering import write_number
from servanda.intake.docx_package import Node

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Notes:
    """The notes of a file, in the order of their calls.

    A number is written raised ("agreement¹"), at the call and before the note; one that is made of
    letters, which have no raised forms, in brackets ("agreement[iii]").
    """

    def __init__(self, settings: Node | None) -> None:
        self._styles = {"footnote": "decimal", "endnote": "lowerRoman"}
        self._next = {"footnote": 1, "endnote": 1}
        for kind in self._styles:
            stated = settings.first(f"w:{kind}Pr") if settings else None
            if stated:
                self._styles[kind] = stated.value("w:numFmt") or self._styles[kind]
                start = stated.value("w:numStart") or ""
                self._next[kind] = int(start) if start.isdecimal() and len(start) < 7 else 1
        self._shown: dict[tuple[str, str], str] = {}
        self._blocks: dict[tuple[str, str], list[Block]] = {}

    def call(self, kind: str, note: str, *, numbered: bool) -> str:
        """Count a note on, and give its number as written."""
        known = self._shown.get((kind, note))
        if known is not None:
            return known
        shown = ""
        if numbered:
            number = write_number(self._next[kind], self._styles[kind])
            self._next[kind] += 1
            shown = number.translate(_RAISED) if number.isdecimal() else f"[{number}]"
        self._shown[kind, note] = shown
        return shown

    def shown(self, kind: str, note: str) -> str:
        """Give the number of a note as written, "" if nothing calls it."""
        return self._shown.get((kind, note), "")

    def keep(self, kind: str, note: str, blocks: list[Block]) -> None:
        """Take up a note's paragraphs."""
        self._blocks[kind, note] = blocks

    def called(self, kind: str) -> Iterator[list[Block] | None]:
        """Give the notes of one kind that are called, in order; None for one that is missing."""
        for key in self._shown:
            if key[0] == kind:
                yield self._blocks.get(key)
