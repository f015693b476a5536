"""Whatever comes in, there is a source, a clear message, and an end within bounds."""

from __future__ import annotations

import random
import re
import zlib

import pytest
from fpdf import FPDF
from fpdf.encryption import EncryptionMethod

from servanda.domain.source import Source
from servanda.intake import take_in

WORDS = "The guns left the valley in May, and the people went home before the winter came."


def pdf(pages: int = 1, *, words: str = WORDS, password: str = "") -> bytes:
    document = FPDF()
    if password:
        document.set_encryption(
            owner_password="owner", user_password=password, encryption_method=EncryptionMethod.RC4
        )
    for _ in range(pages):
        document.add_page()
        document.set_font("Times", "", 11)
        document.multi_cell(0, 5.5, words)
    return bytes(document.output())


def scan(pages: int = 1) -> bytes:
    """Pages that are pictures, as a scanner makes them."""
    picture = b"P5 8 8 255\n" + bytes(range(64))
    document = FPDF()
    for _ in range(pages):
        document.add_page()
        document.image(_png(picture), 0, 0, 210)
    return bytes(document.output())


def _png(_: bytes) -> bytes:
    """A grey square, written by hand so that the test needs no picture library."""
    raw = b"".join(b"\0" + bytes([90 + row] * 8) for row in range(8))

    def chunk(kind: bytes, body: bytes) -> bytes:
        check = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + check

    head = (8).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(raw))
        + chunk(b"IEND", b"")
    )


def only(source: Source) -> str:
    """Give the message of an unread source's one problem."""
    assert source.text == ""
    assert source.layers == source.brackets == source.pages == ()
    (problem,) = source.problems
    assert problem.kind == "unread"
    assert problem.source == source.id
    return problem.message


class TestNothingToRead:
    def test_an_empty_file(self) -> None:
        assert "empty" in only(take_in(b"", "letter.txt"))

    @pytest.mark.parametrize("data", [b" \r\n\t \n", b"\xef\xbb\xbf", b"\f\f"])
    def test_white_space_alone(self, data: bytes) -> None:
        assert "no words" in only(take_in(data, "letter.txt"))

    def test_random_bytes(self) -> None:
        assert "Binary" in only(take_in(random.Random(1).randbytes(50_000), "letter.txt"))

    def test_a_file_larger_than_the_limit_is_not_looked_into(self) -> None:
        message = only(take_in(WORDS.encode(), "letter.txt", max_bytes=10))
        assert "more than the 10" in message

    def test_a_page_that_scripts_build(self) -> None:
        page = b"<html><body><div id='app'></div><script>draw()</script></body></html>"
        assert "scripts" in only(take_in(page, "page.html"))


class TestPdf:
    def test_one_that_asks_for_a_password(self) -> None:
        assert "password" in only(take_in(pdf(password="secret"), "report.pdf"))

    def test_one_cut_at_its_head(self) -> None:
        assert "damaged or cut short" in only(take_in(pdf()[:300], "report.pdf"))

    def test_one_cut_near_its_end_is_read_or_refused_but_never_silent(self) -> None:
        source = take_in(pdf(3)[:-700], "report.pdf")
        assert source.problems

    def test_one_that_only_says_it_is_a_pdf(self) -> None:
        assert "damaged" in only(take_in(b"%PDF-1.7\n" + b"junk " * 100, "report.pdf"))

    def test_one_named_as_a_text(self) -> None:
        source = take_in(pdf(), "report.txt")
        assert source.media_type == "application/pdf"
        assert "The guns left" in source.text

    def test_a_scan_names_ocr_as_the_next_step(self) -> None:
        message = only(take_in(scan(2), "report.pdf"))
        assert "no text layer" in message
        assert "2 page(s)" in message
        assert "OCR" in message

    def test_one_picture_among_pages_is_named_and_the_rest_read(self) -> None:
        document = FPDF()
        for number in range(3):
            document.add_page()
            document.set_font("Times", "", 11)
            if number == 1:
                document.image(_png(b""), 0, 0, 210)
            else:
                document.multi_cell(0, 5.5, WORDS)
        source = take_in(bytes(document.output()), "report.pdf")
        assert source.text.count("The guns") == 2
        assert [(one.kind, one.page) for one in source.problems] == [("unread", 2)]
        assert len(source.pages) == 3

    def test_a_stream_that_would_unpack_to_gigabytes_is_not_opened(self) -> None:
        packer = zlib.compressobj(9)
        block = b" " * (1 << 20)
        packed = b"".join(packer.compress(block) for _ in range(200)) + packer.flush()
        data = _with_stream(packed, b"/FlateDecode")
        assert len(data) < 500_000
        assert "unpack" in only(take_in(data, "report.pdf"))

    def test_a_stream_packed_twice_is_seen_through(self) -> None:
        packer = zlib.compressobj(9)
        block = b" " * (1 << 20)
        once = b"".join(packer.compress(block) for _ in range(200)) + packer.flush()
        data = _with_stream(zlib.compress(once, 9), b"[/FlateDecode /FlateDecode]")
        assert len(data) < 20_000
        assert "unpack" in only(take_in(data, "report.pdf"))

    def test_thousands_of_pages(self) -> None:
        source = take_in(pdf(1500, words="Guns."), "report.pdf")
        assert len(source.pages) == 1500

    def test_a_flipped_byte_anywhere_is_no_exception(self) -> None:
        whole = pdf(2)
        dice = random.Random(5)
        for _ in range(60):
            broken = bytearray(whole)
            broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
            take_in(bytes(broken), "report.pdf")


def _with_stream(packed: bytes, filters: bytes) -> bytes:
    """A PDF of one page with this content stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>",
        b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (len(packed), filters, packed),
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    data += b"xref\n0 5\n0000000000 65535 f \n"
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


class TestWebPage:
    @pytest.mark.parametrize(
        "body",
        [
            "<div>" * 100_000 + WORDS + "</div>" * 100_000,
            "<blockquote>" * 20_000 + WORDS,
            "".join(f"<b id={n}>" for n in range(5_000)) + f"<p>{WORDS}</p>" * 50,
            "<table><tr><td>" * 5_000 + WORDS,
            "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + f">{WORDS}</p>",
            "<font>" * 3_000 + f"<p>{WORDS}</p>" * 30,
        ],
        ids=["deep", "deeper quotes", "open formats", "deep tables", "attributes", "open fonts"],
    )
    def test_a_page_made_to_hurt_loses_its_structure_and_keeps_its_words(self, body: str) -> None:
        source = take_in(f"<html><body>{body}</body></html>".encode(), "page.html")
        assert WORDS in source.text
        assert [one.kind for one in source.problems] == ["damaged"]

    def test_too_many_tags_are_cut_and_the_cut_is_told(self) -> None:
        page = b"<html><body>" + b"<p>So it was.</p>" * 160_000
        source = take_in(page, "page.html")
        assert source.text.startswith("So it was.\n\nSo it was.")
        assert any("too large" in one.message for one in source.problems)

    def test_entities_never_grow(self) -> None:
        page = (
            '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
            '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><html><body><p>&c;&c;</p>'
            "<p>&#0;&#xD800;&#x110000;</p>"
            f"<p>{WORDS}</p></body></html>"
        )
        source = take_in(page.encode(), "page.html")
        assert len(source.text) < 300
        assert WORDS in source.text

    def test_external_entities_and_links_fetch_nothing(self) -> None:
        page = (
            '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            f'<html><head><base href="file:///etc/"></head><body><p>&x;</p><p>{WORDS}</p>'
            '<iframe src="file:///etc/passwd"></iframe></body></html>'
        )
        assert "root" not in take_in(page.encode(), "page.html").text

    @pytest.mark.parametrize("body", ["<" * 5000, '<p "' * 5000, "<!--" * 5000, "</p>" * 5000])
    def test_broken_markup_is_no_exception(self, body: str) -> None:
        take_in(f"<html><body>{WORDS}{body}".encode(), "page.html")


class TestText:
    @pytest.mark.parametrize(
        "piece",
        ["[", "[a]", "(", ".", " ", "Page 1 of 2\n", "Contents\n", "12 July 1947\n\n", "A B C\n",
         "1\n\n", "Dear \n\n", "F. 1, Op. 2, ", "— ", "Notes\n", "\f", "with respect\n\n", "©\n\n"],
    )  # fmt: skip
    def test_the_same_words_over_and_over_end_within_bounds(self, piece: str) -> None:
        text = WORDS + "\n" + piece * (150_000 // len(piece))
        assert take_in(text.encode(), "letter.txt").text == text

    def test_zero_bytes_stay_and_are_told(self) -> None:
        text = f"{WORDS}\0 {WORDS}"
        source = take_in(text.encode(), "letter.txt")
        assert source.text == text
        (problem,) = source.problems
        assert (problem.kind, problem.start) == ("doubt", len(WORDS))

    def test_signs_that_turn_the_writing_are_told(self) -> None:
        text = f"{WORDS} \u202eesrever\u202c {WORDS}"
        source = take_in(text.encode(), "letter.txt")
        assert source.text == text
        assert [one.kind for one in source.problems] == ["doubt"]
        assert "U+202E" in source.problems[0].message

    def test_everyday_marks_of_right_to_left_writing_are_no_trouble(self) -> None:
        text = "تم توقيع الاتفاق\u200f بين الطرفين في المدينة.\u200e"
        assert take_in(text.encode(), "letter.txt").problems == ()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/", "document"),
        ("..", "document"),
        ("", "document"),
        ("a\0b\n\u202etxt.exe", "abtxt.exe"),
        ("письмо.txt", "письмо.txt"),
        (".hidden", "hidden"),
    ],
)
def test_a_name_leads_nowhere(name: str, safe: str) -> None:
    assert take_in(WORDS.encode(), name).name == safe


def test_a_very_long_name_is_shortened_and_keeps_its_end() -> None:
    name = take_in(WORDS.encode(), "x" * 5000 + ".txt").name
    assert len(name) <= 200
    assert name.endswith(".txt")


def test_every_message_says_what_to_do_next() -> None:
    files = [
        b"",
        b"\0\1\2" * 900,
        pdf(password="x"),
        pdf()[:200],
        scan(),
        b"PK\x03\x04" + b"\0" * 99,
    ]
    for data in files:
        (problem,) = take_in(data, "x").problems
        assert re.search(
            r"\b(add|open|save|compare|split|run|unpack|empty)\b", problem.message, re.I
        )
