"""The page of the picture: one choice, shown as matrix, months, map, accounts and list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from markupsafe import Markup

from servanda.domain.agreement import Agreement
from servanda.domain.cell import NO_PLACE, NOBODY, UNMAPPED, WHOLE
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import is_ruled, say_mentions, say_places, say_state, say_when
from servanda.dossier.charts.projection import Projection
from servanda.dossier.edition import Edition, Row
from servanda.dossier.render import linker
from servanda.dossier.words import label
from servanda.exploring import (
    Asked,
    Chosen,
    Columns,
    Dimension,
    Facet,
    FacetValue,
    MonthCount,
    Pivot,
    PlaceCount,
)
from servanda.web.explore.address import View, not_known
from servanda.web.explore.names import Names
from servanda.web.explore.when import frame_of, lift_places, places_in_box

#: Statements on a page of the list.
ON_A_PAGE = 25
#: So much of a quote stands in the list, in code points.
EXCERPT = 220
MOST_SILENT = 12
#: So many rows and columns are shown, those of which most is said.
MOST_ROWS, MOST_COLUMNS = 60, 20
#: So many parts of pictures are kept until something changes.
MOST_KEPT = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListLine:
    """A statement in the list: its words, where they stand, and what they say in plain terms."""

    href: str
    words: str
    stance: str
    kind: str
    state: str
    ruled: bool
    promise: str
    about: Markup
    side: str
    places: Markup
    date: Markup
    source: str


@dataclass(frozen=True, slots=True)
class Silence:
    """What nobody has said among what fits: promises, parties, and documents that were not read."""

    provisions: tuple[tuple[str, str], ...]
    provisions_more: int
    unheard: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    unread_more: int
    #: How many documents are known to be cut short: read, and yet not whole.
    short: int


@dataclass
class Picture:
    """One view of a dossier's columns, asked for its parts; each is asked once.

    `search` gives the positions of the statements in which words stand, best first.
    """

    view: View
    columns: Columns
    search: Callable[[str], Sequence[int]]
    #: The names of the record, without any statement.
    edition: Edition

    @cached_property
    def agreement(self) -> Agreement | None:
        """The agreement that is asked for; of several the first."""
        found = self.columns.record.agreements
        asked = self.view.asked.agreement
        return next((one for one in found if one.key == asked), found[0] if found else None)

    @cached_property
    def names(self) -> Names:
        """What is printed for keys."""
        return Names(self.edition, self.agreement, self.columns)

    @cached_property
    def all_places(self) -> list[PlaceCount]:
        """Places with their counts, as if none was chosen."""
        view = self.view
        if view.box is None and not view.asked.places:
            return self.once("places", lambda: self.chosen().places())
        asked = self._asked(lift_places(view))
        return self.once(
            "places", lambda: self.columns.chosen(asked, found=self._found).places(), asked=asked
        )

    @cached_property
    def wrong(self) -> list[str]:
        """What the address asks for that nobody could answer: values and keys that are not known.

        Keys count as known that something shown has, or that the agreement itself names.
        """
        asked, own = self.view.asked, self.agreement
        given = {
            "provision": (asked.provision,) if asked.provision else (),
            "place": asked.places,
            "side": asked.sides,
            "party": asked.parties,
            "source": asked.sources,
        }
        known: dict[str, set[str]] = {"source": set(self.edition.record.source_by_id)}
        if own:
            known["provision"] = {one.key for one in own.walk()} | {WHOLE, UNMAPPED}
            known["place"] = {one.id for one in own.territory.places} | {NO_PLACE}
            known["side"] = {one.key for one in own.parties}
            known["party"] = known["side"] | {NOBODY}
        facets: tuple[Facet, ...] = ("provision", "place", "side", "party")
        for name in facets:
            if set(given[name]) - known.get(name, set()):
                plain = self.columns.chosen(Asked(agreement=asked.agreement))
                known[name] = known.get(name, set()) | {one.key for one in plain.facet(name)}
        return [*self.view.wrong, *not_known(given, known)]

    def facet(self, name: Facet) -> list[FacetValue]:
        """Give the values of a facet with their counts, as if nothing were asked of it."""
        if name == "place":
            return self._places()
        return self.once(("facet", name), lambda: self.chosen().facet(name))

    def _places(self) -> list[FacetValue]:
        """Give the places as a facet: what the map counts, with what they inherit.

        They were counted for the map already, and nothing takes longer.
        """
        return [
            FacetValue(
                one.key,
                one.accepted + one.inherited_accepted,
                one.proposed + one.inherited_proposed,
                label=one.name,
            )
            for one in self.all_places
        ]

    @cached_property
    def frame(self) -> Projection | None:
        """The view of the map for all of the agreement, which no choice moves."""
        own = self.agreement.key if self.agreement else ""

        def make() -> Projection | None:
            plain = View(asked=Asked(agreement=own))
            places = self.columns.chosen(self._asked(plain)).places()
            return frame_of(places, self.names, self.edition)

        found = self.columns.keep(("frame", own), make, said=True)
        assert found is None or isinstance(found, Projection)
        return found

    @cached_property
    def all_months(self) -> list[MonthCount]:
        """Months with their counts, as if no stretch of time was chosen."""
        if not (self.view.asked.since or self.view.asked.until):
            return self.once("months", lambda: self.chosen().months())
        lifted = self.view.asking(since="", until="")
        return self.once("months", lambda: self.chosen(lifted).months(), asked=self._asked(lifted))

    def pivot(self, columns: Dimension, parent: str | None) -> Pivot:
        """Give the table of a view's rows by these columns, with the weightiest lines of it."""
        rows = self.view.rows
        return self.once(
            ("pivot", rows, columns, parent),
            lambda: self.chosen().pivot(
                rows, columns, parent=parent, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS
            ),
        )

    def once(self, name: object, make: Callable[[], T], *, asked: Asked | None = None) -> T:
        """Give what is made of this choice, and was made already where nothing changed since."""
        known = self.columns.keep("pictures", dict)
        assert isinstance(known, dict)
        key = (name, self._asked(self.view) if asked is None else asked)
        if key not in known:
            if len(known) > MOST_KEPT:
                known.clear()
            known[key] = make()
        found: T = known[key]
        return found

    @cached_property
    def in_box(self) -> tuple[str, ...]:
        """The keys of the places in the box on the map."""
        return places_in_box(self.view, self.all_places, self.edition)

    @cached_property
    def _found(self) -> Sequence[int] | None:
        words = self.view.asked.words
        return self.search(words) if words else None

    def _asked(self, view: View) -> Asked:
        own = self.agreement
        several = len(self.columns.record.agreements) > 1
        # Where there is one agreement, nothing has to be looked through for it.
        asked = replace(view.asked, agreement=own.key if own and several else "")
        if view.box is None:
            return asked
        inside = self.in_box
        both = tuple(one for one in inside if not asked.places or one in asked.places)
        return replace(asked, places=both or ("",))

    def chosen(self, view: View | None = None) -> Chosen:
        """Give what fits a view: this one, or one narrowed further under the same words."""
        if view is None:
            return self._chosen
        return self.columns.chosen(self._asked(view), found=self._found)

    @cached_property
    def _chosen(self) -> Chosen:
        return self.columns.chosen(self._asked(self.view), found=self._found)


def list_line(edition: Edition, names: Names, one: Statement) -> ListLine:
    """Give a statement as the list prints it."""
    words = " ".join(one.quote.split())
    to = linker("picture")
    rows = [names.of("provision", link.key) for link in one.provisions if link.key]
    plain = WHOLE if one.level == "whole" else UNMAPPED
    return ListLine(
        href=f"/quote/{one.id}",
        words=words if len(words) <= EXCERPT else words[: EXCERPT - 1].rpartition(" ")[0] + " …",
        stance=one.stance,
        kind=label("kinds", one.kind),
        state=say_state(edition, one),
        ruled=is_ruled(one),
        promise=", ".join(dict.fromkeys(rows)) or names.of("provision", plain),
        about=say_mentions(edition, one.about),
        side=names.of("side", one.side),
        places=say_places(edition, one, to),
        date=say_when(one),
        source=names.of("source", one.source),
    )


def silence_of(picture: Picture) -> Silence:
    """Give what nobody has said: promises, parties and documents."""
    own = picture.agreement
    said = {one.key for one in picture.facet("provision") if one.accepted or one.proposed}
    leaves = [one for one in own.walk() if not one.children] if own else []
    asked = picture.view.asked.provision
    inside = own.provision(asked) if own and asked else None
    if inside:
        within = {one.key for one in inside.walk()}
        leaves = [one for one in leaves if one.key in within]
    quiet = [one.key for one in leaves if one.key not in said] if asked in ("",) or inside else []
    heard = {one.key for one in picture.facet("side") if one.accepted or one.proposed}
    record = picture.columns.record
    only = picture.view.asked.sources
    held = [one for one in record.sources if not only or one.id in only]
    unread = [one for one in held if not record.readings.get(one.id)]
    return Silence(
        provisions=tuple(
            (
                picture.edition.row_name(Row(own.key, key)),
                f"/{addresses.row(own.key, key)}",
            )
            for key in quiet[:MOST_SILENT]
            if own
        ),
        provisions_more=max(0, len(quiet) - MOST_SILENT),
        unheard=tuple(
            one.name
            for one in (own.parties if own else ())
            if one.role == "party" and one.key not in heard
        ),
        unread=tuple(
            (one.shown_name, f"/{addresses.source(one.id)}") for one in unread[:MOST_SILENT]
        ),
        unread_more=max(0, len(unread) - MOST_SILENT),
        short=sum(1 for one in held if one.description.complete is False),
    )
