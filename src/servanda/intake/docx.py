"""A Word file (.docx): its words as Word shows them, and what its styles say of them.

Paragraphs part by a blank line, rows of a table by a line and cells by a tab. Numbers that Word
only draws are written, because agreements are cited by them. Running headers stand once before
the text, footnotes after it, running footers last. The file does not know its pages: where they
end depends on the printer, so it has none; a page break parts paragraphs.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from servanda.domain.problem import Problem
from servanda.domain.source import Description, Layer, LayerName
from servanda.errors import UnreadableSource
from servanda.intake.docx_blocks import Block
from servanda.intake.docx_notes import Notes
from servanda.intake.docx_numbering import Numbering
from servanda.intake.docx_package import Package, Relation
from servanda.intake.docx_styles import Styles
from servanda.intake.docx_walk import Seen, Story
from servanda.intake.port import Content, Extract, Limits
from servanda.intake.templates import Template

_PARTS = ("styles", "numbering", "settings", "footnotes", "endnotes")
#: Titles that are a file's or a program's name.
_FILE_NAMES = (".doc", ".pdf", ".rtf", ".odt", "microsoft word", "untitled")


class DocxText:
    """Word's own format since 2007, and what other programs write in it."""

    media_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

    def extract(
        self,
        content: Content,
        *,
        limits: Limits,
        templates: Sequence[Template] = (),  # noqa: ARG002 the port's; Word files have no publishers'
    ) -> Extract:
        """Cut the words out; tracked changes are taken as accepted, comments are left out.

        Raises:
            UnreadableSource: It is damaged, hostile, encrypted, or holds pictures only.
        """
        return _File(Package(content.data, limits), limits).read()


class _File:
    def __init__(self, package: Package, limits: Limits) -> None:
        self._package = package
        self._limits = limits
        self._problems: list[Problem] = []
        self._main = self._main_part()
        self._relations = package.relations(self._main)
        self._named = {one: self._part(one) for one in _PARTS}
        self._styles = Styles(package.tree(self._named["styles"]))
        self._numbering = Numbering(package.tree(self._named["numbering"]), self._styles)
        self._notes = Notes(package.tree(self._named["settings"]))
        self._seen = Seen()

    def read(self) -> Extract:
        """Give the text with its marks, what the file says of itself, and its problems."""
        body = self._story(self._main)
        notes = [*self._read_notes("footnote"), *self._read_notes("endnote")]
        headers = self._furniture(self._seen.headers)
        footers = self._furniture(self._seen.footers)
        text, marks = _put_together(
            [("furniture", headers), ("author", body), ("footnote", notes), ("furniture", footers)],
            self._limits.characters,
        )
        problems = [*self._package.problems, *self._problems, *self._told()]
        if not text and self._package.problems:
            raise UnreadableSource(self._package.problems[0].message)
        if not text and self._seen.pictures:
            raise UnreadableSource(
                "The Word file holds pictures and no words, as when pages were scanned into it. It "
                "stays unread until it has been through OCR (text recognition), a later step here; "
                "or add a transcript of it."
            )
        return Extract(
            text=text, description=self._description(), marks=marks, problems=tuple(problems)
        )

    def _main_part(self) -> str:
        named = [one.part for one in self._package.relations("") if one.kind == "officeDocument"]
        for part in (*named, "word/document.xml"):
            if self._package.has(part):
                return part
        raise UnreadableSource(
            "The Word file is damaged: it lacks the part that holds its text. Open it in Word or "
            "LibreOffice, which may repair it, save it anew and add that."
        )

    def _part(self, kind: str) -> str:
        """Give the name of a part by what it is for; its usual place if nothing points at it."""
        named = next((one for one in self._relations if one.kind == kind), None)
        if named is None:
            return posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        self._miss(named)
        return named.part

    def _miss(self, relation: Relation) -> None:
        if not self._package.has(relation.part):
            message = (
                f"The Word file lacks a part that it names ({relation.kind[:40]}); the rest was "
                "read. Compare with the original."
            )
            self._problems.append(Problem(kind="damaged", message=message))

    def _story(self, part: str) -> list[Block]:
        story = Story(
            self._styles,
            self._numbering,
            self._notes,
            most=self._limits.characters,
            seen=self._seen,
        )
        self._package.read(part, story)
        if story.full:
            message = (
                f"The document is too large: only the first {self._limits.characters:,} "
                "characters were read. Split it and add the parts."
            )
            if not self._package.problems:
                self._problems.append(Problem(kind="damaged", message=message))
        return story.blocks()

    def _read_notes(self, kind: str) -> list[Block]:
        part = self._named[f"{kind}s"]
        if self._package.has(part):
            self._story(part)
        called = list(self._notes.called(kind))
        missing = sum(one is None for one in called)
        if missing:
            message = (
                f"{missing:,} {kind}(s) are called in the text and not in the file. Compare with "
                "the original."
            )
            self._problems.append(Problem(kind="damaged", message=message))
        return [block for one in called if one for block in one]

    def _furniture(self, ids: Sequence[str]) -> list[Block]:
        """Give what headers or footers say, each wording once."""
        parts = {one.id: one for one in self._relations}
        named = [parts[one] for one in dict.fromkeys(ids) if one in parts]
        for one in named:
            self._miss(one)
        blocks = [
            block
            for part in dict.fromkeys(one.part for one in named)
            if self._package.has(part)
            for block in self._story(part)
        ]
        return list({block.text: block for block in blocks}.values())

    def _description(self) -> Description:
        """Give title and creator; the dates are the file's, not the document's."""
        relations = self._package.relations("")
        part = next((one.part for one in relations if one.kind == "core-properties"), "")
        tree = self._package.tree(part)
        if tree is None:
            return Description()
        said = {one.name: " ".join(one.text.split())[:2000] for one in tree.children}
        title, author = said.get("dc:title", ""), said.get("dc:creator", "")
        if len(title) < 5 or any(name in title.lower() for name in _FILE_NAMES):
            title = ""
        # One word is a program or an account's name, not a person or a body.
        return Description(title=title or None, creators=(author,) if " " in author else ())

    def _told(self) -> Iterator[Problem]:
        seen = self._seen
        if seen.insertions or seen.deletions:
            yield _doubt(
                f"The file holds tracked changes ({seen.insertions:,} insertions, "
                f"{seen.deletions:,} deletions): it was read as if all were accepted. Look in Word "
                "which of them hold."
            )
        if seen.comments:
            yield _doubt(f"The file holds {seen.comments:,} comment(s); they were left out.")
        if seen.hidden:
            yield _doubt(
                f"The file holds {seen.hidden:,} character(s) of hidden text; they were left out."
            )
        if seen.unnumbered:
            yield _doubt(
                f"{seen.unnumbered:,} paragraph(s) belong to numbered lists that the file does not "
                "define; their numbers are missing."
            )
        if self._numbering.unknown:
            styles = ", ".join(sorted(self._numbering.unknown)[:5])
            yield _doubt(
                f"Some lists count in a way that is written as digits here ({styles[:200]}). "
                "Compare with Word."
            )
        if seen.embedded:
            yield Problem(
                kind="damaged",
                message=f"{seen.embedded:,} other file(s) are embedded in the text and were not "
                "read. Open it in Word, save it anew and add that.",
            )


def _doubt(message: str) -> Problem:
    return Problem(kind="doubt", message=message)


def _put_together(
    stories: Sequence[tuple[LayerName, Sequence[Block]]], most: int
) -> tuple[str, tuple[Layer, ...]]:
    """Give one text, and the layers that the file's structure settles."""
    pieces: list[str] = []
    marks: list[Layer] = []
    size = 0
    for layer, blocks in stories:
        for number, block in enumerate(blocks):
            gap = "" if not pieces else "\n" if block.close and number else "\n\n"
            start = size + len(gap)
            end = min(start + len(block.text), most)
            if start >= end:
                return "".join(pieces), tuple(marks)
            pieces += (gap, block.text[: end - start])
            size = end
            if layer != "author":
                part = "page-header" if layer == "furniture" else ""
                marks.append(Layer(start, end, layer, part))
            elif block.kind == "heading":
                marks.append(Layer(start, end, "author", "heading"))
            elif block.kind == "contents":
                marks.append(Layer(start, end, "furniture", "contents"))
    return "".join(pieces), tuple(marks)
