"""The bundled example: two sides contradict each other about one agreement."""

from __future__ import annotations

import pytest

import servanda
from servanda.domain.cell import WHOLE


@pytest.fixture
def ili(terminal, example):
    """The example's dossier, as `make demo` builds it; opened to be asked."""
    terminal.type("new", "ili.servanda", "--agreement", example / "agreement.yaml")
    terminal.type("add", "ili.servanda", *sorted(example.glob("*.txt")))
    terminal.type("read", "ili.servanda")
    with servanda.open("ili.servanda") as dossier:
        yield dossier


def test_the_governments_keeping_of_the_whole_is_disputed(ili):
    picture = ili.picture(WHOLE, party="government", proposals=True)
    assert picture.word == "disputed"
    assert {one.side: one.word for one in picture.accounts} == {
        "districts": "broken",
        "observer": "kept",
    }


def test_the_districts_keeping_of_the_military_points_is_disputed_with_an_admission(ili):
    picture = ili.picture("military", party="districts", proposals=True)
    assert picture.word == "disputed"
    own = next(one for one in picture.accounts if one.side == "districts")
    assert own.word == "kept"
    assert len(own.admissions) == 1


def test_every_account_walks_back_to_words_on_a_page(ili):
    picture = ili.picture(WHOLE, party="government", proposals=True)
    for one in ili.statements(picture):
        source = ili.record.source_by_id[one.source]
        assert source.text[one.start : one.end] == one.quote


def test_nothing_counts_as_accepted_until_a_person_rules(ili):
    assert ili.picture(WHOLE, party="government").word == "silent"


def test_the_matrix_is_a_data_frame(ili):
    table = ili.matrix(rows="provision", columns="side", proposals=True).to_frame()
    assert "disputed" not in set(table.loc["the agreement as a whole"])
    assert table.shape[1] >= 2
