"""The derived state in plain dicts: what the in-memory journal keeps, and replay in its essence."""
# ruff: noqa: D102 - what each method gives is said once, in `replay.Shelf`

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from servanda.domain.agreement import Agreement
from servanda.domain.entry import SensitivityMarked, SourceDescribed, SourceRead, Subject
from servanda.domain.judgement import Judgement, cell_of, subject_of
from servanda.domain.rows import keys_of, rows_of
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, State, Statement
from servanda.journal.admit import near
from servanda.journal.replay import Standing


@dataclass(slots=True)
class MemoryShelf:
    """Agreements, sources and statements as they stand, in the order they were recorded."""

    agreements: dict[str, Agreement] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    statements: dict[str, Standing] = field(default_factory=dict)
    #: Every statement that stands, as it was first recorded.
    first: dict[str, Statement] = field(default_factory=dict)
    #: By id, the source that each was quoted from.
    superseded: dict[str, str] = field(default_factory=dict)
    #: The reading that stands, by source and reader's name: its entry and its reader's mark.
    readings: dict[tuple[str, str], tuple[int, ReaderMark]] = field(default_factory=dict)
    marks: dict[tuple[Subject, str], int] = field(default_factory=dict)
    #: The entry of the latest description, by source.
    described: dict[str, int] = field(default_factory=dict)
    #: The judgement that stands, by kind and subject: its entry and its act.
    judgements: dict[tuple[str, str], tuple[int, Judgement]] = field(default_factory=dict)

    def source(self, id: str) -> Source | None:
        return self.sources.get(id)

    def agreement(self, key: str) -> Agreement | None:
        return self.agreements.get(key)

    def provisions(self) -> frozenset[tuple[str, str]]:
        return frozenset(
            (agreement.key, key)
            for agreement in self.agreements.values()
            for key in keys_of(agreement)
        )

    def keys_in_use(self, agreement: str) -> dict[str, int]:
        used = Counter(
            key
            for one in self.statements.values()
            if one.statement.state != "rejected"
            for of, key in rows_of(one.statement)
            if of == agreement
        )
        for _, act in self.judgements.values():
            cell = cell_of(act)
            if cell is not None and cell.agreement == agreement and cell.provision:
                used[cell.provision] += 1
        return used

    def standing(self, id: str) -> Standing | None:
        return self.statements.get(id)

    def standing_elsewhere(self, ids: Sequence[str], *, source: str) -> str | None:
        for id in ids:
            known = self.statements.get(id)
            if known is not None and known.statement.source != source:
                return id
        return None

    def was_superseded(self, id: str) -> bool:
        return id in self.superseded

    def reader_on(self, source: str, name: str) -> ReaderMark | None:
        known = self.readings.get((source, name))
        return None if known is None else known[1]

    def described_since(self, source: str, name: str) -> bool:
        known = self.readings.get((source, name))
        return known is not None and self.described.get(source, 0) > known[0]

    def nearest(self, kind: str, name: str) -> tuple[str, ...]:
        known: Iterable[str] = self.sources if kind == "source" else self.statements
        return near(name, list(known))

    def keep_agreement(self, number: int, agreement: Agreement) -> None:  # noqa: ARG002
        self.agreements[agreement.key] = agreement

    def add_source(self, number: int, source: Source) -> None:
        self.sources[source.id] = source
        if source.corrects in self.sources:
            self._retire(source.corrects, by=source.id)
        if source.sensitive:
            self.marks["source", source.id] = number

    def _retire(self, source: str, *, by: str) -> None:
        self.sources[source] = replace(self.sources[source], corrected_by=by)
        gone = [id for id, one in self.statements.items() if one.statement.source == source]
        self._supersede(gone)

    def _supersede(self, gone: Iterable[str]) -> None:
        for id in gone:
            self.superseded[id] = self.statements.pop(id).statement.source

    def describe_source(self, number: int, act: SourceDescribed) -> None:
        self.described[act.source] = number
        source = self.sources.get(act.source)
        if source is not None:
            self.sources[act.source] = replace(source, description=act.description)

    def begin_reading(self, number: int, act: SourceRead) -> None:
        earlier = self.readings.get((act.source, act.reader.name))
        self.readings[act.source, act.reader.name] = (number, act.reader)
        if earlier is None:
            return
        gone = [
            id
            for id, one in self.statements.items()
            if one.statement.source == act.source
            and one.reading is not None
            and one.ruled is None
            and one.statement.reader is not None
            and one.statement.reader.name == act.reader.name
        ]
        self._supersede(gone)

    def put(
        self,
        statements: Sequence[tuple[int, Statement]],
        *,
        reading: int | None,
        actor: str,  # noqa: ARG002
    ) -> None:
        for position, statement in statements:
            if statement.id not in self.statements:
                self.superseded.pop(statement.id, None)
                self.first[statement.id] = statement
                self.statements[statement.id] = Standing(position, statement, reading, False, None)

    def rule(self, id: str, state: State, *, number: int, actor: str) -> None:  # noqa: ARG002
        standing = self.statements.get(id)
        if standing is not None:
            statement = replace(standing.statement, state=state)
            self.statements[id] = replace(standing, statement=statement, ruled=number)

    def amend(
        self,
        id: str,
        amended: Statement,
        *,
        number: int,
        position: int,  # noqa: ARG002
        actor: str,  # noqa: ARG002
    ) -> None:
        standing = self.statements.get(id)
        if standing is not None:
            statement = replace(amended, state="amended")
            self.statements[id] = replace(standing, statement=statement, amended=True, ruled=number)

    def release(self, id: str, *, number: int) -> None:  # noqa: ARG002
        standing = self.statements.get(id)
        if standing is not None:
            proposal = self.first[id]
            latest = self.readings.get(
                (proposal.source, proposal.reader.name if proposal.reader else "")
            )
            reading = standing.reading if latest is None else latest[0]
            self.statements[id] = Standing(standing.position, proposal, reading, False, None)

    def mark(self, number: int, act: SensitivityMarked) -> None:
        if act.sensitive:
            self.marks[act.subject, act.name] = number
        else:
            self.marks.pop((act.subject, act.name), None)
        source = self.sources.get(act.name) if act.subject == "source" else None
        if source is not None:
            self.sources[act.name] = replace(source, sensitive=act.sensitive)

    def judge(self, number: int, act: Judgement, *, actor: str) -> None:
        self.judgements[type(act).__name__, subject_of(act, actor=actor)] = (number, act)

    def judged(self, entry: int) -> bool:
        return any(number == entry for number, _ in self.judgements.values())

    def withdraw(self, entry: int) -> None:
        self.judgements = {key: one for key, one in self.judgements.items() if one[0] != entry}
