"""Cues found in the words of a passage: which words of the lexicon stand where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.reading.lexicon import Lexicon
from servanda.reading.words import Words
from servanda.text.references import Reference


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` up to `last` are a cue of `group` ("verb.harm") in this `form`."""

    group: str
    form: str
    first: int
    last: int

    @property
    def kind(self) -> str:
        """The group's name after the dot: "harm"."""
        return self.group.partition(".")[2]


class Cues:
    """All cues of one sentence, by group and by the word they begin at."""

    __slots__ = ("at", "grammar", "hits", "words")

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.grammar = lexicon.grammar
        self.hits: list[Hit] = []
        self.at: dict[int, list[Hit]] = {}
        lower = words.lower
        first = lexicon.table.first
        stop = len(lower)
        table_at = lexicon.table.at
        for index, word in enumerate(lower):
            if word not in first:
                continue
            found = [
                Hit(cue.group, cue.form, index, end) for cue, end in table_at(lower, index, stop)
            ]
            if index and found and _is_proper(words, index):
                # "the Siege Victims Programme": part of a name tells of no deed.
                found = [one for one in found if not one.group.startswith(_DEEDS)]
            if found:
                kept = _longest(found)
                self.hits.extend(kept)
                self.at[index] = kept

    def mark_references(self, references: Sequence[Reference]) -> None:
        """Count what points at an agreement or its parts as a promise, word by word."""
        for one in references:
            first = bisect_left(self.words.starts, one.start)
            last = bisect_left(self.words.starts, one.end)
            if first < last:
                hit = Hit("noun.promise", "reference", first, last)
                self.hits.append(hit)
                self.at.setdefault(first, []).append(hit)
        self.hits.sort(key=lambda hit: hit.first)

    def of(self, prefix: str, first: int = 0, last: int | None = None) -> list[Hit]:
        """Give the hits whose group begins with `prefix` and that begin in words `first`-`last`."""
        stop = len(self.words) if last is None else last
        return [
            one for one in self.hits if first <= one.first < stop and one.group.startswith(prefix)
        ]

    def has(self, prefix: str, first: int = 0, last: int | None = None) -> bool:
        """Tell whether a hit of such a group begins in these words."""
        stop = len(self.words) if last is None else last
        return any(first <= one.first < stop and one.group.startswith(prefix) for one in self.hits)

    def verb_at(self, index: int, kinds: frozenset[str]) -> Hit | None:
        """Give the verb of one of these kinds that begins at a word."""
        for one in self.at.get(index, ()):
            if one.group.startswith("verb.") and one.kind in kinds:
                return one
        return None


#: Groups that a word cannot be in when it is part of a name.
_DEEDS = (
    "verb.",
    "noun.harm",
    "noun.combat",
    "noun.toll",
    "noun.hinder",
    "noun.lack",
    "noun.progress",
    "noun.breach",
    "status.",
    "noun.people",
)


def _is_proper(words: Words, index: int) -> bool:
    """Tell whether a word inside a sentence is written as part of a name (capital, then small)."""
    start = words.starts[index]
    after = words.text[start + 1 : start + 2]
    return (
        words.text[start].isupper()
        and after.islower()
        and words.between(index).strip(" \n\r\t") == ""
    )


def _longest(found: list[Hit]) -> list[Hit]:
    """Keep, of the hits that begin at one word, the longest of each section; then one a group.

    "thrown into prison" is harm and not also what "thrown" alone may be.
    """
    reach: dict[str, int] = {}
    for one in found:
        section = one.group.partition(".")[0]
        reach[section] = max(reach.get(section, 0), one.last)
    kept: list[Hit] = []
    groups: set[str] = set()
    for one in found:
        section = one.group.partition(".")[0]
        if one.last == reach[section] and one.group not in groups:
            groups.add(one.group)
            kept.append(one)
    return kept
