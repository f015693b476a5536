"""Decide whether words that are some place's name mean a place here at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from servanda.places.around import Signs
from servanda.places.cues import Cues
from servanda.places.gazetteer import Site
from servanda.places.mentions import Hit
from servanda.places.names import key_of
from servanda.places.resolve import LARGE, unbounded
from servanda.places.rows import abbreviations, initialisms
from servanda.places.scope import INSIDE, NEAR, Scope

#: Without a territory a town must be this large to be taken for one with nothing around it.
_NOTABLE = 15_000
#: Capitals up to this many are an organisation's initials.
_MOST_INITIALS = 4


class Evidence(NamedTuple):
    """All that speaks for or against one hit."""

    hit: Hit
    signs: Signs
    sites: Sequence[Site]
    #: Another name or "[sic]" stands beside it in a bracket.
    bracket: bool
    #: A neighbour in a list is a place.
    listed: bool = False
    #: An area follows after a comma ("Paris, Texas").
    contained: bool = False
    #: A hyphen joins it to another name of a place.
    chained: bool = False
    #: A short form, or capitals that are no name on record; it `abbreviates` after a comma.
    short: bool = False
    abbreviates: bool = False


def is_place(evidence: Evidence, *, scope: Scope, cues: Cues, persons: frozenset[str]) -> bool:
    """Tell whether a place is meant; the nearer its gazetteer, the less it takes."""
    hit, signs = evidence.hit, evidence.signs
    own = hit.key in scope.own
    if _is_something_else(evidence, own=own, cues=cues, persons=persons):
        return False
    if hit.key.removeprefix("the ") in scope.parties:
        # A party that bears a place's name acts; only where something is or goes it is the place.
        return bool(signs.locative)
    common = hit.key in cues.common and not evidence.bracket
    helped = bool(signs.kind or evidence.listed or evidence.bracket or evidence.contained)
    if own:
        return helped or not common or bool(signs.locative) or not signs.opens_sentence
    known = any(site.kind in ("country", "former", "continent") for site in evidence.sites)
    if known or unbounded(evidence.sites, scope):
        return not common or not signs.opens_sentence
    inside = [site for site in evidence.sites if scope.tier(site) == INSIDE]
    if scope.is_bounded and inside:
        hills = " " not in hit.key and all(site.is_minor for site in inside)
        # hills and streams bear half the words of a language
        bare = bool(signs.locative) or signs.article if hills else True
        return helped or (bare and not common) or signs.firm
    return _is_place_in_world(evidence, common=common, helped=helped, scope=scope)


def _is_something_else(
    evidence: Evidence, *, own: bool, cues: Cues, persons: frozenset[str]
) -> bool:
    """Tell whether the name is a person's, a people's, part of a larger name, or a water's."""
    hit, signs = evidence.hit, evidence.signs
    larger = bool(signs.swallowed) or (bool(signs.hyphen) and not evidence.chained)
    if signs.person or (larger and not evidence.bracket):
        return True
    if signs.kind == "water" and not any(site.kind == "water" for site in evidence.sites):
        return True
    if evidence.short and not evidence.abbreviates:
        return True
    if hit.key in persons and not own and not signs.firm and not evidence.bracket:
        return True
    return is_never(hit.key, cues) and not (own and (evidence.bracket or " " in hit.key))


def _is_place_in_world(evidence: Evidence, *, common: bool, helped: bool, scope: Scope) -> bool:
    """Tell whether a place far from the territory, or anywhere without one, is meant."""
    signs, sites = evidence.signs, evidence.sites
    chief = max((site.population for site in sites if site.chief), default=0)
    capital = any(site.capital for site in sites)
    if signs.speaks and not capital and not signs.locative:
        return False
    if signs.article and not signs.kind and not evidence.bracket:
        return False
    if common:
        return (chief >= LARGE and (signs.firm or helped)) or (helped and signs.firm)
    if scope.is_bounded:
        # beyond the country a bare name is too little: "Mendoza, Lim and Santos" are people here
        large = [s for s in sites if s.chief and s.population >= LARGE and not s.is_minor]
        near = any(scope.tier(site) == NEAR for site in large)
        far = bool(signs.locative) and (bool(large) or capital)
        seat = any(site.capital and site.chief for site in sites)
        return helped or signs.firm or near or seat or far
    largest = max((site.population for site in sites), default=0)
    return helped or bool(signs.locative) or chief >= _NOTABLE or capital or largest >= LARGE


def is_short(words: str, key: str, signs: Signs) -> bool:
    """Tell whether a name is a short form ("Mo."), or initials that no country is known by.

    Two to four letters, several of them capitals, are an organisation's; in a line of capitals they
    say nothing.
    """
    if words in initialisms() or words in _point_initials():
        return False
    if key in _short_keys():
        return True
    if not (words.isalpha() and words.isascii() and len(words) <= _MOST_INITIALS):
        return False
    return sum(map(str.isupper, words)) > 1 and not signs.shouted  # "OSCE", and "DoH" too


@cache
def _short_keys() -> frozenset[str]:
    names = [name for names in abbreviations().values() for name in names]
    return frozenset(key_of(name) for name in (*names, *initialisms()))


@cache
def _point_initials() -> frozenset[str]:
    """Give "U.S" beside "U.S.": a name ends with a letter."""
    return frozenset(name.rstrip(".") for name in initialisms())


def is_never(key: str, cues: Cues) -> bool:
    """Tell whether a name is a weekday, a people or a word of documents, and so no place."""
    if " " in key:
        return all(word in cues.never or word in cues.demonyms for word in key.split())
    return key in cues.never or key in cues.demonyms or len(key) < 2
