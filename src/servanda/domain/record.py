"""The current state of a dossier as one value: a pure function of its journal."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from servanda.domain import vocabulary
from servanda.domain.agreement import Agreement
from servanda.domain.codebook import Codebook
from servanda.domain.entry import Head
from servanda.domain.judgement import CodebookKept, Judged, Judgement
from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement

A = TypeVar("A", bound=Judgement)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The last word on a statement: whose, when, and why."""

    statement: str
    state: str
    actor: str
    time: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Withholding:
    """What readers see in place of a destroyed payload: "withheld on DATE", and the reason."""

    subject: str
    digest: str
    time: str
    why: str


@dataclass(frozen=True)
class Record:
    """Everything that stands in a dossier at one head, in the order in which it was recorded.

    `readings` maps a source's id to the readers that read it: a source without one is *unread*.
    `withheld` are the sources and statements whose payloads are gone; they are not in `sources`
    and `statements`.

    `problems` are those noted of files and those of the readings that stand; a source's own stay
    with it. `sensitive_statements` are those marked themselves, not those of sensitive sources.
    """

    head: Head
    agreements: tuple[Agreement, ...] = ()
    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    readings: dict[str, tuple[ReaderMark, ...]] = field(default_factory=dict)
    rulings: dict[str, Ruling] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    withheld: tuple[Withholding, ...] = ()
    sensitive_sources: frozenset[str] = frozenset()
    sensitive_statements: frozenset[str] = frozenset()
    sensitive_persons: frozenset[str] = frozenset()
    #: Salted digest of each source's bytes: the name of a sensitive source in anything published.
    source_marks: dict[str, str] = field(default_factory=dict)
    #: What people judged beside single statements and nobody replaced or withdrew, in order.
    judgements: tuple[Judged, ...] = ()
    #: How many rulings, judgements (by the name of their act) and rules of the codebook are left
    #: out of this edition because they tell of what is sensitive; nothing of a whole record.
    kept_back: dict[str, int] = field(default_factory=dict)
    #: By source, where statements stand that are left out while their source is shown: no window
    #: on the text shows these words beside another's quote.
    hidden_spans: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    #: Of statements that judgements name and that no longer stand: the source that each was of.
    fallen: dict[str, str] = field(default_factory=dict)

    @cached_property
    def codebook(self) -> Codebook:
        """The codebook kept last, or the one that every dossier starts with."""
        kept = self.judged(CodebookKept)
        return kept[-1][1].codebook if kept else vocabulary.codebook()

    def judged(self, kind: type[A]) -> list[tuple[Judged, A]]:
        """Give the judgements of one kind that stand, each with its act, in their order."""
        return [(one, one.act) for one in self.judgements if isinstance(one.act, kind)]

    @cached_property
    def documents(self) -> tuple[Source, ...]:
        """The sources without earlier versions of a text that was corrected."""
        return tuple(one for one in self.sources if one.corrected_by is None)

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """Sources by id."""
        return {one.id: one for one in self.sources}

    @cached_property
    def statement_by_id(self) -> dict[str, Statement]:
        """Statements by id."""
        return {one.id: one for one in self.statements}
