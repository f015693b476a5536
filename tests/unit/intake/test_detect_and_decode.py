"""What kind of file it is, and how its letters are read: by content, never by name."""

from __future__ import annotations

import pytest

from servanda.intake import take_in

RUSSIAN = "Соглашение о прекращении огня было подписано сторонами и вступило в силу. " * 4
CHINESE = "和平协议的各项条款在各地区没有得到执行，政府代表没有到会。" * 6
FRENCH = "L'accord de paix a été signé à Genève, où les délégués étaient réunis. " * 4


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "image/png"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "image/jpeg"),
        (b"PK\x03\x04" + b"\0" * 40, "application/zip"),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml" + b"\0" * 9 + b"word/document.xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.text",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, "application/x-ole-storage"),
        (b"{\\rtf1\\ansi hello}", "application/rtf"),
        (b"\x1f\x8b\x08" + b"\0" * 40, "application/gzip"),
        (b"<?xml version='1.0'?><TEI><text>words</text></TEI>", "application/xml"),
        (
            b"From: <Saved by a browser>\nSubject: page\nMIME-Version: 1.0\n"
            b"Content-Type: multipart/related\n\nparts",
            "message/rfc822",
        ),
    ],
)
def test_what_is_not_read_yet_is_unread_and_says_what_to_do(data: bytes, media_type: str) -> None:
    source = take_in(data, "report.txt")
    assert (source.media_type, source.text) == (media_type, "")
    assert [problem.kind for problem in source.problems] == ["unread"]
    assert any(verb in source.problems[0].message for verb in ("Save", "add", "Unpack", "Convert"))


def test_a_page_named_pdf_is_still_a_page() -> None:
    source = take_in(b"<p>The parties met.</p><p>They agreed.</p>", "report.pdf")
    assert (source.media_type, source.text) == ("text/html", "The parties met.\n\nThey agreed.")


def test_a_text_that_mentions_tags_is_still_a_text() -> None:
    text = "The draft said <b>shall</b> where the final text says should."
    assert take_in(text.encode(), "draft.html").text == text


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_exactly_and_its_mark_not_counted(encoding: str) -> None:
    text = "Ürümqi — Кашгар, 喀什\r\nand so on, in plain words."
    source = take_in(text.encode(encoding), "letter.txt")
    assert source.text == text
    assert source.problems == ()


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, "windows-1251"), (CHINESE, "gb18030"), (FRENCH, "latin-1"), (RUSSIAN, "koi8-r")],
)
def test_an_old_encoding_is_guessed_and_the_guess_is_told(text: str, encoding: str) -> None:
    source = take_in(text.encode(encoding), "letter.txt")
    assert source.text == text
    assert [problem.kind for problem in source.problems] == ["doubt"]
    assert "UTF-8" in source.problems[0].message


def test_a_page_that_names_its_encoding_is_believed() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'
    source = take_in(page.encode("windows-1251"), "page.html")
    assert source.text == RUSSIAN.strip()
    assert source.problems == ()


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    data = (RUSSIAN * 10).encode()
    source = take_in(data[:501] + b"\xff" + data[501:], "letter.txt")
    assert "прекращении огня" in source.text
    (problem,) = source.problems
    assert problem.kind == "damaged"
    assert problem.start is not None
    assert source.text[problem.start] == "\ufffd"
