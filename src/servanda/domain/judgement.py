"""What people judge beside single statements: grades, ratings, derivations, codings, rulings.

Each is an act of the journal, made by one person with reasons. A later one on the same subject
takes the place of an earlier one (`subject_of` says which), and one can be withdrawn; the earlier
ones stay in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.domain.cell import Cell
from servanda.domain.codebook import Codebook
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed

#: Reliability of a source for a topic: A to E fall, F cannot be judged and is no low mark.
SourceGrade = Literal["A", "B", "C", "D", "E", "F"]
#: Credibility of one statement: 1 to 5 fall, 6 cannot be judged and is no low mark.
StatementGrade = Literal["1", "2", "3", "4", "5", "6"]
#: How a source hangs on another; `independent` sets aside what comparing their texts suggests.
DerivationKind = Literal["copy_of", "translation_of", "drawn_from", "briefed_by", "independent"]
#: Five kinds of not knowing, which are not one: a rating without a level gives one of them.
Unknown = Literal[
    "not_mentioned", "looked_for_and_not_found", "no_access", "not_yet_due", "carried_forward"
]
#: What was done to know: observed, checked a report, or looked into who did it.
Work = Literal["monitoring", "verification", "investigation"]
#: How the sides' statements in a cell stand to each other, as a person rules.
DisputeWord = Literal["contradict", "differ", "different_things", "over_wording", "both_stand"]
#: Why two coders differed.
Cause = Literal["ambiguous_text", "guideline_gap", "slip", "both_stand"]
#: How the id of a unit begins that is a cell.
CELL_UNIT = "cell:"


@dataclass(frozen=True, slots=True)
class CodebookKept:
    """The codebook, or a new version of it."""

    codebook: Codebook


@dataclass(frozen=True, slots=True)
class SourceGraded:
    """Somebody judged how reliable a source is for a topic: a provision's key, "" for all."""

    source: str
    grade: SourceGrade
    grounds: str
    agreement: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class StatementGraded:
    """Somebody judged how credible a statement is, apart from who made it."""

    statement: str
    grade: StatementGrade
    grounds: str
    #: Ids of statements, of other witnesses, that confirm it; a "1" needs one.
    confirmed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DerivationSet:
    """Somebody said how a source hangs on another one, or that it does not."""

    source: str
    origin: str
    kind: DerivationKind
    why: str


@dataclass(frozen=True, slots=True)
class CellRated:
    """Somebody's own judgement of a cell on a declared scale, and the statements it rests on.

    `level` is a value of the scale, None when it is not known; then `unknown` says how. A level
    that is `carried_forward` from an earlier period has both. `violated` is active breach, which
    is not the lowest level: the level may then be None or 0.
    """

    cell: Cell
    scale: str
    level: float | None
    why: str
    violated: bool = False
    unknown: Unknown | None = None
    work: Work | None = None
    statements: tuple[str, ...] = ()
    #: The codebook's version under which it was given.
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class CellReplied:
    """What a party replies to what a cell says of it: its right, printed with the cell."""

    cell: Cell
    party: str
    text: str
    #: The source that brought the reply, if it is in the dossier.
    source: str | None = None


@dataclass(frozen=True, slots=True)
class DisputeRuled:
    """Somebody ruled how the statements of these sides in a cell stand to each other."""

    cell: Cell
    sides: tuple[str, ...]
    ruling: DisputeWord
    why: str


@dataclass(frozen=True, slots=True)
class Unit:
    """What coders code apart from each other: a statement's passage, or a cell.

    `id` is the statement's id, or `cell:` and the cell's parts; a passage is cut from its source.
    """

    id: str
    source: str = ""
    start: int = 0
    end: int = 0
    cell: Cell | None = None


@dataclass(frozen=True, slots=True)
class SampleDrawn:
    """Units were drawn for double coding: which, by what seed and rule, to code which fields."""

    name: str
    units: tuple[Unit, ...]
    fields: tuple[str, ...]
    seed: int
    how: str
    #: The scale on which cells are coded, "" for statements.
    scale: str = ""
    codebook: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """One field's value in a coding; None where the coder leaves it open."""

    field: str
    value: str | None


@dataclass(frozen=True, slots=True)
class UnitCoded:
    """A coder coded one unit of a sample without sight of the others."""

    sample: str
    unit: str
    codes: tuple[Code, ...]
    codebook: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class UnitSettled:
    """Somebody ruled on a unit that coders coded differently, and said why they differed.

    Where both stand, a field has a code for each of the values that stand. `own` tells that it was
    no third person, but one of those who had coded the unit.
    """

    sample: str
    unit: str
    codes: tuple[Code, ...]
    cause: Cause
    why: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class ReportIssued:
    """A report or brief was handed out: to whom, made from which head, and its digest."""

    name: str
    audience: str
    head: str
    digest: str
    note: str = ""


Judgement = (
    CodebookKept
    | SourceGraded
    | StatementGraded
    | DerivationSet
    | CellRated
    | CellReplied
    | DisputeRuled
    | SampleDrawn
    | UnitCoded
    | UnitSettled
    | ReportIssued
    | QuestionAsked
    | QuestionAnswered
    | QuestionClosed
)


@dataclass(frozen=True, slots=True)
class JudgementWithdrawn:
    """Somebody took a judgement back: the one that this entry recorded."""

    entry: int
    why: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement that stands: whose, when, and the entry that recorded it."""

    entry: int
    actor: str
    time: str
    act: Judgement


def subject_of(act: Judgement, *, actor: str) -> str:  # noqa: PLR0912 - a case for each act
    """Give what a judgement is on: a later one of its kind with the same subject replaces it.

    Grades, ratings and codings stand one for each person, so that nobody's is lost.
    """
    match act:
        case CodebookKept():
            parts: tuple[str, ...] = ("codebook",)
        case SourceGraded():
            parts = (act.source, act.agreement, act.topic, actor)
        case StatementGraded():
            parts = (act.statement, actor)
        case DerivationSet():
            parts = (act.source, act.origin)
        case CellRated():
            parts = (*cell_parts(act.cell), act.scale, actor)
        case CellReplied():
            parts = (*cell_parts(act.cell), act.party)
        case DisputeRuled():
            parts = (*cell_parts(act.cell), *sorted(act.sides))
        case SampleDrawn():
            parts = (act.name,)
        case UnitCoded():
            parts = (act.sample, act.unit, actor)
        case UnitSettled():
            parts = (act.sample, act.unit)
        case ReportIssued():
            parts = (act.name, act.audience, act.head)
        case QuestionAsked():
            parts = (act.statement, actor, act.text)
        case QuestionAnswered():
            # Each answer stays: only the same words by the same person are one.
            parts = (str(act.question), actor, act.text)
        case QuestionClosed():
            parts = (str(act.question),)
    return "\x1f".join(parts)


def cell_parts(cell: Cell) -> tuple[str, str, str, str, str]:
    """Give the parts of a cell, in the order of its fields."""
    return (cell.agreement, cell.provision, cell.place, cell.period, cell.party)


def cell_of(act: Judgement) -> Cell | None:
    """Give the cell that a judgement is on, or None."""
    return act.cell if isinstance(act, CellRated | CellReplied | DisputeRuled) else None


def sources_of(act: Judgement) -> tuple[str, ...]:
    """Give the ids of the sources that a judgement speaks of."""
    match act:
        case SourceGraded():
            return (act.source,)
        case DerivationSet():
            return (act.source, act.origin)
        case CellReplied():
            return (act.source,) if act.source else ()
        case SampleDrawn():
            return tuple(dict.fromkeys(one.source for one in act.units if one.source))
        case _:
            return ()


def statements_of(act: Judgement) -> tuple[str, ...]:
    """Give the ids of the statements that a judgement speaks of or rests on."""
    match act:
        case StatementGraded():
            return (act.statement, *act.confirmed_by)
        case QuestionAsked() | QuestionAnswered() | QuestionClosed():
            return (act.statement,)
        case CellRated():
            return act.statements
        case SampleDrawn():
            return tuple(one.id for one in act.units if one.cell is None)
        case UnitCoded() | UnitSettled():
            return () if act.unit.startswith(CELL_UNIT) else (act.unit,)
        case _:
            return ()
