"""From the file that a team writes to a codebook; docs/reference/codebook.md."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from servanda.agreements.fields import Fields, listed, nearest
from servanda.agreements.nodes import FileKind, Node, read_nodes, read_text
from servanda.domain.codebook import Codebook, CodingRule, Scale, ScaleLevel, Term
from servanda.domain.coding import FIXED, RESERVED
from servanda.errors import ServandaError

CODEBOOK_FILE = FileKind("a codebook", "`codebook:` and `title:`", "docs/reference/codebook.md")
#: Gives the whole id of a statement from its id or an unambiguous beginning of it.
FindStatement = Callable[[str], str]
#: Levels lie between these.
LOWEST, HIGHEST = 0.0, 1_000_000.0


def load_codebook(path: Path | str, *, find: FindStatement) -> Codebook:
    """Give the codebook that a YAML file states; `find` knows the statements given as examples.

    Raises:
        AgreementError: The file cannot be read or understood; the message names file and line.
    """
    path = Path(path)
    return parse_codebook(read_text(path, kind=CODEBOOK_FILE), file=str(path), find=find)


def parse_codebook(text: str, *, file: str, find: FindStatement) -> Codebook:
    """Give the codebook that a YAML text states; `file` names it in messages.

    Raises:
        AgreementError: It cannot be understood.
    """
    root = read_nodes(text, file=file, kind=CODEBOOK_FILE)
    fields = Fields(file, root, "a codebook")
    version = fields.required("codebook")
    fields.key(version, fields.take("codebook") or root)
    found = Codebook(
        version=version,
        title=fields.required("title"),
        scales=tuple(_scale(*one, file=file) for one in _entries(fields, "scales")),
        terms=tuple(
            term
            for group in _entries(fields, "terms")
            for term in _terms(*group, file=file, find=find)
        ),
        rules=tuple(_rule(*one, file=file, find=find) for one in _entries(fields, "rules")),
    )
    fields.done()
    return found


def _entries(fields: Fields, name: str) -> list[tuple[str, Node]]:
    """Give the things that stand under a name, each under its key."""
    node = fields.take(name)
    if node is None:
        return []
    table = Fields(fields.file, node, f"{name!r}")
    return [(table.key(key, value), value) for key, value in table.entries()]


def _scale(key: str, node: Node, *, file: str) -> Scale:
    fields = Fields(file, node, f"scale {key!r}")
    levels_node = fields.take("levels")
    if levels_node is None:
        fields.fail(f"scale {key!r} without levels", "`levels:` with a line for each")
    levels = _levels(Fields(file, levels_node, f"the levels of scale {key!r}"))
    cap_node = fields.take("self_report_cap")
    cap = None if cap_node is None else fields.number(cap_node, "a level", LOWEST, HIGHEST)
    if cap is not None and cap not in [one.value for one in levels]:
        known = ", ".join(f"{one.value:g}" for one in levels)
        fields.fail(
            f"{cap:g} for 'self_report_cap' is no level of scale {key!r}",
            f"one of {known}",
            cap_node,
        )
    found = Scale(
        key=key,
        name=fields.required("name"),
        levels=levels,
        source=fields.text("source") or "",
        rule=fields.text("rule") or "",
        self_report_cap=cap,
    )
    fields.done()
    return found


def _levels(table: Fields) -> tuple[ScaleLevel, ...]:
    found: list[ScaleLevel] = []
    for word, value in table.entries():
        at = Node(value.line, "text", text=word)
        number = table.number(at, "a level", LOWEST, HIGHEST)
        if found and number <= found[-1].value:
            table.fail(f"level {number:g} after {found[-1].value:g}", "levels that rise", at)
        if value.kind == "map":
            fields = Fields(table.file, value, f"level {word}")
            name, meaning = fields.required("name"), fields.text("meaning") or ""
            fields.done()
        else:
            name, meaning = table.words(value, f"level {word}"), ""
        found.append(ScaleLevel(number, name, meaning))
    if len(found) < 2:
        table.fail(f"{len(found)} level in {table.what}", "two levels at least")
    return tuple(found)


def _terms(field: str, node: Node, *, file: str, find: FindStatement) -> list[Term]:
    table = Fields(file, node, f"the words for {field!r}")
    if field in RESERVED:
        table.fail(f"{field!r} as a field of terms", "another name, as that one is taken")
    fixed = FIXED.get(field)
    found: dict[str, Term] = {}
    for word, value in table.entries():
        if fixed is not None and word not in fixed:
            table.fail(
                f"{word!r} as a word for {field!r}{nearest(word, fixed)}",
                f"{listed(fixed)}; only a field of your own takes other words",
                value,
            )
        table.key(word, value)
        body = _Body(file, value, what=f"the word {word!r}", text="meaning", find=find)
        found[word] = Term(field, word, body.words, body.examples)
        body.done()
    if fixed is None and len(found) < 2:
        table.fail(f"{len(found)} word for your own field {field!r}", "two words at least")
    # Precedence and rank follow the order of the words, which is not for a file to change.
    return [found[word] for word in (fixed or found) if word in found]


def _rule(key: str, node: Node, *, file: str, find: FindStatement) -> CodingRule:
    body = _Body(file, node, what=f"rule {key!r}", text="text", find=find)
    found = CodingRule(key, body.words, body.field("added"), body.examples)
    body.done()
    return found


class _Body:
    """A text with its examples, or the bare text."""

    def __init__(self, file: str, node: Node, *, what: str, text: str, find: FindStatement) -> None:
        self._find = find
        full = node.kind == "map"
        self._fields = Fields(file, node if full else Node(node.line, "nothing"), what)
        if full:
            self.words = self._fields.required(text)
            self.examples = self._fields.many("examples", self._example)
        else:
            self.words = self._fields.words(node, what)
            self.examples = ()

    def _example(self, one: Node) -> str:
        id = self._fields.words(one, "an example")
        try:
            return self._find(id)
        except ServandaError as error:
            self._fields.fail(f"the example {id[:80]!r} ({error})", "a statement's id", one)

    def field(self, name: str) -> str:
        return self._fields.text(name) or ""

    def done(self) -> None:
        self._fields.done()
