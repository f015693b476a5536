"""Words that name an agreement or another document: "the Minsk agreements", "the Protocol"."""

from __future__ import annotations

import re

from servanda.domain.span import Span
from servanda.text.labels import roman
from servanda.text.phrases import SPACE, Lexicon, Stretch, apart, words_before

#: How far before its noun a document's name may begin, in code points.
REACH = 90

_ACRONYM = re.compile(rf"{SPACE}\((?:[a-z]{{1,5}} )?[\"“]?([A-Z][A-Z&-]{{1,9}})s?[\"”]?\)")


def mentions(page: Stretch, words: Lexicon) -> list[Span]:
    """Give where agreements are named, in order: by noun, name, or acronym told in brackets.

    A noun in small letters counts only with a pointing word ("the agreement", not "in agreement").
    """
    found: list[Span] = []
    acronyms: set[str] = set()
    done = page.start
    for match in words.instruments.finditer(page.low, page.start, page.end):
        if match.start() < done or words.instruments.match(page.low, *_next(page, match.end())):
            continue  # in "the Framework Agreement" the last noun leads
        one = _mention(page, match, max(done, match.start() - REACH), words)
        if one is None:
            continue
        found.append(one)
        done = one.end
        short = _ACRONYM.match(page.text, one.end, page.end)
        if short:
            acronyms.add(short[1])
    if acronyms:
        any_of = "|".join(re.escape(one) for one in sorted(acronyms))
        spelled = re.compile(rf"(?<![\w-])(?:{words.articles} )?(?:{any_of})(?!\w)")
        short_names = [
            Span(*one.span()) for one in spelled.finditer(page.text, page.start, page.end)
        ]
        found = sorted(found + apart(short_names, found))
    return found


def _mention(page: Stretch, match: re.Match[str], reach: int, words: Lexicon) -> Span | None:
    text = page.text
    start, end = match.span()
    noun = match[0]
    capital = text[start].isupper()
    if not capital and noun in words.capitalised:
        return None
    before = words_before(page.low, reach, start)
    at = len(before)
    named = False
    while at and not before[at - 1].comma:
        word = before[at - 1]
        written = text[word.start : word.end]
        if written[0].isupper() and written not in words.starters:
            named = True
        elif word.text not in words.before:
            break
        at -= 1
    determined = at > 0 and before[at - 1].text in words.determiners and not before[at - 1].comma
    if not (determined or named or capital):
        return None
    if determined:
        start = before[at - 1].start
    elif at < len(before):
        start = before[at].start
    if capital:
        longer = words.name_goes_on.match(text, end, page.end)
        end = longer.end() if longer else end
    return Span(start, end)


def _next(page: Stretch, at: int) -> tuple[int, int]:
    """Give where the next word begins if only one space parts it, and where to stop."""
    return (at + 1, page.end) if page.low[at : at + 1].isspace() else (page.end, page.end)


def other_document(page: Stretch, at: int, words: Lexicon) -> Span | None:
    """Give the name that says what a part belongs to, though it is no agreement's: "of the law"."""
    link = words.belongs.match(page.low, at, page.end)
    if link is None:
        return None
    plain = words.documents.match(page.low, link.end(), page.end)
    name = words.name.match(page.text, link.end(), page.end)
    ends = [one.end() for one in (plain, name) if one]
    return Span(link.end(), max(ends)) if ends else None


def acronym_before(page: Stretch, at: int, words: Lexicon) -> Span | None:
    """Give the acronym right before a part: "(FAB, Section V", "the FAB Annex"."""
    match = words.acronym_before.search(page.text, max(page.start, at - 16), at)
    return Span(*match.span(1)) if match and roman(match[1]) is None else None
