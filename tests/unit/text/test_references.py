"""References: what points at a provision, and what only looks like it."""

from __future__ import annotations

import pytest

from servanda.domain.span import Span
from servanda.text.references import find_references, parse_label


def found(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.text, one.kind, one.numbers) for one in find_references(text)]


@pytest.mark.parametrize(
    ("text", "kind", "numbers"),
    [
        ("the 1st point", "point", ("1",)),
        ("the sixth point", "point", ("6",)),
        ("point six", "point", ("6",)),
        ("Point 3", "point", ("3",)),
        ("points 1, 3 and 5(b)", "point", ("1", "3", "5(b)")),
        ("points 1-3", "point", ("1", "2", "3")),
        ("point 3 to point 5", "point", ("3", "4", "5")),
        ("first, third and fifth points", "point", ("1", "3", "5")),
        ("the 5th to 7th points", "point", ("5", "6", "7")),
        ("the first three points", "point", ("1", "2", "3")),
        ("the last two articles", "article", ("last-1", "last")),
        ("the last point", "point", ("last",)),
        ("the penultimate clause", "clause", ("last-1",)),
        ("this point", "point", ("this",)),
        ("the said article", "article", ("this",)),
        ("these provisions", "provision", ("this",)),
        ("the 5th article", "article", ("5",)),
        ("Article 2.1.8 to 2.1.10", "article", ("2.1.8", "2.1.9", "2.1.10")),
        ("Articles V.2.7, V. 2.8 and VII.9", "article", ("5.2.7", "5.2.8", "7.9")),
        ("paragraph IV.2", "paragraph", ("4.2",)),
        ("Annex 2, IV", "annex", ("2.4",)),
        ("Annexes I, II and III", "annex", ("1", "2", "3")),
        ("Annex on Power Sharing", "annex", ("Power Sharing",)),
        ("Chapter II", "chapter", ("2",)),
        ("Appendix A", "annex", ("A",)),
        ("Art. 5(a) to (c)", "article", ("5(a)", "5(b)", "5(c)")),
        ("§ 7", "section", ("7",)),
        ("the third protocol", "protocol", ("3",)),
        ("Section 3(a)(ii)", "section", ("3(a)(ii)",)),
        ("Article 4.2.1.3", "article", ("4.2.1.3",)),
        ("Articles 1.4.2, 1.4.3 and 1.5", "article", ("1.4.2", "1.4.3", "1.5")),
        ("sub-paragraph (c) of paragraph 4", "paragraph", ("4(c)",)),
        ("sub-clauses (a) and (b) of clause 7", "clause", ("7(a)", "7(b)")),
        ("the aforementioned clause", "clause", ("this",)),
    ],
)
def test_every_way_of_numbering_gives_one_form(
    text: str, kind: str, numbers: tuple[str, ...]
) -> None:
    assert found(f"In fact, {text} was kept.") == [(text, kind, numbers)]


@pytest.mark.parametrize(
    "text",
    [
        "as occurred at the 27th meeting",
        "they left at this point in time",
        "At this point, they left",
        "10-15 servicemen",
        "a turning point, a starting point and my point of view",
        "the only crossing points open to civilians",
        "there is no point in talking",
        "the point I made",
        "several points along the road",
        "section 5 km long",
        "the broken section of the bridge",
        "the report points out that they agree",
        "the parties are in agreement",
        "an agreement was reached",
        "Following agreement in March",
        "a second point was raised",
        "1. The convoy left.\n2. The convoy returned.",
        "(1) houses burnt, (2) cattle lost, (3) no compensation",
        "The letter lists: a) roads; b) bridges; c) wells.",
        "Table 5 and Figure 3 show it",
    ],
)
def test_what_only_looks_like_a_reference_is_none(text: str) -> None:
    assert found(text) == []


def test_a_count_after_a_number_is_no_number_of_a_provision() -> None:
    assert found("Under Article 5 and 12 soldiers left") == [("Article 5", "article", ("5",))]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("all the points of the accord", "all"),
        ("none of the points of the accord", "none"),
        ("several points of the accord", "some"),
        ("most of the provisions of the accord", "most"),
        ("those points of the accord which touch on the army", "topical"),
    ],
)
def test_a_share_or_a_topic_is_told_by_a_word_and_never_by_numbers(text: str, label: str) -> None:
    assert find_references(text)[0].numbers == (label,)


def test_each_reference_keeps_the_agreement_named_nearest_to_it() -> None:
    text = "Articles 3 and 4 of the Protocol and point 5 of the Memorandum were kept."
    parts = [one for one in find_references(text) if one.kind != "agreement"]
    assert [one.of and one.of.text for one in parts] == ["the Protocol", "the Memorandum"]


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("the accord's 5th point", "the accord"),
        ("article 3 and article 5 of the treaty", "the treaty"),
        ("Section 10, Article XIII of the BOL", "BOL"),
        ("article 5 of the Law on Special Status", "Law on Special Status"),
        ("(FAB, Section V, Clause 3)", "FAB"),
        ("resolution 2202 (2015), paragraph 3", "resolution 2202 (2015)"),
        ("the report's chapter 3", "report"),
    ],
)
def test_the_document_a_part_belongs_to_is_kept_in_its_own_words(text: str, of: str) -> None:
    words = next(one.of for one in find_references(text) if one.kind != "agreement")
    assert words is not None
    assert (words.text, text[words.start : words.end]) == (of, of)


@pytest.mark.parametrize(
    ("text", "kind", "number", "parents"),
    [
        ("Article 5, paragraph 3", "paragraph", "3", (("article", ("5",)),)),
        ("paragraph 3 of Article 5", "paragraph", "3", (("article", ("5",)),)),
        ("Section 2, Article XI", "section", "2", (("article", ("11",)),)),
        (
            "point 3 of paragraph 2 of Annex I",
            "point",
            "3",
            (("paragraph", ("2",)), ("annex", ("1",))),
        ),
    ],
)
def test_levels_are_one_reference_to_the_smallest_part(
    text: str, kind: str, number: str, parents: tuple[tuple[str, tuple[str, ...]], ...]
) -> None:
    (one,) = find_references(text)
    assert (one.text, one.kind, one.numbers, one.parents) == (text, kind, (number,), parents)


def test_whole_agreements_are_found_by_noun_name_and_acronym() -> None:
    text = (
        "The Framework Agreement on the Lakes (FAL) and the Minsk agreements stand. "
        "The FAL was signed; the Protocol was not."
    )
    assert [one.text for one in find_references(text)] == [
        "The Framework Agreement on the Lakes",
        "FAL",
        "the Minsk agreements",
        "The FAL",
        "the Protocol",
    ]


def test_a_label_is_read_like_a_reference() -> None:
    label = parse_label("Annex 2, IV")
    assert label is not None
    assert (label.kind, label.numbers) == ("annex", ("2.4",))
    bare = parse_label("5 (b)")
    assert bare is not None
    assert (bare.kind, bare.numbers) == ("", ("5(b)",))
    assert parse_label("elections") is None


REPORT = (
    "CPA  Comprehensive Peace Accord\n\n"
    "The Framework Agreement on the Hills (FAH) was signed in May. "
    "The draft of the Hills Basic Law (HBL) is late. The Hills Organic Law (HOL) was passed. "
    "Under the FAH the army left; the HBL waits, the HOL does not. Article 3 of the CPA holds."
)


def test_a_short_name_explained_anywhere_in_the_text_names_its_agreement():
    """A report explains its abbreviations once, and then uses them in every sentence."""
    later = REPORT.index("Under the FAH")
    found = find_references(REPORT, within=[Span(later, len(REPORT))])
    assert [(one.text, one.kind, one.full) for one in found] == [
        ("the FAH", "agreement", "The Framework Agreement on the Hills"),
        ("the HOL", "law", "The Hills Organic Law"),
        ("Article 3", "article", "Comprehensive Peace Accord"),
    ]


def test_capitals_in_brackets_that_no_name_spells_are_no_agreement():
    text = "The agreement of the Council (GPH) stands. The GPH came, and the IMT went."
    assert [one.text for one in find_references(text)] == ["The agreement"]


def test_a_name_known_beforehand_is_found_as_it_is_written():
    text = "It rose before measures to strengthen the truce took effect, as Sudd said of the sudd."
    names = ("Measures to strengthen the truce", "Sudd")
    found = [one.text for one in find_references(text, names=names)]
    assert found == ["measures to strengthen the truce", "Sudd"]


def test_numbered_laws_are_laws_and_bills_are_none():
    text = "Republic Act No. 12 changed R.A. No. 9; the proposed Hills Basic Law did not."
    found = find_references(text)
    assert [(one.text, one.kind) for one in found] == [
        ("Republic Act No. 12", "law"),
        ("R.A. No. 9", "law"),
    ]


def test_the_headings_of_a_text_itself_are_no_references():
    text = "The end.\nAnnex IV Calendar of sessions\n\nPage 4\nAnnex V\nMembers met under Annex II."
    assert [one.text for one in find_references(text)] == ["Annex II"]


def test_what_stands_beside_an_agreement_is_no_part_of_its_name():
    text = "Under the Hills Protocol the Government left, and the Lake Accord and the Army held."
    assert [one.text for one in find_references(text)] == ["the Hills Protocol", "the Lake Accord"]


def test_an_addendum_is_named_with_what_it_is_added_to():
    text = "It rose since the Addendum to the Package of Measures came into force."
    assert [one.text for one in find_references(text)] == [
        "the Addendum to the Package of Measures"
    ]


def test_a_document_named_for_its_part_is_no_second_reference():
    """ "Article 3 of the Accord" points once; the Accord beside it is meant as a whole."""
    text = "Article 3 of the Hills Accord was kept. The Hills Accord was printed."
    assert [(one.text, one.kind) for one in find_references(text)] == [
        ("Article 3", "article"),
        ("The Hills Accord", "agreement"),
    ]


def test_parts_in_a_bracket_belong_to_the_document_that_the_sentence_named():
    """A panel writes the document first and its parts behind what it says of them."""
    text = (
        "This departs from the Hills Accord, which wants tolls shared each quarter (Section 4, "
        "Article IX). The fund has its own rules (Section 2)."
    )
    found = find_references(text)
    assert [(one.kind, one.numbers, one.of and one.of.text) for one in found] == [
        ("section", ("4",), "the Hills Accord"),
        ("section", ("2",), None),
    ]


def test_a_smaller_part_stays_with_the_document_of_the_larger_one_before_it():
    """What a sentence adds on sections is still the charter's."""
    text = "Article 8 of the Charter deals with wells, and sections 2 and 3 with their guards."
    assert [one.of and one.of.text for one in find_references(text)] == ["the Charter"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "The guests met in May (see Annex VIII for the list of guests).",
        "A map can be found in Annex 3.",
        "4 Annex II\n\nTHE WATER PANEL AND ITS RULES\n\nThe panel has four members.",
        "The work goes on as under the existing agreements.",
    ],
)
def test_a_texts_own_annexes_and_agreements_at_large_are_no_references(text):
    """A report sends its reader to the list at its end."""
    assert find_references(text) == []


def test_an_annex_to_see_counts_when_its_agreement_is_named():
    """ "See Annex 3 of the Accord" sends the reader to the agreement."""
    (one,) = find_references("The camps are listed (see Annex 3 of the Hills Accord).")
    assert (one.kind, one.numbers, one.of and one.of.text) == ("annex", ("3",), "the Hills Accord")


def test_a_draft_may_be_the_document_of_a_part():
    """A bill is no law yet, and has articles."""
    (one,) = find_references("See Articles V.2.7 and IX.7 of the draft HBL.")
    assert (one.numbers, one.of and one.of.text) == (("5.2.7", "9.7"), "draft HBL")
