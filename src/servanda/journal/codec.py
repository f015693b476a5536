"""Acts to payloads and back: what is said, by whom, and the bytes, each to be destroyed alone.

| kind               | payloads, in order                                                  |
|--------------------|---------------------------------------------------------------------|
| SourceAdded        | actor, act (the source without its text), bytes, text               |
| SourceRead         | actor, act (source, reader, problems), then a `statement` for each  |
| StatementWritten   | actor, statement (without its id, which is the entry's hash)        |
| StatementAmended   | actor, act (which, why), statement                                  |
| every other act    | actor, act                                                          |

A payload is JSON (UTF-8, fields in their declared order), except `bytes`, `text` and `actor`.
It is never encoded anew: fields that later versions add take their defaults when old ones are read.
"""

from __future__ import annotations

import os
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import msgspec

from servanda import wire
from servanda.domain.entry import (
    Act,
    AgreementKept,
    Entry,
    PayloadWithheld,
    ProblemNoted,
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
from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement
from servanda.errors import BrokenRecord
from servanda.journal.chain import SALT_BYTES, Leaf, Payload, salted_digest


@dataclass(frozen=True, slots=True)
class _Reading:
    """A SourceRead without its statements, which are payloads of their own."""

    source: str
    reader: ReaderMark
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Amendment:
    """A StatementAmended without the statement, which is a payload of its own."""

    statement: str
    why: str


_PLAIN: dict[str, type[Act]] = {
    one.__name__: one
    for one in (
        AgreementKept,
        SourceDescribed,
        StatementAccepted,
        StatementRejected,
        RulingWithdrawn,
        SensitivityMarked,
        PayloadWithheld,
        ProblemNoted,
        JudgementWithdrawn,
        *typing.get_args(Judgement),
    )
}


def pack(act: Act, *, actor: str) -> list[Payload]:
    """Give the payloads of an act, each with a salt of its own, in the order of their entry.

    Raises:
        BrokenRecord: Half of a character stands in it (a lone surrogate), which no UTF-8 can hold.
    """
    try:
        parts = _parts(act, actor)
    except UnicodeEncodeError as trouble:
        raise BrokenRecord(
            f"{type(act).__name__} holds half of a character, which cannot be kept: {trouble}."
        ) from trouble
    drawn = os.urandom(SALT_BYTES * len(parts))
    salts = [drawn[at : at + SALT_BYTES] for at in range(0, len(drawn), SALT_BYTES)]
    return [
        Payload(role, salted_digest(salt, data), salt, data)
        for (role, data), salt in zip(parts, salts, strict=True)
    ]


def _parts(act: Act, actor: str) -> list[tuple[str, bytes]]:
    parts: list[tuple[str, bytes]] = [("actor", actor.encode())]
    match act:
        case SourceAdded(source=source, bytes=data):
            parts += [
                ("act", wire.encode(replace(source, text=""))),
                ("bytes", data),
                ("text", source.text.encode()),
            ]
        case SourceRead():
            parts.append(("act", wire.encode(_Reading(act.source, act.reader, act.problems))))
            parts += [("statement", wire.encode(one)) for one in act.statements]
        case StatementWritten():
            parts.append(("statement", wire.encode(act.statement)))
        case StatementAmended():
            parts.append(("act", wire.encode(_Amendment(act.statement, act.why))))
            parts.append(("statement", wire.encode(act.amended)))
        case _:
            parts.append(("act", wire.encode(act)))
    return parts


def unpack(leaf: Leaf) -> Act | None:
    """Give the act of a leaf; None where a payload that it cannot do without is withheld.

    A reading gives the statements that are left of it.

    Raises:
        BrokenRecord: A payload is not what this kind of entry holds.
    """
    with _understanding(leaf):
        return _unpack(leaf)


@contextmanager
def _understanding(leaf: Leaf) -> Iterator[None]:
    try:
        yield
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as trouble:
        raise BrokenRecord(
            f"Entry {leaf.number} ({leaf.kind}): its payload cannot be understood: {trouble}"
        ) from trouble


def _unpack(leaf: Leaf) -> Act | None:
    if leaf.kind == "StatementWritten":
        written = [one for _, one in statements_of(leaf)]
        return StatementWritten(written[0]) if written else None
    data = leaf.bytes_of("act")
    if data is None:
        return None
    match leaf.kind:
        case "SourceAdded":
            body, text = leaf.bytes_of("bytes") or b"", leaf.bytes_of("text") or b""
            return SourceAdded(replace(wire.decode(data, Source), text=text.decode()), body)
        case "SourceRead":
            head = wire.decode(data, _Reading)
            statements = tuple(one for _, one in statements_of(leaf))
            return SourceRead(head.source, head.reader, statements, head.problems)
        case "StatementAmended":
            change = wire.decode(data, _Amendment)
            amended = next((one for _, one in statements_of(leaf)), None)
            return (
                None if amended is None else StatementAmended(change.statement, amended, change.why)
            )
        case kind if kind in _PLAIN:
            return wire.decode(data, _PLAIN[kind])
        case kind:
            raise BrokenRecord(
                f"Entry {leaf.number} is of a kind that this version does not know: {kind!r}. "
                "Update Servanda to read it."
            )


def statements_of(leaf: Leaf) -> Iterator[tuple[int, Statement]]:
    """Give the statements among a leaf's payloads that are not withheld, with their index.

    A statement that a person wrote takes the entry's hash for its id.
    """
    for index, one in enumerate(leaf.payloads):
        if one.role == "statement" and one.data is not None:
            statement = wire.decode(one.data, Statement)
            if leaf.kind == "StatementWritten":
                statement = replace(statement, id=leaf.hash)
            yield index, statement


def problems_in(kind: str, act: bytes | None) -> tuple[Problem, ...]:
    """Give the problems that a ProblemNoted or a SourceRead notes in its `act` payload."""
    if act is None:
        return ()
    if kind == "ProblemNoted":
        return (wire.decode(act, ProblemNoted).problem,)
    return wire.decode(act, _Reading).problems


def entry_of(leaf: Leaf) -> Entry:
    """Give a leaf as others see it: the entry, its actor and its act, None where withheld."""
    actor = leaf.bytes_of("actor")
    with _understanding(leaf):
        by = None if actor is None else actor.decode()
    return Entry(
        number=leaf.number,
        time=leaf.time,
        kind=leaf.kind,
        payloads=tuple(one.mark for one in leaf.payloads),
        withheld=leaf.withheld,
        previous=leaf.previous,
        hash=leaf.hash,
        actor=by,
        act=unpack(leaf),
    )
