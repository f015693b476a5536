"""A copy of a text without signs that tell no words apart, and the way back to the page."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from servanda.domain.span import Span


@dataclass(frozen=True, slots=True)
class Seen:
    """A copy of a text; `starts` and `cuts` tell from where in it how much has been left out."""

    text: str
    #: Where in the copy something was left out, and how many code points had been by then.
    starts: tuple[int, ...]
    cuts: tuple[int, ...]

    def outer(self, start: int, end: int) -> Span:
        """Give the span of the original that became `text[start:end]`, and the signs in it."""
        return Span(start + self._before(start), end + self._before(end))

    def inner(self, span: Span) -> Span:
        """Give the span of the copy that a span of the original became."""
        return Span(self._inner(span.start), self._inner(span.end))

    def _before(self, at: int) -> int:
        """Give how many code points are left out before a code point of the copy."""
        number = bisect_right(self.starts, at)
        return self.cuts[number - 1] if number else 0

    def _inner(self, at: int) -> int:
        """Give where in the copy a place of the original came to lie."""
        original = [one + cut for one, cut in zip(self.starts, self.cuts, strict=True)]
        number = bisect_right(original, at)
        left_out = self.cuts[number - 1] if number else 0
        # Inside a row of left-out signs: where the row stood.
        following = self.starts[number] if number < len(self.starts) else len(self.text)
        return min(at - left_out, following)


def see(text: str, unseen: re.Pattern[str]) -> Seen:
    """Give the text without what a pattern finds.

    Args:
        text: Text of one source.
        unseen: Rows of signs to leave out, such as the vowel signs of Arabic.
    """
    pieces: list[str] = []
    starts: list[int] = []
    cuts: list[int] = []
    at = length = 0
    for match in unseen.finditer(text):
        pieces.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        starts.append(length)
        cuts.append(at - length)
    pieces.append(text[at:])
    return Seen("".join(pieces), tuple(starts), tuple(cuts))
