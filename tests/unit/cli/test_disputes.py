"""`servanda disputes`, as a mediator reads it."""

from __future__ import annotations

import json

import pytest

import servanda


@pytest.fixture
def ili(terminal, example):
    """The bundled example, read and not ruled on."""
    terminal.type("new", "ili.servanda", "--agreement", example / "agreement.yaml")
    terminal.type("add", "ili.servanda", *sorted(example.glob("*.txt")))
    terminal.type("read", "ili.servanda")
    return "ili.servanda"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_example_tells_contradictions_from_a_mere_difference(ili, terminal):
    """Two sides contradict each other on the whole and on the military points; that seats were
    given and rights denied is no contradiction."""
    told = flat(terminal.type("disputes", ili))
    assert told.endswith("2 contradictions, 1 mere difference, 2 disputes over wording.")
    assert (
        "They contradict each other, as far as can be told: the three districts against an "
        "observer (proposed)" in told
    )
    assert "one speaks of “rights”, the other of “seats”" in told
    assert "To settle it: what was done of “Military points”, first of all when" in told


def test_the_examples_admissions_stand_out_with_their_excuse(ili, terminal):
    told = flat(terminal.type("disputes", ili)).partition("Admissions")[2]
    assert "the three districts, on Military points (proposed)" in told
    assert (
        "beside it, in excuse “It explains the refusal by the appearance of an armed band" in told
    )
    assert "for example “In Chuguchak" in told


def test_a_provision_a_place_and_a_party_narrow_the_question(ili, terminal):
    told = terminal.type("disputes", ili, "--provision", "military")
    assert told.rstrip().endswith("1 contradiction, 2 disputes over wording.")
    assert "agreement as a whole" not in told
    told = terminal.type("disputes", ili, "--party", "the Central Chinese government")
    assert told.rstrip().endswith("1 contradiction.")
    told = terminal.type("disputes", ili, "--place", "Kuqa")
    assert told.strip() == "No two sides speak against each other in what was read."
    terminal.type("disputes", ili, "--place", "Atlantis", code=1)
    assert "Atlantis" in terminal.err


def test_what_people_accepted_is_heard_apart(ili, terminal):
    assert "2 disputes over wording" in terminal.type("disputes", ili, "--accepted")
    ids = [
        id
        for line in terminal.type("disputes", ili, "--provision", "military", "--json").split("\n")
        if line
        for pair in json.loads(line)["pairs"]
        for id in pair["statements"]
    ]
    terminal.type("accept", ili, *dict.fromkeys(ids))
    told = terminal.type("disputes", ili, "--accepted", "--provision", "military")
    assert "They contradict each other" in told
    assert "(proposed)" not in told.partition("Admissions")[0]


def test_a_ruling_stands_and_the_computed_word_beside_it(ili, terminal):
    terminal.type(
        "rule", ili, "military", "--sides", "districts,observer", "--ruling", "both_stand",
        "--why", "Each speaks of other months.",
    )  # fmt: skip
    told = flat(terminal.type("disputes", ili, "--provision", "military", "--party", "districts"))
    assert "Both stand: the three districts against an observer" in told
    assert "ruled by coder-1" in told
    assert "Each speaks of other months. (computed: they contradict each other)" in told


def test_python_gives_the_same_disputes_as_a_data_frame(ili):
    with servanda.open(ili) as dossier:
        found = dossier.disputes("military", party="districts", proposals=True)
        assert [one.word for one in found] == ["contradict"]
        assert list(found.to_frame()["provision"]) == ["military"]
        assert [one.party for one in dossier.admissions(proposals=True)] == ["districts"] * 2
        assert dossier.concessions(proposals=True) == ()


def test_what_is_sensitive_is_heard_only_when_asked_for(ili, terminal):
    (line,) = terminal.type(
        "disputes", ili, "--provision", "military", "--party", "districts", "--json"
    ).splitlines()
    id = json.loads(line)["pairs"][0]["statements"][0]
    terminal.type("sensitive", ili, id, "--statement")
    assert id not in terminal.type("disputes", ili)
    assert id in terminal.type("disputes", ili, "--include-sensitive")
