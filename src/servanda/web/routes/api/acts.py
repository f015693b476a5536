"""Acts on statements: accept, reject, amend, one or many, and taking back."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from servanda.domain.statement import Extent, Kind, Stance
from servanda.web.operations import Asks, Call, Operation, Operations
from servanda.web.routes.api.shown import (
    Mark,
    Name,
    Recorded,
    Words,
    record,
    record_of,
    verify_shown,
)
from servanda.workflows import rule
from servanda.workflows.amending import Amendment, changes_of
from servanda.workflows.undo import undo

#: More than a bulk at the desk has.
MOST_AT_ONCE = 5_000
Seen = Annotated[
    dict[Name, Mark],
    Meta(min_length=1, max_length=MOST_AT_ONCE, description="Statements: their marks, by id."),
]


class Accept(Asks, frozen=True):
    """Statements stand as they are: all of them, or none."""

    seen: Seen


class Reject(Asks, frozen=True):
    """Statements do not stand, for a reason: all of them, or none."""

    seen: Seen
    why: Words


class Amend(Asks, frozen=True, kw_only=True):
    """A statement stands with changes; what is left out stays as it is."""

    id: Name
    seen: Mark
    kind: Kind | None = None
    stance: Stance | None = None
    extent: Extent | None = None
    provisions: Annotated[
        tuple[Name, ...], Meta(max_length=100, description="Each `key` or `agreement/key`.")
    ] = ()
    whole: Annotated[bool, Meta(description="It speaks of the agreement as a whole.")] = False
    about: Annotated[tuple[Name, ...], Meta(max_length=100, description="Keys of parties.")] = ()
    nobody: Annotated[bool, Meta(description="It names nobody.")] = False
    side: Name | None = None
    when: Annotated[Name | None, Meta(description="A date as people say it, or EDTF.")] = None
    why: Words = ""


class Undo(Asks, frozen=True):
    """One's own rulings of entries `first` to `last` are taken back."""

    first: Annotated[int, Meta(ge=1, le=2**53)]
    last: Annotated[int, Meta(ge=1, le=2**53)]


def accept(call: Call, asked: Accept) -> Recorded:
    """Rule that statements stand as they are: all of them, or none."""
    verify_shown(call, asked.seen)
    ids = list(asked.seen)
    return record(call, lambda: rule.accept(call.journal, ids, actor=call.coder, seen=asked.seen))


def reject(call: Call, asked: Reject) -> Recorded:
    """Rule that statements do not stand, with the reason: all of them, or none."""
    verify_shown(call, asked.seen)
    ids = list(asked.seen)
    why = asked.why.strip()
    return record(
        call, lambda: rule.reject(call.journal, ids, why=why, actor=call.coder, seen=asked.seen)
    )


def amend(call: Call, asked: Amend) -> Recorded:
    """Rule that a statement stands with changes; its words stay those of the page."""
    verify_shown(call, [asked.id])
    seen = {asked.id: asked.seen}
    # What changed since is told before what cannot be read.
    rule.verify_seen(call.journal, seen)
    wanted = Amendment(
        kind=asked.kind,
        stance=asked.stance,
        extent=asked.extent,
        provisions=tuple(asked.provisions),
        whole=asked.whole,
        about=tuple(asked.about),
        nobody=asked.nobody,
        side=asked.side,
        when=asked.when,
    )
    changes = changes_of(record_of(call), wanted)
    return record(
        call,
        lambda: rule.amend(
            call.journal,
            asked.id,
            changes=changes,
            why=asked.why,
            actor=call.coder,
            seen=seen,
        ),
    )


def take_back(call: Call, asked: Undo) -> Recorded:
    """Take back one's own rulings, one or a bulk, while nobody ruled on the same since."""
    return record(call, lambda: undo(call.journal, asked.first, asked.last, actor=call.coder))


OPERATIONS: Operations = [
    Operation("POST", "/api/acts/accept", Accept, Recorded, accept),
    Operation("POST", "/api/acts/reject", Reject, Recorded, reject),
    Operation("POST", "/api/acts/amend", Amend, Recorded, amend),
    Operation("POST", "/api/acts/undo", Undo, Recorded, take_back),
]
