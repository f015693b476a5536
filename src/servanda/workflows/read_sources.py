"""Have readers read the documents: each reading is recorded as soon as it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.domain.agreement import Agreement
from servanda.domain.entry import ProblemNoted, SourceRead
from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.errors import UnknownThing
from servanda.journal import Journal
from servanda.places import open_finder
from servanda.plugins import readers
from servanda.reading.port import Reader, Reading
from servanda.text.port import PlaceFinder
from servanda.workflows.progress import Progress, in_shares, unheard
from servanda.workflows.reading_pool import read_apart
from servanda.workflows.table_plan import TABLE
from servanda.workflows.uncollected import uncollected


@dataclass(frozen=True, slots=True)
class ReadingRun:
    """What a run of reading did, in numbers of sources and of statements."""

    read: int
    already: int
    proposed: int
    unread: tuple[Problem, ...]


def choose_reader(name: str) -> Reader:
    """Give the reader of this name.

    Raises:
        UnknownThing: No installed reader is called so.
    """
    known = readers()
    if name not in known:
        raise UnknownThing("reader", name, nearest=tuple(sorted(known)))
    return known[name]


def read_sources(
    journal: Journal,
    *,
    cache: Path,
    actor: str,
    reader_names: Sequence[str] = ("rules",),
    workers: int = 1,
    progress: Progress = unheard,
) -> ReadingRun:
    """Read every document that these readers have not read with this very fingerprint.

    One whose description was corrected since is read again: its dates and voices hang on it.
    Interrupt it at any time: what was recorded stays, and the next run goes on from there.

    Args:
        journal: Where each reading is recorded as soon as it is made.
        cache: Where the gazetteer lies.
        actor: Under whose name.
        reader_names: Which readers read; each reads all.
        workers: In how many processes; 1 reads in this one.
        progress: Told of every source.
    """
    record = journal.record()
    finder = open_finder(record.agreements, cache=cache, progress=in_shares(progress))
    noted = {(one.source, one.message) for one in record.problems}
    read = already = proposed = 0
    unread: list[Problem] = []
    for reader in [choose_reader(name) for name in reader_names]:
        mark = reader.mark(record.agreements, finder)
        waiting: list[Source] = []
        for source in record.sources:
            is_read = mark in record.readings.get(source.id, ())
            if source.corrected_by:
                # A corrected text took its place, and is read instead.
                continue
            if any(one.name == TABLE for one in record.readings.get(source.id, ())):
                # People read it row by row as they imported it.
                already += 1
            elif is_read and not journal.described_since(source.id, reader.name):
                already += 1
            elif why := reader.reads(source):
                unread.append(Problem("unread", why, source=source.id))
            else:
                waiting.append(source)
        if workers > 1:
            done = read_apart(
                waiting,
                reader=reader.name,
                agreements=record.agreements,
                cache=cache,
                workers=workers,
            )
        else:
            done = ((one, _read(reader, one, record.agreements, finder)) for one in waiting)
        for number, (source, reading) in enumerate(done):
            progress(number, len(waiting), source.name)
            with journal.batch(actor=actor) as batch:
                batch.append(SourceRead(source.id, mark, reading.statements, reading.problems))
            read += 1
            proposed += len(reading.statements)
    fresh = [one for one in unread if (one.source, one.message) not in noted]
    if fresh:
        with journal.batch(actor=actor) as batch:
            for problem in fresh:
                batch.append(ProblemNoted(problem))
    progress(1, 1, "")
    return ReadingRun(read=read, already=already, proposed=proposed, unread=tuple(unread))


def _read(
    reader: Reader, source: Source, agreements: Sequence[Agreement], finder: PlaceFinder
) -> Reading:
    with uncollected():
        return reader.read(source, agreements, finder)
