"""A Word file, read as Word shows it: numbers, tables, notes, changes, boxes."""

from __future__ import annotations

import pytest
from tests.unit.intake.docx_maker import W, docx, item, level, numbering, p, packed, part, r

from servanda.domain.source import Source
from servanda.intake import take_in
from servanda.intake.docx_numbering import write_number

LONG = "The commission met in the capital on the third of May and heard both sides of the matter."


MARK_DELETED = '<w:rPr><w:del w:id="4"/></w:rPr>'
RAISED = '<w:vertAlign w:val="superscript"/>'


def read(body: str, **parts: str) -> Source:
    return take_in(docx(body, **parts), "report.bin")


def kinds(source: Source) -> dict[str, tuple[str, str]]:
    """Give each block's layer and part."""
    return {
        block: (one.layer, one.part)
        for one in source.layers
        for block in source.text[one.start : one.end].strip().split("\n\n")
    }


def test_paragraphs_part_by_blank_lines_and_the_kind_of_file_is_told_by_its_bytes() -> None:
    source = read(p(LONG) + p("They agreed.") + p("") + p("Nobody came."))
    assert source.media_type.endswith("wordprocessingml.document")
    assert source.text == f"{LONG}\n\nThey agreed.\n\nNobody came."
    assert source.problems == ()


def test_a_paragraph_is_its_runs_with_tabs_lines_and_raised_numbers() -> None:
    body = (
        f"<w:p>{r('The agree')}{r('ment')}{r('1', RAISED)}"
        f"<w:r><w:tab/></w:r>{r('was kept')}<w:r><w:br/></w:r>{r('in the north')}"
        f"<w:r><w:noBreakHyphen/></w:r>{r('east, 喀什 🕊.')}</w:p>"
    )
    assert read(body).text == "The agreement¹\twas kept\nin the north\u2011east, 喀什 🕊."


def test_a_page_break_parts_paragraphs_and_no_pages_are_invented() -> None:
    source = read(f'<w:p>{r("One side.")}<w:r><w:br w:type="page"/></w:r>{r("Other side.")}</w:p>')
    assert source.text == "One side.\n\nOther side."
    assert source.pages == ()


STYLES = part(
    "styles",
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/>'
    '<w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/>'
    '<w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Verz1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Nummer"><w:name w:val="Nummer"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
)


def test_headings_are_told_by_their_style_in_any_language_of_word() -> None:
    body = (
        p("Lage im Norden", '<w:pStyle w:val="berschrift1"/>')
        + p(LONG)
        + p("Lage im Westen des ganzen Landes", '<w:pStyle w:val="Mine"/>')
        + p(LONG, '<w:pStyle w:val="Loop"/>')
        + p("Was noch kommt", '<w:outlineLvl w:val="1"/>')
        + p(LONG)
    )
    found = kinds(read(body, styles=STYLES))
    assert found["Lage im Norden"] == ("author", "heading")
    assert found["Lage im Westen des ganzen Landes"] == ("author", "heading")
    assert found["Was noch kommt"] == ("author", "heading")
    assert found[LONG] == ("author", "body")


def test_a_sentence_in_a_style_of_headings_is_still_a_sentence() -> None:
    body = p(LONG) + p("The parties shall open the road.", '<w:pStyle w:val="berschrift1"/>')
    found = kinds(read(body, styles=STYLES))
    assert found["The parties shall open the road."] == ("author", "body")


def test_lines_of_contents_are_furniture() -> None:
    body = p("1. The road 4", '<w:pStyle w:val="Verz1"/>') + p(LONG)
    assert kinds(read(body, styles=STYLES))["1. The road 4"] == ("furniture", "contents")


def test_numbers_that_word_draws_are_written_at_every_level() -> None:
    lists = numbering(
        level(0, "upperRoman", "Chapter %1:"),
        level(1, "decimal", "%1.%2.", "<w:isLgl/>"),
        level(2, "lowerLetter", "(%3)"),
    )
    body = (
        item("The road")
        + item("It opens.", level=1)
        + item("by day", level=2)
        + item("by night", level=2)
        + p("A word between.")
        + item("It stays open.", level=1)
        + item("in winter", level=2)
        + item("The bridge")
        + item("It is built.", level=1)
    )
    assert read(body, numbering=lists).text.split("\n\n") == [
        "Chapter I: The road", "1.1. It opens.", "(a) by day", "(b) by night", "A word between.",
        "1.2. It stays open.", "(a) in winter", "Chapter II: The bridge", "2.1. It is built.",
    ]  # fmt: skip


def test_a_list_goes_on_counting_unless_it_says_that_it_begins_again() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = item("a") + item("b", 2) + item("c", 3) + item("d", 3) + item("bare", 0)
    lists = numbering(level(0, "decimal", "%1)"), more=more)
    assert read(body, numbering=lists).text.split("\n\n") == [
        "1) a",
        "2) b",
        "5) c",
        "6) d",
        "bare",
    ]


def test_bullets_are_not_written_and_styles_number_their_paragraphs() -> None:
    lists = numbering(level(0, "decimal", "Article %1"), level(1, "bullet", "\uf0b7"))
    body = p("Roads.", '<w:pStyle w:val="Nummer"/>') + item("a bridge", level=1)
    assert read(body, numbering=lists, styles=STYLES).text == "Article 1 Roads.\n\na bridge"


def test_a_list_without_definition_and_a_count_we_do_not_write_are_doubts() -> None:
    lists = numbering(level(0, "japaneseCounting", "%1、"))
    source = read(item("one") + item("two", 9), numbering=lists)
    assert source.text == "1、 one\n\ntwo"
    assert [one.kind for one in source.problems] == ["doubt", "doubt"]


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [(27, "lowerLetter", "aa"), (1999, "upperRoman", "MCMXCIX"), (11, "ordinal", "11th"),
     (22, "ordinal", "22nd"), (3, "ordinalText", "Third"), (7, "decimalZero", "07"),
     (999_999_999, "upperLetter", "999999999"), (0, "lowerRoman", "0")],
)  # fmt: skip
def test_numbers_are_written_as_word_writes_them(number: int, style: str, shown: str) -> None:
    assert write_number(number, style) == shown


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(map(p, paragraphs))}</w:tc>"


def test_a_table_has_a_line_for_each_row_and_a_tab_between_cells() -> None:
    rows = (
        f"<w:tr>{cell('District')}{cell('Shells')}{cell('Note')}</w:tr>"
        f"<w:tr>{cell('North')}{cell('')}{cell('none seen')}</w:tr>"
        f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr>{cell('gone')}{cell('9')}</w:tr>"
    )
    source = read(p(LONG) + f"<w:tbl>{rows}</w:tbl>" + p("After it."))
    assert source.text == f"{LONG}\n\nDistrict\tShells\tNote\nNorth\t\tnone seen\n\nAfter it."


def test_a_table_that_only_lays_out_a_page_is_read_as_paragraphs() -> None:
    inner = f"<w:tbl><w:tr>{cell('a')}{cell('b')}</w:tr><w:tr>{cell('c')}</w:tr></w:tbl>"
    table = (
        f"<w:tbl><w:tr>{cell('To the Council')}<w:tc>{p(LONG)}{inner}{p('')}</w:tc></w:tr></w:tbl>"
    )
    assert read(table).text == f"To the Council\n\n{LONG}\n\na\tb\nc"


def test_footnotes_stand_at_the_end_in_their_layer_with_the_number_of_their_call() -> None:
    body = (
        f"<w:p>{r('It was kept')}<w:r><w:footnoteReference w:id='3'/></w:r>{r('.')}</w:p>"
        f"<w:p>{r('It was broken')}<w:r><w:endnoteReference w:id='1'/></w:r>"
        f"<w:r><w:footnoteReference w:id='2'/></w:r>{r('.')}</w:p>"
    )
    sign = "<w:r><w:footnoteRef/></w:r>"
    footnotes = part(
        "footnotes",
        f"<w:footnote w:type='separator' w:id='0'>{p('-----')}</w:footnote>"
        f"<w:footnote w:id='2'><w:p>{sign}{r(' Second call.')}</w:p></w:footnote>"
        f"<w:footnote w:id='3'><w:p>{sign}{r(' First call.')}</w:p></w:footnote>"
        f"<w:footnote w:id='4'>{p('Called by nobody.')}</w:footnote>",
    )
    endnotes = part(
        "endnotes",
        f"<w:endnote w:id='1'><w:p><w:r><w:endnoteRef/></w:r>{r(' At the end.')}</w:p></w:endnote>",
    )
    source = read(body, footnotes=footnotes, endnotes=endnotes)
    assert source.text == (
        "It was kept¹.\n\nIt was broken[i]².\n\n¹ First call.\n\n² Second call.\n\n[i] At the end."
    )
    assert {kinds(source)[one][0] for one in ("¹ First call.", "[i] At the end.")} == {"footnote"}
    assert source.problems == ()


def test_tracked_changes_are_read_as_accepted_and_told() -> None:
    body = (
        f"<w:p>{r('The road ')}<w:del w:id='1'><w:r><w:delText>was</w:delText></w:r></w:del>"
        f"<w:ins w:id='2'>{r('is')}</w:ins>{r(' open.')}"
        f"<w:moveFrom w:id='3'>{r(' At night.')}</w:moveFrom></w:p>"
        f"{p('', MARK_DELETED)}"
        f"<w:p><w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr>{r('One ')}</w:p>{p('sentence.')}"
        f"<w:p><w:pPr><w:pPrChange w:id='6'><w:pPr><w:numPr><w:numId w:val='9'/></w:numPr></w:pPr>"
        f"</w:pPrChange></w:pPr>{r('No number now.')}</w:p>"
    )
    source = read(body)
    assert source.text == "The road is open.\n\nOne sentence.\n\nNo number now."
    assert [one.kind for one in source.problems] == ["doubt"]
    assert "1 insertions, 4 deletions" in source.problems[0].message


def test_comments_hidden_text_and_forms_empty_fields_are_left_out_and_told() -> None:
    body = (
        f"<w:p>{r('Said.')}<w:r><w:commentReference w:id='0'/></w:r>"
        f"{r('secret', '<w:vanish/>')}</w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
        f"<w:sdtContent>{p('Click here')}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Filled in.')}</w:sdtContent></w:sdt>"
    )
    source = read(
        body, comments=part("comments", f"<w:comment w:id='0'>{p('Really?')}</w:comment>")
    )
    assert source.text == "Said.\n\nFilled in."
    comments, hidden = source.problems
    assert "1 comment" in comments.message
    assert "6 character(s) of hidden" in hidden.message


def test_headers_and_footers_are_furniture_each_wording_once() -> None:
    sections = "".join(f'<w:headerReference r:id="r{n}"/>' for n in (1, 2))
    body = p(LONG) + f'<w:sectPr>{sections}<w:footerReference r:id="r3"/></w:sectPr>'
    data = docx(
        body,
        header1=part("hdr", p("JOINT MISSION")),
        header2=part("hdr", p("JOINT MISSION")),
        footer1=part("ftr", p("Not for quotation")),
    )
    source = take_in(data, "report.docx")
    assert source.text == f"JOINT MISSION\n\n{LONG}\n\nNot for quotation"
    assert [one.layer for one in source.layers] == ["furniture", "author", "furniture"]


def test_a_text_box_follows_the_paragraph_that_holds_it_and_is_read_once() -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    body = (
        f"<w:p>{r('Around ')}<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>"
        f"<w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>{r('it.')}</w:p>{p(LONG)}"
    )
    assert read(body).text == f"Around it.\n\nIn the box.\n\n{LONG}"


CORE = (
    '<cp:coreProperties xmlns:cp="urn:core" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{title}</dc:title>'
    "<dc:creator>{creator}</dc:creator><dcterms:created>2031-05-05T10:00:00Z</dcterms:created>"
    "</cp:coreProperties>"
)


def test_title_and_author_of_the_file_are_taken_and_its_dates_are_not() -> None:
    core = CORE.format(title="Report on the roads", creator="Roads Commission")
    described = take_in(docx(p(LONG), core=core), "x.docx").description
    assert (described.title, described.creators) == ("Report on the roads", ("Roads Commission",))
    assert (described.written, described.published) == (None, None)


def test_a_program_s_words_are_no_title_and_an_account_is_no_author() -> None:
    core = CORE.format(title="Microsoft Word - final2.doc", creator="admin")
    described = take_in(docx(p(LONG), core=core), "x.docx").description
    assert (described.title, described.creators) == (None, ())


def test_the_strict_form_of_the_format_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = part("document", f"<w:body>{p(LONG)}</w:body>").replace(W, strict)
    data = packed({"[Content_Types].xml": "<Types/>", "word/document.xml": body})
    assert take_in(data, "x.docx").text == LONG
