"""A journal as text: JSON lines that a short script of anybody's can verify, and the way back.

The first line is `{"servanda": "journal", "version": 1}`. Each further line is an entry: number,
time, kind, payloads (role, digest, salt and bytes in base64, both null where withheld), withheld,
previous, hash. How the hash is made stands in `chain.py` and `docs/decisions/0002-journal.md`.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import msgspec

from servanda.domain.entry import Head
from servanda.errors import BrokenRecord
from servanda.journal.backends import MEMORY, open_journal
from servanda.journal.chain import Leaf, Payload
from servanda.journal.connect import new_file, put_in_place
from servanda.journal.port import Journal

VERSION = 1


@dataclass(frozen=True, slots=True)
class _Header:
    servanda: str
    version: int


@dataclass(frozen=True, slots=True)
class _Payload:
    role: str
    digest: str
    salt: str | None
    bytes: str | None


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    time: str
    kind: str
    payloads: tuple[_Payload, ...]
    withheld: tuple[str, ...]
    previous: str
    hash: str


def export_journal(journal: Journal, stream: IO[bytes]) -> Head:
    """Write the whole journal to a binary stream; gives the head that it has."""
    encoder = msgspec.json.Encoder()
    stream.write(encoder.encode(_Header("journal", VERSION)) + b"\n")
    head = journal.head()
    for leaf in journal.leaves():
        if leaf.number > head.count:
            break  # recorded while we write
        payloads = tuple(
            _Payload(one.role, one.digest, _text(one.salt), _text(one.data))
            for one in leaf.payloads
        )
        line = _Line(
            leaf.number, leaf.time, leaf.kind, payloads, leaf.withheld, leaf.previous, leaf.hash
        )
        stream.write(encoder.encode(line) + b"\n")
    return head


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def import_journal(stream: IO[bytes], url: str) -> Journal:
    """Give a new journal at `url` with the same entries, and so the same head.

    Raises:
        BrokenRecord: A line is not an entry, or the entries do not prove; nothing is kept.
        DossierError: There is something at `url` already.
    """
    return journal_from(read_lines(stream), url)


def journal_from(leaves: Iterable[Leaf], url: str) -> Journal:
    """Give a new journal at `url` that holds these leaves: complete, or not there at all."""
    if url == MEMORY:
        journal = open_journal(MEMORY)
        journal.restore(leaves)
        return journal
    path = Path(url)
    part = new_file(path)
    part.unlink()
    try:
        unfinished = open_journal(str(part), create=True)
        try:
            unfinished.restore(leaves)
        finally:
            unfinished.close()
        put_in_place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return open_journal(url)


def read_lines(stream: Iterable[bytes]) -> Iterator[Leaf]:
    """Give the leaves of an exported journal.

    Raises:
        BrokenRecord: A line is not what an export writes.
    """
    lines = iter(stream)
    try:
        header = msgspec.json.decode(next(lines, b""), type=_Header)
    except (msgspec.MsgspecError, UnicodeDecodeError) as trouble:
        raise BrokenRecord(f"Line 1: this is not an exported journal ({trouble}).") from trouble
    if header.servanda != "journal" or header.version != VERSION:
        raise BrokenRecord(
            f"Line 1: a {header.servanda} of version {header.version}; expected a journal of "
            f"version {VERSION}."
        )
    decoder = msgspec.json.Decoder(_Line)
    for number, line in enumerate(lines, 2):
        try:
            yield _leaf(decoder.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as trouble:
            raise BrokenRecord(f"Line {number}: this is not an entry ({trouble}).") from trouble


def _leaf(line: _Line) -> Leaf:
    for one in (line.previous, line.hash, *line.withheld, *(one.digest for one in line.payloads)):
        if len(bytes.fromhex(one)) != 32 or one != one.lower():
            raise ValueError(f"{one[:80]!r} is not a SHA-256 in hex")
    return Leaf(
        number=line.number,
        time=line.time,
        kind=line.kind,
        payloads=tuple(
            Payload(one.role, one.digest, _bytes(one.salt), _bytes(one.bytes))
            for one in line.payloads
        ),
        withheld=line.withheld,
        previous=line.previous,
        hash=line.hash,
    )


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text, validate=True)
