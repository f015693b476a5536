"""The provisions part of an agreement file: the tree of promises."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, get_args

from servanda.agreements import dates
from servanda.agreements.fields import Fields, listed, nearest
from servanda.agreements.nodes import Node
from servanda.domain.agreement import (
    Due,
    Label,
    Provision,
    Relation,
    RelationKind,
    Wording,
    WordingKind,
)
from servanda.domain.vocabulary import theme_names

_AFTER = re.compile(
    r"(?:(?:with)?in\s+)?(?P<days>[0-9]{1,5})\s+days?\s+(?:after|of|from)\s+(?P<after>\S.*)",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(slots=True)
class Names:
    """What the rest of the file declared: a provision may only name these."""

    agreement: str
    title: str
    parties: tuple[str, ...]
    places: tuple[str, ...]
    #: Line of each provision's key, filled while reading.
    provisions: dict[str, int] = field(default_factory=dict)


def read_provisions(outer: Fields, names: Names) -> tuple[Provision, ...]:
    """Give the provisions under `provisions:`, each with those below it."""
    node = outer.take("provisions")
    if node is None:
        return ()
    table = Fields(outer.file, node, "the provisions")
    return tuple(_provision(table, key, one, names) for key, one in table.entries())


def _provision(table: Fields, key: str, node: Node, names: Names) -> Provision:
    table.key(key, node)
    if key in names.provisions:
        table.fail(
            f"the provision key {key!r} stands twice, first in line {names.provisions[key]}",
            "each key once in the whole tree: statements hang on it",
            node,
        )
    names.provisions[key] = node.line
    if node.kind in ("text", "nothing"):
        return Provision(key, title=node.text)
    fields = Fields(table.file, node, f"the provision {key!r}")
    provision = Provision(
        key=key,
        title=fields.text("title") or "",
        labels=fields.many("labels", lambda one: _label(fields, one)),
        wordings=fields.many("wordings", lambda one: _wording(fields, one, names)),
        obligors=_known(fields, "obligors", names.parties, "a party of this file"),
        places=_known(fields, "places", names.places, "a place of this file's territory"),
        due=fields.many("due", lambda one: _due(fields, one)),
        themes=fields.many("themes", lambda one: _theme(fields, one)),
        relations=fields.many("relations", lambda one: _relation(fields, one, key, names)),
        references=fields.texts("references"),
        after=fields.texts("after"),
        tags=fields.texts("tags"),
        weight=_weight(fields),
        children=read_provisions(fields, names),
    )
    fields.done()
    return provision


def _weight(fields: Fields) -> float:
    node = fields.take("weight")
    return 1.0 if node is None else fields.number(node, "'weight'", 0, 1000)


def _known(fields: Fields, name: str, known: tuple[str, ...], what: str) -> tuple[str, ...]:
    def check(node: Node) -> str:
        word = fields.words(node, f"an entry of {name!r}")
        if word not in known:
            fields.fail(
                f"{word!r} under {name!r} of {fields.what} is not {what}{nearest(word, known)}",
                listed(known) if known else f"{what}; it declares none",
                node,
            )
        return word

    return fields.many(name, check)


def _label(outer: Fields, node: Node) -> Label:
    if node.kind == "text":
        return Label(node.text)
    fields = Fields(outer.file, node, "a label")
    label = Label(fields.required("text"), fields.text("document"))
    fields.done()
    return label


def _wording(outer: Fields, node: Node, names: Names) -> Wording:
    """Give a wording; bare words are the agreement's own, letter for letter."""
    if node.kind == "text":
        return Wording(node.text, "verbatim", names.title)
    fields = Fields(outer.file, node, "a wording")
    kind: Any = fields.one_of("kind", get_args(WordingKind), "verbatim")
    by = fields.text("by")
    if by is None and kind != "verbatim":
        fields.fail(f"a {kind} wording that does not say by whom", "`by: ...`")
    wording = Wording(fields.required("text"), kind, by or names.title, fields.text("language"))
    fields.done()
    return wording


def _due(outer: Fields, node: Node) -> Due:
    if node.kind == "text":
        if dates.is_edtf(node.text):
            return Due(node.text, edtf=node.text)
        if found := _AFTER.fullmatch(node.text):
            return Due(node.text, days=int(found["days"]), after=found["after"])
        outer.fail(
            f"{node.describe()} for 'due' of {outer.what}",
            f"{dates.EXPECTED}, or '10 days after the signing', or `text:` with "
            "`date:` or `days:` and `after:`",
            node,
        )
    fields = Fields(outer.file, node, "a due date")
    date = fields.take("date")
    if date is not None and not (date.kind == "text" and dates.is_edtf(date.text)):
        fields.fail(f"{date.describe()} for a due date", dates.EXPECTED, date)
    days = fields.take("days")
    if days is not None and not re.fullmatch(r"-?[0-9]{1,5}", days.text):
        fields.fail(f"{days.describe()} for 'days'", "a whole number of days", days)
    due = Due(
        text=fields.required("text"),
        edtf=None if date is None else date.text,
        days=None if days is None else int(days.text),
        after=fields.text("after"),
    )
    fields.done()
    return due


def _theme(fields: Fields, node: Node) -> str:
    word = fields.words(node, "a theme")
    known = theme_names()
    if word.casefold() not in known:
        fields.fail(
            f"the theme {word!r}{nearest(word, known.values())}",
            "one of the 51 provision types of the Peace Accords Matrix (`servanda` lists them in "
            "docs/reference/agreement-file.md)",
            node,
        )
    return known[word.casefold()]


def _relation(outer: Fields, node: Node, key: str, names: Names) -> Relation:
    fields = Fields(outer.file, node, "a relation")
    kinds = get_args(RelationKind)
    given = [(kind, one) for kind in kinds if (one := fields.take(kind)) is not None]
    fields.done()
    if len(given) != 1:
        fields.fail(
            f"a relation with {len(given)} kinds",
            f"one of {listed(kinds)}, as `kind: agreement/key`",
        )
    kind, target = given[0]
    agreement, slash, provision = fields.words(target, "a relation").partition("/")
    if not (agreement and slash and provision):
        fields.fail(
            f"{target.describe()} for a relation", "agreement/provision, by their keys", target
        )
    if (agreement, provision) == (names.agreement, key):
        fields.fail(f"the provision {key!r} {kind} itself", "another provision", target)
    return Relation(kind, agreement, provision)
