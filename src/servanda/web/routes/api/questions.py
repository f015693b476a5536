"""Questions on statements: those that stand, and asking, answering, closing."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from servanda.assessing.questions import Said, Thread
from servanda.web.operations import Asks, Call, Operation, Operations, Page
from servanda.web.routes.api.shown import (
    Name,
    Recorded,
    Words,
    following,
    record,
    verify_shown,
)
from servanda.workflows import inquire

Number = Annotated[int, Meta(ge=1, le=2**53, description="The entry that asked the question.")]
Turn = Annotated[
    int, Meta(ge=1, le=2**53, description="The entry that spoke last, as it was shown.")
]


class AskedQuestions(Page, frozen=True, kw_only=True):
    """Which questions."""

    state: Annotated[
        Literal["open", "closed", "all"], Meta(description="Only those in this state.")
    ] = "open"
    statement: Annotated[Name | None, Meta(description="Only on this statement.")] = None
    waits_for: Annotated[
        Name | None, Meta(description="Only those on which it is this coder's turn.")
    ] = None


class AskedQuestion(Asks, frozen=True):
    """Which question."""

    number: Number


class Question(msgspec.Struct, frozen=True):
    """A question with its answers; `seen` goes back with whatever is said to it.

    `to` is the coder asked, "" for whoever knows; `waits` and `waits_for` are "" once it is closed.
    """

    number: int
    seen: int
    statement: str
    to: str
    asked: Said
    answers: tuple[Said, ...]
    closed: Said | None
    waits: str
    waits_for: str


class Questions(msgspec.Struct, frozen=True):
    """A page of questions; `next` is the address of the following one."""

    head: str
    questions: list[Question]
    next: str | None


class AskQuestion(Asks, frozen=True, kw_only=True):
    """A question on a statement: of one coder, or of whoever knows."""

    statement: Name
    text: Words
    to: Annotated[str, Meta(max_length=60)] = ""


class AnswerQuestion(Asks, frozen=True):
    """An answer; refused if somebody spoke since `seen`."""

    number: Number
    seen: Turn
    text: Words


class CloseQuestion(Asks, frozen=True):
    """What came of a question; refused if somebody spoke since `seen`."""

    number: Number
    seen: Turn
    outcome: Words


def list_questions(call: Call, asked: AskedQuestions) -> Questions:
    """Questions on statements, in the order of asking."""
    threads = call.desk.threads(call.journal)
    found = [
        one
        for one in threads.all
        if asked.state in ("all", "closed" if one.closed else "open")
        and asked.statement in (None, one.statement)
        and asked.waits_for in (None, one.waits_for)
    ]
    page = found[asked.after : asked.after + asked.limit]
    more = len(found) > asked.after + asked.limit
    return Questions(
        str(threads.head), list(map(_question, page)), following("/api/questions", asked, more=more)
    )


def show_question(call: Call, asked: AskedQuestion) -> Question:
    """One question with its answers."""
    return _question(call.desk.threads(call.journal).find(asked.number))


def ask_question(call: Call, asked: AskQuestion) -> Recorded:
    """Ask something about a statement; it stays open until somebody closes it."""
    verify_shown(call, [asked.statement])
    return record(
        call,
        lambda: inquire.ask(
            call.journal, asked.statement, asked.text, to=asked.to, actor=call.coder
        ),
    )


def answer_question(call: Call, asked: AnswerQuestion) -> Recorded:
    """Answer a question; it stays open."""
    call.desk.threads(call.journal).find(asked.number)
    return record(
        call,
        lambda: inquire.answer(
            call.journal, asked.number, asked.text, seen=asked.seen, actor=call.coder
        ),
    )


def close_question(call: Call, asked: CloseQuestion) -> Recorded:
    """Close a question with what came of it."""
    call.desk.threads(call.journal).find(asked.number)
    return record(
        call,
        lambda: inquire.close(
            call.journal, asked.number, asked.outcome, seen=asked.seen, actor=call.coder
        ),
    )


def _question(one: Thread) -> Question:
    return Question(
        number=one.number,
        seen=one.last.entry,
        statement=one.statement,
        to=one.to,
        asked=one.asked,
        answers=one.answers,
        closed=one.closed,
        waits=one.waits,
        waits_for=one.waits_for,
    )


OPERATIONS: Operations = [
    Operation("GET", "/api/questions", AskedQuestions, Questions, list_questions),
    Operation("GET", "/api/questions/{number}", AskedQuestion, Question, show_question),
    Operation("POST", "/api/questions/ask", AskQuestion, Recorded, ask_question),
    Operation("POST", "/api/questions/answer", AnswerQuestion, Recorded, answer_question),
    Operation("POST", "/api/questions/close", CloseQuestion, Recorded, close_question),
]
