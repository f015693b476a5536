"""Try readers on gold: read its sources afresh, and measure what they find against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier import public_record
from servanda.dossier.words import counted
from servanda.errors import QuoteNotFound, ServandaError
from servanda.evaluating import (
    Difference,
    Evaluation,
    Trial,
    at_least,
    compare,
    measure,
    passages,
)
from servanda.journal import Journal
from servanda.places import open_finder
from servanda.reading.port import Reader
from servanda.text.port import PlaceFinder
from servanda.workflows.import_ import statements_in
from servanda.workflows.progress import Progress, in_shares, unheard
from servanda.workflows.read_sources import choose_reader

#: States of what a person ruled right: only that is gold.
GOLD = ("accepted", "amended")
#: Intervals drawn from fewer sources than this are called rough.
FEW_SOURCES = 10


@dataclass(frozen=True, slots=True)
class Tried:
    """A trial, the dossier's title, and the sources that hold gold, as they may be shown."""

    trial: Trial
    title: str
    sources: Mapping[str, Source]
    #: Where marked statements stand in them.
    hidden: Mapping[str, tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class _Gold:
    statements: tuple[Statement, ...]
    told: str
    notes: tuple[str, ...]


def evaluate(
    journal: Journal,
    *,
    cache: Path,
    gold_file: Path | None = None,
    reader_names: Sequence[str] = ("rules",),
    threshold: float | None = None,
    include_sensitive: bool = False,
    progress: Progress = unheard,
) -> Tried:
    """Measure one or two readers against gold, in the sources that hold gold; record nothing.

    Args:
        journal: The dossier: its sources, agreements and, without `gold_file`, its gold.
        cache: Where the gazetteer lies.
        gold_file: Statement objects, one a line; those accepted or amended are gold. Without it,
            what people accepted or amended in the dossier is.
        reader_names: One or two readers.
        threshold: Only what a reader proposes at this confidence or above is measured.
        include_sensitive: Also measure and show what is marked sensitive.
        progress: Told what is being read.

    Raises:
        UnknownThing: No installed reader is called so.
        ServandaError: There is no gold, or a line of the file is no statement.
        QuoteNotFound: Gold quotes words that do not stand in the source.
    """
    if not 1 <= len(reader_names) <= 2 or len(set(reader_names)) < len(reader_names):
        raise ServandaError("An evaluation tries one reader, or two different ones side by side.")
    readers = [choose_reader(one) for one in reader_names]
    record = journal.record()
    gold = _gold_of_file(gold_file, record) if gold_file else _gold_of_record(record)
    shown = _as_shown(record, gold.statements, include_sensitive=include_sensitive)
    sources = {one.source: shown.source_by_id[one.source] for one in shown.statements}
    notes = list(gold.notes)
    if kept_back := len(gold.statements) - len(shown.statements):
        notes.append(
            f"{counted(kept_back, 'gold statement')} kept back: marked sensitive, or its source is."
        )
    if not sources:
        raise ServandaError(
            "All gold is marked sensitive. Give --include-sensitive to measure on it."
        )
    finder = open_finder(record.agreements, cache=cache, progress=in_shares(progress))
    found: list[tuple[Statement, ...]] = []
    for at, reader in enumerate(readers):
        done = _counting_on(progress, before=at * len(sources), total=len(readers) * len(sources))
        read, unread = _read(reader, record, sources, finder, progress=done)
        proposals = _as_shown(record, read, include_sensitive=include_sensitive).statements
        found.append(tuple(at_least(proposals, threshold)))
        notes += unread
        if threshold is not None:
            notes.append(_say_threshold(reader.name, proposals, len(found[-1]), threshold))
    if 1 < len(sources) < FEW_SOURCES:
        notes.append(f"Intervals are drawn from only {len(sources)} sources: they are rough.")
    evaluations, differences = _measured(shown.statements, found)
    trial = Trial(
        head=record.head,
        gold=gold.told,
        at_least=threshold,
        readers=tuple(one.mark(record.agreements, finder) for one in readers),
        evaluations=evaluations,
        differences=differences,
        notes=tuple(notes),
    )
    title = " and ".join(one.title for one in shown.agreements) or "A dossier without an agreement"
    return Tried(trial, title, sources, shown.hidden_spans)


def _measured(
    gold: Sequence[Statement], found: Sequence[Sequence[Statement]]
) -> tuple[tuple[Evaluation, ...], tuple[Difference, ...]]:
    if len(found) == 1:
        return (measure(gold, found[0]),), ()
    both = compare(gold, found[0], found[1])
    return (both.first, both.second), both.differences


def _say_threshold(name: str, proposals: Sequence[Statement], kept: int, threshold: float) -> str:
    unsure = sum(one.confidence is None for one in proposals)
    return (
        f"{name}: {kept} of {len(proposals)} proposals have a confidence of at least "
        f"{threshold:g}; {unsure} carry none and were left out."
    )


def _gold_of_record(record: Record) -> _Gold:
    gold = tuple(one for one in record.statements if one.state in GOLD)
    if not gold:
        raise ServandaError(
            "Nobody has accepted a statement in this dossier yet, so there is no gold. Rule on "
            "some with `servanda accept`, or give statements that people made with --gold FILE."
        )
    sources = {one.source for one in gold}
    proposed = sum(one.reader is not None for one in gold)
    notes = []
    if proposed:
        notes.append(
            f"Of {counted(len(gold), 'gold statement')} a reader proposed {proposed:,} before a "
            "person ruled. What no reader proposed and no person wrote is missing from gold, so "
            "recall may look better than it is."
        )
    waiting = sum(one.state == "proposed" and one.source in sources for one in record.statements)
    if waiting:
        notes.append(
            f"{counted(waiting, 'proposal')} in these sources without a ruling yet. What is found "
            "again and waits counts as a false alarm, so precision may look worse than it is."
        )
    return _Gold(gold, "what people accepted or amended in the dossier", tuple(notes))


def _gold_of_file(file: Path, record: Record) -> _Gold:
    with file.open("rb") as stream:
        held = list(statements_in(stream, file))
    twice = [id for id, times in Counter(one.id for one in held).items() if times > 1]
    if twice:
        raise ServandaError(f"{file}: statement {twice[0]} stands there more than once.")
    ruled = [one for one in held if one.state in GOLD]
    gold = tuple(one for one in ruled if one.source in record.source_by_id)
    if not gold:
        why = (
            "their sources are not in this dossier: add the documents first"
            if ruled
            else "none is accepted or amended: gold is what people ruled right"
        )
        raise ServandaError(f"{file} holds {counted(len(held), 'statement')}, and {why}.")
    _verify(gold, record)
    notes = []
    if len(held) > len(ruled):
        notes.append(
            f"{counted(len(held) - len(ruled), 'statement')} of {file.name} proposed or rejected: "
            "no gold."
        )
    if len(ruled) > len(gold):
        notes.append(
            f"{counted(len(ruled) - len(gold), 'statement')} of {file.name} left out: this "
            "dossier lacks the documents that they quote."
        )
    return _Gold(gold, f"the accepted and amended statements of {file.name}", tuple(notes))


def _verify(statements: Iterable[Statement], record: Record) -> None:
    """Refuse words that do not stand letter for letter where they are said to."""
    for one in statements:
        text = record.source_by_id[one.source].text
        for quote in one.quotes:
            there = text[quote.start : quote.end]
            if there != quote.quote:
                raise QuoteNotFound(
                    quote.quote, source=one.source, start=quote.start, end=quote.end, found=there
                )


def _counting_on(progress: Progress, *, before: int, total: int) -> Progress:
    """Give a hearer of one reader's progress that tells it as part of all readers'."""
    return lambda done, _, what: progress(before + done, total, what)


def _read(
    reader: Reader,
    record: Record,
    sources: Mapping[str, Source],
    finder: PlaceFinder,
    *,
    progress: Progress,
) -> tuple[list[Statement], list[str]]:
    """Give what a reader proposes in these sources, and a note on each that it could not read."""
    found: list[Statement] = []
    unread: list[str] = []
    for number, (id, shown) in enumerate(sources.items()):
        progress(number, len(sources), f"{reader.name}: {shown.name}")
        source = record.source_by_id[id]
        if why := reader.reads(source):
            unread.append(f"{reader.name} did not read {shown.name}, all is missed there: {why}")
            continue
        found += reader.read(source, record.agreements, finder).statements
    progress(len(sources), len(sources), "")
    _verify(found, record)
    return found, unread


def _as_shown(
    record: Record, statements: Iterable[Statement], *, include_sensitive: bool
) -> Record:
    """Give the record with these statements instead of its own, as it may leave.

    A reading made afresh gives words new ids, so what shares words with a statement that was
    marked sensitive is kept back with it.
    """
    bare = replace(record, readings={}, rulings={}, problems=())
    if include_sensitive:
        return replace(bare, statements=tuple(statements))
    marked = [
        (one.source, *span)
        for id in record.sensitive_statements
        if (one := record.statement_by_id.get(id))
        for span in passages(one)
    ]
    free = (
        one
        for one in statements
        if not any(
            one.source == source and a < end and start < b
            for source, start, end in marked
            for a, b in passages(one)
        )
    )
    # Those marked go again at once: they tell where nothing may be shown beside a quote.
    known = record.statement_by_id
    hidden = (known[id] for id in sorted(record.sensitive_statements) if id in known)
    return public_record(replace(bare, statements=(*free, *hidden)))
