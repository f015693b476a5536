"""The words of one passage with their places in the source's text, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from servanda.domain.span import Span

# A word cut by a hyphen at a line's end is one word.
_WORD = re.compile(
    r"\w+(?:(?:[’'.]|[-‐‑\u00ad](?:[^\S\n]*\n\s*| (?!(?:and|or|to)\b)(?=[a-z]))?)\w+)*"
)
#: Shorter words are not mended: too many pairs of small words would make one.
_SHORTEST_MENDED = 6
_BROKEN = re.compile(r"[-\u00ad]\s*")
_NOT_POSSESSIVE = frozenset(
    ("it's", "that's", "there's", "he's", "she's", "what's", "let's", "who's")
)
_LINE = re.compile(r"[-\u00ad]\s+")
_CURLY = str.maketrans({"’": "'", "‐": "-", "‑": "-"})


class Words:
    """Words of `text[start:end]` in order: where each begins and ends, and its small letters.

    A word that a line's end or a careless scan cut by a hyphen ("viola-tions") is made whole where
    `known` has it whole. Words inside brackets that another hand put in (`skip`) are left out: they
    are not the author's.
    """

    __slots__ = ("ends", "lower", "possessive", "starts", "text")

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        skip: Sequence[Span] = (),
        known: Container[str] = (),
    ) -> None:
        self.text = text
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.lower: list[str] = []
        #: Numbers of the words that had "'s" behind them; `lower` has them without it.
        self.possessive: set[int] = set()
        for match in _WORD.finditer(text, start, end):
            if skip and any(one.start <= match.start() < one.end for one in skip):
                continue
            self.starts.append(match.start())
            self.ends.append(match.end())
            word = match[0].lower().translate(_CURLY)
            if word.endswith("'s") and word not in _NOT_POSSESSIVE:
                self.possessive.add(len(self.lower))
                word = word[:-2]
            if "-" in word or "\u00ad" in word:
                whole = _BROKEN.sub("", word)
                word = whole if word not in known and whole in known else _LINE.sub("-", word)
            if word == "may" and self.lower and match[0] == "May":
                word = "may-month"
            if self.lower and word not in known and self._completes(word, known):
                self.ends[-2:] = self.ends[-1:]
                self.starts.pop()
                self.lower[-1] += word
                continue
            self.lower.append(word)

    def _completes(self, word: str, known: Container[str]) -> bool:
        """Tell whether a careless scan put a space into a word: "implem ented"."""
        before = self.lower[-1]
        return (
            before not in known
            and len(before) + len(word) >= _SHORTEST_MENDED
            and self.text[self.ends[-2] : self.starts[-1]] == " "
            and before + word in known
        )

    def __len__(self) -> int:
        return len(self.lower)

    def between(self, index: int) -> str:
        """Give what stands between word `index` and the word before it."""
        return self.text[self.ends[index - 1] : self.starts[index]] if index else ""

    def cut(self, first: int, last: int) -> str:
        """Give the text from word `first` up to, not including, word `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def span(self, first: int, last: int) -> Span:
        """Give where words `first` up to `last` stand."""
        return Span(self.starts[first], self.ends[last - 1])
