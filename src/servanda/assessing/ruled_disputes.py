"""What people ruled of disputes, put over what was computed: the person's word stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from servanda.assessing.assessment import Assessment
from servanda.assessing.dispute import Dispute, Ruled
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.judgement import DisputeRuled, Judged


def with_rulings(
    assessment: Assessment,
    agreement: Agreement,
    row: Provision,
    heard: Sequence[Dispute],
    *,
    place: str,
    proposals: bool,
) -> list[Dispute]:
    """Put what people ruled over what was computed; a ruling without a dispute is one, too."""
    rulings = [
        (judged, act)
        for judged, act in assessment.record.judged(DisputeRuled)
        if (act.cell.agreement, act.cell.provision) == (agreement.key, row.key)
        and act.cell.place in ("", place)
    ]
    found = []
    used: set[int] = set()
    for one in heard:
        fitting = [(judged, act) for judged, act in rulings if _covers(act, one)]
        if not fitting:
            found.append(one)
            continue
        judged, act = max(fitting, key=lambda two: (_closeness(two[1], one), two[0].entry))
        used.update(judged.entry for judged, _ in fitting)
        found.append(replace(one, word=act.ruling, ruled=_ruled(judged, act)))
    for judged, act in rulings:
        if judged.entry not in used:
            found.append(
                Dispute(
                    cell=act.cell,
                    sides=tuple(sorted(act.sides)),
                    word=act.ruling,
                    computed=None,
                    why=act.why,
                    settle="",
                    ruled=_ruled(judged, act),
                    proposals=proposals,
                )
            )
    return sorted(found, key=_order)


def _order(one: Dispute) -> tuple[int, str, tuple[str, ...], str]:
    strength = {"contradict": 0, "over_wording": 1, "both_stand": 1, "differ": 2}
    return strength.get(one.word, 3), one.cell.party, one.sides, one.cell.period


def _covers(act: DisputeRuled, one: Dispute) -> bool:
    """Tell whether a ruling is on this dispute: its cell or a wider one, and these sides."""
    if one.wordings:
        # A wording's voice need not be a side of the record: one side named is enough.
        return act.ruling == "over_wording" and not set(one.sides).isdisjoint(act.sides)
    if act.ruling == "over_wording" and len(act.sides) < 2:
        return False
    return set(one.sides) <= set(act.sides) and all(
        ruled in ("", computed)
        for ruled, computed in (
            (act.cell.place, one.cell.place),
            (act.cell.period, one.cell.period),
            (act.cell.party, one.cell.party),
        )
    )


def _closeness(act: DisputeRuled, one: Dispute) -> int:
    named = (act.cell.place, act.cell.period, act.cell.party)
    return sum(bool(part) for part in named) + (len(act.sides) == len(one.sides))


def _ruled(judged: Judged, act: DisputeRuled) -> Ruled:
    return Ruled(act.ruling, act.why, judged.actor, judged.time, judged.entry)
