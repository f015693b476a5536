from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, write_site
from servanda.errors import DossierError


def test_two_reports_of_one_record_are_the_same_bytes(record: Record, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_site(record, assess(record), tmp_path / name)
    one, two = (
        {
            p.relative_to(tmp_path / n).as_posix(): p.read_bytes()
            for p in (tmp_path / n).rglob("*")
            if p.is_file()
        }
        for n in ("one", "two")
    )
    assert one == two


def test_the_bytes_do_not_hang_on_how_a_process_hashes(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from dossier.story import make_record;"
        "from servanda.assessing import assess; from servanda.dossier import write_site;"
        "from pathlib import Path; r = make_record(); write_site(r, assess(r), Path(sys.argv[2]))"
    )
    lists = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", script, str(Path(__file__).parents[1]), str(out)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        )
        lists.append((out / "SHA256SUMS").read_text("utf-8"))
    assert lists[0] == lists[1]


def test_no_time_is_printed_that_was_not_given(record: Record, tmp_path: Path) -> None:
    options = SiteOptions(generated="25 November 2026, 10:00 UTC")
    write_site(record, assess(record), tmp_path / "site", options=options)
    assert "25 November 2026" in (tmp_path / "site" / "index.html").read_text("utf-8")
    write_site(record, assess(record), tmp_path / "plain")
    assert "2026" not in (tmp_path / "plain" / "index.html").read_text("utf-8")


def test_progress_is_told_and_ends_at_the_last_page(record: Record, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    options = SiteOptions(progress=lambda what, done, total: told.append((what, done, total)))
    site = write_site(record, assess(record), tmp_path / "site", options=options)
    assert told[-1][1:] == (site.pages, site.pages)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_a_folder_left_by_a_killed_run_is_cleared_away(record: Record, tmp_path: Path) -> None:
    left = tmp_path / ".site.servanda-new"
    left.mkdir()
    (left / "site.json").write_text('{"kind": "servanda-site", "finished": false}')
    write_site(record, assess(record), tmp_path / "site")
    assert not left.exists()


def test_a_file_is_not_a_folder(record: Record, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("a letter")
    with pytest.raises(DossierError, match="is a file"):
        write_site(record, assess(record), tmp_path / "site")


def test_an_earlier_report_of_ours_is_replaced_whole(record: Record, tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(record, assess(record), out)
    write_site(record, assess(record), out)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["site"]


def test_a_folder_of_somebody_else_is_left_alone(record: Record, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("my only copy")
    with pytest.raises(DossierError, match="not a report of ours"):
        write_site(record, assess(record), tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "my only copy"


def test_notes_put_into_a_report_are_not_destroyed(record: Record, tmp_path: Path) -> None:
    out = tmp_path / "site"
    write_site(record, assess(record), out)
    (out / "notes.txt").write_text("ask again in Norvik")
    with pytest.raises(DossierError, match=r"notes\.txt"):
        write_site(record, assess(record), out)
    assert (out / "notes.txt").exists()


def test_a_report_that_fails_leaves_the_earlier_one(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    write_site(record, assess(record), out)
    before = (out / "index.html").read_bytes()
    monkeypatch.setattr("servanda.dossier.site.palette_css", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_site(record, assess(record), out)
    assert (out / "index.html").read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_a_run_killed_at_any_moment_leaves_the_old_site_or_none(
    record: Record, tmp_path: Path
) -> None:
    """The new one is either there whole, with its list, or not at all."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); from dossier.story import make_record;"
        "from servanda.assessing import assess; from servanda.dossier import write_site;"
        "from pathlib import Path; r = make_record(); print('go', flush=True);"
        "[write_site(r, assess(r), Path(sys.argv[2])) for _ in range(99)]"
    )
    out = tmp_path / "site"
    for wait in (0.02, 0.11, 0.27, 0.43):
        command = [sys.executable, "-c", script, str(Path(__file__).parents[1]), str(out)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
            assert run.stdout is not None
            run.stdout.readline()
            time.sleep(wait)
            run.kill()
        if out.exists():
            lines = (out / "SHA256SUMS").read_text("utf-8").splitlines()
            assert all((out / line[66:]).is_file() for line in lines)
    write_site(record, assess(record), out)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["site"]
