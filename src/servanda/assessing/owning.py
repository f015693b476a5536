"""Who owns to what: admissions against a side's own interest, and credit given to the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.assessing.assessment import Assessment
from servanda.assessing.facts import Fact
from servanda.domain.statement import Statement

#: Between an admission and what is told for it there may stand so many code points of spacing.
MOST_BETWEEN = 4


@dataclass(frozen=True, slots=True)
class Owning:
    """One admission or concession: by whom, on what, where, when; by id, so that words are near.

    `party` is the side that owns to it or gives the credit. `excuse` are the statements that the
    same voice puts right beside an admission to explain it. `examples` are those that exemplify
    it. Keys of `provisions` and `places` are those of rows and columns.
    """

    kind: Literal["admission", "concession"]
    party: str
    statement: str
    provisions: tuple[tuple[str, str], ...]
    places: tuple[str, ...]
    periods: tuple[str, ...]
    about: tuple[str, ...]
    excuse: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


def admissions(
    assessment: Assessment, *, proposals: bool, party: str | None = None
) -> tuple[Owning, ...]:
    """Give what each side owns to, party by party, in the order of the record.

    An example of an admission stands beside it, not as one more.
    """
    return tuple(_ownings(assessment, "admission", proposals=proposals, party=party))


def concessions(
    assessment: Assessment, *, proposals: bool, party: str | None = None
) -> tuple[Owning, ...]:
    """Give what each side credits others with, side by side, in the order of the record."""
    return tuple(_ownings(assessment, "concession", proposals=proposals, party=party))


def _ownings(
    assessment: Assessment,
    kind: Literal["admission", "concession"],
    *,
    proposals: bool,
    party: str | None,
) -> Iterator[Owning]:
    heard = [one for one in assessment.facts if proposals or one.ruled]
    meant = [
        one
        for one in heard
        if one.statement.kind == kind and (party is None or one.statement.side == party)
    ]
    own = {one.statement.id for one in meant}
    examples: dict[str, list[str]] = defaultdict(list)
    for one in heard:
        for link in one.statement.links:
            if link.type in ("example_of", "repeats") and link.id in own:
                examples[link.id].append(one.statement.id)
    inside = {id for ids in examples.values() for id in ids}
    by_source: dict[str, list[Fact]] = defaultdict(list)
    for one in sorted(heard, key=lambda one: one.statement.start):
        by_source[one.statement.source].append(one)
    # Sorted by side alone: within a side the order of the record stays.
    for one in sorted(meant, key=lambda one: one.statement.side):
        said = one.statement
        if said.id in inside:
            continue
        yield Owning(
            kind=kind,
            party=said.side,
            statement=said.id,
            provisions=one.rows,
            places=one.places,
            periods=one.periods or one.inherited_periods,
            about=one.parties,
            excuse=_excuse(assessment, said, by_source[said.source]) if kind == "admission" else (),
            examples=tuple(examples.get(said.id, ())),
        )


def _excuse(assessment: Assessment, said: Statement, beside: Sequence[Fact]) -> tuple[str, ...]:
    """Give what the same side says next, of somebody else's conduct, about the same promise."""
    source = assessment.record.source_by_id.get(said.source)
    if source is None:
        return ()
    links = {(link.agreement, link.key) for link in said.provisions}
    return tuple(
        other.id
        for fact in beside
        if (other := fact.statement).id != said.id
        and other.side == said.side
        and other.kind not in ("admission", "demand", "context")
        and other.stance == "broken"
        and said.side not in fact.parties
        and links & {(link.agreement, link.key) for link in other.provisions}
        and 0 <= other.start - said.end <= MOST_BETWEEN
        and not source.text[said.end : other.start].strip(" \t\r\n.;,:")
    )
