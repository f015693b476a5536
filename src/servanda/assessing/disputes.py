"""Where sides speak against each other: contradictions told from mere differences.

Statements meet only within one provision, or with a provision below it, and only about the same
party. Everything is computed twice, like pictures: from what people accepted, and with proposals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from servanda.assessing.assessment import Assessment
from servanda.assessing.comparing import compare
from servanda.assessing.dispute import Dispute, Disputes, Pair
from servanda.assessing.facts import Fact
from servanda.assessing.levels import provision_name
from servanda.assessing.pair_words import Names, say_pair, say_reason, say_what_settles
from servanda.assessing.pairing import MOST_PAIRS, Found, candidates, strength
from servanda.assessing.ruled_disputes import with_rulings
from servanda.assessing.said import Places, Said
from servanda.assessing.things import stems_of
from servanda.assessing.wordings import wording_disputes
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import NOBODY, WHOLE, Cell
from servanda.saying import _


def disputes(
    assessment: Assessment,
    *,
    proposals: bool,
    agreement: str | None = None,
    provision: str | None = None,
    place: str = "",
    party: str | None = None,
    rows: Collection[tuple[str, str]] | None = None,
) -> Disputes:
    """Give every dispute: who contradicts whom, who merely differs, and over which words.

    Args:
        assessment: The record assessed.
        proposals: Also hear what no person has ruled on yet.
        agreement: Only this agreement's; of all if None.
        provision: Only this provision and those below it.
        place: Only from statements that stand in this place, by its column key.
        party: Only about this party's conduct.
        rows: Only in these rows, as keys of agreement and provision; for very large records.
    """
    hearing = _Hearing(assessment, proposals=proposals, place=place)
    found: list[Dispute] = []
    for own in assessment.record.agreements:
        if agreement is not None and own.key != agreement:
            continue
        for row in _rows(own, provision):
            if rows is not None and (own.key, row.key) not in rows:
                continue
            heard = list(hearing.disputes(own, row))
            heard += [] if place else wording_disputes(assessment, own, row, proposals=proposals)
            found += with_rulings(assessment, own, row, heard, place=place, proposals=proposals)
    return Disputes(one for one in found if party is None or one.cell.party == party)


def _rows(agreement: Agreement, provision: str | None) -> Iterator[Provision]:
    """Give the rows in the order of the text, the agreement as a whole first."""
    if provision is None or provision == WHOLE:
        yield Provision(WHOLE)
    if provision is None:
        yield from agreement.walk()
    elif top := agreement.provision(provision):
        yield from top.walk()


@dataclass(frozen=True, slots=True)
class _Bench:
    """Those who speak in one cell: in its own row, and beside it (below it, or naming nobody)."""

    own: Mapping[str, Sequence[Said]]
    beside: Mapping[str, Sequence[Said]]

    def pairs(self, one: str, other: str) -> Iterator[tuple[Sequence[Said], Sequence[Said]]]:
        """Give the lists to hold against each other; one of each two is of the cell's own row."""
        yield self.own.get(one, ()), (*self.own.get(other, ()), *self.beside.get(other, ()))
        yield self.beside.get(one, ()), self.own.get(other, ())


class _Hearing:
    """What is the same for all cells of one question."""

    def __init__(self, assessment: Assessment, *, proposals: bool, place: str) -> None:
        self.assessment = assessment
        self.proposals = proposals
        self.place = place
        self.places = Places(assessment.record.agreements)
        self._names: dict[str, Names] = {}

    def disputes(self, agreement: Agreement, row: Provision) -> Iterator[Dispute]:
        """Give the disputes in the cells of one row, for each party judged."""
        facts = self._standing(agreement, row.key)
        if not facts:
            return
        below = [
            (fact, one.key)
            for one in row.walk()
            if one is not row
            for fact in self._standing(agreement, one.key)
        ]
        names = self._names_of(agreement)
        words = [row.title, *(one.text for one in row.wordings)]
        topic = stems_of(" ".join(words)) if row.key != WHOLE else frozenset()
        for party in sorted({party for fact in facts for party in fact.parties}):
            cell = Cell(agreement.key, row.key, place=self.place, party=party)
            bench = self._bench(cell, facts, below)
            sides = sorted({*bench.own, *bench.beside})
            alone = row.obligors == (party,)
            for pair in [*combinations(sides, 2), *((one, one) for one in sides)]:
                found, left_out = self._compare(bench, pair, topic=topic, alone=alone)
                if found:
                    yield self._dispute(
                        cell, pair, found, left_out=left_out, bench=bench, names=names
                    )

    def _names_of(self, agreement: Agreement) -> Names:
        if agreement.key not in self._names:
            self._names[agreement.key] = _names(self.assessment, agreement)
        return self._names[agreement.key]

    def _standing(self, agreement: Agreement, key: str) -> list[Fact]:
        by_row = self.assessment.facts_by_row
        facts = [*by_row.get((agreement.key, key), ()), *by_row.get(("", key), ())]
        return [
            fact
            for fact in facts
            if (self.proposals or fact.ruled)
            and (not self.place or self.place in (*fact.places, *fact.inherited_places))
        ]

    def _bench(
        self, cell: Cell, facts: Sequence[Fact], below: Sequence[tuple[Fact, str]]
    ) -> _Bench:
        own = [one for one in facts if cell.party in one.parties]
        mine_too = {one.statement.id for one in own}
        beside = [
            (one, key)
            for one, key in below
            if cell.party in one.parties and one.statement.id not in mine_too
        ]
        if cell.party != NOBODY:
            beside += [(one, cell.provision) for one in facts if one.parties == (NOBODY,)]
        mine: dict[str, list[Said]] = defaultdict(list)
        others: dict[str, list[Said]] = defaultdict(list)
        known = cell.party != NOBODY
        for fact in self._counted(cell, own):
            mine[fact.statement.side].append(
                Said(fact.statement, fact, cell.provision, own=True, named=known)
            )
        counted = {id(one) for one in self._counted(cell, [fact for fact, _ in beside])}
        for fact, row in beside:
            if id(fact) in counted:
                named = known and fact.parties != (NOBODY,)
                others[fact.statement.side].append(
                    Said(fact.statement, fact, row, own=False, named=named)
                )
        return _Bench(mine, others)

    def _counted(self, cell: Cell, facts: Sequence[Fact]) -> list[Fact]:
        """Give the facts that count: no demand, example, repeat, copy, or what was corrected."""
        if not facts:
            return []
        picture = self.assessment.picture_of(replace(cell, place=""), facts)
        counted = {id for one in picture.accounts for id in one.counted}
        return [one for one in facts if one.statement.id in counted]

    def _compare(
        self, bench: _Bench, sides: tuple[str, str], *, topic: frozenset[str], alone: bool
    ) -> tuple[list[Found], int]:
        found: list[Found] = []
        left_out = 0
        seen: set[frozenset[str]] = set()
        same_side = sides[0] == sides[1]
        for xs, ys in bench.pairs(*sides):
            for chosen, total in candidates(xs, ys, same_side=same_side):
                left_out += max(0, total - len(chosen))
                for one, other in chosen:
                    if same_side:
                        # Either of two voices comes first once: they are still one pair.
                        key = frozenset((one.statement.id, other.statement.id))
                        if len(key) < 2 or key in seen:
                            continue
                        seen.add(key)
                    said = compare(one, other, places=self.places, topic=topic, alone=alone)
                    if said is not None:
                        found.append((one, other, said))
        found.sort(key=strength)
        return found[:MOST_PAIRS], left_out + max(0, len(found) - MOST_PAIRS)

    def _dispute(
        self,
        cell: Cell,
        sides: tuple[str, str],
        found: Sequence[Found],
        *,
        left_out: int,
        bench: _Bench,
        names: Names,
    ) -> Dispute:
        pairs = tuple(
            Pair(
                (one.statement.id, other.statement.id),
                said.word,
                say_pair(one, other, said, names),
                said.grounds,
                said.gaps,
                say_reason(one, other, said, names),
            )
            for one, other, said in found
        )
        heard = [
            one.statement
            for side in dict.fromkeys(sides)
            for one in (*bench.own.get(side, ()), *bench.beside.get(side, ()))
        ]
        return Dispute(
            cell=cell,
            sides=tuple(dict.fromkeys(sides)),
            word=pairs[0].word,
            computed=pairs[0].word,
            why=pairs[0].why,
            settle=say_what_settles(*found[0], names),
            pairs=pairs,
            admissions=tuple(sorted(one.id for one in heard if one.kind == "admission")),
            concessions=tuple(sorted(one.id for one in heard if one.kind == "concession")),
            proposals=self.proposals,
            left_out=left_out,
        )


def _names(assessment: Assessment, agreement: Agreement) -> Names:
    titles = {one.key: f"“{provision_name(one)}”" for one in agreement.walk()}
    titles[WHOLE] = _("the agreement as a whole")
    return Names(
        side=assessment.side_name,
        place=assessment.place_name,
        row=lambda key: titles.get(key, f"“{key}”"),
    )
