"""From entries to the current state, by the same rules whatever the journal is kept in.

A `Shelf` holds what is derived; a backend brings its own (dicts, tables). The rules stand here
once: `derive` derives from one leaf, and replaying all leaves gives the shelf anew.
"""

from __future__ import annotations

import typing
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from servanda.domain.agreement import Agreement
from servanda.domain.entry import (
    Act,
    AgreementKept,
    RulingWithdrawn,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.judgement import Judgement, JudgementWithdrawn
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, State, Statement
from servanda.journal.chain import Leaf

JUDGEMENTS = typing.get_args(Judgement)
#: A payload's place in the whole book is its entry's number times this, plus its index.
SPACING = 1 << 24


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement as it stands. `position` is where it was first recorded: the order of all.

    `reading` is the entry of the reading that proposed it, None if a person wrote it.
    """

    position: int
    statement: Statement
    reading: int | None
    amended: bool
    ruled: int | None


class Shelf(Protocol):
    """What is derived from the entries: asked by the rules of admission, filled by replay."""

    def source(self, id: str) -> Source | None:
        """Give a source as it stands, with its text and its latest description."""
        ...

    def agreement(self, key: str) -> Agreement | None:
        """Give the latest version of an agreement."""
        ...

    def provisions(self) -> frozenset[tuple[str, str]]:
        """Give agreement and key of every provision of the latest versions."""
        ...

    def keys_in_use(self, agreement: str) -> dict[str, int]:
        """Give how many statements not rejected link to each key of an agreement."""
        ...

    def standing(self, id: str) -> Standing | None:
        """Give a statement that stands: not superseded, not withheld."""
        ...

    def standing_elsewhere(self, ids: Sequence[str], *, source: str) -> str | None:
        """Give an id among these that stands under another source, if one does."""
        ...

    def was_superseded(self, id: str) -> bool:
        """Tell whether a statement stood once and a later reading took its place."""
        ...

    def reader_on(self, source: str, name: str) -> ReaderMark | None:
        """Give the mark of the latest reading of a source by the reader of this name."""
        ...

    def described_since(self, source: str, name: str) -> bool:
        """Tell whether a source was described anew after its latest reading by this reader."""
        ...

    def nearest(self, kind: str, name: str) -> tuple[str, ...]:
        """Give up to three names of this kind (source, statement) that resemble `name`."""
        ...

    def keep_agreement(self, number: int, agreement: Agreement) -> None:
        """Put an agreement, or its new version, which entry `number` brought."""
        ...

    def add_source(self, number: int, source: Source) -> None:
        """Put a source that entry `number` brought."""
        ...

    def describe_source(self, number: int, act: SourceDescribed) -> None:
        """Give a source the description that entry `number` brought."""
        ...

    def begin_reading(self, number: int, act: SourceRead) -> None:
        """Take away what this reader's earlier reading proposed and nobody ruled on."""
        ...

    def put(
        self, statements: Sequence[tuple[int, Statement]], *, reading: int | None, actor: str
    ) -> None:
        """Put statements with their positions; an id that stands already stays as it is."""
        ...

    def rule(self, id: str, state: State, *, number: int, actor: str) -> None:
        """Set a statement's state as entry `number` ruled, which is `actor`'s."""
        ...

    def amend(self, id: str, amended: Statement, *, number: int, position: int, actor: str) -> None:
        """Let the statement that stands at `position` take the place of this one's content."""
        ...

    def release(self, id: str, *, number: int) -> None:
        """Let a statement stand again as its reader proposed it, by entry `number`."""
        ...

    def mark(self, number: int, act: SensitivityMarked) -> None:
        """Set or lift a mark of sensitivity."""
        ...

    def judge(self, number: int, act: Judgement, *, actor: str) -> None:
        """Put a judgement that entry `number` brought in the place of one on the same subject."""
        ...

    def judged(self, entry: int) -> bool:
        """Tell whether the judgement that this entry recorded stands."""
        ...

    def withdraw(self, entry: int) -> None:
        """Take away the judgement that this entry recorded."""
        ...


def actor_of(leaf: Leaf) -> str:
    """Give whose entry this is; "" if that is withheld."""
    return (leaf.bytes_of("actor") or b"").decode()


def positions(leaf: Leaf) -> list[int]:
    """Give the positions of a leaf's statements that are not withheld, in order."""
    return [
        leaf.number * SPACING + index
        for index, one in enumerate(leaf.payloads)
        if one.role == "statement" and one.data is not None
    ]


def derive(leaf: Leaf, act: Act | None, shelf: Shelf) -> None:  # noqa: PLR0912 - a case an act
    """Derive what one entry changes; an act that was withheld changes nothing."""
    match act:
        case AgreementKept(agreement=agreement):
            shelf.keep_agreement(leaf.number, agreement)
        case SourceAdded(source=source):
            shelf.add_source(leaf.number, source)
        case SourceDescribed():
            shelf.describe_source(leaf.number, act)
        case SourceRead():
            _derive_reading(leaf, act, shelf)
        case StatementWritten(statement=statement):
            shelf.put([(positions(leaf)[0], statement)], reading=None, actor=actor_of(leaf))
        case StatementAccepted(statement=id):
            standing = shelf.standing(id)
            amended = standing is not None and standing.amended
            # What was amended and is accepted stands with its changes: nothing is lost.
            shelf.rule(
                id, "amended" if amended else "accepted", number=leaf.number, actor=actor_of(leaf)
            )
        case StatementRejected(statement=id):
            shelf.rule(id, "rejected", number=leaf.number, actor=actor_of(leaf))
        case StatementAmended(statement=id, amended=changed):
            position = positions(leaf)[0]
            shelf.amend(id, changed, number=leaf.number, position=position, actor=actor_of(leaf))
        case RulingWithdrawn(statement=id):
            shelf.release(id, number=leaf.number)
        case SensitivityMarked():
            shelf.mark(leaf.number, act)
        case JudgementWithdrawn(entry=entry):
            shelf.withdraw(entry)
        case _ if isinstance(act, JUDGEMENTS):
            shelf.judge(leaf.number, act, actor=actor_of(leaf))
        case _:
            pass  # what was withheld, and problems, are read from the entries themselves


def _derive_reading(leaf: Leaf, act: SourceRead, shelf: Shelf) -> None:
    latest = shelf.reader_on(act.source, act.reader.name)
    same = latest is not None and latest.fingerprint == act.reader.fingerprint
    if same and not shelf.described_since(act.source, act.reader.name):
        return  # the same reader with the same settings has nothing new to say
    shelf.begin_reading(leaf.number, act)
    statements = list(zip(positions(leaf), act.statements, strict=True))
    shelf.put(statements, reading=leaf.number, actor=actor_of(leaf))
