"""The data beside the pages: tables, JSON, GeoJSON, texts, and the matrix as a picture."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from servanda.domain.cell import UNMAPPED
from servanda.dossier import addresses
from servanda.dossier.charts.matrix import ColumnGroup, Field, draw_matrix
from servanda.dossier.coding_tables import public_codebook
from servanda.dossier.edition import Edition, Pair
from servanda.dossier.geo import write_geojson
from servanda.dossier.grid import make_grid
from servanda.dossier.judged import Judgements
from servanda.dossier.pages.first import heads_of
from servanda.dossier.tables import csv_files, pictures
from servanda.wire import encode, plain, statement_object

#: More rows than this make no picture that can be read.
MOST_ROWS = 60


def data_files(edition: Edition, judged: Judgements) -> Iterator[tuple[str, str | bytes]]:
    """Give every data file as its path within the site and its content."""
    record = edition.record
    all_pictures = list(pictures(edition.assessment))
    disputed = judged.all_disputes
    for name, text in csv_files(record, edition.assessment, all_pictures, disputed):
        yield f"data/{name}", text
    yield "data/statements.json", _lines(statement_object(one) for one in record.statements)
    yield (
        "data/pictures.json",
        _lines(
            {"with_proposals": proposals, **plain(picture)} for picture, proposals in all_pictures
        ),
    )
    yield "data/disputes.json", _lines(plain(one) for one in disputed)
    yield "data/record.json", _record(edition)
    codebook = json.dumps(plain(public_codebook(record)), ensure_ascii=False, indent=1)
    yield "data/codebook.json", codebook + "\n"
    yield "data/places.geojson", write_geojson(record)
    for source in record.sources:
        if source.text:
            yield f"data/texts/{addresses.slug(source.id)}.txt", source.text
    for agreement in record.agreements:
        yield picture_path(agreement.key), draw_picture(edition, agreement.key)


def _lines(items: Iterable[object]) -> bytes:
    """Give a JSON array with one object on each line, so that versions can be compared."""
    body = b",\n".join(encode(one) for one in items)
    return b"[\n" + body + b"\n]\n" if body else b"[]\n"


def _record(edition: Edition) -> str:
    record = edition.record
    sources = [
        {key: value for key, value in plain(one).items() if key != "text"} for one in record.sources
    ]
    found = {
        "head": str(record.head),
        "title": edition.title,
        "agreements": plain(record.agreements),
        "sources": sources,
        "readings": plain(record.readings),
        "rulings": plain(list(record.rulings.values())),
        "problems": plain(record.problems),
        "withheld": plain(record.withheld),
        "kept_back": {
            "sources": list(edition.hidden.marks),
            "statements": edition.hidden.statements,
            "persons": edition.hidden.persons,
        },
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def picture_path(agreement: str) -> str:
    """Give the path of an agreement's picture within the site."""
    return f"pictures/{addresses.slug(agreement)}.svg"


def draw_picture(edition: Edition, key: str) -> str:
    """Give an agreement's matrix as a picture to use elsewhere: who says what about whom."""
    agreement = edition.agreements[key]
    grid = make_grid(edition, agreement, "party")
    heads = heads_of(edition, agreement, grid)
    groups = [
        ColumnGroup(one.name, [*(column.name for column in one.columns), "picture"])
        for one in heads
    ]
    rows = []
    shown = [one for one in grid.rows if one.key != UNMAPPED]
    for row in shown[:MOST_ROWS]:
        fields: list[Field] = []
        for head in heads:
            pair = grid.pair(row, head.party, head.party) or Pair(None, None)
            fields += [_account_field(pair, column.side) for column in head.columns]
            fields.append(
                Field(
                    pair.accepted.word if pair.accepted and pair.ruled else None,
                    pair.proposed.word if pair.proposed and pair.changed else None,
                )
            )
        rows.append((edition.row_name(row), fields))
    empty = (
        f"{edition.not_read}: an empty field is not read, and not silent."
        if edition.not_read
        else "An empty field is silence, not compliance."
    )
    more = (
        f" {len(shown) - MOST_ROWS} more promises are not shown." if len(shown) > MOST_ROWS else ""
    )
    return draw_matrix(
        groups,
        rows,
        title=agreement.title,
        caption=(
            "Who says what about whom. Solid: from statements that people accepted. Hatched: with "
            "what machines propose added, where that changes the word. "
            f"{empty} The picture is never an average.{more} "
            "Made by Servanda from the record at head "
            f"{edition.record.head.count}:{edition.record.head.hash[:16]}."
        ),
    )


def _account_field(pair: Pair, side: str) -> Field:
    words: list[str | None] = []
    for picture in (pair.accepted, pair.proposed):
        accounts = picture.accounts if picture else ()
        account = next((one for one in accounts if one.side == side), None)
        words.append(account.word if account and account.counted else None)
    return Field(words[0], words[1] if words[1] != words[0] else None)
