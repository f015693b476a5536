"""A PDF with a text layer: its words page by page, each page a span over the one text.

A page's lines keep their breaks and their hyphens; nothing is joined or corrected. Where the next
line stands farther away than the page's lines do, or steps in after a full stop, a blank line
parts the paragraphs. Between two pages stands a blank line, or a single break where a sentence
plainly runs on.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence

import pypdfium2
import pypdfium2.raw as pdfium_c

from servanda.domain.problem import Problem
from servanda.domain.source import Description
from servanda.domain.span import Span
from servanda.errors import UnreadableSource
from servanda.intake.pdf_bombs import find_bomb
from servanda.intake.pdf_lines import Line, ends_sentence, join_lines
from servanda.intake.port import Content, Extract, Limits
from servanda.intake.templates import Template

#: A page with fewer letters than this may be a picture of a page.
FEW_LETTERS = 10
#: Problems of single pages beyond this many are told in one.
MOST_PROBLEMS = 20
#: After so many broken pages in a row the rest is not tried.
BROKEN_IN_ROW = 100
#: The mark that a whole PDF carries stands within so many bytes of its end.
END_MARK_WITHIN = 2048

#: Letters that no font explained.
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff]")
_FILE_NAMES = (
    ".doc",
    ".docx",
    ".pdf",
    ".indd",
    ".qxd",
    ".rtf",
    ".odt",
    "microsoft word",
    "untitled",
)


class PdfText:
    """PDF, read through PDFium; a page that cannot be read is a problem and the rest goes on."""

    media_type = "application/pdf"

    def extract(
        self,
        content: Content,
        *,
        limits: Limits,
        templates: Sequence[Template] = (),  # noqa: ARG002 the port's; a PDF has no elements
    ) -> Extract:
        """Cut the words out, page by page.

        Raises:
            UnreadableSource: It is encrypted, broken, hostile, or has no text layer.
        """
        bomb = find_bomb(content.data)
        if bomb:
            raise UnreadableSource(bomb)
        document = _open(content.data)
        try:
            return _read(document, content.data, limits)
        finally:
            document.close()


def _open(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD:
            raise UnreadableSource(
                "The PDF is encrypted and asks for a password. Save a copy without it and add that."
            ) from error
        raise UnreadableSource(
            "The PDF is damaged or cut short: its pages cannot be found. Get the file again, or "
            "open it in a viewer and save it anew."
        ) from error


def _read(document: pypdfium2.PdfDocument, data: bytes, limits: Limits) -> Extract:
    count = len(document)
    problems: list[Problem] = []
    texts: list[str] = []
    size = broken = 0
    pictures: list[int] = []
    for index in range(min(count, limits.pages)):
        try:
            words, is_picture = _page(document, index)
        except (pypdfium2.PdfiumError, ValueError, OSError):
            words, is_picture = "", False
            broken += 1
            problems.append(_bad_page(index + 1))
            if broken >= BROKEN_IN_ROW:
                break
        else:
            broken = 0
        if is_picture:
            pictures.append(index + 1)
        texts.append(words)
        size += len(words)
        if size > limits.characters:
            problems.append(_cut(f"the first {index + 1:,} of {count:,} pages"))
            break
    if count > limits.pages:
        problems.append(_cut(f"the first {limits.pages:,} of {count:,} pages"))
    if not any(map(str.strip, texts)):
        raise UnreadableSource(_nothing(count, len(pictures), len(problems)))
    problems += _without_text(pictures)
    if b"%%EOF" not in data[-END_MARK_WITHIN:]:
        message = (
            "The PDF lacks its end mark: it may be cut short, and pages may be missing. Compare "
            "the number of pages with the original."
        )
        problems.append(Problem(kind="damaged", message=message))
    text, pages = _joined(texts)
    return Extract(
        text=text,
        description=_description(document),
        pages=pages,
        problems=tuple(_few(problems) + _unmapped(text)),
    )


def _page(document: pypdfium2.PdfDocument, index: int) -> tuple[str, bool]:
    """Give a page's words, and whether it is a picture without any."""
    page = document[index]
    try:
        textpage = page.get_textpage()
        try:
            raw = textpage.get_text_range()
            words = join_lines(_lines(textpage, raw))
        finally:
            textpage.close()
        if sum(map(str.isalpha, words[:200])) >= FEW_LETTERS:
            return words, False
        images = page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return words, next(iter(images), None) is not None
    finally:
        page.close()


def _lines(textpage: pypdfium2.PdfTextPage, raw: str) -> list[Line]:
    """Give the lines of a page with where each begins and ends on it, in points."""
    lines: list[Line] = []
    x, y, end = ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    rows = raw.split("\r\n")
    # Where a line ends matters only if a sentence ends with it, or to know the page's width.
    long = max(map(len, rows)) * 0.9
    wide = not raw.isascii() and any(char > "\uffff" for char in raw)
    # Where PDFium left signs out or put some in, its two ways of counting part.
    same = not wide and textpage.count_chars() == len(raw)
    at = 0
    for words in rows:
        length = len(words.encode("utf-16-le")) // 2 if wide else len(words)
        if words and not words.isspace():
            first, last = at, at + length - 1
            if not same:
                first = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, first)
                last = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, last)
            end.value = 0.0
            if length > long or ends_sentence(words):
                pdfium_c.FPDFText_GetCharOrigin(textpage, last, end, y)
            pdfium_c.FPDFText_GetCharOrigin(textpage, first, x, y)
            lines.append(Line(words, x.value, end.value, y.value))
        at += length + 2
    return lines


def _joined(texts: list[str]) -> tuple[str, tuple[Span, ...]]:
    """Put the pages together; each page's span takes in the white space after it."""
    pieces: list[str] = []
    spans: list[Span] = []
    at = 0
    for number, words in enumerate(texts):
        following = texts[number + 1].lstrip() if number + 1 < len(texts) else ""
        runs_on = following[:1].islower() and words.rstrip()[-1:] not in ".!?:;"
        gap = "" if number + 1 == len(texts) else "\n" if runs_on else "\n\n"
        pieces += (words, gap)
        spans.append(Span(at, at + len(words) + len(gap)))
        at = spans[-1].end
    return "".join(pieces), tuple(spans)


def _description(document: pypdfium2.PdfDocument) -> Description:
    """Give what the file's own metadata says; its dates are the file's and are not taken."""
    try:
        told = document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, ValueError):
        return Description()
    title = " ".join(told.get("Title", "").split())
    author = " ".join(told.get("Author", "").split())
    if any(mark in title.lower() for mark in _FILE_NAMES) or len(title) < 5:
        title = ""
    # One word is a program or an account's name, not a person or a body.
    return Description(title=title or None, creators=(author,) if " " in author else ())


def _bad_page(number: int) -> Problem:
    message = f"Page {number} cannot be read; the other pages were. Compare with the original."
    return Problem(kind="damaged", message=message, page=number)


def _cut(what: str) -> Problem:
    message = f"The PDF is too large: only {what} were read. Split it and add the parts."
    return Problem(kind="damaged", message=message)


def _nothing(count: int, pictures: int, broken: int) -> str:
    if broken and not pictures:
        what = f"None of the PDF's {count:,} page(s) can be read."
        return f"{what} Open it in a viewer and save it anew."
    what = "are pictures (a scan)" if pictures else "hold no words"
    return (
        f"The PDF has no text layer: its {count:,} page(s) {what}. It stays unread until it has "
        "been through OCR (text recognition), a later step here; or add a transcript of it."
    )


def _without_text(pictures: list[int]) -> list[Problem]:
    return [
        Problem(
            kind="unread",
            message=f"Page {number} is a picture without text; it needs OCR, a later step here.",
            page=number,
        )
        for number in pictures
    ]


def _few(problems: list[Problem]) -> list[Problem]:
    if len(problems) <= MOST_PROBLEMS:
        return problems
    rest = len(problems) - MOST_PROBLEMS
    message = f"{rest:,} more page(s) or parts of this PDF have problems like these."
    return [*problems[:MOST_PROBLEMS], Problem(kind="damaged", message=message)]


def _unmapped(text: str) -> list[Problem]:
    """Tell a text whose fonts do not say which letters they draw."""
    sample = text[:20_000]
    strange = 0 if sample.isascii() else len(_STRANGE.findall(sample))
    if strange * 10 < len(sample):
        return []
    message = (
        "The PDF's fonts do not say which letters they draw; much of its text cannot be right. "
        "Compare with the page, or run it through OCR."
    )
    return [Problem(kind="doubt", message=message)]
