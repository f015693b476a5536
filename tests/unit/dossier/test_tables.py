from __future__ import annotations

import csv
import hashlib
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import write_tables
from servanda.dossier.dictionary import table_kinds
from servanda.dossier.tables import csv_files
from servanda.errors import DossierError


def table(site: Path, name: str) -> list[dict[str, str]]:
    """A table of the site as its reader gets it."""
    return list(csv.DictReader(io.StringIO((site / "data" / f"{name}.csv").read_text("utf-8"))))


def test_every_column_of_every_table_is_in_the_dictionary(site: Path) -> None:
    told = {(one["file"], one["column"]) for one in table(site, "dictionary")}
    for kind in table_kinds().values():
        columns = next(
            csv.reader(io.StringIO((site / "data" / f"{kind.name}.csv").read_text("utf-8")))
        )
        assert {(f"{kind.name}.csv", one) for one in columns} <= told
        assert columns == [one.name for one in kind.columns]


def test_every_row_has_a_value_for_every_column(record: Record) -> None:
    for name, text in csv_files(record, assess(record)):
        lengths = {len(row) for row in csv.reader(io.StringIO(text))}
        assert len(lengths) == 1, name


def test_every_table_says_what_it_is_not_a_count_of(site: Path) -> None:
    assert all(one["not_a_count_of"] for one in table(site, "dictionary"))
    assert all(one["means"].endswith(".") for one in table(site, "dictionary"))


def test_statements_are_all_there_rejected_ones_too(site: Path, record: Record) -> None:
    rows = table(site, "statements")
    assert [one["id"] for one in rows] == [one.id for one in record.statements]
    for row, one in zip(rows, record.statements, strict=True):
        assert (row["quote"], int(row["start"]), int(row["end"])) == (one.quote, one.start, one.end)
        assert row["state"] == one.state


def test_offsets_in_the_tables_count_in_the_texts_beside_them(site: Path) -> None:
    for row in table(site, "statements"):
        text = (site / "data" / "texts" / f"{row['source']}.txt").read_bytes().decode()
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_pictures_come_without_and_with_proposals(site: Path) -> None:
    whole = [
        one
        for one in table(site, "pictures")
        if one["provision"] == "(whole)" and not one["place"] and not one["period"]
    ]
    found = {(one["party"], one["side"], one["with_proposals"]): one["picture"] for one in whole}
    assert found == {
        ("republic", "council", "false"): "disputed",
        ("republic", "observer", "false"): "disputed",
        ("republic", "council", "true"): "disputed",
        ("republic", "observer", "true"): "disputed",
        ("council", "observer", "true"): "broken",
    }


def test_what_a_spreadsheet_would_run_is_made_text(record: Record) -> None:
    """A hostile document must not become a formula on somebody's desk."""
    source = replace(
        record.sources[0],
        description=replace(record.sources[0].description, title='=HYPERLINK("x","y")'),
    )
    hostile = replace(record, sources=(source, *record.sources[1:]))
    text = dict(csv_files(hostile, assess(hostile)))["sources.csv"]
    row = next(csv.DictReader(io.StringIO(text)))
    assert row["title"] == '\'=HYPERLINK("x","y")'


def test_the_json_has_every_text_letter_for_letter(site: Path, record: Record) -> None:
    found = json.loads((site / "data" / "statements.json").read_text("utf-8"))
    assert [one["quote"] for one in found] == [one.quote for one in record.statements]
    known = json.loads((site / "data" / "record.json").read_text("utf-8"))
    assert known["head"] == str(record.head)
    assert [one["id"] for one in known["sources"]] == [one.id for one in record.sources]


def test_tables_alone_can_be_written_into_a_new_folder(record: Record, tmp_path: Path) -> None:
    write_tables(record, assess(record), tmp_path / "tables")
    assert sorted(one.name for one in (tmp_path / "tables").iterdir()) == sorted(
        [*(f"{name}.csv" for name in table_kinds()), "dictionary.csv"]
    )


def test_tables_are_not_written_over_anything(record: Record, tmp_path: Path) -> None:
    (tmp_path / "own.csv").write_text("mine")
    with pytest.raises(DossierError, match="not an empty folder"):
        write_tables(record, assess(record), tmp_path)


def test_the_list_of_files_proves_them(site: Path) -> None:
    lines = (site / "SHA256SUMS").read_text("utf-8").splitlines()
    listed = {line[66:]: line[:64] for line in lines}
    there = {one.relative_to(site).as_posix() for one in site.rglob("*") if one.is_file()} - {
        "SHA256SUMS"
    }
    assert set(listed) == there
    assert all(
        hashlib.sha256((site / name).read_bytes()).hexdigest() == digest
        for name, digest in listed.items()
    )


def test_disputes_stand_beside_the_pictures_accepted_and_proposed_apart(site: Path) -> None:
    """Every disputed picture of one party, all places and times together, has its row."""
    rows = table(site, "disputes")
    known = {
        (row["agreement"], row["provision"], row["party"], row["with_proposals"]) for row in rows
    }
    disputed = {
        (row["agreement"], row["provision"], row["party"], row["with_proposals"])
        for row in table(site, "pictures")
        if row["picture"] == "disputed" and not row["place"] and not row["period"]
    }
    assert disputed
    assert disputed <= known
    told = json.loads((site / "data" / "disputes.json").read_text("utf-8"))
    assert [one["why"] for one in told] == [row["why"] for row in rows]


def test_admissions_have_a_table_with_their_words(site: Path, record: Record) -> None:
    by_id = record.statement_by_id
    rows = table(site, "admissions")
    assert rows
    for row in rows:
        assert by_id[row["statement"]].kind == row["kind"]
        assert row["quote"] == by_id[row["statement"]].quote
