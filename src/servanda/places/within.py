"""The area that a text puts a name in: "Paris, Texas", "Sakania in Katanga", "Leer (Unity)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from servanda.places.choose import containing, holding
from servanda.places.cues import english
from servanda.places.gazetteer import Gazetteer, Site
from servanda.places.mention import Mention

#: More than this between two names joins nothing.
_LONGEST = 45
#: So many names may stand between a place and its area: "Ames, Story County, Iowa".
_MOST_BETWEEN = 2


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    kinds = "|".join(sorted(english().kinds, key=len, reverse=True))
    called = rf"(?:the\s+(?:\w+ern\s+)?)?(?:(?:{kinds})\s+of\s+(?:the\s+)?)?"
    comma = re.compile(rf"(?:\s(?:{kinds}))?\s?,\s*(?:the\s+)?", re.IGNORECASE)
    inside = re.compile(
        rf"(?:\s(?:{kinds}))?\s*(?:,\s*(?:(?:an?|the)\s+(?:[a-z-]+\s+){{1,3}})?)?\b(?:in|of)\s+{called}",
    )
    return comma, inside, re.compile(r"\s?\(\s*(?:in\s+)?(?:the\s+)?")


def areas_of(
    text: str, places: Sequence[Mention], index: int, gazetteer: Gazetteer
) -> tuple[Site, ...]:
    """Give the areas in which the text puts a mention, by what stands right behind it.

    After a comma the second name must be no town's ("Donetsk, Luhansk" is a list), and further
    names may stand between ("Ames, Story County, Iowa"); after "in" or in brackets it may be.
    """
    one = places[index]
    comma, inside, bracket = _patterns()
    at = one.tail
    for other in places[index + 1 : index + 2 + _MOST_BETWEEN]:
        begin = other.hit.start
        if not 0 < begin - at <= _LONGEST:
            return ()
        listed = comma.fullmatch(text, at, begin) is not None
        named = gazetteer.names_area(other.hit.key)
        if listed and named:
            areas = containing(gazetteer.sites(one.hit.key), gazetteer.sites(other.hit.key))
        elif named and (
            inside.fullmatch(text, at, begin)
            or (bracket.fullmatch(text, at, begin) and _closes(text, other.tail))
        ):
            areas = holding(gazetteer.sites(one.hit.key), gazetteer.sites(other.hit.key))
        else:
            areas = ()
        if areas or not listed or named or is_area(one, gazetteer):
            return areas
        at = other.tail
    return ()


def is_area(one: Mention, gazetteer: Gazetteer) -> bool:
    """Tell whether a name may be a country's or a division's: in a list it lies in no other."""
    return gazetteer.names_area(one.hit.key)


def _closes(text: str, end: int) -> bool:
    """Tell whether a bracket ends here, or after one word ("Unity State)") or a further name."""
    return re.match(r"(?:\s[^\W\d_]+)?\s?[),;]", text[end : end + 30]) is not None
