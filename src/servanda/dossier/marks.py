"""The mark of a word: shape, letter and colour; solid when people ruled, hatched when proposed."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from markupsafe import Markup, escape

from servanda.dossier.words import counted, terms


class Marked(Protocol):
    """What a field shows: its words, and how many statements they rest on; each apart."""

    @property
    def word(self) -> str | None:
        """The word that people's rulings alone give; None where nobody ruled on anything."""

    @property
    def word_with(self) -> str | None:
        """The word with proposals added; None where there is no proposal."""

    @property
    def ruled(self) -> int:
        """How many accepted statements stand in it."""

    @property
    def open(self) -> int:
        """How many proposals stand in it: those alone, never the sum."""


@cache
def mark(word: str, *, proposed: bool = False, spoken: bool = True) -> Markup:
    """Give a mark; with `spoken` its word is read out, without it another text says it."""
    term = terms("pictures")[word]
    told = f"{term.label}{', proposed' if proposed else ''}"
    kind = f"m {word}{' p' if proposed else ''}"
    if not spoken:
        return Markup('<b class="{}" aria-hidden="true">{}</b>').format(kind, term.letter)
    return Markup('<b class="{}" role="img" aria-label="{}" title="{}">{}</b>').format(
        kind, told, told, term.letter
    )


@cache
def worded(word: str, *, proposed: bool = False) -> Markup:
    """Give a mark with its word beside it."""
    return Markup('<span class="w">{}{}</span>').format(
        mark(word, proposed=proposed, spoken=False), terms("pictures")[word].label
    )


@cache
def legend() -> Markup:
    """Give the list of all marks with their words."""
    items = "".join(f"<li>{worded(one.key)}</li>" for one in terms("pictures").values())
    hatched = mark("broken", proposed=True, spoken=False)
    return Markup(
        f'<ul class="legend" aria-label="What the marks mean">{items}<li><span class="w">{hatched}'
        "hatched: with proposals added, where that changes the word</span></li></ul>"
    )


def pair_marks(pair: Marked) -> Markup:
    """Give a cell's marks: solid from what people accepted; hatched where proposals change it."""
    found = Markup("")
    if pair.word:
        found += mark(pair.word, spoken=False)
    if pair.word_with and pair.word_with != pair.word:
        found += mark(pair.word_with, proposed=True, spoken=False)
    return found


def say_marks(pair: Marked) -> str:
    """Say a cell's marks in words, with both counts apart."""
    found = []
    if pair.word:
        word = terms("pictures")[pair.word].label
        found.append(f"{word}; {counted(pair.ruled, 'accepted statement')}")
    if pair.word_with:
        word = terms("pictures")[pair.word_with].label
        found.append(f"with proposals: {word}; {counted(pair.open, 'proposal')}")
    return ". ".join(found) or "silent"


def linked_marks(pair: Marked, href: str, *, current: bool = False) -> Markup:
    """Give a cell's marks and counts as one link that says in words what it shows."""
    counts = f'<i class="n" aria-hidden="true">{pair.ruled}</i>' if pair.ruled else ""
    if pair.open:
        counts += f'<i class="n" aria-hidden="true">{pair.open}p</i>'
    # The words come from our own vocabulary; there may be a hundred thousand such cells.
    told = say_marks(pair)
    here = ' aria-current="true"' if current else ""
    return Markup(
        f'<a href="{escape(href)}" title="{told}"{here}>{pair_marks(pair)}{counts}'
        f'<span class="vh">{told}</span></a>'
    )
