"""Statements: those that fit, one of them, what was ruled on it, and search."""

from __future__ import annotations

from typing import Annotated, get_args

import msgspec
from msgspec import Meta

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.statement import State
from servanda.exploring import Asked
from servanda.web.guard import Refused
from servanda.web.operations import Asks, Call, Operation, Operations, Page
from servanda.web.routes.api.shown import Name, Shown, following, record_of, show, show_all
from servanda.web.search import enough, find_statements
from servanda.workflows import rule


class AskedStatements(Page, frozen=True, kw_only=True):
    """Which statements."""

    state: Annotated[State | None, Meta(description="Only in this state.")] = None
    provision: Annotated[
        Name | None,
        Meta(description="Only on this provision and those below it: `key` or `agreement/key`."),
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
    agreement, provision = _row(call, asked.provision)
    chosen = call.desk.columns(call.journal).chosen(
        Asked(
            agreement=agreement,
            provision=provision,
            sources=(asked.source,) if asked.source else (),
            states=(asked.state,) if asked.state else get_args(State),
        )
    )
    ids = chosen.ids(offset=asked.after, limit=asked.limit + 1)
    return Statements(
        str(call.journal.head()),
        show_all(call, ids[: asked.limit]),
        following("/api/statements", asked, more=len(ids) > asked.limit),
    )


def _row(call: Call, name: str | None) -> tuple[str, str]:
    """Give the agreement and the key that a row is called by; "" for any."""
    if not name:
        return "", ""
    rule.verify_provision(call.journal, name)
    wanted, _, key = name.rpartition("/")
    if wanted or key in (WHOLE, UNMAPPED):
        return wanted, key
    owners = [one.key for one in record_of(call).agreements if one.provision(key)]
    return (owners[0] if owners else ""), key


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
    found = find_statements(call.journal, call.desk.standing(call.journal), words)
    shown = show_all(call, [one.id for one in found.statements])
    return Statements(str(call.journal.head()), shown, None)


OPERATIONS: Operations = [
    Operation("GET", "/api/statements", AskedStatements, Statements, list_statements),
    Operation("GET", "/api/statements/{id}", AskedOne, Shown, show_statement),
    Operation("GET", "/api/search", AskedWords, Statements, search_statements),
]
