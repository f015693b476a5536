"""CSV tables of a record, and a dictionary of their columns: what each is, and what it is not.

Cells that hold several values join them with "; ". A text that would start a formula in a
spreadsheet gets an apostrophe before it; the JSON files have every text letter for letter.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from servanda.assessing import Assessment, Fact, place_key, provision_name
from servanda.assessing.dispute import Dispute, record_of
from servanda.assessing.disputes import disputes
from servanda.assessing.owning import admissions, concessions
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import UNMAPPED, Account, Cell, Picture
from servanda.domain.record import Record
from servanda.domain.statement import PartyMention, Statement
from servanda.dossier.coding_tables import coding_rows, reliability_rows
from servanda.dossier.dictionary import (
    DICTIONARY_COLUMNS,
    Value,
    dictionary_rows,
    table_kinds,
)
from servanda.dossier.place_lines import gather_places
from servanda.dossier.public import public_problems
from servanda.errors import DossierError

#: What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_tables(record: Record, assessment: Assessment, out: Path) -> None:
    """Write every table and the dictionary as CSV files into a new or empty folder.

    Raises:
        DossierError: The folder holds something already.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DossierError(f"{out} is not an empty folder. Tables are written into a new one.")
    out.mkdir(parents=True, exist_ok=True)
    for name, text in csv_files(record, assessment):
        (out / name).write_text(text, "utf-8", newline="")


def csv_files(
    record: Record,
    assessment: Assessment,
    made: Iterable[tuple[Picture, bool]] | None = None,
    disputed: Iterable[Dispute] | None = None,
) -> Iterator[tuple[str, str]]:
    """Give every table as a file's name and its text, the dictionary first.

    `made` are the pictures, `disputed` the disputes, where they have been computed already.
    """
    found = pictures(assessment) if made is None else made
    heard = all_disputes(assessment) if disputed is None else disputed
    yield "dictionary.csv", to_csv(DICTIONARY_COLUMNS, dictionary_rows())
    for name, rows in (
        ("statements", statement_rows(record)),
        ("pictures", picture_rows(assessment, found)),
        ("disputes", dispute_rows(heard)),
        ("admissions", admission_rows(assessment)),
        ("provisions", provision_rows(record, assessment)),
        ("places", place_rows(record, assessment)),
        ("sources", source_rows(record)),
        ("problems", problem_rows(record)),
        ("codings", coding_rows(record)),
        ("reliability", reliability_rows(record)),
    ):
        columns = [one.name for one in table_kinds()[name].columns]
        yield f"{name}.csv", to_csv(columns, rows)


def to_csv(columns: list[str], rows: Iterable[list[Value]]) -> str:
    """Give a table as RFC 4180 CSV: commas, CRLF, quotes where needed, a line of names first."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(
        [_text(one) if isinstance(one, str | bool) else one for one in row] for row in rows
    )
    return out.getvalue().encode("utf-8", "replace").decode()


def _text(value: str | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if value.startswith(FORMULA) else value


def _join(values: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(one for one in values if one))


def _parties(mentions: tuple[PartyMention, ...]) -> str:
    return _join(one.party or one.name or one.text for one in mentions)


def statement_rows(record: Record) -> Iterator[list[Value]]:
    """Give one row for each statement, rejected ones included and marked."""
    for one in record.statements:
        yield statement_row(one, record)


def statement_row(one: Statement, record: Record) -> list[Value]:
    """Give a statement's row."""
    when, told = one.when, one.as_of
    first = one.quotes[0] if one.quotes else None
    ruling = record.rulings.get(one.id)
    return [
        one.id,
        one.source,
        one.state,
        one.kind,
        one.stance,
        one.extent,
        one.level,
        _join(f"{link.agreement}/{link.key}" for link in one.provisions),
        _join(link.label for link in one.provisions),
        _join(link.basis for link in one.provisions),
        one.side,
        _join(voice.name for voice in one.voice if voice.role == "asserts"),
        _join(f"{voice.role} {voice.name}" for voice in one.voice),
        one.knowing,
        _parties(one.about),
        _parties(one.responsible),
        _parties(one.affected),
        _join(place.text for place in one.places),
        _join(place_key(place) for place in one.places),
        when.text if when else None,
        when.edtf if when else None,
        when.earliest if when else None,
        when.latest if when else None,
        when.basis if when else None,
        told.edtf if told else None,
        _join(x.text for x in one.exceptions),
        _join(x.text for x in one.quantities),
        one.quote,
        one.start,
        one.end,
        first.page if first else None,
        first.line if first else None,
        one.layer,
        len(one.quotes),
        _join(f"{link.type} {link.id}" for link in one.links),
        f"{one.reader.name} {one.reader.version}" if one.reader else None,
        one.confidence,
        ruling.actor if ruling else None,
        ruling.time if ruling else None,
        " ".join(one.reasons),
    ]


def pictures(assessment: Assessment) -> Iterator[tuple[Picture, bool]]:
    """Give every picture of every cell in which something stands, without and with proposals.

    A cell is a provision's own row, not those below it, crossed with each place and period and
    with all of them together, for each party judged.
    """
    cells: dict[Cell, list[Fact]] = defaultdict(list)
    keys = [one.key for one in assessment.record.agreements]
    for fact in assessment.facts:
        places = ("", *fact.places, *fact.inherited_places)
        periods = ("", *fact.periods, *fact.inherited_periods)
        rows = [
            (owner, key)
            for own, key in fact.rows
            for owner in ([own] if own or key == UNMAPPED else keys or [""])
        ]
        for row, place, period, party in product(rows, places, periods, fact.parties):
            cells[Cell(row[0], row[1], place, period, party)].append(fact)
    for cell in sorted(cells):
        facts = cells[cell]
        ruled = [one for one in facts if one.ruled]
        if ruled:
            yield assessment.picture_of(cell, ruled), False
        yield assessment.picture_of(cell, facts), True


def picture_rows(
    assessment: Assessment, found: Iterable[tuple[Picture, bool]]
) -> Iterator[list[Value]]:
    """Give one row for each account of each picture."""
    for picture, proposals in found:
        yield from _picture_rows(assessment, picture, proposals)


def _picture_rows(
    assessment: Assessment, picture: Picture, proposals: bool
) -> Iterator[list[Value]]:
    cell = picture.cell
    place = assessment.place_name(cell.place) if cell.place else ""
    for one in picture.accounts:
        yield [
            cell.agreement,
            cell.provision,
            cell.place,
            place,
            cell.period,
            cell.party,
            proposals,
            picture.word,
            one.side,
            one.word if one.counted else None,
            len(one.counted),
            len(one.beside),
            len(one.inherited),
            len(one.admissions),
            len(one.concessions),
            len(one.exceptions),
            _witnesses(assessment, one),
            " ".join(one.counted),
            " ".join((*one.beside, *one.inherited)),
        ]


def _witnesses(assessment: Assessment, account: Account) -> int:
    by_id = assessment.statements_by_id
    sources = {by_id[id].source for id in account.counted}
    if len(sources) < 2:
        return len(sources)
    return len(assessment.witness_lineage.witnesses(sorted(sources)))


def all_disputes(assessment: Assessment) -> list[Dispute]:
    """Give every dispute, first from what people accepted, then with proposals added."""
    return [one for proposals in (False, True) for one in disputes(assessment, proposals=proposals)]


def dispute_rows(found: Iterable[Dispute]) -> Iterator[list[Value]]:
    """Give one row for each dispute."""
    for one in found:
        yield list(record_of(one).values())


def admission_rows(assessment: Assessment) -> Iterator[list[Value]]:
    """Give one row for each admission and concession."""
    by_id = assessment.statements_by_id
    for give in (admissions, concessions):
        for one in give(assessment, proposals=True):
            said = by_id[one.statement]
            yield [
                one.kind,
                one.party,
                one.statement,
                said.state in ("accepted", "amended"),
                _join(f"{agreement}/{key}" for agreement, key in one.provisions),
                _join(one.places),
                _join(one.periods),
                _join(one.about),
                said.quote,
                " ".join(one.excuse),
                " ".join(one.examples),
            ]


def provision_rows(record: Record, assessment: Assessment) -> Iterator[list[Value]]:
    """Give one row for each provision, in the order of the text."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for fact in assessment.facts:
        for row in fact.rows:
            counts[row][0 if fact.ruled else 1] += 1
    for agreement in record.agreements:
        for one, parent, depth in _walk(agreement):
            ruled, proposed = counts.get((agreement.key, one.key), [0, 0])
            yield [
                agreement.key,
                one.key,
                parent,
                depth,
                provision_name(one),
                _join(label.text for label in one.labels),
                _join(one.obligors),
                _join(due.edtf or due.text for due in one.due),
                _join(one.themes),
                _join(f"{link.kind} {link.agreement}/{link.provision}" for link in one.relations),
                len(one.wordings),
                ruled,
                proposed,
            ]


def _walk(agreement: Agreement) -> Iterator[tuple[Provision, str | None, int]]:
    waiting: list[tuple[Provision, str | None, int]] = [
        (one, None, 1) for one in reversed(agreement.provisions)
    ]
    while waiting:
        one, parent, depth = waiting.pop()
        yield one, parent, depth
        waiting += [(child, one.key, depth + 1) for child in reversed(one.children)]


def place_rows(record: Record, assessment: Assessment) -> Iterator[list[Value]]:
    """Give one row for each place that is spoken of or that an agreement's gazetteer holds."""
    for one in gather_places(record, assessment.facts):
        yield [
            one.key,
            one.name,
            _join(one.written),
            one.granularity,
            one.lat,
            one.lon,
            one.footprint is not None,
            one.source,
            one.ruled,
            one.proposed,
        ]


def source_rows(record: Record) -> Iterator[list[Value]]:
    """Give one row for each source."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one in record.statements:
        at = {"proposed": 1, "rejected": 2}.get(one.state, 0)
        counts[one.source][at] += 1
    for source in record.sources:
        about = source.description
        ruled, proposed, rejected = counts[source.id]
        yield [
            source.id,
            about.title or source.name,
            _join(about.creators),
            _join(about.recipients),
            about.side,
            about.written,
            about.sent,
            about.received,
            about.published,
            about.language,
            about.original_language,
            about.translator,
            about.reference.text if about.reference else None,
            about.record_id,
            about.url,
            about.rights,
            about.complete,
            _join(about.derives_from),
            source.name,
            source.media_type,
            source.size,
            len(source.text),
            source.digest,
            _join(f"{one.name} {one.version}" for one in record.readings.get(source.id, ())),
            ruled,
            proposed,
            rejected,
        ]


def problem_rows(record: Record) -> Iterator[list[Value]]:
    """Give one row for each problem, unread sources first."""
    for one in public_problems(record):
        yield [one.kind, one.source, one.page, one.start, one.end, one.message]
