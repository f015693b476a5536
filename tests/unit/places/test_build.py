"""The gazetteer appears whole or not at all, and is built once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.places.build import POSTINGS, TRIE, build
from servanda.places.gazetteer import Gazetteer, GazetteerError, open_built
from servanda.places.rows import Row

from .conftest import ROWS


def _build(folder: str) -> None:
    build(ROWS, Path(folder))


def test_a_build_that_fails_leaves_nothing_to_be_taken_for_a_gazetteer(tmp_path: Path) -> None:
    def rows() -> Iterator[Row]:
        yield ROWS[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(rows(), tmp_path / "gazetteer")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_never_used_and_goes_with_the_next(tmp_path: Path) -> None:
    """A process was killed half-way: its working folder still lies there."""
    left = tmp_path / ".gazetteer-abc"
    left.mkdir()
    (left / TRIE).write_bytes(b"half")
    build(ROWS, tmp_path / "gazetteer")
    assert [one.name for one in tmp_path.iterdir()] == ["gazetteer"]
    assert Gazetteer(tmp_path / "gazetteer").knows("belmora")


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "gazetteer"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_build, args=(str(folder),)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert Gazetteer(folder).knows("belmora")


def test_a_gazetteer_is_built_once(tmp_path: Path) -> None:
    calls = []

    def rows() -> Iterator[Row]:
        calls.append(1)
        yield from ROWS

    open_built(tmp_path / "gazetteer", rows)
    open_built(tmp_path / "gazetteer", rows)
    assert len(calls) == 1


@pytest.mark.parametrize("name", [TRIE, POSTINGS])
def test_a_file_that_was_cut_short_is_built_anew(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "gazetteer"
    build(ROWS, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:-3])
    assert open_built(folder, lambda: ROWS).knows("belmora")


def test_the_fingerprint_follows_from_the_rows(tmp_path: Path) -> None:
    build(ROWS, tmp_path / "a")
    build(ROWS, tmp_path / "b")
    build(ROWS[:-1], tmp_path / "c")
    same, again, other = (Gazetteer(tmp_path / name).fingerprint for name in "abc")
    assert same == again != other


def test_progress_runs_from_nothing_to_all(tmp_path: Path) -> None:
    told: list[float] = []
    build(ROWS, tmp_path / "gazetteer", progress=lambda _what, share: told.append(share))
    assert told[0] == 0.0
    assert told[-1] == 1.0
    assert told == sorted(told)


def test_a_folder_that_cannot_be_written_is_said_in_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(GazetteerError, match="could not be made ready in"):
        open_built(tmp_path / "file" / "gazetteer", lambda: ROWS)


def test_a_division_stands_in_the_middle_of_its_towns(tmp_path: Path) -> None:
    """Two towns on the equator, the larger in the east: the middle is in the middle."""
    rows = [
        Row("a", "division", "Mid", (), country="XA", division="XA.01"),
        Row("b", "town", "West", (), 0.0, 10.0, "XA", "XA.01", 10),
        Row("c", "town", "East", (), 0.0, 20.0, "XA", "XA.01", 1_000_000),
    ]
    build(rows, tmp_path / "gazetteer")
    (site,) = Gazetteer(tmp_path / "gazetteer").sites("mid")
    assert (site.lat, site.lon) == pytest.approx((0.0, 15.0))


def test_a_former_state_stands_between_those_that_followed_it(gazetteer: Gazetteer) -> None:
    (site,) = gazetteer.sites("vast union")
    assert site.lat is not None
    assert -21 < site.lat < 52
