"""What single leaves tell a record: a ruling, a withholding, problems; and what a search shows."""

from __future__ import annotations

from collections.abc import Collection

from servanda.domain.entry import (
    PayloadWithheld,
    StatementAmended,
    StatementRejected,
)
from servanda.domain.judgement import Judged
from servanda.domain.record import Ruling, Withholding
from servanda.domain.statement import Statement
from servanda.journal.chain import Leaf
from servanda.journal.codec import unpack
from servanda.journal.replay import JUDGEMENTS
from servanda.journal.words import Names, comparable


def ruling_of(leaf: Leaf, statement: Statement) -> Ruling:
    """Give the last word on a statement, which this leaf recorded."""
    act = unpack(leaf)
    why = act.why if isinstance(act, StatementAmended | StatementRejected) else ""
    actor = (leaf.bytes_of("actor") or b"").decode()
    return Ruling(statement.id, statement.state, actor, leaf.time, why)


def withholding_of(leaf: Leaf) -> Withholding:
    """Give what a leaf withheld, when, and why."""
    act = unpack(leaf)
    if isinstance(act, PayloadWithheld):
        return Withholding(act.subject, act.name, leaf.time, act.why)
    return Withholding("payload", leaf.withheld[0] if leaf.withheld else "", leaf.time, "")


def judged_of(leaf: Leaf) -> Judged | None:
    """Give the judgement that a leaf recorded; None if it is withheld."""
    act = unpack(leaf)
    if not isinstance(act, JUDGEMENTS):
        return None
    return Judged(leaf.number, (leaf.bytes_of("actor") or b"").decode(), leaf.time, act)


class Screen:
    """Keeps what is marked sensitive out of search results, unless its source is asked for."""

    def __init__(
        self, *, sources: Collection[str], statements: Collection[str], persons: Collection[str]
    ) -> None:
        self._sources = sources
        self._statements = statements
        self._names = Names(persons) if persons else None

    @property
    def names_persons(self) -> bool:
        """Tell whether names of persons are marked, which only a statement's words tell."""
        return self._names is not None

    def shows(self, statement: Statement) -> bool:
        """Tell whether a search may give this statement."""
        if statement.source in self._sources or statement.id in self._statements:
            return False
        return self._names is None or not self._names.stand_in(_said(statement))


def _said(statement: Statement) -> str:
    mentions = (*statement.about, *statement.responsible, *statement.affected)
    people = [one.name or one.text for one in (*mentions,)] + [one.name for one in statement.voice]
    return " ".join([*(one.quote for one in statement.quotes), *people])


def found(statement_words: str, phrases: list[list[str]]) -> int:
    """Count how often the phrases stand in the words; 0 unless every one of them does."""
    words = comparable(statement_words).split()
    total = 0
    for phrase in phrases:
        wanted = comparable(" ".join(phrase)).split()
        hits = sum(_stands(wanted, words[at : at + len(wanted)]) for at in range(len(words)))
        if not hits:
            return 0
        total += hits
    return total


def _stands(wanted: list[str], words: list[str]) -> bool:
    if len(words) < len(wanted) or words[:-1] != wanted[:-1]:
        return False
    return words[-1] == wanted[-1] or (len(wanted[-1]) >= 3 and words[-1].startswith(wanted[-1]))
