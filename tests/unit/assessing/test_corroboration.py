"""Independent witnesses are counted, and not the papers that repeat them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.builders import READER, a_party, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.corroboration import Corroboration, corroborate
from servanda.assessing.independence import Lineage
from servanda.domain.cell import Cell
from servanda.domain.derivation import Derivation
from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement

LETTER = a_source("The road is shut. A letter.")
POST = a_source("The road is shut. So a letter in the Post.")
GAZETTE = a_source("The road is shut. So a letter in the Gazette.")
ENVOY = a_source("The road is shut. The envoy went to see.")
PRINTED = Lineage([Derivation(one.id, LETTER.id, "copy_of", "text") for one in (POST, GAZETTE)])


def says(source: Source, side: str, **fields: Any) -> Statement:
    given: dict[str, Any] = {
        "provisions": ("accord/roads",),
        "about": (a_party("ministry"),),
        "side": side,
        "stance": "broken",
        "state": "accepted",
    }
    return a_statement(source, "The road is shut", **{**given, **fields})


def heard(*said: Statement, lineage: Lineage = PRINTED) -> tuple[Corroboration, ...]:
    sources = (LETTER, POST, GAZETTE, ENVOY)
    record = Record(
        head=Head(1, "0" * 64),
        agreements=(an_agreement(),),
        sources=sources,
        statements=said,
        readings={one.id: (READER,) for one in sources},
    )
    picture = assess(record).picture(Cell("accord", "roads", party="ministry"), proposals=False)
    return corroborate(picture, record.statement_by_id, lineage=lineage)


def test_two_papers_that_print_one_letter_are_one_witness():
    (one,) = heard(says(POST, "press"), says(GAZETTE, "press"))
    assert len(one.sources) == 2
    assert len(one.witnesses) == 1
    assert not one.corroborated
    assert one.told() == "1 witness says in 2 sources that it is not kept: press."


def test_an_envoy_who_went_to_see_is_another_witness():
    (one,) = heard(says(POST, "press"), says(GAZETTE, "press"), says(ENVOY, "observer"))
    assert one.corroborated
    assert one.sides == ("observer", "press")
    assert one.told().startswith("2 independent witnesses say in 3 sources")


def test_who_say_otherwise_corroborate_nothing():
    kept = replace(says(ENVOY, "observer"), stance="kept")
    found = heard(says(POST, "press"), kept)
    assert [(one.stance, len(one.witnesses)) for one in found] == [("kept", 1), ("broken", 1)]


def test_a_demand_corroborates_nothing():
    assert heard(says(POST, "press", kind="demand")) == ()


def test_nobody_knows_that_they_depend_so_they_count_apart():
    (one,) = heard(says(POST, "press"), says(GAZETTE, "press"), lineage=Lineage([]))
    assert len(one.witnesses) == 2
