"""Questions on statements as threads: what was asked, answered and settled, and who waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.domain.judgement import Judged
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a thread: whose, when, in which entry, and the words."""

    entry: int
    actor: str
    time: str
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """A question with its answers and, once it is closed, what came of it."""

    statement: str
    #: The coder asked; "" for whoever knows.
    to: str
    asked: Said
    answers: tuple[Said, ...] = ()
    closed: Said | None = None

    @property
    def number(self) -> int:
        """Give the entry that asked: what answers and the closing name."""
        return self.asked.entry

    @property
    def last(self) -> Said:
        """Give who spoke last."""
        return self.closed or (self.answers[-1] if self.answers else self.asked)

    @property
    def waits(self) -> str:
        """Give who waits for a word: whoever spoke last of the two; "" once it is closed."""
        return "" if self.closed else self.last.actor

    @property
    def waits_for(self) -> str:
        """Give whose turn it is: the coder asked, or the asker once another answered.

        "" stands for whoever knows, and where the question is closed.
        """
        if self.closed:
            return ""
        return self.to if self.last.actor == self.asked.actor else self.asked.actor


def gather_threads(judged: Iterable[Judged]) -> list[Thread]:
    """Give the questions that stand, in the order in which they were asked.

    Answers to a question that was taken back are left out with it.
    """
    asked: dict[int, Thread] = {}
    for one in judged:
        act = one.act
        match act:
            case QuestionAsked():
                asked[one.entry] = Thread(act.statement, act.to, _said(one, act.text))
            case QuestionAnswered() if known := asked.get(act.question):
                answers = (*known.answers, _said(one, act.text))
                asked[act.question] = Thread(
                    known.statement, known.to, known.asked, answers, known.closed
                )
            case QuestionClosed() if known := asked.get(act.question):
                asked[act.question] = Thread(
                    known.statement,
                    known.to,
                    known.asked,
                    known.answers,
                    _said(one, act.outcome),
                )
    return list(asked.values())


def _said(one: Judged, text: str) -> Said:
    return Said(one.entry, one.actor, one.time, text)
