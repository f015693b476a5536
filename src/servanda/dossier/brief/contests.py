"""What two sides contest: contradictions, mere differences, and disputed wordings."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

from servanda.assessing.dispute import Dispute
from servanda.assessing.disputes import disputes
from servanda.domain.cell import NOBODY
from servanda.domain.judgement import DisputeWord
from servanda.dossier.edition import Edition, Row

#: In records of more statements than this only so many rows are looked at.
MOST_COMPARED = 20_000
MOST_ROWS = 60
#: What a mediator must see side by side.
APART: frozenset[DisputeWord] = frozenset({"contradict", "both_stand"})


@dataclass(frozen=True)
class Contest:
    """A dispute in one row about one party; `ruled` says that it stands without proposals too.

    `also` are other rows and parties that the same statements judge: they are one matter.
    """

    row: Row
    party: str
    dispute: Dispute
    ruled: bool
    also: tuple[tuple[Row, str], ...] = ()

    @property
    def points(self) -> tuple[tuple[Row, str], ...]:
        """Every row and party that it is about."""
        return ((self.row, self.party), *self.also)


@dataclass(frozen=True)
class Contests:
    """All disputes of a record, each kind apart.

    In `apart` two sides cannot both be right; in `standing` a person ruled that both are; `bare`
    are rulings on disputes that no statement here makes.
    """

    apart: tuple[Contest, ...]
    standing: tuple[Contest, ...]
    differing: tuple[Contest, ...]
    within: tuple[Contest, ...]
    wordings: tuple[Contest, ...]
    bare: tuple[Contest, ...] = ()
    #: In how many rows they were looked for, the most spoken of; None if in all.
    looked: int | None = None


def find_contests(edition: Edition) -> Contests:
    """Give what is contested, what people accepted first, then what is certain."""
    rows = _most_spoken_of(edition)
    every = [
        _contest(edition, group)
        for group in disputes(edition.assessment, proposals=True, rows=rows).matters()
    ]
    every.sort(key=lambda one: _weight(edition, one))
    words = [one for one in every if one.dispute.word == "over_wording"]
    others = [one for one in every if one.dispute.word != "over_wording"]
    sides = [one for one in others if one.dispute.pairs]
    return Contests(
        apart=_between(sides, {"contradict"}),
        standing=_between(sides, {"both_stand"}),
        differing=_between(sides, {"differ", "different_things"}),
        within=tuple(
            one for one in sides if len(one.dispute.sides) == 1 and one.dispute.word in APART
        ),
        wordings=tuple(words),
        bare=tuple(one for one in others if not one.dispute.pairs),
        looked=len(rows) if rows is not None else None,
    )


def _between(found: Sequence[Contest], wanted: Set[DisputeWord]) -> tuple[Contest, ...]:
    return tuple(one for one in found if one.dispute.word in wanted and len(one.dispute.sides) > 1)


def _contest(edition: Edition, group: Sequence[Dispute]) -> Contest:
    """Give one matter, told where a party is named if there is such a cell."""
    first, *rest = sorted(group, key=lambda one: one.cell.party == NOBODY)
    also = tuple((_row(one), one.cell.party) for one in rest)
    stands = any(_stands_alone(edition, one) for one in group)
    return Contest(_row(first), first.cell.party, first, stands, also)


def _row(one: Dispute) -> Row:
    return Row(one.cell.agreement, one.cell.provision)


def _most_spoken_of(edition: Edition) -> frozenset[tuple[str, str]] | None:
    """Give the rows to look at in a record too large for all; None if it is not.

    Ten pages hold a dozen contradictions: every pair of a hundred thousand statements need not be
    compared to find them.
    """
    if len(edition.assessment.facts) <= MOST_COMPARED:
        return None
    spoken = sorted(edition.facts_by_row, key=lambda row: -len(edition.facts_by_row[row]))
    known = [row for row in spoken if row.agreement]
    return frozenset((row.agreement, row.key) for row in known[:MOST_ROWS])


def _stands_alone(edition: Edition, dispute: Dispute) -> bool:
    """Tell whether it stands without proposals: a person ruled on it, or on both of two words."""
    if dispute.ruled or dispute.word == "over_wording":
        return True
    facts = edition.facts
    return any(
        all(id in facts and facts[id].ruled for id in pair.statements)
        for pair in dispute.pairs
        if pair.word == dispute.word
    )


def _weight(edition: Edition, one: Contest) -> tuple[int, int, int, int, tuple[int, str]]:
    pairs = one.dispute.pairs
    return (
        not one.ruled,
        one.party == NOBODY,
        not (pairs and pairs[0].certain),
        edition.row_order(one.row),
        edition.party_order(one.row, one.party),
    )
