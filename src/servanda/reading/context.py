"""What a reading of one source knows beside the sentence at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from servanda.domain.agreement import Agreement
from servanda.domain.source import Source
from servanda.domain.statement import PartyMention, ProvisionLink
from servanda.reading.lexicon import Lexicon
from servanda.reading.link import LabelIndex
from servanda.reading.matters import MatterIndex
from servanda.reading.parties import PartyIndex
from servanda.reading.topics import TopicIndex
from servanda.reading.voices import Speaker


@dataclass(frozen=True, slots=True)
class Indexes:
    """The agreements made ready for reading: the same for every source."""

    agreements: tuple[Agreement, ...]
    lexicon: Lexicon
    parties: PartyIndex
    labels: LabelIndex
    topics: TopicIndex
    matters: MatterIndex
    titles: dict[tuple[str, str], str]


def indexes(agreements: Sequence[Agreement], lexicon: Lexicon) -> Indexes:
    """Give the agreements' labels, words and parties, ready to be looked up."""
    return Indexes(
        tuple(agreements),
        lexicon,
        PartyIndex(agreements, lexicon),
        LabelIndex(agreements),
        TopicIndex(agreements, lexicon),
        MatterIndex(agreements, lexicon),
        {
            (agreement.key, provision.key): provision.title or provision.key
            for agreement in agreements
            for provision in agreement.walk()
        },
    )


@dataclass(frozen=True, slots=True)
class Context:
    """One source with its voice, and how much of it speaks of an agreement's keeping."""

    source: Source
    indexes: Indexes
    speaker: Speaker
    #: Share of its sentences that name an agreement, a promise or its keeping, 0 to 1.
    focus: float
    #: What the document calls those who watch ("tpmt", "mission"), in small letters.
    watchers: frozenset[str] = frozenset()
    #: How often it names each loaded agreement.
    spoken: Mapping[str, int] = field(default_factory=dict)

    @property
    def partisan(self) -> bool:
        """Whether the voice is a party's: a complaint or a defence rather than a report."""
        return self.speaker.own is not None

    @property
    def complains(self) -> bool:
        """Whether it is a party's account, or that of somebody unknown who says "we"."""
        return self.partisan or (self.speaker.side == "unknown" and self.speaker.first_person)


@dataclass(slots=True)
class Thread:
    """What a paragraph carries on from sentence to sentence."""

    links: tuple[ProvisionLink, ...] = ()
    #: The words that named them.
    named: str = ""
    alive: bool = False
    agreement: str | None = None
    #: Who was last named in the paragraph as doing what is complained of, and in which words.
    actor: tuple[PartyMention, ...] = ()
