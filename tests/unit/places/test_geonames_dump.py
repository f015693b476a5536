"""Country dumps of GeoNames, from disk: what is taken, and errors that name the line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from servanda.errors import GazetteerFileError
from servanda.places.geonames_dump import dump_rows
from servanda.places.rows import Row

from .dumps import line


def rows(tmp_path: Path, *lines: str, name: str = "XA.txt") -> list[Row]:
    file = tmp_path / name
    file.write_bytes("".join(lines).encode())
    return list(dump_rows(file))


def test_a_feature_is_what_its_class_and_code_say(tmp_path: Path) -> None:
    found = rows(
        tmp_path,
        line(1, "Hillmark", "A", "ADM1"),
        line(2, "Kessing County", "A", "ADM2", people=900),
        line(3, "Belmora", "P", "PPLA"),
        line(4, "Ilm", "H", "STM"),
        line(5, "Grey Mountains", "T", "MTS"),
        line(6, "Grey Peak", "T", "MT"),
        line(7, "Lower Marsh", "L", "RGN"),
        line(8, "Old Crossing", "S", "PSTB"),
        line(9, "A Church", "S", "CH"),
        line(10, "A Road", "R", "RD"),
    )
    assert [(row.name, row.kind) for row in found] == [
        ("Hillmark", "division"), ("Kessing County", "district"), ("Belmora", "town"),
        ("Ilm", "water"), ("Grey Mountains", "region"), ("Grey Peak", "spot"),
        ("Lower Marsh", "region"), ("Old Crossing", "spot"),
    ]  # fmt: skip
    assert found[0].division == "XA.01"
    assert found[1].population == 900
    assert found[1].source == "GeoNames, XA.txt"


def test_other_names_come_along_without_those_that_no_text_bears(tmp_path: Path) -> None:
    (row,) = rows(tmp_path, line(1, "Belmora", others="Bel Mora,bel mo la,Белмора,BLM,Bel Mora"))
    assert row.names == ("Bel Mora", "Белмора")


def test_line_ends_and_a_mark_at_the_beginning_do_no_harm(tmp_path: Path) -> None:
    found = rows(tmp_path, "\ufeff" + line(1, "Bay").replace("\n", "\r\n"), line(2, "Osk").strip())
    assert [row.name for row in found] == ["Bay", "Osk"]


WRONG = {
    "three columns": "1\tBay\tBay\n",
    "the table of other names": "1\t2\ten\tBay\t\t\t\t\t\t\n",
    "no number for an id": line("Q12", "Bay"),
    "Arabic figures for an id": line("١٢", "Bay"),
    "a latitude beyond the pole": line(1, "Bay", at=(91, 10)),
    "degrees and minutes": line(1, "Bay", at=("50°30'", 10)),
    "no number at all": line(1, "Bay", at=("nan", 10)),
    "a longitude without end": line(1, "Bay", at=(50, "1e999")),
    "people in words": line(1, "Bay", people="many"),
    "fewer than no people": line(1, "Bay", people=-5),
    "a country's name": line(1, "Bay", country="Northland"),
    "a line without end": "x" * 200_000,
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_no_dump_is_refused_with_file_and_line(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(GazetteerFileError, match=r"^XA\.txt, line 3: .+\. Expected ") as error:
        rows(tmp_path, line(1, "Belmora"), line(2, "Osk"), wrong)
    assert len(str(error.value)) < 400


def test_other_encodings_are_refused_with_the_line(tmp_path: Path) -> None:
    (tmp_path / "XA.txt").write_bytes(line(1, "Osk").encode() + line(2, "Bélm").encode("latin-1"))
    with pytest.raises(GazetteerFileError, match="line 2: letters that are not UTF-8"):
        list(dump_rows(tmp_path / "XA.txt"))


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerFileError, match=r"XA\.txt: it is empty"):
        rows(tmp_path)


def test_a_dump_without_end_is_refused_when_it_has_gone_on_long_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.places.geonames_dump._MOST_LINES", 3)
    with pytest.raises(GazetteerFileError, match="line 4: more than 3 lines"):
        rows(tmp_path, *(line(n, "Bay") for n in range(9)))


def packed(tmp_path: Path, **files: str) -> Path:
    path = tmp_path / "XA.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return path


def test_an_archive_is_read_past_its_readme(tmp_path: Path) -> None:
    path = packed(tmp_path, readme="Read me", XA=line(1, "Belmora"))
    assert [row.name for row in dump_rows(path)] == ["Belmora"]


def test_an_archive_of_no_country_or_of_two_is_refused(tmp_path: Path) -> None:
    for files in ({"readme": "Read me"}, {"XA": line(1, "Bay"), "XB": line(2, "Osk")}):
        with pytest.raises(GazetteerFileError, match=r"country files in the archive"):
            list(dump_rows(packed(tmp_path, **files)))


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "XA.zip").write_bytes(b"PK\x03\x04 but nothing else")
    with pytest.raises(GazetteerFileError, match="the archive cannot be read"):
        list(dump_rows(tmp_path / "XA.zip"))


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, XA="".join(line(n, f"Name {n * 7919}") for n in range(3000)))
    data = bytearray(path.read_bytes())
    data[2000:2040] = bytes(40)
    path.write_bytes(data)
    with pytest.raises(GazetteerFileError, match=r"XA\.zip, line \d+: "):
        list(dump_rows(path))


def test_an_archive_that_unfolds_to_one_endless_line_is_refused_early(tmp_path: Path) -> None:
    path = packed(tmp_path, XA="x" * 20_000_000)
    assert path.stat().st_size < 100_000
    with pytest.raises(GazetteerFileError, match="line 1: more than 100,000 bytes"):
        list(dump_rows(path))
