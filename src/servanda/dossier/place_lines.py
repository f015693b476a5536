"""Every place that a record speaks of, with the words that mean it and what is set in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from servanda.assessing import Fact, place_key
from servanda.domain.place import PlaceMention
from servanda.domain.record import Record
from servanda.domain.statement import Statement


@dataclass(slots=True)
class PlaceLine:
    """A place as this record speaks of it. `statements` are those set in it, each once.

    `lat` and `lon` are WGS 84 degrees, None while unknown; `candidates` are (name, lat, lon) of
    what an unplaced mention may mean; `written` are the forms in the texts, in their order.
    """

    key: str
    name: str
    granularity: str
    lat: float | None = None
    lon: float | None = None
    footprint: dict[str, Any] | None = None
    source: str | None = None
    written: dict[str, None] = field(default_factory=dict)
    reasons: dict[str, None] = field(default_factory=dict)
    candidates: dict[tuple[str, float, float], None] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    ruled: int = 0
    proposed: int = 0

    @property
    def said(self) -> int:
        """How many statements are set in it: what sizes its mark, and is nowhere printed."""
        return self.ruled + self.proposed

    @property
    def placed(self) -> bool:
        """Tell whether it can be drawn."""
        return self.footprint is not None or (self.lat is not None and self.lon is not None)


def gather_places(record: Record, facts: Iterable[Fact]) -> list[PlaceLine]:
    """Give every place of the agreements and of the statements: named ones first, by name."""
    found: dict[str, PlaceLine] = {}
    for agreement in record.agreements:
        for one in agreement.territory.places:
            found.setdefault(
                one.id,
                PlaceLine(
                    one.id, one.name, one.granularity, one.lat, one.lon, one.footprint, one.source
                ),
            )
    for fact in facts:
        for mention in fact.statement.places:
            key = place_key(mention)
            if key:
                _add_mention(found, key, mention)
        for key in fact.places:
            if key in found:
                line = found[key]
                line.statements.append(fact.statement)
                line.ruled += fact.ruled
                line.proposed += not fact.ruled
    return sorted(found.values(), key=lambda one: (one.key.startswith("~"), one.name, one.key))


def _add_mention(found: dict[str, PlaceLine], key: str, mention: PlaceMention) -> None:
    line = found.get(key)
    if line is None:
        name = mention.name or " ".join(mention.text.split())
        line = PlaceLine(key, name, mention.granularity, mention.lat, mention.lon)
        found[key] = line
    line.written[" ".join(mention.text.split())] = None
    if mention.reason:
        line.reasons[mention.reason] = None
    for one in mention.candidates:
        if one.lat is not None and one.lon is not None:
            line.candidates[(one.name, one.lat, one.lon)] = None
