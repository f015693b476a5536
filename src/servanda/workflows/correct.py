"""Correct a document's text: a new version takes its place, and what was ruled goes with it.

A text is never changed. The corrected one is a source of its own that says what it corrects; it
is read anew, every quote that people ruled on is found again in it, and what reads otherwise now
is asked again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from servanda.domain.entry import (
    Act,
    SensitivityMarked,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.judgement import (
    DerivationSet,
    Judged,
    JudgementWithdrawn,
    SourceGraded,
    StatementGraded,
)
from servanda.domain.problem import Problem
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.intake import take_in
from servanda.journal import Journal
from servanda.places import open_finder
from servanda.text.carrying import Carried, Carrier, with_marks_of
from servanda.workflows.read_sources import choose_reader
from servanda.workflows.rule import seen_mark

#: Proposes what people had ruled on and what reads otherwise now, where no reader finds it again.
CARRIER = ReaderMark("correction", "1", "correction-1")
_CARRIED = "The text was corrected; this stands of the corrected one."


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A statement that people had ruled on whose words read otherwise now, or are gone."""

    earlier: Statement
    #: The statement on the corrected text, "" where nothing is left of its words.
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What becomes of a text and of what stands on it: first a plan, then what was recorded."""

    older: Source
    newer: Source
    #: Rulings that go over as they are: the words stand letter for letter.
    carried: int
    doubtful: tuple[Doubtful, ...]
    #: Proposals on the corrected text that nobody has ruled on, the doubtful among them.
    proposed: int
    acts: tuple[Act, ...]
    #: Those among the acts' statements to be written that are to be marked sensitive, as before.
    marked: tuple[Statement, ...] = ()


def plan_correction(journal: Journal, id: str, data: bytes, *, cache: Path) -> Correction:
    """Give what a corrected text would change; nothing is recorded.

    Args:
        journal: The dossier.
        id: The source whose text is to be corrected.
        data: The corrected text, as a file of plain text.
        cache: Where the gazetteer lies.

    Raises:
        StaleAct: A corrected text took its place already.
        UnknownThing: There is no such source.
        ServandaError: Nothing differs, or no words are left.
    """
    record = journal.excerpt(source=id)
    older = record.source_by_id.get(id)
    if older is None:
        raise UnknownThing("source", id)
    if older.corrected_by is not None:
        raise StaleAct(
            f"The text of {older.name} was corrected already: {older.corrected_by} took its place. "
            "Correct that one."
        )
    newer = _take_in(older, data)
    if newer.text == older.text:
        raise ServandaError(f"The text is the same as that of {older.name}: nothing is corrected.")
    readings = list(_read(record, older, newer, cache))
    fresh = {_place(one): one for _, statements, _ in readings for one in statements}
    carrier = Carrier(older, newer)
    plan = _Plan(older, newer, fresh)
    for one in record.statements:
        carried = carrier.carry(one)
        if one.state != "proposed":
            plan.take(one, carried)
        if one.id in record.sensitive_statements and carried is not None:
            plan.hide(carried.statement)
    return plan.finish(record, data, readings)


def text_mark(journal: Journal, id: str) -> str:
    """Give a short digest of all that stands on a source's text, for a form to send back."""
    told = "".join(f"{one.id}{seen_mark(one)}" for one in journal.statements(source=id))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def correct_text(
    journal: Journal, id: str, data: bytes, *, cache: Path, actor: str, seen: str | None = None
) -> Correction:
    """Put a corrected text in the place of a source's, and carry over what people ruled on it.

    Everything is recorded together, or nothing. Proposals that nobody ruled on are made anew by
    the readers; rulings go over where every quote stands letter for letter (white space free);
    the others are proposed again, each saying how it read before. Grades of the source, and how
    it hangs on others, go over too; ratings go on naming the statements of the earlier version.

    Arguments and errors as for `plan_correction`. With `seen`, the `text_mark` of what the plan was
    shown with, nothing is recorded if somebody ruled on any of it meanwhile.
    """
    plan = plan_correction(journal, id, data, cache=cache)
    with journal.batch(actor=actor) as batch:
        if seen is not None and text_mark(journal, id) != seen:
            raise StaleAct(
                "Somebody ruled on statements of this text since you saw what would become of "
                "them. Nothing was recorded: look again."
            )
        for act in plan.acts:
            entry = batch.append(act)
            # A written statement's id is the hash of its entry, so its mark can only follow it.
            if isinstance(act, StatementWritten) and act.statement in plan.marked:
                batch.append(_marked("statement", entry.hash))
    return plan


def _take_in(older: Source, data: bytes) -> Source:
    plain = older.media_type == "text/plain"
    typed = take_in(data, older.name if plain else f"{older.name}.txt", templates=())
    if not typed.text.strip():
        why = typed.problems[0].message if typed.problems else "There are no words in it."
        raise ServandaError(f"The corrected text cannot be read. {why}")
    return with_marks_of(replace(typed, corrects=older.id), older)


def _read(
    record: Record, older: Source, newer: Source, cache: Path
) -> Iterable[tuple[ReaderMark, tuple[Statement, ...], tuple[Problem, ...]]]:
    """Read the corrected text by every reader that read the earlier one and is installed."""
    finder = open_finder(record.agreements, cache=cache)
    for mark in record.readings.get(older.id, ()):
        if mark.name == CARRIER.name:
            continue
        try:
            reader = choose_reader(mark.name)
        except UnknownThing:
            continue
        if reader.reads(newer) is None:
            reading = reader.read(newer, record.agreements, finder)
            now = reader.mark(record.agreements, finder)
            yield now, reading.statements, reading.problems


def _place(one: Statement) -> tuple[tuple[int, int], ...]:
    return tuple((quote.start, quote.end) for quote in one.quotes)


def _marked(subject: Literal["source", "statement"], name: str) -> SensitivityMarked:
    return SensitivityMarked(
        subject, name, sensitive=True, why="as in the earlier version of this text"
    )


class _Plan:
    """Goes through the statements that people ruled on, and gathers what is to be recorded."""

    def __init__(
        self, older: Source, newer: Source, fresh: dict[tuple[tuple[int, int], ...], Statement]
    ) -> None:
        self._older = older
        self._newer = newer
        self._fresh = fresh
        self._told: dict[str, str] = {}
        self._rulings: list[Act] = []
        self._asked_again: list[Statement] = []
        self._doubtful: list[Doubtful] = []
        #: The id on the corrected text of each statement that goes over under an id known by now.
        self._ids: dict[str, str] = {}
        #: What is sensitive, wherever it stands now.
        self._hidden: list[Statement] = []

    def take(self, earlier: Statement, carried: Carried | None) -> None:
        """Carry one statement over, or ask for it again."""
        if carried is None:
            if earlier.state != "rejected":
                self._doubtful.append(Doubtful(earlier, "", ""))
            return
        again = self._fresh.get(_place(carried.statement))
        if carried.same:
            self._rule(earlier, carried.statement, again)
        elif earlier.state != "rejected":
            self._ask(earlier, carried.statement, again)

    def hide(self, carried: Statement) -> None:
        """Keep a statement sensitive, and whatever stands on the same words now."""
        self._hidden.append(carried)

    def _is_hidden(self, one: Statement) -> bool:
        return any(
            mine.start < quote.end and quote.start < mine.end
            for other in self._hidden
            for mine in one.quotes
            for quote in other.quotes
        )

    def _rule(self, earlier: Statement, carried: Statement, again: Statement | None) -> None:
        before = f"in the earlier version of this text ({self._older.id})"
        if earlier.state == "rejected":
            if again is not None:
                self._rulings.append(StatementRejected(again.id, f"It was rejected {before}."))
        elif again is None:
            # No reader finds it: it stands on people's word alone.
            self._rulings.append(
                StatementWritten(replace(carried, id="", reader=None, state="accepted"))
            )
        else:
            self._ids[earlier.id] = again.id
            self._told[again.id] = (
                f"People ruled that it stands {before}, and its words are the same here."
            )
            if _content(again) == _content(carried):
                self._rulings.append(StatementAccepted(again.id))
            else:
                self._rulings.append(
                    StatementAmended(again.id, carried, f"As it was ruled {before}.")
                )

    def _ask(self, earlier: Statement, carried: Statement, again: Statement | None) -> None:
        told = (
            f"People ruled that it stands in the earlier version of this text ({self._older.id}), "
            f"where it read “{earlier.quote}”."
        )
        if again is not None:
            self._told[again.id] = told
            self._doubtful.append(Doubtful(earlier, again.id, again.quote))
            return
        proposal = replace(
            carried,
            id=f"st-{earlier.id.removeprefix('st-')[:24]}-{self._newer.digest[:8]}",
            reader=CARRIER,
            state="proposed",
            confidence=None,
            reasons=(*earlier.reasons, told),
        )
        self._asked_again.append(proposal)
        self._doubtful.append(Doubtful(earlier, proposal.id, proposal.quote))

    def finish(
        self,
        record: Record,
        data: bytes,
        readings: Sequence[tuple[ReaderMark, tuple[Statement, ...], tuple[Problem, ...]]],
    ) -> Correction:
        """Give the whole plan."""
        acts: list[Act] = [SourceAdded(self._newer, data)]
        if self._older.id in record.sensitive_sources:
            acts.append(
                SensitivityMarked(
                    "source", self._newer.id, sensitive=True, why="as what it corrects"
                )
            )
        for mark, statements, problems in readings:
            told = tuple(
                replace(one, reasons=(*one.reasons, self._told[one.id]))
                if one.id in self._told
                else one
                for one in statements
            )
            acts.append(SourceRead(self._newer.id, mark, told, problems))
        if self._asked_again:
            acts.append(SourceRead(self._newer.id, CARRIER, tuple(self._asked_again)))
        proposals = [one for _, statements, _ in readings for one in statements]
        proposals += self._asked_again
        acts += [_marked("statement", one.id) for one in proposals if self._is_hidden(one)]
        acts += self._rulings
        acts += self._judged(record)
        written = [one.statement for one in self._rulings if isinstance(one, StatementWritten)]
        return Correction(
            self._older,
            self._newer,
            carried=len(self._rulings),
            doubtful=tuple(self._doubtful),
            proposed=len(proposals) - (len(self._rulings) - len(written)),
            acts=tuple(acts),
            marked=tuple(one for one in written if self._is_hidden(one)),
        )

    def _judged(self, record: Record) -> Iterable[Act]:
        """Give what people judged of the document, which is the same document still."""
        old, new = self._older.id, self._newer.id
        for judged, grade in record.judged(SourceGraded):
            if grade.source == old:
                yield JudgementWithdrawn(judged.entry, _CARRIED)
                yield replace(grade, source=new, grounds=_as_given(grade.grounds, judged))
        for judged, derived in record.judged(DerivationSet):
            if old in (derived.source, derived.origin):
                yield JudgementWithdrawn(judged.entry, _CARRIED)
                yield replace(
                    derived,
                    source=new if derived.source == old else derived.source,
                    origin=new if derived.origin == old else derived.origin,
                    why=_as_given(derived.why, judged),
                )
        for _, graded in record.judged(StatementGraded):
            if graded.statement in self._ids and not graded.confirmed_by:
                yield replace(graded, statement=self._ids[graded.statement])


def _as_given(why: str, judged: Judged) -> str:
    """Give a reason with whose it is: it is recorded anew by the one who corrects the text."""
    return f"{why} (as {judged.actor or 'somebody'} gave it on the earlier version)".strip()


def _content(one: Statement) -> Statement:
    """Give what a statement says, without who proposed it, how surely, and why."""
    return replace(
        one,
        id="",
        state="accepted",
        reader=None,
        confidence=None,
        reasons=(),
        links=(),
        provisions=tuple(replace(link, confidence=None) for link in one.provisions),
    )
