"""Kept, partly, broken, unclear: what the words around a promise make of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.domain.statement import Statement

One = Callable[..., Statement]
Read = Callable[..., list[Statement]]


@pytest.mark.parametrize(
    ("text", "stance", "extent"),
    [
        ("Article 2 has been fully implemented.", "kept", "full"),
        ("Article 2 has not been implemented.", "broken", None),
        ("Article 2 was not implemented at all.", "broken", "none"),
        ("Article 2 has been only partially implemented.", "partly", "intermediate"),
        ("Article 2 has not been fully implemented.", "partly", "intermediate"),
        ("Almost none of the provisions of the Accord has been honoured.", "broken", "minimal"),
        ("None of the articles has been carried out.", "broken", "none"),
        ("The Accord remains only on paper.", "broken", "none"),
        ("Not all of the articles were carried out.", "partly", "intermediate"),
        ("Article 3 is a dead letter.", "broken", None),
        ("The Government has done nothing to implement Article 3.", "broken", "none"),
        ("Article 3 could not be carried out.", "broken", None),
        ("The parties have respected the ceasefire.", "kept", None),
        ("Both sides violated the ceasefire on several occasions.", "broken", None),
    ],
)
def test_a_verdict_follows_its_negation_and_degree(
    one: One, text: str, stance: str, extent: str | None
) -> None:
    statement = one(text)
    assert (statement.kind, statement.stance, statement.extent) == ("verdict", stance, extent)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The Government has yet to release the prisoners.", "broken"),
        ("The Government failed to release the prisoners.", "broken"),
        ("The Government did not fail to release the prisoners.", "kept"),
        ("The Highland Front refused to hand over its weapons.", "broken"),
        ("The Government managed in many districts to release the prisoners.", "kept"),
        ("The withdrawal of troops has begun.", "partly"),
        ("The withdrawal of troops has not begun.", "broken"),
        ("The withdrawal of troops was completed on 3 July.", "kept"),
        ("Local elections have still not been held.", "broken"),
        ("Local elections were held in every district.", "kept"),
        ("Little progress has been made on the withdrawal of troops.", "broken"),
        ("Heavy weapons that should have been withdrawn were seen under Article 4.", "broken"),
        ("The army was to withdraw its troops by July but they remain in the valley.", "broken"),
        ("The Government did not obstruct the elections.", "kept"),
        ("The prisoners are still being held.", "broken"),
    ],
)
def test_an_act_counts_as_done_or_undone(one: One, text: str, stance: str) -> None:
    assert one(text).stance == stance


@pytest.mark.parametrize(
    "text",
    [
        "The Ministry of Justice ordered the army to release the detainees.",
        "The Government ordered the release of all prisoners.",
        "The Government promised to release the prisoners by June.",
    ],
)
def test_an_order_to_release_is_not_a_release(one: One, text: str) -> None:
    """Lesson 9: words that bind are words, not yet deeds."""
    statement = one(text)
    assert (statement.kind, statement.stance) == ("compliance", "unclear")
    assert "not yet the deed" in statement.reasons[0]


def test_what_watchers_did_not_see_is_not_yet_kept(one: One) -> None:
    assert one("The Mission recorded no violations of the ceasefire.").stance == "unclear"


def test_fewer_violations_are_still_violations(one: One) -> None:
    statement = one("The Mission recorded a decrease in ceasefire violations.")
    assert (statement.kind, statement.stance) == ("incident", "partly")


def test_the_dead_alone_tell_of_no_breach(one: One) -> None:
    statement = one("The Mission confirmed twelve casualties, three of them prisoners, in June.")
    assert statement.stance == "unclear"


def test_a_sentence_is_split_where_its_stance_turns(read: Read) -> None:
    """Elections were held in four districts, but the army prevented voting in the fifth."""
    found = read(test_a_sentence_is_split_where_its_stance_turns.__doc__ or "")
    assert [(one.stance, one.quote[:9]) for one in found] == [
        ("kept", "Elections"),
        ("broken", "but the a"),
    ]


def test_an_ironic_summary_takes_the_stance_of_what_it_sums_up(read: Read) -> None:
    found = read(
        "The army burned the school in Tarn and arrested its teachers. "
        "This is how the people of Tarn enjoy the rights written down in the Accord.",
        side="front",
    )
    assert [one.stance for one in found] == ["broken", "broken"]
    assert found[-1].level == "whole"
