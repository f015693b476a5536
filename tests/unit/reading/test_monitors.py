"""How monitors tell it: bodies set up or missing, steps taken, deadlines missed, parts counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]


@pytest.mark.parametrize(
    "text",
    [
        "The boundary commission was inaugurated on 4 May.",
        "The bill on local courts was passed in June.",
        "The first company of the joint battalion graduated, and its weapons were stored.",
        "The Front handed over its mortars by 21 December.",
        "The schools occupied last year have been vacated by the army.",
        "The return of the displaced families took place in March.",
        "Kidnappings of herders have ceased.",
        "The commission on disappearances was set up in April.",
        "The Front quartered 3,100 troops at four areas.",
        "All heavy weapons were placed in cantonment.",
        "The border guard was abolished.",
        "Two hundred refugees were repatriated.",
        "The road to Orle was opened to civilians.",
    ],
)
def test_a_step_reported_without_reserve_is_kept(one: One, text: str) -> None:
    """A body appointed, a law passed, arms handed in: whoever did it, it is a step."""
    assert one(text).stance == "kept"


@pytest.mark.parametrize(
    "text",
    [
        "The boundary commission exists only in name.",
        "The second chamber of parliament does not exist.",
        "The cantonment sites lack water.",
        "The cantonment sites face severe shortages of food.",
        "The transfer of taxes to the districts has not occurred.",
        "There was no demobilization of the militias.",
        "Article 3 has seen no implementation.",
        "Little has been done to establish the boundary commission.",
        "The parties failed to appoint a chairman of the commission.",
        "No agreement has been reached on the command of the joint battalion.",
        "Implementation of the Accord is at an impasse.",
        "The quota of seats for women was not met.",
        "The timetable, like the one before it, was not followed.",
        "The Front suspended its participation in the boundary commission.",
        "The army occupied three schools in the valley.",
        "The army set up a post at Tarn without notifying the other side.",
        "Nobody has been held accountable for the burning of Orle.",
        "The training of the joint battalion remains behind schedule.",
        "The commission on disappearances has not been formed.",
        "The commission on prices never met.",
        "The Government has fallen behind in the transfer of land.",
        "The reform of the police has been put off.",
        "Illegal checkpoints were set up on the road to Orle.",
        "The Front established new checkpoints in the valley.",
        "The army failed to arrest the men whom the court had indicted.",
        "The road to Orle remains closed.",
        "The boundary remains a source of dispute between the commissions.",
        "The demobilized soldiers have received nothing.",
    ],
)
def test_what_lacks_stalls_or_is_left_undone_is_broken(one: One, text: str) -> None:
    assert one(text).stance == "broken"


@pytest.mark.parametrize(
    "text",
    [
        "Peace committees have been formed in only 12 of the districts.",
        "Peace committees have been formed in 12 of 75 districts.",
        "Of the 2,000 combatants, only 300 had been disarmed.",
        "The programme is being implemented, but with serious delays.",
    ],
)
def test_a_count_of_a_part_or_a_delay_makes_it_partly(one: One, text: str) -> None:
    assert one(text).stance == "partly"


def test_a_body_that_is_there_and_lacks_the_means_is_not_kept(one: One) -> None:
    """Set up in every district, it has nothing to work with."""
    assert one("Peace committees were set up but lack any money to work.").stance == "broken"


@pytest.mark.parametrize(
    "text",
    [
        "It remains to be seen whether the new timetable will be observed.",
        "Allegations of beatings could not be verified.",
        "The Mission found no evidence that the Front was training recruits.",
        "The parties should refrain from acts that undermine the Accord.",
        "The marsh extends across two districts of the old assembly.",
    ],
)
def test_open_questions_and_advice_judge_nothing(read: Read, text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "This brings the number of civilian casualties to seven.",
        "Nine of these casualties were due to gunfire.",
        "The Mission saw fresh damage to an inhabited house.",
    ],
)
def test_what_is_only_counted_takes_no_stance(read: Read, text: str) -> None:
    """Neither who did it nor against which promise is told."""
    assert {one.stance for one in read(text)} <= {"unclear"}
