"""The held-out sentences: apart from the seen ones, without words, and their links scored."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

QUALITY = Path(__file__).resolve().parents[2] / "quality"
sys.path.insert(0, str(QUALITY))

from monitors_provisions import score_provisions  # noqa: E402

KEEPING = {"kept", "partly", "broken", "unclear", "none"}
SENTENCE = {"id", "file", "segments", "keeping", "kind", "about", "references", "provisions"}


def opened(name: str) -> Any:
    return json.loads((QUALITY / "gold" / name).read_text("utf-8"))


@pytest.fixture(scope="module")
def held() -> Any:
    return opened("monitors-held.json")


def test_no_held_out_sentence_is_one_that_the_rules_were_tuned_on(held):
    """A sentence in both files would measure memory."""
    seen = {(one["file"], *one["segments"]) for one in opened("monitors.json")["sentences"]}
    mine = {(one["file"], *one["segments"]) for one in held["sentences"]}
    assert len(mine) == len(held["sentences"]) == 150
    assert not mine & seen


def test_each_held_out_sentence_has_labels_and_both_codings_and_no_words(held):
    """A kind stands where something is told, nowhere else; labels not settled are both coders'."""
    for one in held["sentences"]:
        assert set(one) - {"settled"} == SENTENCE | {"alternatives", "codings"}
        assert one["keeping"] in KEEPING
        assert (one["kind"] is None) == (one["keeping"] == "none"), one["id"]
        differ = one.get("settled", {"differ": []})["differ"]
        for what in ("keeping", "kind", "about"):
            labels = [coding[what] for coding in one["codings"].values()]
            assert (what in differ) == (labels[0] != labels[1]), one["id"]
            assert one[what] == labels[0] or what in differ, one["id"]
            assert one[what] not in one["alternatives"].get(what, []), one["id"]


@pytest.mark.shared
def test_the_reports_are_the_ones_that_were_coded(held, shared):
    for name, digest in held["files"].items():
        assert hashlib.sha256((shared / "cases" / name).read_bytes()).hexdigest() == digest


def point(label: str, agreement: str = "7") -> dict[str, str]:
    return {"agreement": agreement, "label": label}


def test_parallel_points_are_one_and_accepted_ones_may_be_there():
    """Four sentences want point 1 of either text: the reader gives one of them, one and an accepted
    point, one with a point that nobody would link, and none."""
    gold = {
        "provisions": [[point("1"), point("I", "8")]],
        "alternatives": {"provisions": [point("2")]},
    }

    def read(*labels: str) -> Any:
        links = [
            {"agreement": f"lake-{key}", "key": f"point-{label}", "label": label}
            for key, label in (one.split(":") for one in labels)
        ]
        said = [{"provisions": links}]
        return SimpleNamespace(tells=True, counting=said, case="lake", gold=gold)

    judged = [read("8:1"), read("7:1", "7:2"), read("7:1", "7:5"), read("9:1")]
    assert score_provisions(judged, {"lake": ["7", "8"]}) == {
        "judged": 4, "right": 2, "touched": 3, "unlinked": 1,
    }  # fmt: skip
