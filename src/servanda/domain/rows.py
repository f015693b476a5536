"""Which rows of an agreement a statement stands in, and which statements stand in a cell's row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from servanda.domain.agreement import Agreement
from servanda.domain.cell import UNMAPPED, WHOLE, Cell
from servanda.domain.judgement import CellReplied, DisputeRuled
from servanda.domain.statement import Statement

#: Key of an agreement and of a provision; an agreement of "" fits any.
Row = tuple[str, str]


def rows_of(one: Statement) -> tuple[Row, ...]:
    """Give a statement's rows: one about the whole belongs to the row of the whole alone."""
    if one.level == "provision":
        return tuple(dict.fromkeys((link.agreement, link.key) for link in one.provisions))
    row = WHOLE if one.level == "whole" else UNMAPPED
    return tuple(dict.fromkeys((link.agreement, row) for link in one.provisions)) or (("", row),)


def keys_of(agreement: Agreement) -> Iterator[str]:
    """Give the keys that a statement may link to: the provisions', the whole, the unmapped."""
    yield WHOLE
    yield UNMAPPED
    for one in agreement.walk():
        yield one.key


class Voices:
    """Statements by the rows that they stand in: who can be heard in a cell."""

    def __init__(self, statements: Iterable[Statement] = ()) -> None:
        self._by_row: dict[Row, list[Statement]] = defaultdict(list)
        for one in statements:
            self.add(one)

    def add(self, one: Statement) -> None:
        """Hear one more."""
        for row in rows_of(one):
            self._by_row[row].append(one)

    def within(self, cell: Cell, agreements: Iterable[Agreement]) -> list[Statement]:
        """Give the statements in a cell's row and the rows below it, of any party, place and time.

        Which place and period a statement belongs to is for the assessment to say; here it is
        asked who could have been heard.
        """
        own = next((one for one in agreements if one.key == cell.agreement), None)
        top = own.provision(cell.provision) if own else None
        keys = [one.key for one in top.walk()] if top else [cell.provision]
        return [
            one
            for key in keys
            for agreement in (cell.agreement, "")
            for one in self._by_row.get((agreement, key), ())
        ]


def ruled_on(act: DisputeRuled, voices: Voices, agreements: Iterable[Agreement]) -> bool:
    """Tell whether a ruling can have been made on one of these: in its row, by one of its sides."""
    return any(one.side in act.sides for one in voices.within(act.cell, agreements))


def all_speak(act: DisputeRuled, voices: Voices, agreements: Iterable[Agreement]) -> bool:
    """Tell whether each of a ruling's sides speaks in its row; wordings need no statement."""
    if act.ruling == "over_wording":
        return True
    return set(act.sides) <= {one.side for one in voices.within(act.cell, agreements)}


def answers_only(
    act: CellReplied, hidden: Voices, shown: Voices, agreements: Collection[Agreement]
) -> bool:
    """Tell whether a reply answers what is hidden, and nothing that is surely shown in its cell."""
    return stands_on_only(act.cell, hidden, shown, agreements, parties={act.party, act.cell.party})


def stands_on_only(
    cell: Cell,
    hidden: Voices,
    shown: Voices,
    agreements: Collection[Agreement],
    *,
    parties: Collection[str],
) -> bool:
    """Tell whether a cell has something that is hidden, and nothing that is surely shown.

    Hidden is what may belong to the cell; shown only what names its place and its year.
    """
    judged = {one for one in parties if one}
    return any(_judges(one, judged) for one in hidden.within(cell, agreements)) and not any(
        _judges(one, judged) and _names(one, cell) for one in shown.within(cell, agreements)
    )


def _judges(one: Statement, parties: Collection[str]) -> bool:
    named = {who.party for who in one.about}
    return not parties or not named or None in named or not named.isdisjoint(parties)


def _names(one: Statement, cell: Cell) -> bool:
    dated = one.when.edtf if one.when else None
    return (not cell.period or cell.period[:4] in (dated or "")) and (
        not cell.place or cell.place in {place.id for place in one.places}
    )
