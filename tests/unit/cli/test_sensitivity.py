"""What hangs on whom, at the command line."""

from __future__ import annotations

import json
from pathlib import Path

from .test_scores import dossier, scored  # noqa: F401 - fixtures


def test_what_hangs_on_one_witness_is_said_and_drawn(terminal, scored):  # noqa: F811
    told = terminal.type("sensitivity", scored, "--with-proposals", "--svg", "hangs.svg")
    assert "pictures would say something else without one of the witnesses" in told
    assert "Release of prisoners, The ministry of the interior: disputed, without it" in told
    assert "score of 2021, 66.7, without one:" in told
    assert "rater coder-1: not known (0.0 to 100.0)" in told
    assert "fall silent" in Path("hangs.svg").read_text()
    data = json.loads(terminal.type("sensitivity", scored, "--with-proposals", "--json"))
    assert data["pictures"]["on_one_witness"] >= 1
