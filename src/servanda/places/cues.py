"""The English around names, read from `data/english.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that tell what a name near them is; see the data file for each list."""

    titles: frozenset[str]
    naming: frozenset[str]
    following_persons: frozenset[str]
    offices: frozenset[str]
    speech: frozenset[str]
    after_persons: frozenset[str]
    never: frozenset[str]
    #: Everyday words that are also names, as the gazetteer that is open tells.
    common: frozenset[str]
    demonyms: frozenset[str]
    locative: frozenset[str]
    firm_locative: frozenset[str]
    kinds: dict[str, str]
    settling_after: frozenset[str]
    swallowing_after: frozenset[str]
    swallowing_before: frozenset[str]
    peoples: frozenset[str]
    seated: frozenset[str]
    built: frozenset[str]
    body_adjectives: frozenset[str]
    destination: frozenset[str]
    motion: frozenset[str]
    origin: frozenset[str]
    seats: frozenset[str]
    seat_prepositions: frozenset[str]
    directions: frozenset[str]
    direction_adjectives: frozenset[str]
    anywhere: frozenset[str]
    numbers: frozenset[str]
    areas: frozenset[str]
    relative: frozenset[str]
    function: frozenset[str]
    joining: frozenset[str]
    particles: frozenset[str]
    compounding: frozenset[str]


@cache
def english() -> Cues:
    """Give the English cues."""
    data = files("servanda.places").joinpath("data")
    said = tomllib.loads(data.joinpath("english.toml").read_text("utf-8"))
    kinds = {word: kind for kind, words in said["kinds"].items() for word in _words(words)}
    roles, vague, grammar = said["roles"], said["vague"], said["grammar"]
    bodies = said["bodies"]
    return Cues(
        titles=_words(said["titles"]),
        naming=_words(said["naming"]),
        following_persons=_words(said["following_persons"]),
        offices=_words(said["offices"]),
        speech=_words(said["speech"]),
        after_persons=_words(said["after_persons"]),
        never=_words(said["never"]),
        common=frozenset(),
        demonyms=_words(grammar["demonyms"]),
        locative=_words(said["locative"]),
        firm_locative=_words(said["firm_locative"]),
        kinds=kinds,
        settling_after=_words(said["settles"]["after"]),
        swallowing_after=_words(said["swallowing"]["after"]),
        swallowing_before=_words(said["swallowing"]["before"]),
        peoples=_words(said["swallowing"]["peoples"]),
        seated=_words(bodies["seated"]),
        built=_words(bodies["built"]),
        body_adjectives=_words(bodies["adjectives"]),
        destination=_words(roles["destination_prepositions"]),
        motion=_words(roles["motion"]),
        origin=_words(roles["origin_prepositions"]),
        seats=_words(roles["seat_nouns"]),
        seat_prepositions=_words(roles["seat_prepositions"]),
        directions=_words(vague["directions"]),
        direction_adjectives=_words(vague["adjectives"]),
        anywhere=_words(vague["anywhere"]),
        numbers=_words(vague["numbers"]),
        areas=_words(vague["areas"]),
        relative=_words(vague["relative"]),
        function=_words(grammar["function"]),
        joining=_words(grammar["joining"]),
        particles=_words(grammar["particles"]),
        compounding=_words(grammar["compounding"]),
    )


def _words(value: Any) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)
