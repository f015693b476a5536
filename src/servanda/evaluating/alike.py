"""What a statement says, label by label, in a form that can be compared."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.domain.statement import PartyMention, Statement
from servanda.text.normalise import fold

#: An agreement's key and a provision's.
Link = tuple[str, str]


def provisions_of(statement: Statement) -> frozenset[Link]:
    """Give the provisions that a statement is linked to."""
    return frozenset((one.agreement, one.key) for one in statement.provisions)


def parties_of(mentions: Iterable[PartyMention]) -> frozenset[str]:
    """Give who is named: an agreement's party by its key, anybody else by a folded name."""
    return frozenset(
        one.party if one.party is not None else f"“{fold(one.name or one.text)}”"
        for one in mentions
    )


def date_of(statement: Statement) -> str | None:
    """Give the EDTF value of when it happened; "" when words give no year, None without a date."""
    return statement.when.edtf if statement.when else None


def alike(one: Statement, other: Statement) -> int:
    """Count the labels that two statements have in common."""
    return sum(a == b for a, b in zip(_labels(one), _labels(other), strict=True))


def _labels(one: Statement) -> tuple[object, ...]:
    return (
        one.kind,
        one.stance,
        one.level,
        provisions_of(one),
        parties_of(one.about),
        date_of(one),
        {(part.start, part.end) for part in one.exceptions},
        {(place.start, place.end, place.lat, place.lon) for place in one.places},
    )
