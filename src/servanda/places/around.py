"""The words around a mention, and what they say about it."""

from __future__ import annotations

import re
from typing import NamedTuple

from servanda.places.cues import Cues
from servanda.places.names import WORD

_REACH = 80
_WORDS = re.compile(f"({WORD.pattern})")
_ENDS_SENTENCE = re.compile(r"[.!?:;•|]|\n[^\S\n]*\n")


class Around(NamedTuple):
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
    """Give the words around `text[start:end]`: some ten before, two after."""
    pieces = _WORDS.split(text[max(0, start - _REACH) : start])  # gap, word, gap, ..., gap
    pieces.reverse()
    words = list(zip(pieces[1::2], pieces[::2], strict=False))
    if start > _REACH and words:
        words.pop()  # it may be cut
    behind = _WORDS.split(text[end : end + _REACH], 2)
    return Around(tuple(words), tuple(zip(behind[1::2], behind[::2], strict=False)))


class Signs(NamedTuple):
    """What the words around say about a name.

    `person` and `swallowed` are the words that make it no place, "" if none do; `hyphen` is a
    capital joined to it, which makes it no place unless it is one itself; `full_name` tells that
    the capital before may be a given name; `speaks` that it is said to say something. `kind` is
    what a word beside it calls it (district, region, point, water), `kind_word` that word, `many`
    whether it is a plural that covers a list. `locative` is the preposition before, `article`
    whether "the" stands before a name that stands alone.
    """

    person: str = ""
    swallowed: str = ""
    hyphen: str = ""
    full_name: bool = False
    speaks: bool = False
    kind: str = ""
    kind_word: str = ""
    kind_follows: bool = False
    many: bool = False
    locative: str = ""
    firm: bool = False
    article: bool = False
    direction: str = ""
    opens_sentence: bool = False
    #: It stands in a line of capitals.
    shouted: bool = False


def signs(near: Around, text: str, start: int, end: int, *, possessive: bool, cues: Cues) -> Signs:
    """Give what the words around a name say about it."""
    before = near.words_before(3)
    kind, kind_word, many = _kind(near, before, cues)
    article = bool(before) and before[0] == "the"
    lead = before[1:] if article else before
    direction = near.previous if near.previous.lower() in cues.direction_adjectives else ""
    if direction:
        lead = before[1:]
        article = lead[:1] == ["the"]
        lead = lead[1:] if article else lead
    following = near.next.lower()
    swallowed_before = _swallowed_before(near, before, cues)
    # a possessive ends a name: in "Canada's Public Health Agency" Canada is itself
    swallowed = ("" if possessive else _swallowed_after(near, cues)) or swallowed_before
    loud = text[start:end].isupper()
    shouted = loud and _shouts(text, start, end)
    loud = loud and any(len(word) > 1 and word.isupper() for word in (near.previous, near.next))
    if text[start - 1 : start] == "/" == text[end : end + 1]:
        swallowed = "/"
    elif (shouted or loud) and following not in cues.swallowing_after:
        swallowed = ""  # among capitals, capitals say nothing
    return Signs(
        person=_person(near, possessive, cues),
        swallowed=swallowed,
        hyphen=_hyphen(near, cues),
        full_name=bool(swallowed_before) and swallowed_before[0].isupper(),
        speaks=following in cues.speech or (bool(before) and before[0] in cues.speech),
        kind=kind,
        kind_word=kind_word,
        kind_follows=bool(kind_word) and near.next == kind_word,
        many=many,
        locative=lead[0] if lead and lead[0] in cues.locative else "",
        firm=bool(lead) and lead[0] in cues.firm_locative,
        article=article and not kind and (not following or following in cues.function),
        direction=direction,
        opens_sentence=near.opens_sentence,
        shouted=shouted,
    )


def _kind(near: Around, before: list[str], cues: Cues) -> tuple[str, str, bool]:
    after = near.next.lower()
    ministry = after == "department" and len(near.after) > 1 and near.after[1][0] == "of"
    if after in cues.kinds and not ministry:
        return cues.kinds[after], near.next, after.endswith("s") and after[:-1] in cues.kinds
    match before:
        case ["of", word, *_] | ["the", "of", word] if word in cues.kinds:
            return cues.kinds[word], word, word.endswith("s") and word[:-1] in cues.kinds
    return "", "", False


def _person(near: Around, possessive: bool, cues: Cues) -> str:
    """Give the word that makes the name a person's, or ""."""
    previous = near.before[0] if near.before and near.before[0][1].strip() in ("", ".") else None
    if previous:
        word = previous[0].lower()
        if len(word) == 1 and previous[0].isupper() and "." in previous[1] and word != "s":
            return f"{previous[0]}."  # an initial
        if word in cues.titles and (previous[0][0].isupper() or previous[1].strip() == ""):
            return previous[0]
        if word in cues.naming:
            named = near.before[1][0].lower() if len(near.before) > 1 else ""
            return "" if named in cues.kinds else previous[0]
    if near.after and near.after[0][0].lower() in cues.after_persons:
        return near.after[0][0]
    if possessive and near.next.lower() in cues.following_persons:
        return near.next
    return ""


def _swallowed_after(near: Around, cues: Cues) -> str:
    """Give the capital or word after that makes the name part of a larger one, or ""."""
    after, word = near.next, near.next.lower()
    if not after or "-" in near.after[0][1] or "‑" in near.after[0][1]:
        return ""
    if word in cues.swallowing_after or word in cues.peoples:
        return after
    if not after[0].isupper() or word in cues.offices or word in cues.demonyms:
        return ""
    if body_of(near, cues):
        return ""
    if word in cues.kinds:
        # "Ohio State University", "Health Department of ...": the kind names an organisation
        further = near.after[1] if len(near.after) > 1 else ("", ".")
        grows = _is_blank(further[1]) and "-" not in further[1] and further[0][0].isupper()
        # a county's sheriff is in the county, a state's university need not be in the state
        seated = cues.kinds[word] == "district" and further[0].lower() not in cues.swallowing_after
        return further[0] if grows and not seated else ""
    return after


def body_of(near: Around, cues: Cues) -> str:
    """Give what is called after the place where it is ("Leer County Hospital"): "seated", "built".

    "" where the words behind a name are no public body and no public work.
    """
    if not near.next[:1].isupper():
        return ""
    words = [near.next.lower()]
    further, gap = near.after[1] if len(near.after) > 1 else ("", ".")
    if _is_blank(gap) and further[0].isupper() and words[0] in cues.body_adjectives:
        words.append(further.lower())
    if words[-1] in cues.seated:
        return "seated"
    return "built" if words[-1] in cues.built else ""


def _hyphen(near: Around, cues: Cues) -> str:
    """Give a capital joined to the name by a hyphen, or ""."""
    for words in (near.before[:1], near.after[:1]):
        for word, gap in words:
            if gap in ("-", "‑", "‐") and (word[0].isupper() or word in cues.swallowing_after):
                return word
    return ""


def _swallowed_before(near: Around, lead: list[str], cues: Cues) -> str:
    """Give the capital or word before that makes the name part of a larger one, or ""."""
    before, small = near.previous, near.previous.lower()
    if not before or small.endswith(("'s", "’s")):
        return ""  # whose it is, is no part of a name
    people = ["ethnic"] if small == "ethnic" else []
    owner = people or [one for one in lead[1:2] if small == "of" and one in cues.swallowing_before]
    if owner:
        return owner[0]
    if "-" in near.before[0][1]:
        return before if before[0].islower() else ""  # "pro-Moscow"
    if not before[0].isupper() or small in cues.direction_adjectives:
        return ""
    if small in cues.kinds:
        return before if cues.kinds[small] == "water" else ""
    opens = len(near.before) == 1 or bool(_ENDS_SENTENCE.search(near.before[1][1]))
    return "" if (opens or len(before) == 1) and _is_plain(small, cues) else before


def _is_plain(word: str, cues: Cues) -> bool:
    """Tell whether a word has its capital only because it opens a sentence."""
    lists = (cues.never, cues.locative, cues.common, cues.function, cues.offices)
    return word.endswith("ing") or any(word in one for one in lists)


def _shouts(text: str, start: int, end: int) -> bool:
    """Tell whether the name stands in a line of capitals."""
    first = text.rfind("\n", max(0, start - 60), start) + 1 or max(0, start - 60)
    last = text.find("\n", end, end + 60)
    line = text[first : last if last >= 0 else end + 60]
    small = sum(char.islower() for char in line)
    return small * 4 < sum(char.isupper() for char in line)


def _is_blank(gap: str) -> bool:
    return gap.strip() in ("", "-", "‑", "‐") and "\n\n" not in gap
