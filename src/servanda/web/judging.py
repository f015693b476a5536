"""What people judge at the desk: each act's subject, what its form offers, how it is recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from typing import Any, get_args

from servanda import wire
from servanda.domain.cell import WHOLE, Cell
from servanda.domain.codebook import Scale
from servanda.domain.judgement import (
    CellRated,
    DerivationKind,
    DisputeWord,
    Judged,
    Unknown,
    Work,
)
from servanda.domain.source import ArchiveReference, Description, Source
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.intake.sidecar import A_DATE, DATES, read_date
from servanda.journal import Journal
from servanda.saying import N_
from servanda.web.sight import Sight
from servanda.workflows import judge, rule
from servanda.workflows.find_cell import Where
from servanda.workflows.judge import Seen
from servanda.workflows.rule import source_named
from servanda.workflows.sides import with_side

#: So many statements are offered to be ticked; others are named by their ids.
MOST_OFFERED = 60
#: So many are looked at to find them.
MOST_LOOKED_AT = 400
#: So many documents are offered by name; any other is found by its name or id.
MOST_NAMED = 200
#: Two independent witnesses are sought among so many.
MOST_CONFIRMING = 30

#: Fields of a description as its form has them.
PLAIN = (
    "title",
    "side",
    "language",
    "original_language",
    "translator",
    "obtained_by",
    "publisher",
    "rights",
    "record_id",
    "url",
    "note",
)
LISTS = ("creators", "recipients", "derives_from")

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


@dataclass(frozen=True)
class Act:
    """One act of judging.

    `thing` gives what it is on, as the workflow names it; `href` the page of that; `record` does
    it. `row`, `source` and `statement` name the field of the address that says on what.
    """

    key: str
    title: str
    on: str
    record: Callable[[Visit, Seen], Any]

    def thing(self, visit: Visit) -> str:
        """Give what it is on: a row (`agreement/key`), a source's or a statement's id."""
        if self.on == "provision":
            return f"{visit.row.agreement}/{visit.row.key}"
        if self.on == "entry":
            return str(visit.judged.entry)
        return visit.source.id if self.on == "source" else visit.statement.id

    def href(self, visit: Visit) -> str:
        """Give the page to come from and to go back to."""
        if self.on == "provision":
            return f"/{addresses.row(visit.row.agreement, visit.row.key)}"
        if self.on == "source":
            return f"/{addresses.source(visit.source.id)}"
        if self.on == "entry":
            return "/judgements"
        return f"/queue?state=all&at={visit.statement.id}"


def _rate(visit: Visit, seen: Seen) -> object:
    typed = visit.typed
    level, _, kind = typed.one("level").partition(":")
    unknown: Unknown | None = next((one for one in get_args(Unknown) if one == kind), None)
    if typed.one("carried"):
        unknown = "carried_forward"
    if not level:
        raise ServandaError("Choose a level, breach, or a kind of not knowing.")
    others = [one.strip() for one in typed.one("others").replace(",", " ").split()]
    for id in others:
        _shown(visit, id)
    for id in seen.statements:
        _shown(visit, id)
    rating = CellRated(
        Cell("", ""),
        typed.one("scale"),
        None,
        typed.one("why"),
        violated=level == "violated",
        unknown=unknown,
        work=next((one for one in get_args(Work) if one == typed.one("work")), None),
        statements=(*seen.statements, *others),
    )
    where = typed.where()
    return judge.rate(visit.journal, where, rating, level=level, actor=visit.actor, seen=seen)


def _reply(visit: Visit, seen: Seen) -> object:
    typed = visit.typed
    source = typed.one("brought")
    return judge.reply(
        visit.journal,
        typed.where(),
        party=typed.one("replying"),
        text=typed.one("text"),
        source=_named_source(visit, source).id if source else None,
        actor=visit.actor,
        seen=seen,
    )


def _rule(visit: Visit, seen: Seen) -> object:
    typed = visit.typed
    ruling = next((one for one in get_args(DisputeWord) if one == typed.one("ruling")), None)
    if ruling is None:
        raise ServandaError("Choose how the sides' statements stand to each other.")
    return judge.rule_on_dispute(
        visit.journal,
        typed.where(),
        sides=typed.all("side"),
        ruling=ruling,
        why=typed.one("why"),
        actor=visit.actor,
        seen=seen,
    )


def _grade_source(visit: Visit, seen: Seen) -> object:
    return judge.grade(
        visit.journal,
        visit.source.id,
        _letter(visit.typed, "ABCDEF"),
        grounds=visit.typed.one("why"),
        topic=visit.typed.one("topic"),
        actor=visit.actor,
        seen=seen,
    )


def _grade_statement(visit: Visit, seen: Seen) -> object:
    confirmed = visit.typed.all("confirmed")
    for id in confirmed:
        _shown(visit, id)
    return judge.grade(
        visit.journal,
        visit.statement.id,
        _letter(visit.typed, "123456"),
        grounds=visit.typed.one("why"),
        confirmed_by=confirmed,
        actor=visit.actor,
        seen=seen,
    )


def _letter(typed: Typed, known: str) -> str:
    letter = typed.one("grade")
    if len(letter) != 1 or letter not in known:
        raise ServandaError(f"Choose a grade from {known[0]} to {known[-1]}.")
    return letter


def _derive(visit: Visit, seen: Seen) -> object:
    kind = next((one for one in get_args(DerivationKind) if one == visit.typed.one("kind")), None)
    if kind is None:
        raise ServandaError("Choose how the document hangs on the other one.")
    origin = _named_source(visit, visit.typed.one("origin"))
    return judge.derive(
        visit.journal,
        visit.source.id,
        origin.id,
        kind=kind,
        why=visit.typed.one("why"),
        actor=visit.actor,
        seen=seen,
    )


def description_mark(description: Description) -> str:
    """Give a digest of a description as it stands, for a form that shows it to send back."""
    return hashlib.sha256(wire.encode(description)).hexdigest()[:16]


def _describe(visit: Visit, seen: Seen) -> object:  # noqa: ARG001 - one shape
    now = source_named(visit.journal, visit.source.id).description
    if now != visit.source.description:
        raise ServandaError(
            "In this description names are blacked out, so that it cannot be corrected here. "
            "Open the desk with --include-sensitive to correct it."
        )
    if visit.typed.one("described") != description_mark(now):
        raise StaleAct("Somebody corrected this description since you saw it.")
    given = read_description(visit, now)
    return rule.describe(visit.journal, visit.source.id, given=given, actor=visit.actor, seen=now)


def read_description(visit: Visit, now: Description) -> Description:
    """Give the description as it stands in the form; what the form does not show stays.

    Raises:
        ServandaError: A date is none, or the side is none.
    """
    typed = visit.typed
    changes: dict[str, Any] = {name: typed.one(name) or None for name in PLAIN}
    for name in DATES:
        words = typed.one(name)
        changes[name] = read_date(words) if words else None
        if words and changes[name] is None:
            raise ServandaError(f"{words[:60]!r} is no date. Expected {A_DATE}.")
    for name in LISTS:
        changes[name] = tuple(filter(None, (one.strip() for one in typed.one(name).split("\n"))))
    reference = typed.one("reference")
    if reference != (now.reference.text if now.reference else ""):
        changes["reference"] = ArchiveReference(reference) if reference else None
    changes["complete"] = {"yes": True, "no": False}.get(typed.one("complete"))
    given = replace(now, **changes)
    found = with_side(visit.journal.outline(), given)
    assert found is not None
    return found


def _withdraw(visit: Visit, seen: Seen) -> object:  # noqa: ARG001 - one shape
    entry = visit.judged.entry
    return judge.withdraw(visit.journal, entry, why=visit.typed.one("why"), actor=visit.actor)


def _shown(visit: Visit, id: str) -> None:
    """Return only if a statement may be shown: what is marked is as if it were not there."""
    if visit.report.marked(id) is None:
        raise UnknownThing("statement", id[:80])


def _named_source(visit: Visit, name: str) -> Source:
    """Give the shown source of this id or name.

    Raises:
        UnknownThing: There is none, or several have the name.
    """
    sources = visit.edition.record.sources
    fitting = [one for one in sources if one.id == name] or [
        one for one in sources if name and name in (one.name, one.shown_name)
    ]
    if len(fitting) != 1:
        raise UnknownThing("source", name[:80], nearest=tuple(one.id for one in fitting[:3]))
    return fitting[0]


ACTS = {
    one.key: one
    for one in (
        Act("rate", N_("Rate how it is kept"), "provision", _rate),
        Act("reply", N_("Record a party's reply"), "provision", _reply),
        Act("rule", N_("Rule on a dispute"), "provision", _rule),
        Act("grade", N_("Grade this document"), "source", _grade_source),
        Act("derive", N_("Say what this document hangs on"), "source", _derive),
        Act("describe", N_("Correct the description"), "source", _describe),
        Act("credit", N_("Grade this statement"), "statement", _grade_statement),
        Act("withdraw", N_("Withdraw a judgement"), "entry", _withdraw),
    )
}
