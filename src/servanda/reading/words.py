"""The words of one passage with their places in the source's text, ready to be matched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from operator import add

from servanda.domain.span import Span

#: Shorter words are not mended: too many pairs of small words would make one.
_SHORTEST_MENDED = 6
# A word cut by a hyphen at a line's end is one word.
_WORD = re.compile(
    r"(\w+(?:(?:['.]|[-\u00ad](?:[^\S\n]*\n\s*| (?!(?:and|or|to)\b)(?=[a-z]))?)\w+)*)"
)
_PLAIN = re.compile(r"(\w+)")
_BROKEN = re.compile(r"[-\u00ad]\s*")
_LINE = re.compile(r"[-\u00ad]\s+")
_CURLY = str.maketrans({"’": "'", "‐": "-", "‑": "-"})
_NUMBER = re.compile(r"\.\s?\d")
_NOT_POSSESSIVE = frozenset(
    ("it's", "that's", "there's", "he's", "she's", "what's", "let's", "who's")
)


class Words:
    """Words of `text[start:end]` in order: where each begins and ends, and its small letters.

    A word that a line's end or a careless scan cut by a hyphen ("viola-tions") is made whole where
    `known` has it whole. Words inside brackets that another hand put in (`skip`) are left out: they
    are not the author's.
    """

    __slots__ = ("commas", "ends", "gaps", "lower", "possessive", "starts", "text")

    def __init__(
        self,
        text: str,
        start: int,
        end: int,
        skip: Sequence[Span] = (),
        known: AbstractSet[str] = frozenset(),
    ) -> None:
        self.text = text
        low = _lower(text[start:end])
        joined = "'" in low or "-" in low or "." in low[:-1] or "\u00ad" in low
        # Words and what stands between them in turn, so that their places are sums of lengths.
        parts = (_WORD if joined else _PLAIN).split(low)
        places = list(accumulate(map(len, parts), initial=start))
        self.starts, self.ends = places[1:-1:2], places[2::2]
        self.lower = parts[1::2]
        #: What stands before each word, and after the last.
        self.gaps = parts[0::2]
        if skip:
            self._leave_out(skip)
        #: Numbers of the words that had "'s" behind them; `lower` has them without it.
        self.possessive: set[int] = set()
        if "'" in low:
            self._take_off_possessives()
        if "-" in low or "\u00ad" in low:
            self._mend_hyphens(known)
        if " may" in low or "no." in low:
            self._tell_namesakes()
        if not known.isdisjoint(map(add, self.lower, self.lower[1:])):
            self._mend_spaces(known)
        #: Numbers of the words that have a comma between them and the word before.
        self.commas = {at for at, gap in enumerate(self.gaps) if at and "," in gap}

    def _leave_out(self, skip: Sequence[Span]) -> None:
        starts, ends, lower = self.starts, self.ends, self.lower
        kept = [
            at
            for at, start in enumerate(starts)
            if not any(gap.start <= start < gap.end for gap in skip)
        ]
        if len(kept) < len(starts):
            self.starts = [starts[at] for at in kept]
            self.ends = [ends[at] for at in kept]
            self.lower = [lower[at] for at in kept]
            befores = zip([0, *self.ends], [*self.starts, 0], strict=True)
            self.gaps = [self.text[end:start] for end, start in befores]

    def _take_off_possessives(self) -> None:
        for number, word in enumerate(self.lower):
            if word.endswith("'s") and word not in _NOT_POSSESSIVE:
                self.possessive.add(number)
                self.lower[number] = word[:-2]

    def _mend_hyphens(self, known: AbstractSet[str]) -> None:
        for number, word in enumerate(self.lower):
            if "-" in word or "\u00ad" in word:
                whole = _BROKEN.sub("", word)
                mends = word not in known and whole in known
                self.lower[number] = whole if mends else _LINE.sub("-", word)

    def _tell_namesakes(self) -> None:
        """Tell the month from the verb ("in May"), and a number from a denial ("No. 5")."""
        for number, word in enumerate(self.lower):
            if word == "may" and number and self.text[self.starts[number]] == "M":
                self.lower[number] = "may-month"
            elif word == "no" and _NUMBER.match(self.text, self.ends[number]):
                self.lower[number] = "no-number"

    def _mend_spaces(self, known: AbstractSet[str]) -> None:
        """Join two halves of a word that a careless scan parted by a space: "implem ented"."""
        lower, text = self.lower, self.text
        number = 1
        while number < len(lower):
            word, before = lower[number], lower[number - 1]
            if (
                word not in known
                and before not in known
                and len(before) + len(word) >= _SHORTEST_MENDED
                and before + word in known
                and text[self.ends[number - 1] : self.starts[number]] == " "
            ):
                lower[number - 1 : number + 1] = [before + word]
                del self.starts[number], self.gaps[number]
                del self.ends[number - 1]
                self.possessive = {one - (one >= number) for one in self.possessive}
            else:
                number += 1

    def __len__(self) -> int:
        return len(self.lower)

    def between(self, index: int) -> str:
        """Give what stands between word `index` and the word before it, as plain signs."""
        return self.gaps[index] if index else ""

    def cut(self, first: int, last: int) -> str:
        """Give the text from word `first` up to, not including, word `last`."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def span(self, first: int, last: int) -> Span:
        """Give where words `first` up to `last` stand."""
        return Span(self.starts[first], self.ends[last - 1])


def _lower(text: str) -> str:
    """Give the text in small letters and plain signs, code point for code point."""
    low = text.lower()
    if len(low) != len(text):
        # "İ" becomes two code points in small letters; every offset after it would be wrong.
        low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    return low if low.isascii() else low.translate(_CURLY)
