"""The pages of judgement: disputes, ratings and scores, deadlines, what hangs on whom, codebook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationSet,
    Judged,
    Judgement,
    SourceGraded,
)
from servanda.domain.record import Record
from servanda.dossier import write_site

from .conftest import ACCORD
from .reading import ReadPage, read_site

KEY = "two-shores-1921"
PAGES = ("disputes.html", "admissions.html", "scores.html", "deadlines.html", "hangs.html")


@pytest.fixture(scope="module")
def judged(record: Record, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadPage]:
    """The story, judged: two ratings, a reply, a grade, a link between sources."""
    first, second = record.sources[0].id, record.sources[1].id
    cell = Cell(KEY, "withdrawal", period="1922")
    told = next(
        one.id for one in record.statements if any(x.key == "withdrawal" for x in one.provisions)
    )
    acts: tuple[Judgement, ...] = (
        CellRated(cell, "pam", 1, "one company stayed", statements=(told,)),
        CellRated(replace(cell, provision="schools"), "pam", None, "shut", unknown="no_access"),
        CellReplied(cell, "republic", "The Republic says that <b>nobody</b> stayed."),
        SourceGraded(first, "C", "right about the customs house", KEY, "withdrawal"),
        DerivationSet(second, first, "independent", "the observer's own visit"),
    )
    judgements = tuple(
        Judged(number, "coder-1", "2024-01-01T00:00:00Z", act) for number, act in enumerate(acts, 1)
    )
    rated = replace(record, judgements=judgements)
    out: Path = tmp_path_factory.mktemp("judged") / "site"
    write_site(rated, assess(rated), out)
    return read_site(out)


def test_each_kind_of_judgement_has_its_page(pages: dict[str, ReadPage]) -> None:
    assert all(one in pages for one in (*PAGES, "codebook.html"))


def test_a_dispute_stands_word_against_word_with_what_would_settle_it(
    pages: dict[str, ReadPage],
) -> None:
    page = pages["disputes.html"]
    assert "What would settle it" in page.words("main")
    assert all(len(one.css("blockquote")) == 2 for one in page.all(".versus"))
    assert page.all(".versus")


def test_what_a_side_owns_to_itself_stands_apart(pages: dict[str, ReadPage]) -> None:
    words = pages["admissions.html"].words("main")
    assert "remain at Akursund" in words


def test_without_ratings_the_page_of_scores_says_so(pages: dict[str, ReadPage]) -> None:
    assert "Nobody has rated anything" in pages["scores.html"].words("main")


def test_a_rating_is_printed_with_its_reasons_and_what_it_rests_on(
    judged: dict[str, ReadPage],
) -> None:
    words = judged[f"{ACCORD}/provisions/withdrawal.html"].words("main")
    assert "1, minimum" in words
    assert "one company stayed" in words
    assert "The Republic says that <b>nobody</b> stayed." in words


def test_scores_stand_with_their_names_formulas_interval_and_levels(
    judged: dict[str, ReadPage],
) -> None:
    page = judged["scores.html"]
    words = page.words("main")
    assert "implementation score (PAM's formula)" in words
    assert "no access" in words
    assert "interval" in words
    assert "right about the customs house" in words
    assert page.all("figure svg")


def test_the_codebook_is_printed_with_every_dossier(pages: dict[str, ReadPage]) -> None:
    words = pages["codebook.html"].words("main")
    assert "Peace Accords Matrix" in words
    assert "Version 1" in words


def test_what_hangs_on_whom_is_drawn_in_the_colours_of_its_page(
    judged: dict[str, ReadPage],
) -> None:
    """At night a picture with paper's white under it and light letters on it cannot be read."""
    drawn = judged["hangs.html"].html.partition("<figure>")[2].partition("</figure>")[0]
    assert 'fill="var(--sheet)"' in drawn
    assert '"#' not in drawn
