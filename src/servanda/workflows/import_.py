"""Bring statements in, or a whole journal."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from servanda.domain.entry import (
    Act,
    Head,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.record import Record
from servanda.domain.statement import ReaderMark, Statement
from servanda.errors import DossierError, ServandaError
from servanda.journal import Journal, import_journal, open_journal
from servanda.wire import decode


@dataclass(frozen=True, slots=True)
class Imported:
    """What came in: statements, or (when `entries` is not None) a whole journal."""

    added: int
    known: int
    head: Head
    entries: int | None = None
    #: Rulings on statements that were here, proposed and not ruled on.
    ruled: int = 0
    #: Proposals that were left out: a reading stands here that theirs is no newer version of.
    left_alone: int = 0


def import_file(dossier: Path, file: Path, *, actor: str) -> Imported:
    """Bring a file of statements into a dossier, or a journal into one that is not there yet.

    Raises:
        ServandaError: A line is no statement, or quotes a source the dossier lacks; then
            nothing is brought in.
    """
    with file.open("rb") as stream:
        first = stream.readline()
        if _is_journal(first):
            if dossier.exists():
                raise DossierError(
                    f"{dossier} is already there. A journal is imported into a new dossier."
                )
            stream.seek(0)
            journal = import_journal(stream, str(dossier))
            try:
                head = journal.head()
            finally:
                journal.close()
            return Imported(added=0, known=0, head=head, entries=head.count)
        stream.seek(0)
        statements = list(statements_in(stream, file))
    journal = open_journal(str(dossier))
    try:
        return _bring_in(journal, statements, actor=actor)
    finally:
        journal.close()


def _is_journal(line: bytes) -> bool:
    try:
        header = json.loads(line)
    except ValueError:
        return False
    return isinstance(header, dict) and header.get("servanda") == "journal"


def statements_in(lines: Iterable[bytes], file: Path) -> Iterator[Statement]:
    """Give the statements of a file, one a line, as an export writes them.

    Raises:
        ServandaError: A line is no statement; the message names the line.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
            fields.setdefault("confidence", None)
            yield decode(json.dumps(fields), Statement)
        except (ValueError, AttributeError, msgspec.ValidationError) as error:
            raise ServandaError(
                f"{file}, line {number}: this is no statement ({error}). Each line is one object "
                "as `servanda export --as jsonl` writes it and `servanda schema` describes it."
            ) from error


def _bring_in(journal: Journal, statements: list[Statement], *, actor: str) -> Imported:
    record = journal.record()
    fresh = [one for one in statements if one.id not in record.statement_by_id]
    written = {(one.source, one.start, one.end, one.kind) for one in record.statements}
    read: dict[tuple[str, ReaderMark], list[Statement]] = defaultdict(list)
    ruled = [
        ruling
        for one in statements
        if (here := record.statement_by_id.get(one.id)) is not None
        and here.state == "proposed"
        and (ruling := _ruling(one)) is not None
    ]
    # Rulings come first: a reading that comes in supersedes only what nobody ruled on.
    acts: list[Act] = [*ruled]
    added = 0
    for one in fresh:
        if one.reader is not None:
            read[one.source, one.reader].append(one)
        elif (one.source, one.start, one.end, one.kind) not in written:
            # A person's statement gets a new id here, so its words and kind tell it apart.
            acts.append(StatementWritten(replace(one, state="accepted")))
            added += 1
    left_alone = 0
    for (source, mark), all_ in read.items():
        stands = _standing_reading(record, source, mark)
        proposals = all_ if stands is None else [one for one in all_ if _ruling(one)]
        left_alone += len(all_) - len(proposals)
        if not proposals:
            continue
        acts.append(
            SourceRead(source, mark, tuple(replace(p, state="proposed") for p in proposals))
        )
        acts.extend(ruling for one in proposals if (ruling := _ruling(one)))
        if stands is not None:
            # What people ruled on came in with its own reading; the one that stood stands again.
            acts.append(_reading_again(journal, source, stands))
        added += len(proposals)
    with journal.batch(actor=actor) as batch:
        for act in acts:
            batch.append(act)
    return Imported(
        added=added,
        known=len(statements) - added - left_alone,
        head=journal.head(),
        ruled=len(ruled),
        left_alone=left_alone,
    )


def _standing_reading(record: Record, source: str, mark: ReaderMark) -> ReaderMark | None:
    """Give the reading of a source that an imported one must not supersede, or None.

    Proposals say which version made them, and not when: only a higher version of the same reader is
    known to be newer than what stands here.
    """
    for one in record.readings.get(source, ()):
        if one.name == mark.name and one != mark and _version(mark) <= _version(one):
            return one
    return None


def _version(mark: ReaderMark) -> tuple[int, ...]:
    return tuple(int(one) for one in re.findall(r"\d+", mark.version))


def _reading_again(journal: Journal, source: str, mark: ReaderMark) -> SourceRead:
    """Give the act by which this reading was recorded last."""
    acts = (entry.act for entry in journal.entries())
    return [
        act
        for act in acts
        if isinstance(act, SourceRead) and (act.source, act.reader) == (source, mark)
    ][-1]


def _ruling(one: Statement) -> Act | None:
    if one.state == "accepted":
        return StatementAccepted(one.id)
    if one.state == "amended":
        return StatementAmended(one.id, one, "as imported")
    if one.state == "rejected":
        return StatementRejected(one.id, "as imported")
    return None
