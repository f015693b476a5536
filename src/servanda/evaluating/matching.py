"""Which found statement answers which gold one: one to one, by the words that they share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from servanda.domain.statement import Statement
from servanda.evaluating.alike import alike

#: (gold index, found index) to the code points that both cover.
Common = dict[tuple[int, int], int]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one gold statement, or one false alarm.

    A pair has `gold` and `found`, and is `exact` when both cover the very same code points; a
    missed statement has no `found`, a false alarm no `gold`. `within_another` tells that at least
    half of a missed statement lies in a found one that answers another gold statement (it was
    merged with it), or that at least half of a false alarm lies in a gold statement that another
    one answers (it is a further piece of it).
    """

    gold: Statement | None
    found: Statement | None
    exact: bool = False
    within_another: bool = False


@dataclass(frozen=True)
class Matching:
    """Every gold statement in the order given, then every false alarm in the order given."""

    outcomes: tuple[Outcome, ...]

    @cached_property
    def pairs(self) -> tuple[tuple[Statement, Statement], ...]:
        """Gold statements with the one found that answers each."""
        return tuple((one.gold, one.found) for one in self.outcomes if one.gold and one.found)

    @cached_property
    def missed(self) -> tuple[Outcome, ...]:
        """Gold statements that nothing answers."""
        return tuple(one for one in self.outcomes if one.found is None)

    @cached_property
    def alarms(self) -> tuple[Outcome, ...]:
        """Found statements that answer nothing."""
        return tuple(one for one in self.outcomes if one.gold is None)


def match(gold: Sequence[Statement], found: Sequence[Statement]) -> Matching:
    """Pair gold with found statements, one to one.

    Two statements of one source can be paired when they share at least half of the code points of
    the shorter one, all its quotes together. First those are paired that cover the very same code
    points; then the rest, closest first (code points shared over covered by either: the Jaccard
    index); then pairs of the rest are exchanged along augmenting paths (Berge 1957) until no
    further gold statement finds a partner, so that the order of pairing costs no hit. Where
    several are equally close, those with more labels in common are paired: two statements on the
    same words ("not implemented, with the exception of ...") are told apart by what they say.
    """
    overlap = _overlap(gold, found)
    pairs = _pair_up(gold, found, overlap)
    answering = set(pairs.values())
    merged = {
        g for (g, f), n in overlap.common.items() if f in answering and 2 * n >= overlap.gold[g]
    }
    pieces = {f for (g, f), n in overlap.common.items() if g in pairs and 2 * n >= overlap.found[f]}
    outcomes = []
    for g, one in enumerate(gold):
        if g in pairs:
            exact = overlap.are_the_same(g, pairs[g])
            outcomes.append(Outcome(one, found[pairs[g]], exact=exact))
        else:
            outcomes.append(Outcome(one, None, within_another=g in merged))
    outcomes += [
        Outcome(None, one, within_another=f in pieces)
        for f, one in enumerate(found)
        if f not in answering
    ]
    return Matching(tuple(outcomes))


def pair_up(gold: Sequence[Statement], found: Sequence[Statement]) -> dict[int, int]:
    """Give the pairs of `match` by their place: gold index to found index."""
    return _pair_up(gold, found, _overlap(gold, found))


def passages(statement: Statement) -> list[tuple[int, int]]:
    """Give the half-open spans that a statement covers, in order, those that touch made one."""
    spans = sorted((one.start, one.end) for one in statement.quotes) or [
        (statement.start, statement.end)
    ]
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def size(statement: Statement) -> int:
    """Give how many code points a statement covers."""
    return sum(end - start for start, end in passages(statement))


@dataclass(frozen=True, slots=True)
class _Overlap:
    """The code points that gold and found statements cover, each, and both of two."""

    common: Common
    gold: Sequence[int]
    found: Sequence[int]

    def are_the_same(self, g: int, f: int) -> bool:
        return self.common[g, f] == self.gold[g] == self.found[f]


def _overlap(gold: Sequence[Statement], found: Sequence[Statement]) -> _Overlap:
    """Measure what shares anything, in one sweep over both sides' spans."""
    spans = sorted(
        (one.source, start, end, side, at)
        for side, statements in enumerate((gold, found))
        for at, one in enumerate(statements)
        for start, end in passages(one)
    )
    common: Common = defaultdict(int)
    # Spans of each side that have begun and may reach what begins next.
    open_spans: list[list[tuple[str, int, int]]] = [[], []]
    for source, start, end, side, at in spans:
        others = [one for one in open_spans[1 - side] if one[0] == source and one[1] > start]
        open_spans[1 - side] = others
        open_spans[side].append((source, end, at))
        for _, reach, other in others:
            common[(other, at) if side else (at, other)] += min(end, reach) - start
    return _Overlap(dict(common), [size(one) for one in gold], [size(one) for one in found])


def _pair_up(
    gold: Sequence[Statement], found: Sequence[Statement], overlap: _Overlap
) -> dict[int, int]:
    same: dict[tuple[int, int], float] = {}
    close: dict[tuple[int, int], float] = {}
    for (g, f), n in overlap.common.items():
        sizes = overlap.gold[g], overlap.found[f]
        if overlap.are_the_same(g, f):
            same[g, f] = 1.0
        elif 2 * n >= min(sizes):
            close[g, f] = n / (sum(sizes) - n)
    likeness = {(g, f): alike(gold[g], found[f]) for g, f in (*same, *close)}
    pairs: dict[int, int] = {}
    taken: dict[int, int] = {}
    _closest_first(same, likeness, pairs, taken)
    close = {(g, f): n for (g, f), n in close.items() if g not in pairs and f not in taken}
    _closest_first(close, likeness, pairs, taken)
    choices: dict[int, list[int]] = defaultdict(list)
    for g, f in sorted(close, key=lambda one: (-close[one], one)):
        choices[g].append(f)
    for g in choices:
        if g not in pairs:
            _exchange(g, choices, pairs, taken)
    return pairs


def _closest_first(
    closeness: Mapping[tuple[int, int], float],
    likeness: Mapping[tuple[int, int], int],
    pairs: dict[int, int],
    taken: dict[int, int],
) -> None:
    for g, f in sorted(closeness, key=lambda one: (-closeness[one], -likeness[one], one)):
        if g not in pairs and f not in taken:
            pairs[g], taken[f] = f, g


def _exchange(
    g: int, choices: Mapping[int, list[int]], pairs: dict[int, int], taken: dict[int, int]
) -> None:
    """Find `g` a partner, if need be by giving others another one; breadth first, no recursion."""
    reached: dict[int, int] = {}
    waiting = [g]
    for one in waiting:
        for f in choices[one]:
            if f in reached:
                continue
            reached[f] = one
            if f in taken:
                waiting.append(taken[f])
                continue
            while True:
                one = reached[f]  # noqa: PLW2901 - the path is walked back to its beginning
                former = pairs.get(one)
                pairs[one], taken[f] = f, one
                if former is None:
                    return
                f = former  # noqa: PLW2901
