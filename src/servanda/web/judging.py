"""What a form of judging is shown with: what it is on, what stands there, what it offers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from servanda.domain.cell import WHOLE
from servanda.domain.codebook import Scale
from servanda.domain.judgement import (
    CellRated,
    Judged,
)
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier.edition import Edition, Row
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.web.sight import Sight
from servanda.workflows import judge
from servanda.workflows.find_cell import Where
from servanda.workflows.judge import Seen

#: So many statements are offered to be ticked; others are named by their ids.
MOST_OFFERED = 60
#: So many are looked at to find them.
MOST_LOOKED_AT = 400
#: So many documents are offered by name; any other is found by its name or id.
MOST_NAMED = 200
#: Two independent witnesses are sought among so many.
MOST_CONFIRMING = 30

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Typed:
    """What stands in an address or in a form that was sent."""

    fields: Fields

    def one(self, name: str) -> str:
        """Give the first value of a field without blanks around it; "" if it is not there."""
        values = self.fields.get(name, ())
        return values[0].replace("\r\n", "\n").strip() if values else ""

    def all(self, name: str) -> list[str]:
        """Give all values of a field."""
        return [one for one in self.fields.get(name, ()) if one]

    def where(self) -> Where:
        """Give the cell that is meant."""
        named = (self.one(name) for name in ("provision", "place", "period", "party"))
        return Where(*named)


@dataclass(frozen=True)
class Offered:
    """A statement to be ticked: its mark, and whether it was."""

    statement: Statement
    mark: str
    ticked: bool


@dataclass(frozen=True)
class Visit:
    """Somebody at the form of an act: what they see, and what they typed."""

    report: Sight
    journal: Journal
    typed: Typed
    actor: str

    @property
    def edition(self) -> Edition:
        """What the desk shows."""
        return self.report.edition

    def look_up(self) -> None:
        """Read what the form names, so that it is known where the act is recorded."""
        ticks = [one.partition(" ")[0] for one in self.typed.all("tick")]
        others = self.typed.one("others").replace(",", " ").split()
        self.report.see(
            [*ticks, *others, *self.typed.all("confirmed"), self.typed.one("statement")]
        )

    # What is judged

    @cached_property
    def row(self) -> Row:
        """The row that the act is on.

        Raises:
            UnknownThing: There is none of this name.
        """
        agreement, _, key = self.typed.one("provision").rpartition("/")
        row = Row(agreement, {"whole": WHOLE}.get(key, key))
        known = row in self.edition.provisions or (
            row.key == WHOLE and agreement in self.edition.agreements
        )
        if not known:
            raise UnknownThing("provision", self.typed.one("provision")[:80])
        return row

    @cached_property
    def source(self) -> Source:
        """The source that the act is on.

        Raises:
            UnknownThing: There is none that may be shown.
        """
        found = self.edition.record.source_by_id.get(self.typed.one("source"))
        if found is None:
            raise UnknownThing("source", self.typed.one("source")[:80])
        return found

    @cached_property
    def statement(self) -> Statement:
        """The statement that the act is on.

        Raises:
            UnknownThing: There is none that may be shown.
        """
        found = self.report.marked(self.typed.one("statement"))
        if found is None:
            raise UnknownThing("statement", self.typed.one("statement")[:80])
        return found[0]

    @cached_property
    def judged(self) -> Judged:
        """The judgement that the act is on.

        Raises:
            UnknownThing: There is none that stands and may be shown.
        """
        number = self.typed.one("entry")
        for one in self.edition.record.judgements:
            if str(one.entry) == number:
                return one
        raise UnknownThing("judgement that stands", number[:20])

    def standing(self, thing: str) -> list[Judged]:
        """Give the judgements on a thing that may be shown."""
        return judge.judged_on(self.edition.record, thing)

    def seen(self, thing: str) -> Seen:
        """Give what the form says that was shown."""
        ticks = (one.partition(" ") for one in self.typed.all("tick"))
        return Seen(thing, self.typed.one("judged"), {id: mark for id, _, mark in ticks})

    def mark(self, thing: str) -> str:
        """Give the mark of all judgements on a thing, whatever of them is shown."""
        return judge.judged_mark(judge.judged_on(self.journal.outline(), thing))

    # What the forms offer

    @cached_property
    def around(self) -> tuple[list[Statement], bool]:
        """Statements of the row, of those below it and of the whole; and whether there are more."""
        row = self.row
        own = self.edition.agreements[row.agreement].provision(row.key)
        keys = [f"{row.agreement}/{one.key}" for one in own.walk()] if own else [WHOLE]
        ids: dict[str, None] = {}
        for key in dict.fromkeys((*keys, WHOLE)):
            left = MOST_LOOKED_AT - len(ids)
            ids.update(
                (one.id, None) for one in islice(self.journal.statements(provision=key), left)
            )
        shown = [one for one in self.report.all_of(list(ids)) if one.state != "rejected"]
        party = self.typed.one("party")

        def order(one: Statement) -> tuple[bool, bool]:
            about = {mention.party for mention in one.about}
            return one.state == "proposed", bool(party) and party not in about

        return sorted(shown, key=order), len(ids) >= MOST_LOOKED_AT

    def offered(self) -> tuple[list[Offered], int]:
        """Give what can be ticked, what was ticked first; and how many more there are."""
        ticked = {one.partition(" ")[0] for one in self.typed.all("tick")}
        known, _ = self.around
        ids = {one.id for one in known}
        beside = [one for id in ticked - ids if (one := self.report.marked(id))]
        chosen = [one for one in known if one.id in ticked] + [one for one, _ in beside]
        others = [one for one in known if one.id not in ticked]
        shown = [*chosen, *others[: max(0, MOST_OFFERED - len(chosen))]]
        found = [
            Offered(one, marked[1], one.id in ticked)
            for one in shown
            if (marked := self.report.marked(one.id))
        ]
        return found, len(known) + len(beside) - len(found)

    def sides(self) -> list[str]:
        """Give the sides that speak in the row or below it."""
        return sorted({one.side for one in self.around[0]})

    def places(self) -> list[str]:
        """Give names of places that a cell of this row may be in."""
        agreement = self.edition.agreements[self.row.agreement]
        own = [one.name for one in agreement.territory.places]
        named = [mention.name or mention.text for one in self.around[0] for mention in one.places]
        return list(dict.fromkeys((*own, *named)))[:MOST_NAMED]

    def scale(self) -> Scale:
        """Give the scale that was asked for, else the one of the latest rating, else the first."""
        codebook = self.edition.record.codebook
        rated = self.edition.record.judged(CellRated)
        last = rated[-1][1].scale if rated else ""
        for key in (self.typed.one("scale"), last):
            if found := codebook.scale(key):
                return found
        if not codebook.scales:
            raise ServandaError("The codebook declares no scale. Add one: `servanda codebook`.")
        return codebook.scales[0]

    def owing(self) -> list[str]:
        """Give the names of those who owe the promise that is rated."""
        row, party = self.row, self.typed.one("party")
        provision = self.edition.provisions.get(row)
        keys = [party] if party else list(provision.obligors if provision else ())
        return [self.edition.party_name(row.agreement, one) for one in keys]

    def confirming(self) -> list[Offered]:
        """Give statements of other sources that say the same on the same promise."""
        own = self.statement
        found: dict[str, Offered] = {}
        ticked = set(self.typed.all("confirmed"))
        for link in own.provisions:
            name = f"{link.agreement}/{link.key}"
            alike = [
                one.id
                for one in islice(self.journal.statements(provision=name), MOST_LOOKED_AT)
                if one.stance == own.stance and one.source != own.source and one.state != "rejected"
            ]
            for one in self.report.all_of(alike[:MOST_CONFIRMING]):
                marked = self.report.marked(one.id)
                if marked and len(found) < MOST_CONFIRMING:
                    found.setdefault(one.id, Offered(marked[0], marked[1], one.id in ticked))
        return list(found.values())

    def other_sources(self) -> Iterable[Source]:
        """Give documents that this one may hang on, by name."""
        sources = (one for one in self.edition.record.sources if one.id != self.source.id)
        return islice(sources, MOST_NAMED)
