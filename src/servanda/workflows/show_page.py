"""A page of a document as it was received: its picture, and where quoted words stand on it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.errors import ServandaError

PDF = "application/pdf"
#: Pictures that a browser draws and that hold nothing else.
PICTURES = ("image/png", "image/jpeg", "image/webp", "image/gif")
#: Longer than this no page is drawn; the program that draws it is ended.
SECONDS = 15
#: A picture larger than this is no page that a browser should be given.
MOST_BYTES = 40_000_000
#: Boxes are told in so many parts of the page's width and height.
GRID = 10_000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in parts of `GRID` of its width and height."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's picture, its size in pixels, and its letters with their boxes, in PDFium's order."""

    media_type: str
    picture: bytes
    width: int = 0
    height: int = 0
    #: Of the whole document, if it says so.
    pages: int = 1
    letters: str = ""
    boxes: tuple[int, ...] = ()


class _Told(msgspec.Struct):
    pages: int
    width: int = 0
    height: int = 0
    letters: str = ""
    boxes: list[int] = []


def page_count(source: Source) -> int:
    """Give how many pages of a document can be looked at; 0 where there are none to see."""
    if source.media_type == PDF:
        return max(1, len(source.pages))
    return 1 if source.media_type in PICTURES else 0


def draw_sheet(source: Source, data: bytes, number: int) -> Sheet:
    """Draw a page of a document, in a program of its own with bounds on its memory and time.

    Raises:
        ServandaError: There is no such page, or it cannot be drawn.
    """
    if source.media_type in PICTURES and number == 1 and len(data) <= MOST_BYTES:
        return Sheet(source.media_type, data)
    if source.media_type != PDF:
        raise ServandaError(f"{source.shown_name} has no page {number:,} that can be shown.")
    command = [sys.executable, "-m", "servanda.intake.page_image", str(number)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)
        line, _newline, picture = done.stdout.partition(b"\n")
        told = msgspec.json.decode(line, type=_Told)
    except (subprocess.SubprocessError, OSError, msgspec.MsgspecError) as error:
        raise ServandaError(
            f"Page {number:,} of {source.shown_name} cannot be drawn. Look at the file itself."
        ) from error
    if not picture:
        raise ServandaError(
            f"{source.shown_name} has {told.pages:,} page(s); there is no page {number:,}."
        )
    return Sheet(
        "image/png", picture, told.width, told.height, told.pages, told.letters, tuple(told.boxes)
    )


def find_boxes(sheet: Sheet, source: Source, number: int, spans: Sequence[Span]) -> list[Box]:
    """Give where words stand on a page, a box for each line; none where that cannot be told.

    The text of a source is the page's, with other white space: so the letters are counted without
    it. Where the page's letters differ, the words are looked for, and are found only if they stand
    there once.
    """
    if not 1 <= number <= len(source.pages) or not sheet.letters:
        return []
    page = source.pages[number - 1]
    own = _letters(source.text[page.start : page.end])
    drawn = _letters(sheet.letters)
    found: list[Box] = []
    for span in spans:
        start, end = max(span.start, page.start), min(span.end, page.end)
        if start >= end:
            continue
        words = _letters(source.text[start:end])
        at = len(_letters(source.text[page.start : start]))
        if own != drawn:
            at = drawn.find(words) if drawn.count(words) == 1 else -1
        if at >= 0 and words:
            found += _lines(sheet.boxes, at, at + len(words))
    return found


def _letters(text: str) -> str:
    """Leave white space out; a hyphen at a line's end has a sign of its own in PDFium."""
    return "".join(text.split()).replace("\x02", "-").replace("\ufffe", "-").replace("\xad", "-")


def _lines(boxes: Sequence[int], first: int, last: int) -> list[Box]:
    """Join the boxes of letters that stand on one line."""
    found: list[Box] = []
    for at in range(first, min(last, len(boxes) // 4)):
        x, y, x2, y2 = boxes[4 * at : 4 * at + 4]
        one = Box(min(x, x2), min(y, y2), max(x, x2), max(y, y2))
        line = found[-1] if found else None
        middle = (one.top + one.bottom) / 2
        if line and line.top <= middle <= line.bottom and one.left >= line.left:
            found[-1] = Box(
                line.left,
                min(line.top, one.top),
                max(line.right, one.right),
                max(line.bottom, one.bottom),
            )
        else:
            found.append(one)
    return found
