"""Statements: those that fit, one of them, what was ruled on it, and search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.domain.statement import State, Statement
from servanda.web.guard import Refused
from servanda.web.operations import Asks, Call, Operation, Operations, Page
from servanda.web.routes.api.shown import Name, Shown, following, show, show_all
from servanda.web.search import enough, find_statements
from servanda.workflows import rule


class AskedStatements(Page, frozen=True, kw_only=True):
    """Which statements."""

    state: Annotated[State | None, Meta(description="Only in this state.")] = None
    provision: Annotated[
        Name | None, Meta(description="Only on this provision: `key` or `agreement/key`.")
    ] = None
    source: Annotated[Name | None, Meta(description="Only in this source.")] = None


class Statements(msgspec.Struct, frozen=True):
    """A page of statements; `next` is the address of the following one."""

    head: str
    statements: list[Shown]
    next: str | None


class AskedOne(Asks, frozen=True):
    """Which statement."""

    id: Annotated[Name, Meta(description="A statement's id.")]


class AskedWords(Asks, frozen=True):
    """What to look for."""

    q: Annotated[str, Meta(min_length=3, max_length=200, description="Words, all to be found.")]


def list_statements(call: Call, asked: AskedStatements) -> Statements:
    """Statements, in the order of the record."""
    standing = call.desk.standing(call.journal)
    if asked.provision is not None:
        rule.verify_provision(call.journal, asked.provision)
    found = list(islice(_fitting(call, asked), asked.after, asked.after + asked.limit + 1))
    return Statements(
        str(standing.head),
        show_all(call, found[: asked.limit]),
        following("/api/statements", asked, more=len(found) > asked.limit),
    )


def _fitting(call: Call, asked: AskedStatements) -> Iterator[Statement]:
    shown = call.desk.standing(call.journal).statements
    found = call.journal.statements(
        state=asked.state, provision=asked.provision, source=asked.source
    )
    return (shown[one.id] for one in found if one.id in shown)


def show_statement(call: Call, asked: AskedOne) -> Shown:
    """One statement, as it stands."""
    return show(call, asked.id)


def search_statements(call: Call, asked: AskedWords) -> Statements:
    """Statements in which all the words stand, best first.

    From three letters on, or one sign of a script that writes words with one.
    """
    words = asked.q.strip()
    if not enough(words):
        raise Refused(400, "Ask for three letters or more, in `q`.")
    standing = call.desk.standing(call.journal)
    found = find_statements(call.journal, standing, words)
    return Statements(str(standing.head), show_all(call, found), None)


OPERATIONS: Operations = [
    Operation("GET", "/api/statements", AskedStatements, Statements, list_statements),
    Operation("GET", "/api/statements/{id}", AskedOne, Shown, show_statement),
    Operation("GET", "/api/search", AskedWords, Statements, search_statements),
]
