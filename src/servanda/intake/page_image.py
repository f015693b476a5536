"""One page of a PDF as a picture, with the letters on it and where each stands.

PDFium reads hostile files in a program of its own: this module is run as one, with bounds on its
memory and time (`python -m servanda.intake.page_image PAGE < file.pdf`), and writes a line of JSON
and then a PNG. It names no path and reaches nothing.
"""

from __future__ import annotations

import ctypes
import json
import struct
import sys
import zlib
from math import sqrt
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

#: A page is drawn this wide, in pixels, if that does not make it too large.
WIDE = 1200
MOST_PIXELS = 2_500_000
#: Letters on a page; a page of a newspaper has 20,000.
MOST_LETTERS = 40_000
MEMORY_BYTES = 1_500_000_000
SECONDS = 12
#: Boxes are told in so many parts of the page's width and height.
GRID = 10_000


def draw(data: bytes, number: int) -> tuple[dict[str, Any], bytes]:
    """Give a page's picture as PNG, and what is known of it.

    Args:
        data: The file.
        number: The page, from 1.

    Returns:
        `pages` of the file, `width` and `height` in pixels, `letters` of the page without white
        space in PDFium's order, and `boxes`: left, top, right, bottom of each, in parts of `GRID`.
    """
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    if not 1 <= number <= count:
        return {"pages": count}, b""
    page = document[number - 1]
    across, down = page.get_size()
    scale = min(WIDE / max(1.0, across), sqrt(MOST_PIXELS / max(1.0, across * down)))
    bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=False)
    letters, boxes = _letters(page)
    told = {
        "pages": count,
        "width": bitmap.width,
        "height": bitmap.height,
        "letters": letters,
        "boxes": boxes,
    }
    return told, _png(bitmap)


def _letters(page: pypdfium2.PdfPage) -> tuple[str, list[int]]:
    textpage = page.get_textpage()
    letters: list[str] = []
    boxes: list[int] = []
    for index in range(min(textpage.count_chars(), MOST_LETTERS)):
        letter = chr(pdfium_c.FPDFText_GetUnicode(textpage, index))
        if letter.isspace() or letter == "\0":
            continue
        left, bottom, right, top = textpage.get_charbox(index, loose=True)
        letters.append(letter)
        boxes += _on_page(page, left, top)
        boxes += _on_page(page, right, bottom)
    return "".join(letters), boxes


def _on_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    """Give where a point lies on the page as it is seen: turned and cropped as the file says."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium_c.FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, across, down)
    return across.value, down.value


def _png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """Write a picture as PNG (ISO/IEC 15948), eight bits a colour, without transparency."""
    kinds = {1: 0, 3: 2}
    channels = bitmap.n_channels
    raw = bytes(bitmap.buffer)
    wide = bitmap.width * channels
    lines = (raw[y * bitmap.stride : y * bitmap.stride + wide] for y in range(bitmap.height))
    if channels == 4:
        lines, channels = (_without_alpha(line) for line in lines), 3
    header = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, kinds[channels], 0, 0, 0)
    squeezed = zlib.compress(b"".join(b"\0" + line for line in lines), 4)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in ((b"IHDR", header), (b"IDAT", squeezed), (b"IEND", b""))
    )


def _without_alpha(line: bytes) -> bytes:
    kept = bytearray(len(line) // 4 * 3)
    for at in range(3):
        kept[at::3] = line[at::4]
    return bytes(kept)


def _chunk(kind: bytes, content: bytes) -> bytes:
    whole = kind + content
    return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))


def _bound() -> None:
    """Let this program have no more than its share of memory and time, where that can be said."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, SECONDS)):
        _soft, hard = resource.getrlimit(kind)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (least, hard))


if __name__ == "__main__":
    _bound()
    known, picture = draw(sys.stdin.buffer.read(), int(sys.argv[1]))
    sys.stdout.buffer.write(json.dumps(known).encode() + b"\n" + picture)
