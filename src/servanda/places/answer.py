"""What is asked about a name and what is answered, in the words that a reader sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.domain.place import Candidate, Granularity, Place
from servanda.places.breaks import undivided
from servanda.places.gazetteer import Site
from servanda.places.scope import position

#: So many candidates are offered at most.
MOST_CANDIDATES = 5
GRANULARITY: dict[str, Granularity] = {
    "town": "point", "division": "region", "country": "country", "former": "country",
    "continent": "region", "district": "district", "region": "region", "water": "region",
    "spot": "point",
}  # fmt: skip
KINDS: dict[str, Granularity] = {"district": "district", "region": "region", "water": "region"}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the names of one place, its own first, and what the text says of it.

    `kind` is what the text calls it (district, region, point), `article` whether "the" stands
    before it, `doubted` whether "[sic]" follows, `within` the areas that the text puts it in
    ("Paris, Texas").
    """

    keys: tuple[str, ...]
    words: tuple[str, ...]
    kind: str = ""
    article: bool = False
    doubted: bool = False
    within: tuple[Site, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Where it is, or, with `id` None, the candidates; the reason is a sentence."""

    reason: str
    granularity: Granularity
    id: str | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    candidates: tuple[Candidate, ...] = ()
    site: Site | None = None


def shown(question: Question, site: Site) -> str:
    """Give the name to show: the gazetteer's where the text uses it too, else the text's own."""
    return site.name if site.chief else undivided(question.words[0])


_WHAT = {
    "division": "first-level division",
    "country": "country",
    "former": "state that is no more",
    "continent": "continent",
    "district": "district",
    "region": "region",
    "water": "water",
    "spot": "place",
}


def fame(site: Site) -> str:
    """Say in words what a place far away is known for."""
    if site.capital:
        return "a capital"
    return "a city known beyond its country" if site.kind == "town" else f"a {_WHAT[site.kind]}"


def in_use(place: Place, year: str) -> bool:
    """Tell whether one of a place's names was in use in a year, as far as its dates say."""
    return any(
        (name.since or "")[:4] <= year <= ((name.until or "")[:4] or "9999") for name in place.names
    )


def own_granularity(place: Place, kind: str) -> Granularity:
    """Give an own place's granularity; a point that the text calls a district is one there."""
    return "district" if kind == "district" and place.granularity == "point" else place.granularity


def own_candidate(place: Place) -> Candidate:
    """Give a place of an agreement's own gazetteer as it is offered."""
    lat, lon = position(place)
    return Candidate(place.id, place.name, lat, lon)


def quoted(words: Sequence[str], last: str = "and") -> str:
    """Give names in quotation marks, each once, the spaces of a broken line made one."""
    marked = [f"“{undivided(word)}”" for word in dict.fromkeys(words)]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"


def subject(words: Sequence[str]) -> str:
    """Give names with their verb: “Kuqa” is; “Kuqa” and “Kuche” are names of."""
    return f"{quoted(words)} {'is' if len(set(words)) == 1 else 'are names of'}"
