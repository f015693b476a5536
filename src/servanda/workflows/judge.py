"""A person's judgements beside single statements: grade, derive, rate, reply, rule, withdraw."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import get_args

from servanda.assessing import assess
from servanda.assessing.grading import why_unconfirmed
from servanda.assessing.independence import gather_derivations, lineage_of
from servanda.assessing.periods import first_day, last_day
from servanda.assessing.rating_basis import why_unfounded
from servanda.assessing.ratings import why_refused
from servanda.assessing.scales import VIOLATED
from servanda.domain.agreement import Agreement
from servanda.domain.cell import NOBODY, Cell
from servanda.domain.codebook import Scale
from servanda.domain.entry import Act, Entry
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationKind,
    DerivationSet,
    DisputeRuled,
    DisputeWord,
    Judged,
    Judgement,
    JudgementWithdrawn,
    SourceGrade,
    SourceGraded,
    StatementGrade,
    StatementGraded,
    cell_of,
    sources_of,
)
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.text.edtf import bounds
from servanda.text.normalise import fold
from servanda.workflows.find_cell import Where, find_cell, find_party
from servanda.workflows.rule import find_statement, source_named, verify_seen
from servanda.workflows.sides import OTHER_SIDES

#: Statements that name a place are looked at for its name, so many at most.
MOST_WITH_A_NAME = 50
#: A mark names so many of the latest judgements: a later one is always among them.
MOST_IN_A_MARK = 200
#: A row may precede the signing where a provision inherits an earlier deal; not by more than this.
MOST_YEARS_BEFORE = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody saw when they judged; where it changed since, nothing is recorded.

    `thing` is a row (`agreement/key`), a source or a statement; `judged` the mark of the
    judgements on it, `statements` the marks of those that the judgement rests on.
    """

    thing: str
    judged: str
    statements: Mapping[str, str] = field(default_factory=dict)


def grade(
    journal: Journal,
    id: str,
    letter: str,
    *,
    grounds: str,
    topic: str = "",
    confirmed_by: Sequence[str] = (),
    actor: str,
    seen: Seen | None = None,
) -> Entry:
    """Grade a source A to F for a topic, or a statement 1 to 6: each axis is judged apart.

    Raises:
        ServandaError: No such grade for such a thing; a 1 without independent confirmation.
    """
    _need(grounds, _("A grade needs its grounds."))
    if letter.upper() in get_args(SourceGrade):
        if journal.statement(id) is not None:
            raise ServandaError(
                f"{id} is a statement: its credibility is graded 1 to 6. A to F is for sources."
            )
        source = source_named(journal, id)
        cell = find_cell(journal.outline(), Where(topic)) if topic else Cell("", "")
        act = SourceGraded(
            source.id, _source_grade(letter), grounds, cell.agreement, cell.provision
        )
        return _record(journal, act, actor=actor, seen=seen)
    if letter not in get_args(StatementGrade):
        raise ServandaError(
            f"{letter[:20]!r} is no grade. A source is graded A to F (reliability), a statement "
            "1 to 6 (credibility)."
        )
    if topic:
        raise ServandaError(_("A topic belongs to the grade of a source; a statement has its own."))
    if id.startswith("src-") or any(one.name == id for one in journal.outline().sources):
        raise ServandaError(
            f"{id} is a source: its reliability is graded A to F. 1 to 6 is for statements."
        )
    one = find_statement(journal, id)
    others = [find_statement(journal, other) for other in confirmed_by]
    if letter == "1":
        _verify_confirmed(journal.outline(), one, others)
    graded = StatementGraded(
        one.id, _statement_grade(letter), grounds, tuple(other.id for other in others)
    )
    return _record(journal, graded, actor=actor, seen=seen)


def derive(
    journal: Journal,
    source: str,
    origin: str,
    *,
    kind: DerivationKind,
    why: str,
    actor: str,
    seen: Seen | None = None,
) -> Entry:
    """Say how a source hangs on another one, or that it does not."""
    _need(why, _("Say what shows it."))
    one, other = source_named(journal, source), source_named(journal, origin)
    if one.id == other.id:
        raise ServandaError(f"{one.name} cannot derive from itself.")
    if kind != "independent" and _comes_from(journal.outline(), other.id, one.id):
        raise ServandaError(
            f"{other.name} is said to come from {one.name} already: two sources cannot come from "
            "each other. Withdraw that first: it stands among the judgements."
        )
    return _record(journal, DerivationSet(one.id, other.id, kind, why), actor=actor, seen=seen)


def rate(
    journal: Journal,
    where: Where,
    rating: CellRated,
    *,
    level: str,
    actor: str,
    seen: Seen | None = None,
) -> Entry:
    """Record a person's rating of a cell.

    Args:
        journal: The dossier.
        where: The cell, as a person names it.
        rating: The rest of the rating; its cell, level and codebook are filled in here.
        level: A level of the scale by number or name, `violated`, or `unknown`.
        actor: Whose rating it is.
        seen: What was shown of the row and of the statements; nothing is recorded if it changed.

    Raises:
        ServandaError: It is not on its scale, has no reason, or rests on self-report alone.
    """
    record = journal.outline()
    cell = _cell(journal, where)
    statements = [find_statement(journal, one) for one in rating.statements]
    scale = record.codebook.scale(rating.scale)
    if scale is None:
        known = tuple(one.key for one in record.codebook.scales)
        raise UnknownThing("scale", rating.scale, nearest=known)
    full = replace(
        rating,
        cell=cell,
        level=_level(level, scale),
        violated=level == VIOLATED,
        statements=tuple(one.id for one in statements),
        codebook=record.codebook.version,
    )
    agreement = _agreement(record, cell)
    reasons = (
        why_refused(full, scale=scale, agreement=agreement, statements=statements),
        why_unfounded(full, scale=scale, agreement=agreement, statements=statements),
        _about_period(full, record, agreement),
    )
    if any(reasons):
        raise ServandaError(" ".join(one for one in reasons if one))
    if not statements and (full.violated or (full.level or 0) > scale.levels[0].value):
        raise ServandaError(
            _(
                "A rating above the lowest level, or of breach, rests on statements: choose those "
                "that show it."
            )
        )
    return _record(journal, full, actor=actor, seen=seen)


def reply(
    journal: Journal,
    where: Where,
    *,
    party: str,
    text: str,
    source: str | None,
    actor: str,
    seen: Seen | None = None,
) -> Entry:
    """Record what a party replies to what a cell says of it."""
    _need(text, _("A reply needs its words."))
    record = journal.outline()
    cell = _cell(journal, where)
    key = find_party(record, party, agreement=_agreement(record, cell))
    brought = source_named(journal, source).id if source else None
    return _record(journal, CellReplied(cell, key, text, brought), actor=actor, seen=seen)


def rule_on_dispute(
    journal: Journal,
    where: Where,
    *,
    sides: Sequence[str],
    ruling: DisputeWord,
    why: str,
    actor: str,
    seen: Seen | None = None,
) -> Entry:
    """Rule how the statements of some sides in a cell stand to each other."""
    _need(why, _("A ruling needs its reason."))
    cell = _cell(journal, where)
    record = _with_row(journal, cell)
    known = {one.key for agreement in record.agreements for one in agreement.parties}
    heard = known | {*OTHER_SIDES} | {one.side for one in record.statements}
    for side in sides:
        if side not in heard:
            raise UnknownThing("side", side, nearest=tuple(sorted(heard)))
    if len(set(sides)) < 2 and ruling != "over_wording":
        raise ServandaError(_("A dispute has two sides: name both."))
    if ruling != "over_wording":
        _verify_spoken(record, cell, sides)
    act = DisputeRuled(cell, tuple(sorted(set(sides))), ruling, why)
    return _record(journal, act, actor=actor, seen=seen)


def _cell(journal: Journal, where: Where) -> Cell:
    """Give the cell that is named; a place may be one that only statements know."""
    record = journal.outline()
    if not where.place:
        return find_cell(record, where)
    whole = find_cell(record, replace(where, place=""))
    near = islice(journal.statements(search=where.place), MOST_WITH_A_NAME)
    own = _with_row(journal, whole).statements
    return find_cell(replace(record, statements=(*own, *near)), where)


def _with_row(journal: Journal, cell: Cell) -> Record:
    """Give the record with the statements of a cell's row and of those below it alone."""
    record = journal.outline()
    own = _agreement(record, cell).provision(cell.provision)
    keys = [one.key for one in own.walk()] if own else [cell.provision]
    found = {
        one.id: one
        for key in keys
        for name in ((f"{cell.agreement}/{key}",) if own else (key,))
        for one in journal.statements(provision=name)
    }
    return replace(record, statements=tuple(found.values()))


def _verify_spoken(record: Record, cell: Cell, sides: Sequence[str]) -> None:
    """Return only if each side says something in the cell, below it, or there of nobody named."""
    assessment = assess(record)
    cells = [replace(cell, period="", party=party) for party in {cell.party, NOBODY}]
    speaking = {
        fact.statement.side
        for one in cells
        for fact in assessment.select(one, proposals=True, below=True)
    }
    for side in sides:
        if side not in speaking:
            found = ", ".join(sorted(speaking)) or "nobody"
            raise ServandaError(
                f"{side} says nothing about {cell.provision} there, so it cannot be in dispute. "
                f"Who speaks of it: {found}."
            )


def withdraw(journal: Journal, entry: int, *, why: str, actor: str) -> Judged:
    """Take back a judgement that stands; it stays in the journal. Gives what was taken back."""
    _need(why, _("Say why it is taken back."))
    found = next((one for one in journal.outline().judgements if one.entry == entry), None)
    if found is None:
        raise ServandaError(
            f"Entry {entry} is no judgement that stands. The list of judgements names those "
            "that do, each with the number of its entry."
        )
    _record(journal, JudgementWithdrawn(entry, why), actor=actor)
    return found


def _level(typed: str, scale: Scale) -> float | None:
    """Give the level that somebody typed, by its number or its name; None if none is meant."""
    if typed in (VIOLATED, "unknown"):
        return None
    named = {fold(one.name): one.value for one in scale.levels}
    if fold(typed) in named:
        return named[fold(typed)]
    try:
        return float(typed)
    except ValueError:
        known = ", ".join(f"{one.value:g} ({one.name})" for one in scale.levels)
        raise ServandaError(
            f"{typed[:20]!r} is no level of {scale.name}. It has {known}; or give `violated` or "
            "`unknown`."
        ) from None


def _about_period(rating: CellRated, record: Record, agreement: Agreement) -> str:
    """Say why a rating's period cannot be, or give ""."""
    period = rating.cell.period
    if not period:
        return ""
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    if first_day(period) > today:
        return f"The period {period} has not begun yet: nobody can rate it."
    signed = min((day for one in agreement.signed if (day := bounds(one)[0])), default="")
    if signed and int(signed[:4]) - int(period[:4]) > MOST_YEARS_BEFORE:
        return f"The period {period} is long before the agreement was signed ({signed[:4]})."
    if rating.unknown == "carried_forward":
        cell = replace(rating.cell, period="")
        earlier = [
            act
            for _, act in record.judged(CellRated)
            if replace(act.cell, period="") == cell
            and act.scale == rating.scale
            and act.level == rating.level
            and act.cell.period
            and last_day(act.cell.period) < first_day(period)
        ]
        if not earlier:
            return (
                "No earlier period has this level, so there is nothing to carry forward. Rate the "
                "earlier period first."
            )
    return ""


def _comes_from(record: Record, source: str, origin: str) -> bool:
    """Tell whether a source is said to come from another, through whatever hands."""
    links = [
        (one.source, one.origin)
        for one in gather_derivations(
            record.sources, set_by_hand=[act for _, act in record.judged(DerivationSet)]
        )
        if one.kind != "independent"
    ]
    seen, waiting = set(), [source]
    while waiting:
        here = waiting.pop()
        if here == origin:
            return True
        if here not in seen:
            seen.add(here)
            waiting += [to for one, to in links if one == here]
    return False


def _verify_confirmed(record: Record, one: Statement, others: Sequence[Statement]) -> None:
    """Return only if somebody who does not hang on this statement's source says the same."""
    lineage = lineage_of(record)
    names = {source.id: source.name for source in record.sources}
    if why_not := why_unconfirmed(one, others, lineage=lineage, name=lambda id: names.get(id, id)):
        raise ServandaError(why_not)


def judged_on(record: Record, thing: str) -> list[Judged]:
    """Give the judgements that stand on a row (`agreement/key`), a source or a statement."""
    return [one for one in record.judgements if thing in _things(one.act)]


def judged_mark(found: Sequence[Judged]) -> str:
    """Give a mark of these judgements, for a form that shows them to send back."""
    return ".".join(str(one.entry) for one in found[-MOST_IN_A_MARK:])


def _things(act: Judgement) -> tuple[str, ...]:
    cell = cell_of(act)
    if cell is not None:
        return (f"{cell.agreement}/{cell.provision}",)
    if isinstance(act, StatementGraded):
        return (act.statement,)
    return sources_of(act) if isinstance(act, SourceGraded | DerivationSet) else ()


def _record(journal: Journal, act: Act, *, actor: str, seen: Seen | None = None) -> Entry:
    with journal.batch(actor=actor) as batch:
        if seen is not None:
            # Within the batch nobody can come between.
            verify_seen(journal, seen.statements)
            now = judged_mark(judged_on(journal.outline(), seen.thing))
            if now != seen.judged:
                raise StaleAct(
                    _(
                        "Somebody judged this since you saw it. Look at what stands there now, and "
                        "send yours again if it is still right. Nothing was recorded."
                    )
                )
        return batch.append(act)


def _agreement(record: Record, cell: Cell) -> Agreement:
    return next(one for one in record.agreements if one.key == cell.agreement)


def _need(words: str, message: str) -> None:
    if not words.strip():
        raise ServandaError(message)


def _source_grade(letter: str) -> SourceGrade:
    return next(one for one in get_args(SourceGrade) if one == letter.upper())


def _statement_grade(digit: str) -> StatementGrade:
    return next(one for one in get_args(StatementGrade) if one == digit)
