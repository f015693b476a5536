"""One document's mentions together: what is learned in one place counts everywhere in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.domain.place import Candidate, PlaceMention, PlaceRole
from servanda.places.answer import Answer, Question
from servanda.places.choose import lies_in
from servanda.places.coordinates import coordinates_after
from servanda.places.cues import Cues
from servanda.places.gazetteer import Site
from servanda.places.mention import Mention, is_joined
from servanda.places.names import key_of
from servanda.places.resolve import Resolver
from servanda.places.roles import role_of
from servanda.places.suggest import Suggester
from servanda.places.within import areas_of, is_area

#: Names of one place; a document that gives it more is not believed further.
_MOST_NAMES = 12
#: Unknown names for which similar spellings are sought in one document.
_MOST_SUGGESTED = 100


class Document:
    """One document's mentions together: names learned once count everywhere in it."""

    def __init__(
        self,
        text: str,
        places: list[Mention],
        resolver: Resolver,
        suggester: Suggester,
        cues: Cues,
    ) -> None:
        self._text, self._places = text, places
        self._resolver, self._suggester, self._cues = resolver, suggester, cues
        self._names = _learn(text, places)
        self._printed = {
            one.hit.key: found
            for one in reversed(places)
            if (found := coordinates_after(text, one.tail)) is not None
        }
        self._asked: set[str] = set()

    def mentions(self) -> list[PlaceMention]:
        """Give every mention resolved; members of a list share role and kind."""
        found: list[PlaceMention] = []
        kinds, within = self._kinds(), self._within()
        role: PlaceRole = "scene"
        for index, one in enumerate(self._places):
            if not self._continues(index):
                role = role_of(one.near, self._cues)
            found.append(self._placed(one, role, kinds[index], within[index]))
        return found

    def _continues(self, index: int) -> bool:
        """Tell whether this mention goes on with the list of the one before."""
        return index > 0 and is_joined(self._text, self._places[index - 1], self._places[index])

    def _kinds(self) -> list[str]:
        """Give what the text calls each; "A, B and C districts" calls each a district."""
        kinds = [one.signs.kind for one in self._places]
        for index in range(len(kinds) - 1, 0, -1):
            if self._places[index].signs.many and kinds[index] and self._continues(index):
                self._spread(kinds, index)
        plural_before = False
        for index, one in enumerate(self._places):
            # "the districts of A, B and C": the plural stands before the first
            goes_on = plural_before and self._continues(index)
            if goes_on and not kinds[index]:
                kinds[index] = kinds[index - 1]
            plural_before = goes_on or (one.signs.many and not one.signs.kind_follows)
        return kinds

    def _spread(self, kinds: list[str], last: int) -> None:
        index = last
        while self._continues(index) and not kinds[index - 1]:
            index -= 1
            kinds[index] = kinds[last]

    def _within(self) -> list[tuple[Site, ...]]:
        """Give the areas that the text puts each mention in, there or elsewhere in it.

        A list shares what its last member says ("Ames and Nevada, Iowa"). A name that stands alone
        lies where it was last said to lie before, else where it is first said to lie after.
        """
        gazetteer, places = self._resolver.gazetteer, self._places
        within = [areas_of(self._text, places, index, gazetteer) for index in range(len(places))]
        for index in range(len(places) - 1, 0, -1):
            before = places[index - 1]
            if (
                within[index]
                and not within[index - 1]
                and self._continues(index)
                and not is_area(before, gazetteer)
            ):
                sites = gazetteer.sites(before.hit.key)
                within[index - 1] = tuple(
                    area for area in within[index] if any(lies_in(site, area) for site in sites)
                )
        said: dict[str, tuple[Site, ...]] = {}
        for one, areas in zip(reversed(places), reversed(within), strict=True):
            if areas:
                said[one.hit.key] = areas
        for index, one in enumerate(places):
            if within[index]:
                said[one.hit.key] = within[index]
            elif one.hit.key in said and not one.signs.kind:
                within[index] = said[one.hit.key]
        return within

    def _placed(
        self, one: Mention, role: PlaceRole, kind: str, within: tuple[Site, ...]
    ) -> PlaceMention:
        hit = one.hit
        words = self._text[hit.start : hit.end]
        names = self._names[hit.key]
        question = Question(
            keys=tuple(names),
            words=tuple(names.values()),
            kind=kind,
            article=one.signs.article,
            doubted=one.doubted,
            within=within,
        )
        answer = self._resolver.answer(question)
        if printed := self._printed.get(hit.key):
            answer = self._resolver.at(question, answer, *printed)
        start, direction = hit.start, one.signs.direction
        if direction and (direction[0].isupper() or answer.granularity in ("region", "country")):
            answer = _part_of(answer, direction, words)
            start = self._text.rindex(direction, 0, start)
            words = self._text[start : hit.end]
        if answer.id is None and not answer.candidates and answer.granularity != "vague":
            answer = self._suggested(answer, hit.key)
        return PlaceMention(
            text=words, start=start, end=hit.end, role=role, granularity=answer.granularity,
            name=answer.name, id=answer.id, lat=answer.lat, lon=answer.lon,
            variants=one.variants, candidates=answer.candidates, reason=answer.reason,
        )  # fmt: skip

    def _suggested(self, answer: Answer, key: str) -> Answer:
        """Offer names of the territory that are spelled nearly so; never choose one."""
        self._asked.add(key)
        near = self._suggester.near(key) if len(self._asked) <= _MOST_SUGGESTED else []
        if not near:
            return answer
        offered = tuple(
            Candidate(site.id, self._resolver.label(site), site.lat, site.lon) for _, site in near
        )
        spelled = ", ".join(f"“{name}”" for name in dict.fromkeys(name for name, _ in near))
        return replace(
            answer, candidates=offered, reason=f"{answer.reason} Spelled nearly so: {spelled}."
        )


def _learn(text: str, places: Sequence[Mention]) -> dict[str, dict[str, str]]:
    """Give, for each name, all names that the document prints for the same place.

    Keys in the order in which they are first printed, each with its words. "Kuqa [Kuche]" makes
    both names one wherever either stands alone.
    """
    groups: dict[str, dict[str, str]] = {}
    for one in places:
        words = text[one.hit.start : one.hit.end]
        group = groups.setdefault(one.hit.key, {one.hit.key: words})
        for variant in one.variants:
            key = key_of(variant.text)
            other = groups.get(key, {key: variant.text})
            if other is not group and len(group) + len(other) <= _MOST_NAMES:
                for name, said in other.items():
                    group.setdefault(name, said)
                    groups[name] = group
    return groups


def _part_of(answer: Answer, direction: str, words: str) -> Answer:
    """Turn a place into a part of it, or into another place called after it, without a point.

    "eastern Ukraine" is a part; "North Cotabato" may be anything that bears that name.
    """
    offered = answer.candidates
    if answer.id is not None and answer.name is not None:
        offered = (Candidate(answer.id, answer.name, answer.lat, answer.lon),)
    why = f"“{direction} {words}” is not the whole of {answer.name or words}"
    vague = answer.granularity in ("region", "country") and direction.lower().endswith("ern")
    return Answer(
        reason=f"Not placed: {why}.",
        granularity="vague" if vague else "region",
        candidates=offered,
    )
