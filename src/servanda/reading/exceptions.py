"""What a statement takes out of itself: "with the exception of issues of education"."""

from __future__ import annotations

from servanda.domain.statement import Excerpt
from servanda.reading.cues import Cues

_ENDS = (
    "where",
    "which",
    "who",
    "but",
    "although",
    "and",
    "was",
    "were",
    "is",
    "are",
    "has",
    "have",
    "that",
)
LONGEST = 18


def exceptions(cues: Cues, first: int, last: int) -> tuple[Excerpt, ...]:
    """Give what words `first` up to `last` except, without the words that except it."""
    words = cues.words
    found: list[Excerpt] = []
    for hit in cues.of("exception.", first, last):
        if found and hit.first < _index_at(cues, found[-1].end):
            continue
        begin = hit.last
        if begin >= last or any(mark in words.between(begin) for mark in ",;:"):
            continue
        end = begin
        while end < min(last, begin + LONGEST):
            if end > begin and any(mark in words.between(end) for mark in ",;:.()"):
                break
            if (
                end > begin
                and words.lower[end] in _ENDS
                and not (words.lower[end] == "and" and _goes_on(cues, end, last))
            ):
                break
            end += 1
        if end > begin:
            span = words.span(begin, end)
            found.append(Excerpt(span.cut(words.text), span.start, span.end))
    return tuple(found)


def _index_at(cues: Cues, place: int) -> int:
    return next(
        (number for number, start in enumerate(cues.words.starts) if start >= place),
        len(cues.words),
    )


def _goes_on(cues: Cues, index: int, last: int) -> bool:
    """Tell whether "and" joins two things excepted rather than a new clause."""
    return not any(
        one.group.startswith("verb.") and one.form in ("past", "s", "ed")
        for at in range(index + 1, min(last, index + 6))
        for one in cues.at.get(at, ())
    )
