"""Names that no gazetteer has, where a preposition, an area or their own ending says: a place."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from servanda.places.cues import Cues
from servanda.places.mentions import Hit
from servanda.places.names import key_of
from servanda.places.stretches import Stretches
from servanda.places.unknown import name_at, name_before

_IN = re.compile(r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Tt]owards?|reached)\s+(?=[^\W\d_a-z])")
#: What says that a name before it lies in an area that is told by its kind.
_IN_AN_AREA = re.compile(
    r",?\s+in\s+(?:the|said)\s+(?:[Cc]ounty|[Pp]rovince|[Dd]istrict|[Ss]tate)\s+of\b"
)
_OF = re.compile(r"\b(?:[Oo]f|[Aa]t|[Ff]rom)\s+$")
#: An ending that makes an English word a county's name.
_COUNTY = re.compile(r"(?<![^\W_])[A-Z](?:[a-z]{2,}shire|[A-Z]{2,}SHIRE)(?![^\W_])(?!-)")
_POSSESSIVE = re.compile(r"['’][sS]?$")
_SMALL = re.compile(r"(?<![^\W_])[^\W\d_A-Z]{4,}(?![^\W_])")
_THE = re.compile(r"\b(?:the|of|and)\b")
#: Running English has one of its three smallest words in some 30 letters; a third of that will do.
_LETTERS_TO_A_WORD = 100
_SHORT = 200


def is_english(text: str) -> bool:
    """Tell whether "in" before a capital can be English: in German every noun has one."""
    sample = text[:20_000]
    return len(sample) < _SHORT or len(_THE.findall(sample)) * _LETTERS_TO_A_WORD > len(sample)


def told_by_words(
    text: str, places: Stretches, judged: Stretches, cues: Cues, everyday: Collection[str]
) -> Iterator[Hit]:
    """Give unknown names after "in", "near" or "reached", before "county", and English counties.

    Everyday words and names of peoples, months and offices are none, nor is what owns something
    ("in Haro's view"): whoever owns is somebody.

    Args:
        text: The source's text.
        places: What means a place already.
        judged: Names that a gazetteer has, whether they mean a place or not.
        cues: The language's words.
        everyday: Words of every day, in small letters.
    """
    spans = [
        one
        for match in _IN.finditer(text)
        if not places.touch(match.end(), match.end() + 1) and (one := name_at(text, match.end()))
    ]
    spans += [
        one
        for match in _IN_AN_AREA.finditer(text)
        if (one := name_before(text, match.start(), cues=cues))
        and _OF.search(text, max(0, one[0] - 12), one[0])
    ]
    spans += [
        one
        for match in _settled(cues.settling_after).finditer(text)
        if (one := name_before(text, match.start(), cues=cues))
    ]
    spans = [
        one
        for one in spans
        if not (places.touch(*one) or judged.hold(*one)) and _is_name(text, one, cues, everyday)
    ]
    # a word that the same text prints small is a word
    small = frozenset(_SMALL.findall(text)) if spans else frozenset()
    spans = [one for one in spans if small.isdisjoint(key_of(text[one[0] : one[1]]).split())]
    spans += [one for match in _COUNTY.finditer(text) if not places.touch(*(one := match.span()))]
    for start, end in dict.fromkeys(spans):
        yield Hit(start, end, key_of(text[start:end]))


@cache
def _settled(words: frozenset[str]) -> re.Pattern[str]:
    kinds = "|".join(f"[{one[0].upper()}{one[0]}]{one[1:]}" for one in sorted(words))
    return re.compile(rf"(?<=[^\W\d_])[^\S\n](?:{kinds})\b(?!-)")


def _is_name(text: str, span: tuple[int, int], cues: Cues, everyday: Collection[str]) -> bool:
    words = text[span[0] : span[1]]
    keys = key_of(words).split()
    if not keys or len("".join(keys)) < 4 or _POSSESSIVE.search(words):
        return False
    if any(sum(map(str.isupper, word)) > 2 and not word.isupper() for word in words.split()):
        return False  # the initials of a body, with a small letter among them
    if text[span[1] : span[1] + 1] in ("-", "/", "’", "'", "@"):
        return False
    lists = (everyday, cues.never, cues.demonyms, cues.titles, cues.offices, cues.kinds)
    singular = [key.removesuffix("s") for key in keys]
    return not any(key in one for key in (*keys, *singular) for one in lists)
