"""What two sides contest: contradictions, mere differences, and disputed wordings."""

from __future__ import annotations

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
    """A dispute in one row about one party; `ruled` says that it stands without proposals too."""

    row: Row
    party: str
    dispute: Dispute
    ruled: bool

    @property
    def apart(self) -> bool:
        """Tell whether the two cannot both be true, or a person ruled that both stand."""
        return self.dispute.word in APART and len(self.dispute.sides) > 1


@dataclass(frozen=True)
class Contests:
    """All disputes of a record, each kind apart."""

    apart: tuple[Contest, ...]
    differing: tuple[Contest, ...]
    within: tuple[Contest, ...]
    wordings: tuple[Contest, ...]
    #: In how many rows they were looked for, the most spoken of; None if in all.
    looked: int | None = None


def find_contests(edition: Edition) -> Contests:
    """Give what is contested, what people accepted first, then what is certain."""
    rows = _most_spoken_of(edition)
    every = [
        Contest(
            Row(one.cell.agreement, one.cell.provision),
            one.cell.party,
            one,
            _stands_alone(edition, one),
        )
        for one in disputes(edition.assessment, proposals=True, rows=rows)
    ]
    every.sort(key=lambda one: _weight(edition, one))
    words = [one for one in every if one.dispute.word == "over_wording"]
    sides = [one for one in every if one.dispute.word != "over_wording"]
    return Contests(
        apart=tuple(one for one in sides if one.apart),
        differing=tuple(one for one in sides if not one.apart and len(one.dispute.sides) > 1),
        within=tuple(
            one for one in sides if len(one.dispute.sides) == 1 and one.dispute.word in APART
        ),
        wordings=tuple(words),
        looked=len(rows) if rows is not None else None,
    )


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
