"""Finding at the command line which sources are one witness."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .valley import AGREEMENT

LETTER = (
    "Article 1 was not implemented by the ministry. Of the forty men taken in the rising eleven "
    "have come home, and nobody in the three villages has heard where the others are held.\n"
)
CABLE = (
    "The consul writes that the bridge is closed to carts, that salt has doubled its price in the "
    "upper market, and that he will go and see for himself when the snow has melted.\n"
)


@pytest.fixture
def dossier(terminal) -> Path:
    """A letter, a paper that prints it a week later, and a cable of its own."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("letter.txt").write_text(LETTER)
    Path("paper.txt").write_text(f"A letter has reached this paper.\n\n{LETTER.upper()}")
    Path("cable.txt").write_text(CABLE)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    for name, day in (("paper.txt", "08"), ("letter.txt", "01"), ("cable.txt", "02")):
        terminal.type("add", "valley.servanda", name, "--written", f"2021-07-{day}")
    return Path("valley.servanda")


def test_a_printed_letter_is_found_and_counts_once_a_coder_says_so(terminal, dossier):
    told = terminal.type("compare", dossier)
    assert "letter.txt and paper.txt: near copy, 100% of the first and 85% of the second" in told
    assert "words: “Article 1 was not implemented by the ministry." in told
    assert "3 sources, 3 independent witnesses" in told
    line = next(one for one in told.splitlines() if "if so:" in one)
    act = line.split("servanda derive ")[1].replace("REASON", "").split()
    terminal.type("derive", *act, "it says that it prints the letter")
    assert "3 sources, 2 independent witnesses" in terminal.type("compare", dossier)


def test_every_pair_is_given_as_json_with_its_spans(terminal, dossier):
    (line,) = terminal.type("compare", dossier, "--json").splitlines()
    found = json.loads(line)
    passage = found["passages"][0]["one"]
    assert LETTER[passage["start"] : passage["end"]] == LETTER.strip().rstrip(".")


def test_a_mere_passage_is_shown_only_when_asked_for(terminal, dossier):
    """A memo quotes one sentence of the cable among much else."""
    other = " ".join(f"The clerk noted matter {at} of the day." for at in range(20))
    Path("memo.txt").write_text(f"{other} {CABLE[:75]} {other}\n")
    terminal.type("add", dossier, "memo.txt", "--written", "2021-08-01")
    told = terminal.type("compare", dossier)
    assert "memo.txt" not in told
    assert "1 pair more share only passages" in told
    assert "cable.txt and memo.txt: shared passages" in terminal.type("compare", dossier, "--all")
