"""The mark of a word: shape, letter and colour; solid when people ruled, hatched when proposed."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Protocol

from markupsafe import Markup, escape

from servanda.dossier.words import counted, label, terms
from servanda.saying import Language, _
from servanda.saying import spoken as language


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


def mark(word: str, *, proposed: bool = False, spoken: bool = True) -> Markup:
    """Give a mark; with `spoken` its word is read out, without it another text says it."""
    return _mark(word, proposed, spoken, language())


@cache
def _mark(word: str, proposed: bool, spoken: bool, _spoken: Language) -> Markup:
    term = terms("pictures")[word]
    told = _("{word}, proposed").format(word=term.label) if proposed else term.label
    kind = f"m {word}{' p' if proposed else ''}"
    if not spoken:
        return Markup('<b class="{}" aria-hidden="true">{}</b>').format(kind, term.letter)
    return Markup('<b class="{}" role="img" aria-label="{}" title="{}">{}</b>').format(
        kind, told, told, term.letter
    )


def worded(word: str, *, proposed: bool = False) -> Markup:
    """Give a mark with its word beside it."""
    return Markup('<span class="w">{}{}</span>').format(
        mark(word, proposed=proposed, spoken=False), terms("pictures")[word].label
    )


def legend() -> Markup:
    """Give the list of all marks with their words."""
    items = Markup("").join(
        Markup("<li>{}</li>").format(worded(one.key)) for one in terms("pictures").values()
    )
    hatched = mark("broken", proposed=True, spoken=False)
    return Markup(
        '<ul class="legend" aria-label="{}">{}<li><span class="w">{}{}</span></li></ul>'
    ).format(
        _("What the marks mean"),
        items,
        hatched,
        _("hatched: with proposals added, where that changes the word"),
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
    return _said(language().tag, pair.word, pair.word_with, pair.ruled, pair.open)


@lru_cache(maxsize=20_000)
def _said(_language: str, word: str | None, word_with: str | None, ruled: int, open_: int) -> str:
    found = []
    if word:
        found.append(
            _("{word}; {statements}").format(
                word=label("pictures", word),
                statements=counted(
                    ruled, "{number} accepted statement", "{number} accepted statements"
                ),
            )
        )
    if word_with:
        found.append(
            _("with proposals: {word}; {proposals}").format(
                word=label("pictures", word_with),
                proposals=counted(open_, "{number} proposal", "{number} proposals"),
            )
        )
    return ". ".join(found) or _("silent")


def linked_marks(pair: Marked, href: str, *, current: bool = False) -> Markup:
    """Give a cell's marks and counts as one link that says in words what it shows."""
    counts = f'<i class="n" aria-hidden="true">{pair.ruled}</i>' if pair.ruled else ""
    if pair.open:
        # Translators: a number of proposals in a narrow field.
        short = _("{number}p").format(number=pair.open)
        counts += f'<i class="n" aria-hidden="true">{short}</i>'
    told = escape(say_marks(pair))
    here = ' aria-current="true"' if current else ""
    return Markup(
        f'<a href="{escape(href)}" title="{told}"{here}>{pair_marks(pair)}{counts}'
        f'<span class="vh">{told}</span></a>'
    )
