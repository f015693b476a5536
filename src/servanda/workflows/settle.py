"""A third person rules on what coders coded differently, and says why they differed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from servanda.assessing.code_fields import JOIN, OTHER, CodeField, code_of
from servanda.assessing.codings import Codings, Difference, codings_of, differences
from servanda.domain.coding import (
    ABOUT,
    NOBODY_NAMED,
    NOT_STATED,
    PROVISION,
    STATEMENT,
    is_reader,
)
from servanda.domain.entry import Act, StatementAccepted, StatementAmended, StatementRejected
from servanda.domain.judgement import Cause, Code, CodebookKept, UnitSettled
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import Batch, Journal
from servanda.saying import _
from servanda.workflows.amending import Amendment, changes_of
from servanda.workflows.code import fields_of
from servanda.workflows.codebook import with_rule
from servanda.workflows.sample import find_sample


@dataclass(frozen=True, slots=True)
class Settlement:
    """What somebody rules on one unit.

    `codes` are field and word as typed; fields on which the coders agree may be left out. `rule`
    is the text of a coding rule that closes a gap; `apply` carries the codes over to the
    statement; `own` says that it is one of the coders who rules.
    """

    unit: str
    cause: Cause
    why: str
    codes: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    apply: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What was recorded: the ruling, a new version of the codebook, what became of a statement."""

    act: UnitSettled
    version: str = ""
    statement: str = ""


def waiting(record: Record, name: str) -> list[Difference]:
    """Give the units of a sample that people coded differently and nobody settled."""
    find_sample(record, name)
    codings = codings_of(record, name)
    return [one for one in differences(codings) if one.unit.id not in codings.settled]


def unit_mark(record: Record, name: str, unit: str) -> str:
    """Give a short digest of all that was given for a unit, for a form that shows it to send back.

    It changes with every coding and ruling on the unit, and with the statement.
    """
    codings = codings_of(record, name)
    given = {who: one for (who, coded), one in codings.given.items() if coded == unit}
    settled = codings.settled.get(unit)
    told = [
        repr(sorted(given.items())),
        repr(settled[1] if settled else None),
        repr(record.statement_by_id.get(unit)),
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def settle(
    journal: Journal, name: str, wanted: Settlement, *, actor: str, seen: str | None = None
) -> Settled:
    """Record a ruling on a unit; with it a new rule and a ruling on the statement, if asked for.

    All of it is recorded together, or nothing. With `seen`, the `unit_mark` of what was shown,
    nothing is recorded if somebody coded or ruled on the unit meanwhile.

    Raises:
        StaleAct: The unit's codes are not those that were seen.
        ServandaError: There is no such sample, unit or code; the coders agree; a code is missing;
            or the one who rules is one of the coders and did not say so.
    """
    with journal.batch(actor=actor) as batch:
        return _settle(journal, batch, name, wanted, actor=actor, seen=seen)


def _settle(
    journal: Journal,
    batch: Batch,
    name: str,
    wanted: Settlement,
    *,
    actor: str,
    seen: str | None,
) -> Settled:
    sample = find_sample(journal.outline(), name)
    unit = _find_unit(wanted.unit, [one.id for one in sample.units])
    record = journal.excerpt(statements=[unit])
    codings = codings_of(record, name)
    if seen is not None and seen != unit_mark(record, name, unit):
        raise StaleAct(
            _("Somebody coded or ruled on this unit since you saw it. Nothing was recorded.")
        )
    own = _verify_third(codings, unit, wanted, actor=actor)
    difference = next((one for one in differences(codings) if one.unit.id == unit), None)
    if difference is None:
        raise ServandaError(f"The coders of {unit} agree: there is nothing to settle.")
    codes = _codes(codings, difference, wanted, fields_of(sample, record))
    act = UnitSettled(name, unit, codes, wanted.cause, wanted.why.strip(), own)
    acts: list[Act] = [act]
    version = ""
    if wanted.rule.strip():
        examples = () if difference.unit.cell else (unit,)
        codebook = with_rule(
            record, wanted.rule, added=f"A gap found in settling {name}.", examples=examples
        )
        version = codebook.version
        acts.append(CodebookKept(codebook))
    told = ""
    if wanted.apply:
        ruling = _ruling(record, act)
        told = _TOLD[type(ruling)]
        acts.append(ruling)
    for one in acts:
        batch.append(one)
    return Settled(act, version, told)


_TOLD: dict[type[Act], str] = {
    StatementAccepted: "accepted as it stands",
    StatementAmended: "amended",
    StatementRejected: "rejected",
}


def _find_unit(asked: str, units: Sequence[str]) -> str:
    fitting = [one for one in units if one == asked] or [
        one for one in units if asked and one.startswith(asked)
    ]
    if len(fitting) != 1:
        raise UnknownThing("unit of this sample", asked, nearest=tuple((fitting or units)[:3]))
    return fitting[0]


def _verify_third(codings: Codings, unit: str, wanted: Settlement, *, actor: str) -> bool:
    """Return whether one of the coders rules; refuse it unless that was said."""
    if is_reader(actor) or not actor.strip():
        raise ServandaError(f"{actor!r} is no name for a person. Give yours with --as.")
    coders = codings.coders_of(unit)
    if len(coders) < 2:
        raise ServandaError(
            f"{unit} was coded by {len(coders)} of two: there is nothing to settle."
        )
    if not wanted.why.strip():
        raise ServandaError(_("A ruling needs its reason."))
    if wanted.rule.strip() and wanted.cause != "guideline_gap":
        raise ServandaError(_("A new rule closes a gap in the codebook: --cause guideline_gap."))
    if actor in coders and not wanted.own:
        raise ServandaError(
            f"{actor} is one of the coders of {unit}: a third person rules. If nobody else can, "
            "--own says so, and it is recorded."
        )
    return actor in coders


def _codes(
    codings: Codings, difference: Difference, wanted: Settlement, fields: Iterable[CodeField]
) -> tuple[Code, ...]:
    """Give the code of every field: as ruled, or as all coders have it."""
    unit = difference.unit.id
    by_name = {one.name: one for one in fields}
    ruled: dict[str, str | None] = {}
    for name, typed in wanted.codes:
        if name not in by_name:
            raise UnknownThing("field of this sample", name, nearest=tuple(by_name))
        ruled[name] = by_name[name].read(typed)
    if wanted.cause == "both_stand":
        if wanted.rule or wanted.apply or ruled:
            raise ServandaError(
                _(
                    "Where both stand there is no code to decide, no rule and nothing to apply: "
                    "leave out --code, --rule and --apply. `servanda rule` is for disputes of "
                    "sides."
                )
            )
        return tuple(
            Code(field, code)
            for field in codings.fields
            for code in (difference.fields.get(field) or _agreed(codings, unit, field))
        )
    if ruled.get(STATEMENT) == "no":
        return (Code(STATEMENT, "no"),)
    codes = []
    for field in codings.fields:
        if field in ruled:
            codes.append(Code(field, ruled[field]))
        elif field in difference.fields:
            known = " or ".join(difference.fields[field])
            raise ServandaError(f"The coders differ on {field} ({known}): add --code {field}=WORD.")
        else:
            codes += [Code(field, one) for one in _agreed(codings, unit, field)]
    if Code(STATEMENT, "no") in codes:
        return (Code(STATEMENT, "no"),)
    return tuple(codes)


def _agreed(codings: Codings, unit: str, field: str) -> list[str]:
    """Give the one code that coders gave; nothing where nobody gave one."""
    found = {codings.code(who, unit, field) for who in codings.people}
    return [one for one in sorted(found - {None}, key=str) if one is not None]


def _ruling(record: Record, act: UnitSettled) -> Act:
    """Give what settled codes come to for the statement: accepted, amended or rejected."""
    statement = record.statement_by_id.get(act.unit)
    if statement is None:
        raise ServandaError(
            f"{act.unit} is no statement that stands, so nothing can be applied to it. Settle it "
            "without --apply"
            + ("; rate the cell with `servanda rate`." if act.unit.startswith("cell:") else ".")
        )
    codes = {one.field: one.value for one in act.codes}
    if codes.get(STATEMENT) == "no":
        return StatementRejected(statement.id, act.why)
    changes = _changes(record, statement, codes)
    if not changes:
        return StatementAccepted(statement.id)
    changed = replace(statement, **changes, state="amended")
    return StatementAmended(statement.id, changed, act.why)


def _changes(record: Record, statement: Statement, codes: dict[str, str | None]) -> dict[str, Any]:
    """Give the fields of a statement that settled codes change; open ones change nothing."""
    found: dict[str, Any] = {}
    for field, code in codes.items():
        if code is None or code == code_of(statement, field):
            continue
        if field in ("kind", "stance", "knowing"):
            found[field] = code
        elif field == "extent":
            found[field] = None if code == NOT_STATED else code
        elif field == PROVISION and code not in ("whole", "unmapped"):
            links = changes_of(record, Amendment(provisions=tuple(code.split(JOIN))))
            found.update(links)
        elif field == PROVISION or (field == "level" and code != "provision"):
            found.update({"provisions": (), "level": code})
        elif field == ABOUT:
            found[field] = _about(record, statement, code)
    return found


def _about(record: Record, statement: Statement, code: str) -> tuple[Any, ...]:
    if code == NOBODY_NAMED:
        return ()
    parties = tuple(one for one in code.split(JOIN) if one not in (OTHER, NOBODY_NAMED))
    # Who is no party of the agreement keeps the words by which the statement names him.
    others = tuple(one for one in statement.about if not one.party) if OTHER in code else ()
    named = {one.party: one for one in statement.about if one.party}
    new = tuple(one for one in parties if one not in named)
    made: Any = changes_of(record, Amendment(about=new)).get("about", ()) if new else ()
    return (*(named[one] for one in parties if one in named), *made, *others)
