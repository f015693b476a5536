"""Bodies that a document explains by a short name, and how a breach is laid to somebody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]


def judged(found: list[Statement]) -> list[str | None]:
    return sorted({who.party or "" for one in found for who in one.about})


@pytest.mark.parametrize(
    ("explained", "told", "party"),
    [
        ("The Armed Forces of Arvenia (AFA) wrote.", "The AFA burned a school.", "government"),
        ("The Arvenian National Police (ANP) wrote.", "The ANP burned a school.", "government"),
        ("The Office of the President (OP) wrote.", "The OP blocked the elections.", "government"),
    ],
)
def test_a_short_name_that_the_document_explains_is_its_partys(
    read: Read, explained: str, told: str, party: str
) -> None:
    assert judged(read(f"{explained} {told}")) == [party]


@pytest.mark.parametrize(
    "explained",
    [
        "The Arvenian Liberation Army (ALA) wrote.",
        "The Arvenian Transition Council (ALA) wrote.",
        "The Alliance of Lake Anglers (ALA) wrote.",
    ],
)
def test_who_fights_for_a_cause_or_sits_for_all_is_no_organ_of_the_state(
    read: Read, explained: str
) -> None:
    """The land's name in a rebel's or a joint body's name makes it nobody's organ."""
    assert judged(read(f"{explained} Later the ALA burned a school.")) in ([], [""])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("A number of Government agencies have not yet released the prisoners.", ["government"]),
        ("Twelve violations of the ceasefire were attributed to the Highland Front.", ["front"]),
        ("In violation of Article 1, Highland Front fighters shelled Tarn.", ["front"]),
        (
            "Despite commitments by both parties to remove mines, new ones were laid.",
            ["front", "government"],
        ),
        ("The prisoners were released by order of nobody known.", []),
    ],
)
def test_whoever_is_named_is_judged(read: Read, text: str, parties: list[str]) -> None:
    assert judged(read(text)) == parties


def test_who_only_speaks_of_violations_committed_none(read: Read) -> None:
    found = read(
        "The Highland Front blocked the road to Tarn. They also raised the violations of April."
    )
    assert judged(found[1:]) in ([], [""])
