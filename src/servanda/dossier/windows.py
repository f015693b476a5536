"""Windows on a text around a quote, in which another statement's hidden words do not stand."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: Stands for a code point that is not shown; no text may hold it (Unicode: a noncharacter).
_UNSHOWN = "\ufdd0"
_RUN = re.compile(rf"\s*{_UNSHOWN}(?:[\s{_UNSHOWN}]*{_UNSHOWN})?\s*")
#: Stands in a window where a marked statement's words are left out.
LEFT_OUT = "[…]"


def window(text: str, start: int, end: int, hidden: Iterable[tuple[int, int]]) -> str:
    """Give a piece of a text, as long as it is, with nothing legible where something is hidden."""
    words = text[start:end]
    for first, last in hidden:
        a, b = max(first, start) - start, min(last, end) - start
        if a < b:
            words = words[:a] + _UNSHOWN * (b - a) + words[b:]
    return words


def legible(words: str) -> str:
    """Give words made of windows with "[…]" for each run that is not shown."""
    return _RUN.sub(f" {LEFT_OUT} ", words) if _UNSHOWN in words else words
