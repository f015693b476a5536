"""The words of `cues.toml`, as values."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec


@dataclass(frozen=True, slots=True)
class Spoken:
    """How documents speak of an agreement that they do not hold."""

    instruments: tuple[str, ...]
    parts: frozenset[str]
    subject: tuple[str, ...]
    matters: tuple[str, ...]
    clause: tuple[str, ...]
    no_subject: tuple[str, ...]
    provides: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cues:
    """Words by which an agreement's outline, duties and parties are known; see `cues.toml`."""

    #: Rank of each word that names a part, 0 the widest.
    rank: dict[str, int]
    pointers: frozenset[str]
    number_words: frozenset[str]
    months: frozenset[str]
    contents: tuple[str, ...]
    operative: frozenset[str]
    closing: tuple[str, ...]
    duty_verbs: tuple[str, ...]
    everybody: frozenset[str]
    #: Nouns for texts, which bind nobody by themselves.
    texts: tuple[str, ...]
    inner: frozenset[str]
    areas: frozenset[str]
    bodies: frozenset[str]
    powers: frozenset[str]
    plain: frozenset[str]
    offices: tuple[str, ...]
    mediating: tuple[str, ...]
    numbers: dict[str, int]
    event_ends: frozenset[str]
    spoken: Spoken


@cache
def cues() -> Cues:
    """Give the cue words of English, the one language that drafts are made from so far."""
    table = tomllib.loads(files(__package__).joinpath("cues.toml").read_text(encoding="utf-8"))
    outline, parties = table["outline"], table["parties"]
    return Cues(
        rank={word: rank for rank, words in enumerate(outline["ranks"]) for word in words},
        pointers=frozenset(outline["pointers"]),
        number_words=frozenset(outline["number_words"]),
        months=frozenset(outline["months"]),
        contents=tuple(outline["contents"]),
        operative=frozenset(outline["operative"]),
        closing=tuple(table["closing"]["begins"]),
        duty_verbs=tuple(table["duties"]["verbs"]),
        everybody=frozenset(table["duties"]["everybody"]),
        texts=tuple(table["duties"]["texts"]),
        inner=frozenset(parties["inner"]),
        areas=frozenset(parties["areas"]),
        bodies=frozenset(parties["bodies"]),
        powers=frozenset(parties["powers"]),
        plain=frozenset(parties["plain"]),
        offices=tuple(parties["offices"]),
        mediating=tuple(parties["mediating"]),
        numbers=table["due"]["numbers"],
        event_ends=frozenset(table["due"]["event_ends"]),
        spoken=msgspec.convert(table["spoken"], Spoken),
    )


def any_of(words: Iterable[str]) -> str:
    """Give a pattern that matches any of these words or phrases, the longest first."""
    longest = sorted(words, key=len, reverse=True)
    return "(?:" + "|".join(r"\s+".join(map(re.escape, one.split())) for one in longest) + ")"
