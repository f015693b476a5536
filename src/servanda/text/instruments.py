"""Words that name an agreement or another document: "the Minsk agreements", "the Protocol"."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from servanda.domain.span import Span
from servanda.text.labels import roman
from servanda.text.languages import vocabulary
from servanda.text.phrases import (
    SPACE,
    SPACES,
    Lexicon,
    Stretch,
    apart,
    pattern_of,
    words_before,
)

#: How far before its noun a document's name may begin, in code points.
REACH = 90

_NAME_REACH = 160
#: A text that explains more short names than this is not one to explain them all.
MOST_NAMES = 300
#: So many brackets with one short name are looked at; the full name stands before the first.
MOST_TRIED = 5

#: A short name in brackets: "(CAB)", "(the “MoU”)"; and one before what it stands for, as lists of
#: abbreviations have it: "CAB  Comprehensive Agreement ...".
_BRACKETED = re.compile(r"\((?:[a-z]{1,12} ){0,3}[\"“']?([A-Z][A-Za-z&-]{0,8}[A-Z])s?[\"”']?\)")
# Sought by its first letter, which the search skips to.
_LISTED = re.compile(
    r"(([A-Z])(?<![\w-].)[A-Z-]{1,9})[^\S\n]{0,20}[-–—:=]?[^\S\n]{1,20}(?=\2[a-z])"
)
_CAPITAL = r"[^\W\d_a-z][\w’'-]*"
_WORDS = re.compile(r"[^\W\d_][\w’'-]*")


#: A short name that a title carries in brackets: "Hill Memorandum of Understanding (HMU-2)".
_IN_TITLE = re.compile(r"\(\W{0,2}([A-Z][\w/-]{1,11})\W{0,2}\)")


def short_names_in(title: str) -> list[str]:
    """Give the short names that stand in brackets in a title."""
    return _IN_TITLE.findall(title)


@dataclass(frozen=True, slots=True)
class Names:
    """Short names of agreements and of laws, and names known beforehand, ready to be looked for.

    `full` gives what a short name stands for, as the text explains it.
    """

    agreements: _Finder | None
    laws: _Finder | None
    full: Mapping[str, str]

    def meaning(self, words: str) -> str:
        """Give the full name behind words ("the CAB"); "" when the text explains none."""
        return (
            self.full.get(words.rsplit(maxsplit=1)[-1], "") if self.full and words.strip() else ""
        )


@dataclass(frozen=True, slots=True)
class _Laws:
    #: The noun of a law's name, and the ends of names that need no number.
    noun: re.Pattern[str]
    named: re.Pattern[str]
    before: re.Pattern[str]
    number: str
    drafted: re.Pattern[str]


@cache
def _laws(language: str) -> _Laws | None:
    data = vocabulary(language, "references").get("laws")
    if data is None:
        return None
    draft = pattern_of(data["drafts"])
    signs = pattern_of(data["signs"])
    nouns = {one.split()[-1].capitalize() for one in (*data["named"], *data["numbered"])}
    return _Laws(
        noun=re.compile(rf"(?:{'|'.join(sorted(nouns))})(?!\w)"),
        named=re.compile(rf"(?:{'|'.join(map(_capitalised, data['named']))})\Z"),
        before=re.compile(rf"(?<!\w)(?:{_CAPITAL}{SPACES}){{1,4}}\Z"),
        number=rf"{SPACES}(?:{signs}{SPACE})?\d[\d/-]{{0,11}}",
        drafted=re.compile(rf"\b{draft}{SPACES}(?:of{SPACES})?(?:the{SPACES})?\Z"),
    )


def _capitalised(words: str) -> str:
    return SPACES.join(re.escape(one.capitalize()) for one in words.split())


def known_names(
    text: str, low: str, words: Lexicon, *, language: str, more: Sequence[str] = ()
) -> Names:
    """Give the short names that a text explains, anywhere in it, and the names given beside them.

    A name is explained in brackets behind the full one ("Comprehensive Agreement (CA)") or stands
    before it in a list of abbreviations; its letters are first letters of the full name's words,
    that of the noun among them.
    """
    full: dict[str, str] = {}
    laws: set[str] = set()
    tried: Counter[str] = Counter()
    for match in _BRACKETED.finditer(text):
        if match[1] in full or tried[match[1]] >= MOST_TRIED:
            continue
        tried[match[1]] += 1
        end = match.start()
        while end and text[end - 1].isspace():
            end -= 1
        page = Stretch(text, low, max(0, end - _NAME_REACH), end)
        named = [one for one in _by_noun(page, words) if one.end == end]
        law = [one for one in find_laws(page, language) if one.end == end]
        for one in (named or law)[-1:]:
            name = one.cut(text)
            if _abbreviates(match[1], name, words, law=not named):
                full.setdefault(match[1], name)
                if not named:
                    laws.add(match[1])
    for match in _LISTED.finditer(text):
        initials = [
            (one[0][0], one.end())
            for one in itertools.islice(_WORDS.finditer(text, match.end(), match.end() + 120), 12)
            if one[0][0].isupper()
        ]
        letters = [one for one in match[1] if one.isalpha()]
        if [one for one, _ in initials[: len(letters)]] != letters:
            continue
        page = Stretch(text, low, match.end(), initials[len(letters) - 1][1])
        name = text[page.start : page.end]
        if _by_noun(page, words):
            full.setdefault(match[1], name)
        elif find_laws(page, language):
            full.setdefault(match[1], name)
            laws.add(match[1])
    shorts = [re.escape(one) for one in full if one not in laws][:MOST_NAMES]
    exact = [_spaced(one) for one in more if " " not in one and one[:1].isalnum()]
    loose = [
        f"{first}(?i:{SPACES if one[1].isspace() else ''}{_spaced(one[1:])})"
        for one in more
        if " " in one
        for first in {one[0].lower(), one[0].upper()}
        if len(first) == 1 and first.isalpha()
    ]
    acts = [
        re.escape(one)
        for one in sorted(laws)[:MOST_NAMES]
        if not _is_draft(one, text, low, language)
    ]
    return Names(
        _any_of([*shorts, *exact, *loose], words),
        _any_of([*acts, *_numbered_by_initials(text, language)], words),
        full,
    )


def _any_of(names: Sequence[str], words: Lexicon) -> _Finder | None:
    """Give what finds any of these names, each a pattern that begins with the name's first sign."""
    if not names:
        return None
    by_first: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda one: (-len(one), one)):
        by_first.setdefault(name[0], []).append(name)
    # Sought by their first letter, which the search skips to.
    any_name = "|".join(
        rf"{re.escape(first)}(?<![\w-].)(?:{'|'.join(one[1:] for one in group)})(?![\w-])"
        for first, group in sorted(by_first.items())
    )
    return _Finder(re.compile(any_name), re.compile(rf"(?<![\w-]){words.articles}{SPACES}\Z"))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds names, each with the article before it."""

    name: re.Pattern[str]
    article: re.Pattern[str]

    def find(self, page: Stretch) -> list[Span]:
        found: list[Span] = []
        for one in self.name.finditer(page.text, page.start, page.end):
            low = max(page.start, one.start() - 8)
            the = self.article.search(page.text, low, one.start())
            found.append(Span(the.start() if the else one.start(), one.end()))
        return found


def _spaced(name: str) -> str:
    return SPACES.join(re.escape(one) for one in name.split())


def _abbreviates(short: str, name: str, words: Lexicon, *, law: bool) -> bool:
    """Tell whether the letters of a short name are first letters of a name, its noun's among them.

    The last noun of an agreement's name counts, any capitalised word of a law's.
    """
    initials = iter(one[0][0].upper() for one in _WORDS.finditer(name))
    letters = [one.upper() for one in short if one.isalpha()]
    if not all(one in initials for one in letters):
        return False
    noun = words.instruments.search(name.lower())
    return law or noun is None or noun[0][0].upper() in letters


def _is_draft(short: str, text: str, low: str, language: str) -> bool:
    """Tell whether the text anywhere calls a law a draft or a bill ("the draft of the XYZ")."""
    known = _laws(language)
    if known is None:
        return False
    at = text.find(short)
    while at >= 0:
        if known.drafted.search(low, max(0, at - REACH), at):
            return True
        at = text.find(short, at + 1)
    return False


def _numbered_by_initials(text: str, language: str) -> list[str]:
    """Give patterns for "R.A. No. 5" where the text also names a "Republic Act"."""
    known = _laws(language)
    if known is None:
        return []
    shorts = set()
    for start, noun in _law_nouns(text, 0, len(text), known):
        initials = [one[0][0] for one in _WORDS.finditer(text, start, noun.end())]
        if 2 <= len(initials) <= 4:
            shorts.add(r"\.?".join(initials) + r"\.?" + known.number)
    return sorted(shorts)[:MOST_NAMES]


def _law_nouns(
    text: str, start: int, end: int, known: _Laws
) -> Iterator[tuple[int, re.Match[str]]]:
    """Give the nouns of laws' names, each with where the name begins."""
    for noun in known.noun.finditer(text, start, end):
        first = noun.start()
        if first and (text[first - 1].isalnum() or text[first - 1] == "_"):
            continue
        before = known.before.search(text, max(start, first - REACH), first)
        yield (before.start() if before else first), noun


def mentions(page: Stretch, words: Lexicon, names: Names) -> list[Span]:
    """Give where agreements are named, in order: by noun, by name, by a short name explained.

    A noun in small letters counts only with a pointing word ("the agreement", not "in agreement").
    """
    found = _by_noun(page, words)
    if names.agreements is None:
        return found
    known = names.agreements.find(page)
    # "The measures to strengthen the truce" is one name though a noun stands in it; a noun's own
    # longer name ("the Framework Agreement on the Hills") stays whole.
    longer = [one for one in known if not _inside(one, found)]
    return sorted(longer + apart(found, longer))


def _inside(span: Span, others: Sequence[Span]) -> bool:
    at = bisect_right(others, span.start, key=lambda one: one.start) - 1
    return at >= 0 and span.end <= others[at].end


def find_laws(page: Stretch, language: str, names: Names | None = None) -> list[Span]:
    """Give where fundamental and numbered laws are named, in order; drafts of laws are none."""
    known = _laws(language)
    if known is None:
        return []
    number = re.compile(known.number)
    found: list[Span] = []
    for start, noun in _law_nouns(page.text, page.start, page.end, known):
        numbered = number.match(page.text, noun.end(), page.end)
        if numbered:
            found.append(Span(start, numbered.end()))
        elif known.named.search(page.text, start, noun.end()) or (
            start < noun.start() and noun.end() == page.end
        ):
            found.append(Span(start, noun.end()))
    if names is not None and names.laws is not None:
        found.extend(names.laws.find(page))
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and span.start < kept[-1].end:
            continue
        if not known.drafted.search(page.low, max(page.start, span.start - REACH), span.start):
            kept.append(span)
    return kept


def _by_noun(page: Stretch, words: Lexicon) -> list[Span]:
    found: list[Span] = []
    done = page.start
    for match in words.instruments.finditer(page.low, page.start, page.end):
        if match.start() < done or words.instruments.match(page.low, *_next(page, match.end())):
            continue  # in "the Framework Agreement" the last noun leads
        one = _mention(page, match, max(done, match.start() - REACH), words)
        if one is None:
            continue
        found.append(one)
        done = one.end
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
    if not (named or capital) and noun.endswith("s"):
        told = {one.text for one in before[max(0, at - 1) :]}
        if not words.unnamed.isdisjoint(told):
            return None
    determined = at > 0 and before[at - 1].text in words.determiners and not before[at - 1].comma
    if not (determined or named or capital):
        return None
    if determined:
        start = before[at - 1].start
    elif at < len(before):
        start = before[at].start
    if capital:
        longer = words.name_goes_on.match(text, end, page.end)
        # "the Hills Protocol the Government ..." names two things, and so does "and".
        if longer and longer[0].split()[0] not in words.determiners | words.joints:
            end = longer.end()
    return Span(start, end)


def _next(page: Stretch, at: int) -> tuple[int, int]:
    """Give where the next word begins if only one space parts it, and where to stop."""
    return (at + 1, page.end) if page.low[at : at + 1].isspace() else (page.end, page.end)


def other_document(page: Stretch, at: int, words: Lexicon) -> Span | None:
    """Give the name that says what a part belongs to, though it is no agreement's: "of the law"."""
    link = words.belongs.match(page.low, at, page.end)
    if link is None:
        return None
    last = link[0].split()[-1:]
    # "of the agenda": the link has taken the article in already.
    begin = page.low.rfind(last[0], at, link.end()) if last and last[0] in words.determiners else 0
    plain = words.documents.match(page.low, begin or link.end(), page.end)
    draft = words.not_final.match(page.low, link.end(), page.end)
    name = words.name.match(page.text, draft.end() if draft else link.end(), page.end)
    ends = [one.end() for one in (plain, name) if one]
    return Span(link.end(), max(ends)) if ends else None


def other_document_before(page: Stretch, at: int, words: Lexicon) -> Span | None:
    """Give another document named right before a part: "resolution 5 (2015), paragraph 3"."""
    match = words.documents_before.search(page.low, max(page.start, at - REACH), at)
    return Span(*match.span(1)) if match else None


def acronym_before(page: Stretch, at: int, words: Lexicon) -> Span | None:
    """Give the acronym right before a part: "(FAB, Section V", "the FAB Annex"."""
    match = words.acronym_before.search(page.text, max(page.start, at - 16), at)
    return Span(*match.span(1)) if match and roman(match[1]) is None else None
