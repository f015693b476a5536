"""What the form shows for each place: how it stands, its candidates and why, and a small map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from servanda.domain.agreement import Agreement
from servanda.domain.place import PlaceMention
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.dossier.charts.choice_map import ChoicePoint, draw_choices
from servanda.saying import _, counted
from servanda.saying.counts import say_number
from servanda.web.place_fields import HAND, KEEP, LEFT, PlaceField, mention_of
from servanda.workflows.place_choices import PlaceChoice, place_by_id, place_choices


@dataclass(frozen=True)
class Offered:
    """A candidate as it is shown."""

    sign: str
    choice: PlaceChoice
    why: str


@dataclass(frozen=True)
class PlaceRow:
    """One place of the form."""

    field: PlaceField
    words: str
    #: What it stands for now, in words; "" if nothing decides.
    now: str
    reason: str
    offered: tuple[Offered, ...]
    map: Markup | None
    #: Whether a person has to look: nothing decides, or something was chosen and not recorded.
    open: bool


def place_rows(
    statement: Statement,
    fields: Sequence[PlaceField],
    source: Source,
    agreements: Sequence[Agreement],
    *,
    cache: Path | None,
) -> list[PlaceRow]:
    """Give the rows of a form's places, with candidates from the gazetteers."""
    stands = {Span(one.start, one.end): one for one in statement.places}
    found = []
    for field in fields:
        mention = stands.get(field.at) or mention_of(source, field.at)
        beside = [one for one in statement.places if one is not mention]
        choices = place_choices(field.look or mention.text, agreements, cache=cache, beside=beside)
        found.append(
            _row(field, mention, _with_picked(field, choices, agreements, cache), agreements)
        )
    return found


def _with_picked(
    field: PlaceField,
    choices: list[PlaceChoice],
    agreements: Sequence[Agreement],
    cache: Path | None,
) -> list[PlaceChoice]:
    """Keep what was picked among other names in the list."""
    if field.pick in (KEEP, HAND, LEFT) or any(one.id == field.pick for one in choices):
        return choices
    picked = place_by_id(field.pick, agreements, cache=cache)
    return [picked, *choices] if picked else choices


def _row(
    field: PlaceField,
    mention: PlaceMention,
    choices: Sequence[PlaceChoice],
    agreements: Sequence[Agreement],
) -> PlaceRow:
    offered = tuple(
        Offered(str(number), one, say_why(one)) for number, one in enumerate(choices, 1)
    )
    points = [
        ChoicePoint(
            one.sign,
            one.choice.label,
            one.choice.lat,
            one.choice.lon,
            chosen=one.choice.id == (mention.id if field.pick == KEEP else field.pick),
        )
        for one in offered
        if one.choice.lat is not None and one.choice.lon is not None
    ]
    title = _("Where “{place}” may lie").format(place=mention.text)
    now = (mention.name or "") if mention.id else ""
    return PlaceRow(
        field,
        words=mention.text,
        now=now,
        reason=mention.reason,
        offered=offered,
        map=draw_choices(points, agreements, id=f"{field.name}-map", title=title),
        open=not now or field.pick != KEEP or bool(field.look),
    )


def say_why(choice: PlaceChoice) -> str:
    """Say what speaks for a place, in the order in which it weighs."""
    said = []
    if choice.own:
        said.append(_("in the agreement's own gazetteer"))
    elif choice.inside:
        said.append(_("in the agreement's territory"))
    elif choice.near_by:
        said.append(_("in the territory's country"))
    if choice.neighbour:
        said.append(
            _("{km} km from {place}, named beside it").format(
                km=say_number(round(choice.neighbour_km)), place=choice.neighbour
            )
        )
    if choice.called:
        said.append(_("also called “{name}”").format(name=choice.called))
    if choice.people:
        said.append(counted(choice.people, "{number} inhabitant", "{number} inhabitants"))
    elif choice.names > 1 and not choice.own:
        said.append(
            counted(choice.names, "on record under {number} name", "on record under {number} names")
        )
    return " · ".join(said)
