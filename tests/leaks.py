"""Looks for a secret in files, through every container and stream, in every spelling it may have.

found = leaks(folder, {"the witness": "abcdéfgh"})
    assert found == [("brief.pdf > stream 3", "the witness")]
"""

from __future__ import annotations

import gzip
import html
import io
import json
import re
import sqlite3
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from html.entities import codepoint2name
from pathlib import Path
from urllib.parse import quote, quote_plus

import pypdf
import pypdfium2

#: Containers within containers are opened so deep.
DEEPEST = 4
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def leaks(place: Path, secrets: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give where which secret stands: in a file, in what it holds, or in a file's name."""
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    needles = [(name, set(forms(secret))) for name, secret in secrets.items()]
    found: dict[tuple[str, str], None] = {}
    for file in files:
        chunks = [(f"the name {file.name}", file.name.encode())]
        if file.is_file():
            chunks += unpacked(file.name, file.read_bytes())
        for where, data in chunks:
            # Case may change on the way (addresses, keys): all is compared in small letters.
            small = data.lower()
            for name, spelled in needles:
                if any(one in small for one in spelled):
                    found[(where, name)] = None
    return list(found)


def forms(secret: str) -> Iterator[bytes]:
    """Give every spelling of a secret: composed and not, escaped and not, in three encodings."""
    for norm in ("NFC", "NFD"):
        text = unicodedata.normalize(norm, secret)
        plain = text.encode("ascii", "ignore").decode()
        named = "".join(
            f"&{codepoint2name.get(ord(one), f'#{ord(one)}')};" if ord(one) > 127 else one
            for one in text
        )
        for spelled in (
            text,
            plain,
            quote(text),
            quote_plus(text),
            html.escape(text),
            text.encode("ascii", "xmlcharrefreplace").decode(),
            "".join(f"&#x{ord(one):x};" if ord(one) > 127 else one for one in text),
            named,
            json.dumps(text)[1:-1],
            "".join(f"\\u{{{ord(one):x}}}" if ord(one) > 127 else one for one in text),
        ):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                yield spelled.lower().encode(encoding)


def unpacked(name: str, data: bytes, *, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """Give data as it is, and all that it holds: members, streams, rows, pages, properties."""
    yield name, data
    if depth >= DEEPEST:
        return
    for where, inner in _members(data):
        yield from unpacked(f"{name} > {where}", inner, depth=depth + 1)


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"\x1f\x8b":
        yield from _tried("gzip", gzip.decompress, data)
    elif data[:1] == b"\x78":
        yield from _tried("zlib", zlib.decompress, data)
    elif data[:4] == b"\x28\xb5\x2f\xfd":
        raise AssertionError("a Zstandard stream: teach this search to open it")
    elif data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                yield f"name of {one.filename}", one.filename.encode()
                yield one.filename, archive.read(one)
                yield f"comment of {one.filename}", one.comment
    elif data[:16] == b"SQLite format 3\x00":
        yield from _rows(data)
    elif data[:5] == b"%PDF-":
        yield from _pdf(data)


def _tried(name: str, unpack: object, data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        yield name, unpack(data)  # type: ignore[operator]
    except (OSError, zlib.error, EOFError):
        return


def _rows(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Give every value of every table; what lies on free pages is in the file's own bytes."""
    book = sqlite3.connect(":memory:")
    book.deserialize(data)
    for (table,) in book.execute("select name from sqlite_master where type = 'table'").fetchall():
        try:
            rows = book.execute(f'select * from "{table}"').fetchall()
        except sqlite3.Error:
            continue
        for at, row in enumerate(rows):
            for value in row:
                if isinstance(value, str | bytes):
                    yield f"{table} {at}", value.encode() if isinstance(value, str) else value
    book.close()


def _pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    for at, hit in enumerate(_STREAM.finditer(data)):
        try:
            yield f"stream {at}", zlib.decompress(hit[1])
        except zlib.error:
            yield f"stream {at}", hit[1]
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, 1):
        # What it draws, letter by letter: a stream has only the numbers of glyphs.
        yield f"page {number}", page.get_textpage().get_text_range().encode()
    for key, value in document.get_metadata_dict().items():
        yield f"property {key}", value.encode()
    reader = pypdf.PdfReader(io.BytesIO(data))
    for key, value in (reader.metadata or {}).items():
        yield f"property {key}", str(value).encode()
    yield "bookmarks", json.dumps(list(_titles(reader.outline)), ensure_ascii=False).encode()


def _titles(outline: Iterable[object]) -> Iterator[str]:
    for one in outline:
        if isinstance(one, list):
            yield from _titles(one)
        else:
            yield str(getattr(one, "title", ""))
