"""Find the places of a document and resolve them: the room's one machine, step by step."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from servanda.domain.agreement import Agreement
from servanda.domain.place import Candidate, PlaceMention, PlaceRole, Variant
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.places.accept import Evidence, is_never, is_place
from servanda.places.around import Around, Signs, around, signs
from servanda.places.build import Progress
from servanda.places.choose import WorldView
from servanda.places.cues import Cues, english
from servanda.places.gazetteer import Gazetteer, Site, open_gazetteer
from servanda.places.mentions import Hit, find_hits
from servanda.places.names import key_of
from servanda.places.resolve import Answer, Question, Resolver
from servanda.places.roles import role_of
from servanda.places.scope import Scope
from servanda.places.suggest import Suggester
from servanda.places.unknown import JOINED, called_places, listed_unknown, name_before
from servanda.places.vague import find_vague
from servanda.places.variants import Bracket, bracket_after
from servanda.text.port import PlaceFinder

#: Part of the fingerprint: raise it when the rules of this room change what is found.
RULES = "1"
_OPENING_BRACKET = re.compile(r"(?<=[^\W_])[^\S\n]?\[[^\[\]\n]{1,80}\]")
_COMMA = re.compile(r",\s*")


def open_finder(
    agreements: Sequence[Agreement], *, cache: Path, progress: Progress | None = None
) -> PlaceFinder:
    """Give a finder of places for these agreements; without any, for the whole world.

    Args:
        agreements: Their territories are looked at first, their own gazetteers before all.
        cache: A folder of the user's; the world gazetteer is built there the first time.
        progress: Told what is being built, and the share done from 0 to 1.

    Raises:
        GazetteerError: The gazetteer can be neither opened nor built.
    """
    return Finder(open_gazetteer(cache, progress=progress), agreements)


@dataclass(slots=True)
class _Mention:
    """A place mention on its way: the hit, its brackets and what stands around."""

    hit: Hit
    near: Around
    signs: Signs
    brackets: tuple[Bracket, ...]
    #: Where the words that follow begin: behind the brackets.
    tail: int
    known: bool = True

    @property
    def variants(self) -> tuple[Variant, ...]:
        return tuple(variant for one in self.brackets for variant in one.variants)

    @property
    def doubted(self) -> bool:
        return any(one.sic for one in self.brackets)


class Finder:
    """Finds and resolves places; the same source gives the same mentions, in any process."""

    def __init__(self, gazetteer: Gazetteer, agreements: Sequence[Agreement]) -> None:
        self._gazetteer = gazetteer
        self._scope = Scope(agreements)
        self._cues = english()
        self._suggester = Suggester(gazetteer, self._scope)
        said = msgspec.json.encode(
            [(one.key, one.territory, one.parties) for one in agreements], order="sorted"
        )
        self._fingerprint = hashlib.sha256(
            b" ".join((RULES.encode(), gazetteer.fingerprint.encode(), said))
        ).hexdigest()[:16]

    @property
    def fingerprint(self) -> str:
        """Name of the gazetteers' content, the territory and the rules of finding."""
        return self._fingerprint

    def find(
        self,
        source: Source,
        *,
        within: Sequence[Span] | None = None,
        mentions: Sequence[Span] | None = None,
    ) -> list[PlaceMention]:
        """Give the places mentioned, in reading order; see the port."""
        text = source.text
        if mentions is None:
            places = self._places(source)
        else:
            places = [self._mention(source, self._given(text, one)) for one in mentions]
        resolver = Resolver(self._gazetteer, self._scope, self._view(places), year=_year(source))
        found = _Document(text, places, resolver, self._suggester, self._cues).mentions()
        if mentions is None:
            found = self._with_vague(text, found, source)
        if within is not None:
            found = [one for one in found if _inside(one, within)]
        return sorted(found, key=lambda one: (one.start, one.end))

    def names(self, source: Source) -> Counter[str]:
        """Give how often each known name is used where a place may be meant, as folded keys.

        Looser than `find`: small and far places count, for they show where a document plays.
        """
        text, cues = source.text, self._cues
        hits = find_hits(
            text, 0, len(text),
            gazetteer=self._gazetteer, scope=self._scope, particles=cues.particles,
        )  # fmt: skip
        every = [self._mention(source, hit) for hit in hits]
        persons = frozenset(one.hit.key for one in every if one.signs.person)
        uses: Counter[str] = Counter()
        for one in every:
            said = one.signs
            if said.person or (said.swallowed and not one.variants) or is_never(one.hit.key, cues):
                continue
            if one.hit.key in persons and not said.firm:
                continue
            if one.hit.key in cues.common and not (one.variants or said.kind):
                continue
            uses[one.hit.key] += 1
            uses.update(key_of(variant.text) for variant in one.variants)
        return uses

    def _places(self, source: Source) -> list[_Mention]:
        """Give the hits that mean places, and unknown names that the text says are places."""
        text, cues = source.text, self._cues
        closed = _closed(source)
        hits = [
            hit
            for hit in find_hits(
                text, 0, len(text),
                gazetteer=self._gazetteer, scope=self._scope, particles=cues.particles,
            )
            if not _covered(hit, closed)
        ]  # fmt: skip
        spoken_for = self._party_spans(text)
        hits = [hit for hit in hits if not _covered(hit, spoken_for)]
        every = [self._mention(source, hit) for hit in hits]
        persons = frozenset(one.hit.key for one in every if one.signs.person)
        accepted = self._accept(text, every, persons)
        taken = [(one.hit.start, one.tail) for one in every]
        more = [*self._bracketed(source, taken), *called_places(text, cues)]
        fresh = [
            self._mention(source, hit, known=self._gazetteer.knows(hit.key))
            for hit in more
            if not any(start < hit.end and hit.start < end for start, end in taken)
            and not _covered(hit, closed)
        ]
        accepted = sorted([*accepted, *fresh], key=lambda one: one.hit.start)
        listed = listed_unknown(
            text, [(one.hit.start, one.tail) for one in accepted],
            [*taken, *((one.hit.start, one.tail) for one in fresh)], cues,
        )  # fmt: skip
        accepted += [self._mention(source, hit, known=False) for hit in listed]
        return _apart(accepted)

    def _accept(self, text: str, every: list[_Mention], persons: frozenset[str]) -> list[_Mention]:
        """Keep what means a place; a second look lets neighbours in a list vouch."""
        sites = {one.hit.key: self._gazetteer.sites(one.hit.key) for one in every}
        kept: set[int] = set()
        for listed_counts in (False, True):
            for index, one in enumerate(every):
                if index in kept:
                    continue
                listed = listed_counts and any(
                    other in kept and _joined(text, every, index, other)
                    for other in (index - 1, index + 1)
                )
                evidence = Evidence(
                    one.hit, one.signs, sites[one.hit.key],
                    bracket=bool(one.variants) or one.doubted, listed=listed,
                    contained=self._container(text, every, index) != (),
                )  # fmt: skip
                if is_place(evidence, scope=self._scope, cues=self._cues, persons=persons):
                    kept.add(index)
        return [every[index] for index in sorted(kept)]

    def _container(self, text: str, every: Sequence[_Mention], index: int) -> tuple[Site, ...]:
        """Give the areas named after a comma that this name can lie in ("Paris, Texas")."""
        if index + 1 >= len(every):
            return ()
        one, other = every[index], every[index + 1]
        gap = text[one.tail : other.hit.start]
        if not _COMMA.fullmatch(gap):
            return ()
        return containing(self._gazetteer, one.hit.key, other.hit.key)

    def _bracketed(self, source: Source, taken: Sequence[tuple[int, int]]) -> Iterable[Hit]:
        """Give unknown names whose bracket holds a name of the territory: "X [Bachu]"."""
        text = source.text
        for match in _OPENING_BRACKET.finditer(text):
            bracket = bracket_after(text, match.start(), source.brackets)
            if bracket is None or not bracket.variants:
                continue
            if not any(self._is_near(key_of(one.text)) for one in bracket.variants):
                continue
            span = name_before(text, match.start(), cues=self._cues)
            if span and not any(start < span[1] and span[0] < end for start, end in taken):
                yield Hit(span[0], span[1], key_of(text[span[0] : span[1]]))

    def _is_near(self, key: str) -> bool:
        if key in self._scope.own:
            return True
        bounded = self._scope.is_bounded
        return any(not bounded or self._scope.tier(s) == 1 for s in self._gazetteer.sites(key))

    def _mention(self, source: Source, hit: Hit, *, known: bool = True) -> _Mention:
        text = source.text
        tail, brackets = hit.end, []
        while (one := bracket_after(text, tail, source.brackets)) is not None:
            if not one.square and not self._vouched(one):
                break
            brackets.append(one)
            tail = one.end
            if not one.square:
                break
        near = around(text, hit.start, tail)
        said = signs(near, text, hit.start, tail, possessive=hit.possessive, cues=self._cues)
        return _Mention(hit, near, said, tuple(brackets), tail, known)

    def _vouched(self, bracket: Bracket) -> bool:
        """Tell whether names in round brackets are towns; anything may stand in those."""
        return bool(bracket.variants) and all(
            one_key in self._scope.own
            or any(not site.is_area for site in self._gazetteer.sites(one_key))
            for one in bracket.variants
            if (one_key := key_of(one.text)) is not None
        )

    def _given(self, text: str, span: Span) -> Hit:
        """Give a span that somebody else found as a hit, its article or kind left out."""
        words = span.cut(text)
        key = key_of(words)
        if not self._gazetteer.knows(key) and key not in self._scope.own:
            bare = key.removeprefix("the ")
            first, _, rest = bare.partition(" ")
            parts = bare.split(" ")
            for tried in (bare, " ".join(parts[:-1]) if parts[-1] in self._cues.kinds else "", rest
                          if first in self._cues.kinds else ""):  # fmt: skip
                if tried and (self._gazetteer.knows(tried) or tried in self._scope.own):
                    key = tried
                    break
        return Hit(span.start, span.end, key)

    def _view(self, places: Sequence[_Mention]) -> WorldView:
        if self._scope.is_bounded:
            return WorldView()
        keys = dict.fromkeys(one.hit.key for one in places)
        return WorldView.of([sites for key in keys if (sites := self._gazetteer.sites(key))])

    def _party_spans(self, text: str) -> list[tuple[int, int]]:
        """Give where parties and their people are named in more words than a place's name."""
        names = [name for name in (*self._scope.parties, *map(key_of, self._scope.persons)) if name]
        names = [
            name
            for name in names
            if not self._gazetteer.knows(name) and name not in self._scope.own
        ]
        if not names:
            return []
        pattern = "|".join(
            r"\W{1,3}".join(map(re.escape, name.split())) for name in sorted(names, key=len)[::-1]
        )
        return [m.span() for m in re.finditer(rf"\b(?:{pattern})\b", text, re.IGNORECASE)]

    def _with_vague(
        self, text: str, found: list[PlaceMention], source: Source
    ) -> list[PlaceMention]:
        names = {one.start: one.end for one in found}
        kept = list(found)
        closed = _closed(source)
        for vague in find_vague(text, names, self._cues):
            if any(start <= vague.start and vague.end <= end for start, end in closed):
                continue
            near = around(text, vague.start, vague.end)
            if any(one.start <= vague.start and vague.end <= one.end for one in kept):
                continue
            lead = near.words_before(1)
            if vague.countable and not (lead and lead[0] in self._cues.locative):
                continue
            kept = [one for one in kept if not (vague.start <= one.start and one.end <= vague.end)]
            kept.append(
                PlaceMention(
                    text=text[vague.start : vague.end], start=vague.start, end=vague.end,
                    role=role_of(near, self._cues), granularity=vague.granularity,
                    reason=vague.reason,
                )
            )  # fmt: skip
        return kept


class _Document:
    """One document's mentions together: names learned once count everywhere in it."""

    def __init__(
        self,
        text: str,
        places: list[_Mention],
        resolver: Resolver,
        suggester: Suggester,
        cues: Cues,
    ) -> None:
        self._text, self._places = text, places
        self._resolver, self._suggester, self._cues = resolver, suggester, cues
        self._names = _learn(text, places)

    def mentions(self) -> list[PlaceMention]:
        found: list[PlaceMention] = []
        kinds = self._kinds()
        role: PlaceRole = "scene"
        for index, one in enumerate(self._places):
            if not (index and self._continues(index)):
                role = role_of(one.near, self._cues)
            found.append(self._placed(index, one, role, kinds[index]))
        return found

    def _continues(self, index: int) -> bool:
        """Tell whether this mention goes on with the list of the one before."""
        before, one = self._places[index - 1], self._places[index]
        gap = self._text[before.tail : one.hit.start]
        return bool(gap) and JOINED.fullmatch(gap) is not None

    def _kinds(self) -> list[str]:
        """Give what the text calls each; "A, B and C districts" calls each a district."""
        kinds = [one.signs.kind for one in self._places]
        for index in range(len(kinds) - 1, 0, -1):
            if self._places[index].signs.many and kinds[index] and self._continues(index):
                self._spread(kinds, index)
        for index in range(1, len(kinds)):
            # "the districts of A, B and C": the plural stands before the first
            if not kinds[index] and self._continues(index) and self._places[index - 1].signs.many:
                if (
                    self._places[index - 1].near.next.lower()
                    != self._places[index - 1].signs.kind_word
                ):
                    kinds[index] = kinds[index - 1]
        return kinds

    def _spread(self, kinds: list[str], last: int) -> None:
        index = last
        while index > 0 and self._continues(index) and not kinds[index - 1]:
            index -= 1
            kinds[index] = kinds[last]

    def _placed(self, index: int, one: _Mention, role: PlaceRole, kind: str) -> PlaceMention:
        hit = one.hit
        words = self._text[hit.start : hit.end]
        names = self._names[hit.key]
        question = Question(
            keys=tuple(names),
            words=tuple(names.values()),
            kind=kind,
            article=one.signs.article,
            doubted=one.doubted,
            within=self._within(index),
        )
        answer = self._resolver.answer(question)
        if one.signs.direction:
            answer = _part_of(answer, one.signs.direction, words)
        if answer.id is None and not answer.candidates and answer.granularity != "vague":
            answer = self._suggested(answer, hit.key)
        return PlaceMention(
            text=words, start=hit.start, end=hit.end, role=role, granularity=answer.granularity,
            name=answer.name, id=answer.id, lat=answer.lat, lon=answer.lon,
            variants=one.variants, candidates=answer.candidates, reason=answer.reason,
        )  # fmt: skip

    def _within(self, index: int) -> tuple[Site, ...]:
        if index + 1 >= len(self._places):
            return ()
        one, other = self._places[index], self._places[index + 1]
        if not _COMMA.fullmatch(self._text[one.tail : other.hit.start]):
            return ()
        return containing(self._resolver.gazetteer, one.hit.key, other.hit.key)

    def _suggested(self, answer: Answer, key: str) -> Answer:
        """Offer names of the territory that are spelled nearly so; never choose one."""
        near = self._suggester.near(key)
        if not near:
            return answer
        offered = tuple(
            Candidate(site.id, self._resolver.label(site), site.lat, site.lon) for _, site in near
        )
        spelled = ", ".join(f"“{name}”" for name in dict.fromkeys(name for name, _ in near))
        return replace(
            answer, candidates=offered, reason=f"{answer.reason} Spelled nearly so: {spelled}."
        )


def _learn(text: str, places: Sequence[_Mention]) -> dict[str, dict[str, str]]:
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
            if other is not group:
                for name, said in other.items():
                    group.setdefault(name, said)
                    groups[name] = group
    return groups


def _part_of(answer: Answer, direction: str, words: str) -> Answer:
    """Turn a place into a part of it that has no point: "eastern Ukraine"."""
    if answer.granularity not in ("region", "country"):
        return answer
    offered = answer.candidates
    if answer.id is not None and answer.name is not None:
        offered = (Candidate(answer.id, answer.name, answer.lat, answer.lon),)
    return Answer(
        reason=f"Not placed: “{direction} {words}” is a part of {answer.name or words}, no point.",
        granularity="vague", candidates=offered,
    )  # fmt: skip


def containing(gazetteer: Gazetteer, key: str, area_key: str) -> tuple[Site, ...]:
    """Give the areas called `area_key` that hold a place called `key`.

    Not where the second name is better known as a town of its own: "Donetsk, Luhansk" is a list.
    """
    areas = gazetteer.sites(area_key)
    towns = max((one.population for one in areas if not one.is_area), default=0)
    if towns >= 50_000:
        return ()
    sites = gazetteer.sites(key)
    return tuple(
        area
        for area in areas
        if area.kind in ("country", "division")
        and any(
            site.id != area.id
            and (
                site.country == area.country
                if area.kind == "country"
                else site.division == area.division
            )
            for site in sites
        )
    )


def _joined(text: str, every: Sequence[_Mention], index: int, other: int) -> bool:
    first, second = every[min(index, other)], every[max(index, other)]
    gap = text[first.tail : second.hit.start]
    return bool(gap) and JOINED.fullmatch(gap) is not None


def _closed(source: Source) -> list[tuple[int, int]]:
    """Give what no mention may begin in: editors' brackets, and square brackets of any hand."""
    spans = [(one.start, one.end) for one in source.brackets]
    spans += [match.span() for match in re.finditer(r"\[[^\[\]\n]{1,200}\]", source.text)]
    return sorted(spans)


def _covered(hit: Hit, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (hit.start, 1 << 60))
    return any(start <= hit.start and hit.end <= end for start, end in spans[max(0, at - 4) : at])


def _apart(places: list[_Mention]) -> list[_Mention]:
    """Put mentions in order; of two that overlap, or one in the other's bracket, keep the first."""
    kept: list[_Mention] = []
    for one in sorted(places, key=lambda one: (one.hit.start, -one.hit.end)):
        if not kept or one.hit.start >= kept[-1].tail:
            kept.append(one)
    return kept


def _inside(one: PlaceMention, within: Sequence[Span]) -> bool:
    return any(span.start <= one.start and one.end <= span.end for span in within)


def _year(source: Source) -> str | None:
    match = re.match(r"\d{4}", source.description.written or "")
    return match[0] if match else None
