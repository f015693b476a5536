"""Where a statement is counted: the keys of the derived links and of the matrix summary.

The summary counts statements, it makes no accounts: `assessing` does, with copies and examples
told apart. A statement that nobody rejected and that judges (no demand, no context) counts once in
each cell of its rows and scenes, under the one quarter of the act or, for a verdict, of its
telling. A test holds these keys to those of `assessing`.
"""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.agreement import Agreement
from servanda.domain.cell import NO_DATE, NO_PLACE, UNMAPPED, WHOLE
from servanda.domain.statement import Statement
from servanda.domain.when import When
from servanda.journal.port import Count

#: Under this period stands what took longer than one quarter, or may have.
LONGER = "(longer than a quarter)"
STANCES = ("kept", "partly", "broken", "unclear")
_ACTS = frozenset({"compliance", "obstruction", "incident"})
_JUDGE_NOTHING = frozenset({"demand", "context"})
#: Quarters are numbered year * 4 + quarter, from 0; these two stand for the others.
_NO_DATE, _LONGER = -1, -2


def keys_of(agreement: Agreement) -> Iterator[str]:
    """Give the keys that a statement may link to: the provisions', the whole, the unmapped."""
    yield WHOLE
    yield UNMAPPED
    for one in agreement.walk():
        yield one.key


def rows_of(statement: Statement) -> tuple[tuple[str, str], ...]:
    """Give agreement and key of every row that a statement belongs to.

    A statement about the whole belongs to the row of the whole and to no other.
    """
    links = statement.provisions
    if statement.level == "provision":
        found = [(one.agreement, one.key) for one in links]
    else:
        row = WHOLE if statement.level == "whole" else UNMAPPED
        found = [(one.agreement, row) for one in links] or [("", row)]
    return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))


def places_of(statement: Statement) -> tuple[str, ...]:
    """Give the keys of a statement's scenes: the gazetteer's ids, `~` and the words if unplaced."""
    keys = [
        one.id if one.id is not None else "~" + one.text
        for one in statement.places
        if one.role == "scene" and (one.id is not None or one.granularity != "anywhere")
    ]
    if len(keys) > 1:
        return tuple(dict.fromkeys(keys))
    return tuple(keys) or (NO_PLACE,)


def quarter_of(statement: Statement) -> int:
    """Give the number of the one quarter in which a statement is counted."""
    moment = _told_on(statement)
    if moment is None or not moment.edtf:
        return _NO_DATE
    telling = statement.as_of.latest if statement.as_of else None
    end = moment.latest or telling or moment.earliest
    start = moment.earliest or end
    if start is None or end is None or end < start:
        return _NO_DATE
    first = _quarter(start)
    last = first if end == start else _quarter(end)
    return first if first == last else _LONGER


def _told_on(statement: Statement) -> When | None:
    when = statement.when
    if statement.kind in _ACTS:
        return when
    if statement.kind in ("admission", "concession") and when is not None and when.earliest:
        return when
    return statement.as_of


def _quarter(day: str) -> int:
    return int(day[:4]) * 4 + (int(day[5:7]) - 1) // 3


def period_name(quarter: int) -> str:
    """Give the name of a quarter: `1947-Q3`."""
    if quarter == _NO_DATE:
        return NO_DATE
    return LONGER if quarter == _LONGER else f"{quarter // 4:04d}-Q{quarter % 4 + 1}"


def slot_of(statement: Statement) -> int | None:
    """Give which count of its cells a statement raises: 0-3 ruled, 4-7 proposed; None for none."""
    if statement.kind in _JUDGE_NOTHING or statement.state == "rejected":
        return None
    stance = STANCES.index(statement.stance)
    return stance + 4 if statement.state == "proposed" else stance


def count_of(agreement: str, key: str, place: str, quarter: int, numbers: tuple[int, ...]) -> Count:
    """Give a cell of the summary as others see it."""
    return Count(
        agreement=agreement,
        provision=key,
        place=place,
        period=period_name(quarter),
        accepted=dict(zip(STANCES, numbers[:4], strict=True)),
        proposed=dict(zip(STANCES, numbers[4:], strict=True)),
    )
