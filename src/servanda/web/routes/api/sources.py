"""Sources: those there are, one of them, its text by offsets, its description, what is marked."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from servanda.domain.problem import Problem
from servanda.domain.source import Description, Layer, Source
from servanda.domain.span import Span
from servanda.domain.statement import ReaderMark
from servanda.errors import ServandaError, UnknownThing
from servanda.intake.sidecar import A_DATE, DATES, read_date
from servanda.web.operations import Asks, Call, Operation, Operations, Page
from servanda.web.routes.api.shown import (
    Name,
    Recorded,
    Words,
    following,
    record,
    record_of,
    shown_source,
    verify_shown,
)
from servanda.workflows import rule
from servanda.workflows.sides import with_side

#: So much of a text in one answer, in code points.
MOST_TEXT = 100_000
Offset = Annotated[int, Meta(ge=0, le=2**40, description="In code points from 0, half open.")]
Id = Annotated[Name, Meta(description="A source's id.")]


class AskedSources(Page, frozen=True, kw_only=True):
    """Which sources."""

    side: Annotated[Name | None, Meta(description="Only in the voice of this side.")] = None


class SourceBrief(msgspec.Struct, frozen=True):
    """A source in a line; `size` is that of its bytes."""

    id: str
    name: str
    media_type: str
    size: int
    description: Description
    read_by: tuple[ReaderMark, ...]
    problems: int
    sensitive: bool


class Sources(msgspec.Struct, frozen=True):
    """A page of sources; `next` is the address of the following one."""

    head: str
    sources: list[SourceBrief]
    next: str | None


class AskedSource(Asks, frozen=True):
    """Which source."""

    id: Id


class WholeSource(msgspec.Struct, frozen=True):
    """A source without its text: description, pages and layers as spans over it, problems.

    `length` is that of its text in code points.
    """

    source: SourceBrief
    length: int
    digest: str
    pages: tuple[Span, ...]
    layers: tuple[Layer, ...]
    brackets: tuple[Layer, ...]
    problems: tuple[Problem, ...]


class AskedText(Asks, frozen=True, kw_only=True):
    """Which part of a source's text."""

    id: Id
    start: Offset = 0
    end: Annotated[
        Offset | None,
        Meta(description=f"At most {MOST_TEXT:,} after `start`; so many if left out."),
    ] = None


class PartOfText(msgspec.Struct, frozen=True):
    """Part of a source's one text; `length` is that of the whole, in code points."""

    source: str
    start: int
    end: int
    length: int
    text: str


class Describe(Asks, frozen=True):
    """What is known better of a document: the fields given replace those it has. Dates are EDTF."""

    id: Id
    description: Description


class Mark(Asks, frozen=True, kw_only=True):
    """A source, a statement or a person's name is marked sensitive, or the mark is lifted."""

    subject: Literal["source", "statement", "person"]
    name: Annotated[Name, Meta(description="Its id, or the name as the texts write it.")]
    sensitive: bool
    why: Words = ""


class Withhold(Asks, frozen=True, kw_only=True):
    """A source, with all that quotes it, or a statement is destroyed for ever in this file."""

    subject: Literal["source", "statement"]
    id: Name
    why: Annotated[Words, Meta(min_length=1, description="It stays in the record in their place.")]
    confirm: Annotated[Literal["destroy"], Meta(description="Nothing brings it back.")]


def list_sources(call: Call, asked: AskedSources) -> Sources:
    """Sources, in the order in which they were added."""
    known = record_of(call)
    fitting = (
        one for one in known.sources if asked.side in (None, one.description.side or "unknown")
    )
    found = list(islice(fitting, asked.after, asked.after + asked.limit + 1))
    return Sources(
        str(call.journal.head()),
        [_brief(call, shown_source(call, one.id)) for one in found[: asked.limit]],
        following("/api/sources", asked, more=len(found) > asked.limit),
    )


def show_source(call: Call, asked: AskedSource) -> WholeSource:
    """One source: description, pages, layers, problems; its text has an address of its own."""
    one = shown_source(call, asked.id)
    return WholeSource(
        _brief(call, one),
        len(one.text),
        one.digest,
        one.pages,
        one.layers,
        one.brackets,
        one.problems,
    )


def show_text(call: Call, asked: AskedText) -> PartOfText:
    """A source's text, or a part of it, exactly as offsets count it."""
    one = shown_source(call, asked.id)
    length = len(one.text)
    end = min(length, asked.start + MOST_TEXT) if asked.end is None else asked.end
    if not asked.start <= end <= length or end - asked.start > MOST_TEXT:
        raise ServandaError(
            f"The text has {length:,} code points, and at most {MOST_TEXT:,} are given at once; "
            f"{asked.start:,} to {end:,} is no part of it."
        )
    return PartOfText(one.id, asked.start, end, length, one.text[asked.start : end])


def describe_source(call: Call, asked: Describe) -> Recorded:
    """Correct a document's archival description; what it was before stays in the journal."""
    shown_source(call, asked.id)
    if asked.description == Description():
        raise ServandaError("Nothing is given that would be corrected.")
    dates: dict[str, Any] = {}
    for name in DATES:
        typed = getattr(asked.description, name)
        if typed is not None and (read := read_date(typed)) is None:
            raise ServandaError(f"{name} is {typed[:60]!r}. Expected {A_DATE}.")
        if typed is not None:
            dates[name] = read
    given = with_side(record_of(call), replace(asked.description, **dates))
    assert given is not None
    return record(
        call, lambda: rule.describe(call.journal, asked.id, given=given, actor=call.coder)
    )


def mark_sensitive(call: Call, asked: Mark) -> Recorded:
    """Mark a source, a statement or a person's name sensitive, or lift the mark.

    What is marked is no longer shown here, unless the desk was opened with --include-sensitive:
    then only can a mark be lifted.
    """
    if asked.subject == "source":
        shown_source(call, asked.name)
    elif asked.subject == "statement":
        verify_shown(call, [asked.name])
    elif not asked.sensitive and asked.name not in call.journal.marked("person"):
        raise UnknownThing("marked name", asked.name[:80])
    return record(
        call,
        lambda: rule.mark_sensitive(
            call.journal,
            subject=asked.subject,
            name=asked.name,
            sensitive=asked.sensitive,
            why=asked.why,
            actor=call.coder,
        ),
    )


def withhold(call: Call, asked: Withhold) -> Recorded:
    """Destroy what a source, with all that quotes it, or a statement holds.

    Nothing brings it back, and no undo takes it back. The chain still proves; backups and copies
    keep theirs. The words of a statement stay in the text of its document.
    """
    if asked.subject == "source":
        shown_source(call, asked.id)
    else:
        verify_shown(call, [asked.id])
    return record(
        call, lambda: rule.withhold(call.journal, asked.id, why=asked.why, actor=call.coder)
    )


def _brief(call: Call, one: Source) -> SourceBrief:
    known = record_of(call)
    return SourceBrief(
        one.id,
        one.name,
        one.media_type,
        one.size,
        one.description,
        known.readings.get(one.id, ()),
        len(one.problems),
        one.sensitive,
    )


OPERATIONS: Operations = [
    Operation("GET", "/api/sources", AskedSources, Sources, list_sources),
    Operation("GET", "/api/sources/{id}", AskedSource, WholeSource, show_source),
    Operation("GET", "/api/sources/{id}/text", AskedText, PartOfText, show_text),
    Operation("POST", "/api/sources/describe", Describe, Recorded, describe_source),
    Operation("POST", "/api/acts/mark", Mark, Recorded, mark_sensitive),
    Operation("POST", "/api/acts/withhold", Withhold, Recorded, withhold),
]
