"""Whose conduct is judged, admissions and concessions, and who stays unnamed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from servanda.domain.agreement import Agreement, Party
from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]


def about(statement: Statement) -> list[str | None]:
    return [mention.party for mention in statement.about]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Arvenian army arrested forty teachers.", "government"),
        ("Arvenian police arrested forty teachers.", "government"),
        ("HF fighters burned the school of Tarn.", "front"),
        ("Soldiers of the Highland Front burned the school.", "front"),
        ("The Front has not handed over its weapons.", "front"),
        ("The weapons were not handed over by the Highlanders.", "front"),
    ],
)
def test_names_adjectives_and_organs_lead_to_a_party(one: One, text: str, party: str) -> None:
    other = {"government": "front", "front": "government"}[party]
    assert about(one(text, side=other)) == [party]


def test_both_sides_are_all_who_signed(one: One) -> None:
    assert about(one("Both sides violated the ceasefire.")) == ["government", "front"]


def test_the_only_state_answers_for_the_police(one: One) -> None:
    """The police arrested forty of our supporters: one government signed, so it is its police."""
    statement = one("The police arrested forty of our supporters.", side="front")
    assert about(statement) == ["government"]
    assert any("the only government among the parties" in reason for reason in statement.reasons)


def test_a_body_described_otherwise_is_not_the_partys(read: Read) -> None:
    """After "the provincial government" the bare word means the same, and so no party."""
    found = read(
        "Members of the provincial government enjoy no rights. "
        "Some members of the government openly incite against us.",
        side="front",
    )
    assert all(party is None for one in found for party in about(one))


def test_a_word_that_only_describes_is_no_organ(one: One) -> None:
    """The military points are not the army."""
    statement = one("The military points of the Accord were not carried out.")
    assert statement.about == ()


def test_they_are_whom_the_sentence_named(read: Read) -> None:
    found = read(
        "The Highlanders kept the military points of the Accord: they handed over their weapons.",
        side="union",
    )
    assert {party for statement in found for party in about(statement)} == {"front"}


def test_passive_voice_names_nobody(one: One) -> None:
    """Lesson 13."""
    statement = one("Four villages were burned down in violation of the Accord.")
    assert (statement.about, statement.responsible) == ((), ())


def test_who_was_named_before_still_answers_in_a_complaint(read: Read) -> None:
    found = read(
        "The Arvenian army shelled Tarn. Two schools were destroyed and their teachers arrested.",
        side="front",
    )
    assert [about(one) for one in found] == [["government"], ["government"]]
    assert found[1].about[0].text == ""
    assert found[1].responsible == ()


def test_a_side_that_judges_itself_admits(one: One) -> None:
    statement = one("We admit that we did not hand over all our weapons.", side="front")
    assert (statement.kind, about(statement)) == ("admission", ["front"])


def test_examples_of_an_admission_are_admitted_too(read: Read) -> None:
    found = read(
        "We can confirm that our soldiers committed outrages. Two teachers were beaten in Tarn.",
        side="front",
    )
    assert [one.kind for one in found] == ["admission", "admission"]
    assert [(link.type, link.id) for link in found[1].links] == [("example_of", found[0].id)]


def test_credit_to_the_other_side_is_a_concession(one: One) -> None:
    statement = one("The Government has released all the prisoners as promised.", side="front")
    assert (statement.kind, statement.stance) == ("concession", "kept")


def test_an_observer_concedes_nothing(one: One) -> None:
    assert one("The Government released forty prisoners.").kind == "compliance"


def test_a_party_demands_what_it_misses(one: One) -> None:
    statement = one("We demand that the Government comply with Article 4.", side="front")
    assert (statement.kind, statement.stance) == ("demand", "unclear")
    assert [link.key for link in statement.provisions] == ["withdrawal"]


def test_hindering_those_who_watch_is_obstruction(one: One) -> None:
    statement = one("Members of the Highland Front denied the Mission access to the depot.")
    assert (statement.kind, about(statement)) == ("obstruction", ["front"])


def test_those_harmed_are_affected_not_responsible(one: One) -> None:
    statement = one("The Arvenian army arrested forty teachers in Tarn.", side="front")
    assert [mention.text for mention in statement.affected] == ["forty teachers"]
    assert [mention.party for mention in statement.responsible] == ["government"]


def test_what_a_named_party_did_without_its_due_counts_in_the_others_account(read: Read) -> None:
    """A party's letter tells of a budget kept back; no provision has words for it."""
    text = (
        "We, the Highland Front, write about the accord. Article 1 was not implemented. "
        "The Arvenian authorities closed the year without publishing the budget."
    )
    found = read(text, side="front")
    told = next(one for one in found if "budget" in one.quote)
    assert told.stance == "broken"
    assert [one.party for one in told.about] == ["government"]


def test_a_country_is_a_state_too(valley: Agreement, one: One) -> None:
    """Where a state signed with a country, a bare "Government" may be either's: nobody's."""
    federation = Party("federation", "Arvenian Federation")
    two = replace(valley, parties=(federation, Party("ukraine", "Ukraine")))
    assert about(one("The Government arrested forty teachers.", agreement=two)) in ([], [None])


@pytest.mark.parametrize(
    "where", ["areas not controlled by the Arvenian army", "areas controlled by the Highlanders"]
)
def test_who_controls_an_area_did_not_act_there(read: Read, where: str) -> None:
    found = read(f"Forty ceasefire violations were recorded in {where}.")
    assert all(party is None for statement in found for party in about(statement))


@pytest.mark.parametrize(
    "text",
    [
        "The Monitoring Mission to Norway (MMN) observed an increase in ceasefire violations.",
        "Ceasefire violations were reported throughout Norway.",
        "The Coastal Union continued to watch, registering a high number of ceasefire violations.",
    ],
)
def test_a_land_and_those_who_watch_it_are_not_judged(
    valley: Agreement, read: Read, text: str
) -> None:
    parties = (Party("norway", "Norway"), *valley.parties[1:])
    found = read(text, agreement=replace(valley, parties=parties))
    assert found
    assert all(about(statement) in ([], [None]) for statement in found)
