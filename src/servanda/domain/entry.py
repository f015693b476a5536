"""Entries of the journal: recorded acts, named in the past tense, and the head that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.domain.agreement import Agreement
from servanda.domain.judgement import Judgement, JudgementWithdrawn
from servanda.domain.problem import Problem
from servanda.domain.source import Description, Source
from servanda.domain.statement import ReaderMark, Statement

#: What can be marked sensitive, or withheld.
Subject = Literal["source", "statement", "person"]


@dataclass(frozen=True, slots=True)
class Head:
    """The count and the hash of the last entry: what a report says it was made from."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


@dataclass(frozen=True, slots=True)
class AgreementKept:
    """An agreement was put into the dossier, or a new version of it."""

    agreement: Agreement


@dataclass(frozen=True, slots=True)
class SourceAdded:
    """A document was received; its bytes and its text are payloads of the same entry."""

    source: Source
    bytes: bytes


@dataclass(frozen=True, slots=True)
class SourceDescribed:
    """Somebody gave or corrected a source's archival description."""

    source: str
    description: Description


@dataclass(frozen=True, slots=True)
class SourceRead:
    """A reader read a source: all its proposals of one reading, which may be none.

    It supersedes earlier proposals on this source by readers of the same name that nobody ruled on.
    """

    source: str
    reader: ReaderMark
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementWritten:
    """A person wrote a statement; its id is the hash of this entry, whatever the value carries."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class StatementAccepted:
    """A person ruled that a statement stands as proposed."""

    statement: str


@dataclass(frozen=True, slots=True)
class StatementAmended:
    """A person ruled that a statement stands with changes: `amended` replaces it under its id."""

    statement: str
    amended: Statement
    why: str = ""


@dataclass(frozen=True, slots=True)
class StatementRejected:
    """A person ruled that a statement does not stand, with the reason."""

    statement: str
    why: str


@dataclass(frozen=True, slots=True)
class RulingWithdrawn:
    """A person took back what was ruled on a proposal: it stands as its reader proposed it."""

    statement: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SensitivityMarked:
    """A source, a statement or a name was marked sensitive, or the mark was lifted."""

    subject: Subject
    #: A source's or statement's id, or the person's name as written in the texts.
    name: str
    sensitive: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class PayloadWithheld:
    """The payloads of a source (with all that quotes it), a statement or a person were destroyed.

    Given with an id (a person's name); kept with the salted digest of what is gone in its place.
    """

    subject: Subject
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class ProblemNoted:
    """A file could not be taken in at all; the rest went on."""

    problem: Problem


Act = (
    AgreementKept
    | SourceAdded
    | SourceDescribed
    | SourceRead
    | StatementWritten
    | StatementAccepted
    | StatementAmended
    | StatementRejected
    | RulingWithdrawn
    | SensitivityMarked
    | PayloadWithheld
    | ProblemNoted
    | Judgement
    | JudgementWithdrawn
)


#: Acts by which somebody rules on one statement, or takes such a ruling back.
RULINGS = (StatementAccepted, StatementAmended, StatementRejected, RulingWithdrawn)
#: The kinds of entry that touch single statements only: rulings, and a person's own writing.
ON_STATEMENTS = frozenset(one.__name__ for one in (*RULINGS, StatementWritten))


@dataclass(frozen=True, slots=True)
class PayloadMark:
    """A payload's role in its entry and its salted digest: SHA-256 of salt and bytes, hex."""

    role: str
    digest: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One link of the chain. `time` is UTC, ISO 8601 with seconds; `kind` is the act's name.

    Nothing that can hurt stands in the entry itself: who, whom and what are payloads, so that they
    can be destroyed while the chain goes on proving. `withheld` names the digests this entry
    destroyed. `act` and `actor` are None where their payload has been withheld.
    """

    number: int
    time: str
    kind: str
    payloads: tuple[PayloadMark, ...]
    withheld: tuple[str, ...]
    previous: str
    hash: str
    actor: str | None = None
    act: Act | None = None


def ruled_on(entry: Entry) -> str:
    """Give the id of the statement that an entry ruled on or wrote, "" if it did neither."""
    if isinstance(entry.act, StatementWritten):
        return entry.hash
    return entry.act.statement if isinstance(entry.act, RULINGS) else ""
