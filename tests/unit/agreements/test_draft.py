"""Drafts out of an agreement's own text: the tree, who is bound, by when, and what it points at."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import a_source

from servanda.agreements import draft_agreement, parse_agreement
from servanda.agreements.draft import Draft
from servanda.domain.agreement import Due, Provision
from servanda.domain.source import Description
from servanda.errors import AgreementError
from servanda.intake import take_in

TEXT = """\
ACCORD ON THE VALLEY

The Mountain Council (MC) and the Government of Lowland (GL), hereinafter referred to as the
Parties, have agreed:

I. PEACE

1. The Parties shall cease fire on 1 December 2020.

2. The MC shall:
a. open the northern road within fourteen (14) days of the signing of this Accord;
b. tell the Government of Lowland where its mines lie.

3. The Joint Board shall watch this. It shall report no later than 31 March 2021.

II. LAW

1. The Government of Lowland undertakes to enact a law as agreed in paragraph 2 of the Upper Town
Protocol.

2. The Annex on Roads shall form part of this Accord. Paragraph 1 shall not delay it.

Signed at Upper Town on 1 November 2020.
"""


def drafted(text: str = TEXT) -> Draft:
    source = a_source(text, name="accord.txt", description=Description(language="en"))
    return draft_agreement(source)


def one(draft: Draft, key: str) -> Provision:
    found = draft.agreement.provision(key)
    assert found is not None, [provision.key for provision in draft.agreement.walk()]
    return found


def test_the_tree_has_keys_labels_and_the_texts_own_words():
    draft = drafted()
    assert [provision.key for provision in draft.agreement.walk()] == [
        "I", "I.1", "I.2", "I.2.a", "I.2.b", "I.3", "II", "II.1", "II.2",
    ]  # fmt: skip
    assert one(draft, "I").title == "PEACE"
    assert one(draft, "I").wordings == ()
    assert one(draft, "I.2.b").labels[0].text == "I.2(b)"
    wording = one(draft, "I.2.b").wordings[0]
    assert wording.text == "tell the Government of Lowland where its mines lie."
    assert (wording.kind, wording.by) == ("verbatim", draft.agreement.title)
    assert draft.agreement.title == "ACCORD ON THE VALLEY"
    assert draft.agreement.signed == ("2020-11-01",)


def test_parties_are_those_the_text_calls_so():
    parties = drafted().agreement.parties
    assert [(party.key, party.name, party.aliases) for party in parties] == [
        ("mc", "Mountain Council", ("MC",)),
        ("gl", "Government of Lowland", ("GL",)),
    ]


def test_who_shall_do_it_is_bound_and_binds_the_list_below():
    draft = drafted()
    assert one(draft, "I.1").obligors == ("mc", "gl")
    assert one(draft, "I.2").obligors == ("mc",)
    assert one(draft, "I.2.a").obligors == ("mc",)
    assert one(draft, "II.1").obligors == ("gl",)
    assert one(draft, "I.3").obligors == ()
    assert draft.remarks == {"I.3": ("bound, and no party of this file: The Joint Board",)}


def test_due_dates_are_kept_as_stated():
    draft = drafted()
    assert one(draft, "I.1").due == (Due("on 1 December 2020", edtf="2020-12-01"),)
    assert one(draft, "I.2.a").due == (
        Due(
            "within fourteen (14) days of the signing of this Accord",
            days=14,
            after="the signing of this Accord",
        ),
    )
    assert one(draft, "I.3").due == (Due("no later than 31 March 2021", edtf="../2021-03-31"),)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        (
            "on day 1 of the withdrawal",
            Due("on day 1 of the withdrawal", None, 1, "the withdrawal"),
        ),
        (
            "by no later than 30 days after the date of signing of the text a law is made",
            Due(
                "by no later than 30 days after the date of signing of the text",
                None,
                30,
                "the date of signing of the text",
            ),
        ),
        ("within 48 hours", Due("within 48 hours", None, 2, None)),
        ("within two weeks of signing", Due("within two weeks of signing", None, 14, "signing")),
        (
            "within six (6) months of its establishment",
            Due("within six (6) months of its establishment", None, None, "its establishment"),
        ),
        (
            "sixty (60) days before the end of the period",
            Due("sixty (60) days before the end of the period", None, -60, "the end of the period"),
        ),
        ("by the end of the year", Due("by the end of the year", "../2020")),
    ],
)
def test_each_form_of_term(words: str, due: Due):
    draft = drafted(TEXT.replace("on 1 December 2020", words))
    assert one(draft, "I.1").due == (due,)


def test_a_date_before_the_signing_is_told_and_not_due():
    draft = drafted(TEXT.replace("on 1 December 2020", "as in the truce in force from 3 May 2019"))
    assert one(draft, "I.1").due == ()


def test_what_it_points_at_is_kept_as_a_key_or_in_words():
    draft = drafted()
    assert one(draft, "II.1").references == ("paragraph 2 of the Upper Town Protocol",)
    assert "II.1" in one(draft, "II.2").references


def test_the_file_to_correct_can_be_read_again():
    draft = drafted()
    assert parse_agreement(draft.to_yaml(), file="draft.yaml") == draft.agreement
    assert draft.to_yaml().startswith("# Read by a machine")
    assert "  # bound, and no party of this file: The Joint Board" in draft.to_yaml()


def test_a_text_without_provisions_says_so():
    draft = drafted("A poem about the valley.\nIt has no numbers.")
    assert draft.agreement.provisions == ()
    assert draft.problems[0].kind == "unread"


def test_a_key_that_no_file_could_have_is_refused():
    with pytest.raises(AgreementError, match="the key 'a key'"):
        draft_agreement(a_source(TEXT), key="a key")


#: Counted by hand, reading each text. What counts is what the text itself marks: numbered points,
#: lettered sub-paragraphs, dashes; in statements without marks, the operative paragraphs.
BY_HAND = {
    # Points 1 to 9; the calibres under point 4 carry no mark.
    "minsk/agreements/1362.html": {"points": 9, "below": 0},
    # Points 1 to 12.
    "minsk/agreements/1363.html": {"points": 12, "below": 0},
    # Points 1 to 13 and the note "i" after the signatures; 2 dashes in point 2, 7 in the note.
    "minsk/agreements/1364.html": {"points": 14, "below": 9},
    # Three dashes; three paragraphs (re-affirm, underline, re-assert); four bullets.
    "minsk/agreements/2117.html": {"points": 3, "below": 0},
    "minsk/agreements/2118.html": {"points": 3, "below": 0},
    "minsk/agreements/2236.html": {"points": 4, "below": 0},
    # Three numbered headings; the paragraphs below them carry no mark.
    "minsk/agreements/2260.html": {"points": 3, "below": 0},
    # Measures 1 to 7.
    "minsk/agreements/2440.html": {"points": 7, "below": 0},
    # Three pillars with dashes, then points 1 to 15.
    "minsk/agreements/930.html": {"points": 18, "below": 0},
    # Chapters I to IX with 5, 4, 6, 8, 6, 4, 13, 12 and 2 paragraphs: 60; letters in III.2 (6),
    # III.5 (3), V.1 (4), VI.1 (12) and VII.4 (3): 28.
    "bangsamoro/agreements/867.html": {"points": 9, "below": 88},
}


@pytest.mark.parametrize("path", BY_HAND)
def test_the_count_equals_the_count_made_by_hand(shared: Path, path: str):
    file = shared / "cases" / path
    draft = draft_agreement(take_in(file.read_bytes(), file.name))
    provisions = draft.agreement.provisions
    assert {
        "points": len(provisions),
        "below": len(list(draft.agreement.walk())) - len(provisions),
    } == BY_HAND[path]
    assert parse_agreement(draft.to_yaml(), file=path) == draft.agreement


def bangsamoro(shared: Path) -> Draft:
    file = shared / "cases" / "bangsamoro" / "agreements" / "867.html"
    return draft_agreement(take_in(file.read_bytes(), file.name))


def test_the_framework_is_read_chapter_by_chapter(shared: Path):
    draft = bangsamoro(shared)
    chapters = draft.agreement.provisions
    assert [one.key for one in chapters] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert [len(one.children) for one in chapters] == [5, 4, 6, 8, 6, 4, 13, 12, 2]
    letters = {
        paragraph.key: len(paragraph.children)
        for chapter in chapters
        for paragraph in chapter.children
        if paragraph.children
    }
    assert letters == {"III.2": 6, "III.5": 3, "V.1": 4, "VI.1": 12, "VII.4": 3}
    assert {party.key for party in draft.agreement.parties} == {"gph", "milf"}
    assert one(draft, "VIII.5").obligors == ("milf",)
    assert one(draft, "VIII.8").obligors == ("gph", "milf")
    assert "VIII.4" in one(draft, "VIII.7").references
    assert draft.agreement.signed == ("2012-10-15",)


def minsk(shared: Path, number: int) -> Draft:
    file = shared / "cases" / "minsk" / "agreements" / f"{number}.html"
    return draft_agreement(take_in(file.read_bytes(), file.name))


def test_the_package_keeps_its_terms_and_references(shared: Path):
    draft = minsk(shared, 1364)
    terms = {
        provision.key: [(due.edtf, due.days, due.after) for due in provision.due]
        for provision in draft.agreement.walk()
        if provision.due
    }
    assert terms == {
        "point-1": [("2015-02-15", None, None)],
        "point-2": [(None, 2, "the ceasefire"), (None, 14, None)],
        "point-3": [(None, 1, "the withdrawal")],
        "point-4": [(None, 1, "the withdrawal"), (None, 30, "the date of signing of the document")],
        "point-6": [(None, 5, "the withdrawal")],
        "point-9": [(None, 1, "the local elections"), ("../2015", None, None)],
        "point-11": [("../2015", None, None)],
    }
    assert one(draft, "point-9").references == ("point-11",)
    assert one(draft, "point-8").obligors == ("ukraine",)
    assert draft.agreement.signed == ("2015-02-12",)


def test_parties_of_the_protocol_are_three(shared: Path):
    names = [party.name for party in minsk(shared, 1363).agreement.parties]
    assert names == [
        "Ukraine",
        "Russian Federation",
        "Organization for Security and Co-operation in Europe",
    ]
