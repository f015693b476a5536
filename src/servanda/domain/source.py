"""A document as received: digest, description, layers, and its one immutable text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servanda.domain.problem import Problem
from servanda.domain.span import Span

#: Whose words these are. `author`: the document's own; `archive`: a catalogue's title, credit
#: line, summary, information, rights; `furniture`: the page's menus, headers, page numbers;
#: `footnote`: notes under the text; `editor`: brackets and signs put in by another hand.
LayerName = Literal["author", "archive", "furniture", "footnote", "editor"]


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of text and whose it is.

    `part` tells more: for archive `title`, `date`, `credit`, `summary`, `information`, `rights`;
    for editor `modern-name`, `supplied`, `sic`, `source-word`, `comment`; for author `body`,
    `salutation`, `signature`, `note`, `heading`; for furniture `navigation`, `page-header`,
    `page-number`, `contents`. Editor layers lie inside the layer of the words around them.
    """

    start: int
    end: int
    layer: LayerName
    part: str = ""


@dataclass(frozen=True, slots=True)
class ArchiveReference:
    """A repository reference taken apart: "RGASPI F. 17, Op. 128, D. 391, ll. 115-119"."""

    text: str
    repository: str | None = None
    fond: str | None = None
    opis: str | None = None
    delo: str | None = None
    leaves: str | None = None


@dataclass(frozen=True, slots=True)
class Description:
    """What is known about a document; every field may be unknown. Dates are EDTF."""

    title: str | None = None
    creators: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    #: Whose voice it is: a party's key, or mediator, observer, press, unknown.
    side: str | None = None
    written: str | None = None
    sent: str | None = None
    received: str | None = None
    published: str | None = None
    language: str | None = None
    original_language: str | None = None
    translator: str | None = None
    obtained_by: str | None = None
    publisher: str | None = None
    reference: ArchiveReference | None = None
    rights: str | None = None
    record_id: str | None = None
    url: str | None = None
    #: False when it is known to be cut short; None when nobody said.
    complete: bool | None = None
    #: Ids or names of sources that it is a copy, translation or summary of.
    derives_from: tuple[str, ...] = ()
    #: Whether it is a restatement written for an example, and of what.
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """A document as received. Its `id` follows from its bytes, so the same bytes are one source.

    `digest` is the SHA-256 of the bytes, hex. `pages` are spans over `text`, in order, page 1
    first; a format without pages has none. `layers` cover the whole text without gap or overlap,
    in order; `brackets` (layer `editor`) lie within them. `text` is "" when nothing could be read.
    """

    id: str
    digest: str
    name: str
    media_type: str
    size: int
    text: str = field(repr=False)
    description: Description = Description()
    pages: tuple[Span, ...] = ()
    layers: tuple[Layer, ...] = ()
    brackets: tuple[Layer, ...] = ()
    problems: tuple[Problem, ...] = ()
    template: str | None = None
    sensitive: bool = False
    #: The earlier version of this text, which somebody corrected by it.
    corrects: str | None = None
    #: The version that took this one's place: nothing is read or written on this one any more.
    corrected_by: str | None = None

    @property
    def shown_name(self) -> str:
        """What to print for it: its title, or the name of its file."""
        return self.description.title or self.name

    def layer_at(self, start: int) -> str:
        """Give the layer that the code point at `start` belongs to."""
        for one in self.layers:
            if one.start <= start < one.end:
                return one.layer
        return "author"

    def page_at(self, start: int) -> int | None:
        """Give the number of the page, from 1, that holds this code point; None without pages."""
        for number, page in enumerate(self.pages, 1):
            if page.start <= start < page.end:
                return number
        return None

    def line_at(self, start: int) -> int:
        """Give the number of the line, from 1, that holds this code point."""
        return self.text.count("\n", 0, start) + 1
