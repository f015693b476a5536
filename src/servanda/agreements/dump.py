"""An agreement as the YAML file that a person corrects by hand; the way back from `load`."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from servanda.domain.agreement import (
    Agreement,
    Due,
    Event,
    Label,
    Party,
    Provision,
    Relation,
    Territory,
    Wording,
)
from servanda.domain.place import PartOf, Place, PlaceName

#: Passages longer than this are folded over several lines.
_FOLD_AFTER = 70


def dump_agreement(
    agreement: Agreement,
    *,
    heading: Sequence[str] = (),
    remarks: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """Give the agreement as YAML in the form of docs/reference/agreement-file.md.

    Args:
        agreement: Any agreement; `parse_agreement` of the result gives an equal one.
        heading: Lines of comment above it.
        remarks: Lines of comment above provisions, by their keys.
    """
    dump = _Dump(agreement, remarks or {})
    yaml = YAML()
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    for line in heading:
        for part in _comment_lines(line):
            out.write(f"# {part}".rstrip() + "\n")
    if heading:
        out.write("\n")
    yaml.dump(dump.agreement(), out)
    return out.getvalue()


def _comment_lines(text: str) -> list[str]:
    """Split what stands in a comment so that nothing of it can end the comment."""
    return [
        "".join(sign if sign.isprintable() else " " for sign in line) for line in text.splitlines()
    ]


class _Dump:
    """One dump: what bare wordings mean, and which remarks go where."""

    def __init__(self, agreement: Agreement, remarks: Mapping[str, Sequence[str]]) -> None:
        self._agreement = agreement
        self._remarks = remarks

    def agreement(self) -> CommentedMap:
        one = self._agreement
        return _map(
            agreement=_text(one.key),
            title=_text(one.title),
            aliases=_many([_text(name) for name in one.aliases]),
            signed=_many([_text(date) for date in one.signed]),
            language=_text(one.language),
            sources=_many([_text(source) for source in one.sources]),
            events=_table({event.name: _event(event) for event in one.events}),
            provisional="true" if one.provisional else None,
            parties=_table({party.key: _party(party) for party in one.parties}),
            territory=_territory(one.territory),
            provisions=self._provisions(one.provisions, depth=1),
        )

    def _provisions(self, provisions: tuple[Provision, ...], depth: int) -> CommentedMap | None:
        table = _table({one.key: self._provision(one, depth) for one in provisions})
        if table is None:
            return None
        for one in provisions:
            lines = [
                part for line in self._remarks.get(one.key, ()) for part in _comment_lines(line)
            ]
            if lines:
                table.yaml_set_comment_before_after_key(
                    one.key, before="\n".join(lines), indent=2 * depth
                )
        return table

    def _provision(self, one: Provision, depth: int) -> Any:
        fields = _map(
            title=_text(one.title or None),
            labels=_many([_label(label) for label in one.labels]),
            wordings=_many([self._wording(wording) for wording in one.wordings]),
            obligors=_keys(one.obligors),
            places=_keys(one.places),
            due=_many([_due(due) for due in one.due]),
            themes=_keys(one.themes),
            relations=_many([_relation(relation) for relation in one.relations]),
            references=_many([_text(reference) for reference in one.references]),
            after=_keys(one.after),
            tags=_many([_text(tag) for tag in one.tags]),
            weight=None if one.weight == 1 else _number(one.weight),
            provisions=self._provisions(one.children, depth + 2),
        )
        return _shortest(fields, "title")

    def _wording(self, one: Wording) -> Any:
        if (one.kind, one.by, one.language) == ("verbatim", self._agreement.title, None):
            return _text(one.text)
        return _map(
            text=_text(one.text),
            kind=None if one.kind == "verbatim" else one.kind,
            by=_text(one.by),
            language=_text(one.language),
        )


def _map(**fields: Any) -> CommentedMap:
    """Give a mapping of the fields that hold something."""
    return CommentedMap((name, value) for name, value in fields.items() if value is not None)


def _table(entries: dict[str, Any]) -> CommentedMap | None:
    return CommentedMap((_text(key), value) for key, value in entries.items()) if entries else None


def _shortest(fields: CommentedMap, name: str) -> Any:
    """Give the bare value where only this field is set, nothing where none is."""
    if not fields:
        return None
    return fields[name] if list(fields) == [name] else fields


def _many(values: Sequence[Any]) -> Any:
    """Give a list; a single thing stands bare unless it could be taken for the list itself."""
    if not values:
        return None
    return values[0] if len(values) == 1 else CommentedSeq(values)


def _keys(values: Sequence[str]) -> Any:
    """Give short words on one line."""
    return _many(values) if len(values) < 2 else _flow([_text(value) for value in values])


def _text(value: str | None) -> str | None:
    """Give text in the form that is easiest to read and still comes back letter for letter."""
    if value is None:
        return None
    if len(value) > _FOLD_AFTER and value.isprintable() and _folds(value):
        folded: str = FoldedScalarString(value)
        return folded
    quoted: str = DoubleQuotedScalarString(value)
    return value if value.isprintable() and value else quoted


def _folds(value: str) -> bool:
    """Tell whether each space is a lone one between two words: folding keeps no others."""
    return value == " ".join(value.split(" ")) and "  " not in value and value == value.strip()


def _party(one: Party) -> Any:
    fields = _map(
        name=_text(one.name),
        role=None if one.role == "party" else one.role,
        aliases=_many([_text(name) for name in one.aliases]),
        members=_many([_text(name) for name in one.members]),
    )
    return _shortest(fields, "name")


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _event(one: Event) -> Any:
    return _shortest(_map(date=_text(one.date), source=_text(one.source or None)), "date")


def _label(one: Label) -> Any:
    return _shortest(_map(text=_text(one.text), document=_text(one.document)), "text")


def _due(one: Due) -> Any:
    if one == Due(one.text, edtf=one.text):
        return _text(one.text)
    return _map(
        text=_text(one.text),
        date=_text(one.edtf),
        days=one.days,
        after=_text(one.after),
    )


def _relation(one: Relation) -> CommentedMap:
    return CommentedMap({one.kind: _text(f"{one.agreement}/{one.provision}")})


def _territory(one: Territory) -> Any:
    return _shortest(
        _map(
            name=_text(one.name or None),
            countries=_keys(one.countries),
            divisions=_keys(one.divisions),
            box=None if one.box is None else _flow(list(one.box)),
            footprint=_footprint(one.footprint),
            source=_text(one.source),
            places=_table({place.id: _place(place) for place in one.places}),
        ),
        "name",
    )


def _place(one: Place) -> CommentedMap:
    return _map(
        names=_many([_name(name) for name in one.names]),
        granularity=None if one.granularity == "point" else one.granularity,
        lat=one.lat,
        lon=one.lon,
        part_of=_many([_part(part) for part in one.part_of]),
        footprint=_footprint(one.footprint),
        source=_text(one.source),
    )


def _name(one: PlaceName) -> Any:
    return _shortest(
        _map(
            text=_text(one.text),
            language=_text(one.language),
            side=_text(one.side),
            since=_text(one.since),
            until=_text(one.until),
            source=_text(one.source),
        ),
        "text",
    )


def _part(one: PartOf) -> Any:
    return _shortest(
        _map(
            place=_text(one.place),
            since=_text(one.since),
            until=_text(one.until),
            source=_text(one.source),
        ),
        "place",
    )


def _footprint(one: dict[str, Any] | None) -> CommentedMap | None:
    if one is None:
        return None
    table = CommentedMap(one)
    table.fa.set_flow_style()
    return table


def _flow(values: list[Any]) -> CommentedSeq:
    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed
