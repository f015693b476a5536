"""Have readers read the documents: each reading is recorded as soon as it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.domain.entry import ProblemNoted, SourceRead
from servanda.domain.problem import Problem
from servanda.errors import UnknownThing
from servanda.journal import Journal
from servanda.places import open_finder
from servanda.plugins import readers
from servanda.reading.port import Reader
from servanda.workflows.progress import Progress, in_shares, unheard


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
    progress: Progress = unheard,
) -> ReadingRun:
    """Read every document that these readers have not read with this very fingerprint.

    Interrupt it at any time: what was recorded stays, and the next run goes on from there.
    """
    record = journal.record()
    chosen = [choose_reader(name) for name in reader_names]
    finder = open_finder(record.agreements, cache=cache, progress=in_shares(progress))
    noted = {(one.source, one.message) for one in record.problems}
    read = already = proposed = 0
    unread: list[Problem] = []
    total = len(record.sources) * len(chosen)
    for step, (reader, source) in enumerate(
        (reader, source) for reader in chosen for source in record.sources
    ):
        progress(step, total, source.name)
        mark = reader.mark(record.agreements, finder)
        if mark in record.readings.get(source.id, ()):
            already += 1
            continue
        if why := reader.reads(source):
            problem = Problem("unread", why, source=source.id)
            unread.append(problem)
            if (problem.source, problem.message) not in noted:
                with journal.batch(actor=actor) as batch:
                    batch.append(ProblemNoted(problem))
            continue
        reading = reader.read(source, record.agreements, finder)
        with journal.batch(actor=actor) as batch:
            batch.append(SourceRead(source.id, mark, reading.statements, reading.problems))
        read += 1
        proposed += len(reading.statements)
    progress(total, total, "")
    return ReadingRun(read=read, already=already, proposed=proposed, unread=tuple(unread))
