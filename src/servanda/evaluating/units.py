"""What is drawn again and again for the intervals: sources or, of a single source, statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.evaluating.counts import Key
from servanda.evaluating.figures import count
from servanda.evaluating.matching import Matching, Outcome, pair_up

#: A count and the number of the reader whose it is.
Owned = tuple[int, Key]


@dataclass(frozen=True, slots=True)
class Resampling:
    """What was drawn, how many of it there are, how often, and from which seed.

    A `statement` is a gold statement with what answers it, or a false alarm; two readers' false
    alarms on the same words are one.
    """

    unit: Literal["source", "statement"]
    units: int
    draws: int
    seed: int


def units_of(
    matchings: Sequence[Matching],
) -> tuple[list[dict[Owned, float]], Literal["source", "statement"]]:
    """Give what each unit counts for each of one or two readers tried on the same gold."""
    sources = {_source(one) for each in matchings for one in each.outcomes}
    by_source = len(sources) > 1
    grouped: dict[Hashable, list[list[Outcome]]] = defaultdict(lambda: [[] for _ in matchings])
    for number, named in enumerate(_named(matchings)):
        for name, outcome in named:
            unit = _source(outcome) if by_source else name
            grouped[unit][number].append(outcome)
    units = [
        {
            (number, key): amount
            for number, outcomes in enumerate(each)
            for key, amount in count(outcomes).items()
        }
        for each in grouped.values()
    ]
    return units, "source" if by_source else "statement"


def _source(outcome: Outcome) -> str:
    said = outcome.gold or outcome.found
    return said.source if said else ""


def _named(matchings: Sequence[Matching]) -> Iterator[list[tuple[Hashable, Outcome]]]:
    """Name each outcome, alike where both readers' are about the same gold or the same words."""
    alarms = [[one.found for one in each.alarms if one.found] for each in matchings]
    same_words = {f: g for g, f in pair_up(*alarms).items()} if len(alarms) > 1 else {}
    for number, each in enumerate(matchings):
        golds = [one for one in each.outcomes if one.gold]
        named: list[tuple[Hashable, Outcome]] = []
        named += [(("gold", at), one) for at, one in enumerate(golds)]
        for at, one in enumerate(each.alarms):
            shared = number > 0 and at in same_words
            named.append((("alarm", 0, same_words[at]) if shared else ("alarm", number, at), one))
        yield named
