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

import monitors  # noqa: E402
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


def test_the_second_held_out_file_has_new_sentences_one_coder_and_no_words():
    """Each label is coder-5's own, and no sentence is in either file before it."""
    second = opened("monitors-held2.json")
    sentences = second["sentences"]
    mine = {(one["file"], *one["segments"]) for one in sentences}
    seen = {
        (one["file"], *one["segments"])
        for name in ("monitors.json", "monitors-held.json")
        for one in opened(name)["sentences"]
    }
    assert len(mine) == len(sentences) == 100
    assert not mine & seen
    assert set(second["files"]) == {one["file"] for one in sentences}
    for one in sentences:
        assert set(one) - {"again"} == SENTENCE | {"alternatives", "codings"}
        assert one["keeping"] in KEEPING
        assert (one["kind"] is None) == (one["keeping"] == "none"), one["id"]
        for what in ("keeping", "kind", "about", "references"):
            assert one[what] == one["codings"]["coder-5"][what], one["id"]
            assert one[what] not in one["alternatives"].get(what, []), one["id"]


@pytest.mark.parametrize(
    ("flags", "name"),
    [([], "monitors"), (["--held"], "monitors-held"), (["--held2"], "monitors-held2")],
)
def test_each_flag_opens_its_own_file(flags, name, tmp_path, monkeypatch):
    """Nothing is scored: the first report asked for is refused."""
    asked = []

    def refuse(report, digest):
        asked.append(report)
        raise monitors.CannotScore("not here")

    monkeypatch.setattr(monitors, "GOLD", tmp_path / "monitors.json")
    monkeypatch.setattr(monitors, "HELD", tmp_path / "monitors-held.json")
    monkeypatch.setattr(monitors, "HELD2", tmp_path / "monitors-held2.json")
    for one in ("monitors", "monitors-held", "monitors-held2"):
        (tmp_path / f"{one}.json").write_text(json.dumps({"files": {f"report of {one}": ""}}))
    monkeypatch.setattr(monitors, "open_report", refuse)
    assert monitors.main(flags) == 2
    assert asked == [f"report of {name}"]


def test_one_coder_is_held_against_nobody():
    assert monitors.coders_apart({"coders": {"coder-1": "reads alone"}, "sentences": []}) == {}


@pytest.mark.shared
@pytest.mark.parametrize("name", ["monitors-held.json", "monitors-held2.json"])
def test_the_reports_are_the_ones_that_were_coded(name, shared):
    for report, digest in opened(name)["files"].items():
        assert hashlib.sha256((shared / "cases" / report).read_bytes()).hexdigest() == digest


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
