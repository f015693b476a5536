"""Questions on statements: who asks what of whom, what others answer, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """A coder asks something about a statement: of one coder, or of whoever knows (`to` is "")."""

    statement: str
    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """Somebody answers a question; `question` is the number of the entry that asked it."""

    question: int
    statement: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionClosed:
    """Somebody closes a question with what came of it; withdrawn, the question is open again."""

    question: int
    statement: str
    outcome: str


Inquiry = QuestionAsked | QuestionAnswered | QuestionClosed
