"""From the file that maps a table to what it says; docs/reference/table-mapping.md."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar, get_args

from servanda.agreements.fields import Fields, listed, nearest
from servanda.agreements.nodes import FileKind, Node, read_nodes, read_text
from servanda.agreements.table_mapping import (
    COLUMNS,
    NEEDED,
    Column,
    Given,
    Periods,
    Row,
    TableKind,
    TableMapping,
)
from servanda.domain.codebook import Scale
from servanda.domain.judgement import Unknown, Work
from servanda.domain.statement import Kind, Stance
from servanda.errors import ServandaError
from servanda.text.normalise import fold

T = TypeVar("T")

MAPPING_FILE = FileKind(
    "a mapping", "`table: ratings` or `table: events`, and `columns:`",
    "docs/reference/table-mapping.md",
)  # fmt: skip
#: Says that what a word stands for is left out.
SKIP = "skip"
#: What a suggested mapping has where a person must say what a word means.
ASK = "?"
#: What each row says for itself: nothing of it can hold for all.
_OF_EACH = {
    "ratings": ("level", "violated"),
    "events": ("text", "date", "place"),
}
#: Fields with words of their own.
_FIXED = {
    "kind": get_args(Kind),
    "stance": get_args(Stance),
    "work": get_args(Work),
    "unknown": get_args(Unknown),
}
#: What a pattern for period columns may hold.
_HOLE = re.compile(r"\{(year|quarter|month|n)\}")
_DATE_PARTS = re.compile(r"YYYY|MM|DD|M|D")
_SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}


@dataclass(frozen=True, slots=True)
class Known:
    """What the dossier knows: each gives a key for a name, or raises a `ServandaError`."""

    scale: Callable[[str], Scale]
    provision: Callable[[str], tuple[str, str]]
    place: Callable[[str], str]
    party: Callable[[str], str]
    side: Callable[[str], str]
    agreements: Collection[str]


def load_table_mapping(path: Path, *, known: Known) -> TableMapping:
    """Give the mapping that a YAML file states.

    Raises:
        AgreementError: It cannot be read or understood; the message names file and line.
    """
    return parse_table_mapping(read_text(path, kind=MAPPING_FILE), file=str(path), known=known)


def parse_table_mapping(text: str, *, file: str, known: Known) -> TableMapping:
    """Give the mapping that a YAML text states; `file` names it in messages.

    Raises:
        AgreementError: It cannot be understood.
    """
    root = read_nodes(text, file=file, kind=MAPPING_FILE)
    fields = Fields(file, root, "a mapping")
    kind: TableKind = "events" if _kind(fields) == "events" else "ratings"
    across = kind == "ratings" and bool(fields.one_of("across", ("provisions",), ""))
    columns = _columns(fields, kind, needed=("period",) if across else NEEDED[kind])
    base = replace(_shared(fields, kind, columns, known), across="provisions" if across else "")
    found = _ratings(fields, base, known) if kind == "ratings" else _events(fields, base, known)
    fields.done()
    return found


def _kind(fields: Fields) -> str:
    fields.required("table")
    return fields.one_of("table", get_args(TableKind), "")


def _ratings(fields: Fields, base: TableMapping, known: Known) -> TableMapping:
    scale_node = fields.take("scale")
    name = "pam" if scale_node is None else fields.words(scale_node, "'scale'")
    scale = _found(fields, scale_node or fields.node, name, known.scale)
    periods = _periods(fields)
    wide = periods is not None or base.across != ""
    if periods is not None and base.across:
        fields.fail("`periods:` beside `across: provisions`", "one or the other")
    if not wide and "level" not in base.columns:
        fields.fail(
            "a table of ratings with no level",
            "`level:` among the columns (one rating in a row), or `periods:` (one column for each "
            "period)",
        )
    if periods is not None and (
        taken := [one for one in ("level", "period") if one in base.columns]
    ):
        fields.fail(f"`periods:` beside a column for {taken[0]!r}", "one or the other")
    blank = fields.take("blank")
    days = fields.one_of("days_stand_for", ("month", "quarter", "year"), "")
    return replace(
        base,
        scale=scale.key,
        periods=periods,
        periods_of_days=_day_length(days),
        blank=Given() if blank is None else _given(fields, blank, "a blank cell", scale),
        values=_table(fields, "values", lambda one: _given(fields, one, "a value", scale)),
    )


def _events(fields: Fields, base: TableMapping, known: Known) -> TableMapping:
    def word(allowed: Collection[str]) -> Callable[[Node], str]:
        return lambda node: _one_of(fields, node, allowed)

    return replace(
        base,
        sides=_table(fields, "sides", lambda one: _named(fields, one, known.side)),
        kinds=_table(fields, "kinds", word(get_args(Kind))),
        stances=_table(fields, "stances", word(get_args(Stance))),
    )


def _shared(
    fields: Fields, kind: TableKind, columns: Mapping[str, Column], known: Known
) -> TableMapping:
    agreement = fields.take("agreement")
    key = "" if agreement is None else _one_of(fields, agreement, known.agreements)
    separator = fields.one_of("separator", _SEPARATORS, "")

    def provision(node: Node) -> Row:
        words = fields.words(node, "a provision")
        if fold(words) == SKIP:
            return None
        full = words if "/" in words or not key else f"{key}/{words}"
        return _found(fields, node, full, known.provision)

    def row(node: Node) -> int:
        return int(fields.number(node, "a row of the header", 1, 1000))

    return TableMapping(
        kind=kind,
        file=fields.file,
        columns=columns,
        sheet=fields.text("sheet") or "",
        header=fields.many("header", row),
        separator=_SEPARATORS.get(separator, ""),
        agreement=key,
        only=_only(fields),
        always=_always(fields, kind, known),
        provisions=_table(fields, "provisions", provision),
        places=_table(fields, "places", lambda one: _named(fields, one, known.place)),
        parties=_table(fields, "parties", lambda one: _named(fields, one, known.party)),
        dates=fields.many("dates", lambda one: _date_pattern(fields, one)),
        language=fields.one_of("language", ("en", "fr", "ar"), "en"),
    )


def _columns(fields: Fields, kind: TableKind, *, needed: Sequence[str]) -> dict[str, Column]:
    node = fields.take("columns")
    if node is None:
        fields.fail("a mapping without columns", "`columns:` with a line for each")
    table = Fields(fields.file, node, "'columns'")
    found: dict[str, Column] = {}
    for name, value in table.entries():
        if name not in COLUMNS[kind]:
            table.fail(
                f"{name!r} is no column of {kind}{nearest(name, COLUMNS[kind])}",
                listed(COLUMNS[kind]),
                value,
            )
        found[name] = Column(table.words(value, f"the column {name!r}"), value.line)
    for name in needed:
        if name not in found:
            table.fail(f"{kind} without a column for {name!r}", f"`{name}: what stands over it`")
    return found


def _only(fields: Fields) -> tuple[tuple[Column, frozenset[str]], ...]:
    node = fields.take("only")
    if node is None:
        return ()
    table = Fields(fields.file, node, "'only'")
    found = []
    for name, value in table.entries():
        items = value.items if value.kind == "list" else (value,)
        words = frozenset(fold(table.words(one, f"a word of {name!r}")) for one in items)
        found.append((Column(name, value.line), words))
    return tuple(found)


def _always(fields: Fields, kind: TableKind, known: Known) -> dict[str, str]:
    node = fields.take("always")
    if node is None:
        return {}
    table = Fields(fields.file, node, "'always'")
    allowed = [one for one in COLUMNS[kind] if one not in _OF_EACH[kind]]
    found = {}
    for name, value in table.entries():
        if name not in allowed:
            table.fail(
                f"{name!r} cannot hold for all rows{nearest(name, allowed)}", listed(allowed), value
            )
        words = table.words(value, f"{name!r} of all rows")
        if name in _FIXED:
            words = _one_of(table, value, _FIXED[name])
        elif name == "side":
            words = _found(table, value, words, known.side)
        elif name == "party":
            words = _found(table, value, words, known.party)
        found[name] = words
    return found


def _periods(fields: Fields) -> Periods | None:
    node = fields.take("periods")
    if node is None:
        return None
    if node.kind == "text":
        holes = _HOLE.findall(node.text)
        if not holes or len(set(holes)) < len(holes):
            fields.fail(
                f"{node.describe()} for 'periods'",
                "a pattern such as `{year}`, `Q{quarter} {year}`, `{month}/{year}` or `Year {n}`, "
                "a list of headers, or lines of `header: period`",
                node,
            )
        return Periods(node.line, pattern=node.text)
    if node.kind == "list":
        named = [(Column(fields.words(one, "a period"), one.line), "") for one in node.items]
    else:
        table = Fields(fields.file, node, "'periods'")
        named = [
            (Column(name, value.line), table.words(value, f"the period of {name!r}"))
            for name, value in table.entries()
        ]
    return Periods(node.line, named=tuple(named))


def _given(fields: Fields, node: Node, what: str, scale: Scale) -> Given:
    if node.kind == "map":
        inner = Fields(fields.file, node, what)
        level = inner.take("level")
        unknown = inner.one_of("unknown", get_args(Unknown), "")
        violated = inner.one_of("violated", ("yes", "true", "no", "false"), "no")
        found = Given(
            None if level is None else _level(inner, level, scale),
            violated in ("yes", "true"),
            _unknown(unknown),
        )
        inner.done()
        return found
    words = fields.words(node, what)
    plain = fold(words).replace(" ", "_")
    if plain == SKIP:
        return Given()
    if plain == "violated":
        return Given(violated=True)
    if plain == "carried_forward":
        fields.fail(f"{words!r} for {what}", "`{level: 2, unknown: carried_forward}`", node)
    if (kind := _unknown(plain)) is not None:
        return Given(unknown=kind)
    return Given(_level(fields, node, scale))


def _level(fields: Fields, node: Node, scale: Scale) -> float:
    words = fields.words(node, "a level")
    for one in scale.levels:
        if words == f"{one.value:g}" or fold(words) == fold(one.name):
            return one.value
    levels = ", ".join(f"{one.value:g}" for one in scale.levels)
    others = ("violated", *get_args(Unknown)[:4], SKIP)
    return fields.fail(
        f"{words!r} as a value", f"a level of {scale.name} ({levels}), {listed(others)}", node
    )


def _unknown(word: str) -> Unknown | None:
    return next((one for one in get_args(Unknown) if one == word), None)


def _day_length(word: str) -> Literal["", "month", "quarter", "year"]:
    lengths: tuple[Literal["month", "quarter", "year"], ...] = ("month", "quarter", "year")
    return next((one for one in lengths if one == word), "")


def _date_pattern(fields: Fields, node: Node) -> str:
    words = fields.words(node, "a form of dates")
    parts = sorted(one[0] for one in _DATE_PARTS.findall(words))
    if parts != ["D", "M", "Y"] or re.search(r"[A-Za-z]", _DATE_PARTS.sub("", words)):
        fields.fail(
            f"{words!r} as the form of dates",
            "year, month and day as YYYY, MM and DD: `DD/MM/YYYY`, `D.M.YYYY`, `MM-DD-YYYY`",
            node,
        )
    return words


def _table(fields: Fields, name: str, read: Callable[[Node], T]) -> dict[str, T]:
    """Give what their words mean, under the words as names are compared."""
    node = fields.take(name)
    if node is None:
        return {}
    table = Fields(fields.file, node, f"{name!r}")
    found: dict[str, T] = {}
    said: dict[str, str] = {}
    for words, value in table.entries():
        key = fold(words)
        if key in found:
            table.fail(f"{words!r} in {name!r} is compared as {said[key]!r} is", "each once", value)
        if value.text == ASK:
            table.fail(f"a question mark for {words[:60]!r}", "what it means, in its place", value)
        said[key], found[key] = words, read(value)
    return found


def _one_of(fields: Fields, node: Node, allowed: Collection[str]) -> str:
    word = fields.words(node, "a word")
    if word not in allowed:
        fields.fail(f"{word!r}{nearest(word, allowed)}", listed(allowed), node)
    return word


def _named(fields: Fields, node: Node, find: Callable[[str], str]) -> str:
    return _found(fields, node, fields.words(node, "a name"), find)


def _found(fields: Fields, node: Node, words: str, find: Callable[[str], T]) -> T:
    try:
        return find(words)
    except ServandaError as error:
        fields.fail(str(error).rstrip(".?"), "a name that the dossier knows", node)
