"""Over the pairs: was the statement linked to the right provisions, and the right party judged?"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.evaluating.alike import parties_of, provisions_of
from servanda.evaluating.counts import Key, Measure, f1, share
from servanda.evaluating.matching import Outcome

BASES = ("named", "topic")


def tally(one: Outcome) -> Iterator[tuple[Key, float]]:
    """Count the links of a pair, and whether its set of parties judged is right.

    A link counts as *named* or *topic* by the basis that gold gives it; where gold does not have
    it, or a coder made it without saying how the text does, by the basis that the reader gives.
    """
    if one.gold is None or one.found is None:
        return
    wanted, read = provisions_of(one.gold), provisions_of(one.found)
    basis = {(link.agreement, link.key): link.basis for link in one.found.provisions}
    basis |= {
        (link.agreement, link.key): link.basis
        for link in one.gold.provisions
        if link.basis in BASES or (link.agreement, link.key) not in basis
    }
    for link in wanted | read:
        groups = ["provisions"]
        if basis[link] in BASES:
            groups.append(f"provisions {basis[link]}")
        for group in groups:
            yield (group, "gold"), link in wanted
            yield (group, "found"), link in read
            yield (group, "right"), link in wanted and link in read
    yield ("provisions", "pairs"), 1
    yield ("provisions", "same set"), wanted == read
    yield ("level", "pairs"), 1
    yield ("level", "right"), one.gold.level == one.found.level
    judged = parties_of(one.gold.about)
    same = judged == parties_of(one.found.about)
    yield ("about", "pairs"), 1
    yield ("about", "right"), same
    yield ("about", "named"), bool(judged)
    yield ("about", "named right"), bool(judged) and same


MEASURES = (
    Measure(
        "provisions.f1",
        "Provisions",
        "F1 of links",
        "2 x links that gold and reader share / (links of gold + links of the reader), over pairs",
        f1("right", "gold", "found", of="provisions"),
    ),
    Measure(
        "provisions.named.f1",
        "Provisions",
        "F1 of links named in the text",
        "the same over links that the text names by number or label",
        f1("right", "gold", "found", of="provisions named"),
    ),
    Measure(
        "provisions.topic.f1",
        "Provisions",
        "F1 of links by topic",
        "the same over links made by topic",
        f1("right", "gold", "found", of="provisions topic"),
    ),
    Measure(
        "provisions.exact",
        "Provisions",
        "whole set right",
        "pairs with exactly the same set of links, which may be empty / pairs",
        share("same set", "pairs", of="provisions"),
    ),
    Measure(
        "level.accuracy",
        "Provisions",
        "level right",
        "pairs that agree on provision, whole or unmapped / pairs",
        share("right", "pairs", of="level"),
    ),
    Measure(
        "about.exact",
        "Party judged",
        "whole set right",
        "pairs with exactly the same set of parties judged, which may be empty / pairs",
        share("right", "pairs", of="about"),
    ),
    Measure(
        "about.named.exact",
        "Party judged",
        "whole set right where gold names one",
        "the same over pairs in which gold names somebody",
        share("named right", "named", of="about"),
    ),
)
