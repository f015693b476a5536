"""Which statements of two sides are held against each other, and which pairs are told first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from servanda.assessing.comparing import Comparison, PairWord
from servanda.assessing.said import Said

#: So many pairs of two sides are compared for each way in which stances can point apart, and so
#: many are told. More than a person reads, and never the square of a cell.
MOST_COMPARED = 400
MOST_PAIRS = 20

#: The strongest word of its pairs is the word of a dispute.
STRENGTH: Mapping[PairWord, int] = {"contradict": 0, "differ": 1, "different_things": 2}
#: Stances that can stand against each other.
AGAINST = (
    ("kept", "broken"),
    ("broken", "kept"),
    ("partly", "kept"),
    ("kept", "partly"),
    ("partly", "broken"),
    ("broken", "partly"),
    ("unclear", "broken"),
    ("broken", "unclear"),
)


#: Two statements and how they stand to each other.
Found = tuple[Said, Said, Comparison]


def strength(found: Found) -> tuple[int, int, int, int, str, str]:
    """Order pairs: contradictions first, the surest first, verdicts before acts, then by id."""
    one, other, said = found
    return (
        STRENGTH[said.word],
        len(said.gaps) if said.word == "contradict" else len(said.grounds),
        -(one.judging + other.judging),
        -(one.own + other.own),
        one.statement.id,
        other.statement.id,
    )


def candidates(
    xs: Sequence[Said], ys: Sequence[Said]
) -> Iterator[tuple[list[tuple[Said, Said]], int]]:
    """Give pairs worth comparing, bounded, each time with how many there are of their kind."""
    if not xs or not ys:
        return
    left, right = _by_stance(xs), _by_stance(ys)
    for stance, against in AGAINST:
        a, b = left.get(stance, ()), right.get(against, ())
        if a and b:
            yield _bounded(a, b), len(a) * len(b)
    for stance in ("kept", "partly", "broken"):
        a = [one for one in left.get(stance, ()) if one.number]
        b = [one for one in right.get(stance, ()) if one.number]
        if a and b:
            chosen = _bounded(a, b)
            yield chosen, len(chosen)


def _by_stance(said: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: (not one.judging, not one.sweeping, one.statement.id)):
        found[one.statement.stance].append(one)
    return found


def _bounded(xs: Sequence[Said], ys: Sequence[Said]) -> list[tuple[Said, Said]]:
    """Give all pairs, or so many: those that share a place first, then verdicts first."""
    if len(xs) * len(ys) <= MOST_COMPARED:
        return list(product(xs, ys))
    by_place: dict[str, list[Said]] = defaultdict(list)
    for other in ys:
        for place in other.fact.places:
            by_place[place].append(other)
    found: dict[tuple[str, str], tuple[Said, Said]] = {}
    for one in xs:
        for place in one.fact.places:
            for other in by_place.get(place, ())[: MOST_COMPARED - len(found)]:
                found[one.statement.id, other.statement.id] = (one, other)
        if len(found) >= MOST_COMPARED:
            return list(found.values())[:MOST_COMPARED]
    for total in range(len(xs) + len(ys) - 1):
        for at in range(max(0, total - len(ys) + 1), min(total + 1, len(xs))):
            one, other = xs[at], ys[total - at]
            found[one.statement.id, other.statement.id] = (one, other)
        if len(found) >= MOST_COMPARED:
            break
    return list(found.values())[:MOST_COMPARED]
