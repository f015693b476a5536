"""Which statements of two sides are held against each other, and which pairs are told first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product

from servanda.assessing.comparing import Comparison, PairWord
from servanda.assessing.said import Said

#: So many pairs of two sides are compared, "kept" against "broken" before all else, and so many
#: are told. More than a person reads, and never the square of a cell.
MOST_COMPARED = 60
MOST_PAIRS = 10
#: Within one side so many times as many pairs are looked at to find those of two voices.
LOOKED = 50

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
#: The two that contradict each other.
APART = frozenset({"kept", "broken"})

#: Two statements and how they stand to each other.
Found = tuple[Said, Said, Comparison]


def strength(found: Found) -> tuple[int, int, int, int, int, str, str]:
    """Order pairs: contradictions first, the surest first, verdicts before acts, then by id."""
    one, other, said = found
    return (
        STRENGTH[said.word],
        len(said.gaps) if said.word == "contradict" else 0,
        -(one.judging + other.judging),
        -(one.own + other.own),
        len(said.grounds),
        one.statement.id,
        other.statement.id,
    )


def candidates(
    xs: Sequence[Said], ys: Sequence[Said], *, same_side: bool = False
) -> Iterator[tuple[list[tuple[Said, Said]], int]]:
    """Give pairs worth comparing, bounded, each time with how many there are of their kind.

    Within one side only different voices make a pair.
    """
    if not xs or not ys:
        return
    left, right = _by_stance(xs), _by_stance(ys)
    budget = MOST_COMPARED
    for stance, against in AGAINST:
        a, b = left.get(stance, ()), right.get(against, ())
        if a and b:
            # Only "kept" against "broken" contradicts: each way round has a share of its own.
            most = MOST_COMPARED if {stance, against} == APART else budget
            chosen = _bounded(a, b, most=most, same_side=same_side)
            budget = max(0, budget - len(chosen))
            yield chosen, len(a) * len(b) - (_one_voice(a, b) if same_side else 0)
    for stance in ("kept", "partly", "broken"):
        a = [one for one in left.get(stance, ()) if one.number]
        b = [one for one in right.get(stance, ()) if one.number]
        if a and b:
            chosen = _bounded(a, b, most=budget, same_side=same_side)
            budget = max(0, budget - len(chosen))
            yield chosen, len(chosen)


def _by_stance(said: Iterable[Said]) -> dict[str, list[Said]]:
    """Group statements by stance, verdicts first; what takes none is kept only if an order."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in sorted(said, key=lambda one: (not one.judging, not one.sweeping, one.statement.id)):
        if one.statement.stance != "unclear" or one.orders:
            found[one.statement.stance].append(one)
    return found


def _two_voices(one: Said, other: Said) -> bool:
    """Tell whether both are voices with a name, and two: who is not named may be the same."""
    return bool(one.speaker and other.speaker) and one.speaker != other.speaker


def _one_voice(xs: Sequence[Said], ys: Sequence[Said]) -> int:
    """Give how many pairs are not of two voices with a name."""
    voices = Counter(one.speaker for one in ys)
    named = len(ys) - voices[""]
    apart = sum(named - voices[one.speaker] for one in xs if one.speaker)
    return len(xs) * len(ys) - apart


def _bounded(
    xs: Sequence[Said], ys: Sequence[Said], *, most: int, same_side: bool
) -> list[tuple[Said, Said]]:
    """Give all pairs, or so many: those that share a place first, then verdicts first."""
    if most == 0:
        return []
    pairs: Iterable[tuple[Said, Said]] = (
        product(xs, ys) if len(xs) * len(ys) <= most else _nearest_first(xs, ys)
    )
    if same_side:
        pairs = (two for two in islice(pairs, most * LOOKED) if _two_voices(*two))
    found: dict[tuple[str, str], tuple[Said, Said]] = {}
    for one, other in pairs:
        found[one.statement.id, other.statement.id] = (one, other)
        if len(found) >= most:
            break
    return list(found.values())


def _nearest_first(xs: Sequence[Said], ys: Sequence[Said]) -> Iterator[tuple[Said, Said]]:
    """Give pairs that share a place, then all, those that stand first in both lists first."""
    by_place: dict[str, list[Said]] = defaultdict(list)
    for other in ys:
        for place in other.fact.places:
            by_place[place].append(other)
    for one in xs:
        for place in one.fact.places:
            for other in by_place.get(place, ()):
                yield one, other
    for total in range(len(xs) + len(ys) - 1):
        for at in range(max(0, total - len(ys) + 1), min(total + 1, len(xs))):
            yield xs[at], ys[total - at]
