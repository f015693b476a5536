"""The agreement's own clock: when promises fall due, and what is overdue on a day."""

from __future__ import annotations

import pytest
from tests.builders import a_party, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.deadlines import Deadline, deadlines
from servanda.domain.agreement import Due, Event, Provision
from servanda.domain.cell import Cell
from servanda.domain.entry import Head
from servanda.domain.judgement import CellRated, Judged
from servanda.domain.record import Record
from servanda.domain.statement import Statement

SOURCE = a_source("The council kept the road open. The ministry says that the road was closed.")
TEN_DAYS = Due("10 days after the approval", days=10, after="the approval")


def a_record(due: Due, *statements: Statement, judgements=(), events=(), **fields) -> Record:
    roads = Provision("roads", "Roads", due=(due,), obligors=("council",), **fields)
    agreement = an_agreement(provisions=(roads, "lists"), events=events)
    return Record(Head(1, "0"), (agreement,), (SOURCE,), statements, judgements=judgements)


def on(day: str, record: Record, *, proposals: bool = False) -> Deadline:
    (one,) = deadlines(assess(record), agreement="accord", on=day, proposals=proposals)
    return one


def said(words: str, **fields) -> Statement:
    return a_statement(
        SOURCE, words, provisions=("accord/roads",), about=(a_party("council"),), **fields
    )


KEPT = said("kept the road open", side="council", state="accepted")
BROKEN = said("the road was closed", side="ministry", state="accepted", stance="broken")


def test_a_date_of_the_agreement_is_its_last_possible_day() -> None:
    record = a_record(Due("by March 2021", edtf="../2021-03"))
    assert on("2021-03-31", record).word == "upcoming"
    late = on("2021-04-02", record)
    assert (late.word, late.latest, late.days_over) == ("overdue", "2021-03-31", 2)


def test_days_are_counted_from_an_event_of_the_agreement() -> None:
    """Within ten days of the approval, which is only known to the month: 30 June and ten more."""
    record = a_record(TEN_DAYS, events=(Event("the approval", "2021-06"),))
    one = on("2021-07-10", record)
    assert (one.earliest, one.latest, one.word) == ("2021-06-11", "2021-07-10", "upcoming")
    assert "the approval (2021-06)" in one.why
    assert on("2021-07-11", record).word == "overdue"


def test_an_event_without_a_date_makes_nothing_overdue() -> None:
    one = on("2040-01-01", a_record(TEN_DAYS))
    assert (one.word, one.latest, one.days_over) == ("undated", None, None)
    assert "no date is known for 'the approval'" in one.why


@pytest.mark.parametrize("words", ["the signing", "signature of this agreement"])
def test_the_signing_is_known_from_the_agreement(words: str) -> None:
    one = on("2020-12-01", a_record(Due(f"30 days after {words}", days=30, after=words)))
    assert (one.latest, one.word) == ("2020-12-01", "upcoming")


def test_what_is_told_kept_is_not_overdue_and_a_dispute_stays_one() -> None:
    due = Due("2021", edtf="2021")
    assert on("2022-06-01", a_record(due, KEPT)).word == "kept"
    assert on("2022-06-01", a_record(due, KEPT, BROKEN)).word == "disputed"
    assert on("2022-06-01", a_record(due, BROKEN)).word == "overdue"


def test_a_proposal_counts_only_where_it_is_asked_for() -> None:
    proposal = said("kept the road open", side="council")
    record = a_record(Due("2021", edtf="2021"), proposal)
    assert on("2022-06-01", record).word == "overdue"
    assert on("2022-06-01", record, proposals=True).word == "kept"


def test_a_rating_at_the_top_keeps_and_a_later_breach_does_not() -> None:
    def rated(entry: int, **fields) -> Judged:
        act = CellRated(Cell("accord", "roads", period=f"202{entry}"), "pam", why="seen", **fields)
        return Judged(entry, "coder-1", "2022-01-01T00:00:00Z", act)

    due = Due("2021", edtf="2021")
    full, breach = rated(1, level=3), rated(2, level=None, violated=True)
    assert on("2022-06-01", a_record(due, judgements=(full,))).word == "kept"
    assert on("2022-06-01", a_record(due, judgements=(full, breach))).word == "overdue"


def test_the_latest_period_decides_whichever_was_recorded_last() -> None:
    def rated(entry: int, period: str, level: float) -> Judged:
        act = CellRated(Cell("accord", "roads", period=period), "pam", level, "seen")
        return Judged(entry, "coder-1", "2022-01-01T00:00:00Z", act)

    due = Due("2021", edtf="2021")
    found = a_record(due, judgements=(rated(1, "2022", 3), rated(2, "2020", 1)))
    assert on("2022-06-01", found).word == "kept"


def test_who_waits_for_whom() -> None:
    one = on("2021-01-01", a_record(Due("2021", edtf="2021"), after=("lists",)))
    assert (one.word, one.waits_for) == ("waiting", ("lists",))
    assert one.obligors == ("council",)


def test_an_agreement_without_due_dates_has_no_deadlines() -> None:
    record = Record(Head(1, "0"), (an_agreement(),), (SOURCE,), (KEPT,))
    assert deadlines(assess(record), agreement="accord", on="2021-01-01", proposals=False) == ()
