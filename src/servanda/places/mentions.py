"""Find words that a gazetteer knows: capitals, whole words, the longest name first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from servanda.places.gazetteer import Gazetteer
from servanda.places.names import (
    MOST_WORDS,
    SHORT,
    Word,
    is_ideographic,
    joined,
    starts,
    word_after,
    word_at,
)
from servanda.places.scope import Scope

#: Longest name sought in a script without spaces, in characters.
_MOST_IDEOGRAPHS = 12
_FIRST_IDEOGRAPH = "\u2e80"


class Hit(NamedTuple):
    """Words that are some place's name; whether they mean it is judged later."""

    start: int
    end: int
    key: str
    possessive: bool = False


def find_hits(
    text: str, start: int, end: int, *, gazetteer: Gazetteer, scope: Scope, particles: Iterable[str]
) -> Iterator[Hit]:
    """Give the names in `text[start:end]`, in reading order, without overlap."""
    lookup = _Lookup(gazetteer, scope, frozenset(particles))
    reached = start
    for match in starts(text, start, end):
        begin = match.start()
        if begin < reached:
            continue
        raw = match[0]
        if raw[0] >= _FIRST_IDEOGRAPH and is_ideographic(raw):
            for hit in lookup.ideographs(text, begin, match.end()):
                yield hit
                reached = hit.end
            continue
        if not lookup.may_begin(raw):
            continue
        found = lookup.longest(text, begin, match.end(), end)
        if found is not None:
            yield found
            reached = found.end


class _Lookup:
    """Remembers which words begin a name at all: most words of a text are asked many times."""

    def __init__(self, gazetteer: Gazetteer, scope: Scope, particles: frozenset[str]) -> None:
        self._gazetteer, self._scope, self._particles = gazetteer, scope, particles
        self._known: dict[str, bool] = {}

    def may_begin(self, raw: str) -> bool:
        """Tell whether a name begins with this word as it is printed."""
        known = self._known.get(raw)
        if known is None:
            word = word_at(raw, 0, len(raw))
            known = self._known[raw] = any(
                self._begins(key) for key in (word.key, word.bare, joined([word.key, ""])[:-1])
            )
        return known

    def _begins(self, key: str) -> bool:
        return bool(key) and (self._gazetteer.begins(key) or self._scope.begins(key))

    def longest(self, text: str, begin: int, stop: int, limit: int) -> Hit | None:
        """Give the longest name that begins here, or with a small particle before ("al-Bab")."""
        first = word_at(text, begin, stop)
        before = _particle_before(text, begin)
        if before is not None and before.key in self._particles and self._begins(before.key):
            hit = self._match(text, self._words(text, before, limit))
            if hit is not None and hit.end > before.end:
                return hit
        return self._match(text, self._words(text, first, limit))

    def _words(self, text: str, word: Word, limit: int) -> list[Word]:
        """Give a word and those after it, as long as some name goes on so."""
        words = [word]
        if not self._goes_on(word.key):
            return words
        keys = [word.key]
        while len(words) < MOST_WORDS and self._goes_on(joined(keys)):
            after = word_after(text, words[-1], limit)
            if after is None:
                break
            words.append(after)
            keys.append(after.key)
        return words

    def _goes_on(self, key: str) -> bool:
        if key in SHORT:
            return True  # written out once another word follows
        return self._gazetteer.goes_on(key) or key in self._scope.beginnings

    def _match(self, text: str, words: list[Word]) -> Hit | None:
        keys = [word.key for word in words]
        known = set(self._gazetteer.prefixes(joined(keys))) if len(words) > 1 else ()
        for index in range(len(words) - 1, -1, -1):
            word = words[index]
            if not (word.capital or word.key.isdigit()):
                continue
            key = joined(keys[: index + 1]) if index else word.key
            if key in known or key in self._scope.own or (not index and self._gazetteer.knows(key)):
                return Hit(words[0].start, _with_point(text, words[0].start, word), key)
            if word.possessive:
                key = joined([*keys[:index], word.bare])
                if self._gazetteer.knows(key) or key in self._scope.own:
                    return Hit(words[0].start, word.bare_end, key, True)
        return None

    def ideographs(self, text: str, start: int, end: int) -> Iterator[Hit]:
        """Give the names in a run of Chinese, Japanese or Korean; one character is too little."""
        at = start
        while at < end - 1:
            piece = text[at : min(end, at + _MOST_IDEOGRAPHS)]
            own = [n for n in range(2, len(piece) + 1) if piece[:n] in self._scope.own]
            known = [len(key) for key in self._gazetteer.prefixes(piece) if len(key) > 1]
            length = max([*own, *known], default=0)
            if length:
                yield Hit(at, at + length, piece[:length])
            at += length or 1


def _particle_before(text: str, begin: int) -> Word | None:
    """Give the small word right before, joined by a blank or a hyphen."""
    if begin < 3 or text[begin - 1] not in " -‐‑":
        return None
    stop = begin - 1
    first = stop
    while first > 0 and stop - first < 4 and text[first - 1].isalpha():
        first -= 1
    if first == stop or (first > 0 and text[first - 1].isalnum()) or not text[first].islower():
        return None
    return word_at(text, first, stop)


def _with_point(text: str, start: int, last: Word) -> int:
    """Give where a name ends: initials keep their last point ("U.S.")."""
    initials = last.end - last.start == 1 and text[last.start - 1 : last.start] == "."
    pointed = initials and start < last.start and text[last.end : last.end + 1] == "."
    return last.end + 1 if pointed else last.end
