"""Dates as people say them, read beside the document that they are said of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.when import When
from servanda.errors import ServandaError
from servanda.text.dates import parse_date, words_left
from servanda.text.languages import known as known_languages


def read_when(words: str, source: Source | None, *, quoted: Sequence[Span] = ()) -> When:
    """Give what a date means: "end of June", "spring 1947", "12.7.1947", or an EDTF value.

    Args:
        words: As somebody typed them, in English or in the document's language.
        source: What leaves out its year counts from the date on which this was written.
        quoted: Where the statement's own words stand; a date that stands in them letter for
            letter keeps its place.

    Raises:
        ServandaError: They are no date that can be read.
    """
    words = words.strip()
    for language in _languages(source):
        found = parse_date(words, anchor=_anchor(source), language=language)
        if found is not None:
            return _in_place(found, source, quoted)
    raise ServandaError(
        f"{words[:80]!r} is no date that can be read. Write it as 1947-07-12, as 12 July 1947, or "
        "as spring 1947."
    )


def not_understood(words: str, source: Source | None) -> str:
    """Give which of these words the date that `read_when` gives does not rest on; "" if none."""
    words, anchor = words.strip(), _anchor(source)
    for language in _languages(source):
        if parse_date(words, anchor=anchor, language=language) is not None:
            return words_left(words, anchor=anchor, language=language)
    return ""


def _anchor(source: Source | None) -> str | None:
    return source.description.written if source else None


def _languages(source: Source | None) -> list[str]:
    """Give the languages in which dates are read: the document's own, then English."""
    spoken = (source.description.language or "") if source else ""
    known = known_languages("dates")
    return [one for one in dict.fromkeys((spoken.partition("-")[0], "en")) if one in known]


def _in_place(when: When, source: Source | None, quoted: Sequence[Span]) -> When:
    for one in quoted if source else ():
        at = source.text.find(when.text, one.start, one.end) if source else -1
        if at >= 0:
            return replace(when, start=at, end=at + len(when.text))
    return when
