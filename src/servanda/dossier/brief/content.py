"""What a brief says, as frozen values: the one content from which HTML, PDF and terminal are made.

Text is kept in runs, so that what users and documents wrote stays apart from our own words: it is
isolated where it runs from right to left, and it never reaches a typesetter as markup.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from servanda.domain.cell import Cell
from servanda.domain.entry import Head

#: How a run is set: ours as it is, strong, or soft; or words of users and documents.
Tone = Literal["", "strong", "soft", "name"]
#: Who a brief is for; each sees what the next may not.
Audience = Literal["public", "parties", "internal"]
AUDIENCES: tuple[Audience, ...] = ("public", "parties", "internal")

#: Signs that no page can draw: controls, private use, halves of a pair, unassigned.
_UNDRAWN = frozenset({"Cc", "Co", "Cs", "Cn"})
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one hand."""

    text: str
    tone: Tone = ""


Words = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `kind` is "" for running text, else `lead`, `note`, `warn` or `small`."""

    words: Words
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of a document, letter for letter up to spacing, and where they stand.

    `number` counts the quotes of the brief; the list at its end gives each number's statement.
    """

    text: str
    where: str
    statement: str
    proposed: bool
    kind: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """One side's account: its word, what it rests on, and its words."""

    side: Words
    word: str
    said: str
    proposed: bool
    basis: Words
    quotes: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """How one party keeps one promise: every side's account side by side."""

    about: Words
    word: str
    said: str
    proposed: bool
    columns: tuple[Column, ...]
    notes: tuple[Words, ...] = ()
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One promise: its name, what was promised, and what is said of each party."""

    title: Words
    promised: tuple[Words, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quotes that stand by themselves, with who says them about what."""

    lead: Words
    quotes: tuple[Cited, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for every column; `wide` is the column that takes what is left."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    wide: int = 0


Block = Paragraph | Items | Matter | Quotation | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief under its own heading; `key` names it in the program."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief of one record at one head for one audience."""

    title: str
    kicker: str
    facts: tuple[tuple[str, Words], ...]
    sections: tuple[Section, ...]
    audience: Audience
    party: str
    head: Head
    language: str = "en"
    #: Printed at the head of every page; "" where the brief may be passed on.
    warning: str = ""
    foot: str = ""

    def section(self, key: str) -> Section | None:
        """Give the section of this key, or None where there was nothing to say."""
        return next((one for one in self.sections if one.key == key), None)


def clean(text: str) -> str:
    """Give text as one line that can be drawn: spacing made single, what no font has marked."""
    plain = "".join(
        "\ufffd" if unicodedata.category(sign) in _UNDRAWN and not sign.isspace() else sign
        for sign in text
    )
    return _SPACE.sub(" ", plain).strip()


@lru_cache(maxsize=4096)
def clip(text: str, most: int) -> str:
    """Give text cut at a word's end to at most so many characters, the cut marked."""
    whole = clean(text)
    if len(whole) <= most:
        return whole
    cut = whole[: most - 3]
    head, space, _ = cut.rpartition(" ")
    # A script without spaces, or one endless word, is cut where it stands.
    return (head if space and len(head) > most // 2 else cut).rstrip() + " […]"


def name(text: str, most: int = 110) -> Run:
    """Give words of a user or a document as a run of their own; never an empty one."""
    return Run(clip(text, most) or "(no words)", "name")


def strong(text: str) -> Run:
    """Give our own words, set strong."""
    return Run(text, "strong")


def soft(text: str) -> Run:
    """Give our own words, set back."""
    return Run(text, "soft")


def words(*parts: str | Run | Words) -> Words:
    """Give runs from our own words and those of others, in their order."""
    found: list[Run] = []
    for one in parts:
        if isinstance(one, str):
            if one:
                found.append(Run(one))
        elif isinstance(one, Run):
            found.append(one)
        else:
            found += one
    return tuple(found)


def listed_words(items: list[Words], last: str = "and") -> Words:
    """Give "a", "a and b", or "a, b and c", each item with its runs."""
    found: list[Run] = []
    for at, one in enumerate(items):
        if at:
            found.append(Run(f" {last} " if at == len(items) - 1 else ", "))
        found += one
    return tuple(found)


def text_of(runs: Words) -> str:
    """Give runs as plain text."""
    return "".join(one.text for one in runs)


def with_more(items: list[Words], most: int, what: str = "more") -> Words:
    """Give the first items in words and how many are left: "a, b and 3 more"."""
    if len(items) <= most:
        return listed_words(items)
    return listed_words([*items[:most], words(f"{len(items) - most:,} {what}")])
