"""Gather the mentions of places in a document: what is printed, and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.places.accept import Evidence, is_never, is_place, is_short
from servanda.places.around import around, signs
from servanda.places.breaks import across_breaks
from servanda.places.choose import meeting
from servanda.places.cues import Cues
from servanda.places.gazetteer import Gazetteer, Site
from servanda.places.mention import Mention, is_joined
from servanda.places.mentions import Hit, find_hits
from servanda.places.names import key_of
from servanda.places.scope import INSIDE, Scope
from servanda.places.sieve import Sieve
from servanda.places.stretches import Stretches
from servanda.places.unknown import (
    called_places,
    echoes,
    half_names,
    listed_unknown,
    name_before,
)
from servanda.places.unlisted import is_english, told_by_words
from servanda.places.vague import is_measured
from servanda.places.variants import Bracket, bracket_after
from servanda.places.within import areas_of

_SQUARE = re.compile(r"\[[^\[\]\n]{1,200}\]")
#: Names learned from one document that are sought again in it.
_MOST_LEARNED = 200
#: An unknown name in so many capitals or fewer, amid small letters, is a body's initials.
_MOST_INITIALS = 7
#: A town this large is itself even if a capital stands before it ("Greater Manchester").
FAMOUS = 500_000


class Gatherer:
    """Gathers mentions with one gazetteer, the agreements' scope and one language's cues."""

    def __init__(self, gazetteer: Gazetteer, scope: Scope, cues: Cues) -> None:
        self._gazetteer, self._scope, self._cues = gazetteer, scope, cues
        self._sieve = Sieve(gazetteer, scope, cues)

    def gather(self, source: Source) -> list[Mention]:
        """Give what means a place, known to a gazetteer or not, in reading order."""
        text, cues = source.text, self._cues
        square = [match.span() for match in _SQUARE.finditer(text)]
        closed = Stretches([*((one.start, one.end) for one in source.brackets), *square])
        taken_by_parties = Stretches(self._party_spans(text))
        hits = [
            hit
            for hit in self._hits(text)
            if not closed.hold(hit.start, hit.end)
            and not taken_by_parties.hold(hit.start, hit.end)
            and self._sieve.passes(text, hit)
        ]
        every = [self.mention(source, hit) for hit in self._whole_names(text, hits)]
        judged = Stretches(_spans(every))
        accepted = self._accept(text, every)
        if not self._scope.is_bounded:
            accepted = _apart([*accepted, *self._neighbours(text, every, accepted)])
        fresh = [
            self.mention(source, hit)
            for hit in (*self._bracketed(source, square), *self._called(text))
            if not judged.touch(hit.start, hit.end) and not closed.hold(hit.start, hit.end)
        ]
        fresh += self._told(source, [*accepted, *fresh], Stretches(_spans(every)), closed)
        accepted = _apart([*accepted, *fresh])
        judged = Stretches(_spans([*every, *fresh]))
        places = _spans(accepted)
        listed = [self.mention(source, hit) for hit in listed_unknown(text, places, judged, cues)]
        accepted = _apart([*accepted, *listed])
        judged = Stretches(_spans([*every, *accepted]))
        learned = islice(self._learned(text, accepted), _MOST_LEARNED)
        again = [
            one
            for hit in echoes(text, learned, judged)
            if not closed.hold(hit.start, hit.end)
            and not ((one := self.mention(source, hit)).signs.person or one.signs.swallowed)
        ]
        return _apart([*accepted, *again])

    def _neighbours(
        self, text: str, every: Sequence[Mention], accepted: Sequence[Mention]
    ) -> Iterator[Mention]:
        """Give small towns near a place that was accepted, where the words allow a place.

        After "of" or "from", before a comma, or in capitals: beside Leeds "of Otley" is a town.
        """
        keys = {one.hit.key for one in accepted}
        squares = {
            (round(site.lat * 4) + north, round(site.lon * 4) + east)
            for key in keys
            for site in self._gazetteer.sites(key)[:2]
            if site.kind == "town" and site.lat is not None and site.lon is not None
            for north in (-1, 0, 1)
            for east in (-1, 0, 1)
        }
        persons = self._persons(every)
        taken = {one.hit.start for one in accepted}
        for one in every:
            if one.hit.start in taken or not _may_be_town(text, one, self._cues):
                continue
            if one.hit.key in persons or is_never(one.hit.key, self._cues):
                continue
            if is_short(text[one.hit.start : one.hit.end], one.hit.key, one.signs):
                continue
            if any(
                (round(site.lat * 4), round(site.lon * 4)) in squares
                for site in self._gazetteer.sites(one.hit.key)
                if site.kind == "town" and site.lat is not None and site.lon is not None
            ):
                yield one

    def _called(self, text: str) -> Iterator[Hit]:
        """Give what the text calls a place; "the settlement of Differences" is none."""
        for hit in called_places(text, self._cues):
            if hit.key not in self._gazetteer.everyday:
                yield hit

    def _told(
        self, source: Source, places: Sequence[Mention], judged: Stretches, closed: Stretches
    ) -> Iterator[Mention]:
        """Give unknown names that the words around, or their own ending, make places."""
        language = source.description.language
        if (language and not language.startswith("en")) or not is_english(source.text):
            return
        everyday = self._gazetteer.everyday
        taken = Stretches(_spans(places))
        for hit in told_by_words(source.text, taken, judged, self._cues, everyday):
            one = self.mention(source, hit)
            said = one.signs
            capitals = source.text[hit.start : hit.end].isupper() and not said.shouted
            initials = capitals and hit.end - hit.start <= _MOST_INITIALS
            if not (closed.hold(hit.start, hit.end) or said.person or said.swallowed or initials):
                yield one

    def _learned(self, text: str, accepted: Sequence[Mention]) -> Iterator[str]:
        """Give the names, as printed, that no gazetteer has and the document says are places."""
        seen: set[str] = set()
        for one in accepted:
            for name in (text[one.hit.start : one.hit.end], *(v.text for v in one.variants)):
                if name not in seen and not self._is_known(key_of(name)):
                    seen.add(name)
                    yield name

    def uses(self, source: Source) -> Counter[str]:
        """Give how often each known name is used where a place may be meant, as folded keys.

        Looser than `gather`: small and far places count, for they show where a document plays.
        """
        every = [
            self.mention(source, hit)
            for hit in self._hits(source.text)
            if not is_never(hit.key, self._cues)
        ]
        persons = self._persons(every)
        uses: Counter[str] = Counter()
        for one in every:
            said, key = one.signs, one.hit.key
            unsure = key in persons and not said.firm
            everyday = key in self._cues.common and not (one.variants or said.kind)
            part = said.person or said.hyphen or (said.swallowed and not one.variants)
            if unsure or everyday or part:
                continue
            uses[key] += 1
            uses.update(key_of(variant.text) for variant in one.variants)
        return uses

    def given(self, source: Source, span: Span) -> Mention:
        """Give a mention at a span that somebody else found; article or kind may be inside."""
        return self.mention(source, Hit(span.start, span.end, self.key_at(source.text, span)))

    def key_at(self, text: str, span: Span) -> str:
        """Give the folded name to look up for given words: "aksu" for "the Aksu district"."""
        key = key_of(span.cut(text))
        bare = key.removeprefix("the ")
        *name, last = bare.split(" ")
        kind = self._cues.kinds.get(last)
        shorter = " ".join(name) if kind in ("district", "region") else ""
        for tried in (key, bare, shorter):
            if tried and (self._gazetteer.knows(tried) or tried in self._scope.own):
                return tried
        return key

    def mention(self, source: Source, hit: Hit) -> Mention:
        """Give a hit with its brackets and surroundings."""
        text = source.text
        tail, brackets = hit.end + (2 if hit.possessive else 0), []
        while (one := bracket_after(text, tail, source.brackets)) is not None:
            if not one.square and not self._agrees(hit.key, one):
                break  # anything may stand in round brackets; a name of the same town is a variant
            brackets.append(one)
            tail = one.end
            if not one.square:
                break
        near = around(text, hit.start, tail)
        said = signs(near, text, hit.start, tail, possessive=hit.possessive, cues=self._cues)
        return Mention(hit, near, said, tuple(brackets), tail)

    def _hits(self, text: str) -> list[Hit]:
        found = [hit for hit in self._names_in(text) if not _is_piece(text, hit, self._cues)]
        divided = list(across_breaks(text, self._names_in))
        if divided:
            whole = Stretches((hit.start, hit.end) for hit in divided)
            found = [hit for hit in found if not whole.touch(hit.start, hit.end)]
            found = sorted([*found, *divided], key=lambda hit: hit.start)
        if self._scope.small_names is not None:
            small = [
                Hit(match.start(), match.end(), key_of(match[0]))
                for match in self._scope.small_names.finditer(text)
                if not is_measured(text, match.start(), match.end(), self._cues)
            ]
            longer = Stretches((hit.start, hit.end) for hit in small)
            found = [hit for hit in found if not longer.hold(hit.start, hit.end)]
            others = Stretches((hit.start, hit.end) for hit in found)
            found += [hit for hit in small if not others.touch(hit.start, hit.end)]
            found.sort(key=lambda hit: hit.start)
        return found

    def _names_in(self, text: str) -> Iterator[Hit]:
        return find_hits(
            text, 0, len(text),
            gazetteer=self._gazetteer, scope=self._scope, particles=self._cues.particles,
        )  # fmt: skip

    def _whole_names(self, text: str, hits: list[Hit]) -> list[Hit]:
        """Put the whole of a longer unknown name in the place of the half that was found."""
        whole = list(half_names(text, hits, self._cues))
        if not whole:
            return hits
        wholes = Stretches((hit.start, hit.end) for hit in whole)
        kept = [hit for hit in hits if not wholes.hold(hit.start, hit.end)]
        return sorted([*kept, *whole], key=lambda hit: hit.start)

    def _accept(self, text: str, every: Sequence[Mention]) -> list[Mention]:
        """Keep what means a place; a second look lets neighbours in a list vouch."""
        persons = self._persons(every)
        within = [areas_of(text, every, at, self._gazetteer) for at in range(len(every))]
        kept: set[int] = set()
        for second in (False, True):
            for index in range(len(every)):
                if second and not {index - 1, index + 1} & kept:
                    continue
                if index not in kept and is_place(
                    self._evidence(text, every, index, kept if second else frozenset(), within),
                    scope=self._scope, cues=self._cues, persons=persons,
                ):  # fmt: skip
                    kept.add(index)
        return [every[index] for index in sorted(kept)]

    def _evidence(
        self,
        text: str,
        every: Sequence[Mention],
        index: int,
        kept: frozenset[int] | set[int],
        within: Sequence[tuple[Site, ...]],
    ) -> Evidence:
        one = every[index]
        short = is_short(text[one.hit.start : one.hit.end], one.hit.key, one.signs)
        before = index > 0 and is_joined(text, every[index - 1], one)
        holds = index > 0 and bool(within[index - 1])
        after = index + 1 < len(every) and is_joined(text, one, every[index + 1])
        return Evidence(
            one.hit,
            one.signs,
            self._gazetteer.sites(one.hit.key),
            bracket=one.doubted or any(self._is_known(key_of(v.text)) for v in one.variants),
            listed=((before or holds) and index - 1 in kept) or (after and index + 1 in kept),
            contained=bool(within[index]),
            chained=_is_chained(every, index),
            short=short,
            abbreviates=short and holds,
        )

    def _persons(self, every: Sequence[Mention]) -> frozenset[str]:
        """Give the names that the document uses of persons, here or elsewhere.

        A title or "named" decides. A capital before, as in a full name, decides only for names of
        small places far away: "South Ossetia" is no person.
        """
        return frozenset(
            one.hit.key
            for one in every
            if one.signs.person or (one.signs.full_name and not self._is_famous(one.hit.key))
        )

    def _is_famous(self, key: str) -> bool:
        return any(
            site.is_area
            or site.capital
            or site.population >= FAMOUS
            or self._scope.tier(site) == INSIDE
            for site in self._gazetteer.sites(key)
        )

    def _bracketed(self, source: Source, square: Iterable[tuple[int, int]]) -> Iterator[Hit]:
        """Give unknown names whose bracket holds a name of the territory: "Maralbexi [Bachu]"."""
        text = source.text
        for start, _end in square:
            end = start - 1 if text[start - 1 : start] in (" ", "\t", "\u00a0") else start
            bracket = bracket_after(text, end, source.brackets)
            if bracket is None or not bracket.variants:
                continue
            if not any(self._is_near(key_of(one.text)) for one in bracket.variants):
                continue
            span = name_before(text, end, cues=self._cues)
            if span is not None:
                yield Hit(span[0], span[1], key_of(text[span[0] : span[1]]))

    def _is_near(self, key: str) -> bool:
        if key in self._scope.own:
            return True
        bounded = self._scope.is_bounded
        return any(
            not bounded or self._scope.tier(site) == INSIDE for site in self._gazetteer.sites(key)
        )

    def _is_known(self, key: str) -> bool:
        return key in self._scope.own or self._gazetteer.knows(key)

    def _agrees(self, key: str, bracket: Bracket) -> bool:
        """Tell whether all names in a bracket are towns, and where this name is."""
        own = self._scope.own
        for other in [key_of(one.text) for one in bracket.variants]:
            if other in own:
                if key in own and not any(place in own[other] for place in own[key]):
                    return False
                continue
            towns = [site for site in self._gazetteer.sites(other) if not site.is_area]
            mine = self._gazetteer.sites(key)
            if not towns or (mine and not meeting({key: mine, other: towns})):
                return False
        return bool(bracket.variants)

    def _party_spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where parties and their people are named in more words than a place's name."""
        if self._scope.longer_names is not None:
            for match in self._scope.longer_names.finditer(text):
                if not self._gazetteer.knows(key_of(match[0]).removeprefix("the ")):
                    yield match.span()


def _spans(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(one.hit.start, one.tail) for one in mentions]


def _may_be_town(text: str, one: Mention, cues: Cues) -> bool:
    """Tell whether nothing around speaks against a town, and something for one."""
    said, before = one.signs, one.near.words_before(1)
    if said.person or said.swallowed or said.hyphen or said.speaks or said.article:
        return False
    if said.full_name or one.hit.key in cues.common:
        return False
    if "&" in text[one.hit.start - 2 : one.hit.start] + text[one.tail : one.tail + 2]:
        return False  # a firm
    led = bool(before) and before[0] in ("of", "from")
    comma = text[one.tail : one.tail + 1] == "," and before != ["and"]
    return led or comma or text[one.hit.start : one.hit.end].isupper()


def _is_chained(every: Sequence[Mention], index: int) -> bool:
    """Tell whether the name touches another one, but for a hyphen ("Avdiivka-Donetsk")."""
    one = every[index]
    before = index > 0 and one.hit.start - every[index - 1].hit.end == 1
    return before or (index + 1 < len(every) and every[index + 1].hit.start - one.hit.end == 1)


def _apart(places: Sequence[Mention]) -> list[Mention]:
    """Put mentions in order; of two that overlap, or one in the other's bracket, keep the first."""
    kept: list[Mention] = []
    for one in sorted(places, key=lambda one: (one.hit.start, -one.hit.end)):
        if not kept or one.hit.start >= kept[-1].tail:
            kept.append(one)
    return kept


#: What goes on after a hyphen: at most one line's end, then small letters.
_GOES_ON = re.compile(r"[-\u2010\u00ad]\s?([^\W\d_]+)")


def _is_piece(text: str, hit: Hit, cues: Cues) -> bool:
    """Tell whether a name is only the first part of a word that a hyphen divides ("Stan-ytsia").

    "Geneva-based" is no such word: what follows there is a word that English joins to places.
    """
    after = _GOES_ON.match(text, hit.end)
    return after is not None and after[1][0].islower() and after[1] not in cues.compounding
