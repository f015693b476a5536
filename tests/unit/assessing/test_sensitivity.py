"""What hangs on whom: pictures made anew without one thing at a time."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.builders import READER, a_party, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.score_without import scores_without
from servanda.assessing.sensitivity import Sensitivity, sensitivity
from servanda.assessing.series import score_series
from servanda.domain.cell import Cell
from servanda.domain.entry import Head
from servanda.domain.judgement import CellRated, Judged
from servanda.domain.record import Record, Ruling
from servanda.domain.source import Description, Source
from servanda.domain.statement import Statement

LETTER = a_source("The road was kept open. The road was closed in May.", name="letter.txt")
REPORT = a_source("A patrol saw the road open.", name="report.txt")
COPY = a_source(
    "The road was kept open.",
    name="copy.txt",
    description=Description(derives_from=("letter.txt",)),
)


def said(source: Source, words: str, **fields) -> Statement:
    given = {"state": "accepted", "side": "council", **fields}
    return a_statement(
        source, words, provisions=("accord/roads",), about=(a_party("ministry"),), **given
    )


def without(*statements: Statement, proposals: bool = False, **fields) -> Sensitivity:
    sources = (LETTER, REPORT, COPY)
    readings = {one.id: (READER,) for one in sources}
    record = Record(Head(1, "0"), (an_agreement(),), sources, statements, readings, **fields)
    return sensitivity(assess(record), agreement="accord", proposals=proposals)


def changes(told: Sensitivity, kind: str) -> dict[str, list[tuple[str, str]]]:
    return {
        one.key: [(found.before, found.after) for found in one.examples] for one in told.of(kind)
    }


def test_a_picture_that_rests_on_one_letter_falls_silent_without_it() -> None:
    told = without(said(LETTER, "kept open"))
    assert (told.pictures, told.on_one_witness) == (1, 1)
    assert changes(told, "source") == {LETTER.id: [("kept", "silent")]}


def test_a_second_independent_witness_carries_it_and_a_copy_does_not() -> None:
    kept = said(LETTER, "kept open")
    assert without(kept, said(REPORT, "the road open")).on_one_witness == 0
    copied = without(kept, said(COPY, "kept open"))
    assert copied.on_one_witness == 1
    assert changes(copied, "source") == {LETTER.id: [], COPY.id: []}
    assert changes(copied, "witness") == {LETTER.id: [("kept", "silent")]}


def test_a_dispute_hangs_on_each_of_its_two_sides() -> None:
    told = without(
        said(LETTER, "kept open"), said(REPORT, "the road open", side="ministry", stance="broken")
    )
    assert changes(told, "side") == {
        "council": [("disputed", "broken")],
        "ministry": [("disputed", "kept")],
    }


def test_what_one_coder_accepted_is_left_out_where_only_accepted_ones_count() -> None:
    one, other = said(LETTER, "kept open"), said(REPORT, "the road open")
    rulings = {
        found.id: Ruling(found.id, "accepted", coder, "2024-01-01T00:00:00Z")
        for found, coder in ((one, "coder-1"), (other, "coder-2"))
    }
    told = without(one, replace(other, stance="broken", kind="incident"), rulings=rulings)
    assert changes(told, "coder") == {
        "coder-1": [("mixed", "broken")],
        "coder-2": [("mixed", "kept")],
    }
    assert without(one, other, rulings=rulings, proposals=True).of("coder") == ()


def test_proposals_below_a_confidence_and_those_without_one_can_be_left_out() -> None:
    unsure = said(LETTER, "kept open", state="proposed", confidence=0.65)
    told = without(unsure, proposals=True)
    assert {one.key for one in told.of("confidence")} == {"0.7", "0.8", "0.9"}
    unmeasured = without(replace(unsure, confidence=None), proposals=True)
    assert len(unmeasured.of("confidence")) == 5


statements = st.lists(
    st.builds(
        lambda source, side, stance, kind, party: (source, side, stance, kind, party),
        st.sampled_from([LETTER, REPORT, COPY]),
        st.sampled_from(["council", "ministry", "press"]),
        st.sampled_from(["kept", "partly", "broken", "unclear"]),
        st.sampled_from(["verdict", "denial", "incident", "admission", "demand"]),
        st.sampled_from(["council", "ministry"]),
    ),
    max_size=7,
)


@given(statements)
def test_each_word_without_a_source_is_that_of_a_record_that_never_had_it(drawn) -> None:
    """The short cut that most words take must give what assessing anew gives."""
    found = tuple(
        a_statement(
            source,
            id=f"st-{number}",
            side=side,
            stance=stance,
            kind=kind,
            provisions=("accord/roads",),
            about=(a_party(party),),
            state="accepted",
        )
        for number, (source, side, stance, kind, party) in enumerate(drawn)
    )
    sources = (LETTER, REPORT, COPY)
    record = Record(
        Head(1, "0"),
        (an_agreement(),),
        sources,
        found,
        readings={one.id: (READER,) for one in sources},
    )
    told = sensitivity(assess(record), agreement="accord", proposals=False)
    whole = assess(record)
    for removal in told.of("source"):
        left = replace(record, statements=tuple(s for s in found if s.source != removal.key))
        rest = assess(left)
        changed = {one.cell: one.after for one in removal.examples}
        for party in ("council", "ministry"):
            cell = Cell("accord", "roads", party=party)
            before = whole.picture(cell, proposals=False).word
            after = rest.picture(cell, proposals=False).word
            if any(s.source == removal.key and s.about[0].party == party for s in found):
                assert changed.get(cell, before) == after


def test_a_score_loses_the_levels_that_rest_on_one_source_or_one_rater() -> None:
    kept, seen = said(LETTER, "kept open"), said(REPORT, "the road open", side="press")
    ratings = (
        ("coder-1", "roads", 3, (kept.id,)),
        ("coder-1", "schools", 3, (kept.id, seen.id)),
        ("coder-2", "prisoners", 0, ()),
    )
    judged = tuple(
        Judged(
            number,
            by,
            "2024-01-01T00:00:00Z",
            CellRated(Cell("accord", key, period="2021"), "pam", level, "seen", statements=on),
        )
        for number, (by, key, level, on) in enumerate(ratings, 1)
    )
    record = Record(
        Head(3, "0"), (an_agreement(),), (LETTER, REPORT), (kept, seen), judgements=judged
    )
    series = score_series(record, agreement="accord")
    found = {
        (one.kind, one.key): (one.score.value, one.provisions)
        for one in scores_without(record, series.periods[-1], scale=series.scale)
    }
    assert found == {
        ("source", LETTER.id): (50.0, ("roads",)),
        ("side", "council"): (50.0, ("roads",)),
        ("rater", "coder-1"): (0.0, ("roads", "schools")),
        ("rater", "coder-2"): (100.0, ("prisoners",)),
    }
