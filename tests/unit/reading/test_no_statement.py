"""What is no statement about keeping: wordings, wishes, courtesies, plans, what watchers do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.domain.source import Layer
from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]


@pytest.mark.parametrize(
    "text",
    [
        "Article 2 provides that all prisoners shall be released.",
        "Article 2 speaks of the release of prisoners.",
        "In the last point of the Accord it speaks of the press not being subjected to repression.",
        "Under Article 4 the army is to withdraw its troops from the valley.",
        "The last point forbids reprisals against newspapers.",
    ],
)
def test_a_wording_is_no_statement(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The prisoners will be released next month.",
        "The prisoners should be released without delay.",
        "If the prisoners are not released, the talks will fail.",
        "It is hoped that the Government will release the prisoners.",
        "It is important that the parties implement Article 4.",
        "The panel will meet to see whether Article 4 was implemented.",
        "The talks are held in order to implement Article 4.",
        "A plan to withdraw the troops is being discussed.",
        "The chair of the commission is nominated by the Government.",
    ],
)
def test_plans_wishes_conditions_and_rules_are_no_deeds(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Please accept our warmest greetings on the anniversary of the Accord.",
        "We are delivering this letter to you and thank you for your kindness.",
    ],
)
def test_courtesies_are_no_statements(read: Read, text: str) -> None:
    assert read(text, side="front") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Mission visited three villages in the north.",
        "The Mission facilitated the return of ten families.",
        "The schools of Tarn were rebuilt after the flood of 1998.",
        "Three soldiers died in a road accident.",
        "The report covers the period from May to July.",
    ],
)
def test_what_no_party_promised_is_no_statement(read: Read, text: str) -> None:
    assert read(text) == []


def test_a_courtesy_may_lead_into_a_statement(read: Read) -> None:
    found = read(
        "I have the honour to inform you that the Government has not withdrawn its troops.",
        side="front",
    )
    assert [(one.stance, one.provisions[0].key) for one in found] == [("broken", "withdrawal")]


def test_part_of_a_name_tells_of_no_deed(read: Read) -> None:
    assert read("The Tarn Siege Victims Programme has an office in the valley.") == []


def test_a_violent_story_that_speaks_of_no_agreement_is_left_alone(read: Read) -> None:
    text = "Two men robbed the bank of Tarn. They shot a clerk. The police arrested them on Monday."
    assert read(text, opening=False, creators=("Tarn Gazette",)) == []


def test_only_the_authors_words_are_read(read: Read) -> None:
    """A catalogue's summary says more than the letter."""
    text = "Summary: Article 2 was broken. Article 4 has not been implemented."
    layers = (Layer(0, 30, "archive", "summary"), Layer(30, len(text), "author", "body"))
    found = read(text, opening=False, layers=layers)
    assert [one.provisions[0].key for one in found] == ["withdrawal"]


@pytest.mark.parametrize("part", ["salutation", "signature", "heading"])
def test_salutations_signatures_and_headings_yield_nothing(read: Read, part: str) -> None:
    text = "Article 4 has not been implemented."
    assert read(text, opening=False, layers=(Layer(0, len(text), "author", part),)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Government welcomed the recommitment to cease fire on 6 July under Article 1.",
        "Both parties need to maintain their allegiance to the spirit as well as to the letter "
        "of the Accord.",
        "The first commander under Article 4, who passed away on 5 February, was sixty.",
        "This was the first election under Article 5 to be completed without failure of elections.",
    ],
)
def test_words_in_another_sense_tell_of_no_deed(read: Read, text: str) -> None:
    """Who passed away passed no law; to cease fire on a day is not to fire on it."""
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Figure 4: Ceasefire violations recorded in May",
        "Table II. Prisoners released, by district",
        "Please find enclosed our third report on violations of the ceasefire of Article 1.",
    ],
)
def test_captions_and_cover_letters_yield_nothing(read: Read, text: str) -> None:
    assert read(f"\n\n{text}\n\n") == []


def test_a_sentence_about_a_table_is_read(read: Read) -> None:
    assert len(read("Table 3 shows that Article 4 was not implemented.")) == 1
