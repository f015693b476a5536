"""A statement in the making: before places, dates and quotes are cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.domain.span import Span
from servanda.domain.statement import Excerpt, Extent, Kind, Knowing, Stance, Voice
from servanda.reading.about import Persons
from servanda.reading.judge import Judgement
from servanda.reading.provisions import Target
from servanda.reading.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a draft's unit gave to its statement."""

    #: Its passages, the unit's first; and the numbered references in its sentence.
    spans: tuple[Span, ...]
    numbered: tuple[Span, ...]
    stance: Stance
    extent: Extent | None
    exceptions: tuple[Excerpt, ...]
    voice: tuple[Voice, ...]
    knowing: Knowing
    confidence: float | None
    reasons: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Draft:
    """What was read in a unit; `tie` says why it is a statement at all."""

    #: Gone once its paragraph has ended and it was `told`.
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
    told: Told | None = None
