"""The tree of parts: a mark begins one when it goes on counting, and not otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.builders import a_source

from servanda.agreements.body import read_body
from servanda.agreements.marks import MOST_MARKS
from servanda.agreements.outline import Part


def tree(text: str) -> list[object]:
    """Give the marks as printed, nested."""
    return _marks(read_body(a_source(text)).parts)


def _marks(parts: Sequence[Part]) -> list[object]:
    out: list[object] = []
    for part in parts:
        out.append(part.mark.text if part.mark else "")
        if part.children:
            out.append(_marks(part.children))
    return out


TREATY = """\
Accord on the valley

The council and the ministry have agreed as follows:

PART ONE: PEACE

Article 1. Ceasefire
1. The Parties shall cease fire.
2. They shall withdraw:
(a) their guns;
(b) their mines:
(i) from roads;
(ii) from fields;
(c) their posts.

Article 2. Prisoners
1. All prisoners named in Article 1, paragraph 2, shall be released by 30 April 2021.
2. Lists shall be exchanged.

PART TWO: LAW

Article 3
The law of the valley shall be written.

Annex A: Roads
A. The northern road
- it is kept open;
- it is lit.
B. The southern road

Done at Upper Town on 1 November 2020.
"""


def test_a_treaty_of_parts_articles_and_an_annex():
    assert tree(TREATY) == [
        "PART ONE:",
        [
            "Article 1.",
            ["1.", "2.", ["(a)", "(b)", ["(i)", "(ii)"], "(c)"]],
            "Article 2.",
            ["1.", "2."],
        ],
        "PART TWO:",
        ["Article 3"],
        "Annex A:",
        ["A.", ["-", "-"], "B."],
    ]


def test_numbers_at_the_end_of_the_paragraph_before_begin_the_next():
    """Data sets put "2." behind the words of point 1."""
    assert tree(
        "Measures agreed in the valley 1.\nStop firing. 2.\nOpen the road.\n3.\nGo home."
    ) == [
        "1.",
        "2.",
        "3.",
    ]


def test_lists_run_together_on_one_line_are_parted():
    assert tree(
        "1. It has powers on: a. Defence b. Foreign policy c. Post\n2. It has no others."
    ) == [
        "1.",
        ["a.", "b.", "c."],
        "2.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1. Peace.\n2. It ends as told in paragraph 3. That is all.",
        "1. Peace.\n2. All shall be out by April 3. That is all.",
        "1. Peace.\n2. It takes three (3) months and lasts.",
        "1. Peace.\n2. Signed for it by the delegate 3. in rank.",
    ],
)
def test_a_number_that_points_or_dates_or_repeats_begins_nothing(text: str):
    assert tree(text) == ["1.", "2."]


def test_initials_begin_nothing():
    assert tree("A. Peace\nB. Roads\nHeard by Ambassador Leo C. Brandt and D. Field.") == [
        "A.",
        "B.",
    ]


def test_scanners_letters_are_read_back_where_the_order_asks():
    text = "I. ONE\nII. TWO\nIll. THREE\nIV. FOUR\n" + "\n".join(
        f"{letter}. right" for letter in "abcdefghijkI"
    )
    found = tree(text)
    assert found[:4] == ["I.", "II.", "Ill.", "IV."]
    assert found[4] == [f"{letter}." for letter in "abcdefghijkI"]


def test_paths_find_their_parents_and_references_to_them_do_not_count():
    text = (
        "CHAPTER 1: POWER\n1.1. Mandate\n1.1.1. The council shall act.\n1.1.2. As Article 1.2.3. "
        "says; and 1.1.3. it rests.\n1.2. Seat\n1.2.1. The seat is here.\n"
        "CHAPTER 2: LAW\n2.1. The law."
    )
    assert tree(text) == [
        "CHAPTER 1:",
        ["1.1.", ["1.1.1.", "1.1.2.", "1.1.3."], "1.2.", ["1.2.1."]],
        "CHAPTER 2:",
        ["2.1."],
    ]


def test_a_table_of_contents_is_left_out():
    text = (
        "CONTENTS\nCHAPTER I: Peace\nCHAPTER II: Roads\n\nCHAPTER I: Peace\nThere shall be peace.\n"
        "CHAPTER II: Roads\nThey are open."
    )
    body = read_body(a_source(text))
    assert [one.words for one in body.parts] == [
        "Peace There shall be peace.",
        "Roads They are open.",
    ]


def test_a_missing_number_is_noted():
    parts = read_body(a_source("1. One.\n2. Two.\n4. Four.")).parts
    assert [one.missing for one in parts] == [0, 0, 1]


def test_signatures_and_what_follows_are_no_promise():
    body = read_body(a_source("1. Peace.\n2. Roads.\nDone at Upper Town.\n3. Witness: I. Lind"))
    assert len(body.parts) == 2
    assert body.closing.startswith("Done at Upper Town.")


def test_a_closing_formula_that_more_duties_follow_closes_nothing():
    text = "1. Peace.\n2. Lists are kept.\nSigned by both sides, they shall be public.\n3. Roads."
    assert tree(text) == ["1.", "2.", "3."]


def test_what_closes_a_list_is_given_back_to_what_opened_it():
    text = (
        "1. The board has these tasks:\n(a) roads;\n(b) bridges;\n(c) ferries;\n"
        "(d) tunnels. The list may grow.\n2. It meets."
    )
    first = read_body(a_source(text)).parts[0]
    assert first.children[-1].words == "tunnels."
    assert first.tail == "The list may grow."


def test_a_statement_without_marks_is_parted_at_its_operative_verbs():
    text = (
        "The group, recalling its earlier calls:\n\nReaffirms the truce;\n\nthe truce of May;\n\n"
        "Calls on all to keep it;\n\nDecides to meet again."
    )
    assert [one.words for one in read_body(a_source(text)).parts] == [
        "Reaffirms the truce; the truce of May;",
        "Calls on all to keep it;",
        "Decides to meet again.",
    ]


@pytest.mark.parametrize(
    "text",
    ["1. a " * 100_000, "1." + " " * 500_000 + "2.", "(a) " * 100_000, "1. a\n2. b\n" * 20_000],
    ids=["one line", "blanks", "brackets", "a list again and again"],
)
def test_long_and_hostile_texts_take_bounded_work(text: str):
    """Half a megabyte of marks: no more of them than the bound are looked at."""
    body = read_body(a_source(text))
    assert body.cut_short == (text.count("a") + text.count("2. b") > MOST_MARKS)
