"""What a person asks to change in a statement, checked against the record."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from servanda.domain.record import Record
from servanda.domain.statement import Extent, Kind, PartyMention, ProvisionLink, Stance
from servanda.domain.when import When
from servanda.errors import ServandaError, UnknownThing
from servanda.text.dates import parse_date


@dataclass(frozen=True, slots=True)
class Amendment:
    """The fields to change; None or () leaves a field as it is."""

    kind: Kind | None = None
    stance: Stance | None = None
    extent: Extent | None = None
    #: Provision keys, as `key` or `agreement/key`.
    provisions: tuple[str, ...] = ()
    whole: bool = False
    about: tuple[str, ...] = ()
    nobody: bool = False
    side: str | None = None
    #: A date as people say it, or EDTF.
    when: str | None = None


def changes_of(record: Record, wanted: Amendment) -> dict[str, object]:
    """Give the changed fields of a statement.

    Raises:
        UnknownThing: A provision or party that no agreement of this record has.
        ServandaError: A date that cannot be read.
    """
    changes: dict[str, Any] = {}
    for name in ("kind", "stance", "extent", "side"):
        if (value := getattr(wanted, name)) is not None:
            changes[name] = value
    if wanted.provisions:
        changes["provisions"] = tuple(_link(record, key) for key in wanted.provisions)
        changes["level"] = "provision"
    if wanted.whole:
        changes["provisions"], changes["level"] = (), "whole"
    if wanted.about:
        changes["about"] = tuple(_party(record, key) for key in wanted.about)
    if wanted.nobody:
        changes["about"] = ()
    if wanted.when is not None:
        changes["when"] = _when(wanted.when)
    return changes


def _link(record: Record, key: str) -> ProvisionLink:
    wanted, _, name = key.rpartition("/")
    for agreement in record.agreements:
        if wanted in ("", agreement.key) and agreement.provision(name):
            return ProvisionLink(agreement.key, name, None, "coder")
    known = [one.key for agreement in record.agreements for one in agreement.walk()]
    raise UnknownThing("provision", key, nearest=tuple(difflib.get_close_matches(name, known)))


def _party(record: Record, key: str) -> PartyMention:
    for agreement in record.agreements:
        if party := agreement.party(key):
            return PartyMention("", 0, 0, party.name, party.key)
    known = [one.key for agreement in record.agreements for one in agreement.parties]
    raise UnknownThing("party", key, nearest=tuple(known))


def _when(words: str) -> When:
    found = parse_date(words)
    if found is None:
        raise ServandaError(f"{words!r} is no date that can be read. Write it as 1947-07-12.")
    return found
