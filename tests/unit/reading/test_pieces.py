"""Exceptions, examples, further passages, lists with days of their own."""

from __future__ import annotations

from collections.abc import Callable

from tests.builders import a_source
from tests.unit.reading.conftest import NoPlaces

from servanda.domain.agreement import Agreement
from servanda.domain.source import Description, Layer
from servanda.domain.statement import Statement
from servanda.reading.rules import RulesReader

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]


def test_an_exception_is_kept_with_its_words(one: One) -> None:
    """Lesson 4: one sentence, two cells."""
    statement = one(
        "Article 3 was not applied anywhere, with the exception of two schools in Tarn."
    )
    (excepted,) = statement.exceptions
    assert excepted.text == "two schools in Tarn"
    assert statement.stance == "broken"


def test_an_example_is_linked_to_its_charge(read: Read) -> None:
    """Lesson 10: examples of a general charge do not count twice."""
    found = read(
        "The Arvenian army attacked many villages. For example, Tarn was shelled twice.",
        side="front",
    )
    assert [(link.type, link.id) for link in found[1].links] == [("example_of", found[0].id)]


def test_a_list_without_a_verb_gives_each_act_its_own_statement(read: Read) -> None:
    found = read(
        "Attacks on teachers have increased. For example, the arrests of 5 March, "
        "the events of 9 March, the beating of a driver at the end of June.",
        side="front",
    )
    assert [one.quote for one in found[1:]] == [
        "For example, the arrests of 5 March",
        "the events of 9 March",
        "the beating of a driver at the end of June.",
    ]


def test_places_listed_afterwards_are_a_second_passage(one: One) -> None:
    statement = one(
        "Teachers elected by the people were thrown into prison. This was in Tarn, Orle and Besk.",
        side="front",
    )
    assert [quote.quote for quote in statement.quotes] == [
        "Teachers elected by the people were thrown into prison.",
        "This was in Tarn, Orle and Besk.",
    ]


def test_what_only_tells_the_promise_is_cut_off(one: One) -> None:
    statement = one(
        "Article 4 provides for the withdrawal of troops but this point has not been implemented."
    )
    assert statement.quote == "but this point has not been implemented."
    assert [link.key for link in statement.provisions] == ["withdrawal"]


def test_what_has_since_been_done_corrects_what_was_said(read: Read) -> None:
    found = read(
        "Article 2 has not been implemented.\n\nArticle 2 has since been fully implemented."
    )
    assert [(link.type, link.id) for link in found[1].links] == [("corrects", found[0].id)]


def test_the_same_words_again_repeat(read: Read) -> None:
    sentence = "The Highland Front has not handed over its heavy weapons."
    found = read(f"{sentence}\n\n{sentence}")
    assert [(link.type, link.id) for link in found[1].links] == [("repeats", found[0].id)]


def test_a_word_broken_by_a_line_or_a_scan_is_still_read(read: Read) -> None:
    found = read("Article 2 has not been imple-\nmented. Article 3 has not been implem ented.")
    assert [one.stance for one in found] == ["broken", "broken"]


def test_a_bracket_of_another_hand_is_passed_over(valley: Agreement) -> None:
    text = "Article 2 of the Valley Accord has not [sic] been implemented."
    at = text.index("[sic]")
    bracket = Layer(at, at + 5, "editor", "sic")
    source = a_source(text, description=Description(language="en"), brackets=(bracket,))
    (one,) = RulesReader().read(source, [valley], NoPlaces()).statements
    assert (one.stance, one.quote) == ("broken", text)
