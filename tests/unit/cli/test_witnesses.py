"""`servanda witnesses`: two papers that print one letter count once."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import servanda

ACCORD = """\
agreement: accord
title: Accord of the two valleys
signed: "2020-11-01"
parties:
  council: the mountain council
  ministry: the ministry
provisions:
  road:
    title: The northern road
    labels: Article 1
"""
LETTER = (
    "The ministry has not carried out Article 1 of the Accord of the two valleys. The northern "
    "road has been closed to every lorry since the second week of spring, the teachers were sent "
    "home without their wages, and nobody in the upper valley was asked before the gate at the "
    "mill was locked."
)


@pytest.fixture
def valley(terminal):
    """Two papers print one letter nearly word for word; an envoy writes in his own words."""
    Path("accord.yaml").write_text(ACCORD)
    Path("post.txt").write_text(f"The Post of 3 May 2021.\n\n{LETTER}\n")
    Path("gazette.txt").write_text(f"The Gazette of 9 May 2021.\n\n{LETTER}\n")
    Path("envoy.txt").write_text(
        "The envoy reports that the ministry did not carry out Article 1 of the Accord of the two "
        "valleys; he went there himself and found a chain across the bridge."
    )
    for name, day in (("post", "2021-05-03"), ("gazette", "2021-05-09"), ("envoy", "2021-06-01")):
        Path(f"{name}.txt.yaml").write_text(f"side: press\nwritten: {day}\n")
    terminal.type("new", "v.servanda", "--agreement", "accord.yaml")
    terminal.type("add", "v.servanda", "post.txt", "gazette.txt", "envoy.txt")
    terminal.type("read", "v.servanda")
    return "v.servanda"


def test_two_papers_that_print_one_letter_are_one_witness(valley, terminal):
    told = terminal.type("witnesses", valley)
    assert "Witness 1: 2 sources" in told
    assert "is a copy of post.txt" in told
    assert "found in the texts: near copy" in told
    assert told.rstrip().endswith(
        "3 sources, 2 witnesses at most; 3 if what the texts suggest did not count."
    )
    assert len(json.loads(terminal.type("witnesses", valley, "--json"))["groups"]) == 2


def test_a_coder_who_sets_them_apart_comes_before_their_texts(valley, terminal):
    terminal.type("sources", valley)
    ids = {
        name: next(word for word in line.split() if word.startswith("src-"))
        for line in terminal.out.splitlines()
        for name in ("post.txt", "gazette.txt")
        if name in line
    }
    terminal.type(
        "derive", valley, ids["gazette.txt"], "--independent-of", ids["post.txt"],
        "--why", "Both had the letter from its author.",
    )  # fmt: skip
    told = terminal.type("witnesses", valley)
    assert "Set apart by a coder: gazette.txt" in told
    assert told.rstrip().endswith("3 sources, 3 witnesses at most.")


def test_tables_and_python_count_the_same_witnesses(valley, terminal):
    terminal.type("export", valley, "--as", "csv", "-o", "tables")
    with Path("tables/pictures.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [
            row
            for row in csv.DictReader(file)
            if row["provision"] == "road"
            and row["party"] == "ministry"
            and not row["place"]
            and not row["period"]
        ]
    assert row["witnesses"] == "2"
    with servanda.open(valley) as dossier:
        picture = dossier.picture("road", party="ministry", proposals=True)
        (one,) = dossier.corroboration(picture)
        assert len(one.witnesses) == 2
        assert len(one.sources) == 3
