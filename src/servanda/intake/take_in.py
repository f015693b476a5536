"""Bytes in, a source out; whatever is wrong with them becomes a problem of that source."""

from __future__ import annotations

import dataclasses
import hashlib
import re
import unicodedata

from servanda.domain.problem import Problem
from servanda.domain.source import Description, Layer, Source
from servanda.errors import UnreadableSource
from servanda.intake import detect
from servanda.intake.decode import decode
from servanda.intake.plain_text import PlainText
from servanda.intake.port import Content, Extract, Format, Limits
from servanda.intake.web_page import WebPage

_FORMATS: dict[str, Format] = {one.media_type: one for one in (PlainText(), WebPage())}
_LIMITS = Limits()
#: Files with more bytes are refused whole.
MAX_BYTES = _LIMITS.bytes


def take_in(
    data: bytes,
    name: str,
    *,
    description: Description | None = None,
    max_bytes: int = MAX_BYTES,
) -> Source:
    """Give a document as a source: its text, pages, layers and description, and its problems.

    Args:
        data: The file's bytes, as received.
        name: What the file was called; only its last part is kept, made safe.
        description: What somebody knows better; each field given here replaces the one read.
        max_bytes: Larger files are not looked into.

    Returns:
        Always a source. If nothing could be read its text is "" and a problem of kind `unread`
        says why. The same bytes, name and description give the same source.
    """
    digest = hashlib.sha256(data).hexdigest()
    media_type, extract = _extract(data, max_bytes)
    return Source(
        id=f"src-{digest[:16]}",
        digest=digest,
        name=safe_name(name),
        media_type=media_type,
        size=len(data),
        text=extract.text,
        description=_corrected(extract.description, description),
        pages=extract.pages,
        layers=(Layer(0, len(extract.text), "author", "body"),) if extract.text else (),
        problems=tuple(
            dataclasses.replace(p, source=f"src-{digest[:16]}") for p in extract.problems
        ),
        template=extract.template,
    )


def safe_name(name: str) -> str:
    """Give the last part of a path without signs that could lead elsewhere or mislead the eye."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(
        c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    return shown.strip(" .")[-200:] or "document"


def _extract(data: bytes, max_bytes: int) -> tuple[str, Extract]:
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
        extract = _FORMATS[media_type].extract(content, limits=_LIMITS)
    except UnreadableSource as error:
        return media_type, _unread(str(error))
    return media_type, dataclasses.replace(extract, problems=problems + extract.problems)


def _unread(message: str) -> Extract:
    return Extract(text="", problems=(Problem(kind="unread", message=message),))


def _corrected(found: Description, given: Description | None) -> Description:
    """Let each field that somebody gave replace the one that was read."""
    if given is None:
        return found
    blank = Description()
    names = [field.name for field in dataclasses.fields(Description)]
    return dataclasses.replace(
        found, **{n: getattr(given, n) for n in names if getattr(given, n) != getattr(blank, n)}
    )
