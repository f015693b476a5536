"""What kind of file these bytes are, judged by the bytes and never by the name."""

from __future__ import annotations

import re

PLAIN_TEXT = "text/plain"
WEB_PAGE = "text/html"
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: First bytes that settle it: bytes, media type, what a person calls it, what to do next.
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "picture"),
    (b"\xff\xd8\xff", "image/jpeg", "picture"),
    (b"GIF87a", "image/gif", "picture"),
    (b"GIF89a", "image/gif", "picture"),
    (b"II*\x00", "image/tiff", "picture"),
    (b"MM\x00*", "image/tiff", "picture"),
    (b"BM", "image/bmp", "picture"),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2", "picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage", "old-office"),
    (b"{\\rtf", "application/rtf", "word-processor"),
    (b"PK\x03\x04", "application/zip", "archive"),
    (b"PK\x05\x06", "application/zip", "archive"),
    (b"\x1f\x8b", "application/gzip", "archive"),
    (b"BZh", "application/x-bzip2", "archive"),
    (b"\xfd7zXZ\x00", "application/x-xz", "archive"),
    (b"(\xb5/\xfd", "application/zstd", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed", "archive"),
    (b"Rar!\x1a\x07", "application/vnd.rar", "archive"),
    (b"ID3", "audio/mpeg", "recording"),
    (b"OggS", "audio/ogg", "recording"),
    (b"fLaC", "audio/flac", "recording"),
    (b"\x1aE\xdf\xa3", "video/x-matroska", "recording"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3", "database"),
    (b"\x7fELF", "application/x-executable", "program"),
    (b"MZ\x90\x00", "application/x-msdownload", "program"),
    (b"AT&TFORM", "image/vnd.djvu", "picture"),
    (b"%!PS", "application/postscript", "print-file"),
)
#: Names inside a zip container that say what it is; found without unpacking anything.
_CONTAINERS: tuple[tuple[bytes, str], ...] = (
    (b"word/", DOCX),
    (b"xl/", XLSX),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
)
_MIMETYPE = re.compile(rb"mimetype(application/[\w.+-]{1,80})")

#: Said of each kind that is not read yet; every line names the next step.
_ADVICE = {
    "picture": "A picture ({type}) has no text in it to read. Run it through OCR, a later step "
    "here, or add a transcript of it.",
    "old-word": "An old Word file (.doc, {type}) is not read. Open it in Word or LibreOffice, save "
    "it as .docx and add that.",
    "locked-office": "The Office file is encrypted and asks for a password. Open it, save a copy "
    "without the password and add that.",
    "old-office": "An old Office file ({type}) is not read. Save it as .docx, PDF, HTML or plain "
    "text and add that.",
    "word-processor": "A word processor's file ({type}) is not read yet. Save it as .docx, PDF, "
    "HTML or plain text and add that.",
    "archive": "A packed archive ({type}) is not opened. Unpack it and add the files in it.",
    "recording": "A recording ({type}) cannot be read. Add a transcript of it.",
    "database": "A database ({type}) is not a document. Export the text that matters and add that.",
    "program": "A program ({type}) is not a document.",
    "print-file": "A PostScript file ({type}) is not read yet. Convert it to PDF and add that.",
    "web-archive": "A mail or saved web archive ({type}) is not read yet. Save the page or the "
    "message as HTML or plain text and add that.",
    "xml": "An XML file ({type}) that is not a web page is not read yet. Save it as HTML or plain "
    "text and add that.",
    "binary": "Binary data, not text. If it is a document, save it as PDF, HTML or plain text and "
    "add that.",
}

_HTML_TAGS = (
    "html|head|body|title|meta|link|script|style|p|div|span|a|b|i|em|strong|font|center|table|ul|ol"
    "|dl|h[1-6]|main|article|section|header|nav|br|hr|blockquote|pre"
)
_HTML_START = re.compile(
    r"(?:\s|\ufeff|<!--.{0,4000}?-->|<\?xml[^>]{0,400}\?>)*"
    rf"<(?:!doctype\s+html\b|(?:{_HTML_TAGS})(?=[\s>/]))",
    re.IGNORECASE | re.DOTALL,
)
_HTML_INSIDE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_XML_START = re.compile(r"(?:\s|\ufeff)*<\?xml\s")
_MAIL_START = re.compile(
    r"(?:(?:From|To|Subject|Date|MIME-Version|Snapshot-Content-Location|Message-ID|Received"
    r"|Return-Path|Content-[\w-]+|X-[\w-]+):[^\n]*\n(?:[ \t][^\n]*\n)*){2,}",
    re.IGNORECASE,
)


def detect_binary(  # noqa: PLR0911 one way out for each family of signatures
    data: bytes,
) -> tuple[str, str] | None:
    """Give the media type, and why it is not read ("" if it is), if the bytes are not text."""
    if b"%PDF-" in data[:1024]:
        return PDF, ""
    for first, media_type, kind in _SIGNATURES:
        if data.startswith(first) and not (first == b"BM" and not _is_bitmap(data)):
            if first.startswith(b"PK"):
                return _container(data)
            if kind == "old-office":
                return _old_office(data, media_type)
            return media_type, _ADVICE[kind].format(type=media_type)
    if data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        kind = "picture" if data[8:12] == b"WEBP" else "recording"
        media_type = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(
            data[8:12], "video/x-msvideo"
        )
        return media_type, _ADVICE[kind].format(type=media_type)
    if data[4:8] == b"ftyp":
        kind = "picture" if data[8:12] in (b"heic", b"heix", b"mif1", b"avif") else "recording"
        media_type = "image/heif" if kind == "picture" else "video/mp4"
        return media_type, _ADVICE[kind].format(type=media_type)
    return None


def detect_text(text: str) -> tuple[str, str]:
    """Give the media type of decoded text, and why it is not read, or "" if it is."""
    head = text[:8192]
    if _HTML_START.match(head) or _HTML_INSIDE.search(head):
        return WEB_PAGE, ""
    if _XML_START.match(head):
        return "application/xml", _ADVICE["xml"].format(type="application/xml")
    mail = _MAIL_START.match(head)
    if mail and "multipart/" in mail[0].lower():
        return "message/rfc822", _ADVICE["web-archive"].format(type="message/rfc822")
    return PLAIN_TEXT, ""


def binary_advice() -> str:
    """Say why bytes of no known kind are not read."""
    return _ADVICE["binary"]


def _is_bitmap(data: bytes) -> bool:
    # "BM" begins many words: a bitmap also has zeros where its header keeps them.
    return data[6:10] == b"\x00\x00\x00\x00"


def _old_office(data: bytes, media_type: str) -> tuple[str, str]:
    """Tell what an OLE file holds by the names of its streams, which it keeps as UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return media_type, _ADVICE["locked-office"]
    if "WordDocument".encode("utf-16-le") in data:
        return "application/msword", _ADVICE["old-word"].format(type="application/msword")
    return media_type, _ADVICE["old-office"].format(type=media_type)


def _container(data: bytes) -> tuple[str, str]:
    named = _MIMETYPE.search(data[:200])
    if named:
        media_type = named[1].decode("ascii")
        return media_type, _ADVICE["word-processor"].format(type=media_type)
    # The list of members stands at the end of a zip file; its first members at the beginning.
    shown = data[:65536] + data[-65536:]
    if b"[Content_Types].xml" in shown:
        for member, media_type in _CONTAINERS:
            if member in shown:
                if media_type in (DOCX, XLSX):
                    return media_type, ""
                return media_type, _ADVICE["word-processor"].format(type=media_type)
    return "application/zip", _ADVICE["archive"].format(type="application/zip")
