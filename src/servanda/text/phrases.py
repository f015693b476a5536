"""A language's words made ready for searching: one trigger pattern, sets and look-back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from servanda.domain.span import Span
from servanda.text.languages import vocabulary

#: Up to so many first letters a search by letter is the faster one.
FEW_BEGINNINGS = 12
#: How many words before a noun may belong to it.
MOST_WORDS_BEFORE = 12

#: White space within a paragraph, as a pattern: none or some, and some. Bounded and never given
#: back, so that no text can make a search run long.
SPACE = r"[^\S\n]{0,20}+(?:\n[^\S\n]{0,20}+)?+"
SPACES = rf"(?=\s){SPACE}"

_TOKEN = re.compile(r"\S+")
_STOP = re.compile(r"[.;:!?]\s|\n\s*\n")


class Word(NamedTuple):
    """A small-letter word before a noun; `comma` tells whether one follows it."""

    text: str
    start: int
    end: int
    comma: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text being searched; `low` is the text in small letters, same offsets."""

    text: str
    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a language's `references` section says, as `references` and `instruments` need it."""

    nouns: re.Pattern[str]
    kind: Mapping[str, str]
    firm: frozenset[str]
    plurals: frozenset[str]
    rank: Mapping[str, int]
    compounds: frozenset[str]
    after: re.Pattern[str]
    time_before: frozenset[str]
    opening: re.Pattern[str]
    joint: re.Pattern[str]
    range: re.Pattern[str]
    joints: frozenset[str]
    ranges: frozenset[str]
    determiners: frozenset[str]
    indefinite: frozenset[str]
    only_one: frozenset[str]
    title: re.Pattern[str]
    name_goes_on: re.Pattern[str]
    name: re.Pattern[str]
    acronym_before: re.Pattern[str]
    #: The article that may stand before an acronym, as a pattern.
    articles: str
    continues: frozenset[str]
    units: frozenset[str]
    somebody_one: frozenset[str]
    ordinals: Mapping[str, str]
    cardinals: Mapping[str, str]
    positions: Mapping[str, str]
    weak: frozenset[str]
    weak_words: frozenset[str]
    topic: re.Pattern[str]
    belongs: re.Pattern[str]
    belongs_to: frozenset[str]
    instruments: re.Pattern[str]
    capitalised: frozenset[str]
    before: frozenset[str]
    documents: re.Pattern[str]
    #: Another document that its number or "'s" joins to what follows.
    documents_before: re.Pattern[str]
    #: What tells that a part is within one of its own kind ("sub-paragraph").
    within: re.Pattern[str]
    starters: frozenset[str]
    #: Kinds of parts that a text has itself, and the words before one that say so ("see").
    own_kinds: frozenset[str]
    own_before: re.Pattern[str]
    #: What may stand before another document's name ("the draft ABC").
    not_final: re.Pattern[str]
    #: Before a plural noun these name no agreement in particular.
    unnamed: frozenset[str]


def lowered(text: str) -> str:
    """Give the text in small letters, code point for code point."""
    if len(text) > _PIECE:
        return "".join(lowered(piece) for piece in _pieces(text))
    low = text.lower()
    if len(low) == len(text):
        return low
    # "İ" becomes two code points in small letters; every offset after it would be wrong.
    return text.replace("İ", "I").lower()


#: `str.lower` needs twelve bytes a code point while it works: of a long text, piece by piece.
_PIECE = 500_000


def _pieces(text: str) -> Iterator[str]:
    """Give a long text in pieces that end at a space, for a letter may hang on its neighbours."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        space = text.rfind(" ", start, end) if end < len(text) else -1
        end = space + 1 if space >= 0 else end
        yield text[start:end]
        start = end


def apart(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """Give the spans that overlap none of the others; both in order and without overlap in each."""
    kept: list[Span] = []
    at = 0
    for span in spans:
        while at < len(others) and others[at].end <= span.start:
            at += 1
        if at == len(others) or others[at].start >= span.end:
            kept.append(span)
    return kept


def pattern_of(words: Iterable[str]) -> str:
    """Give a pattern that matches any of the words, the longest first, tried letter by letter.

    Of no words it is a pattern that matches nothing.
    """
    every = sorted(set(words))
    return _trie(every) if every else "(?!)"


def _trie(words: list[str]) -> str:
    branches: list[str] = []
    optional = ""
    for first, group in groupby(words, key=lambda word: word[:1]):
        if not first:
            optional = "?"
            continue
        branches.append(re.escape(first) + _trie([word[1:] for word in group]))
    if not branches:
        return ""
    if len(branches) == 1 and not optional:
        return branches[0]
    return f"(?:{'|'.join(branches)}){optional}"


def searcher(words: Iterable[str], *, not_beside: str = "", after: str | None = None) -> str:
    """Give a pattern that finds any of the words whole, and beside none of the signs given.

    Few beginnings are sought by their letter, which the search skips to; with many it is cheaper
    to stop at every word's edge. Both were measured.

    Args:
        words: What to find, in small letters.
        not_beside: Signs that may not stand right before or after, besides letters and digits.
        after: The same for right after, where that differs.
    """
    whole = sorted(set(words))
    end = rf"(?![\w{re.escape(not_beside if after is None else after)}])"
    if len({word[0] for word in whole}) <= FEW_BEGINNINGS:
        return "|".join(
            rf"{re.escape(first)}(?<![\w{re.escape(not_beside)}].)"
            rf"{_trie([word[1:] for word in group])}{end}"
            for first, group in groupby(whole, key=lambda word: word[:1])
        )
    before = rf"(?<![{re.escape(not_beside)}])" if not_beside else ""
    return rf"\b{before}{pattern_of(whole)}{end}"


def words_before(low: str, start: int, end: int) -> list[Word]:
    """Give the words of `low[start:end]` that stand in one sentence with what comes at `end`."""
    for stop in _STOP.finditer(low, start, end):
        start = stop.end()
    words: list[Word] = []
    for match in list(_TOKEN.finditer(low, start, end))[-MOST_WORDS_BEFORE:]:
        word, first = match[0], match.start()
        if not word.isalnum():
            bare = word.strip("()[]\"'“”‘’«»,")
            if not bare:
                continue
            first += word.index(bare)
            words.append(Word(bare, first, first + len(bare), word[-1] == ","))
        else:
            words.append(Word(word, first, first + len(word), False))
    return words


@cache
def lexicon(language: str) -> Lexicon:
    """Give a language's words for references, compiled once."""
    words = vocabulary(language, "references")
    named = words["instruments"]
    kind: dict[str, str] = {}
    firm: set[str] = set()
    plurals: set[str] = set()
    for strength in ("firm", "numbered"):
        for name, nouns in words[strength].items():
            kind.update(dict.fromkeys([*nouns["one"], *nouns["many"]], name))
            plurals.update(nouns["many"])
            if strength == "firm":
                firm.update(nouns["one"], nouns["many"])
    endings = words["ordinal_endings"]
    ordinals = {word: str(number) for number, word in enumerate(words["ordinals"], 1)}
    ordinals |= {f"{number}{ending}": str(number) for number in range(1, 400) for ending in endings}
    for label in ("last", "last-1"):
        ordinals |= dict.fromkeys(words["positions"][label], label)
    signs = pattern_of(words["number_signs"])
    small = pattern_of(words["within_titles"])
    capital = r"[^\W\d_a-z][\w’'-]*"
    between = rf"(?:,{SPACES}|{SPACES}(?:{small}{SPACES}){{0,2}})"
    name = rf"(?:{capital}(?:{between}{capital}){{0,8}})"
    joints, ranges = words["joints"], words["ranges"]
    return Lexicon(
        nouns=re.compile(searcher(kind, not_beside="-")),
        kind=kind,
        firm=frozenset(firm),
        plurals=frozenset(plurals),
        rank={name: place for place, name in enumerate(words["order"])},
        compounds=frozenset(words["compounds"]),
        after=re.compile(rf"{SPACES}{pattern_of(words['after'])}\b"),
        time_before=frozenset(words["time_before"]),
        opening=re.compile(rf"{SPACE}(?:{pattern_of(words['number_signs'])}{SPACE}(?=[\divxlc]))?"),
        joint=re.compile(
            rf"{SPACE},?{SPACE}(?:{pattern_of(joints)}\b|&|/){SPACE}|{SPACE}[,;]{SPACE}"
        ),
        range=re.compile(rf"{SPACE}(?:[-–—]|{pattern_of(ranges)}\b){SPACE}"),
        joints=frozenset(joints),
        ranges=frozenset(ranges),
        determiners=frozenset(words["determiners"]),
        indefinite=frozenset(words["indefinite"]),
        only_one=frozenset(words["only_one"]),
        title=re.compile(rf"{SPACES}{pattern_of(words['titled'])}{SPACES}({name})"),
        name_goes_on=re.compile(rf"{SPACES}(?:{small}{SPACES}){{1,3}}{name}"),
        name=re.compile(
            rf"(?:{capital}|\d{{1,6}})(?:{SPACES}(?:{small}{SPACES}){{0,2}}"
            rf"(?:{capital}|\d{{1,6}}(?:/\d{{1,6}})?|{signs}(?={SPACES}\d))){{0,8}}"
        ),
        acronym_before=re.compile(
            rf"(?<![\w-])([A-Z][A-Z&-]{{1,9}})(?:['’]s)?,?{SPACES}"
            rf"(?:{pattern_of(words['articles'])}{SPACES})?\Z"
        ),
        articles=pattern_of(words["articles"]),
        continues=frozenset(words["continues"]),
        units=frozenset(words["units"]),
        somebody_one=frozenset(words["somebody_one"]),
        ordinals=ordinals,
        cardinals={word: str(number) for number, word in enumerate(words["cardinals"], 1)},
        positions={word: label for label, many in words["positions"].items() for word in many},
        weak=frozenset(words["weak"]),
        weak_words=frozenset(words["weak_words"]),
        topic=re.compile(rf"{SPACE},?{SPACE}{pattern_of(words['topic_cues'])}\b"),
        belongs_to=frozenset(words["belongs"]) - frozenset(words["belongs_loosely"]),
        belongs=re.compile(
            rf"{SPACE},?{SPACE}\(?{pattern_of(words['belongs'])}{SPACES}(?:the{SPACES})?"
        ),
        instruments=re.compile(searcher(named["nouns"], not_beside="-")),
        capitalised=frozenset(named["capitalised"]),
        before=frozenset(named["before"]),
        documents=re.compile(
            rf"(?:{pattern_of(words['determiners'])}{SPACES})(?:[\w-]+{SPACES})?{pattern_of(named['documents'])}\b"
        ),
        documents_before=re.compile(
            rf"(?<![\w-])({pattern_of(named['documents'])}(?:{SPACES}\d[\d/-]{{0,11}}"
            rf"(?:{SPACES}\(\d{{4}}\))?(?=,)|(?=['’]s{SPACES})))(?:,|['’]s){SPACES}\Z"
        ),
        within=re.compile(rf"\b{pattern_of(words['within'])}", re.IGNORECASE),
        starters=frozenset(vocabulary(language, "sentences")["starters"]),
        own_kinds=frozenset(words["own"]["kinds"]),
        own_before=re.compile(
            rf"\b{pattern_of(words['own']['before'])}{SPACES}(?:the{SPACES}|our{SPACES})?\Z"
        ),
        not_final=re.compile(rf"{pattern_of(named['not_final'])}{SPACES}"),
        unnamed=frozenset(named["unnamed"]),
    )
