"""A first mapping of a table, from what stands over its columns: to be corrected by a person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from servanda.agreements.load_table_mapping import ASK
from servanda.agreements.table_mapping import Column, TableKind, TableMapping
from servanda.agreements.yaml_out import scalar, to_text
from servanda.domain.record import Record
from servanda.domain.table import Table
from servanda.journal import Journal
from servanda.text.normalise import fold
from servanda.workflows.import_table import choose_table, read_source, tables_of
from servanda.workflows.table_periods import read_period
from servanda.workflows.table_plan import Headed, find_columns
from servanda.workflows.table_words import NotUnderstood, TableWords

#: What headers of such a column often are, the likeliest first, folded.
_HEADERS: Final[dict[TableKind, dict[str, tuple[str, ...]]]] = {
    "ratings": {
        "provision": (
            "provision", "stipulation", "commitment", "obligation", "article", "clause", "point",
            "indicator", "disposition", "promise",
        ),
        "level": ("level", "rating", "score", "status", "value", "implementation", "assessment"),
        "period": ("period", "quarter", "year", "month", "date"),
        "place": ("place", "location", "district", "province", "region", "county", "state"),
        "party": ("party", "obligor", "responsible", "actor"),
        "violated": ("violated", "breach", "breached"),
        "why": ("why", "reason", "reasons", "comment", "comments", "note", "notes", "remarks"),
        "coder": ("coder", "rater", "rated by", "coded by", "by", "analyst"),
    },
    "events": {
        "text": (
            "what happened", "what", "description", "event", "incident", "text", "summary",
            "details", "notes",
        ),
        "date": ("date", "event date", "when", "day"),
        "place": ("place", "location", "where", "town", "district", "province", "region"),
        "about": ("perpetrator", "actor", "who did it", "who", "party", "responsible"),
        "affected": ("victim", "victims", "affected"),
        "provision": ("provision", "stipulation", "article", "clause", "point"),
        "kind": ("kind", "type", "category", "event type"),
        "side": ("side", "reported by", "reporter"),
        "source": ("source", "sources", "informant"),
        "coder": ("coder", "entered by", "coded by"),
    },
}  # fmt: skip
#: Among so many first rows the header is looked for.
_LOOKED_AT = 10
#: More different words than any code has are left to the person.
MOST_WORDS = 60


def suggest_mapping(journal: Journal, file: Path) -> str:
    """Give a first mapping file for a table, with a `?` wherever a person must say.

    Raises:
        ServandaError: The file holds no table, or several sheets.
    """
    record = journal.record()
    source, data = read_source(file)
    tables = tables_of(source, data)
    blank = TableMapping(kind="events", file=file.name, columns={})
    held = [one for one in tables if any(not row.blank for row in one.rows)]
    table = held[0] if held else choose_table(tables, blank, file=file.name)
    heading = [f"A first mapping of {source.name}, from its header: correct it."]
    if len(held) > 1:
        heading.append(f"Other sheets: {', '.join(one.name for one in held[1:8])}.")
    root = _suggested(table, record, sheet=table.name if len(held) > 1 else "")
    if ASK in repr(root):
        heading.append("Put in the place of each ? what the word means, or `skip`.")
    heading.append("All that may stand here: docs/reference/table-mapping.md")
    return to_text(root, heading=heading)


def _suggested(table: Table, record: Record, *, sheet: str) -> CommentedMap:
    above = _header_row(table)
    bare = TableMapping(kind="events", file="", columns={}, header=(above,) if above else ())
    headers = find_columns(table, bare).headers
    periods = [at for at, one in enumerate(headers) if _is_period(one)]
    wide = len(periods) > 1
    ratings = _columns(headers, "ratings", taken=periods if wide else [])
    kind: TableKind = "ratings" if wide or {"provision", "level"} <= set(ratings) else "events"
    columns = ratings if kind == "ratings" else _columns(headers, "events", taken=[])
    if wide:
        columns = {name: at for name, at in columns.items() if name not in _OF_ONE}
    root = CommentedMap(table=kind)
    if sheet:
        root["sheet"] = sheet
    if above:
        root["header"] = above
    if kind == "ratings":
        root["scale"] = "pam"
    needed = "provision" if kind == "ratings" else "text"
    named = {needed: columns.get(needed, -1), **columns}
    root["columns"] = CommentedMap(
        (name, scalar(headers[at]) if at >= 0 else ASK) for name, at in named.items()
    )
    if wide:
        root["periods"] = _pattern(headers, periods)
    mapping = TableMapping(
        kind=kind, file="", columns={one: Column(headers[at], 0) for one, at in columns.items()}
    )
    _ask(root, Headed(table, headers, columns, find_columns(table, bare).rows, mapping), record,
         periods if wide else [])  # fmt: skip
    return root


_OF_ONE = frozenset(("level", "period", "violated"))


def _header_row(table: Table) -> int:
    """Give the number of the row that names the columns, where a title stands above it, or 0."""
    held = [row for row in table.rows if not row.blank][:_LOOKED_AT]
    widths = [len({one.text for one in row.cells if one.text}) for row in held]
    first = next((at for at, width in enumerate(widths) if width > 1), 0)
    return held[first].number if first else 0


def _columns(headers: tuple[str, ...], kind: TableKind, *, taken: list[int]) -> dict[str, int]:
    """Give the columns whose header is one of the usual words, or begins or ends with one."""
    free = {at: fold(one) for at, one in enumerate(headers) if one and at not in taken}
    found: dict[str, int] = {}
    for fits in (_is, _has):
        for name, words in _HEADERS[kind].items():
            if name in found:
                continue
            best = next((at for word in words for at, one in free.items() if fits(one, word)), None)
            if best is not None:
                found[name] = best
                del free[best]
    return {name: found[name] for name in _HEADERS[kind] if name in found}


def _is(header: str, word: str) -> bool:
    return header in (word, word + "s")


def _has(header: str, word: str) -> bool:
    words = header.split()
    return word in (words[0], words[-1]) if words else False


def _is_period(header: str) -> bool:
    try:
        return bool(read_period(header))
    except ValueError:
        return False


def _pattern(headers: tuple[str, ...], periods: list[int]) -> object:
    if all(headers[at].isdigit() for at in periods):
        return DoubleQuotedScalarString("{year}")
    return CommentedMap((scalar(headers[at]), read_period(headers[at])) for at in periods)


def _ask(root: CommentedMap, headed: Headed, record: Record, periods: list[int]) -> None:
    """Add what a person must say: words for levels and for provisions that nothing knows."""
    words = TableWords(record, headed.mapping)
    scale = record.codebook.scale("pam")
    if scale is not None and headed.mapping.kind == "ratings":
        levels = [at for at in (*periods, headed.columns.get("level", -1)) if at >= 0]
        said = (row.cells[at].text for row in headed.rows for at in levels if at < len(row.cells))
        _add(root, "values", said, lambda one: words.given(one, scale))
    if "provision" in headed.columns:
        said = (headed.cell(row, "provision").text for row in headed.rows)
        _add(root, "provisions", said, words.provision)


def _add(
    root: CommentedMap, name: str, said: Iterable[str], known: Callable[[str], object]
) -> None:
    asked = CommentedMap()
    seen: set[str] = set()
    for one in said:
        if not one or fold(one) in seen:
            continue
        seen.add(fold(one))
        try:
            known(one)
        except NotUnderstood as error:
            if len(asked) == MOST_WORDS:
                break
            asked[scalar(one)] = ASK
            if error.near:
                asked.yaml_add_eol_comment(f"perhaps {', '.join(error.near)}", scalar(one))
    if asked:
        root[name] = asked
