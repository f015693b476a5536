"""When and where: the months and the map under the same filter, and what has no date or place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from servanda.domain.cell import NO_DATE, NO_PLACE
from servanda.domain.place import Place
from servanda.dossier.charts.axis import ordinal
from servanda.dossier.charts.coast import credit
from servanda.dossier.charts.map import draw_map, frame_map
from servanda.dossier.charts.months import Month, draw_months, say_months
from servanda.dossier.charts.projection import Projection
from servanda.dossier.charts.timeline import Tick
from servanda.dossier.dates import say_date
from servanda.dossier.edition import Edition
from servanda.dossier.place_lines import PlaceLine
from servanda.dossier.words import label
from servanda.exploring import MonthCount, PlaceCount
from servanda.saying import _, counted
from servanda.web.explore.address import View, in_box
from servanda.web.explore.names import Names

#: So many places are drawn, most spoken of first; the facet finds the rest.
MOST_PLACES = 250
MOST_LABELS = 70
#: How tall the map may be beside its width of 960.
TALLEST = 640.0
#: So many are listed beside the map, and so many months below the line of time.
MOST_LISTED, MOST_MONTHS_LISTED = 12, 60


@dataclass(frozen=True, slots=True)
class Beside:
    """A line beside a picture: a name, two counts, and the address of the view narrowed to it."""

    name: str
    what: str
    accepted: int
    proposed: int
    href: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in words, with what is surely of it and what may be."""

    name: str
    month: Month
    href: str


@dataclass(frozen=True, slots=True)
class WhenPage:
    """The line of time as its page prints it, the same in words, and what has no date."""

    picture: Markup | None
    rows: tuple[MonthRow, ...]
    undated: Beside | None


@dataclass(frozen=True, slots=True)
class WherePage:
    """The map as its page prints it, its places in words, and what is on no map."""

    picture: Markup | None
    credit: str
    placed: tuple[Beside, ...]
    unplaced: tuple[Beside, ...]
    nowhere: Beside | None
    more: int


def when_page(view: View, counts: Sequence[MonthCount], edition: Edition) -> WhenPage:
    """Give the months of what fits, counted with the choice of time itself lifted."""
    dated = [one for one in counts if one.month]
    months = [
        Month(one.month, one.accepted, one.proposed, one.maybe_accepted, one.maybe_proposed)
        for one in dated
    ]

    def href(since: str, until: str) -> str:
        return view.asking(since=since, until=until).address()

    since, until = (one if one != NO_DATE else "" for one in (view.asked.since, view.asked.until))
    picture = draw_months(
        months,
        _signed(edition),
        since=since,
        until=until,
        href=href,
        title=_("When it happened, and when it was told"),
        description=say_months(months),
    )
    return WhenPage(
        picture,
        tuple(
            MonthRow(say_date(one.key), one, href(one.key, one.key))
            for one in months[:MOST_MONTHS_LISTED]
        ),
        next((_undated(view, one) for one in counts if not one.month), None),
    )


def _undated(view: View, one: MonthCount) -> Beside:
    href = view.asking(since=NO_DATE, until=NO_DATE).address()
    chosen = NO_DATE in (view.asked.since, view.asked.until)
    return Beside(_("no date"), "", one.accepted, one.proposed, href, chosen)


def _signed(edition: Edition) -> list[Tick]:
    return [
        Tick(
            day,
            day,
            _("{agreement}, signed {day}").format(agreement=one.title, day=say_date(text)),
            "",
        )
        for one in edition.record.agreements
        for text in one.signed
        if (day := ordinal(text)) is not None
    ]


def lift_places(view: View) -> View:
    """Give the view with the choice of places lifted, ticked or by the box."""
    return view.asking(places=()).but(box=None)


def frame_of(places: Sequence[PlaceCount], names: Names, edition: Edition) -> Projection | None:
    """Give the view of the map for everything that stands, which no choice moves."""
    known = dict(edition.gazetteer)
    lines = [_line(one, known.get(one.key), names) for one in places if one.key != NO_PLACE]
    return frame_map(lines, edition.record.agreements, tallest=TALLEST)


def where_page(
    view: View,
    places: Sequence[PlaceCount],
    names: Names,
    edition: Edition,
    *,
    ticked: Sequence[str],
    frame: Projection | None,
) -> WherePage:
    """Give the map of what fits, with the choice of places itself lifted.

    `places` are counted so; `ticked` are those that are chosen, by name or by the box.
    """
    toggled = _toggler(view)
    lines, unplaced, nowhere = [], [], None
    known = dict(edition.gazetteer)
    for one in places:
        if one.key == NO_PLACE:
            nowhere = _beside(view, one, names, toggled)
            continue
        line = _line(one, known.pop(one.key, None), names)
        if line.placed and line.granularity != "country":
            lines.append(line)
        elif line.said:
            unplaced.append(one)
    lines += [_line(PlaceCount(key, one.name, one.lat, one.lon, one.granularity, 0, 0), one, names)
              for key, one in known.items() if one.lat is not None or one.footprint]  # fmt: skip
    lines.sort(key=lambda one: (-one.said, one.name))
    spoken = [one for one in places if one.key != NO_PLACE and _said(one)]
    placed = sorted((one for one in lines if one.said), key=lambda one: (-one.said, one.name))
    unplaced.sort(key=lambda one: (-_said(one), one.key))
    picture = draw_map(
        lines[:MOST_PLACES],
        edition.record.agreements,
        href=toggled,
        title=_("Where the statements speak of"),
        description=(
            counted(
                len(placed),
                "{number} place with statements on the map; the list beside it has its numbers.",
                "{number} places with statements on the map; the list beside it has their numbers.",
            )
        ),
        chosen=frozenset(ticked) if ticked else (),
        box=view.box,
        frame=frame,
        most_labels=MOST_LABELS,
    )
    by_key = {one.key: one for one in spoken}
    return WherePage(
        picture,
        credit(),
        tuple(_beside(view, by_key[one.key], names, toggled) for one in placed[:MOST_LISTED]),
        tuple(_beside(view, one, names, toggled) for one in unplaced[:MOST_LISTED]),
        nowhere,
        max(0, len(placed) - MOST_LISTED) + max(0, len(unplaced) - MOST_LISTED),
    )


def _said(one: PlaceCount) -> int:
    return one.accepted + one.proposed


def _line(one: PlaceCount, place: Place | None, names: Names) -> PlaceLine:
    return PlaceLine(
        one.key,
        names.of("place", one.key),
        place.granularity if place else one.granularity,
        place.lat if place and place.lat is not None else one.lat,
        place.lon if place and place.lon is not None else one.lon,
        footprint=place.footprint if place else None,
        ruled=one.accepted,
        proposed=one.proposed,
    )


def _beside(view: View, one: PlaceCount, names: Names, toggled: Callable[[str], str]) -> Beside:
    what = "" if one.granularity in ("", "point") else label("granularities", one.granularity)
    return Beside(
        names.of("place", one.key),
        what,
        one.accepted,
        one.proposed,
        toggled(one.key),
        one.key in view.asked.places,
    )


def _toggler(view: View) -> Callable[[str], str]:
    """Give what gives the address with one more place ticked, or without it where it is ticked."""
    more = view.asking().adding()

    def toggled(key: str) -> str:
        if key in view.asked.places:
            return view.without("place", key).address()
        return more(place=key)

    return toggled


def places_in_box(view: View, places: Sequence[PlaceCount], edition: Edition) -> tuple[str, ...]:
    """Give the keys of the places in the box of a view; "" for none in it, which fits nothing."""
    if view.box is None:
        return ()
    found = []
    for one in places:
        own = edition.gazetteer.get(one.key)
        lat = own.lat if own and own.lat is not None else one.lat
        lon = own.lon if own and own.lon is not None else one.lon
        if lat is not None and lon is not None and in_box(view.box, lat, lon):
            found.append(one.key)
    return tuple(found) or ("",)
