"""A table of phrases, matched word by word: the first two words find the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Generic, TypeVar

P = TypeVar("P")

#: How many words "…" may stand for.
GAP_WORDS = 6
GAP = "…"


class Entry(Generic[P]):
    """What begins with one word: alone, with a second word, or with a gap after it."""

    # Not a dataclass: mypyc compiles no generic one.
    __slots__ = ("alone", "gapped", "second")

    def __init__(self) -> None:
        self.alone: list[P] = []
        #: By second word: the words after it, and the payload.
        self.second: dict[str, list[tuple[tuple[str, ...], P]]] = {}
        self.gapped: list[tuple[tuple[str, ...], P]] = []

    def at(self, words: Sequence[str], index: int, stop: int) -> list[tuple[P, int]]:
        """Give what begins at word `index`, whatever that word: payloads, each with its end."""
        found = [(payload, index + 1) for payload in self.alone] if self.alone else []
        if index + 1 < stop:
            for tail, payload in self.second.get(words[index + 1], ()):
                end = _follow(words, index + 2, stop, tail) if tail else index + 2
                if end is not None:
                    found.append((payload, end))
            for tail, payload in self.gapped:
                end = _follow(words, index + 1, stop, tail)
                if end is not None:
                    found.append((payload, end))
        return found


class PhraseTable(Generic[P]):
    """Phrases by their first words; "…" lets a few words stand between."""

    __slots__ = ("first",)

    def __init__(self) -> None:
        self.first: dict[str, Entry[P]] = {}

    def add(self, phrase: Sequence[str], payload: P) -> None:
        """Add a phrase given as its words in small letters."""
        entry = self.first.setdefault(phrase[0], Entry())
        if len(phrase) == 1:
            entry.alone.append(payload)
        elif phrase[1] == GAP:
            entry.gapped.append((tuple(phrase[1:]), payload))
        else:
            entry.second.setdefault(phrase[1], []).append((tuple(phrase[2:]), payload))

    def at(self, words: Sequence[str], index: int, stop: int) -> list[tuple[P, int]]:
        """Give what begins at word `index`: each payload with the word after its last."""
        entry = self.first.get(words[index])
        return [] if entry is None else entry.at(words, index, stop)

    def alone(self) -> Iterator[tuple[str, P]]:
        """Give every phrase of one word with its payload."""
        for word, entry in self.first.items():
            for payload in entry.alone:
                yield word, payload


def _follow(words: Sequence[str], at: int, stop: int, tail: tuple[str, ...]) -> int | None:
    for number, part in enumerate(tail):
        if part == GAP:
            later = tail[number + 1 :]
            for skipped in range(GAP_WORDS + 1):
                end = _follow(words, at + skipped, stop, later)
                if end is not None:
                    return end
            return None
        if at >= stop or words[at] != part:
            return None
        at += 1
    return at
