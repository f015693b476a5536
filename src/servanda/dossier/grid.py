"""A matrix of pairs of pictures: one level of an agreement's tree by places, periods, and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.assessing.periods import periods_between
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import NO_DATE, UNMAPPED, WHOLE
from servanda.dossier.edition import Edition, Pair, Pairs, Row


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns in the order of the page, and what stands in their fields.

    `empty` tells `silent` from `unread` for each column.
    """

    rows: Sequence[Row]
    columns: Sequence[str]
    fields: dict[Row, Pairs]
    empty: dict[str, str]

    def pair(self, row: Row, column: str, party: str) -> Pair | None:
        """Give both pictures of one party in one field; None where nothing is said."""
        return self.fields[row].get(column, {}).get(party)

    def parties(self, row: Row) -> list[str]:
        """Give the parties judged anywhere in a row, each once."""
        return list(dict.fromkeys(one for field in self.fields[row].values() for one in field))


def make_grid(
    edition: Edition, agreement: Agreement, columns: str, parent: Provision | None = None
) -> Grid:
    """Give the matrix of one level: the whole first, or the parent as such; the unmapped last."""
    among = parent.children if parent else agreement.provisions
    rows = [Row(agreement.key, one.key) for one in among]
    fields = {row: edition.pairs(row, columns) for row in rows}
    if parent:
        itself = Row(agreement.key, parent.key)
        if own := edition.pairs(itself, columns, own=True):
            rows.insert(0, itself)
            fields[itself] = own
    else:
        whole, unmapped = Row(agreement.key, WHOLE), Row(agreement.key, UNMAPPED)
        rows.insert(0, whole)
        fields[whole] = edition.pairs(whole, columns)
        if found := edition.pairs(unmapped, columns):
            rows.append(unmapped)
            fields[unmapped] = found
    anywhere = Row(agreement.key, "")
    keys = sorted(
        {key for pairs in fields.values() for key in pairs},
        key=lambda key: edition.column_order(anywhere, columns, key),
    )
    if columns == "period":
        keys = _filled(edition, keys)
    empty = {key: _empty(edition, columns, key) for key in keys}
    return Grid(rows, keys, fields, empty)


def _empty(edition: Edition, columns: str, key: str) -> str:
    if columns == "period":
        return edition.assessment.empty_word(period=key)
    return edition.assessment.empty_word(side=key if columns == "side" else None)


def _filled(edition: Edition, keys: list[str]) -> list[str]:
    """Give the periods with those between them that nobody speaks of: a gap is a finding."""
    known = [key for key in keys if key != NO_DATE]
    if not known:
        return keys
    length = edition.assessment.period
    between = periods_between(_first_day(known[0]), _first_day(known[-1]), length)
    return [*between, *(key for key in keys if key == NO_DATE)]


def _first_day(period: str) -> str:
    if "Q" in period:
        return f"{period[:4]}-{int(period[-1]) * 3 - 2:02d}-01"
    return f"{period[:4]}-{period[5:7] or '01'}-01"
