"""A statement in the making: before places, dates and quotes are cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.domain.span import Span
from servanda.domain.statement import Kind
from servanda.reading.about import Persons
from servanda.reading.judge import Judgement
from servanda.reading.provisions import Target
from servanda.reading.units import Unit


@dataclass(slots=True, kw_only=True)
class Draft:
    """What was read in a unit; `tie` says why it is a statement at all."""

    unit: Unit
    judgement: Judgement | None
    aim: Target
    who: Persons
    kind: Kind
    kind_reason: str | None
    tie: str
    side: str
    #: Position, in the list of drafts, of the statement that it is an example of, or corrects.
    example_of: int | None = None
    corrects: int | None = None
    #: Further passages of the same statement: places listed for it in a later sentence.
    more: list[Span] = field(default_factory=list)
