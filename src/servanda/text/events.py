"""Dates told by an event: "during the elections", "after the signing of the agreement"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from servanda.domain.span import Span
from servanda.domain.when import When
from servanda.text.date_file import date_file
from servanda.text.phrases import SPACES, apart, pattern_of, searcher

_NAME_GOES_ON = re.compile(r"(?:[ \u00a0][^\W\d_a-z][\w’'-]*){1,4}")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = date_file(language)
    if not words["event_cues"] or not words["event_nouns"]:
        return re.compile(r"(?!)")
    stopped = pattern_of(words["event_stops"])
    elided = words.get("elided", ())
    article = rf"{pattern_of(words['event_articles'])}{SPACES}"
    if elided:
        article = rf"(?:{article}|{pattern_of(elided)}['’])"
    goes_on = words.get("event_goes_on", ())
    adjoining = rf"|{SPACES}(?={pattern_of(goes_on)})\w+" if goes_on else ""
    cues = searcher(words["event_cues"], not_beside="-")
    return re.compile(
        rf"(?:{cues}){SPACES}"
        rf"(?:{article})?"
        rf"(?:(?!{stopped}\b)[^\W\d_][\w’'-]*{SPACES}){{0,2}}?"
        rf"{pattern_of(words['event_nouns'])}(?![\w-])"
        rf"(?:{SPACES}{pattern_of(words['event_links'])}{SPACES}(?:{article})?"
        rf"(?!{stopped}\b)[^\W\d_][\w’'-]*{adjoining})?"
    )


def find_events(
    text: str, low: str, spans: Sequence[Span], taken: Sequence[Span], language: str
) -> list[When]:
    """Give what is dated by an event; nothing that overlaps `taken`.

    Args:
        text: Text of one source.
        low: The same in small letters, code point for code point.
        spans: Where to look.
        taken: What already is a date.
        language: Whose words to know.
    """
    found: list[Span] = []
    for span in spans:
        for match in _pattern(language).finditer(low, span.start, span.end):
            more = _NAME_GOES_ON.match(text, match.end(), span.end)
            named = text[match.start() : match.end()].rsplit(maxsplit=1)[-1][0].isupper()
            found.append(Span(match.start(), more.end() if more and named else match.end()))
    return [
        When(one.cut(text), one.start, one.end, "", None, None, "event")
        for one in apart(found, taken)
    ]
