"""The picture: one choice as a table of words, with its months and places, as the screen has it."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from servanda.domain.statement import Kind, Stance, State
from servanda.dossier import SiteOptions
from servanda.exploring import Dimension
from servanda.web.explore.address import MOST_TICKS, View
from servanda.web.explore.files import picture_records
from servanda.web.explore.matrix import MatrixMaker
from servanda.web.explore.page import Picture
from servanda.web.explore.shown import bare_edition
from servanda.web.guard import Refused
from servanda.web.operations import Asks, Call, Operation, Operations
from servanda.web.routes.api.shown import Name

Month = Annotated[
    str, Meta(max_length=12, description="A month like `1947-03`, a year, or `(no date)`.")
]
Names = Annotated[list[Name], Meta(max_length=MOST_TICKS)]


class AskedPicture(Asks, frozen=True, kw_only=True):
    """What to show: several values of one name widen the choice, several names narrow it."""

    agreement: Annotated[Name, Meta(description="Its key; the first one if left out.")] = ""
    rows: Dimension = "provision"
    columns: Dimension = "place"
    provision: Annotated[Name, Meta(description="A provision's key: it and all below it.")] = ""
    place: Names = msgspec.field(default_factory=list)
    side: Names = msgspec.field(default_factory=list)
    party: Names = msgspec.field(default_factory=list)
    source: Names = msgspec.field(default_factory=list)
    coder: Names = msgspec.field(default_factory=list)
    stance: Annotated[list[Stance], Meta(max_length=10)] = msgspec.field(default_factory=list)
    state: Annotated[list[State], Meta(max_length=10)] = msgspec.field(default_factory=list)
    kind: Annotated[list[Kind], Meta(max_length=20)] = msgspec.field(default_factory=list)
    since: Month = ""
    until: Month = ""
    q: Annotated[str, Meta(max_length=200, description="Words, all to be found.")] = ""
    box: Annotated[
        str, Meta(max_length=80, description="West, south, east and north, in degrees.")
    ] = ""


class PictureField(msgspec.Struct, frozen=True):
    """One field about one party: its word from what was accepted, and with proposals added."""

    row: str
    row_name: str
    column: str
    column_name: str
    judged: str | None
    judged_name: str | None
    picture_accepted: str | None
    statements_accepted: int
    picture_with_proposals: str
    proposals: int


class PictureMonth(msgspec.Struct, frozen=True):
    """A month: statements that are surely of it, and those that may be; "" is no date at all."""

    month: str
    accepted: int
    proposed: int
    maybe_accepted: int
    maybe_proposed: int


class PicturePlace(msgspec.Struct, frozen=True):
    """A place of which something is told, and where it lies, as far as that is known."""

    key: str
    name: str
    lat: float | None
    lon: float | None
    granularity: str
    accepted: int
    proposed: int


class ShownPicture(msgspec.Struct, frozen=True):
    """The table, its months and its places; counts of accepted and proposed are never added up."""

    head: str
    agreement: str
    rows: str
    columns: str
    address: str
    accepted: int
    proposed: int
    fields: list[PictureField]
    months: list[PictureMonth]
    places: list[PicturePlace]
    rows_left_out: int
    columns_left_out: int


def show_picture(call: Call, asked: AskedPicture) -> ShownPicture:
    """The picture of a choice, by any two of provision, place, period, side, party and source.

    It asks what the screen at `/picture` asks; `address` is the screen that shows the same. Months
    are counted as if no time was chosen, places as if no place was.
    """
    given = msgspec.to_builtins(asked)
    view = View.of((name, one) for name, value in given.items() for one in _values(value))
    if view.wrong:
        raise Refused(400, " ".join(view.wrong))
    if asked.rows == asked.columns:
        raise Refused(400, "Rows and columns are the same: choose two dimensions.")
    columns = call.desk.columns(call.journal)
    options = SiteOptions(include_sensitive=call.desk.include_sensitive)
    picture = Picture(
        view=view,
        columns=columns,
        search=call.journal.positions,
        edition=bare_edition(columns, call.journal.head(), options),
    )
    if asked.agreement and (picture.agreement is None or picture.agreement.key != asked.agreement):
        raise Refused(404, f"There is no agreement {asked.agreement[:80]!r}.")
    chosen = picture.chosen()
    pivot = MatrixMaker(picture).pivot()
    accepted, proposed = chosen.counts()
    return ShownPicture(
        head=str(picture.edition.record.head),
        agreement=pivot.agreement,
        rows=pivot.rows_are,
        columns=pivot.columns_are,
        address=view.address(),
        accepted=accepted,
        proposed=proposed,
        fields=[PictureField(**one) for one in picture_records(pivot, picture.names)],
        months=[
            PictureMonth(
                one.month, one.accepted, one.proposed, one.maybe_accepted, one.maybe_proposed
            )
            for one in picture.all_months
        ],
        places=[
            PicturePlace(
                one.key, one.name, one.lat, one.lon, one.granularity, one.accepted, one.proposed
            )
            for one in picture.all_places
        ],
        rows_left_out=pivot.rows_left_out,
        columns_left_out=pivot.columns_left_out,
    )


def _values(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


OPERATIONS: Operations = [
    Operation("GET", "/api/picture", AskedPicture, ShownPicture, show_picture, lane="pages"),
]
