"""A journal in memory: for tests, for `try`, and to hold the other backends to the same rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path

from servanda.domain.entry import (
    ON_STATEMENTS,
    Act,
    Entry,
    Head,
    SourceAdded,
    Subject,
    ruled_on,
)
from servanda.domain.judgement import Judged, Judgement, statements_of
from servanda.domain.problem import Problem
from servanda.domain.record import Record, Ruling, Withholding
from servanda.domain.rows import rows_of
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement
from servanda.errors import DossierError
from servanda.journal.batch import OpenBatch, restore
from servanda.journal.chain import NOTHING, Leaf
from servanda.journal.codec import entry_of, problems_in, unpack
from servanda.journal.facts import BLOCK_BITS, CountedNames, Facts, Packed, pack, write_block
from servanda.journal.history import MOST_LOOKED_AT, History, HistoryAsked, Line, line_of
from servanda.journal.memory_shelf import MemoryShelf
from servanda.journal.replay import SPACING, Standing, derive
from servanda.journal.verify import damaged, prove
from servanda.journal.views import (
    Screen,
    found,
    judged_of,
    ruling_of,
    withholding_of,
)
from servanda.journal.words import searchable, spaced, terms


class MemoryJournal:
    """Keeps leaves in a list and what is derived in dicts; gone when the program ends."""

    def __init__(self) -> None:
        self._leaves: list[Leaf] = []
        self._writing = False
        self.shelf = MemoryShelf()

    @contextmanager
    def batch(self, *, actor: str, time: str | None = None) -> Iterator[OpenBatch]:
        """Open a batch by `actor`; an exception drops it."""
        with self._all_or_none():
            yield OpenBatch(self, actor=actor, time=time)

    @contextmanager
    def _all_or_none(self) -> Iterator[None]:
        if self._writing:
            raise DossierError("A batch is open already: close it before opening another.")
        before = list(self._leaves)
        self._writing = True
        try:
            yield
        except BaseException:
            self._leaves = before
            self.rebuild()
            raise
        finally:
            self._writing = False

    def guard(self) -> AbstractContextManager[None]:
        """Within, whatever the backend does wrong is said in words; memory does nothing wrong."""
        return nullcontext()

    def head(self) -> Head:
        """Give the count and hash of the last entry."""
        return Head(len(self._leaves), self._leaves[-1].hash) if self._leaves else NOTHING

    def leaves(self, after: int = 0) -> Iterator[Leaf]:
        """Give the entries with their payloads, as they are kept."""
        return iter(self._leaves[after:])

    def keep(self, leaf: Leaf, act: Act | None) -> None:
        """Keep a leaf and derive from it."""
        self._leaves.append(leaf)
        # From the payloads, not the value given: what stands is what replay gives.
        derive(leaf, act and unpack(leaf), self.shelf)

    def empty(self, digests: Iterable[str]) -> None:
        """Destroy payloads, and derive anew from what is left."""
        gone = set(digests)
        for index, leaf in enumerate(self._leaves):
            if any(one.digest in gone for one in leaf.payloads):
                self._leaves[index] = leaf.without(gone)
        self.rebuild()

    def restore(self, leaves: Iterable[Leaf]) -> None:
        """Keep leaves that another journal recorded, all or none."""
        with self._all_or_none():
            restore(leaves, self)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Give the entries with a number above `after`, in order."""
        return map(entry_of, self.leaves(after))

    def outline(self) -> Record:
        """Give the current state without any statement, ruling or text."""
        record = self.record()
        bare = (replace(one, text="", pages=(), layers=(), brackets=()) for one in record.sources)
        return replace(record, statements=(), rulings={}, sources=tuple(bare))

    def excerpt(self, *, statements: Collection[str] = (), source: str | None = None) -> Record:
        """Give the outline with these statements by id, and all of this source's."""
        record, outline = self.record(), self.outline()
        wanted = frozenset(statements)
        found = [one for one in record.statements if one.id in wanted or one.source == source]
        whole = {one.source for one in found} | {source}
        rulings = {one.id: record.rulings[one.id] for one in found if one.id in record.rulings}
        return replace(
            outline,
            statements=tuple(found),
            rulings=rulings,
            sources=tuple(
                record.source_by_id[one.id] if one.id in whole else one for one in outline.sources
            ),
        )

    def at_one_head(self) -> AbstractContextManager[None]:
        """Within, everything that is asked is answered as of one head."""
        return nullcontext()

    def record(self) -> Record:
        """Give the current state."""
        shelf = self.shelf
        standing = self._standing()
        readings: dict[str, tuple[ReaderMark, ...]] = {}
        for (source, _), (_, mark) in sorted(shelf.readings.items(), key=lambda one: one[1][0]):
            readings[source] = (*readings.get(source, ()), mark)
        marked = {
            subject: frozenset(name for kind, name in shelf.marks if kind == subject)
            for subject in ("source", "statement", "person")
        }
        return Record(
            head=self.head(),
            agreements=tuple(shelf.agreements.values()),
            sources=tuple(shelf.sources.values()),
            statements=tuple(one.statement for one in standing),
            readings=readings,
            rulings={
                one.statement.id: self._ruling(one) for one in standing if one.ruled is not None
            },
            problems=self._problems(),
            withheld=self._withheld(),
            sensitive_sources=marked["source"],
            sensitive_statements=marked["statement"],
            sensitive_persons=marked["person"],
            source_marks=self._source_marks(),
            judgements=(judgements := self._judgements()),
            fallen={
                id: shelf.superseded[id]
                for one in judgements
                for id in statements_of(one.act)
                if id in shelf.superseded
            },
        )

    def _judgements(self) -> tuple[Judged, ...]:
        entries = sorted(number for number, _ in self.shelf.judgements.values())
        found = (judged_of(self._leaves[number - 1]) for number in entries)
        return tuple(one for one in found if one is not None)

    def _standing(self) -> list[Standing]:
        return sorted(self.shelf.statements.values(), key=lambda one: one.position)

    def _ruling(self, standing: Standing) -> Ruling:
        leaf = self._leaves[(standing.ruled or 0) - 1]
        return ruling_of(leaf, standing.statement)

    def _problems(self) -> tuple[Problem, ...]:
        stands = {number for number, _ in self.shelf.readings.values()}
        found: list[Problem] = []
        for leaf in self._leaves:
            if leaf.kind == "ProblemNoted" or leaf.number in stands:
                found += problems_in(leaf.kind, leaf.bytes_of("act"))
        return tuple(found)

    def _withheld(self) -> tuple[Withholding, ...]:
        return tuple(
            withholding_of(leaf) for leaf in self._leaves if leaf.kind == "PayloadWithheld"
        )

    def _source_marks(self) -> dict[str, str]:
        marks: dict[str, str] = {}
        for leaf in self._leaves:
            act = unpack(leaf) if leaf.kind == "SourceAdded" else None
            if isinstance(act, SourceAdded):
                marks[act.source.id] = leaf.digest_of("bytes") or ""
        return marks

    def statements(
        self,
        *,
        state: str | None = None,
        provision: str | None = None,
        source: str | None = None,
        search: str | None = None,
    ) -> Iterator[Statement]:
        """Give the statements that fit all that is asked; ranked if `search`, else in order."""
        given = (
            one.statement
            for one in self._standing()
            if (state is None or one.statement.state == state)
            and (source is None or one.statement.source == source)
            and (provision is None or _links(one.statement, provision))
        )
        if search is None:
            return given
        screen = self._screen() if source is None else None
        phrases = terms(search)
        ranked = [
            (-found(searchable(one), phrases), order, one)
            for order, one in enumerate(given)
            if phrases and (screen is None or screen.shows(one))
        ]
        return (one for rank, _, one in sorted(ranked, key=lambda hit: hit[:2]) if rank)

    def positions(self, search: str, *, most: int = 100_000) -> list[int]:
        """Give where statements stand in which all the words stand, in order."""
        screen, phrases = self._screen(), terms(search)
        hits = (
            one.position
            for one in self._standing()
            if phrases
            and found(searchable(one.statement), phrases)
            and (not screen.names_persons or screen.shows(one.statement))
        )
        return sorted(hits)[:most]

    def _screen(self) -> Screen:
        record = self.shelf.marks
        sources, statements, persons = (
            {name for kind, name in record if kind == subject}
            for subject in ("source", "statement", "person")
        )
        return Screen(sources=sources, statements=statements, persons=persons)

    def statement(self, id: str) -> Statement | None:
        """Give one statement by its id or an unambiguous beginning of it."""
        known = self.shelf.standing(id)
        if known is not None:
            return known.statement
        fitting = [one for name, one in self.shelf.statements.items() if name.startswith(id)]
        return fitting[0].statement if len(fitting) == 1 and id else None

    def sources_with(self, search: str) -> Iterator[str]:
        """Give the ids of sources in whose text all the words stand, best first."""
        phrases = terms(search)
        hidden = {name for kind, name in self.shelf.marks if kind == "source"}
        ranked = [
            (-found(spaced(one.text), phrases), one.id)
            for one in self.shelf.sources.values()
            if phrases and one.id not in hidden
        ]
        return (id for rank, id in sorted(ranked, key=lambda hit: hit[0]) if rank)

    def judged(self, *kinds: type[Judgement]) -> Iterator[Judged]:
        """Give the judgements of these kinds that stand, in the order of their entries."""
        return (one for one in self._judgements() if isinstance(one.act, kinds))

    def marked(self, subject: Subject) -> frozenset[str]:
        """Give what is marked sensitive: ids of sources or statements, or names of persons."""
        return frozenset(name for kind, name in self.shelf.marks if kind == subject)

    def history(self, asked: HistoryAsked, *, before: int, limit: int) -> History:
        """Give at most `limit` lines of the history below the number `before`, newest first."""
        found: list[Line] = []
        lowest = max(0, before - 1 - MOST_LOOKED_AT)
        for leaf in reversed(self._leaves[lowest : max(0, before - 1)]):
            line = line_of(leaf)
            if asked.fits(line):
                found.append(line)
            if len(found) == limit:
                return History(tuple(found), leaf.number)
        return History(tuple(found), lowest)

    def rulings(self, ids: Collection[str], *, before: int) -> Iterator[Entry]:
        """Give the entries below a number that ruled on these statements, or wrote them."""
        for leaf in self._leaves[: max(before - 1, 0)]:
            if leaf.kind in ON_STATEMENTS:
                entry = entry_of(leaf)
                if ruled_on(entry) in ids:
                    yield entry

    def last_on(self, day: str) -> int:
        """Give the number of the last entry up to the end of a day or to a moment; 0 if none."""
        return max((one.number for one in self._leaves if one.time <= f"{day}TZ"), default=0)

    def facts(
        self,
        *,
        since: Head | None = None,  # noqa: ARG002 - always everything
        named: int = 0,  # noqa: ARG002
    ) -> Facts:
        """Give what every statement is counted by; in memory always everything."""
        names = CountedNames()
        entries = {
            act.source.id: leaf.number
            for leaf in self._leaves
            if leaf.kind == "SourceAdded" and isinstance(act := unpack(leaf), SourceAdded)
        }
        blocks: dict[int, list[Packed]] = {}
        for one in self._standing():
            ruled = one.ruled or 0
            by = self._leaves[(ruled or one.position // SPACING) - 1]
            wrote = one.ruled is not None or one.statement.reader is None
            packed = pack(
                one.position,
                one.statement,
                names,
                source=entries[one.statement.source],
                ruled=ruled,
                coder=(by.bytes_of("actor") or b"").decode() if wrote else "",
            )
            blocks.setdefault(one.position >> BLOCK_BITS, []).append(packed)
        return Facts(
            self.head(),
            tuple(names.names.values()),
            tuple(write_block(number, own) for number, own in blocks.items()),
            tuple((number, id) for id, number in entries.items() if id in self.shelf.sources),
        )

    def source(self, id: str) -> Source | None:
        """Give one source as it stands, with its text."""
        return self.shelf.source(id)

    def source_bytes(self, id: str) -> bytes | None:
        """Give the bytes of a source as received; None if withheld or unknown."""
        for leaf in self._leaves:
            act = unpack(leaf) if leaf.kind == "SourceAdded" else None
            if isinstance(act, SourceAdded) and act.source.id == id:
                return act.bytes
        return None

    def described_since(self, source: str, reader: str) -> bool:
        """Tell whether a source's description was corrected after this reader last read it."""
        return self.shelf.described_since(source, reader)

    def check(self, *, extends: Head | None = None) -> Iterator[Problem]:
        """Recompute chain, digests, quotes and what is derived; give what differs, in words."""
        shelf = MemoryShelf()
        yield from prove(self._leaves, shelf, extends=extends)
        if shelf != self.shelf:
            yield damaged("What was derived differs from what the entries give.")

    def rebuild(self) -> None:
        """Derive everything again from the entries."""
        self.shelf = MemoryShelf()
        for leaf in self._leaves:
            derive(leaf, unpack(leaf), self.shelf)

    def backup(self, path: Path) -> Head:
        """Write the whole to a new dossier file; gives the head that it has."""
        raise DossierError(f"A journal in memory has no file to copy to {path}; export it instead.")

    def close(self) -> None:
        """Let go of nothing: what is in memory goes with the program."""


def _links(statement: Statement, provision: str) -> bool:
    return any(provision in (key, f"{agreement}/{key}") for agreement, key in rows_of(statement))
