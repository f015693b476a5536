"""A record of one agreement, out of a dossier that holds several."""

from __future__ import annotations

from dataclasses import replace

from servanda.domain.judgement import Judged, SampleDrawn, SourceGraded, cell_of
from servanda.domain.record import Record
from servanda.domain.rows import rows_of
from servanda.dossier.public_judgements import Cut, public_judgements


def record_within(record: Record, agreement: str) -> Record:
    """Give the record as far as it is about one agreement, at the same head.

    All documents stay, because what none of them says of this agreement is a finding. Statements
    stay that speak of it, or of no agreement that is known; what is judged of another goes.

    Args:
        record: The whole record, before anything sensitive is left out of it.
        agreement: Key of an agreement in it.
    """
    here = {agreement, ""}
    gone = {one.id for one in record.statements if not any(own in here for own, _ in rows_of(one))}
    judgements, _ = public_judgements(record, Cut(frozenset(), gone))
    return replace(
        record,
        agreements=tuple(one for one in record.agreements if one.key == agreement),
        statements=tuple(
            replace(
                one,
                provisions=tuple(link for link in one.provisions if link.agreement in here),
                links=tuple(link for link in one.links if link.id not in gone),
            )
            for one in record.statements
            if one.id not in gone
        ),
        rulings={id: one for id, one in record.rulings.items() if id not in gone},
        sensitive_statements=record.sensitive_statements - gone,
        judgements=tuple(
            kept for one in judgements if (kept := _judged_within(one, here)) is not None
        ),
    )


def _judged_within(one: Judged, here: set[str]) -> Judged | None:
    """Give a judgement as far as it is about the agreement, or None."""
    act = one.act
    if isinstance(act, SampleDrawn):
        units = tuple(unit for unit in act.units if not unit.cell or unit.cell.agreement in here)
        return replace(one, act=replace(act, units=units)) if units else None
    cell = cell_of(act)
    owner = act.agreement if isinstance(act, SourceGraded) else cell.agreement if cell else ""
    return one if owner in here else None
