"""What missions see, how laws depart from a promise, and steps told as acts of institutions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]


@pytest.mark.parametrize(
    "text",
    [
        "The patrol observed two tanks inside the buffer zone.",
        "The mission noted the presence of military positions in the security zone.",
        "Four mortars were missing from the storage site at Tarn.",
        "The observers again recorded weapons as missing from their depots.",
        "The patrol saw mines on both sides of the road.",
        "Armed men remained in the demilitarized area near Orle.",
        "Tanks were seen between two civilian houses.",
        "The patrol spotted proscribed weapons near Orle.",
        "The most frequent of the alleged violations are uncoordinated movements.",
    ],
)
def test_arms_seen_where_agreements_keep_them_from_are_a_breach(one: One, text: str) -> None:
    """Missions tell most breaches without a word that judges."""
    assert one(text).stance == "broken"


@pytest.mark.parametrize(
    "text",
    [
        "Troops were trained in the use of mines.",
        "The mission held a course on the risk of mines found in fields.",
        "The patrol observed deminers clearing mines from the road.",
        "The mission gave its troops new tents.",
    ],
)
def test_arms_that_are_cleared_or_only_spoken_of_are_none(read: Read, text: str) -> None:
    assert all(one.stance != "broken" for one in read(text))


def test_no_arms_seen_is_not_yet_kept(one: One) -> None:
    """Nobody saw any: that is no proof that there were none."""
    assert one("No weapons were observed inside the buffer zone.").stance == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "The road past Tarn remained a hotspot.",
        "The mission noted a deterioration in the security situation around Orle.",
    ],
)
def test_tension_names_no_breach(one: One, text: str) -> None:
    assert one(text).stance == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "The new law is not in line with the Accord.",
        "The decree is at variance with what was promised.",
        "Only four districts have courts of their own, whereas the Accord names seven.",
        "The rules of the budget need to change to reflect the provisions of the Accord.",
        "The statute falls short of the provisions on the courts.",
    ],
)
def test_what_departs_from_the_agreement_is_broken(one: One, text: str) -> None:
    """A law may be passed and yet not be the one that was promised."""
    assert one(text).stance == "broken"


@pytest.mark.parametrize(
    "text",
    [
        "The Boundary Commission held its first meeting on 3 May.",
        "Sixteen JVTs have so far been constituted.",
        "The fiscal autonomy of the districts has been consolidated.",
        "The council issued Resolution No. 12 approving the reorganization of the valley police.",
        "The soldiers were seen exiting the disengagement area with their weapons.",
        "The boundary commission began its work in June.",
        "The council of elders continued to do its work.",
    ],
)
def test_an_institution_that_comes_to_life_keeps_its_promise(one: One, text: str) -> None:
    """To begin its work is all that a commission was asked for."""
    assert one(text).stance == "kept"


def test_a_withdrawal_watched_as_it_starts_is_kept_in_part(one: One) -> None:
    assert one("The patrol observed the start of the withdrawal at Orle.").stance == "partly"


def test_what_works_elsewhere_is_no_verdict_on_what_is_complained_of(read: Read) -> None:
    """The posts are named to say where the gate stands."""
    found = read("In the north, where the posts remain operational, the gate is seldom open.")
    assert all(one.stance != "kept" or "passing" in one.reasons[0] for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Only two of the seven commissions have been appointed.",
        "The withdrawal has been completed in two of the three valleys.",
        "The Government has disbursed 60 percent of the money promised for the returnees.",
    ],
)
def test_a_part_told_in_words_or_per_cent_is_kept_in_part(one: One, text: str) -> None:
    assert one(text).stance == "partly"


@pytest.mark.parametrize(
    "text",
    [
        "The decree does not provide for the return of refugees.",
        "The bill on local courts does not include the quota for women.",
        "The reincorporation of former fighters advanced slowly.",
    ],
)
def test_what_a_law_leaves_out_and_what_goes_slowly_is_not_kept(one: One, text: str) -> None:
    assert one(text).stance == "broken"


def test_what_an_agreement_does_not_say_is_no_breach(read: Read) -> None:
    """An agreement may leave things open: nobody has broken it by that."""
    assert read("The Accord does not provide for a review.") == []


def test_tension_that_has_passed_is_no_promise_kept(read: Read) -> None:
    """Calm after tension is a mood, as the tension was."""
    assert all(one.stance == "unclear" for one in read("The tensions of last year have ceased."))
