"""What people judge at the desk: each act, what it is on, and how what was typed is recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, get_args

from servanda import wire
from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CellRated,
    DerivationKind,
    DisputeWord,
    Unknown,
    Work,
)
from servanda.domain.source import ArchiveReference, Description, Source
from servanda.dossier import addresses
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.intake.sidecar import A_DATE, DATES, read_date
from servanda.saying import N_
from servanda.web.judging import Typed, Visit
from servanda.workflows import judge, rule
from servanda.workflows.judge import Seen
from servanda.workflows.rule import source_named
from servanda.workflows.sides import with_side

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
