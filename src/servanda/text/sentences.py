"""Sentences and paragraphs as exact spans over a source's text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from servanda.domain.span import Span
from servanda.text.languages import vocabulary

#: A line longer than this was not wrapped by hand, so its end is a paragraph's end.
LONG_LINE = 200
#: A bracket that closes farther away than this is taken as never closed.
LONG_BRACKET = 600
#: No abbreviation in our lists is longer; a longer word ends its sentence without a look.
LONGEST_ABBREVIATION = 8

#: Signs that head a list item and are no words; those of symbol fonts land in a private area.
_BULLET = "[•·▪‣◦●○■□◆◇➢✓\uf000-\uf0ff]"
_MARKER = r"(?:\(?(?:\d{1,3}|[ivxlc]{1,6}|[IVXLC]{1,6}|[a-zA-Z])[.)]|\d{1,3}(?:\.\d{1,3})+[.)]?)"
_HEADING = (
    r"(?:(?i:article|chapter|section|part|annex|appendix|title|protocol|point|paragraph)"
    r"[ \t]+(?:\d{1,3}|[IVXLC]{1,7}|[A-Z])[ \t]*(?:[.:–—-][^\n]{0,100})?"
    r"|[^\W\d_a-z][^a-z\n]{2,80}(?<![,;\-\s]))"
)
# What no sentence and no paragraph runs across. Every alternative begins at a line's end, so the
# search hops from one to the next; nothing is scanned twice.
_BREAK = re.compile(
    r"[\n\u2029]"
    r"(?:(?<=\u2029)\s*"
    r"|[^\S\n]*+\n\s*"  # a blank line
    rf"|(?<=[^\n]{{{LONG_LINE}}}\n)\s*|(?=[^\n]{{{LONG_LINE}}})"  # lines that nobody wrapped
    rf"|(?=[^\S\n]*+(?:{_BULLET}|[*-]|{_MARKER})\s)"  # a list item
    r"|(?<=[.:;,]\n)(?=[^\S\n]*+[–—]\s)|(?<=[.:;,]\r\n)(?=[^\S\n]*+[–—]\s)"
    rf"|(?=[^\S\n]*+{_HEADING}[^\S\n]*+(?:\n|\Z))"  # before a heading
    r")"
)
_AFTER_HEADING = re.compile(rf"[^\S\n]*+{_HEADING}[^\S\n]*+\n")
_END = re.compile(
    r"[.!?…。！？｡؟۔।॥።‼⁇⁈⁉]"
    r"(?:"
    r"(?<=[。！？｡])[。！？]{0,8}[」』”’）】》]{0,4}\s*"  # no space after these
    # French sets a space before the quotation mark that closes.
    r"|[.!?…؟۔।॥።]{0,8}[\"'”’»›)\]}」』]{0,4}(?:[ \u00a0\u202f][»›](?=\s))?\s+"
    r"(?=[\"'“‘«‹(\[{¿¡「『*]{0,4}(\S))"
    r")"
)
_BULLETS = re.compile(rf"(?:{_BULLET}\s*)+")
_WORD = re.compile(r"\w+")
_LIST_MARKER = re.compile(_MARKER + r"\Z")
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class _Stops:
    titles: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    inner: frozenset[str]
    starters: frozenset[str]


@cache
def _stops(language: str) -> _Stops:
    words = vocabulary(language, "sentences")
    return _Stops(*(frozenset(words[name]) for name in _Stops.__slots__))


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Give the paragraphs of `text[start:end]`, without the white space and bullets around them.

    Blank lines, headings, list items and the ends of lines that nobody wrapped part them.
    """
    stop = len(text) if end is None else min(end, len(text))
    spans: list[Span] = []
    at = start
    for cut in _cuts(text, start, stop):
        _append(text, at, cut, spans)
        at = cut
    _append(text, at, stop, spans)
    return spans


def _cuts(text: str, start: int, stop: int) -> list[int]:
    """Give where paragraphs begin, after the first."""
    cuts: list[int] = []
    at = start
    heading = _AFTER_HEADING.match(text, at, stop)
    while heading:
        cuts.append(heading.end())
        at = heading.end()
        heading = _AFTER_HEADING.match(text, at, stop)
    for match in _BREAK.finditer(text, at, stop):
        cut = match.end()
        cuts.append(cut)
        heading = _AFTER_HEADING.match(text, cut, stop)
        if heading:
            cuts.append(heading.end())
    return cuts


def _append(text: str, start: int, end: int, spans: list[Span]) -> None:
    words = text[start:end]
    kept = words.strip()
    if not kept:
        return
    first = start + len(words) - len(words.lstrip())
    bullet = _BULLETS.match(text, first, first + len(kept))
    if bullet:
        if bullet.end() == first + len(kept):
            return
        kept = kept[bullet.end() - first :]
        first = bullet.end()
    spans.append(Span(first, first + len(kept)))


def sentences(
    text: str,
    start: int = 0,
    end: int | None = None,
    *,
    language: str = "en",
    blocks: Sequence[Span] | None = None,
) -> list[Span]:
    """Give the sentences of `text[start:end]`, in order, without the white space between them.

    A sentence ends with its stop and the quotation marks or brackets that close on it. Paragraphs,
    headings and list items end one without a stop; a list item keeps its number. A stop inside
    brackets does not end the sentence around them, nor does one before a small letter.

    Args:
        text: Text of one source.
        start: First code point to look at.
        end: Code point to stop before; the end of the text if None.
        language: Whose abbreviations to know.
        blocks: The paragraphs there, where they are known already.
    """
    stops = _stops(language)
    spans: list[Span] = []
    for block in paragraphs(text, start, end) if blocks is None else blocks:
        at, stop = block.start, block.end
        for match in _END.finditer(text, at, stop):
            if match[1] is None or _ends(text, at, match, stop, stops):
                closed = match.end()
                spans.append(Span(at, match.start() + len(match[0].rstrip())))
                at = closed
        if at < stop:
            spans.append(Span(at, stop))
    return spans


def _ends(text: str, at: int, match: re.Match[str], stop: int, stops: _Stops) -> bool:
    """Tell whether a stop with white space after it ends the sentence that began at `at`."""
    following, dot = match[1], match.start()
    if following.islower() or _within_brackets(text, at, match, stop):
        return False
    if text[dot] != ".":
        return True
    space = max(text.rfind(" ", at, dot), text.rfind("\n", at, dot), at - 1)
    word = text[space + 1 : dot].lstrip("([{\"'“‘«*")
    if not word:
        return dot > at
    if space < at and _LIST_MARKER.match(word + "."):
        return False
    if len(word) > LONGEST_ABBREVIATION:
        return True
    begins = _WORD.match(text, match.start(1), stop)
    return _ends_after(word, begins[0] if begins else "", stops)


def _within_brackets(text: str, at: int, match: re.Match[str], stop: int) -> bool:
    """Tell whether a stop stands in brackets that opened since `at` and close soon after it."""
    dot = match.start()
    for opening, closing in ("()", "[]"):
        opened = text.rfind(opening, at, dot)
        if opened >= 0 and opened > text.rfind(closing, at, match.end()):
            closes = text.find(closing, dot, min(stop, dot + LONG_BRACKET))
            if closes >= 0:
                return True
    return False


def _ends_after(word: str, following: str, stops: _Stops) -> bool:
    """Tell whether a full stop after `word` ends a sentence, given the next word."""
    lower = word.lower()
    if lower in stops.titles:
        return False
    if lower in stops.may_end:
        return True
    initials = "." in word and not word[-1].isdigit()
    if initials or lower in stops.inner or (len(word) == 1 and word.isalpha()):
        return following in stops.starters
    if lower in stops.before_number:
        numbered = following[:1].isdigit() or len(following) == 1 or not following.strip("IVXLC")
        return not (following and numbered)
    return True
