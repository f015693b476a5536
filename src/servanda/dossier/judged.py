"""What people and methods make of the statements, gathered once for all pages of a site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.assessing.deadlines import Deadline, deadlines
from servanda.assessing.dispute import Dispute
from servanda.assessing.owning import Owning, admissions, concessions
from servanda.assessing.sensitivity import Sensitivity, sensitivity
from servanda.assessing.series import ScoreSeries, score_series
from servanda.domain.judgement import CellRated, CellReplied, Judged
from servanda.dossier.edition import Edition, Row
from servanda.dossier.tables import all_disputes

Rating = tuple[Judged, CellRated]
Reply = tuple[Judged, CellReplied]


@dataclass(frozen=True, slots=True)
class Judgements:
    """Disputes, ownings, ratings, replies, deadlines, scores, and what hangs on whom.

    Disputes and deadlines are those with proposals added; `accepted` holds the disputes that stand
    on accepted statements alone, by cell and sides. `on` is the day that deadlines are looked at:
    that of the record's last entry, so that the same record gives the same page for ever; without
    a history the newest telling.
    """

    disputes: Sequence[Dispute]
    accepted: frozenset[tuple[object, ...]]
    admissions: Sequence[Owning]
    concessions: Sequence[Owning]
    by_row: Mapping[Row, Sequence[Dispute]]
    ratings: Mapping[Row, Sequence[Rating]]
    replies: Mapping[Row, Sequence[Reply]]
    deadlines: Mapping[Row, Sequence[Deadline]]
    series: Sequence[ScoreSeries]
    hanging: Sequence[Sensitivity]
    on: str
    all_disputes: Sequence[Dispute]
    #: Too many statements to leave out each witness while somebody waits.
    unweighed: bool = False

    def stands(self, one: Dispute) -> bool:
        """Tell whether it is a dispute of what people accepted, without any proposal."""
        return dispute_key(one) in self.accepted


def accepted_keys(heard: Iterable[Dispute]) -> frozenset[tuple[object, ...]]:
    """Give which disputes accepted statements alone make: no ruling does, nor do wordings."""
    return frozenset(
        dispute_key(one) for one in heard if not one.proposals and one.computed and one.pairs
    )


def dispute_key(one: Dispute) -> tuple[object, ...]:
    """Give what tells one dispute from another: where, between whom, and what it comes to."""
    return one.cell, one.sides, one.computed, bool(one.wordings)


def gather_judgements(edition: Edition) -> Judgements:
    """Give all that the pages of judgement print."""
    record, assessment = edition.record, edition.assessment
    heard = all_disputes(assessment)
    rated: dict[Row, list[Rating]] = defaultdict(list)
    for one, act in record.judged(CellRated):
        rated[Row(act.cell.agreement, act.cell.provision)].append((one, act))
    replied: dict[Row, list[Reply]] = defaultdict(list)
    for one, reply in record.judged(CellReplied):
        replied[Row(reply.cell.agreement, reply.cell.provision)].append((one, reply))
    by_row: dict[Row, list[Dispute]] = defaultdict(list)
    for dispute in heard:
        if dispute.proposals:
            by_row[Row(dispute.cell.agreement, dispute.cell.provision)].append(dispute)
    history = edition.options.history
    on = history[-1].time[:10] if history else _newest(edition)
    due: dict[Row, list[Deadline]] = defaultdict(list)
    for agreement in record.agreements:
        for deadline in (
            deadlines(assessment, agreement=agreement.key, on=on, proposals=True) if on else ()
        ):
            due[Row(agreement.key, deadline.provision)].append(deadline)
    scales = {
        (act.cell.agreement, act.scale)
        for _, act in record.judged(CellRated)
        if record.codebook.scale(act.scale)
    }
    return Judgements(
        disputes=[one for one in heard if one.proposals],
        accepted=accepted_keys(heard),
        by_row=by_row,
        admissions=admissions(assessment, proposals=True),
        concessions=concessions(assessment, proposals=True),
        ratings=rated,
        replies=replied,
        deadlines=due,
        series=[
            score_series(record, agreement=key, scale=scale)
            for key, scale in sorted(scales)
            if key in edition.agreements
        ],
        hanging=[
            sensitivity(assessment, agreement=one.key, proposals=True) for one in record.agreements
        ],
        on=on,
        all_disputes=heard,
    )


def _newest(edition: Edition) -> str:
    return edition.heard.last_told()[0]
