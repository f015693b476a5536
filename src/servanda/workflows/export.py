"""Take the record away, in the formats that others read."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, BinaryIO

from servanda.assessing import assess
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.dossier import public_record, write_geojson, write_tables
from servanda.errors import ServandaError
from servanda.evaluating import at_least
from servanda.journal import Journal, export_journal, shareable_copy
from servanda.wire import encode, statement_object
from servanda.workflows.witnesses import derivations_of

FORMATS = ("jsonl", "csv", "geojson", "journal", "dossier")


def export_to(
    journal: Journal,
    format: str,
    *,
    out: Path | None,
    stream: BinaryIO | IO[bytes],
    threshold: float | None = None,
    include_sensitive: bool = False,
) -> Head:
    """Write the record in one of `FORMATS` to `out`, or to `stream`; gives the head it shows.

    With a `threshold`, proposals that do not meet it are left out (`evaluating.at_least`).

    Raises:
        ServandaError: The target is there already, or must be named for this format, or a
            threshold is asked of a format that holds everything.
    """
    if threshold is not None and format in ("journal", "dossier"):
        raise ServandaError(
            f"An export as {format} holds every entry, so it takes no --at-least. Give it with "
            "jsonl, csv or geojson."
        )
    if out is not None and out.exists():
        raise ServandaError(f"{out} is already there. Choose another name, or move it away.")
    if format in ("csv", "dossier") and out is None:
        raise ServandaError(f"An export as {format} is no single stream: say where with -o.")
    if format == "dossier":
        assert out is not None
        return shareable_copy(journal, out)
    if format == "journal":
        if not include_sensitive and _has_sensitive(journal):
            raise ServandaError(
                "A journal holds everything, and this one has matter marked sensitive. Give "
                "--include-sensitive, or share `--as dossier`, from which it is withheld."
            )
        with _writing(out, stream) as target:
            export_journal(journal, target)
        return journal.head()
    record = journal.record()
    if not include_sensitive:
        record = public_record(record)
    if threshold is not None:
        record = _thresholded(record, threshold)
    if format == "csv":
        assert out is not None
        write_tables(record, assess(record, derivations=derivations_of(record)), out)
    elif format == "geojson":
        with _writing(out, stream) as target:
            target.write(write_geojson(record))
    else:
        with _writing(out, stream) as target:
            for one in record.statements:
                target.write(encode(statement_object(one)) + b"\n")
    return record.head


def _thresholded(record: Record, threshold: float) -> Record:
    """Give the record without the proposals that do not meet a threshold, nor links to them."""
    kept = {one.id: one for one in at_least(record.statements, threshold)}
    linked = (
        replace(one, links=tuple(link for link in one.links if link.id in kept))
        for one in kept.values()
    )
    return replace(record, statements=tuple(linked))


def _has_sensitive(journal: Journal) -> bool:
    record = journal.record()
    return bool(record.sensitive_sources or record.sensitive_statements or record.sensitive_persons)


@contextmanager
def _writing(out: Path | None, stream: BinaryIO | IO[bytes]) -> Iterator[IO[bytes]]:
    """Write to a stream, or to a file that appears under its name only when it is whole."""
    if out is None:
        yield stream
        stream.flush()
        return
    with tempfile.NamedTemporaryFile(dir=out.parent, prefix=out.name, delete=False) as target:
        undo: Callable[[], None] = Path(target.name).unlink
        try:
            yield target
            target.flush()
            os.fsync(target.fileno())
        except BaseException:
            undo()
            raise
    Path(target.name).rename(out)
