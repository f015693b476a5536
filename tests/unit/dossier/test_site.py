from __future__ import annotations

from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import write_site
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
