"""What a person says of a statement, new or to be changed, checked against the record."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from servanda.domain.place import PlaceMention
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import (
    Excerpt,
    Extent,
    Kind,
    PartyMention,
    ProvisionLink,
    Stance,
    Voice,
    VoiceRole,
)
from servanda.errors import ServandaError, UnknownThing
from servanda.places import open_finder
from servanda.text.anchors import locate
from servanda.text.port import PlaceFinder
from servanda.workflows.sides import verify_side
from servanda.workflows.when_words import read_when


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
    #: Words of the document that name a place.
    places: tuple[str, ...] = ()
    nowhere: bool = False
    #: Who asserts it, then who hands it on; each `name` or `name: role`.
    voices: tuple[str, ...] = ()
    #: Words of the document that it excepts.
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Where the words of a statement stand, and who finds places there."""

    source: Source
    #: Where its quote begins: words are looked for nearest to it.
    near: int
    finder: Callable[[], PlaceFinder]


def page_at(record: Record, source: str, near: int, *, cache: Path) -> Page | None:
    """Give where words of a document may be looked for; None if it is withheld."""
    found = record.source_by_id.get(source)
    if found is None:
        return None
    return Page(found, near, lambda: open_finder(record.agreements, cache=cache))


def changes_of(record: Record, wanted: Amendment, *, page: Page | None = None) -> dict[str, object]:
    """Give the changed fields of a statement.

    Args:
        record: The dossier.
        wanted: What to change.
        page: Where it stands; needed for words of the document.

    Raises:
        UnknownThing: A provision or party that no agreement of this record has.
        ServandaError: A date that cannot be read, a side that is none.
        QuoteNotFound: Words that do not stand in the document.
    """
    changes: dict[str, Any] = {}
    for name in ("kind", "stance", "extent"):
        if (value := getattr(wanted, name)) is not None:
            changes[name] = value
    if wanted.side is not None:
        changes["side"] = verify_side(record, wanted.side)
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
        changes["when"] = read_when(wanted.when, page.source if page else None)
    if wanted.voices:
        changes["voice"] = _chain(wanted.voices)
    changes.update(_in_words(wanted, page))
    return changes


def _in_words(wanted: Amendment, page: Page | None) -> dict[str, object]:
    """Give the fields that hold words of the document: places and exceptions."""
    found: dict[str, object] = {"places": ()} if wanted.nowhere else {}
    if not (wanted.places or wanted.exceptions):
        return found
    if page is None:
        raise ServandaError("The document is withheld: no words can be quoted from it.")
    if wanted.places:
        found["places"] = _places(page, wanted.places)
    if wanted.exceptions:
        found["exceptions"] = tuple(_excerpt(page, words) for words in wanted.exceptions)
    return found


def _chain(voices: Sequence[str]) -> tuple[Voice, ...]:
    """Give who asserts and who hands on: the first asserts, the others report if not said."""
    found = []
    for at, one in enumerate(voices):
        before, _, said = (part.strip() for part in one.rpartition(":"))
        roles: tuple[VoiceRole, ...] = get_args(VoiceRole)
        role = next((word for word in roles if before and word == said), None)
        name = before if role else one.strip()
        role = role or ("reports" if at else "asserts")
        if not name:
            raise ServandaError(
                "A voice has a name: --voice 'The consul' or 'The consul: reports'."
            )
        found.append(Voice(name, role))
    return tuple(found)


def find_words(page: Page, words: str) -> Span:
    """Give where words stand in a document, nearest to the statement; loose to match.

    Raises:
        QuoteNotFound: They do not.
    """
    return locate(words, page.source.text, near=page.near, source=page.source.id)


def _places(page: Page, named: Sequence[str]) -> tuple[PlaceMention, ...]:
    spans = {(one.start, one.end): one for one in (find_words(page, words) for words in named)}
    return tuple(page.finder().find(page.source, mentions=list(spans.values())))


def _excerpt(page: Page, words: str) -> Excerpt:
    span = find_words(page, words)
    return Excerpt(span.cut(page.source.text), span.start, span.end)


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
