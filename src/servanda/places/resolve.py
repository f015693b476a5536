"""From names to a place, or to a reason why it stays unplaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from servanda.domain.place import Candidate, Granularity, Place, distance_km
from servanda.places.answer import (
    GRANULARITY,
    KINDS,
    MOST_CANDIDATES,
    Answer,
    Question,
    fame,
    in_use,
    own_candidate,
    own_granularity,
    quoted,
    shown,
    subject,
)
from servanda.places.breaks import undivided
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
from servanda.places.names import is_spelling
from servanda.places.scope import INSIDE, NEAR, Scope, position

#: A town this large is known beyond its country, if no other of its name comes near it.
LARGE = 100_000
#: Kinds of the gazetteer that are meant by what the text calls a name, the first that there is.
_AREAS = {"region": ("division", "region"), "district": ("district",), "water": ("water",)}
#: Without a territory the best candidate must lead the next by this, in powers of ten.
MARGIN = 0.2


def unbounded(sites: Sequence[Site], scope: Scope) -> Site | None:
    """Give the region or sea that is meant by a name before small towns far away that bear it."""
    found = next((site for site in sites if site.is_unbounded), None)
    if found is None or any(
        site is not found
        and (site.is_area or site.population >= LARGE or scope.tier(site) == INSIDE)
        for site in sites
    ):
        return None
    return found


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
        region = unbounded(sites[question.keys[0]], self._scope)
        if region is not None and question.kind != "point":
            what = "region without agreed bounds" if region.kind == "region" else "sea or a coast"
            return replace(
                self._unplaced(question, [], f"{quoted(question.words[:1])} is a {what}, no point"),
                granularity="region",
            )
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

    def at(self, question: Question, answer: Answer, lat: float, lon: float) -> Answer:
        """Give the place at coordinates that the text prints: one of the name near them, or none.

        Where no place of the name is near, the point itself is the place, as a geo URI (RFC 5870).
        An agreement's own place stays itself.
        """
        known = answer.id is not None and (answer.site is None or answer.site.is_area)
        if known or answer.granularity in ("country", "vague"):
            return answer
        sites = [
            site
            for site in self._gazetteer.sites(question.keys[0])
            if site.lat is not None
            and site.lon is not None
            and distance_km(lat, lon, site.lat, site.lon) <= SAME_KM
        ]
        why = f"the text prints {lat}, {lon}"
        if sites:
            placed = self._placed(question, max(sites, key=prominence), why)
            return replace(placed, lat=lat, lon=lon)
        return Answer(
            reason=f"{subject(question.words[:1])} where {why}; no gazetteer has it there.",
            granularity=KINDS.get(question.kind, "point"),
            id=f"geo:{lat},{lon}", name=undivided(question.words[0]), lat=lat, lon=lon,
        )  # fmt: skip

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
                reason=f"Not placed: in the agreement's own gazetteer {quoted(question.words)} "
                + ("name different places." if not shared else "is the name of several places."),
                granularity=KINDS.get(question.kind, places[0].granularity),
                candidates=tuple(own_candidate(place) for place in places[:MOST_CANDIDATES]),
            )
        place = fitting[0]
        lat, lon = position(place)
        return Answer(
            reason=f"{subject(question.words)} {place.name} in the agreement's own gazetteer.",
            granularity=own_granularity(place, question.kind),
            id=place.id, name=place.name, lat=lat, lon=lon,
        )  # fmt: skip

    def _fitting(self, places: Sequence[Place], kind: str) -> list[Place]:
        """Narrow several own places of one name by what the text calls it and by its date."""
        fitting = list(places)
        if len(fitting) > 1 and kind in KINDS:
            fitting = [one for one in fitting if one.granularity == KINDS[kind]] or fitting
        elif len(fitting) > 1:
            fitting = [one for one in fitting if one.granularity == "point"] or fitting
        if len(fitting) > 1 and self._year:
            fitting = [one for one in fitting if in_use(one, self._year)] or fitting
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
        called = self._called(question, sites)
        if len(called) == 1:
            return self._placed(question, called[0], f"the text calls it a {question.kind}")
        named = {key: self._of_kind(found, question) for key, found in inside.items() if found}
        if not named:
            return self._beyond(question, sites)
        strangers = [key for key in question.keys if key not in named and sites[key]]
        if strangers:
            words = [question.words[question.keys.index(key)] for key in strangers]
            return self._unplaced(
                question, self._ranked(sites.values()),
                f"{quoted(words)} names no place in the territory, though it does elsewhere, so "
                f"{quoted(question.words)} do not agree",
            )  # fmt: skip
        return self._decided(question, named)

    def _decided(self, question: Question, named: dict[str, list[Site]]) -> Answer:
        """Choose among the places of the territory that bear the names, or say why not."""
        agreed = meeting(named)
        best, why = clear_winner(agreed)
        called = quoted(question.words)
        if not agreed:
            agreed = self._ranked(named.values())
            reason = f"{called} name places in the territory that lie apart"
        elif question.article and not any(site.is_area for site in agreed):
            reason = (
                f"“the” before “{question.words[0]}” makes it a region, and the gazetteer has only "
                "towns of this name"
            )
        elif best is None:
            reason = f"several places in the territory are called {called}"
        else:
            return self._placed(
                question, best, f"it lies in the territory{'; ' + why if why else ''}"
            )
        return self._unplaced(question, agreed, reason)

    def _beyond(self, question: Question, sites: dict[str, tuple[Site, ...]]) -> Answer:
        """Place what lies outside the territory only where the whole world would know it."""
        known = {key: found for key, found in sites.items() if found}
        if not known:
            return self._unplaced(question, [], "no gazetteer has this name")
        agreed = meeting(known) if len(known) == len(question.keys) else []
        near = [site for site in agreed if self._scope.tier(site) == NEAR]
        meant = self._well_known(near, question, least=LARGE // 2)
        if meant is not None:
            return self._placed(question, meant, "well known in the territory's country")
        meant = self._well_known(agreed, question, least=LARGE)
        if meant is not None:
            return self._placed(question, meant, fame(meant))
        return self._unplaced(
            question, self._ranked(known.values()),
            f"no place called {quoted(question.words, 'or')} lies in the territory, "
            "and none elsewhere is so well known that it must be meant",
        )  # fmt: skip

    def _called(self, question: Question, sites: Mapping[str, Sequence[Site]]) -> list[Site]:
        """Give the areas of the kind that the text names, in the territory or else its country."""
        if question.kind not in _AREAS:
            return []
        agreed = meeting(sites) if all(sites.values()) else []
        for kind in _AREAS[question.kind]:
            near = [one for one in agreed if one.kind == kind and self._scope.tier(one) <= NEAR]
            inside = [one for one in near if self._scope.tier(one) == INSIDE]
            if near:
                return inside or near
        return []

    def _well_known(self, sites: Sequence[Site], question: Question, *, least: int) -> Site | None:
        """Give the country, capital or large city that everybody would take a name for."""
        known = [site for site in sites if not site.is_minor or question.kind in _AREAS]
        ranked = sorted(self._of_kind(known, question), key=_fame_rank)
        if not ranked or (question.article and not ranked[0].is_area):
            return None
        best = ranked[0]
        if best.kind in ("country", "former", "continent"):
            return best
        rivals = [one for one in ranked[1:] if km_between(one, best) > SAME_KM and not one.is_area]
        larger = max((one.population for one in rivals), default=0)
        spelled = best.chief or any(is_spelling(key, best.name) for key in question.keys)
        large = spelled and (best.kind == "division" or best.population >= least)
        return best if (large or best.capital) and best.population >= 5 * larger else None

    def _in_world(self, question: Question, sites: dict[str, tuple[Site, ...]]) -> Answer:
        """Choose with the whole world as near: prominence, and what else the document names."""
        known = {key: found for key, found in sites.items() if found}
        if not known:
            return self._unplaced(question, [], "no gazetteer has this name")
        agreed = self._of_kind(meeting(known), question)
        if not agreed:
            return self._unplaced(
                question, self._ranked(known.values()),
                f"{quoted(question.words)} name places that lie apart",
            )  # fmt: skip
        ranked = sorted(agreed, key=lambda site: (-self._view.score(site, agreed), site.id))
        best = ranked[0]
        rival = next((one for one in ranked[1:] if km_between(one, best) > SAME_KM), None)
        if rival and self._view.score(best, agreed) - self._view.score(rival, agreed) < MARGIN:
            return self._unplaced(
                question, ranked,
                f"several places are called {quoted(question.words)} and nothing tells them apart",
            )  # fmt: skip
        return self._placed(question, best, "the best known of its name where the document looks")

    def _of_kind(self, sites: Iterable[Site], question: Question) -> list[Site]:
        """Leave out towns where a region is meant and the reverse, if that leaves any."""
        every = list(sites)
        for kind in _AREAS.get(question.kind, ()):
            if called := [site for site in every if site.kind == kind]:
                return called
        if question.kind in ("point", "district"):
            return [site for site in every if not site.is_area] or every
        # "Aksu" is the town, not the river or the county that is called after it
        every = [site for site in every if not site.is_minor] or every
        chiefs = {
            site.division for site in every if not site.is_area and site.population >= LARGE / 2
        }
        return [s for s in every if s.kind != "division" or s.division not in chiefs] or every

    def _placed(self, question: Question, site: Site, why: str) -> Answer:
        granularity = KINDS.get(question.kind, GRANULARITY[site.kind])
        name = site.name if site.kind != "town" else shown(question, site)
        stands = ""
        if question.kind in ("district", "region") and not site.is_area:
            stands = f" Shown at the town it is called after, as a {granularity}."
        if site.reckoned:
            stands = " Its point is the middle of where its towns lie (reckoned by us)."
        elif site.is_area and not site.source:
            stands = " Its point is the middle of its land."
        label = f"{self.label(site)} ({site.credit})"
        return Answer(
            reason=f"{subject(question.words)} {label}: {why}.{stands}",
            granularity=granularity,
            id=site.id, name=name, lat=site.lat, lon=site.lon, site=site,
        )  # fmt: skip

    def _unplaced(self, question: Question, sites: Sequence[Site], why: str) -> Answer:
        offered = tuple(self.candidate(site) for site in sites[:MOST_CANDIDATES])
        kind: Granularity = "region" if question.article else "point"
        return Answer(
            reason=f"Not placed: {why}.",
            granularity=KINDS.get(question.kind, kind),
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
        return self._gazetteer.label(site)


def _fame_rank(site: Site) -> tuple[bool, bool, float, str]:
    country = site.kind in ("country", "former", "continent")
    return (not country, not site.capital, -prominence(site), site.id)
