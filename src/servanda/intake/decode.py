"""Bytes to characters: marked, valid or guessed, and saying which."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from servanda.domain.problem import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,40})"
    rb"|<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w-]{2,40})",
    re.IGNORECASE,
)
_CONTROLS = bytes((*range(9), *range(14, 27), *range(28, 32), 127))
#: A guess looks at no more than this many bytes.
SAMPLE = 64 * 1024
#: Below this share of undecodable bytes a file is damaged UTF-8, not another encoding.
FEW = 0.002


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters, the encoding they were read with, and what a person should look at."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes) -> Decoded | None:
    """Give the characters of a text file; None if these bytes are not text.

    A byte-order mark decides and is not counted. Else valid UTF-8 is UTF-8, a page's own
    declaration holds, and what remains is guessed, with a problem of kind `doubt`.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read_as(data[len(mark) :], encoding)
    # Plain letters in UTF-16 are valid UTF-8 too, with a zero byte after each.
    wide = _wide(data) if b"\0" in data[:SAMPLE] else None
    if wide:
        return _read_as(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return None if _looks_binary(text) else Decoded(text, "utf-8")
    if data.count(0, 0, SAMPLE) > len(data[:SAMPLE]) // 200:
        return None
    named = _declared(data)
    if named:
        try:
            return Decoded(data.decode(named), named)
        except (UnicodeDecodeError, LookupError):
            pass
    return _nearly_utf8(data) or _guess(data)


def _read_as(data: bytes, encoding: str) -> Decoded | None:
    text = data.decode(encoding, errors="replace")
    problems = _damage(text, encoding)
    return None if _looks_binary(text) else Decoded(text, encoding, problems)


def _damage(text: str, encoding: str) -> tuple[Problem, ...]:
    lost = text.count("\ufffd")
    if not lost:
        return ()
    at = text.index("\ufffd")
    message = (
        f"{lost} place(s) could not be read as {encoding} and show as \ufffd, the first at "
        f"character {at}. Compare with the original before quoting there."
    )
    return (Problem(kind="damaged", message=message, start=at, end=at + 1),)


def _looks_binary(text: str) -> bool:
    """Tell whether control characters are too many for a text (1 in 50 of the first part)."""
    sample = text[:SAMPLE].encode("utf-8", "replace")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 50 > max(len(sample), 50)


def _wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by where its zero bytes fall."""
    sample = data[:SAMPLE]
    half = len(sample) // 2
    if half < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    if even > half * 0.4 and odd < half * 0.05:
        return "utf-16-be"
    return None


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii").lower()
    try:
        known = codecs.lookup(name)
    except LookupError:
        return None
    # Web pages that say latin-1 mean windows-1252 (WHATWG Encoding Standard); and a codec that
    # is not for text, such as "hex", must not be obeyed.
    if known.name in ("iso8859-1", "ascii"):
        return "windows-1252"
    return known.name if getattr(known, "_is_text_encoding", True) else None


def _nearly_utf8(data: bytes) -> Decoded | None:
    """Read UTF-8 with a few broken bytes, if its many-byte letters are mostly whole."""
    text = data.decode("utf-8", errors="replace")
    lost = text.count("\ufffd")
    whole = sum(1 for char in text[: SAMPLE * 4] if ord(char) > 127) - lost
    if whole > lost * 4 and lost <= max(8, len(text) * FEW):
        return Decoded(text, "utf-8", _damage(text, "utf-8"))
    return None


def _guess(data: bytes) -> Decoded | None:
    # Only a guess needs it, and hardly any file needs a guess.
    from charset_normalizer import from_bytes  # noqa: PLC0415

    best = from_bytes(data[:SAMPLE]).best()
    if best is None:
        return None
    encoding = best.encoding
    text = data.decode(encoding, errors="replace")
    if _looks_binary(text):
        return None
    message = (
        f"The file does not say how its letters are encoded; it was read as {encoding}, a guess. "
        "If letters look wrong, save it as UTF-8 and add it again."
    )
    doubt = Problem(kind="doubt", message=message)
    return Decoded(text, encoding, (doubt, *_damage(text, encoding)))
