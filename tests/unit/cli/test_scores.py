"""Scores at the command line, and in a notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import servanda

from .test_judgements import dossier, one_of  # noqa: F401 - a fixture


@pytest.fixture
def scored(terminal, dossier) -> Path:  # noqa: F811 - the fixture
    """Prisoners at 1, roads at 3 in 2021."""
    one = one_of(terminal, dossier, side="council", stance="broken")
    kept = one_of(terminal, dossier, side="council", stance="kept")
    where = ("--period", "2021", "--why", "counted")
    terminal.type("rate", dossier, "prisoners", "1", "--on", one, *where)
    terminal.type("rate", dossier, "roads", "3", "--on", kept, *where)
    return dossier


def test_every_figure_is_printed_with_its_name_and_formula(terminal, scored):
    told = terminal.type("scores", scored)
    assert "2021         66.7   66.7   66.7       2/2         0" in told
    assert "share complete: 50 % (1 of 2) = 100 x provisions at the highest level" in told
    assert "implementation score (PAM's formula): 66.7 %" in told
    assert "share started: 100 %" in told


def test_without_ratings_there_is_no_score_and_what_to_do_is_said(terminal, dossier):  # noqa: F811
    assert "nobody has rated it" in terminal.type("scores", dossier)
    terminal.type("scores", dossier, "--scale", "stars", code=1)
    assert "The codebook has pam" in terminal.err


def test_the_series_is_data_and_a_picture(terminal, scored):
    one = json.loads(terminal.type("scores", scored, "--json", "--svg", "scores.svg"))
    assert [period["window"]["name"] for period in one["periods"]] == ["2020", "2021"]
    assert one["periods"][1]["score"]["value"] == pytest.approx(66.67, abs=0.01)
    picture = Path("scores.svg").read_text()
    assert picture.startswith("<svg")
    assert "full 1 of 2" in picture


def test_a_notebook_shows_frames_and_a_picture(terminal, scored):
    with servanda.open(scored) as opened:
        scores = opened.scores()
    frame = scores.to_frame()
    assert list(frame["period"]) == ["2020", "2021"]
    assert frame["known"].tolist() == [0, 2]
    levels = scores.levels_frame().set_index(["provision", "period"])
    assert levels.loc[("roads", "2021"), "level"] == 3
    assert scores._repr_svg_().startswith("<svg")
