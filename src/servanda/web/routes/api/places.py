"""What dates and names of places mean, and the places that a statement gets."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.domain.span import Span
from servanda.domain.when import DateBasis
from servanda.errors import ServandaError
from servanda.saying import _
from servanda.web.operations import Asks, Call, Operation, Operations
from servanda.web.place_fields import PlaceField, picked, read_places
from servanda.web.routes.api.shown import (
    Mark,
    Name,
    Recorded,
    Words,
    record,
    record_of,
    show,
    shown_source,
)
from servanda.web.when_told import tell_when
from servanda.web.written import ground_of
from servanda.workflows import rule
from servanda.workflows.place_choices import PlaceChoice, place_choices, places_by_id

At = Annotated[int, Meta(ge=0, le=2**40)]


class AskedDate(Asks, frozen=True, kw_only=True):
    """A date as people say it."""

    words: Annotated[str, Meta(max_length=200)]
    source: Annotated[
        Name | None, Meta(description="What leaves out its year counts from this document's date.")
    ] = None


class Date(msgspec.Struct, frozen=True):
    """What the words mean; `read` is false, and the rest empty, while they are no date."""

    read: bool
    told: str
    edtf: str
    earliest: str | None
    latest: str | None
    basis: DateBasis | None


def read_date(call: Call, asked: AskedDate) -> Date:
    """What a date means: its EDTF value, earliest and latest day, and on what it rests."""
    source = shown_source(call, asked.source) if asked.source else None
    when, told = tell_when(asked.words, source)
    if when is None:
        return Date(False, told, "", None, None, None)
    return Date(True, told, when.edtf, when.earliest, when.latest, when.basis)


class AskedPlace(Asks, frozen=True, kw_only=True):
    """A name of a place."""

    words: Name


class Choices(msgspec.Struct, frozen=True):
    """The places that a name may mean, the likeliest first, with what speaks for each."""

    choices: list[PlaceChoice]


def find_places(call: Call, asked: AskedPlace) -> Choices:
    """The places that a name may mean, of the agreements' own gazetteers and the world's."""
    agreements = record_of(call).agreements
    return Choices(place_choices(asked.words, agreements, cache=call.desk.cache))


class PlaceGiven(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of the source, and the place that they get."""

    start: At
    end: At
    pick: Annotated[
        Name,
        Meta(
            description="`keep` leaves it as it is, `hand` sets it at `lat` and `lon`, `left` "
            "leaves it without a place; else the id of a place."
        ),
    ] = "keep"
    lat: Annotated[float, Meta(ge=-90, le=90)] | None = None
    lon: Annotated[float, Meta(ge=-180, le=180)] | None = None
    why: Annotated[Words, Meta(description="Asked for by `hand` and `left`.")] = ""


class GivePlaces(Asks, frozen=True, kw_only=True):
    """All the places that a statement gets; those that are not named here it loses."""

    id: Name
    seen: Mark
    places: Annotated[tuple[PlaceGiven, ...], Meta(max_length=40)]
    why: Words = ""


def give_places(call: Call, asked: GivePlaces) -> Recorded:
    """Amend the places of a statement: chosen, set by hand, or left open with a reason."""
    shown = show(call, asked.id)
    seen = {asked.id: asked.seen}
    rule.verify_seen(call.journal, seen)
    ground = ground_of(call.desk, call.journal, shown.statement.source)
    fields = [_field(one) for one in asked.places]
    agreements = ground.record.agreements
    chosen = places_by_id(picked(fields), agreements, cache=call.desk.cache)
    places = read_places(shown.statement, fields, ground.source, coder=call.coder, chosen=chosen)
    if places == shown.statement.places:
        raise ServandaError(_("Nothing was changed: choose a place, set a point, or leave it."))
    return record(
        call,
        lambda: rule.amend(
            call.journal,
            asked.id,
            changes={"places": places},
            why=asked.why,
            actor=call.coder,
            seen=seen,
        ),
    )


def _field(given: PlaceGiven) -> PlaceField:
    if given.start >= given.end:
        raise ServandaError(_("The form does not say which words: select them again."))
    return PlaceField(
        Span(given.start, given.end),
        pick=given.pick,
        lat="" if given.lat is None else repr(given.lat),
        lon="" if given.lon is None else repr(given.lon),
        why=given.why.strip(),
    )


OPERATIONS: Operations = [
    Operation("GET", "/api/when", AskedDate, Date, read_date),
    Operation("GET", "/api/places/choices", AskedPlace, Choices, find_places, lane="pages"),
    Operation("POST", "/api/acts/places", GivePlaces, Recorded, give_places),
]
