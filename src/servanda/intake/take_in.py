"""Bytes in, a source out; whatever is wrong with them becomes a problem of that source."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import re
import unicodedata
from collections.abc import Sequence

from servanda.domain.problem import Problem
from servanda.domain.source import Description, Source
from servanda.errors import UnreadableSource
from servanda.intake import detect
from servanda.intake.brackets import find_brackets
from servanda.intake.cover import merge
from servanda.intake.decode import decode
from servanda.intake.description import describe
from servanda.intake.layers import find_layers
from servanda.intake.port import Content, Extract, Format, Limits
from servanda.intake.templates import (
    Template,
    built_in_templates,
    known_by_words,
    mark_lines,
)
from servanda.intake.trouble import look_for_trouble

#: What reads each kind of file: module and class. Imported on use, since PDFium alone takes longer
#: to load than a letter to read.
_FORMATS = {
    "text/plain": ("servanda.intake.plain_text", "PlainText"),
    "text/html": ("servanda.intake.web_page", "WebPage"),
    "application/pdf": ("servanda.intake.pdf", "PdfText"),
    detect.DOCX: ("servanda.intake.docx", "DocxText"),
    detect.XLSX: ("servanda.intake.spreadsheet", "SpreadsheetText"),
}
#: Media types of files that are read.
KINDS = frozenset(_FORMATS)
_LIMITS = Limits()
#: Files with more bytes are refused whole.
MAX_BYTES = _LIMITS.bytes


def take_in(
    data: bytes,
    name: str,
    *,
    description: Description | None = None,
    max_bytes: int = MAX_BYTES,
    templates: Sequence[Template] | None = None,
) -> Source:
    """Give a document as a source: its text, pages, layers and description, and its problems.

    Args:
        data: The file's bytes, as received.
        name: What the file was called; only its last part is kept, made safe.
        description: What somebody knows better; each field given here replaces the one read.
        max_bytes: Larger files are not looked into.
        templates: Publishers' page templates to know a page by; those that come with Servanda if
            None, and none at all if empty.

    Returns:
        Always a source. If nothing could be read its text is "" and a problem of kind `unread`
        says why. The same bytes, name and description give the same source.
    """
    digest = hashlib.sha256(data).hexdigest()
    known = built_in_templates() if templates is None else templates
    media_type, extract = _extract(data, max_bytes, known)
    if not extract.text.strip() and all(one.kind != "unread" for one in extract.problems):
        extract = _unread("There are no words in it, only white space.")
    text = extract.text
    problems = [*extract.problems, *look_for_trouble(text)]
    template, marks = extract.template, extract.marks
    if template is None and text:
        by_words = known_by_words(known, text)
        if by_words:
            template = by_words.name
            marks = tuple(merge(mark_lines(by_words, text, marks), marks))
    layers = find_layers(text, marks=marks, pages=extract.pages)
    read = describe(text, layers, extract.description) if text else extract.description
    if template:
        publisher = next(one.publisher for one in known if one.name == template)
        read = dataclasses.replace(read, publisher=publisher)
    described = corrected(read, description)
    edited = bool(described.translator or described.original_language or described.obtained_by)
    return Source(
        id=f"src-{digest[:16]}",
        digest=digest,
        name=safe_name(name),
        media_type=media_type,
        size=len(data),
        text=text,
        description=described,
        pages=extract.pages,
        layers=layers,
        brackets=find_brackets(text, layers, edited=edited),
        problems=tuple(dataclasses.replace(one, source=f"src-{digest[:16]}") for one in problems),
        template=template,
    )


def safe_name(name: str) -> str:
    """Give the last part of a path without signs that could lead elsewhere or mislead the eye."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(
        c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    return shown.strip(" .")[-200:] or "document"


def _extract(  # noqa: PLR0911 one way out for each kind of trouble, in the order of the checks
    data: bytes, max_bytes: int, templates: Sequence[Template]
) -> tuple[str, Extract]:
    if not data:
        return "application/octet-stream", _unread("The file is empty: it has no bytes at all.")
    if len(data) > max_bytes:
        message = (
            f"The file has {len(data):,} bytes, more than the {max_bytes:,} that are looked into. "
            "Split it and add the parts."
        )
        return "application/octet-stream", _unread(message)
    binary = detect.detect_binary(data)
    if binary and binary[1]:
        return binary[0], _unread(binary[1])
    content = Content(data)
    problems: tuple[Problem, ...] = ()
    media_type = binary[0] if binary else ""
    if not binary:
        decoded = decode(data)
        if decoded is None:
            return "application/octet-stream", _unread(detect.binary_advice())
        content = Content(data, decoded.text)
        problems = decoded.problems
        media_type, advice = detect.detect_text(decoded.text)
        if advice:
            return media_type, _unread(advice)
    if media_type not in _FORMATS:
        return media_type, _unread(f"Files of type {media_type} are not read yet.")
    try:
        extract = _format(media_type).extract(content, limits=_LIMITS, templates=templates)
    except UnreadableSource as error:
        return media_type, _unread(str(error))
    if media_type == detect.WEB_PAGE and not extract.text:
        return media_type, _unread(
            "The page shows no words: it may build itself with scripts when it is opened. Open it "
            "in a browser, save it from there, and add that."
        )
    return media_type, dataclasses.replace(extract, problems=problems + extract.problems)


def _format(media_type: str) -> Format:
    module, name = _FORMATS[media_type]
    one: Format = getattr(importlib.import_module(module), name)()
    return one


def _unread(message: str) -> Extract:
    return Extract(text="", problems=(Problem(kind="unread", message=message),))


def corrected(found: Description, given: Description | None) -> Description:
    """Let each field that somebody gave replace the one that was read."""
    if given is None:
        return found
    blank = Description()
    names = [field.name for field in dataclasses.fields(Description)]
    return dataclasses.replace(
        found, **{n: getattr(given, n) for n in names if getattr(given, n) != getattr(blank, n)}
    )
