"""What was promised: parties, dates, territory and a tree of provisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from servanda.domain.place import Place

#: A third party's office in the agreement; plain signatories are `party`.
PartyRole = Literal["party", "mediator", "guarantor", "observer"]
WordingKind = Literal["verbatim", "translation", "reported"]
RelationKind = Literal["implements", "replaces", "extends", "repeats"]


@dataclass(frozen=True, slots=True)
class Party:
    """A signatory, mediator or guarantor, and what texts call it."""

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    role: PartyRole = "party"
    #: People known to speak for it.
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """What a text calls a provision ("the 1st point"); `document` says which text, None for all."""

    text: str
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """One attributed form of a promise: sides dispute texts, not only facts."""

    text: str
    kind: WordingKind
    by: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When a promise falls due: an EDTF date, or so many days after an event, in words."""

    text: str
    edtf: str | None = None
    days: int | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event that the agreement's own clock counts from ("approval"); `date` is EDTF."""

    name: str
    date: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """This provision implements, replaces, extends or repeats another agreement's."""

    kind: RelationKind
    agreement: str
    provision: str


@dataclass(frozen=True, slots=True)
class Provision:
    """One promise at any depth; its `key` is its identity, its labels are only names.

    A leaf that can be observed is a stipulation. `themes` are names of the PAM provision types
    (vocabulary `themes`). `references` are keys or labels that its text points at.
    """

    key: str
    title: str = ""
    labels: tuple[Label, ...] = ()
    wordings: tuple[Wording, ...] = ()
    obligors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    due: tuple[Due, ...] = ()
    themes: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    references: tuple[str, ...] = ()
    #: Keys of the provisions that must be carried out before this one.
    after: tuple[str, ...] = ()
    #: Cross-cutting sets that it belongs to ("gender"), scored apart.
    tags: tuple[str, ...] = ()
    #: How much it counts in the weighted figure, which always stands beside the unweighted one.
    weight: float = 1.0
    children: tuple[Provision, ...] = ()

    def walk(self) -> Iterator[Provision]:
        """Give this provision and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Territory:
    """Where the agreement applies, with its own small gazetteer.

    `countries` are ISO 3166-1 alpha-2 codes, `divisions` GeoNames first-level codes ("CN.13"),
    `box` is west, south, east, north in WGS 84 degrees, `footprint` a GeoJSON geometry.
    """

    name: str = ""
    countries: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    box: tuple[float, float, float, float] | None = None
    footprint: dict[str, Any] | None = None
    places: tuple[Place, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """A peace agreement as its YAML file states it. Dates are EDTF."""

    key: str
    title: str
    signed: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    territory: Territory = Territory()
    provisions: tuple[Provision, ...] = ()
    #: Other names by which documents speak of it ("Minsk Protocol"), beside its title.
    aliases: tuple[str, ...] = ()
    #: Where the text or the facts were read.
    sources: tuple[str, ...] = ()
    #: Events that deadlines count from.
    events: tuple[Event, ...] = ()
    language: str | None = None
    #: True when it was inferred from a document that nobody gave an agreement for (`try`).
    provisional: bool = False

    def walk(self) -> Iterator[Provision]:
        """Give every provision at every depth, in the order of the text."""
        for provision in self.provisions:
            yield from provision.walk()

    def provision(self, key: str) -> Provision | None:
        """Give the provision of this key, or None."""
        return next((one for one in self.walk() if one.key == key), None)

    def party(self, key: str) -> Party | None:
        """Give the party of this key, or None."""
        return next((one for one in self.parties if one.key == key), None)
