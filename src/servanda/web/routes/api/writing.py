"""Writing a statement that no reader found: words cut from a source, the rest a coder's."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from servanda.domain.source import Source
from servanda.domain.statement import Extent, Kind, Stance
from servanda.errors import ServandaError
from servanda.web.operations import Asks, Call, Operation, Operations
from servanda.web.routes.api.shown import Name, record_of, shown_source
from servanda.workflows.amending import Amendment, changes_of
from servanda.workflows.when_words import read_when
from servanda.workflows.write import bare_statement
from servanda.workflows.write_statement import LONGEST, find_words, write_statement


class Write(Asks, frozen=True, kw_only=True):
    """A statement on words of a source; what is left out comes from the document's description."""

    source: Name
    quotes: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=LONGEST)], ...],
        Meta(
            min_length=1,
            max_length=20,
            description="Its words, as somebody would type them: the page's own are recorded. Each "
            "further passage is looked for nearest to the first.",
        ),
    ]
    near: Annotated[
        Annotated[int, Meta(ge=0, le=2**40)] | None,
        Meta(description="Where they stand, if they stand twice."),
    ] = None
    kind: Kind = "verdict"
    stance: Stance = "unclear"
    extent: Extent | None = None
    provisions: Annotated[
        tuple[Name, ...], Meta(max_length=100, description="Each `key` or `agreement/key`.")
    ] = ()
    whole: Annotated[bool, Meta(description="It speaks of the agreement as a whole.")] = False
    about: Annotated[tuple[Name, ...], Meta(max_length=100, description="Keys of parties.")] = ()
    side: Name | None = None
    when: Annotated[Name | None, Meta(description="A date as people say it, or EDTF.")] = None


class Written(msgspec.Struct, frozen=True):
    """The statement's id, and the entry that recorded it: what `undo` takes as first and last."""

    head: str
    id: str
    entry: int


def write(call: Call, asked: Write) -> Written:
    """Write a statement: its words are found loosely and kept exactly as the page has them."""
    source = shown_source(call, asked.source)
    _verify_whole(call, source)
    spans = [find_words(source, asked.quotes[0], near=asked.near)]
    spans += [find_words(source, one, near=spans[0].start) for one in asked.quotes[1:]]
    wanted = Amendment(
        kind=asked.kind,
        stance=asked.stance,
        extent=asked.extent,
        provisions=asked.provisions,
        whole=asked.whole,
        about=asked.about,
        side=asked.side,
    )
    changes: dict[str, Any] = changes_of(record_of(call), wanted)
    if asked.when:
        changes["when"] = read_when(asked.when, source, quoted=spans)
    statement = replace(bare_statement(source, spans), **changes)
    written, number = write_statement(call.journal, statement, actor=call.coder)
    return Written(str(call.journal.head()), written.id, number)


def _verify_whole(call: Call, source: Source) -> None:
    stands = call.journal.excerpt(source=source.id).source_by_id.get(source.id)
    if stands is None or stands.text != source.text:
        raise ServandaError(
            "In this text names are blacked out, so that nothing can be quoted from it here. "
            "Open the desk with --include-sensitive to write on it."
        )


OPERATIONS: Operations = [Operation("POST", "/api/acts/write", Write, Written, write)]
