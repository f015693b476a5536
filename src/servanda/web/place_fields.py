"""The places of a statement as its form shows them, and read back as mentions of places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite

from servanda.domain.place import PlaceMention
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.errors import ServandaError
from servanda.saying import _
from servanda.web.spans import say_span, span_of
from servanda.workflows.place_choices import PlaceChoice

#: What is chosen for a name beside a place's id.
KEEP, HAND, LEFT, DROP = "keep", "hand", "left", "drop"
#: More places than this are no statement's.
MOST_PLACES = 40


@dataclass(frozen=True, slots=True)
class PlaceField:
    """One place of the form: where its words stand, and what was chosen for them.

    `pick` is `keep`, `hand`, `left`, `drop`, or the id of a place; `look` another name to look up.
    """

    at: Span
    pick: str = KEEP
    lat: str = ""
    lon: str = ""
    why: str = ""
    look: str = ""
    #: Whether the list already shows what is called so.
    looked: bool = True

    @property
    def name(self) -> str:
        """What its fields are called in the form, before a hyphen."""
        return f"place-{say_span(self.at)}"


def place_fields(statement: Statement) -> tuple[PlaceField, ...]:
    """Give the places of a statement as the form shows them: each as it is."""
    return tuple(PlaceField(Span(one.start, one.end)) for one in statement.places)


def read_place_fields(form: Mapping[str, Sequence[str]]) -> tuple[PlaceField, ...] | None:
    """Give the places as somebody sent them; None where the form does not speak of places."""
    if "places" not in form:
        return None

    def said(name: str) -> str:
        return form.get(name, [""])[0].strip()

    found: dict[Span, PlaceField] = {}
    for one in form.get("place", ())[:MOST_PLACES]:
        at = span_of(one)
        if at is not None:
            head = f"place-{one}"
            found[at] = PlaceField(
                at,
                pick=said(f"{head}-pick") or KEEP,
                lat=said(f"{head}-lat"),
                lon=said(f"{head}-lon"),
                why=said(f"{head}-why"),
                look=said(f"{head}-look"),
                looked=said(f"{head}-look") == said(f"{head}-looked"),
            )
    return tuple(found.values())


def with_drafted(sent: Sequence[PlaceField] | None, statement: Statement) -> tuple[PlaceField, ...]:
    """Give the places of a form, with those that its statement has got since it was sent."""
    known = {one.at for one in sent or ()}
    more = [one for one in place_fields(statement) if one.at not in known]
    return tuple(sorted((*(sent or ()), *more), key=lambda one: one.at))


def picked(sent: Sequence[PlaceField]) -> list[str]:
    """Give the ids of the places that were picked."""
    return [one.pick for one in sent if one.pick not in (KEEP, HAND, LEFT, DROP)]


def read_places(
    statement: Statement,
    sent: Sequence[PlaceField],
    source: Source,
    *,
    coder: str,
    chosen: Mapping[str, PlaceChoice],
) -> tuple[PlaceMention, ...]:
    """Give the places that a statement gets.

    Args:
        statement: As it stands: a place that is kept stays as it is.
        sent: What the form says.
        source: Whose text holds the words.
        coder: Who chooses; the reason that is recorded with a place names them.
        chosen: The places that were picked, by id.

    Raises:
        ServandaError: A point that is none, a reason that is missing, a place nobody knows.
    """
    stands = {Span(one.start, one.end): one for one in statement.places}
    found = []
    for field in sent:
        if field.pick == DROP:
            continue
        if field.at.end > len(source.text):
            raise ServandaError(_("The form does not say which words: select them again."))
        mention = stands.get(field.at) or mention_of(source, field.at)
        found.append(_decided(mention, field, coder, chosen))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def mention_of(source: Source, at: Span) -> PlaceMention:
    """Give words as a place that nobody has looked at yet."""
    return PlaceMention(at.cut(source.text), at.start, at.end, "scene", "point")


def _decided(
    mention: PlaceMention, field: PlaceField, coder: str, chosen: Mapping[str, PlaceChoice]
) -> PlaceMention:
    if field.pick == KEEP:
        return mention
    if field.pick == HAND:
        return _by_hand(mention, field, coder)
    if field.pick == LEFT:
        if not field.why:
            raise ServandaError(
                _("Say why “{place}” stays without a place.").format(place=mention.text)
            )
        return replace(
            mention, id=None, name=None, lat=None, lon=None,
            reason=f"Left without a place by {coder}: {field.why}",
        )  # fmt: skip
    place = chosen.get(field.pick)
    if place is None:
        raise ServandaError(
            _("There is no place {id} in the gazetteer.").format(id=repr(field.pick[:60]))
        )
    why = f": {field.why}" if field.why else "."
    return replace(
        mention, id=place.id, name=place.name, lat=place.lat, lon=place.lon, candidates=(),
        granularity=place.granularity, reason=f"Chosen by {coder}{why}",
    )  # fmt: skip


def _by_hand(mention: PlaceMention, field: PlaceField, coder: str) -> PlaceMention:
    """Give a point of a person's own, as a geo URI (RFC 5870), with what it rests on."""
    lat, lon = _degrees(field.lat, 90), _degrees(field.lon, 180)
    if lat is None or lon is None:
        raise ServandaError(
            _(
                "“{place}” is to be placed by hand: give a latitude from -90 to 90 and a longitude "
                "from -180 to 180, in degrees, or click on the map."
            ).format(place=mention.text)
        )
    if not field.why:
        raise ServandaError(
            _("Say what the point of “{place}” rests on, such as a map or a report.").format(
                place=mention.text
            )
        )
    kind = mention.granularity if mention.granularity in ("point", "district", "region") else None
    return replace(
        mention, id=f"geo:{lat},{lon}", name=mention.name or mention.text, lat=lat, lon=lon,
        granularity=kind or "point", candidates=(),
        reason=f"Placed by hand at {lat:g}, {lon:g} by {coder}: {field.why}",
    )  # fmt: skip


def _degrees(text: str, most: int) -> float | None:
    try:
        value = float(text.replace(",", ".").replace("−", "-"))
    except ValueError:
        return None
    return round(value, 4) if isfinite(value) and abs(value) <= most else None
