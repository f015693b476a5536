"""The packages' files are read as they lie, a piece at a time."""

from __future__ import annotations

import io

import pytest

from servanda.places import rows
from servanda.places.rows import Row, geonames_rows, is_written


def test_the_objects_of_one_large_object_come_whole_however_the_pieces_fall(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = b'{"1": {"name": "A, B: \\"C\\""},\n "22": {"name": "D"}}\n'
    for size in range(1, len(said) + 1):
        monkeypatch.setattr(rows, "_CHUNK_BYTES", size)
        assert list(rows._members(io.BytesIO(said))) == [
            b'{"name": "A, B: \\"C\\""}', b'{"name": "D"}',
        ]  # fmt: skip


@pytest.mark.parametrize("said", [b'{"1": {"a": {"b": 1}}, x}', b'{"1": {"a": 1}} {"name"'])
def test_another_layout_is_refused(said: bytes) -> None:
    file = io.BytesIO(said)
    file.name = "cities.json"  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match=r"cities\.json is"):
        list(rows._members(file))


@pytest.mark.parametrize("name", ["wu lu mu qi", "IST", "", "A" * 81])
def test_a_name_that_no_text_can_bear_is_left_out(name: str) -> None:
    assert not is_written(name)


@pytest.mark.parametrize("name", ["Kuqa", "Ürümqi", "乌鲁木齐", "’s-Hertogenbosch", "UK of Old"])
def test_a_name_that_a_text_can_bear_stays(name: str) -> None:
    assert is_written(name)


def test_every_country_has_one_capital_at_most_and_divisions_have_names() -> None:
    every: list[Row] = list(geonames_rows())
    capitals = [row.country for row in every if row.capital]
    assert len(capitals) == len(set(capitals)) > 180
    divisions = {row.division: row for row in every if row.kind == "division"}
    assert len(divisions) > 3500
    assert divisions["CN.13"].name == "Xinjiang"
    assert divisions["US.AR"].names == ("Ark.", "AR")
