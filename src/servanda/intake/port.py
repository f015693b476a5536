"""What a format must do: bytes in, one text out, with what its own structure says about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from servanda.domain.problem import Problem
from servanda.domain.source import Description, Layer
from servanda.domain.span import Span
from servanda.intake.templates import Template


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes, and its characters if it is made of them ("" if not)."""

    data: bytes
    text: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """One text cut out of a file, once, and what the file's structure says about its stretches.

    `marks` name the layer of stretches whose markup settles it (a `<nav>`, a heading); they lie in
    order and do not overlap. What no mark covers is judged by its words. `template` names the
    publisher's template that was used, if one was.
    """

    text: str
    description: Description = Description()  # noqa: RUF009 a frozen value
    pages: tuple[Span, ...] = ()
    marks: tuple[Layer, ...] = ()
    problems: tuple[Problem, ...] = ()
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a hostile or huge file is looked at, so that time and memory stay bounded."""

    #: Bytes of a file; a larger one is refused whole.
    bytes: int = 256 * 1024 * 1024
    #: Code points of text.
    characters: int = 10_000_000
    #: Tags of a web page, opening and closing.
    tags: int = 300_000
    #: Pages of a PDF.
    pages: int = 20_000
    #: Bytes that the parts of a packed file unpack to, together.
    unpacked: int = 256 * 1024 * 1024
    #: XML elements of a packed file's parts, together; a page of Word has a few hundred.
    elements: int = 1_000_000


class Format(Protocol):
    """One kind of file: a new format is a file with one of these, named in `take_in.py`."""

    #: What `detect` calls it; an IANA media type.
    media_type: str

    def extract(
        self, content: Content, *, limits: Limits, templates: Sequence[Template]
    ) -> Extract:
        """Cut the text out, with the help of publishers' templates where the format has elements.

        Raises:
            UnreadableSource: Nothing can be read; the message says why and what to do next.
        """
        ...
