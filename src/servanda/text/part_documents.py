"""Which document a part belongs to: "Article 3 of the Accord", "(Section 4, Article IX)"."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from servanda.domain.span import Span
from servanda.domain.statement import Excerpt
from servanda.text.instruments import acronym_before, other_document, other_document_before
from servanda.text.phrases import SPACE, Lexicon, Stretch
from servanda.text.reference import Reference

#: How far before a noun its ordinals and pointing words are looked for, in code points.
REACH = 90
#: A label that counts ("IV", "3", "A").
LABELLED = re.compile(r"\s(?:\d|[IVXLC]+\b|[A-Z]\b)")
_POSSESSIVE = re.compile(rf"(?:'s|’s|'|’)?,?{SPACE}\(?{SPACE}")
#: What ends a sentence, and how far behind a document's name a bracket may still tell its parts.
_SENTENCE_END = re.compile(r"[.!?][\"”’')]{0,2}\s+[^\W\d_a-z]|\n\s*\n")
_BRACKET_REACH = 300


def is_own(part: Reference, page: Stretch, words: Lexicon) -> bool:
    """Tell whether a part is one of the text itself: "(see Annex VIII for the list)"."""
    return (
        part.of is None
        and part.kind in words.own_kinds
        and LABELLED.search(part.text) is not None
        and words.own_before.search(page.low, max(page.start, part.start - REACH), part.start)
        is not None
    )


def attach(
    parts: list[tuple[Reference, bool]],
    named: list[Span],
    laws: list[Span],
    page: Stretch,
    words: Lexicon,
) -> list[tuple[Reference, bool]]:
    """Give the parts with the words that name their document; the nearest wins.

    A part comes with whether it counts only where its document is named. `named` are agreements,
    `laws` other documents that carry them out.
    """
    attached: list[tuple[Reference, bool]] = []
    for part, weak in reversed(parts):
        of = _named_after(part, named, page, words, weak=weak)
        if of is None and attached:
            following = attached[-1][0]
            between = page.low[part.end : following.start]
            if len(between) < 20 and following.of and words.joint.fullmatch(between):
                of = Span(following.of.start, following.of.end)
        if of is None:
            of = _named_before(part, named, page, words)
        namingof = Excerpt(of.cut(page.text), of.start, of.end) if of else None
        attached.append((replace(part, of=namingof), weak))
    attached.reverse()
    documents = sorted([*named, *laws])
    for at, (part, weak) in enumerate(attached):
        if part.of is None and not is_own(part, page, words):
            before = attached[at - 1][0] if at else None
            of = _before_bracket(part, documents, page) or _of_the_larger(part, before, page, words)
            if of is not None:
                attached[at] = (
                    replace(part, of=Excerpt(of.cut(page.text), of.start, of.end)),
                    weak,
                )
    return attached


def _before_bracket(part: Reference, documents: list[Span], page: Stretch) -> Span | None:
    """Give the document that a sentence names before a bracket with its parts.

    "Contrary to the Accord, which ... (Section 17, Article XII)".
    """
    low = max(page.start, part.start - _BRACKET_REACH)
    opened = page.text.rfind("(", low, part.start)
    if opened < 0 or page.text.find(")", opened, part.start) >= 0:
        return None
    at = bisect_right(documents, opened, key=lambda one: one.end) - 1
    if at < 0 or documents[at].start < low:
        return None
    parted = _SENTENCE_END.search(page.text, documents[at].end, part.start)
    return documents[at] if parted is None else None


def _of_the_larger(
    part: Reference, before: Reference | None, page: Stretch, words: Lexicon
) -> Span | None:
    """Give the document of a larger part that the sentence named before this smaller one.

    "Article 4 of the Charter deals with schools, and section 2 with their teachers".
    """
    if before is None or before.of is None or words.rank[before.kind] >= words.rank[part.kind]:
        return None
    if _SENTENCE_END.search(page.text, before.end, part.start) or "topical" in part.numbers:
        return None
    return Span(before.of.start, before.of.end)


def _named_after(
    part: Reference, named: list[Span], page: Stretch, words: Lexicon, *, weak: bool
) -> Span | None:
    link = words.belongs.match(page.low, part.end, page.end)
    if link is None:
        return None
    at = bisect_right(named, link.end(), key=lambda one: one.start) - 1
    if at >= 0 and part.end < named[at].start <= link.end() < named[at].end:
        return named[at]
    return None if weak else other_document(page, part.end, words)


def _named_before(part: Reference, named: list[Span], page: Stretch, words: Lexicon) -> Span | None:
    """Give the document named right before: "the Protocol's article 3", "the treaty, point 3"."""
    at = bisect_right(named, part.start, key=lambda one: one.end) - 1
    if at >= 0 and _POSSESSIVE.fullmatch(page.text, named[at].end, part.start):
        return named[at]
    return acronym_before(page, part.start, words) or other_document_before(page, part.start, words)
