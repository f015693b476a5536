"""Records that somebody wrote to do harm, or that are larger than anybody planned for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from runpy import run_path

import pytest

from servanda.assessing import assess
from servanda.domain.agreement import Provision
from servanda.domain.record import Record
from servanda.dossier import addresses, write_site

from .reading import read_site

EVIL = "\"><script src=//evil.example/x.js></script><img src=x onerror=alert(1)>'"


def test_markup_in_a_document_stays_text(record: Record, tmp_path: Path) -> None:
    letter = record.sources[0]
    text = letter.text + EVIL
    source = replace(
        letter,
        name=EVIL,
        text=text,
        layers=(),
        description=replace(letter.description, title=EVIL, creators=(EVIL,), url=EVIL, note=EVIL),
    )
    agreement = replace(
        record.agreements[0],
        title=EVIL,
        provisions=(
            *record.agreements[0].provisions,
            Provision(f"../../{EVIL}", EVIL),
        ),
    )
    first = replace(record.statements[0], reasons=(EVIL,), side=EVIL)
    known = replace(
        record,
        sources=(source, *record.sources[1:]),
        agreements=(agreement,),
        statements=(first, *record.statements[1:]),
    )
    write_site(known, assess(known), tmp_path / "site")
    assert not (tmp_path / "evil").exists()
    for path, page in read_site(tmp_path / "site").items():
        assert len(page.all("script")) == 1, path
        assert not page.all("img"), path
        assert not page.all("[onerror]"), path


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "a/b", "", ".", "..", "CON", "index", "ключ", "مفتاح", "x" * 500, "A b"],
)
def test_a_slug_is_a_plain_name_in_its_own_folder(key: str) -> None:
    slug = addresses.slug(key)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) < 80
    assert slug not in ("con", "index")


def test_keys_that_look_alike_have_pages_of_their_own() -> None:
    keys = ["point-1", "Point 1", "point 1", "POINT-1", "poínt-1", "point_1", "point--1"]
    assert len({addresses.slug(one) for one in keys}) == len(keys)


def test_no_page_is_larger_than_300_kb_before_pictures(tmp_path: Path) -> None:
    """Two thousand statements in few cells: everything long is cut."""
    found = run_path(str(Path(__file__).parents[3] / "benchmarks" / "site_speed.py"))
    record = found["make_record"](leaves=24, places=40, quarters=40, statements=2_000, sources=3)
    write_site(record, assess(record), tmp_path / "site")
    for path, page in read_site(tmp_path / "site").items():
        pictures = sum(len((one.html or "").encode()) for one in page.all("svg"))
        assert len(page.html.encode()) - pictures < 300_000, path
        assert pictures < 300_000, path
