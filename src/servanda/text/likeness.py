"""Which texts repeat one another: copies, near copies and shared passages, found by their words.

Words are folded (case, accents and punctuation do not count) and taken five at a time. Of each
text a few such shingles stand in an index, chosen so that two texts that share twelve words in a
row share one of them (Schleimer, Wilkerson, Aiken 2003, Winnowing). Texts that meet there are
laid side by side word for word. Time grows with the words, not with the pairs.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain, groupby
from typing import NamedTuple, TypeAlias
from zlib import crc32

from servanda.domain.derivation import Likeness, LikenessKind, SharedPassage
from servanda.domain.span import Span
from servanda.text.normalise import fold

#: Words in a shingle, and shingles in the window that must leave one in the index.
SHINGLE, WINDOW = 5, 8
#: The shortest passage that is surely found, and the shortest that is told.
SHORTEST = SHINGLE + WINDOW - 1
#: Between two runs of the same words so many may differ: an error of OCR, a changed name.
BRIDGE = 3
#: Where so much of both is shared, they are near copies.
MOST = 0.8
#: A shingle in more texts than this is a formula of the collection, or an often copied text: each
#: text is then compared with the first that has it, and only if it consists of such shingles.
FEW = 8
MANY_SHARED = 0.5
#: Bounds on hostile input: earlier texts that one is laid beside (those that share most), its
#: words, places of one shingle in it, texts whose offsets are kept.
MOST_PARTNERS, MOST_WORDS, MOST_PLACES, MOST_OFFSETS = 20, 200_000, 4, 64
#: How many passages are told of a pair.
TOLD = 5

#: Scripts that put no space between words: each sign stands for itself.
_SIGN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_PART = rf"(?![{_SIGN}])[\w\u00ad'’\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0670]"
_WORD = re.compile(rf"[{_SIGN}]|(?:{_PART})(?:{_PART}|-\r?\n(?=\w))*")
#: Stands where words were cut out that anybody may quote.
_CUT = 0

Words: TypeAlias = "array[int]"


def find_likenesses(
    texts: Mapping[str, str],
    *,
    within: Mapping[str, Sequence[Span]] | None = None,
    free: Iterable[str] = (),
) -> list[Likeness]:
    """Give the pairs of texts that share passages, in the order of the texts.

    Args:
        texts: The text of each source by its id, best the earliest first: of a text found in very
            many sources each is compared with the first.
        within: The spans of a source's text to compare, such as its author's own words; a source
            that is not named is compared as a whole.
        free: Texts that anybody may quote without depending on others who do, such as the
            agreement. Passages from them are left out, and do not count in shares.

    Returns:
        A pair for each two texts that share at least `SHORTEST` words in a row, few differing.
        Texts of fewer words are not compared, nor words after the first `MOST_WORDS`.
    """
    known = {gram for text in free for gram in _grams(_numbers(text, None))}
    spans = within or {}
    read = [_Text(id, text, spans.get(id), known) for id, text in texts.items()]
    pairs = sorted(
        (one, other)
        for other, partners in _partners([_fingerprints(one.words) for one in read])
        for one in partners
    )
    offsets = lru_cache(maxsize=MOST_OFFSETS)(lambda at: read[at].offsets())
    found = []
    for one, group in groupby(pairs, key=lambda pair: pair[0]):
        places = _places(read[one].words)
        for _, other in group:
            passages = _bridged(_runs(read[one].words, places, read[other].words))
            if passages and max(passage.same for passage in passages) >= SHORTEST:
                found.append(
                    _likeness(read[one], read[other], passages, offsets(one), offsets(other))
                )
    return found


class _Text:
    """A text as the numbers of its words, and on demand where they stand."""

    def __init__(self, id: str, text: str, spans: Sequence[Span] | None, known: set[int]) -> None:
        self.id = id
        self.words = _without(_numbers(text, spans), known)
        self._text, self._spans = text, spans

    def offsets(self) -> Words:
        """Give where each word starts and ends, one after the other; not kept for all texts."""
        at = (match.span() for match, _ in _counted(self._text, self._spans))
        return array("Q", chain.from_iterable(at))

    def share(self, passages: Sequence[tuple[int, int]]) -> float:
        """Give the share of the words that may count which lie in passages."""
        total = until = 0
        for start, end in sorted(passages):
            fresh = max(start, until)
            if fresh < end:
                total += end - fresh - self.words[fresh:end].count(_CUT)
                until = end
        return total / (len(self.words) - self.words.count(_CUT))


def _matches(text: str, spans: Sequence[Span] | None) -> Iterator[re.Match[str]]:
    if spans is None:
        yield from _WORD.finditer(text)
        return
    for span in sorted(spans, key=lambda one: one.start):
        yield from _WORD.finditer(text, span.start, span.end)


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    """Give a word's number, the same in every run; 0 for what folds to nothing."""
    plain = fold(re.sub(r"-\r?\n", "", word))
    return (crc32(plain.encode("utf-8", "surrogatepass")) or 1) if plain else 0


def _counted(text: str, spans: Sequence[Span] | None) -> Iterator[tuple[re.Match[str], int]]:
    left = MOST_WORDS
    for match in _matches(text, spans):
        if number := _number(match[0]):
            yield match, number
            left -= 1
            if not left:
                return


def _numbers(text: str, spans: Sequence[Span] | None) -> Words:
    return array("Q", [number for _, number in _counted(text, spans)])


def _grams(words: Words) -> Iterator[int]:
    return map(hash, zip(*(words[at:] for at in range(SHINGLE)), strict=False))


def _without(words: Words, known: set[int]) -> Words:
    """Cut out passages that are known; what remains keeps its place."""
    if not known:
        return words
    until = -1
    run = 0
    for at, gram in enumerate(list(_grams(words))):
        # A turn of phrase is nobody's: only a passage as long as one that would be told is cut.
        run = run + 1 if gram in known else 0
        if run >= WINDOW:
            start, end = max(until, at - WINDOW + 1), at + SHINGLE
            words[start:end] = array("Q", [_CUT] * (end - start))
            until = end
    return words


def _fingerprints(words: Words) -> Words:
    """Give the shingles of a text that stand in the index: the least of each window."""
    chosen: set[int] = set()
    start = 0
    ends = [at for at, word in enumerate(words) if word == _CUT] if _CUT in words else []
    for end in [*ends, len(words)]:
        if end - start >= SHORTEST:
            grams = list(_grams(words[start:end]))
            chosen.update(min(grams[at : at + WINDOW]) for at in range(len(grams) - WINDOW + 1))
        start = end + 1
    return array("q", sorted(chosen))


def _partners(prints: Sequence[Words]) -> Iterator[tuple[int, list[int]]]:
    """Give for each text the earlier ones that it should be laid beside."""
    held = Counter(one for own in prints for one in own)
    first: dict[int, list[int]] = defaultdict(list)
    for at, own in enumerate(prints):
        rare: Counter[int] = Counter()
        often: Counter[int] = Counter()
        for one in own:
            if held[one] < 2:
                continue
            holders = first[one]
            if held[one] <= FEW:
                rare.update(holders)
                holders.append(at)
            elif holders:
                often[holders[0]] += 1
            else:
                holders.append(at)
        chosen = [one for one, _ in rare.most_common(MOST_PARTNERS)]
        enough = MANY_SHARED * len(own)
        for one, count in often.most_common(MOST_PARTNERS):
            least = min(enough, MANY_SHARED * len(prints[one]))
            if one not in rare and count >= least:
                chosen.append(one)
        if chosen:
            yield at, chosen


def _places(words: Words) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for at, gram in enumerate(_grams(words)):
        places = found.setdefault(gram, [])
        if len(places) < MOST_PLACES:
            places.append(at)
    return found


def _runs(
    words: Words, places: Mapping[int, Sequence[int]], others: Words
) -> list[tuple[int, int, int]]:
    """Give runs of the same words as (start in one, start in other, length), none overlapping."""
    runs = []
    free = 0
    for at, gram in enumerate(_grams(others)):
        if at < free or gram not in places:
            continue
        length, start = max((_same(words, here, others, at), -here) for here in places[gram])
        if length >= SHINGLE:
            runs.append((-start, at, length))
            free = at + length
    return runs


def _same(words: Words, start: int, others: Words, at: int) -> int:
    length = 0
    most = min(len(words) - start, len(others) - at)
    while length < most and words[start + length] == others[at + length] != _CUT:
        length += 1
    return length


class _Passage(NamedTuple):
    """Words from `start` to `end` in one text and in another; `same` of them are the same."""

    start: int
    end: int
    other_start: int
    other_end: int
    same: int


def _bridged(runs: Sequence[tuple[int, int, int]]) -> list[_Passage]:
    """Join runs between which little differs."""
    passages: list[_Passage] = []
    for one, other, same in runs:
        passage = _Passage(one, one + same, other, other + same, same)
        if passages:
            last = passages[-1]
            if 0 <= one - last.end <= BRIDGE and other - last.other_end <= BRIDGE:
                passages[-1] = last._replace(
                    end=passage.end, other_end=passage.other_end, same=last.same + same
                )
                continue
        passages.append(passage)
    return passages


def _likeness(
    one: _Text, other: _Text, passages: list[_Passage], here: Words, there: Words
) -> Likeness:
    mine = one.share([(passage.start, passage.end) for passage in passages])
    theirs = other.share([(passage.other_start, passage.other_end) for passage in passages])
    kind: LikenessKind = "near copy" if min(mine, theirs) >= MOST else "shared passages"
    longest = sorted(passages, key=lambda passage: (-passage.same, passage.other_start))[:TOLD]
    return Likeness(
        one.id,
        other.id,
        kind="copy" if one.words == other.words else kind,
        share_of_one=mine,
        share_of_other=theirs,
        passages=tuple(
            SharedPassage(
                _span(here, passage.start, passage.end),
                _span(there, passage.other_start, passage.other_end),
                passage.same,
            )
            for passage in longest
        ),
    )


def _span(offsets: Words, start: int, end: int) -> Span:
    return Span(offsets[2 * start], offsets[2 * end - 1])
