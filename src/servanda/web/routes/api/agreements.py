"""Agreements: what was promised, by whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.domain.agreement import Agreement, Party, Provision
from servanda.errors import UnknownThing
from servanda.web.operations import Asks, Call, Nothing, Operation, Operations, Page
from servanda.web.routes.api.shown import Name, following, record_of


class AgreementBrief(msgspec.Struct, frozen=True):
    """An agreement in a line; `provisions` counts those at every depth."""

    key: str
    title: str
    signed: tuple[str, ...]
    parties: tuple[Party, ...]
    provisions: int


class Agreements(msgspec.Struct, frozen=True):
    """The agreements of the dossier."""

    head: str
    agreements: list[AgreementBrief]


class AskedAgreement(Asks, frozen=True):
    """Which agreement."""

    key: Annotated[Name, Meta(description="An agreement's key.")]


class AskedProvisions(Page, frozen=True, kw_only=True):
    """Which provisions."""

    key: Annotated[Name, Meta(description="An agreement's key.")]


class ProvisionLine(msgspec.Struct, frozen=True):
    """A provision without those below it; `parent` is the key of the one above, "" at the top."""

    parent: str
    depth: int
    provision: Provision


class Provisions(msgspec.Struct, frozen=True):
    """A page of an agreement's provisions; `next` is the address of the following one."""

    head: str
    provisions: list[ProvisionLine]
    next: str | None


def list_agreements(call: Call, asked: Nothing) -> Agreements:  # noqa: ARG001 - nothing is asked
    """The agreements of the dossier, and their parties."""
    record = record_of(call)
    return Agreements(
        str(record.head),
        [
            AgreementBrief(one.key, one.title, one.signed, one.parties, sum(1 for _ in one.walk()))
            for one in record.agreements
        ],
    )


def show_agreement(call: Call, asked: AskedAgreement) -> Agreement:
    """One agreement: parties, territory with its gazetteer, and the tree of provisions."""
    return _find(call, asked.key)


def list_provisions(call: Call, asked: AskedProvisions) -> Provisions:
    """Provisions at every depth, in the order of the text."""
    lines = list(_walk(_find(call, asked.key).provisions))
    page = lines[asked.after : asked.after + asked.limit]
    path = f"/api/agreements/{asked.key}/provisions"
    more = len(lines) > asked.after + asked.limit
    return Provisions(
        str(call.journal.head()), page, following(path, asked, more=more, without=("key",))
    )


def _find(call: Call, key: str) -> Agreement:
    known = {one.key: one for one in record_of(call).agreements}
    if key not in known:
        raise UnknownThing("agreement", key[:80], nearest=tuple(known)[:5])
    return known[key]


def _walk(
    provisions: Iterable[Provision], parent: str = "", depth: int = 0
) -> Iterator[ProvisionLine]:
    for one in provisions:
        yield ProvisionLine(parent, depth, replace(one, children=()))
        yield from _walk(one.children, one.key, depth + 1)


OPERATIONS: Operations = [
    Operation("GET", "/api/agreements", Nothing, Agreements, list_agreements),
    Operation("GET", "/api/agreements/{key}", AskedAgreement, Agreement, show_agreement),
    Operation(
        "GET", "/api/agreements/{key}/provisions", AskedProvisions, Provisions, list_provisions
    ),
]
