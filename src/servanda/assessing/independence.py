"""Which sources speak for themselves. These docstrings are printed in the dossier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from servanda.domain.derivation import Derivation, Likeness
from servanda.domain.judgement import DerivationSet
from servanda.domain.record import Record
from servanda.domain.source import Source

#: From this share of a text on, one that stands within another was taken from it or into it.
WITHIN = 0.8


@dataclass(frozen=True, slots=True)
class Witness:
    """Sources that count once, because each of them comes from what another one comes from.

    `sources` begin with the one nearest to the origin. `origins` are what it all comes from: ids
    of sources, or names of documents that are not held.
    """

    sources: tuple[str, ...]
    origins: frozenset[str]


def gather_derivations(
    sources: Sequence[Source],
    *,
    likenesses: Iterable[Likeness] = (),
    set_by_hand: Iterable[DerivationSet] = (),
) -> tuple[Derivation, ...]:
    """Give what comes from what: by the descriptions, by the texts, and by a coder's word.

    A description may name any document that its source copies, translates or sums up, held or
    not. Texts that are copies, near copies, or stand almost whole in another suggest that the
    later comes from the earlier; other shared passages suggest nothing, since two may quote a
    third. What a coder set for two sources takes the place of all else between these two, also
    where it says that they are independent.
    """
    found = {(one.source, one.origin): one for one in [*_suggested(likenesses), *_stated(sources)]}
    for act in set_by_hand:
        found.pop((act.source, act.origin), None)
        found.pop((act.origin, act.source), None)
        if act.kind != "independent":
            link = Derivation(act.source, act.origin, act.kind, "coder", act.why)
            found[act.source, act.origin] = link
    return tuple(found.values())


def _stated(sources: Sequence[Source]) -> Iterator[Derivation]:
    known: dict[str, set[str]] = defaultdict(set)
    for one in sources:
        for name in _names(one):
            known[_plain(name)].add(one.id)
    for one in sources:
        translated = one.description.translator or one.description.original_language
        origins = one.description.derives_from
        for name in origins:
            held = known.get(_plain(name), set())
            # A name that two sources bear names neither; it can still be what both come from.
            origin = next(iter(held)) if len(held) == 1 else _plain(name)
            if origin != one.id:
                yield Derivation(
                    one.id,
                    origin,
                    "translation_of" if translated and len(origins) == 1 else "drawn_from",
                    "stated",
                    f"its description names {name}",
                )


def _names(source: Source) -> Iterator[str]:
    yield source.id
    yield source.name
    about = source.description
    for one in (about.reference.text if about.reference else None, about.record_id, about.url):
        if one:
            yield one


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _suggested(likenesses: Iterable[Likeness]) -> Iterator[Derivation]:
    for one in likenesses:
        whole = one.kind in ("copy", "near copy")
        share = max(one.share_of_one, one.share_of_other)
        if whole or share >= WITHIN:
            words = sum(passage.words for passage in one.passages)
            yield Derivation(
                one.other,
                one.one,
                "copy_of" if whole else "drawn_from",
                "text",
                f"{one.kind}: {share:.0%} of one of them, at least {words} words",
            )


class Lineage:
    """What each source comes from in the end, however many hands it went through."""

    def __init__(self, links: Iterable[Derivation]) -> None:
        origins: dict[str, list[str]] = defaultdict(list)
        for link in links:
            if link.kind != "independent":
                origins[link.source].append(link.origin)
        #: The origins that a source comes from, and how many hands away the nearest is.
        self._ends = _ends(origins)

    def derived(self, source: str) -> bool:
        """Tell whether a source comes from another one."""
        return source in self._ends

    def origins(self, source: str) -> frozenset[str]:
        """Give what a source comes from in the end: itself if it speaks for itself."""
        found = self._ends.get(source)
        return found[0] if found else frozenset({source})

    def witnesses(self, sources: Iterable[str]) -> tuple[Witness, ...]:
        """Give the groups of these sources that are one witness each; see `witnesses`."""
        given = list(dict.fromkeys(sources))
        found: list[tuple[frozenset[str], list[str]]] = []
        group_of: dict[str, int] = {}
        for one in sorted(given, key=self.nearness):
            origins = self.origins(one)
            groups = [group_of[origin] for origin in origins if origin in group_of]
            if groups:
                found[min(groups)][1].append(one)
            else:
                group_of.update(dict.fromkeys(origins, len(found)))
                found.append((origins, [one]))
        place = {one: at for at, one in enumerate(given)}
        found.sort(key=lambda group: min(place[one] for one in group[1]))
        return tuple(Witness(tuple(members), origins) for origins, members in found)

    def nearness(self, source: str) -> tuple[int, int, bool, str]:
        """Give what sources are sorted by: of one witness the first is nearest to the origin."""
        origins, hands = self._ends.get(source, (frozenset({source}), 0))
        return len(origins), hands, source not in origins, source


def lineage_of(record: Record) -> Lineage:
    """Give the lineage of a record's sources, by descriptions and by what coders set."""
    acts = [act for _, act in record.judged(DerivationSet)]
    return Lineage(gather_derivations(record.sources, set_by_hand=acts))


def witnesses(sources: Iterable[str], links: Iterable[Derivation]) -> tuple[Witness, ...]:
    """Give the groups of sources that are one witness each: as many as are independent.

    Two sources are one witness when they come from a common origin, through whatever copies,
    translations, digests and briefings, be the origin held or not. A source that draws on several
    joins one of them and adds none; it does not make one of those that it draws on. So a statement
    is corroborated when the sources that say so are two witnesses or more.

    Sources of which nobody knows that they depend on another count as independent: the number is
    the most that is known of, not a proof.
    """
    return Lineage(links).witnesses(sources)


def _ends(origins: Mapping[str, Sequence[str]]) -> dict[str, tuple[frozenset[str], int]]:
    """Give for each derived source its last origins and how many hands away the nearest is.

    Sources that name each other in a circle have one origin, the first of them by id. This is
    Tarjan's walk (1972), with a list of its own in place of calls: chains may be long.
    """
    ends: dict[str, tuple[frozenset[str], int]] = {}
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: list[str] = []
    for start in origins:
        if start in number:
            continue
        number[start] = lowest[start] = len(number)
        open_.append(start)
        walk = [(start, iter(origins[start]))]
        while walk:
            node, rest = walk[-1]
            for step in rest:
                if step not in number:
                    number[step] = lowest[step] = len(number)
                    open_.append(step)
                    walk.append((step, iter(origins.get(step, ()))))
                    break
                if step not in ends:
                    lowest[node] = min(lowest[node], number[step])
            else:
                walk.pop()
                if walk:
                    above = walk[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == number[node]:
                    circle = [open_.pop()]
                    while circle[-1] != node:
                        circle.append(open_.pop())
                    end = _end(circle, origins, ends)
                    ends.update(dict.fromkeys(circle, end))
    return {one: end for one, end in ends.items() if one in origins}


def _end(
    circle: Sequence[str],
    origins: Mapping[str, Sequence[str]],
    ends: Mapping[str, tuple[frozenset[str], int]],
) -> tuple[frozenset[str], int]:
    own = set(circle)
    beyond = {step for one in circle for step in origins.get(one, ()) if step not in own}
    if not beyond:
        return frozenset({min(circle)}), 0
    return (
        frozenset().union(*(ends[step][0] for step in beyond)),
        1 + min(ends[step][1] for step in beyond),
    )
