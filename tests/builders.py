"""Small invented sources, statements and agreements, for any test that needs one.

    source = a_source(text="The ministry kept the road open. No prisoner was released.")
    statement = a_statement(source, "No prisoner was released", stance="broken")

Ids follow from what is in them, as in the program, so the same call gives the same value.
"""

from __future__ import annotations

import hashlib
from typing import Any

from servanda.domain.agreement import Agreement, Label, Party, Provision
from servanda.domain.place import PlaceMention
from servanda.domain.source import Description, Layer, Source
from servanda.domain.statement import PartyMention, ProvisionLink, Quote, ReaderMark, Statement
from servanda.domain.when import When

TEXT = (
    "The ministry kept the northern road open all spring.\n"
    "No prisoner was released by the council.\n"
    "The valley's school reopened on 4 May 2021.\n"
)
READER = ReaderMark(name="rules", version="1", fingerprint="f" * 16)


def a_source(
    text: str = TEXT,
    *,
    name: str = "report.txt",
    data: bytes | None = None,
    description: Description | None = None,
    **fields: Any,
) -> Source:
    """Give a plain-text source; `bytes_of` gives its bytes."""
    data = text.encode() if data is None else data
    digest = hashlib.sha256(data).hexdigest()
    given: dict[str, Any] = {
        "id": f"src-{digest[:16]}",
        "digest": digest,
        "name": name,
        "media_type": "text/plain",
        "size": len(data),
        "text": text,
        "description": description or Description(title="A report", language="en"),
        "layers": (Layer(0, len(text), "author", "body"),) if text else (),
    }
    return Source(**{**given, **fields})


def bytes_of(source: Source) -> bytes:
    """Give the bytes that `a_source` made this source from, unless it was given others."""
    return source.text.encode()


def a_quote(source: Source, words: str, *, start: int = 0) -> Quote:
    """Give the quote of these words, where they first stand in the source after `start`."""
    at = source.text.index(words, start)
    return Quote(
        start=at,
        end=at + len(words),
        quote=words,
        page=source.page_at(at),
        line=source.line_at(at),
        layer=source.layer_at(at),
    )


def a_statement(
    source: Source,
    words: str | None = None,
    *,
    provisions: tuple[ProvisionLink | str, ...] = (),
    reader: ReaderMark | None = READER,
    **fields: Any,
) -> Statement:
    """Give a statement that quotes `words` (the whole text if None); any field can be given.

    A provision may be given as "agreement/key".
    """
    quote = a_quote(source, source.text if words is None else words)
    links = tuple(a_link(one) if isinstance(one, str) else one for one in provisions)
    seed = f"{source.id} {quote.start}-{quote.end} {reader.fingerprint if reader else ''}"
    given: dict[str, Any] = {
        "id": "st-" + hashlib.sha256(seed.encode()).hexdigest()[:16],
        "source": source.id,
        "start": quote.start,
        "end": quote.end,
        "quote": quote.quote,
        "layer": quote.layer,
        "quotes": (quote,),
        "kind": "verdict",
        "stance": "kept",
        "extent": None,
        "provisions": links,
        "level": "provision" if links else "unmapped",
        "exceptions": (),
        "about": (),
        "responsible": (),
        "affected": (),
        "voice": (),
        "side": "unknown",
        "knowing": "unknown",
        "places": (),
        "when": None,
        "as_of": None,
        "quantities": (),
        "links": (),
        "state": "proposed",
        "reader": reader,
        "confidence": None,
        "reasons": (),
    }
    return Statement(**{**given, **fields})


def a_link(name: str, *, label: str | None = None) -> ProvisionLink:
    """Give the link to "agreement/key", named in the text."""
    agreement, key = name.split("/")
    return ProvisionLink(agreement=agreement, key=key, label=label, basis="named")


def a_party(party: str | None, *, text: str = "", at: int = 0) -> PartyMention:
    """Give a mention of a party; without `text` its words stand elsewhere in the document."""
    return PartyMention(text=text, start=at, end=at + len(text), name=None, party=party)


def a_place(source: Source, words: str, **fields: Any) -> PlaceMention:
    """Give a placed mention of `words`, a scene and a point unless told otherwise."""
    at = source.text.index(words)
    given: dict[str, Any] = {
        "text": words,
        "start": at,
        "end": at + len(words),
        "role": "scene",
        "granularity": "point",
        "name": words,
        "id": f"place-{words.lower()}",
        "lat": 1.0,
        "lon": 2.0,
    }
    return PlaceMention(**{**given, **fields})


def a_day(day: str) -> When:
    """Give a stated day (`2021-05-04`) whose words stand in the description."""
    return When(text=day, start=None, end=None, edtf=day, earliest=day, latest=day, basis="stated")


def an_agreement(
    key: str = "accord",
    provisions: tuple[Provision | str, ...] = ("roads", "prisoners", "schools"),
    **fields: Any,
) -> Agreement:
    """Give an agreement between `council` and `ministry`; a provision may be just its key."""
    given: dict[str, Any] = {
        "key": key,
        "title": f"The {key} agreement",
        "signed": ("2020-11-01",),
        "parties": (
            Party("council", "the council", ("the mountain council",)),
            Party("ministry", "the ministry"),
        ),
    }
    tree = tuple(
        Provision(one, one.capitalize(), (Label(f"Article {number}"),))
        if isinstance(one, str)
        else one
        for number, one in enumerate(provisions, 1)
    )
    return Agreement(**{**given, "provisions": tree, **fields})
