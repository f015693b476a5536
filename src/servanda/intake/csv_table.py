"""The table in a text file (CSV, as RFC 4180 has it), with the span of every cell's words.

Python's own `csv` tells no positions, and a quote must be cut from the text letter for letter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from servanda.domain.table import Table, TableCell, TableRow
from servanda.errors import UnreadableSource

#: What may part cells, the likeliest first.
SEPARATORS = (",", ";", "\t", "|")
#: More cells than a table of 600 provisions by 400 periods has.
MOST_CELLS = 1_000_000
#: How many rows decide what parts the cells.
_LOOKED_AT = 50
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"')
#: Excel writes and obeys such a first line.
_SAYS = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(text: str, *, separator: str | None = None) -> Table:
    """Give the table in a text.

    Args:
        text: The source's one text.
        separator: What parts the cells; judged by the first rows if None.

    Raises:
        UnreadableSource: A quotation mark opens and never closes, or there are too many cells.
    """
    said = _SAYS.match(text)
    start = said.end() if said else 0
    chosen = separator or (said[1] if said else _judged(text, start))
    rows: list[TableRow] = []
    cells = 0
    for row in _rows(text, start, chosen):
        cells += len(row.cells)
        if cells > MOST_CELLS:
            raise UnreadableSource(
                f"The table has more than {MOST_CELLS:,} cells. Split it and import the parts."
            )
        rows.append(row)
    return Table("", tuple(rows))


def _judged(text: str, start: int) -> str:
    """Give the separator that parts most of the first rows into the same number of cells."""
    best, chosen = (0.0, 0), SEPARATORS[0]
    for one in SEPARATORS:
        widths: Counter[int] = Counter()
        try:
            for number, row in enumerate(_rows(text, start, one)):
                if number == _LOOKED_AT:
                    break
                if not row.blank:
                    widths[len(row.cells)] += 1
        except UnreadableSource:
            continue
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        found = (rows / max(1, widths.total()), width)
        if width > 1 and found > best:
            best, chosen = found, one
    return chosen


def _rows(text: str, start: int, separator: str) -> Iterator[TableRow]:
    plain = re.compile(rf"[^{re.escape(separator)}\r\n]*")
    at, line, end = start, text.count("\n", 0, start) + 1, len(text)
    while at < end:
        first, cells = line, []
        while True:
            quoted = _QUOTED.match(text, at)
            if quoted:
                cells.append(_cell(text, quoted.start(1), quoted.end(1), line, quoted=True))
                line += text.count("\n", at, quoted.end())
                at = quoted.end()
                rest = plain.match(text, at)
                if rest and rest[0].strip():
                    raise UnreadableSource(
                        f"Line {line}: {rest[0].strip()[:40]!r} stands between a closing quotation "
                        f"mark and the next {separator!r}. Write a mark inside quoted words twice."
                    )
                at = rest.end() if rest else at
            elif text.startswith('"', at):
                raise UnreadableSource(
                    f"Line {line}: a quotation mark opens here and never closes. Close it, or "
                    "write a mark inside quoted words twice."
                )
            else:
                found = plain.match(text, at)
                assert found
                cells.append(_cell(text, at, found.end(), line))
                at = found.end()
            if text.startswith(separator, at):
                at += 1
                continue
            break
        yield TableRow(first, tuple(cells))
        if text.startswith("\r\n", at):
            at, line = at + 2, line + 1
        elif at < end:
            line += text[at] == "\n"
            at += 1


def _cell(text: str, start: int, end: int, line: int, *, quoted: bool = False) -> TableCell:
    words = text[start:end]
    shown = words.strip()
    start += len(words) - len(words.lstrip())
    value = shown.replace('""', '"') if quoted else shown
    return TableCell(value, start, start + len(shown), f"line {line}")
