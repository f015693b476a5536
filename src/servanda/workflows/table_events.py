"""A list of events, as statements that a person makes: each quotes the words of its row."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar, get_args

from servanda.domain.agreement import Agreement
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.place import PlaceMention
from servanda.domain.record import Record
from servanda.domain.source import Description, Layer, Source
from servanda.domain.span import Span
from servanda.domain.statement import (
    Kind,
    Level,
    PartyMention,
    ProvisionLink,
    Quote,
    ReaderMark,
    Stance,
    Statement,
    Voice,
)
from servanda.domain.table import TableCell, TableRow
from servanda.domain.when import When
from servanda.errors import ServandaError
from servanda.places import open_finder
from servanda.text.normalise import fold
from servanda.workflows.sides import verify_side
from servanda.workflows.table_dates import DateForms
from servanda.workflows.table_places import place_mentions
from servanda.workflows.table_plan import TABLE, Headed, Planned, Refusal, TablePlan
from servanda.workflows.table_words import NotUnderstood, TableWords

T = TypeVar("T", bound=str)
#: Of the mark that such a table bears.
VERSION = "1"
CSV, PLAIN_TEXT = "text/csv", "text/plain"
#: How many of a kind are named in a note.
NAMED = 5
_Sign = tuple[str, str, tuple[str, ...]]


@dataclass(slots=True)
class _Tally:
    """What is counted while rows are read."""

    known: int = 0
    left_out: int = 0
    changed: list[str] = field(default_factory=list)
    strangers: Counter[str] = field(default_factory=Counter)


class EventRows:
    """Turns the rows of one table into statements of the source that is the table itself."""

    def __init__(
        self,
        record: Record,
        headed: Headed,
        *,
        source: Source,
        data: bytes,
        cache: Path,
        actor: str,
    ) -> None:
        self._record, self._headed = record, headed
        self._words = TableWords(record, headed.mapping)
        self._data, self._cache, self._actor = data, cache, actor
        self._new = source.id not in record.source_by_id
        self._source = self._kept(source)
        self._lines = [0, *(at.end() for at in re.finditer("\n", self._source.text))]
        self._dates = DateForms(headed.mapping.dates, language=headed.mapping.language)
        self._agreements = {one.key: one for one in record.agreements}
        self._tally = _Tally()
        self._places: dict[tuple[int, int], PlaceMention] = {}

    def plan(self) -> TablePlan:
        """Give all that would be recorded, and all that cannot be."""
        spans = [one for row in self._headed.rows for one in self._place_spans(row)]
        self._places = place_mentions(
            spans,
            self._source,
            self._record,
            mapped=self._headed.mapping.places,
            finder=lambda: open_finder(self._record.agreements, cache=self._cache),
        )
        standing = self._standing()
        planned: list[Planned] = []
        refused: list[Refusal] = []
        for row in self._headed.rows:
            try:
                one = self._statement(row)
            except NotUnderstood as error:
                refused.append(self._headed.refuse(row, error.column, str(error)))
                continue
            if one is None:
                continue
            there = standing.get(_sign(one.act))
            if there:
                self._meet(there.pop(0), one)
            else:
                planned.append(one)
        return self._planned(planned, refused)

    def _planned(self, planned: list[Planned], refused: list[Refusal]) -> TablePlan:
        digest = hashlib.sha256(repr(self._headed.mapping).encode()).hexdigest()[:16]
        mark = ReaderMark(TABLE, VERSION, digest)
        read = any(one.name == TABLE for one in self._record.readings.get(self._source.id, ()))
        return TablePlan(
            name=self._source.name,
            digest=self._source.digest,
            rows=len(self._headed.rows),
            planned=tuple(planned),
            refused=tuple(refused),
            known=self._tally.known,
            left_out=self._tally.left_out,
            notes=tuple(self._notes()),
            source_id=self._source.id,
            source=self._source if self._new else None,
            data=self._data,
            mark=None if read else mark,
        )

    def _notes(self) -> Iterator[str]:
        changed, strangers = self._tally.changed, self._tally.strangers
        if changed:
            more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
            yield (
                f"{len(changed)} that stand already would be something else by this table, and "
                f"are left alone: {', '.join(changed[:NAMED])}{more}. Amend what is wrong."
            )
        for name, count in strangers.most_common(NAMED):
            yield (
                f"{name[:60]!r} is no party ({count}): kept as the words they are. If it is one, "
                "say so under `parties:`."
            )
        unplaced = sorted({one.text for one in self._places.values() if one.id is None})
        if unplaced:
            named = ", ".join(repr(one[:40]) for one in unplaced[:NAMED])
            yield f"{len(unplaced)} names of places stay unplaced: {named}. See `places:`."

    def _kept(self, source: Source) -> Source:
        """Give the table as the dossier has it, or will have it."""
        there = self._record.source_by_id.get(source.id)
        if there is None:
            # What is text by its bytes is a table by the word of whoever imports it.
            # And what the lines of a letter tell of it and its layers, those of a table do not.
            return replace(
                source,
                media_type=CSV if source.media_type == PLAIN_TEXT else source.media_type,
                description=Description(title=source.name),
                layers=(Layer(0, len(source.text), "author", "body"),),
                brackets=(),
                template=None,
            )
        if there.text != source.text:
            raise ServandaError(
                f"{source.name} was added before with another text ({there.id}): its cells cannot "
                "be quoted from there. Save the table anew, so that it is another file, and "
                "import that."
            )
        return there

    def _standing(self) -> dict[_Sign, list[Statement]]:
        """Give the events that stand by this table or an earlier version of it, by their sign."""
        tables = {
            id
            for id, marks in self._record.readings.items()
            if id == self._source.id or any(one.name == TABLE for one in marks)
        }
        found: dict[_Sign, list[Statement]] = {}
        for one in self._record.statements:
            if one.source in tables and one.reader is None:
                found.setdefault(_sign(one), []).append(one)
        return found

    def _meet(self, there: Statement, one: Planned) -> None:
        self._tally.known += 1
        now = one.act
        assert isinstance(now, Statement)
        parts = [
            (x.kind, x.stance, x.provisions, x.level, x.side, [who.party for who in x.about])
            for x in (there, now)
        ]
        if parts[0] != parts[1] and there.state == "accepted":
            self._tally.changed.append(f"{there.id[:12]} ({one.where})")

    def _statement(self, row: TableRow) -> Planned | None:
        headed, source = self._headed, self._source
        cell = headed.cell(row, "text")
        if not cell.text:
            raise NotUnderstood("no words say what happened", "text")
        links, level = self._provisions(row)
        if level is None:
            self._tally.left_out += 1
            return None
        agreement = self._agreement(links)
        quote = source.text[cell.start : cell.end]
        where = headed.table.where(row)
        voice = headed.words(row, "source")
        statement = Statement(
            id="",
            source=source.id,
            start=cell.start,
            end=cell.end,
            quote=quote,
            layer=source.layer_at(cell.start),
            quotes=(self._quote(cell),),
            kind=self._kind(row),
            stance=self._stance(row),
            extent=None,
            provisions=links,
            level=level,
            exceptions=(),
            about=self._people(row, "about", agreement),
            responsible=self._people(row, "responsible", agreement),
            affected=self._people(row, "affected", agreement),
            voice=(Voice(voice, "asserts"),) if voice else (),
            side=self._side(row),
            knowing="unknown",
            places=tuple(self._places[one.start, one.end] for one in self._place_spans(row)),
            when=self._when(row),
            as_of=None,
            quantities=(),
            links=(),
            state="accepted",
            reader=None,
            confidence=None,
            reasons=(f"Row of the table {source.name}, {where}, as its mapping says.",),
        )
        return Planned(where, self._words.coder(headed.words(row, "coder"), self._actor), statement)

    def _quote(self, cell: TableCell) -> Quote:
        source = self._source
        return Quote(
            cell.start,
            cell.end,
            source.text[cell.start : cell.end],
            source.page_at(cell.start),
            bisect_right(self._lines, cell.start),
            source.layer_at(cell.start),
        )

    def _provisions(self, row: TableRow) -> tuple[tuple[ProvisionLink, ...], Level | None]:
        """Give the promises of a row and what it speaks of; no level: the mapping leaves it out."""
        words = self._headed.words(row, "provision")
        if not words:
            return (), "unmapped"
        try:
            rows = [self._words.provision(words)]
        except NotUnderstood:
            parts = [one.strip() for one in words.split(";") if one.strip()]
            if len(parts) < 2:
                raise
            rows = [self._words.provision(one) for one in parts]
        known = [one for one in rows if one is not None]
        if not known:
            return (), None
        keys = {key for _, key in known}
        if keys & {WHOLE, UNMAPPED}:
            return (), "whole" if WHOLE in keys else "unmapped"
        return tuple(
            ProvisionLink(*one, None, "coder") for one in dict.fromkeys(known)
        ), "provision"

    def _agreement(self, links: tuple[ProvisionLink, ...]) -> Agreement | None:
        key = links[0].agreement if links else self._headed.mapping.agreement
        return self._agreements.get(key)

    def _kind(self, row: TableRow) -> Kind:
        own = self._headed.mapping.kinds
        kinds: tuple[Kind, ...] = get_args(Kind)
        return self._chosen(row, "kind", own, kinds, default="incident", what="kind of statement")

    def _stance(self, row: TableRow) -> Stance:
        own = self._headed.mapping.stances
        stances: tuple[Stance, ...] = get_args(Stance)
        return self._chosen(row, "stance", own, stances, default="unclear", what="stance")

    def _chosen(
        self,
        row: TableRow,
        column: str,
        own: Mapping[str, str],
        known: tuple[T, ...],
        *,
        default: str,
        what: str,
    ) -> T:
        """Give the word among `known` that a row means, by the mapping's own words or as it is."""
        words = self._headed.words(row, column)
        found = own.get(fold(words), fold(words) or default)
        for one in known:
            if found == one:
                return one
        raise NotUnderstood(
            f"{words[:60]!r} is no {what}: say which it is under `{column}s:` ({', '.join(known)})",
            column,
        )

    def _side(self, row: TableRow) -> str:
        words = self._headed.words(row, "side")
        if not words:
            return "unknown"
        if (side := self._headed.mapping.sides.get(fold(words))) is not None:
            return side
        try:
            return verify_side(self._record, words)
        except ServandaError as error:
            why = f"{str(error).rstrip('.?')}. Say which it is under `sides:`"
            raise NotUnderstood(why, "side") from error

    def _people(
        self, row: TableRow, column: str, agreement: Agreement | None
    ) -> tuple[PartyMention, ...]:
        cell = self._headed.cell(row, column)
        if not cell.text:
            words = self._headed.words(row, column)
            return (self._person(words, Span(0, 0), agreement, stands=False),) if words else ()
        whole = Span(cell.start, cell.end)
        try:
            self._words.party(cell.text, agreement)
        except NotUnderstood:
            spans = self._parts(cell)
        else:
            spans = [whole]
        text = self._source.text
        return tuple(self._person(one.cut(text), one, agreement, stands=True) for one in spans)

    def _person(
        self, words: str, span: Span, agreement: Agreement | None, *, stands: bool
    ) -> PartyMention:
        text = words if stands else ""
        try:
            key = self._words.party(words, agreement)
        except NotUnderstood:
            self._tally.strangers[words] += 1
            return PartyMention(text, span.start, span.end, words, None)
        name = next(
            (party.name for one in self._record.agreements if (party := one.party(key))), key
        )
        return PartyMention(text, span.start, span.end, name, key)

    def _when(self, row: TableRow) -> When | None:
        cell = self._headed.cell(row, "date")
        if not cell.text:
            return None
        found = self._dates.read(cell.text)
        stands = self._source.text[cell.start : cell.end]
        return replace(found, text=stands, start=cell.start, end=cell.end)

    def _parts(self, cell: TableCell) -> list[Span]:
        """Give the parts of a cell that a semicolon or a line end parts, without space."""
        words = self._source.text[cell.start : cell.end]
        found = []
        for match in re.finditer(r"[^;\r\n]+", words):
            part = match[0]
            start = cell.start + match.start() + len(part) - len(part.lstrip())
            if part.strip():
                found.append(Span(start, start + len(part.strip())))
        return found

    def _place_spans(self, row: TableRow) -> list[Span]:
        return self._parts(self._headed.cell(row, "place"))


def _sign(one: object) -> _Sign:
    """Give what tells an event from others: its words, its date, and where."""
    assert isinstance(one, Statement)
    return (
        " ".join(one.quote.split()),
        one.when.edtf if one.when else "",
        tuple(place.text for place in one.places),
    )
