"""What the dry run says is what the import does, whatever stands in the table."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreements import parse_agreement
from servanda.domain.entry import AgreementKept
from servanda.domain.judgement import CellRated, subject_of
from servanda.errors import ServandaError
from servanda.journal import Journal, open_journal
from servanda.workflows.import_table import plan_table, record_plan

AGREEMENT = """\
agreement: accord
title: The accord
signed: 2020-01-01
parties: {state: The state}
provisions:
  roads: {title: Roads, labels: [Article 1]}
  posts: {title: Posts}
  both-a: {title: Both}
  both-b: {title: Both}
"""
WIDE = """\
table: ratings
columns: {provision: Provision, coder: By, why: Why}
periods: "{year}"
values: {good: 3, worse: violated, later: not_yet_due, none: skip}
"""
EVENTS = """\
table: events
columns: {text: What, date: Date, provision: Provision, about: Who, side: Side}
"""
PROVISIONS = st.sampled_from(["roads", "ARTICLE 1", "Posts", "Both", "ports", "", "whole"])
LEVELS = st.sampled_from(["0", "3", "2.0", "good", "worse", "later", "none", "", "4", "odd"])
CODERS = st.sampled_from(["", "coder-1", "coder-2"])
RATINGS = st.lists(st.tuples(PROVISIONS, LEVELS, LEVELS, CODERS, st.sampled_from(["", "seen"])))
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A road was shut", 'He said "no"', "", "Two\nlines"]),
        st.sampled_from(["2021-03-04", "3/4/2021", "soon", ""]),
        PROVISIONS,
        st.sampled_from(["The state", "nobody known", ""]),
        st.sampled_from(["press", "state", "radio", ""]),
    ),
    max_size=6,
)


def begun() -> Journal:
    """A dossier in memory with the agreement."""
    journal = open_journal(":memory:")
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(parse_agreement(AGREEMENT, file="accord.yaml")))
    return journal


def standing(journal: Journal) -> dict[str, CellRated]:
    """The ratings that stand, by their subject."""
    return {
        subject_of(act, actor=one.actor): act for one, act in journal.record().judged(CellRated)
    }


@given(RATINGS, RATINGS)
def test_ratings_stand_as_the_dry_run_said_and_again_adds_nothing(first, second):
    """Two versions of a table, one after the other, the second read again."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        (where / "map.yaml").write_text(WIDE, encoding="utf-8")
        journal = begun()
        for rows in (first, second, second):
            before, count = standing(journal), journal.head().count
            with (where / "t.csv").open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows([("Provision", "2020", "2021", "By", "Why"), *rows])
            plan = plan_table(
                journal, where / "t.csv", where / "map.yaml", cache=where, actor="coder-1"
            )
            assert journal.head().count == count
            if plan.refused:
                with pytest.raises(ServandaError, match="nothing"):
                    record_plan(journal, plan, actor="coder-1")
                assert journal.head().count == count
            record_plan(journal, plan, actor="coder-1", skip_bad=True)
            planned = {subject_of(one.act, actor=one.actor): one.act for one in plan.planned}
            assert standing(journal) == before | planned
            assert journal.head().count == count + len(plan.planned)
            replaced = {key for key in planned if key in before}
            assert sum(one.replaces is not None for one in plan.planned) == len(replaced)
        assert plan.planned == ()


@given(ROWS)
def test_events_stand_as_the_dry_run_said_and_again_add_nothing(rows):
    """Every statement quotes its row letter for letter: else the journal would not take it."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        (where / "map.yaml").write_text(EVENTS, encoding="utf-8")
        with (where / "t.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([("What", "Date", "Provision", "Who", "Side"), *rows])
        journal = begun()
        for again in (False, True):
            plan = plan_table(
                journal, where / "t.csv", where / "map.yaml", cache=where, actor="coder-1"
            )
            record_plan(journal, plan, actor="coder-1", skip_bad=True)
            if again:
                assert plan.planned == ()
            else:
                said = [(one.act.quote, one.act.kind, one.act.side) for one in plan.planned]
        assert [(one.quote, one.kind, one.side) for one in journal.record().statements] == said
