"""An agreement as the YAML file that a person corrects by hand; the way back from `load`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml.comments import CommentedMap

from servanda.agreements.yaml_out import (
    comment_lines,
    filled,
    keyed,
    number,
    on_one_line,
    scalar,
    several,
    short_words,
    shortest,
    to_text,
)
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
    return to_text(dump.agreement(), heading=heading)


class _Dump:
    """One dump: what bare wordings mean, and which remarks go where."""

    def __init__(self, agreement: Agreement, remarks: Mapping[str, Sequence[str]]) -> None:
        self._agreement = agreement
        self._remarks = remarks

    def agreement(self) -> CommentedMap:
        one = self._agreement
        return filled(
            agreement=scalar(one.key),
            title=scalar(one.title),
            aliases=several([scalar(name) for name in one.aliases]),
            signed=several([scalar(date) for date in one.signed]),
            language=scalar(one.language),
            sources=several([scalar(source) for source in one.sources]),
            events=keyed({event.name: _event(event) for event in one.events}),
            provisional="true" if one.provisional else None,
            parties=keyed({party.key: _party(party) for party in one.parties}),
            territory=_territory(one.territory),
            provisions=self._provisions(one.provisions, depth=1),
        )

    def _provisions(self, provisions: tuple[Provision, ...], depth: int) -> CommentedMap | None:
        table = keyed({one.key: self._provision(one, depth) for one in provisions})
        if table is None:
            return None
        for one in provisions:
            lines = [
                part for line in self._remarks.get(one.key, ()) for part in comment_lines(line)
            ]
            if lines:
                table.yaml_set_comment_before_after_key(
                    one.key, before="\n".join(lines), indent=2 * depth
                )
        return table

    def _provision(self, one: Provision, depth: int) -> Any:
        fields = filled(
            title=scalar(one.title or None),
            labels=several([_label(label) for label in one.labels]),
            wordings=several([self._wording(wording) for wording in one.wordings]),
            obligors=short_words(one.obligors),
            places=short_words(one.places),
            due=several([_due(due) for due in one.due]),
            themes=short_words(one.themes),
            relations=several([_relation(relation) for relation in one.relations]),
            references=several([scalar(reference) for reference in one.references]),
            after=short_words(one.after),
            tags=several([scalar(tag) for tag in one.tags]),
            weight=None if one.weight == 1 else number(one.weight),
            provisions=self._provisions(one.children, depth + 2),
        )
        return shortest(fields, "title")

    def _wording(self, one: Wording) -> Any:
        if (one.kind, one.by, one.language) == ("verbatim", self._agreement.title, None):
            return scalar(one.text)
        return filled(
            text=scalar(one.text),
            kind=None if one.kind == "verbatim" else one.kind,
            by=scalar(one.by),
            language=scalar(one.language),
        )


def _party(one: Party) -> Any:
    fields = filled(
        name=scalar(one.name),
        role=None if one.role == "party" else one.role,
        aliases=several([scalar(name) for name in one.aliases]),
        members=several([scalar(name) for name in one.members]),
    )
    return shortest(fields, "name")


def _event(one: Event) -> Any:
    return shortest(filled(date=scalar(one.date), source=scalar(one.source or None)), "date")


def _label(one: Label) -> Any:
    return shortest(filled(text=scalar(one.text), document=scalar(one.document)), "text")


def _due(one: Due) -> Any:
    if one == Due(one.text, edtf=one.text):
        return scalar(one.text)
    return filled(
        text=scalar(one.text),
        date=scalar(one.edtf),
        days=one.days,
        after=scalar(one.after),
    )


def _relation(one: Relation) -> CommentedMap:
    return CommentedMap({one.kind: scalar(f"{one.agreement}/{one.provision}")})


def _territory(one: Territory) -> Any:
    return shortest(
        filled(
            name=scalar(one.name or None),
            countries=short_words(one.countries),
            divisions=short_words(one.divisions),
            box=None if one.box is None else on_one_line(list(one.box)),
            footprint=_footprint(one.footprint),
            source=scalar(one.source),
            places=keyed({place.id: _place(place) for place in one.places}),
        ),
        "name",
    )


def _place(one: Place) -> CommentedMap:
    return filled(
        names=several([_name(name) for name in one.names]),
        granularity=None if one.granularity == "point" else one.granularity,
        lat=one.lat,
        lon=one.lon,
        part_of=several([_part(part) for part in one.part_of]),
        footprint=_footprint(one.footprint),
        source=scalar(one.source),
    )


def _name(one: PlaceName) -> Any:
    return shortest(
        filled(
            text=scalar(one.text),
            language=scalar(one.language),
            side=scalar(one.side),
            since=scalar(one.since),
            until=scalar(one.until),
            source=scalar(one.source),
        ),
        "text",
    )


def _part(one: PartOf) -> Any:
    return shortest(
        filled(
            place=scalar(one.place),
            since=scalar(one.since),
            until=scalar(one.until),
            source=scalar(one.source),
        ),
        "place",
    )


def _footprint(one: dict[str, Any] | None) -> CommentedMap | None:
    if one is None:
        return None
    table = CommentedMap(one)
    table.fa.set_flow_style()
    return table
