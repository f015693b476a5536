"""Who speaks, who hands it on, whose side it is, and how it is known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]


def chain(statement: Statement) -> list[tuple[str, str]]:
    return [(one.name, one.role) for one in statement.voice]


def test_the_chain_runs_from_the_asserter_outwards(one: One) -> None:
    statement = one(
        "Article 2 has not been implemented.",
        creators=("A. Writer",),
        translator="B. Translator",
        obtained_by="C. Finder",
        publisher="An Archive",
    )
    assert chain(statement) == [
        ("A. Writer", "asserts"),
        ("B. Translator", "translates"),
        ("C. Finder", "transmits"),
        ("An Archive", "publishes"),
    ]


def test_a_claim_quoted_by_the_press_inside_a_report_gives_a_chain_of_three(one: One) -> None:
    statement = one(
        "According to the Coast Gazette, the commander of the Highland Front claimed that "
        "government troops had burned four houses in Tarn."
    )
    assert chain(statement) == [
        ("the Highland Front", "asserts"),
        ("the Coast Gazette", "reports"),
        ("Joint Monitoring Mission", "reports"),
    ]
    assert statement.side == "front"
    assert [mention.party for mention in statement.about] == ["government"]


def test_words_after_a_claim_name_who_claims(one: One) -> None:
    statement = one("Government troops burned four houses, a commander of the Highland Front said.")
    assert statement.side == "front"


def test_a_restatement_keeps_the_side_that_the_sidecar_gives(one: One) -> None:
    statement = one(
        "The letter of 1 May 2004 says that the Arvenian army did not release the prisoners.",
        side="front",
    )
    assert statement.side == "front"
    assert chain(statement)[0] == ("The letter of 1 May 2004", "asserts")


@pytest.mark.parametrize(
    "text",
    [
        "The Government denied that it had arrested former fighters.",
        "The Arvenian authorities denied reports that prisoners had been beaten.",
    ],
)
def test_a_denial_is_the_deniers_word(one: One, text: str) -> None:
    statement = one(text)
    assert (statement.kind, statement.stance, statement.side) == ("denial", "kept", "government")


def test_we_and_our_are_the_side_that_wrote_it(one: One) -> None:
    statement = one("We handed over our weapons in May.", side="front")
    assert (statement.kind, statement.stance) == ("compliance", "kept")
    assert [mention.party for mention in statement.about] == ["front"]


def test_representatives_of_a_party_speak_for_it(read: Read) -> None:
    found = read(
        "We, the representatives of the Highland Front, write to you. "
        "The Arvenian army arrested forty of our supporters.",
        creators=(),
    )
    assert {one.side for one in found} == {"front"}


def test_an_author_known_to_speak_for_a_party_gives_its_side(one: One) -> None:
    assert one("Article 2 has not been implemented.", creators=("Mira Dovan",)).side == "front"


@pytest.mark.parametrize(
    ("text", "knowing"),
    [
        ("We saw with our own eyes that the army had burned the school.", "eyewitness"),
        ("It is rumoured that the army has shot six prisoners.", "rumour"),
        ("The army reportedly arrested twelve teachers of the schools.", "hearsay"),
    ],
)
def test_how_it_is_known_is_read_from_the_words(one: One, text: str, knowing: str) -> None:
    assert one(text, side="front").knowing == knowing


@pytest.mark.parametrize(
    "text",
    [
        "The army refused access to the school, citing security concerns.",
        "The army did not withdraw its troops according to the Valley Accord.",
        "The army did not withdraw its troops, citing orders from above.",
        "The army did not release the prisoners, according to the low number of buses.",
    ],
)
def test_what_cannot_speak_hands_on_no_claim(read: Read, text: str) -> None:
    """Concerns, orders, numbers and agreements are no voices."""
    for statement in read(text):
        assert chain(statement)[0] == ("Joint Monitoring Mission", "asserts")


def test_a_party_cited_is_a_voice(one: One) -> None:
    statement = one("According to the Highland Front, the army did not release the prisoners.")
    assert statement.side == "front"


def test_a_date_is_no_part_of_a_voice(one: One) -> None:
    """On 26 May the Highland Front said ...: the Front said it, not the day."""
    statement = one("On 26 May a consul of Tarn said that the army had burned the school.")
    assert chain(statement)[0] == ("a consul of Tarn", "asserts")


@pytest.mark.parametrize(
    "title", [None, "Latest News", "Status report as of 14 October", "Spot report 12"]
)
def test_one_mission_has_one_side_whatever_its_notes_are_called(
    read: Read, title: str | None
) -> None:
    """A mission's notes come as news, as reports, or with no title at all."""
    found = read("The JMM recorded twelve violations of the ceasefire.", creators=(), title=title)
    assert {one.side for one in found} == {"observer"}
    assert {one.voice[0].name for one in found} == {"JMM"}


def test_a_newspaper_that_names_no_mission_stays_the_press(read: Read) -> None:
    found = read(
        "Soldiers broke the ceasefire of Article 1.", creators=(), publisher="Tarn Gazette"
    )
    assert {one.side for one in found} == {"press"}


def test_a_letter_about_another_land_charges_nobody_of_this_one(read: Read) -> None:
    """The government of Kenya is not the government of the valley."""
    text = (
        "Kenya is far away. In Kenya the accord was signed too. The army of Kenya broke Article 1. "
        "The government did not release the Kenyan prisoners. Both sides violated the ceasefire."
    )
    found = read(text, opening=False, creators=("A. Traveller",))
    assert [who.party for one in found for who in one.about if who.party] == []
