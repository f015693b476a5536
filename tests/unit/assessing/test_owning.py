"""What sides admit and concede."""

from __future__ import annotations

from typing import Any

from tests.builders import READER, a_party, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.owning import admissions, concessions
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.domain.statement import Statement, StatementLink

SOURCE = a_source(
    "Two of our patrols shut the road. They did so because the ministry had armed a band. The "
    "ministry paid the teachers. One patrol shut it at the mill."
)


def say(words: str, **fields: Any) -> Statement:
    given: dict[str, Any] = {
        "provisions": ("accord/roads",),
        "about": (a_party("council"),),
        "side": "council",
        "stance": "broken",
        "state": "accepted",
    }
    return a_statement(SOURCE, words, **{**given, **fields})


def assessed(*said: Statement) -> Any:
    return assess(
        Record(
            head=Head(1, "0" * 64),
            agreements=(an_agreement(),),
            sources=(SOURCE,),
            statements=said,
            readings={SOURCE.id: (READER,)},
        )
    )


OWNED = say("Two of our patrols shut the road", kind="admission")
EXCUSE = say(
    "They did so because the ministry had armed a band",
    kind="obstruction",
    about=(a_party("ministry"),),
)


def test_an_admission_stands_with_the_excuse_that_is_told_right_beside_it():
    """The council owns to a closure, and blames the ministry in the next sentence."""
    (one,) = admissions(assessed(OWNED, EXCUSE), proposals=False)
    assert (one.party, one.statement, one.excuse) == ("council", OWNED.id, (EXCUSE.id,))
    assert one.provisions == (("accord", "roads"),)


def test_a_charge_elsewhere_is_no_excuse():
    far = say("The ministry paid the teachers", kind="obstruction", about=(a_party("ministry"),))
    (one,) = admissions(assessed(OWNED, far), proposals=False)
    assert one.excuse == ()


def test_an_example_stands_beside_its_admission_and_is_not_one_more():
    example = say(
        "One patrol shut it at the mill",
        kind="admission",
        links=(StatementLink("example_of", OWNED.id),),
    )
    (one,) = admissions(assessed(OWNED, example), proposals=False)
    assert one.examples == (example.id,)


def test_a_concession_credits_the_other_side():
    credit = say(
        "The ministry paid the teachers",
        kind="concession",
        stance="kept",
        about=(a_party("ministry"),),
    )
    (one,) = concessions(assessed(OWNED, credit), proposals=False)
    assert (one.party, one.about, one.statement) == ("council", ("ministry",), credit.id)
    assert concessions(assessed(OWNED, credit), proposals=False, party="ministry") == ()


def test_proposals_are_asked_for():
    proposed = say("Two of our patrols shut the road", kind="admission", state="proposed")
    assert admissions(assessed(proposed), proposals=False) == ()
    assert len(admissions(assessed(proposed), proposals=True)) == 1
