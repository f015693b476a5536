"""Compressed streams in a PDF that would unpack to far more than any document holds."""

from __future__ import annotations

import re
import zlib

#: No page, font or object stream of a document unpacks to more than this many bytes.
LARGEST = 128 * 1024 * 1024
#: Nor do all of them together to more than this.
LARGEST_SUM = 1024 * 1024 * 1024
#: Only streams this long can unpack to much: zlib packs a thousandfold at best.
SMALLEST = LARGEST // 1100
#: Streams that unpack to streams again are followed so deep.
DEEPEST = 3

_STREAM = re.compile(rb"stream\r?\n")


def find_bomb(data: bytes) -> str | None:
    """Say what is wrong if a stream unpacks beyond all measure; None for an honest PDF.

    PDFium unpacks a stream whole before it looks at it, so this has to be known before.
    """
    total = 0
    for match in _STREAM.finditer(data):
        start = match.end()
        # zlib's header is a multiple of 31 with method 8; pictures and fonts packed otherwise
        # grow by little.
        if len(data) - start < 2 or data[start] & 0x0F != 8:
            continue
        if (data[start] * 256 + data[start + 1]) % 31:
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        if end - start < SMALLEST and not _nested(data, start, end):
            continue
        size = _unpacked(memoryview(data)[start:end], DEEPEST)
        total += size
        if size > LARGEST or total > LARGEST_SUM:
            return (
                "The PDF holds compressed data that would unpack to more than "
                f"{min(size, LARGEST) // (1024 * 1024):,} MiB; it was not opened. If the file can "
                "be trusted, print it to a new PDF and add that."
            )
    return None


def _nested(data: bytes, start: int, end: int) -> bool:
    """Tell whether a short stream is packed twice, so that it can still grow without bounds."""
    return data[max(0, start - 300) : start].count(b"FlateDecode") > 1 and end - start > 60


def _unpacked(packed: bytes | memoryview, depth: int) -> int:
    """Give how many bytes a stream unpacks to, through several packings, stopping at the limit."""
    unpacker = zlib.decompressobj()
    size = 0
    first = b""
    rest: bytes | memoryview = packed
    while rest and size <= LARGEST:
        try:
            piece = unpacker.decompress(rest, 1 << 20)
        except zlib.error:
            break
        if not piece:
            break
        if len(first) < LARGEST // 64:
            first += piece
        size += len(piece)
        rest = unpacker.unconsumed_tail
    if (
        depth > 1
        and len(first) > 2
        and first[0] & 0x0F == 8
        and not (first[0] * 256 + first[1]) % 31
    ):
        return max(size, _unpacked(first, depth - 1))
    return size
