"""Cues found in the words of a passage: which words of the lexicon stand where."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from typing import NamedTuple

from servanda.reading.lexicon import QUIET, Cue, Head, Lexicon
from servanda.reading.words import Words
from servanda.text.reference import Reference


class Hit(NamedTuple):
    """Words `first` up to `last` are a cue of `group` ("verb.harm") in this `form`."""

    group: str
    #: The group's name before and after the dot: "verb", "harm".
    section: str
    kind: str
    form: str
    first: int
    last: int


class Cues:
    """All cues of one sentence, by group and by the word they begin at."""

    __slots__ = ("at", "finite", "grammar", "groups", "hits", "words")

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.grammar = lexicon.grammar
        self.hits: list[Hit] = []
        self.at: dict[int, list[Hit]] = {}
        #: The groups, and sections with their dot, of all hits.
        self.groups: set[str] = set()
        lower, stop = words.lower, len(words.lower)
        heads, paired = lexicon.heads, lexicon.paired
        #: Words that can carry a clause: helping verbs, verbs of the lexicon in a finite form, and
        #: unknown ones in the past: most end so, and a wrong guess only keeps a clause whole.
        self.finite: list[int] = []
        for index, head in enumerate(map(heads.get, lower)):
            if head is None:
                head = _head(lower[index], lexicon)  # noqa: PLW2901 - met for the first time
            if head is QUIET:
                continue
            # "The mixed units": right after an article it only describes.
            if head.past and not (
                index and lower[index][-2:] == "ed" and lower[index - 1] in _ARTICLES
            ):
                self.finite.append(index)
            entry = head.entry
            if entry is None:
                continue
            longer = index + 1 < stop and (entry.gapped or lower[index + 1] in entry.second)
            # Most words that only begin phrases stand without the rest of any.
            if not longer and not head.alone:
                continue
            if lower[index] in paired and self._means_another(index):
                continue
            # "the Siege Victims Programme": part of a name tells of no deed.
            proper = index > 0 and _is_proper(words, index)
            if longer:
                found = entry.at(lower, index, stop)
                kept = _longest(
                    [_hit(*one, index) for one in found if not (proper and one[0].deed)]
                )
            else:
                kept = [
                    _hit(one, index + 1, index) for one in head.alone if not (proper and one.deed)
                ]
            if not kept:
                continue
            self.hits.extend(kept)
            self.at[index] = kept
            if (
                not head.past
                and any(one.form in _FINITE and one.section == "verb" for one in kept)
                and not self._after_article(index)
                and not self._plural(index, kept)
            ):
                self.finite.append(index)
        for one in self.hits:
            self.groups.add(one.group)
            self.groups.add(one.section + ".")

    def _means_another(self, index: int) -> bool:
        """Tell whether a word has another sense beside its neighbour: "passed away"."""
        lower = self.words.lower
        after = " ".join(lower[index : index + 2])
        before = " ".join(lower[max(0, index - 1) : index + 1])
        return after in self.grammar["other_sense"] or before in self.grammar["said_already"]

    def _plural(self, index: int, kept: list[Hit]) -> bool:
        """Tell whether an -s form is rather a noun's plural: "delays" without an object."""
        words = self.words
        word, nouns = words.lower[index], self.grammar["also_noun"]
        if any(one.form in ("past", "ed") for one in kept) or not (
            word[:-1] in nouns or word[:-2] in nouns
        ):
            return False
        after = words.lower[index + 1] if index + 1 < len(words) else ""
        return not (after in self.grammar["determiner"] or after in ("that", "to"))

    def _after_article(self, index: int) -> bool:
        """Tell whether an article or preposition makes a noun of a word: "the arrests of May"."""
        before = self.words.lower[index - 1] if index else ""
        return before in self.grammar["preposition"] or before in (
            "the",
            "a",
            "an",
            "these",
            "those",
        )

    def mark_references(self, references: Sequence[Reference]) -> None:
        """Count what points at an agreement or its parts as a promise, word by word."""
        for one in references:
            first = bisect_left(self.words.starts, one.start)
            last = bisect_left(self.words.starts, one.end)
            if first < last:
                hit = Hit("noun.promise", "noun", "promise", "reference", first, last)
                self.hits.append(hit)
                self.at.setdefault(first, []).append(hit)
                self.groups.update(("noun.promise", "noun."))
        if references:
            self.hits.sort(key=_first)

    def of(self, group: str, first: int = 0, last: int | None = None) -> list[Hit]:
        """Give the hits of a group, or of a section ("exception."), that begin in these words."""
        if group not in self.groups:
            return []
        stop = len(self.words) if last is None else last
        whole = group.endswith(".")
        return [
            one
            for one in self.hits
            if first <= one.first < stop
            and (one.group.startswith(group) if whole else one.group == group)
        ]

    def has(self, group: str, first: int = 0, last: int | None = None) -> bool:
        """Tell whether a hit of such a group or section begins in these words."""
        return bool(self.of(group, first, last))


def _head(word: str, lexicon: Lexicon) -> Head:
    """Give what a word, or the known word it is a form of, begins; and whether it carries a clause.

    Kept for every word met: a text has few different ones.
    """
    if len(lexicon.heads) >= _MOST_KEPT:
        lexicon.heads.clear()
    first = lexicon.table.first
    past = word in lexicon.grammar["finite_aux"] or (word.endswith("ed") and len(word) > 4)
    entry = first.get(word) or first.get(_again(word, first))
    alone: dict[str, Cue] = {}
    for cue in entry.alone if entry else ():
        alone.setdefault(cue.group, cue)
    head = Head(entry, past, tuple(alone.values())) if entry or past else QUIET
    lexicon.heads[word] = head
    return head


def _again(word: str, known: Container[str]) -> str:
    """Give "equipped" for "re-equipped", a known word done again; "" if it is none."""
    bare = word[2:].removeprefix("-")
    return bare if word.startswith("re") and len(bare) > 3 and bare in known else ""


def _hit(cue: Cue, last: int, first: int) -> Hit:
    return Hit(cue.group, cue.section, cue.kind, cue.form, first, last)


def _first(hit: Hit) -> int:
    return hit.first


#: So many different words are kept; a text of nothing but new ones fills no memory.
_MOST_KEPT = 50_000
_FINITE = frozenset(("past", "ed", "s"))
_ARTICLES = frozenset(("the", "a", "an", "these", "those", "their", "its", "his", "our"))


def _is_proper(words: Words, index: int) -> bool:
    """Tell whether a word inside a sentence is written as part of a name (capital, then small)."""
    start = words.starts[index]
    return (
        words.text[start].isupper()
        and words.text[start + 1 : start + 2].islower()
        and words.between(index).strip(" \n\r\t") == ""
    )


def _longest(found: list[Hit]) -> list[Hit]:
    """Keep, of the hits that begin at one word, the longest of each section; then one a group.

    "thrown into prison" is harm and not also what "thrown" alone may be.
    """
    reach: dict[str, int] = {}
    for one in found:
        if one.last > reach.get(one.section, 0):
            reach[one.section] = one.last
    kept: dict[str, Hit] = {}
    for one in found:
        if one.last == reach[one.section]:
            kept.setdefault(one.group, one)
    return list(kept.values())
