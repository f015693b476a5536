"""The words that the dossier prints, read from `words.toml`, in the language that is spoken."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from servanda.dossier.dates import say_date, say_period, short_period
from servanda.saying import Language, gettext, listed, pgettext, speaking, spoken
from servanda.saying import counted as say_counted

__all__ = [
    "Term",
    "capital",
    "counted",
    "label",
    "listed",
    "say_date",
    "say_period",
    "short_period",
    "terms",
]


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a vocabulary: its key in data, what is printed, its letter, what it means.

    `means` is "" where the codebook defines it; `counts` is what the dossier makes of it.
    """

    key: str
    label: str
    means: str
    letter: str = ""
    counts: str = ""


def terms(name: str) -> Mapping[str, Term]:
    """Give one vocabulary (`pictures`, `kinds`, `stances` ...) in the order in which it is told."""
    return _said_terms(name, spoken())


@cache
def _said_terms(name: str, language: Language) -> Mapping[str, Term]:
    with speaking(language):
        return {
            key: Term(
                key,
                label=pgettext(name, label),
                means=gettext(means),
                letter=pgettext("letter for a word", letter),
                counts=gettext(counts),
            )
            for key, (label, means, letter, counts) in _all_terms()[name].items()
        }


@cache
def _all_terms() -> Mapping[str, Mapping[str, tuple[str, str, str, str]]]:
    """Give label, meaning, letter and what counts, in English, by vocabulary and key."""
    found: dict[str, dict[str, dict[str, str]]] = tomllib.loads(
        files("servanda.dossier").joinpath("words.toml").read_text("utf-8")
    )
    return {
        name: {
            key: (one["label"], one.get("means", ""), one.get("letter", ""), one.get("counts", ""))
            for key, one in group.items()
        }
        for name, group in found.items()
    }


def label(name: str, key: str | None) -> str:
    """Give what is printed for a key of a vocabulary; the key itself when it is not known."""
    if key is None:
        return ""
    term = terms(name).get(key)
    return term.label if term else key


def counted(number: int, one: str, many: str | None = None) -> str:
    """Give "no provisions", "1 provision" or "1,204 provisions"."""
    # What says where its number stands can be translated; the rest waits to be written so.
    if many and "{number}" in many:
        return say_counted(number, one, many)
    if number == 1:
        return f"1 {one}"
    return f"{number:,} {many or one + 's'}" if number else f"no {many or one + 's'}"


def capital(text: str) -> str:
    """Give the text with its first letter large, and the rest as it is."""
    return text[:1].upper() + text[1:]
