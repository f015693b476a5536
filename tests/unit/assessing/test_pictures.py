"""How accounts and pictures are made, rule by rule of the design."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.builders import (
    READER,
    a_day,
    a_party,
    a_place,
    a_source,
    a_statement,
    an_agreement,
)

from servanda.assessing import assess
from servanda.domain.agreement import Provision
from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE, Cell
from servanda.domain.entry import Head
from servanda.domain.place import PartOf, Place, PlaceName
from servanda.domain.record import Record
from servanda.domain.source import Description, Source
from servanda.domain.statement import Excerpt, Statement, StatementLink
from servanda.domain.when import When

TEXT = "alpha beta gamma delta epsilon zeta eta theta iota kappa"
SOURCE = a_source(TEXT, description=Description(side="council"))


def say(word: str, **fields: Any) -> Statement:
    """One accepted statement about the ministry, by the council unless told otherwise."""
    given: dict[str, Any] = {
        "provisions": ("accord/roads",),
        "about": (a_party("ministry"),),
        "side": "council",
        "state": "accepted",
    }
    return a_statement(SOURCE, word, **{**given, **fields})


def record(
    *statements: Statement, sources: tuple[Source, ...] = (SOURCE,), **fields: Any
) -> Record:
    given: dict[str, Any] = {
        "head": Head(1, "0" * 64),
        "agreements": (an_agreement(),),
        "sources": sources,
        "statements": statements,
        "readings": {one.id: (READER,) for one in sources},
    }
    return Record(**{**given, **fields})


def roads(party: str = "ministry") -> Cell:
    return Cell("accord", "roads", party=party)


def word(*statements: Statement, cell: Cell | None = None, proposals: bool = False) -> str:
    return assess(record(*statements)).picture(cell or roads(), proposals=proposals).word


def test_statements_that_agree_give_the_sides_word():
    assert word(say("alpha", stance="broken"), say("beta", stance="broken")) == "broken"


def test_a_side_that_says_both_is_mixed():
    assert word(say("alpha", stance="broken"), say("beta", stance="kept")) == "mixed"


def test_an_exception_makes_an_account_mixed():
    said = say("alpha", stance="broken", exceptions=(Excerpt("alpha", 0, 5),))
    assert word(said) == "mixed"


def test_an_unclear_statement_beside_a_clear_one_does_not_blur_it():
    assert word(say("alpha", stance="broken"), say("beta", stance="unclear")) == "broken"


def test_two_sides_whose_verdicts_point_apart_dispute():
    picture = assess(
        record(say("alpha", stance="broken"), say("beta", stance="kept", side="ministry"))
    ).picture(roads(), proposals=False)
    assert picture.word == "disputed"
    assert picture.why == (
        "the council says broken, the ministry says kept: "
        "the verdicts of the ministry and of the council point apart"
    )
    assert [(one.side, one.word) for one in picture.accounts] == [
        ("council", "broken"),
        ("ministry", "kept"),
    ]


def test_a_denial_disputes_as_a_verdict_does():
    said = say("beta", stance="kept", side="ministry", kind="denial")
    assert word(say("alpha", stance="broken"), said) == "disputed"


def test_an_incident_against_a_verdict_only_differs():
    """One side tells of a shooting, the other says that all is kept: mixed, not disputed."""
    said = say("alpha", stance="broken", kind="incident")
    assert word(said, say("beta", stance="kept", side="ministry")) == "mixed"


def test_verdicts_about_different_parties_are_no_dispute():
    mine = say("alpha", stance="kept", about=(a_party("council"),))
    theirs = say("beta", stance="broken", side="ministry")
    assert word(mine, theirs) == "broken"
    assert word(mine, theirs, cell=roads("council")) == "kept"


def test_nobody_named_is_not_the_same_party_and_no_dispute_is_about_it():
    mine = say("alpha", stance="kept", about=())
    theirs = say("beta", stance="broken", about=(), side="ministry")
    assert word(mine, theirs, cell=roads(NOBODY)) == "mixed"


def test_demands_and_context_do_not_count():
    assert word(say("alpha", kind="demand", stance="broken"), say("beta", stance="kept")) == "kept"


def test_an_example_does_not_count_beside_its_charge():
    charge = say("alpha", stance="broken")
    example = say(
        "beta", stance="kept", links=(StatementLink("example_of", charge.id),), kind="incident"
    )
    picture = assess(record(charge, example)).picture(roads(), proposals=False)
    assert picture.word == "broken"
    assert picture.accounts[0].counted == (charge.id,)
    assert picture.accounts[0].beside == (example.id,)


def test_an_example_counts_where_its_charge_does_not_stand():
    charge = say("alpha", stance="broken")
    example = say(
        "beta",
        provisions=("accord/schools",),
        stance="broken",
        links=(StatementLink("example_of", charge.id),),
    )
    assert word(charge, example, cell=Cell("accord", "schools", party="ministry")) == "broken"


def test_a_later_statement_reverses_the_one_it_corrects():
    first = say("alpha", stance="broken")
    later = say("beta", stance="kept", links=(StatementLink("corrects", first.id),))
    assert word(first, later) == "kept"


def test_an_admission_is_told_beside_the_word_and_makes_it_only_alone():
    """The council kept its roads, it says, and owns to one closure."""
    kept = say("alpha", about=(a_party("council"),))
    owned = say("beta", about=(a_party("council"),), kind="admission", stance="broken")
    picture = assess(record(kept, owned)).picture(roads("council"), proposals=False)
    assert picture.word == "kept"
    assert picture.accounts[0].admissions == (owned.id,)
    assert picture.why == "the council says kept, with an admission"
    assert word(owned, cell=roads("council")) == "broken"


def test_a_copy_of_a_counted_account_is_the_same_witness():
    copy = a_source("alpha", description=Description(derives_from=(SOURCE.id,)))
    told = say("alpha", stance="broken")
    again = a_statement(
        copy,
        "alpha",
        provisions=("accord/roads",),
        about=(a_party("ministry"),),
        side="council",
        stance="broken",
        state="accepted",
    )
    picture = assess(record(told, again, sources=(SOURCE, copy))).picture(roads(), proposals=False)
    assert picture.accounts[0].counted == (told.id,)
    assert picture.accounts[0].beside == (again.id,)


def test_proposals_are_never_in_the_accepted_picture():
    proposed = say("alpha", stance="broken", state="proposed")
    assert word(proposed) == "silent"
    assert word(proposed, proposals=True) == "broken"


def test_rejected_statements_stand_nowhere():
    assert word(say("alpha", stance="broken", state="rejected"), proposals=True) == "silent"


def test_a_statement_about_the_whole_stays_in_the_row_of_the_whole():
    said = say("alpha", provisions=(), level="whole", stance="broken")
    assert word(said, cell=Cell("accord", WHOLE, party="ministry")) == "broken"
    assert word(said) == "silent"


def test_what_speaks_of_no_known_provision_has_its_own_row():
    said = say("alpha", provisions=(), level="unmapped", stance="broken")
    assert word(said, cell=Cell("accord", UNMAPPED, party="ministry")) == "broken"


def test_nothing_read_is_not_silence():
    empty = assess(record(readings={})).picture(roads(), proposals=True)
    assert empty.word == "unread"
    assert assess(record(sources=())).picture(roads(), proposals=True).word == "unread"


def test_a_document_that_breaks_off_is_not_silent():
    torn = a_source("half a letter", description=Description(complete=False))
    assert assess(record(sources=(torn,))).picture(roads(), proposals=True).word == "unread"


def _when(earliest: str | None, latest: str | None) -> When:
    return When(
        "then", None, None, f"{earliest or '..'}/{latest or '..'}", earliest, latest, "stated"
    )


def test_an_incident_stands_in_the_period_of_the_act_and_a_verdict_in_that_of_its_telling():
    act = say("alpha", kind="incident", when=a_day("2021-02-03"), as_of=a_day("2021-06-01"))
    verdict = say("beta", when=a_day("2021-02-03"), as_of=a_day("2021-06-01"))
    table = assess(record(act, verdict), period="month").matrix(
        agreement="accord", columns="period", proposals=False
    )
    assert table.cells["roads", "2021-02"].pictures[0].accounts[0].counted == (act.id,)
    assert table.cells["roads", "2021-06"].pictures[0].accounts[0].counted == (verdict.id,)
    assert [one.key for one in table.columns] == [f"2021-{m:02d}" for m in range(2, 7)]


def test_a_long_interval_is_inherited_by_each_period_and_counted_once_outside():
    act = say("alpha", kind="incident", stance="broken", when=_when("2021-01-10", "2021-03-05"))
    assessed = assess(record(act), period="month")
    table = assessed.matrix(agreement="accord", columns="period", proposals=False)
    assert [one.key for one in table.columns] == ["2021-01", "2021-02", "2021-03"]
    for one in table.columns:
        account = table.cells["roads", one.key].pictures[0].accounts[0]
        assert (account.counted, account.inherited) == ((), (act.id,))
    assert assessed.picture(roads(), proposals=False).accounts[0].counted == (act.id,)


def test_what_has_no_year_stands_under_no_date():
    act = say("alpha", kind="incident", as_of=a_day("2021-06-01"))
    table = assess(record(act), period="month").matrix(
        agreement="accord", columns="period", proposals=False
    )
    assert [one.key for one in table.columns] == ["(no date)"]


def test_a_districts_statement_is_inherited_below_it_only_where_the_gazetteer_says_so():
    agreement = an_agreement()
    valley = Place("valley", (PlaceName("Valley"),), granularity="district")
    mill = Place("mill", (PlaceName("Mill"),), part_of=(PartOf("valley"),))
    agreement = replace(agreement, territory=replace(agreement.territory, places=(valley, mill)))
    said = say("alpha", stance="broken", places=(a_place(SOURCE, "beta", id="valley"),))
    assessed = assess(record(said, agreements=(agreement,)))
    table = assessed.matrix(agreement="accord", columns="place", proposals=False)
    assert table.cells["roads", "valley"].pictures[0].accounts[0].counted == (said.id,)
    assert table.cells["roads", "mill"].pictures[0].accounts[0].inherited == (said.id,)
    assert {one.label for one in table.columns} == {"Valley", "Mill"}


def test_a_place_nobody_could_resolve_keeps_its_words_as_a_column():
    said = say("alpha", places=(a_place(SOURCE, "beta", id=None, name=None),))
    table = assess(record(said)).matrix(agreement="accord", columns="place", proposals=False)
    assert [one.key for one in table.columns] == ["~beta"]
    assert table.columns[0].label == "beta"


def test_a_parents_row_gathers_what_is_said_of_its_children():
    tree = Provision("army", "The army", children=(Provision("size"), Provision("pay")))
    agreement = an_agreement(provisions=(tree,))
    said = say("alpha", provisions=("accord/size",), stance="broken")
    assessed = assess(record(said, agreements=(agreement,)))
    top = assessed.matrix(agreement="accord", columns="side", proposals=False)
    assert top.cells["army", "council"].pictures[0].word == "broken"
    inside = assessed.matrix(agreement="accord", columns="side", parent="army", proposals=False)
    assert [one.key for one in inside.rows] == ["size", "pay"]
    assert assessed.picture(Cell("accord", "army"), proposals=False).word == "silent"
    assert assessed.picture(Cell("accord", "army"), proposals=False, below=True).word == "broken"


def test_a_matrix_becomes_a_data_frame():
    said = say("alpha", stance="broken")
    frame = assess(record(said)).matrix(agreement="accord", columns="side", proposals=False)
    table = frame.to_frame()
    assert table.loc["Roads", "the council"] == "broken"
    assert table.loc["Schools", "the council"] == "silent"
