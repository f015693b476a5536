"""A table of phrases, matched word by word: the first word finds the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

P = TypeVar("P")

#: How many words "…" may stand for.
GAP_WORDS = 6
GAP = "…"


@dataclass(frozen=True, slots=True)
class _Rest(Generic[P]):
    tail: tuple[str, ...]
    payload: P


class PhraseTable(Generic[P]):
    """Phrases by their first word, the longest first; "…" lets a few words stand between."""

    __slots__ = ("first",)

    def __init__(self) -> None:
        self.first: dict[str, list[_Rest[P]]] = {}

    def add(self, phrase: Sequence[str], payload: P) -> None:
        """Add a phrase given as its words in small letters."""
        rests = self.first.setdefault(phrase[0], [])
        rests.append(_Rest(tuple(phrase[1:]), payload))
        rests.sort(key=lambda one: -len(one.tail))

    def at(self, words: Sequence[str], index: int, stop: int) -> list[tuple[P, int]]:
        """Give what begins at word `index`: each payload with the word after its last."""
        found: list[tuple[P, int]] = []
        for rest in self.first.get(words[index], ()):
            end = _follow(words, index + 1, stop, rest.tail)
            if end is not None:
                found.append((rest.payload, end))
        return found


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
