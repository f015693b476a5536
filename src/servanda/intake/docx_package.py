"""The parts of a Word file: XML files in a zip, read within bounds and never unpacked to disk.

Python's own expat reads them as they unpack: memory stays small, no document type is let in (it
is what entity bombs are made of, and Word writes none), and no further package is installed.
python-docx reads neither notes, tracked changes, numbers nor text boxes, and needs lxml.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from servanda.domain.problem import Problem
from servanda.errors import UnreadableSource
from servanda.intake.port import Limits

#: A zip with more files in it is no document.
MOST_FILES = 20_000
#: Elements of a part that is held as a tree: styles, numbering, relationships.
MOST_HELD = 300_000
_CHUNK = 1 << 16

_W = ("http://schemas.openxmlformats.org/wordprocessingml/2006/main",
      "http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
_PREFIXES = {
    **dict.fromkeys(_W, "w:"),
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://schemas.openxmlformats.org/package/2006/relationships": "r:",
}

_DAMAGED = (
    "The Word file is damaged: {what}. Open it in Word or LibreOffice, which may repair it, save "
    "it anew and add that."
)


class Hearer(Protocol):
    """What listens to a part as it is read. `full` ends the reading."""

    full: bool

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """An element begins: "w:p"; its attributes by their local names."""

    def end(self, name: str) -> None:
        """An element ends."""

    def say(self, words: str) -> None:
        """Characters between tags."""


@dataclass(slots=True)
class Node:
    """An element of a small part, held whole."""

    name: str
    attributes: Mapping[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, name: str) -> list[Node]:
        """Give the children of this name."""
        return [one for one in self.children if one.name == name]

    def first(self, name: str) -> Node | None:
        """Give the first child of this name."""
        return next((one for one in self.children if one.name == name), None)

    def value(self, name: str) -> str | None:
        """Give the `val` of the first child of this name."""
        child = self.first(name)
        return None if child is None else child.attributes.get("val")


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another part points at."""

    id: str
    kind: str
    part: str


class Package:
    """An opened Word file. What goes wrong in its parts is gathered in `problems`."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        # Each entry of the list of files begins so: the list is as long as this at most.
        if data.count(b"PK\x01\x02") > MOST_FILES:
            raise UnreadableSource(
                f"The file holds more than {MOST_FILES:,} packed files: it is no document of Word."
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise UnreadableSource(
                _DAMAGED.format(what="its list of parts cannot be read, as when it is cut short")
            ) from error
        self._left = limits.unpacked
        self._elements = limits.elements
        self.problems: list[Problem] = []

    def has(self, part: str) -> bool:
        """Tell whether the file has this part."""
        return part in self._zip.NameToInfo

    def relations(self, part: str) -> list[Relation]:
        """Give the parts of this file that a part ("" for the file itself) points at."""
        folder, name = posixpath.split(part)
        tree = self.tree(posixpath.join(folder, "_rels", f"{name}.rels"))
        return [
            Relation(one.attributes.get("Id", ""), _last(one.attributes.get("Type", "")), target)
            for one in (tree.all("r:Relationship") if tree else [])
            if one.attributes.get("TargetMode") != "External"
            # The name of a part in this zip, whatever it climbs to: nothing else is ever opened.
            for target in [_resolved(folder, one.attributes.get("Target", ""))]
        ]

    def tree(self, part: str) -> Node | None:
        """Give a small part whole; None if there is none or it is broken."""
        if not self.has(part):
            return None
        hearer = _Tree()
        self.read(part, hearer)
        return hearer.top

    def read(self, part: str, hearer: Hearer) -> None:
        """Let somebody hear a part from beginning to end, as far as it goes.

        Raises:
            UnreadableSource: The part would unpack beyond all measure, or is made to hurt.
        """
        info = self._zip.NameToInfo[part]
        if info.flag_bits & 1:
            raise UnreadableSource(
                "The file is packed with a password. Save a copy without it and add that."
            )
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            # Others unpack a whole piece at once, however large it grows.
            raise UnreadableSource(_DAMAGED.format(what="it is packed in a way Word never uses"))
        parser = self._parser(hearer)
        try:
            with self._zip.open(info) as stream:
                while not hearer.full and (piece := stream.read(_CHUNK)):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise UnreadableSource(
                            "The Word file would unpack to more than any document holds; it was "
                            "not read. If it can be trusted, save it as PDF and add that."
                        )
                    parser.Parse(piece, False)
            if not hearer.full:
                parser.Parse(b"", True)
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, ValueError):
            what = f"its part {part[:80]} breaks off or is not well formed"
            self._tell(f"{_DAMAGED.format(what=what)} What stands before that was read.")

    def _parser(self, hearer: Hearer) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        names: dict[str, str] = {}
        known: dict[str, str] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            self._elements -= 1
            if self._elements < 0 and not hearer.full:
                hearer.full = True
                self._tell("The document is too large: only its first part was read. Split it.")
            if hearer.full:
                return
            short = names.get(name) or names.setdefault(name, _short(name))
            if attributes:
                attributes = {
                    known.get(key) or known.setdefault(key, _last(key)): value
                    for key, value in attributes.items()
                }
            hearer.start(short, attributes)

        def end(name: str) -> None:
            if not hearer.full:
                hearer.end(names[name])

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = lambda words: None if hearer.full else hearer.say(words)
        parser.StartDoctypeDeclHandler = _refuse
        return parser

    def _tell(self, message: str) -> None:
        self.problems.append(Problem(kind="damaged", message=message))


class _Tree:
    def __init__(self) -> None:
        self.full = False
        self.top: Node | None = None
        self._open: list[Node] = []
        self._count = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        node = Node(name, attributes)
        self._count += 1
        self.full = self._count > MOST_HELD
        if self._open:
            self._open[-1].children.append(node)
        elif self.top is None:
            self.top = node
        self._open.append(node)

    def end(self, name: str) -> None:
        del name
        self._open.pop()

    def say(self, words: str) -> None:
        # What a property says is short; more is not looked at.
        if self._open and len(self._open[-1].text) < 10_000:
            self._open[-1].text += words


def _refuse(*_: object) -> None:
    raise UnreadableSource(
        "The Word file declares a document type inside, which Word never does and which can make "
        "it swell without end. It was not read. If it can be trusted, save it as PDF and add that."
    )


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return _PREFIXES.get(space, "?:") + local


def _last(name: str) -> str:
    """Give the last part of an address or of an attribute's full name."""
    return name.replace(" ", "/").rpartition("/")[2]


def _resolved(folder: str, target: str) -> str:
    whole = target if target.startswith("/") else posixpath.join("/", folder, target)
    return posixpath.normpath(whole).lstrip("/")
