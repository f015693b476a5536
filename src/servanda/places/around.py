"""The words around a mention, and what they say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.places.cues import Cues
from servanda.places.names import WORD

_REACH = 100
_ENDS_SENTENCE = re.compile(r"[.!?:;•|]|\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class Around:
    """Neighbouring words, nearest first, each with the signs between it and the mention's side."""

    before: tuple[tuple[str, str], ...]
    after: tuple[tuple[str, str], ...]

    @property
    def previous(self) -> str:
        """The word before in the same phrase, as printed; "" if a sign stands between."""
        return self.before[0][0] if self.before and _is_blank(self.before[0][1]) else ""

    @property
    def next(self) -> str:
        """The word after in the same phrase, as printed; "" if a sign stands between."""
        return self.after[0][0] if self.after and _is_blank(self.after[0][1]) else ""

    @property
    def opens_sentence(self) -> bool:
        """Tell whether nothing, or a full stop, stands before."""
        return not self.before or bool(_ENDS_SENTENCE.search(self.before[0][1]))

    def words_before(self, most: int) -> list[str]:
        """Give small-letter words before in the same phrase, nearest first."""
        found: list[str] = []
        for word, gap in self.before[:most]:
            if not _is_blank(gap):
                break
            found.append(word.lower())
        return found


def around(text: str, start: int, end: int) -> Around:
    """Give the words around `text[start:end]`, some ten on each side."""
    lead = text[max(0, start - _REACH) : start]
    before: list[tuple[str, str]] = []
    edge = len(lead)
    for match in reversed(list(WORD.finditer(lead))):
        before.append((match[0], lead[match.end() : edge]))
        edge = match.start()
    if start > _REACH and before:
        before.pop()  # it may be cut
    tail = text[end : end + _REACH]
    after: list[tuple[str, str]] = []
    edge = 0
    for match in WORD.finditer(tail):
        after.append((match[0], tail[edge : match.start()]))
        edge = match.end()
    return Around(tuple(before), tuple(after))


@dataclass(frozen=True, slots=True)
class Signs:
    """What the words around say about a name.

    `person` and `swallowed` are the words that make it no place, "" if none do. `kind` is what a
    word beside it calls it (district, region, point, water), `kind_word` that word, `many` whether
    it is a plural that covers a list. `locative` is the preposition before, `article` whether "the"
    stands before a name that stands alone.
    """

    person: str = ""
    swallowed: str = ""
    kind: str = ""
    kind_word: str = ""
    many: bool = False
    locative: str = ""
    firm: bool = False
    article: bool = False
    direction: str = ""
    opens_sentence: bool = False


def signs(near: Around, text: str, start: int, end: int, *, possessive: bool, cues: Cues) -> Signs:
    """Give what the words around a name say about it."""
    kind, kind_word, many = _kind(near, cues)
    before = near.words_before(3)
    article = bool(before) and before[0] == "the"
    lead = before[1:] if article else before
    direction = lead[0] if lead and lead[0] in cues.direction_adjectives else ""
    if direction:
        lead = lead[1:]
    following = near.next.lower()
    return Signs(
        person=_person(near, possessive, cues),
        swallowed="" if kind else _swallowed(near, text, start, end, cues),
        kind=kind,
        kind_word=kind_word,
        many=many,
        locative=lead[0] if lead and lead[0] in cues.locative else "",
        firm=bool(lead) and lead[0] in cues.firm_locative,
        article=article and not kind and (not following or following in cues.function),
        direction=direction,
        opens_sentence=near.opens_sentence,
    )


def _kind(near: Around, cues: Cues) -> tuple[str, str, bool]:
    after = near.next.lower()
    if after in cues.kinds:
        return cues.kinds[after], near.next, after.endswith("s") and after[:-1] in cues.kinds
    match near.words_before(3):
        case ["of", word, *_] | ["the", "of", word] if word in cues.kinds:
            return cues.kinds[word], word, word.endswith("s") and word[:-1] in cues.kinds
    return "", "", False


def _person(near: Around, possessive: bool, cues: Cues) -> str:
    """Give the word that makes the name a person's, or ""."""
    previous = near.before[0] if near.before and near.before[0][1].strip() in ("", ".") else None
    if previous:
        word = previous[0].lower()
        if word in cues.titles and (previous[0][0].isupper() or previous[1].strip() == ""):
            return previous[0]
        if word in cues.naming:
            named = near.before[1][0].lower() if len(near.before) > 1 else ""
            return "" if named in cues.kinds else previous[0]
    if possessive and near.next.lower() in cues.following_persons:
        return near.next
    return ""


def _swallowed(near: Around, text: str, start: int, end: int, cues: Cues) -> str:
    """Give the neighbouring capital or word that makes the name part of a larger one, or ""."""
    if _shouts(text, start, end):
        return ""  # in a line of capitals, capitals say nothing
    after, word = near.next, near.next.lower()
    gap = near.after[0][1] if near.after else ""
    if after and (after[0].isupper() or "-" in gap) and word not in cues.offices:
        joined = "-" in gap or "‑" in gap
        if after[0].isupper() and not joined and word not in cues.demonyms:
            return after
    if word in cues.swallowing_after:
        return after
    return _swallowed_before(near, cues)


def _swallowed_before(near: Around, cues: Cues) -> str:
    before = near.previous
    small = before.lower()
    if not before:
        return ""
    if "-" in near.before[0][1] and before[0].islower():
        return before  # "pro-Moscow"
    words = near.words_before(2)
    if len(words) > 1 and words[0] == "of" and words[1] in cues.swallowing_before:
        return words[1]
    if not before[0].isupper() or "-" in near.before[0][1]:
        return ""
    first = len(near.before) == 1 or bool(_ENDS_SENTENCE.search(near.before[1][1]))
    plain = (
        small in cues.never
        or small in cues.locative
        or small in cues.common
        or small in cues.function
        or small in cues.direction_adjectives
        or small in cues.offices
        or small.endswith("ing")
    )
    if plain and (first or small in cues.direction_adjectives or len(before) == 1):
        return ""
    if small in cues.kinds:
        return before if cues.kinds[small] == "water" else ""
    return before


def _shouts(text: str, start: int, end: int) -> bool:
    """Tell whether the name stands in a line of capitals."""
    first = text.rfind("\n", max(0, start - 60), start) + 1 or max(0, start - 60)
    last = text.find("\n", end, end + 60)
    line = text[first : last if last >= 0 else end + 60]
    small = sum(char.islower() for char in line)
    return small * 4 < sum(char.isupper() for char in line)


def _is_blank(gap: str) -> bool:
    return gap.strip() in ("", "-", "‑", "‐") and "\n\n" not in gap
