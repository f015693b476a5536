"""Word files that are damaged, locked, or made to hurt: told within bounds, never a traceback."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.intake.docx_maker import W, docx, item, p, packed, part, r, relations

from servanda.domain.problem import Problem
from servanda.errors import UnreadableSource
from servanda.intake import take_in
from servanda.intake.docx import DocxText
from servanda.intake.port import Content, Limits

TYPES = "<Types/>"


def problem(data: bytes) -> Problem:
    source = take_in(data, "report.docx")
    assert source.text == ""
    assert len(source.problems) == 1
    return source.problems[0]


def test_a_zip_bomb_is_not_unpacked_to_its_end() -> None:
    body = b"<w:document xmlns:w='" + W.encode() + b"'>" + b" " * 20_000_000
    data = packed({"[Content_Types].xml": TYPES, "word/document.xml": body})
    with pytest.raises(UnreadableSource, match="unpack to more"):
        DocxText().extract(Content(data), limits=Limits(unpacked=10_000_000))


def test_an_entity_bomb_is_refused_before_it_grows() -> None:
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f'<w:document xmlns:w="{W}"><w:body>{p("&b;")}</w:body></w:document>'
    )
    data = packed({"[Content_Types].xml": TYPES, "word/document.xml": bomb})
    assert "document type" in problem(data).message


def test_an_outer_entity_reads_no_file() -> None:
    reach = (
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
        f'<w:document xmlns:w="{W}"><w:body>{p("&a;")}</w:body></w:document>'
    )
    data = packed({"[Content_Types].xml": TYPES, "word/document.xml": reach})
    assert problem(data).kind == "unread"


def test_names_that_climb_out_of_the_file_lead_nowhere() -> None:
    data = packed(
        {
            "[Content_Types].xml": TYPES,
            "../../etc/word/evil": "x",
            "_rels/.rels": relations({"officeDocument": "../../../etc/passwd"}),
            "word/document.xml": part("document", f"<w:body>{p('Words.')}</w:body>"),
        }
    )
    assert take_in(data, "report.docx").text == "Words."


def test_too_many_elements_end_the_reading_and_are_told() -> None:
    data = docx("".join(p(f"Paragraph {n}.") for n in range(200)))
    extract = DocxText().extract(Content(data), limits=Limits(elements=300))
    assert extract.text.startswith("Paragraph 0.")
    assert "Paragraph 150." not in extract.text
    assert [one.kind for one in extract.problems] == ["damaged"]


def test_a_text_too_long_is_cut_and_told_once() -> None:
    data = docx("".join(p("Twelve signs") for _ in range(200)))
    extract = DocxText().extract(Content(data), limits=Limits(characters=120))
    assert len(extract.text) <= 120
    assert [one.kind for one in extract.problems] == ["damaged"]


def test_tables_nested_without_end_are_read_all_the_same() -> None:
    deep = 3000
    body = "<w:tbl><w:tr><w:tc>" * deep + p("Within.") + "</w:tc></w:tr></w:tbl>" * deep
    assert take_in(docx(body), "report.docx").text == "Within."


@pytest.mark.parametrize("missing", ["numbering", "footnotes", "header1"])
def test_a_part_that_is_named_and_missing_is_told_and_the_rest_read(missing: str) -> None:
    body = item("One.") + f"<w:p>{r('Two')}<w:r><w:footnoteReference w:id='1'/></w:r></w:p>"
    parts = {missing: "gone"}
    whole = docx(body + '<w:headerReference r:id="r1"/>', **parts)
    kept = BytesIO()
    with zipfile.ZipFile(BytesIO(whole)) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            if name != f"word/{missing}.xml":
                new.writestr(name, old.read(name))
    source = take_in(kept.getvalue(), "report.docx")
    assert source.text == "One.\n\nTwo¹"
    assert any("lacks a part" in one.message for one in source.problems)


def test_a_file_without_its_text_is_unread() -> None:
    data = packed({"[Content_Types].xml": TYPES, "word/styles.xml": part("styles", "")})
    assert "lacks the part" in problem(data).message


def test_a_part_that_breaks_off_keeps_what_stands_before_it() -> None:
    body = f'<w:document xmlns:w="{W}"><w:body>{p("Whole.")}<w:p><w:r><w:t>Half'
    data = packed({"[Content_Types].xml": TYPES, "word/document.xml": body})
    source = take_in(data, "report.docx")
    assert source.text == "Whole.\n\nHalf"
    assert [one.kind for one in source.problems] == ["damaged"]


def test_a_file_cut_short_is_unread() -> None:
    whole = docx(p("Words. " * 2000))
    assert "damaged" in problem(whole[: len(whole) - 40]).message


def test_a_scan_in_a_word_file_asks_for_ocr() -> None:
    assert "OCR" in problem(docx("<w:p><w:r><w:drawing/></w:r></w:p>")).message


def test_macros_are_not_looked_at() -> None:
    data = packed(
        {
            "[Content_Types].xml": TYPES,
            "word/document.xml": part("document", f"<w:body>{p('Words.')}</w:body>"),
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Shell" * 50,
        }
    )
    source = take_in(data, "report.docm")
    assert (source.text, source.problems) == ("Words.", ())


@pytest.mark.parametrize(
    ("stream", "advice"),
    [("EncryptedPackage", "without the password"), ("WordDocument", "save it as .docx")],
)
def test_an_office_file_of_the_old_kind_says_what_to_do(stream: str, advice: str) -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + stream.encode("utf-16-le")
    assert advice in problem(data).message


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_file_with_any_bytes_changed_is_read_or_told(data: st.DataObject) -> None:
    whole = bytearray(docx(p("The road is open.") * 3, numbering=part("numbering", "")))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    source = take_in(bytes(whole), "report.docx")
    assert source.text or source.problems
