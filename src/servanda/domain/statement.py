"""What one voice says in one passage about the keeping of the agreement.

This object is the export, the import, the gold and the API's answer; its JSON Schema is printed
by `servanda schema`. Every `start`/`end` counts code points, half open, in the source's one text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.domain.place import PlaceMention
from servanda.domain.when import When

#: In the order of precedence: the first that fits.
Kind = Literal[
    "denial",
    "demand",
    "admission",
    "concession",
    "verdict",
    "compliance",
    "obstruction",
    "incident",
    "context",
]
Stance = Literal["kept", "partly", "broken", "unclear"]
Extent = Literal["none", "minimal", "intermediate", "full"]
Level = Literal["provision", "whole", "unmapped"]
State = Literal["proposed", "accepted", "amended", "rejected"]
Knowing = Literal["eyewitness", "document", "hearsay", "rumour", "unknown"]
VoiceRole = Literal["asserts", "reports", "translates", "transmits", "publishes"]
LinkBasis = Literal["named", "topic", "coder"]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words cut from a source's text by span, never typed in (W3C text position and quote)."""

    start: int
    end: int
    quote: str
    page: int | None
    line: int | None
    layer: str


@dataclass(frozen=True, slots=True)
class ProvisionLink:
    """The promise a statement speaks of: named in the text, guessed by topic, or a coder's word."""

    agreement: str
    key: str
    label: str | None
    basis: LinkBasis
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words inside a quote that matter on their own, such as an exception."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PartyMention:
    """Somebody named, or implied, in a passage; `party` is an agreement's key, None if none fits.

    `text` is "" and the span empty when the words stand elsewhere in the document.
    """

    text: str
    start: int
    end: int
    name: str | None
    party: str | None


@dataclass(frozen=True, slots=True)
class Voice:
    """A link of the chain that hands a claim on, from the asserter outwards."""

    name: str
    role: VoiceRole


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its doubt: "more than 300 people" is min 301, max None, unit "people"."""

    text: str
    start: int
    end: int
    min: float | None
    max: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class StatementLink:
    """How a statement stands to another of the same record."""

    type: Literal["example_of", "repeats", "corrects", "contradicts"]
    id: str


@dataclass(frozen=True, slots=True)
class ReaderMark:
    """Which machine proposed it; the fingerprint covers name, version, settings and model."""

    name: str
    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The smallest passage that one person could accept while rejecting the next."""

    id: str
    source: str
    start: int
    end: int
    quote: str
    layer: str
    quotes: tuple[Quote, ...]
    kind: Kind
    stance: Stance
    extent: Extent | None
    provisions: tuple[ProvisionLink, ...]
    level: Level
    exceptions: tuple[Excerpt, ...]
    about: tuple[PartyMention, ...]
    responsible: tuple[PartyMention, ...]
    affected: tuple[PartyMention, ...]
    voice: tuple[Voice, ...]
    side: str
    knowing: Knowing
    places: tuple[PlaceMention, ...]
    when: When | None
    as_of: When | None
    quantities: tuple[Quantity, ...]
    links: tuple[StatementLink, ...]
    state: State
    reader: ReaderMark | None
    confidence: float | None
    reasons: tuple[str, ...]


def cited(statement: Statement) -> list[tuple[int, int, str]]:
    """Give everything beside the quotes that says "these words stand there": start, end, words."""
    cited = [
        (one.start, one.end, one.text)
        for group in (
            statement.about,
            statement.places,
            statement.responsible,
            statement.affected,
            statement.exceptions,
            statement.quantities,
        )
        if group
        for one in group
        if one.text or one.start != one.end
    ]
    for place in statement.places:
        cited += [(one.start, one.end, one.text) for one in place.variants]
    for when in (statement.when, statement.as_of):
        if when is not None and when.start is not None and when.end is not None:
            cited.append((when.start, when.end, when.text))
    return cited
