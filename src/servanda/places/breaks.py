"""Names that a line's end divides: "Khar-" and "toum" below it are one name, at its exact place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from servanda.places.mentions import Hit

#: A hyphen at a line's end, with letters on both sides.
_DIVIDED = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][^\S\n]{0,3}\r?\n[^\S\n]{0,20}(?=[^\W\d_])")
_LAST_WORD = re.compile(r"(?<![^\W_])(?![a-z])[^\W\d_]+$")
#: So much of the text on each side may belong to the name.
_REACH = 60

#: Gives the names in a piece of text.
Finding = Callable[[str], Iterable[Hit]]


def across_breaks(text: str, finding: Finding) -> Iterator[Hit]:
    """Give the names that a line's end divides, whole: with the hyphen left out, else kept.

    Offsets are those of `text` as it is, hyphen and line's end among them.
    """
    for match in _DIVIDED.finditer(text):
        start, end = match.span()
        first = max(0, start - _REACH)
        if _LAST_WORD.search(text, first, start) is None:
            continue  # names have capitals
        lead, rest = text[first:start], text[end : end + _REACH]
        for joint in ("", text[start]):
            joined, at = lead + joint + rest, len(lead)
            added = end - start - len(joint)
            least = 1 if first else 0  # what begins at the edge may be cut
            found = next(
                (hit for hit in finding(joined) if least <= hit.start < at < hit.end - len(joint)),
                None,
            )
            if found is not None:
                yield found._replace(start=found.start + first, end=found.end + first + added)
                break


def undivided(words: str) -> str:
    """Give words of a text on one line, as they would be printed without its breaks."""
    return " ".join(_DIVIDED.sub("", words).split())
