"""Ratings and deadlines in the brief: cut without favour, and silence is no failure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.assessing import assess
from servanda.domain.cell import Cell
from servanda.domain.judgement import CellRated, DisputeRuled, Judged
from servanda.dossier import SiteOptions
from servanda.dossier.brief import BriefOptions, make_brief
from servanda.dossier.brief.content import Items, Matter, Paragraph, Table, text_of
from servanda.dossier.brief.matters import _span
from servanda.dossier.site import make_edition

from .story import ACCORD, make_record


def section_of(record, key, **options):
    edition = make_edition(record, assess(record), SiteOptions())
    return make_brief(edition, BriefOptions(**options)).section(key)


def judged_of(record, **options):
    return section_of(record, "judged", **options)


def told(section):
    return " ".join(text_of(one.words) for one in section.blocks if isinstance(one, Paragraph))


def test_the_table_of_ratings_is_cut_evenly_from_the_lowest_level_to_the_highest():
    """Sixteen years were rated, four at each level: the best are not what is cut away."""
    record = make_record()
    key = record.agreements[0].provisions[0].key
    ratings = tuple(
        Judged(
            100 + year,
            "coder-1",
            "2022-01-01T00:00:00Z",
            CellRated(Cell(ACCORD, key, period=str(1921 + year)), "pam", float(year % 4), why="x"),
        )
        for year in range(16)
    )
    section = judged_of(replace(record, judgements=ratings))
    (table,) = [one for one in section.blocks if isinstance(one, Table)][:1]
    levels = [text_of(row[2])[0] for row in table.rows]
    assert len(levels) == 10
    assert {levels.count(level) for level in "0123"} <= {2, 3}
    assert "10 of 16 ratings, taken evenly from the lowest level to the highest" in told(section)


def test_a_deadline_of_which_nothing_is_said_is_not_called_broken():
    section = judged_of(make_record(), recorded="2022-01-01T00:00:00Z")
    words = told(section)
    assert "Deadlines" in words
    assert "were kept" not in words
    assert "past due, with nothing that says “kept”" in words


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        (["1921-05-03"], "3 May 1921"),
        (["1921-05-03", "1921-05"], "1 May 1921 to 31 May 1921"),
        (["1921-05-03/1921-06-01", "1921/.."], "1 January 1921 to 1 June 1921"),
        (["XXXX-05-18", "1921-05-03"], "3 May 1921"),
    ],
)
def test_the_days_of_an_account_are_told_from_the_first_to_the_last(dates, words):
    """No "of 1921 to from 1921 on", and no day of a year that nobody knows."""
    assert _span(dates) == words


def test_statements_that_judge_several_parties_are_one_matter_in_the_brief():
    """An observer judges both parties in one sentence: it is not quoted and counted twice."""
    record = make_record()
    one = next(x for x in record.statements if x.side == "observer" and x.about)
    named = tuple(
        replace(one.about[0], party=party.key) for party in record.agreements[0].parties[:2]
    )
    said = replace(
        one, about=named, responsible=(), level="unmapped", provisions=(), kind="verdict"
    )
    brief_of_one = section_of(replace(record, statements=(said,)), "points")
    parts = [part for x in brief_of_one.blocks if isinstance(x, Matter) for part in x.parts]
    assert len(parts) == 1
    assert " and " in text_of(parts[0].about)


def test_the_first_page_says_when_most_statements_are_on_no_known_provision():
    record = make_record()
    loose = tuple(replace(x, level="unmapped", provisions=()) for x in record.statements)
    for said, told in ((record.statements, False), (loose, True)):
        short = section_of(replace(record, statements=said), "short")
        words = " ".join(
            text_of(one)
            for block in short.blocks
            if isinstance(block, Items)
            for one in block.items
        )
        assert ("on no provision that we know" in words) == told


def test_a_ruling_whose_statements_are_gone_makes_nobody_say_anything():
    """The press source was withheld; the ruling that named it stands and quotes nobody."""
    record = make_record()
    row = record.agreements[0].provisions[0].key
    act = DisputeRuled(Cell(ACCORD, row), ("council", "press"), "contradict", "x")
    ruled = (Judged(100, "coder-1", "2022-01-01T00:00:00Z", act),)
    contested = section_of(replace(record, judgements=ruled), "contested")
    assert "A person ruled on 1 matter of which nothing here tells" in told(contested)
    short = section_of(replace(record, judgements=ruled), "short")
    lists = [block for block in short.blocks if isinstance(block, Items)]
    assert "?" not in " ".join(text_of(one) for block in lists for one in block.items)
