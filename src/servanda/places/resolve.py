"""From names to a place, or to a reason why it stays unplaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.domain.place import Candidate, Granularity, Place
from servanda.places.choose import (
    SAME_KM,
    WorldView,
    clear_winner,
    km_between,
    lies_in,
    meeting,
    prominence,
)
from servanda.places.gazetteer import Gazetteer, Site
from servanda.places.scope import INSIDE, Scope, position

_MOST_CANDIDATES = 5
#: A town this large is known beyond its country, if no other of its name comes near it.
LARGE = 100_000
#: Without a territory the best candidate must lead the next by this, in powers of ten.
MARGIN = 0.2
_GRANULARITY: dict[str, Granularity] = {
    "town": "point", "division": "region", "country": "country", "former": "country",
    "continent": "region",
}  # fmt: skip
_KINDS: dict[str, Granularity] = {"district": "district", "region": "region", "water": "region"}


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


class Resolver:
    """Resolves names for one document: the agreements' own places, the territory, the world.

    `kinds` are the words for kinds of places and what each makes of a name ("province": region);
    `answers` may be shared between documents that look at the same territory in the same year.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        scope: Scope,
        view: WorldView,
        *,
        year: str | None = None,
        kinds: Mapping[str, str],
        answers: dict[Question, Answer] | None = None,
    ) -> None:
        self.gazetteer = self._gazetteer = gazetteer
        self._scope, self._view = scope, view
        self._year, self._kinds = year, kinds
        self._answers: dict[Question, Answer] = {} if answers is None else answers

    def answer(self, question: Question) -> Answer:
        """Give the place meant, or why none can be chosen."""
        known = self._answers.get(question)
        if known is None:
            known = self._answers[question] = self._answer(question)
        return known

    def _answer(self, question: Question) -> Answer:
        own = self._own(question)
        if own is not None:
            return own
        sites = {key: self._gazetteer.sites(key) for key in question.keys}
        if question.doubted:
            return self._unplaced(
                question, self._ranked(sites.values()),
                f"“[sic]” doubts the spelling “{question.words[0]}”",
            )  # fmt: skip
        if question.within:
            stated = self._stated_within(question, sites)
            if stated is not None:
                return stated
        if self._scope.is_bounded:
            return self._in_territory(question, sites)
        return self._in_world(question, sites)

    def _own(self, question: Question) -> Answer | None:
        """Look in the agreements' own gazetteers, which go before all."""
        own = self._scope.own
        named = [own[key] for key in question.keys if key in own]
        if question.kind:
            # "Aksu and Hotan districts": the gazetteer may have "Aksu district" beside Aksu
            words = [word for word, kind in self._kinds.items() if kind == question.kind]
            fuller = [f"{key} {word}" for key in question.keys for word in words]
            named = [own[key] for key in fuller if key in own] or named
        if not named:
            return None
        shared = [place for place in named[0] if all(place in other for other in named[1:])]
        fitting = self._fitting(shared, question.kind)
        if len(fitting) != 1:
            places = fitting or [place for places in named for place in places]
            return Answer(
                reason=f"Not placed: in the agreement's own gazetteer {_quoted(question.words)} "
                + ("name different places." if not shared else "is the name of several places."),
                granularity=_KINDS.get(question.kind, places[0].granularity),
                candidates=tuple(_own_candidate(place) for place in places[:_MOST_CANDIDATES]),
            )
        place = fitting[0]
        lat, lon = position(place)
        return Answer(
            reason=f"{_name(question.words)} {place.name} in the agreement's own gazetteer.",
            granularity=_own_granularity(place, question.kind),
            id=place.id, name=place.name, lat=lat, lon=lon,
        )  # fmt: skip

    def _fitting(self, places: Sequence[Place], kind: str) -> list[Place]:
        """Narrow several own places of one name by what the text calls it and by its date."""
        fitting = list(places)
        if len(fitting) > 1 and kind in _KINDS:
            fitting = [one for one in fitting if one.granularity == _KINDS[kind]] or fitting
        elif len(fitting) > 1:
            fitting = [one for one in fitting if one.granularity == "point"] or fitting
        if len(fitting) > 1 and self._year:
            fitting = [one for one in fitting if _in_use(one, self._year)] or fitting
        return fitting

    def _stated_within(
        self, question: Question, sites: dict[str, tuple[Site, ...]]
    ) -> Answer | None:
        """Take the text at its word: "Paris, Texas" is in Texas."""
        inside = [
            site
            for site in sites[question.keys[0]]
            if any(lies_in(site, area) for area in question.within)
        ]
        best, _why = clear_winner(inside)
        if best is None:
            return None
        area = next(area for area in question.within if lies_in(best, area))
        return self._placed(question, best, f"the text puts it in {area.name}")

    def _in_territory(self, question: Question, sites: dict[str, tuple[Site, ...]]) -> Answer:
        inside = {
            key: [site for site in found if self._scope.tier(site) == INSIDE]
            for key, found in sites.items()
        }
        named = {key: self._of_kind(found, question) for key, found in inside.items() if found}
        if not named:
            return self._beyond(question, sites)
        strangers = [key for key in question.keys if key not in named and sites[key]]
        if strangers:
            words = [question.words[question.keys.index(key)] for key in strangers]
            return self._unplaced(
                question, self._ranked(sites.values()),
                f"{_quoted(words)} names no place in the territory, though it does elsewhere, so "
                f"{_quoted(question.words)} do not agree",
            )  # fmt: skip
        agreed = meeting(named)
        if not agreed:
            return self._unplaced(
                question, self._ranked(named.values()),
                f"{_quoted(question.words)} name places in the territory that lie apart",
            )  # fmt: skip
        if question.article and not any(site.is_area for site in agreed):
            return self._unplaced(
                question, agreed,
                f"“the” before “{question.words[0]}” makes it a region, and the gazetteer has "
                "only towns of this name",
            )  # fmt: skip
        best, why = clear_winner(agreed)
        if best is None:
            return self._unplaced(
                question, agreed,
                f"several places in the territory are called {_quoted(question.words)}",
            )  # fmt: skip
        return self._placed(question, best, f"it lies in the territory{'; ' + why if why else ''}")

    def _beyond(self, question: Question, sites: dict[str, tuple[Site, ...]]) -> Answer:
        """Place what lies outside the territory only where the whole world would know it."""
        known = {key: found for key, found in sites.items() if found}
        if not known:
            return self._unplaced(question, [], "no gazetteer has this name")
        meant = self.world_famous(meeting(known), question)
        if meant is not None and len(known) == len(question.keys):
            return self._placed(question, meant, _fame(meant))
        return self._unplaced(
            question, self._ranked(known.values()),
            f"no place called {_quoted(question.words, 'or')} lies in the territory, "
            "and none elsewhere is so well known that it must be meant",
        )  # fmt: skip

    def world_famous(self, sites: Sequence[Site], question: Question) -> Site | None:
        """Give the country, capital or large city that everybody would take a name for."""
        ranked = sorted(self._of_kind(sites, question), key=_fame_rank)
        if not ranked or (question.article and not ranked[0].is_area):
            return None
        best = ranked[0]
        if best.kind in ("country", "former", "continent"):
            return best
        rivals = [one for one in ranked[1:] if km_between(one, best) > 50 and not one.is_area]
        larger = max((one.population for one in rivals), default=0)
        known = best.chief and (best.kind == "division" or best.population >= LARGE)
        if (known or best.capital) and best.population >= 5 * larger:
            return best
        return None

    def _in_world(self, question: Question, sites: dict[str, tuple[Site, ...]]) -> Answer:
        """Choose with the whole world as near: prominence, and what else the document names."""
        known = {key: found for key, found in sites.items() if found}
        if not known:
            return self._unplaced(question, [], "no gazetteer has this name")
        agreed = self._of_kind(meeting(known), question)
        if not agreed:
            return self._unplaced(
                question, self._ranked(known.values()),
                f"{_quoted(question.words)} name places that lie apart",
            )  # fmt: skip
        ranked = sorted(agreed, key=lambda site: (-self._view.score(site, agreed), site.id))
        best = ranked[0]
        rival = next((one for one in ranked[1:] if km_between(one, best) > SAME_KM), None)
        if rival and self._view.score(best, agreed) - self._view.score(rival, agreed) < MARGIN:
            return self._unplaced(
                question, ranked,
                f"several places are called {_quoted(question.words)} and nothing tells them apart",
            )  # fmt: skip
        return self._placed(question, best, "the best known of its name where the document looks")

    def _of_kind(self, sites: Iterable[Site], question: Question) -> list[Site]:
        """Leave out towns where a region is meant and the reverse, if that leaves any."""
        every = list(sites)
        if question.kind == "region":
            return [site for site in every if site.kind == "division"] or every
        if question.kind in ("point", "district"):
            return [site for site in every if not site.is_area] or every
        chiefs = {
            site.division for site in every if not site.is_area and site.population >= LARGE / 2
        }
        return [s for s in every if s.kind != "division" or s.division not in chiefs] or every

    def _placed(self, question: Question, site: Site, why: str) -> Answer:
        granularity = _KINDS.get(question.kind, _GRANULARITY[site.kind])
        shown = site.name if site.kind != "town" else _shown(question, site)
        stands = ""
        if question.kind in ("district", "region") and not site.is_area:
            stands = f" Shown at the town it is called after, as a {granularity}."
        if site.kind in ("division", "former"):
            stands = " Its point is the middle of where its towns lie (reckoned by us)."
        elif site.is_area:
            stands = " Its point is the middle of its land."
        return Answer(
            reason=f"{_name(question.words)} {self.label(site)} (GeoNames): {why}.{stands}",
            granularity=granularity,
            id=site.id, name=shown, lat=site.lat, lon=site.lon, site=site,
        )  # fmt: skip

    def _unplaced(self, question: Question, sites: Sequence[Site], why: str) -> Answer:
        offered = tuple(self.candidate(site) for site in sites[:_MOST_CANDIDATES])
        kind: Granularity = "region" if question.article else "point"
        return Answer(
            reason=f"Not placed: {why}.",
            granularity=_KINDS.get(question.kind, kind),
            candidates=offered,
        )

    def _ranked(self, groups: Iterable[Iterable[Site]]) -> list[Site]:
        found = {site.id: site for group in groups for site in group}
        return sorted(found.values(), key=lambda s: (self._scope.tier(s), -prominence(s), s.id))

    def candidate(self, site: Site) -> Candidate:
        """Give a place as it is offered: with its division or country behind its name."""
        return Candidate(site.id, self.label(site), site.lat, site.lon)

    def label(self, site: Site) -> str:
        """Give a place's name with the division or country that it lies in."""
        division = self._gazetteer.division(site.division) if site.kind == "town" else None
        if division is not None and division.name != site.name:
            return f"{site.name}, {division.name}"
        if site.kind in ("town", "division") and (country := self._gazetteer.country(site.country)):
            return f"{site.name}, {country.name}"
        return site.name


def _shown(question: Question, site: Site) -> str:
    """Give the name to show: the gazetteer's where the text uses it too, else the text's own."""
    return site.name if site.chief else question.words[0]


def _fame(site: Site) -> str:
    if site.capital:
        return "a capital"
    return "a city known beyond its country" if site.kind == "town" else f"a {_WHAT[site.kind]}"


_WHAT = {
    "division": "first-level division",
    "country": "country",
    "former": "state that is no more",
    "continent": "continent",
}


def _fame_rank(site: Site) -> tuple[bool, bool, float, str]:
    country = site.kind in ("country", "former", "continent")
    return (not country, not site.capital, -prominence(site), site.id)


def _in_use(place: Place, year: str) -> bool:
    """Tell whether one of a place's names was in use in a year, as far as its dates say."""
    return any(
        (name.since or "")[:4] <= year <= ((name.until or "")[:4] or "9999") for name in place.names
    )


def _own_granularity(place: Place, kind: str) -> Granularity:
    return "district" if kind == "district" and place.granularity == "point" else place.granularity


def _own_candidate(place: Place) -> Candidate:
    lat, lon = position(place)
    return Candidate(place.id, place.name, lat, lon)


def _quoted(words: Sequence[str], last: str = "and") -> str:
    marked = [f"“{word}”" for word in dict.fromkeys(words)]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"


def _name(words: Sequence[str]) -> str:
    return f"{_quoted(words)} {'is' if len(set(words)) == 1 else 'are names of'}"
