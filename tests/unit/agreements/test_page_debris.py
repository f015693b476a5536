"""What a page adds to an agreement is no promise: its headers, its numbers, its lost digits."""

from __future__ import annotations

import pytest
from tests.builders import a_source

from servanda.agreements import draft_agreement
from servanda.agreements.draft import Draft
from servanda.domain.source import Description


def drafted(text: str) -> Draft:
    source = a_source(text, name="accord.txt", description=Description(language="en"))
    return draft_agreement(source)


def tree(draft: Draft) -> dict[str, str]:
    return {
        one.key: " ".join(wording.text for wording in one.wordings)
        for one in draft.agreement.walk()
    }


HEADED = """\
CHAPTER I: THE VALLEY

1.1. The parties shall open the road.

CHAPTER I: THE VALLEY

1.2. The parties shall rebuild the bridge and keep

CHAPTER II: THE HILLS

2.1. The parties shall leave the hills.
"""


def test_a_chapter_named_again_on_its_next_page_is_the_same_chapter() -> None:
    """The running header says no more than the heading did; the words around it stay whole."""
    assert tree(drafted(HEADED)) == {
        "chapter-1": "",
        "1.1": "The parties shall open the road.",
        "1.2": "The parties shall rebuild the bridge and keep",
        "chapter-2": "",
        "2.1": "The parties shall leave the hills.",
    }


def test_an_annex_that_a_sentence_ends_with_on_a_new_line_keeps_its_words() -> None:
    text = (
        "Article 1\n\nThe parties shall meet.\n\nAnnex A\n\nThe board shall act as set out in\n"
        "Annex A\nand shall report.\n"
    )
    assert "as set out in Annex A and shall report." in " ".join(tree(drafted(text)).values())


def test_articles_of_two_protocols_with_one_number_stay_two() -> None:
    text = (
        "PROTOCOL I\n\nArticle 1\n\nThe road shall open.\n\nPROTOCOL II\n\nArticle 1\n\n"
        "The bridge shall open.\n"
    )
    assert sum("shall open" in words for words in tree(drafted(text)).values()) == 2


def test_the_number_of_a_page_of_signatures_begins_no_note() -> None:
    text = (
        "1. The parties shall open the road.\n\n2. They shall meet.\n\nDone at Upper Town.\n\n"
        "For the Council\n\n76\n\nA) The Guarantors\n\nFor the North\n\nB) The Witnesses\n\n"
        "For the South\n"
    )
    assert list(tree(drafted(text))) == ["point-1", "point-2"]


def test_a_number_that_a_scanner_lost_is_told() -> None:
    """ "2.1.2" came out as "2.0.10": its words stay where they stand, and somebody should look."""
    text = (
        "2.1. The road\n\n2.1.1. It shall open.\n\n2.0.10. It shall stay open.\n\n"
        "2.1.3. It shall be lit.\n\n2.1.4.1. At night.\n"
    )
    draft = drafted(text)
    assert tree(draft)["2.1.1"] == "It shall open. 2.0.10. It shall stay open."
    told = [one.message for one in draft.problems if "missing" in one.message]
    assert told == ["Numbers are missing before: 2.1.3, 2.1.4.1."]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("PEACE AGREEMENT\n\nUPPER TOWN, LOWLAND", "PEACE AGREEMENT"),
        (
            "AGREEMENT ON\n\nTHE ROADS OF THE VALLEY\n\nUPPER TOWN",
            "AGREEMENT ON THE ROADS OF THE VALLEY",
        ),
        ("ACCORD\n\nBETWEEN THE COUNCIL AND THE NORTH", "ACCORD BETWEEN THE COUNCIL AND THE NORTH"),
    ],
)
def test_a_title_goes_on_over_a_line_and_ends_before_its_place(head: str, title: str) -> None:
    text = f"{head}\n\n1. The parties shall open the road.\n\n2. They shall meet.\n"
    assert drafted(text).agreement.title == title
