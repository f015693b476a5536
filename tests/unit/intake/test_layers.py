"""Whose words: the author's, an archive's, the page's, or a footnote's."""

from __future__ import annotations

import pytest

from servanda.domain.source import Source
from servanda.intake import take_in

BODY = "\n\n".join(
    [
        "We write to you as the mediator of the agreement that both sides signed in the valley.",
        "In the northern districts the guns were not withdrawn, and our people could not go home.",
        "The second point was kept in the south, where the commission met every month of the year.",
    ]
)


def read(text: str, **options: object) -> Source:
    return take_in(text.encode(), "letter.txt", **options)  # type: ignore[arg-type]


def labels(source: Source) -> dict[str, str]:
    """Give the layer and part of each block, by its first words."""
    return {
        " ".join(block.split()[:3]): f"{one.layer}/{one.part}"
        for one in source.layers
        for block in source.text[one.start : one.end].split("\n\n")
        if block.strip()
    }


CATALOGUE = f"""Skip to main content

March 3, 1951

Letter from Anna Berg and Ivo Lind to Mr. Stone, Head of the Commission

This document was made possible with support from a foundation

Translated from Kazakh

Dear Mr. Stone,

{BODY}

Yours faithfully,

Anna Berg, Ivo Lind

P.S. The bridge has been closed since we wrote this, and no one may cross.

3 March 1951

Anna Berg and a colleague ask the commission to see to the withdrawal of the guns.

Document Information

State Archive of the Valley F. 9, Op. 2, D. 31, ll. 5-7ob. Translated by M. Reed.

Copyright is retained by the rights holders. No permission to reproduce is needed for teaching.

Record ID

V-117
"""


def test_a_catalogue_page_is_told_apart_by_general_rules_alone() -> None:
    """No template knows this page; its frame is told by what any catalogue says."""
    assert labels(read(CATALOGUE, templates=())) == {
        "Skip to main": "furniture/navigation",
        "March 3, 1951": "archive/date",
        "Letter from Anna": "archive/title",
        "This document was": "archive/credit",
        "Translated from Kazakh": "archive/credit",
        "Dear Mr. Stone,": "author/salutation",
        "We write to": "author/body",
        "In the northern": "author/body",
        "The second point": "author/body",
        "Yours faithfully,": "author/signature",
        "Anna Berg, Ivo": "author/signature",
        "P.S. The bridge": "author/note",
        "3 March 1951": "author/signature",
        "Anna Berg and": "archive/summary",
        "Document Information": "archive/information",
        "State Archive of": "archive/information",
        "Copyright is retained": "archive/rights",
        "Record ID": "archive/information",
        "V-117": "archive/information",
    }


def test_a_summary_on_top_is_the_archives_too() -> None:
    text = (
        "Letter from Anna Berg to Mr. Stone\n\nSummary\n\n"
        "Berg informs the commission that the guns remain in the north of the valley.\n\n"
        f"Obtained by I. Field\n\n{BODY}\n"
    )
    found = labels(read(text, templates=()))
    assert found["Berg informs the"] == "archive/summary"
    assert found["We write to"] == "author/body"


def test_a_letter_without_a_catalogue_is_all_its_authors() -> None:
    text = f"Northfield, 3 March 1951\n\nDear Mr. Stone,\n\n{BODY}\n\nRespectfully,\n\nA. Berg\n"
    source = read(text)
    assert {one.layer for one in source.layers} == {"author"}
    found = labels(source)
    assert found["Dear Mr. Stone,"] == "author/salutation"
    assert found["Respectfully,"] == found["A. Berg"] == "author/signature"
    assert source.description.written == "1951-03-03"


def test_the_authors_last_paragraph_is_no_summary_though_it_follows_no_we() -> None:
    """Without a catalogue's frame nothing below the signature can be a catalogue's."""
    text = f"{BODY}\n\nRespectfully,\n\nThe mission asks for an answer before the month is out.\n"
    assert {one.layer for one in read(text).layers} == {"author"}


def test_a_resolution_cited_early_makes_no_archive_page() -> None:
    text = f"Third report\n\n1 May 2015\n\nThe parties met under S/RES/2202 (2015).\n\n{BODY}\n"
    assert {one.layer for one in read(text).layers} == {"author"}


def test_layers_cover_and_keep_order() -> None:
    source = read(CATALOGUE)
    assert source.layers[0].start == 0
    assert source.layers[-1].end == len(source.text)
    assert all(
        one.end == other.start for one, other in zip(source.layers, source.layers[1:], strict=False)
    )


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_line_ends_do_not_matter(ends: str) -> None:
    plain = read(CATALOGUE)
    other = read(CATALOGUE.replace("\n", ends))
    assert [(one.layer, one.part) for one in other.layers] == [
        (one.layer, one.part) for one in plain.layers
    ]


def test_headings_are_told_by_their_looks() -> None:
    text = (
        "1. Security Situation\nThe guns were not withdrawn from the valley, and people "
        "could not\ngo home before the winter came.\n\nOTHER DEVELOPMENTS\n\nThe road through the "
        "pass was opened in May by both of the sides.\n\nArticle 5\nThe parties shall meet once a "
        "month in the town hall of the capital.\n"
    )
    source = read(text)
    headings = [
        source.text[one.start : one.end].strip() for one in source.layers if one.part == "heading"
    ]
    assert headings == ["1. Security Situation", "OTHER DEVELOPMENTS", "Article 5"]


def test_a_wrapped_line_of_names_is_no_heading() -> None:
    text = (
        "The talks were led for the government by its envoy. On the other side sat\n"
        "General Ivo Lind and Commander Anna Berg of the Northern Free\n"
        "Valley Movement, who signed the minutes on the same day in the town.\n"
    )
    assert {one.part for one in read(text).layers} == {"body"}


#: Five pages of different lines, as documents have them.
PAGES = [
    "The guns were seen on\nthe northern road, and the people\nof the town stayed at home for",
    "a week. Two of the commission's\ncars were turned back at the bridge by men\nwithout signs.",
    "In the south the council met\nevery month, as had been promised when both\nsides signed.",
    "Schools opened again in May.\nNo teacher was asked for a permit\nanywhere in the valley.",
    "Fifteen prisoners went home\nbefore the winter; the others\nare still held in the old fort.",
]


class TestFurniture:
    def test_words_that_come_with_page_numbers_are_headers(self) -> None:
        """A conversion lost the pages and left their headers inside the running text."""
        parts = [
            f"MISSION REPORT May 2015 \nPage {n} of 5 \n{words}" for n, words in enumerate(PAGES, 1)
        ]
        source = read(" ".join(parts))
        body = "".join(
            source.text[one.start : one.end] for one in source.layers if one.layer == "author"
        )
        assert "MISSION REPORT" not in body
        assert "Page" not in body
        assert body.split() == " ".join(PAGES).split()

    def test_numbers_of_points_are_no_page_numbers(self) -> None:
        text = "\n\n".join(
            f"{n}.\n\nThe parties shall keep point {n} of this." for n in range(1, 9)
        )
        assert {one.layer for one in read(text).layers} == {"author"}

    def test_close_numbers_count_a_list_and_not_pages(self) -> None:
        text = "\n\n".join(f"{n}\n\nThe parties shall keep point {n}." for n in range(1, 9))
        assert {one.layer for one in read(text).layers} == {"author"}

    def test_lines_that_lead_to_a_page_are_contents(self) -> None:
        text = (
            "Table of Contents\nSummary ............ 2\nThe guns ............ 3\n\n"
            "The guns were not withdrawn from the valley before the winter came.\n"
        )
        source = read(text)
        assert source.layers[0].part == "contents"
        assert source.text[source.layers[0].end :].startswith("The guns were not")

    def test_a_list_of_contents_without_dots_ends_where_its_first_part_begins(self) -> None:
        text = (
            "Contents\n1. Summary 2\n2. The guns in the valley 3\n3. The people 9\nAnnexes\n"
            "I. Members\n1. Summary\nThe guns were not withdrawn from the valley this year.\n"
        )
        source = read(text)
        contents = source.layers[0]
        assert contents.part == "contents"
        assert "3. The people 9" in source.text[: contents.end]
        assert "were not withdrawn" not in source.text[: contents.end]

    def test_what_a_program_left_of_itself_is_no_word_of_the_author(self) -> None:
        text = (
            "<_io.BufferedReader name='Report as of 4 May 2015.pdf'>\n"
            "The guns were not withdrawn from the valley this year.\n"
        )
        source = read(text)
        assert source.layers[0].layer == "furniture"
        assert source.description.written == "2015-05-04"

    def test_pages_of_text_lose_their_running_lines(self) -> None:
        pages = [f"Mission Report\n\n{words}\n\n- {n} -\n" for n, words in enumerate(PAGES, 1)]
        source = read("\f".join(pages))
        kept = "".join(
            source.text[one.start : one.end] for one in source.layers if one.layer == "author"
        )
        assert kept.split() == " ".join(PAGES).split()

    def test_an_article_at_the_top_of_every_page_is_no_header(self) -> None:
        pages = [f"Article {n * 2}\n\n{words}\n" for n, words in enumerate(PAGES, 1)]
        source = read("\f".join(pages))
        assert {one.layer for one in source.layers} == {"author"}


class TestFootnotes:
    def test_notes_under_a_heading_at_the_end(self) -> None:
        text = (
            f"{BODY}\n\n{BODY}\n\nNotes\n\n1 See the first report.\n2 See the second report.\n"
            "3 See the third report.\n"
        )
        source = read(text)
        assert source.layers[-1].layer == "footnote"
        assert source.text[source.layers[-1].start :].startswith("Notes")

    def test_numbered_notes_at_the_foot_of_pages(self) -> None:
        notes = ["Told in May", "Seen by day", "Heard twice", "In the minutes", "From a list"]
        pages = [
            f"{words.replace('.', f'.{n}')} So it was.{n}\n\n{n} {note}.\n"
            for n, (words, note) in enumerate(zip(PAGES, notes, strict=True), 1)
        ]
        source = read("\f".join(pages))
        found = [one for one in source.layers if one.layer == "footnote"]
        assert len(found) == 5
        assert source.text[found[2].start :].startswith("3 Heard twice")

    def test_numbered_points_are_no_footnotes(self) -> None:
        text = "\n\n".join(
            f"{n} The parties shall keep point {n} of the text." for n in range(1, 9)
        )
        assert {one.layer for one in read(text).layers} == {"author"}


def test_a_retelling_in_the_third_person_is_its_authors() -> None:
    """It names the letter's reference in a sentence and tells what the letter does; no catalogue
    stands around it."""
    text = (
        "A restatement of a letter\n\nThis page retells a letter. The letter lies in the archive "
        "of the valley (SAV F. 17, Op. 12, D. 3, ll. 1-5) and was written by two delegates.\n\n"
        "The letter says that the guns stayed in the north.\n\nThe letter admits one case of "
        "lawlessness in the south.\n"
    )
    assert {one.layer for one in read(text).layers} == {"author"}


def test_a_list_of_short_lines_is_no_frame_though_a_translator_signs_it() -> None:
    """Notes without stops look like a catalogue's lines; so many of them are somebody's words."""
    notes = "\n\n".join(f"{day} May: guns heard near the {day}th mile" for day in range(3, 29))
    source = read(f"{notes}\n\nTranslated by M. Reed\n")
    labelled = labels(source)
    assert labelled["Translated by M."] == "archive/credit"
    assert labelled["3 May: guns"].startswith("author/")
    assert labelled["20 May: guns"].startswith("author/")


def test_a_heading_of_a_report_opens_no_catalogue() -> None:
    text = f"Third report\n\n{BODY}\n\n{BODY}\n\nProvenance\n\n{BODY}\n"
    assert {one.layer for one in read(text).layers} == {"author"}
