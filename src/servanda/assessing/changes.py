"""What changed between two states of one record: what a reader of the last report must know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.assessing.assessment import Assessment
from servanda.assessing.frames import frame_of, table_of
from servanda.domain.agreement import Agreement
from servanda.domain.cell import WHOLE, Cell, PictureWord
from servanda.domain.entry import Head
from servanda.domain.judgement import Judged
from servanda.domain.question import Inquiry
from servanda.domain.source import Source
from servanda.domain.statement import State, Statement

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class PictureChange:
    """A picture whose word is another one now; of a provision as a whole, about one party."""

    cell: Cell
    before: PictureWord
    now: PictureWord
    #: Statements that count in it now and did not then, or not with this stance.
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementChange:
    """A statement that stood then in another state, or with another content."""

    statement: Statement
    before: State


@dataclass(frozen=True, slots=True)
class Changes:
    """All that is otherwise now than at an earlier head, each kind in the order of the record."""

    before: Head
    now: Head
    sources: tuple[Source, ...]
    gone_sources: tuple[str, ...]
    #: New statements, split by what a person ruled and what a reader proposes.
    accepted: tuple[Statement, ...]
    proposed: tuple[Statement, ...]
    ruled: tuple[StatementChange, ...]
    #: Ids of statements that stood then and do not stand now.
    gone: tuple[str, ...]
    judgements: tuple[Judged, ...]
    withdrawn: tuple[Judged, ...]
    #: Agreements that are new, or of which there is a new version.
    agreements: tuple[Agreement, ...]
    pictures: tuple[PictureChange, ...]

    def __bool__(self) -> bool:
        return self.before != self.now

    def records(self) -> list[dict[str, object]]:
        """Give one flat row for each thing that changed, ready for a data frame or CSV."""
        return [dict(zip(COLUMNS, row, strict=True)) for row in _rows(self)]

    def to_frame(self) -> pandas.DataFrame:
        """Give what changed as a pandas DataFrame, one thing a row.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return frame_of(self.records(), COLUMNS)

    def _repr_html_(self) -> str:
        return table_of(self.records(), COLUMNS)

    def __repr__(self) -> str:
        heads = f"head {self.before.count} to {self.now.count}"
        return f"<{len(self.records())} changes from {heads}: .to_frame()>"


#: What changed, its id or key, whose it is (the party judged, or who judged), and its word then
#: and now; `words` are a document's name, a quote, or the statements that made a picture.
COLUMNS = ("what", "id", "whose", "before", "now", "words")


def _rows(found: Changes) -> Iterator[tuple[str, ...]]:
    for source in found.sources:
        yield "document", source.id, "", "", "new", source.name
    for id in found.gone_sources:
        yield "document", id, "", "stood", "gone", ""
    for agreement in found.agreements:
        yield "agreement", agreement.key, "", "", "a new version", agreement.title
    for one in found.pictures:
        cell, because = one.cell, ", ".join(one.because)
        row = f"{cell.agreement}/{cell.provision}"
        yield "picture", row, cell.party, one.before, one.now, because
    for ruled in found.ruled:
        said = ruled.statement
        yield "statement", said.id, "", ruled.before, said.state, said.quote
    for said in (*found.accepted, *found.proposed):
        yield "statement", said.id, "", "", said.state, said.quote
    for id in found.gone:
        yield "statement", id, "", "stood", "gone", ""
    for before, now, judgements in (
        ("", "new", found.judgements),
        ("stood", "withdrawn", found.withdrawn),
    ):
        for judged in judgements:
            yield type(judged.act).__name__, str(judged.entry), judged.actor, before, now, ""


def changes(before: Assessment, now: Assessment, *, proposals: bool) -> Changes:
    """Give what changed from one state of a record to a later one.

    Pictures are compared for each provision of today's agreements, and for the whole, with all
    places and periods together, one party at a time.
    """
    then, today = before.record, now.record
    old, new = then.statement_by_id, today.statement_by_id
    fresh = [one for one in today.statements if one.id not in old and one.state != "rejected"]
    sources = {one.id for one in then.sources}
    # What coders ask each other is no judgement on what is kept: it goes into no brief.
    old_ones, new_ones = (
        [one for one in record.judgements if not isinstance(one.act, Inquiry)]
        for record in (then, today)
    )
    left = {one.entry for one in new_ones}
    made = {one.entry for one in old_ones}
    versions = {one.key: one for one in then.agreements}
    return Changes(
        before=then.head,
        now=today.head,
        sources=tuple(one for one in today.sources if one.id not in sources),
        gone_sources=tuple(one.id for one in then.sources if one.id not in today.source_by_id),
        accepted=tuple(one for one in fresh if one.state != "proposed"),
        proposed=tuple(one for one in fresh if one.state == "proposed"),
        ruled=tuple(
            StatementChange(one, old[one.id].state)
            for one in today.statements
            if one.id in old and old[one.id] != one
        ),
        gone=tuple(one.id for one in then.statements if one.id not in new),
        judgements=tuple(one for one in new_ones if one.entry not in made),
        withdrawn=tuple(one for one in old_ones if one.entry not in left),
        agreements=tuple(one for one in today.agreements if versions.get(one.key) != one),
        pictures=tuple(_pictures(before, now, proposals=proposals)),
    )


def _pictures(before: Assessment, now: Assessment, *, proposals: bool) -> Iterator[PictureChange]:
    for agreement in now.record.agreements:
        # Only rows in which something stands, then or now, can have changed.
        rows = {
            (WHOLE, party) for one in (before, now) for party in _parties(one, agreement, WHOLE)
        }
        for provision in agreement.walk():
            rows |= {
                (provision.key, party)
                for one in (before, now)
                for party in _parties(one, agreement, provision.key)
            }
        order = {key: at for at, key in enumerate([WHOLE, *(p.key for p in agreement.walk())])}
        for key, party in sorted(rows, key=lambda row: (order[row[0]], row[1])):
            cell = Cell(agreement.key, key, party=party)
            old = before.picture(cell, proposals=proposals)
            new = now.picture(cell, proposals=proposals)
            if old.word != new.word:
                counted = {id for account in old.accounts for id in account.counted}
                because = [id for account in new.accounts for id in account.counted]
                yield PictureChange(
                    cell, old.word, new.word, tuple(id for id in because if id not in counted)
                )


def _parties(assessment: Assessment, agreement: Agreement, key: str) -> set[str]:
    return {
        party
        for owner in ("", agreement.key)
        for fact in assessment.facts_by_row.get((owner, key), ())
        for party in fact.parties
    }
