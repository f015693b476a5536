"""The form that amends a statement: filled in from it, and read back as what was changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.record import Record
from servanda.domain.span import Span
from servanda.domain.statement import Extent, Kind, Stance, Statement
from servanda.domain.when import When
from servanda.errors import ServandaError
from servanda.saying import N_, _
from servanda.web.place_fields import PlaceField, read_place_fields
from servanda.workflows.amending import Amendment, changes_of
from servanda.workflows.when_words import read_when

#: Sides that are no party's.
OTHER_SIDES = ("mediator", "observer", "press", "unknown")


@dataclass(frozen=True)
class Fields:
    """What stands in the form."""

    kind: str
    stance: str
    extent: str
    #: `agreement/key`, `(whole)` or `(unmapped)`.
    provision: str
    #: Further ones, with commas between.
    also: str
    about: tuple[str, ...]
    side: str
    when: str
    why: str = ""
    #: None where the form does not speak of places: they stay as they are.
    places: tuple[PlaceField, ...] | None = None


def fields_of_statement(statement: Statement) -> Fields:
    """Give a statement as the form shows it."""
    names = [f"{one.agreement}/{one.key}" for one in statement.provisions]
    level = WHOLE if statement.level == "whole" else UNMAPPED
    return Fields(
        kind=statement.kind,
        stance=statement.stance,
        extent=statement.extent or "",
        provision=names[0] if names else level,
        also=", ".join(names[1:]),
        about=tuple(dict.fromkeys(one.party for one in statement.about if one.party)),
        side=statement.side,
        when=statement.when.edtf or statement.when.text if statement.when else "",
    )


def fields_of_form(form: Mapping[str, Sequence[str]]) -> Fields:
    """Give the form as somebody sent it."""

    def one(name: str) -> str:
        return form.get(name, [""])[0].strip()

    return Fields(
        kind=one("kind"),
        stance=one("stance"),
        extent=one("extent"),
        provision=one("provision"),
        also=one("also"),
        about=tuple(form.get("about", ())),
        side=one("side"),
        when=one("when"),
        why=one("why"),
        places=read_place_fields(form),
    )


def read_changes(record: Record, statement: Statement, sent: Fields) -> dict[str, object]:
    """Give the fields of a statement that the form changes; none where it changes nothing.

    Raises:
        ServandaError: A word that is none of the choices, or a date that cannot be read.
    """
    shown = fields_of_statement(statement)
    for name, choices, refused in (
        ("kind", Kind, N_("{word} is no kind.")),
        ("stance", Stance, N_("{word} is no stance.")),
    ):
        word = getattr(sent, name)
        if word not in get_args(choices):
            raise ServandaError(_(refused).format(word=repr(word[:40])))
    changes: dict[str, object] = {}
    if sent.extent != shown.extent:
        if sent.extent not in ("", *get_args(Extent)):
            raise ServandaError(_("{word} is no extent.").format(word=repr(sent.extent[:40])))
        changes["extent"] = sent.extent or None
    if (sent.provision, sent.also) != (shown.provision, shown.also):
        changes |= _provisions(record, sent)
    if sorted(sent.about) != sorted(shown.about):
        wanted = Amendment(about=sent.about, nobody=not sent.about)
        changes |= changes_of(record, wanted)
    if sent.when != shown.when:
        changes["when"] = _when(record, statement, sent.when) if sent.when else None
    for name in ("kind", "stance", "side"):
        value = getattr(sent, name)
        if value != getattr(shown, name):
            changes[name] = value
    if "side" in changes and sent.side not in known_sides(record):
        raise ServandaError(
            _("{word} is no side of this dossier.").format(word=repr(sent.side[:40]))
        )
    return changes


def _when(record: Record, statement: Statement, words: str) -> When:
    quoted = [Span(one.start, one.end) for one in statement.quotes]
    return read_when(words, record.source_by_id.get(statement.source), quoted=quoted)


def known_sides(record: Record) -> dict[str, str]:
    """Give the sides that a voice may belong to: keys and names."""
    parties = {one.key: one.name for own in record.agreements for one in own.parties}
    return parties | dict.fromkeys(OTHER_SIDES, "")


def _provisions(record: Record, sent: Fields) -> dict[str, object]:
    also = tuple(one.strip() for one in sent.also.split(",") if one.strip())
    if sent.provision in (WHOLE, UNMAPPED):
        if also:
            raise ServandaError(
                _(
                    "A statement about the whole, or about no provision, stands in no other row: "
                    "leave “also on” empty."
                )
            )
        level = "whole" if sent.provision == WHOLE else "unmapped"
        return {"provisions": (), "level": level}
    return changes_of(record, Amendment(provisions=(sent.provision, *also)))
