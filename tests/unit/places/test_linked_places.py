"""Linked Places files, from disk: what is taken, and errors that name the line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from servanda.errors import GazetteerFileError
from servanda.places.linked_places import linked_rows
from servanda.places.rows import Row

from .dumps import collection, feature, point

SQUARE = [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]


def rows(tmp_path: Path, said: str) -> list[Row]:
    file = tmp_path / "mine.json"
    file.write_text(said, "utf-8")
    return list(linked_rows(file))


def one(tmp_path: Path, id: str | None = "https://ex.org/1", **fields: Any) -> Row:
    fields.setdefault("geometry", point(50.0, 10.0))
    (row,) = rows(tmp_path, collection(feature(id, fields.pop("title", "Belmora"), **fields)))
    return row


def test_a_place_has_its_title_first_and_its_names(tmp_path: Path) -> None:
    row = one(
        tmp_path, ccodes=["XA"], fclasses=["P"],
        names=[{"toponym": "Belmora"}, {"toponym": "贝莫拉", "lang": "zh"}, {"toponym": "Old Bel"}],
    )  # fmt: skip
    assert row == Row(
        "https://ex.org/1", "town", "Belmora", ("贝莫拉", "Old Bel"), 50.0, 10.0, "XA",
        source="mine.json",
    )  # fmt: skip


def test_a_place_without_a_title_is_called_by_its_first_name(tmp_path: Path) -> None:
    assert one(tmp_path, title=None, names=[{"toponym": "Osk"}]).name == "Osk"


@pytest.mark.parametrize(
    ("geometry", "at"),
    [
        (point(50.5, 10.5), (50.5, 10.5)),
        ({"type": "Polygon", "coordinates": SQUARE}, (5.0, 5.0)),
        ({"type": "MultiPolygon", "coordinates": [SQUARE]}, (5.0, 5.0)),
        ({"type": "LineString", "coordinates": [[0, 0], [10, 20]]}, (10.0, 5.0)),
        ({"type": "GeometryCollection", "geometries": [point(1, 2), point(3, 4)]}, (1.0, 2.0)),
        ({"type": "GeometryCollection", "geometries": []}, (None, None)),
        (None, (None, None)),
    ],
)
def test_a_place_stands_in_the_middle_of_its_geometry(
    tmp_path: Path, geometry: Any, at: tuple[float | None, float | None]
) -> None:
    row = one(tmp_path, geometry=geometry)
    assert (row.lat, row.lon) == at


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"fclasses": ["A"]}, "district"),
        ({"fclasses": ["A", "P"]}, "town"),
        ({"fclasses": ["H"]}, "water"),
        ({"fclasses": ["T"]}, "region"),
        ({"fclasses": ["S"]}, "spot"),
        ({"types": [{"identifier": "aat:1", "label": "rivers"}]}, "water"),
        ({"types": [{"label": "historic province"}]}, "region"),
        ({"types": [{"label": "abbey"}]}, "town"),
        ({"geometry": {"type": "Polygon", "coordinates": SQUARE}}, "region"),
    ],
)
def test_a_place_is_what_its_class_or_type_or_geometry_says(
    tmp_path: Path, fields: dict[str, Any], kind: str
) -> None:
    assert one(tmp_path, **fields).kind == kind


@pytest.mark.parametrize(
    "identifier",
    ["gn:1529114", "https://www.geonames.org/1529114", "http://sws.geonames.org/1529114/about.rdf"],
)
def test_a_link_to_geonames_as_the_same_place_makes_it_that_place(
    tmp_path: Path, identifier: str
) -> None:
    row = one(tmp_path, links=[{"type": "closeMatch", "identifier": identifier}])
    assert row.id == "geonames:1529114"


def test_links_that_say_less_or_disagree_make_no_two_places_one(tmp_path: Path) -> None:
    for links in (
        [{"type": "primaryTopicOf", "identifier": "gn:1"}],
        [{"type": "closeMatch", "identifier": f"gn:{n}"} for n in (1, 2)],
    ):
        assert one(tmp_path, links=links).id == "https://ex.org/1"


GOOD = feature("https://ex.org/0", "Osk", geometry=point(1, 2))
WRONG: dict[str, dict[str, Any]] = {
    "no name": feature("x:1", None, geometry=point(1, 2)),
    "no id": feature(None, "Bay", geometry=point(1, 2)),
    "an id with blanks": feature("one two", "Bay", geometry=point(1, 2)),
    "latitude first": feature("x:1", "Bay", geometry=point(120, 40)),
    "a number too large": feature("x:1", "Bay", geometry=point(1e300, 2)),
    "a position of one number": feature(
        "x:1", "Bay", geometry={"type": "Point", "coordinates": [1]}
    ),
    "words for numbers": feature(
        "x:1", "Bay", geometry={"type": "Point", "coordinates": ["one", "two"]}
    ),
    "a point for a polygon": feature(
        "x:1", "Bay", geometry={"type": "Polygon", "coordinates": [1, 2]}
    ),
    "an empty ring": feature("x:1", "Bay", geometry={"type": "Polygon", "coordinates": [[]]}),
    "a shape unheard of": feature("x:1", "Bay", geometry={"type": "Circle", "coordinates": [1, 2]}),
    "a number for a name": feature("x:1", "Bay", names=[{"toponym": 7}]),
    "collections without end": feature(
        "x:1", "Bay", geometry={
            "type": "GeometryCollection", "geometries": [
                {"type": "GeometryCollection", "geometries": [
                    {"type": "GeometryCollection", "geometries": [
                        {"type": "GeometryCollection", "geometries": [point(1, 2)]}]}]}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_a_place_that_is_none_is_refused_with_file_and_line(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    """The second feature begins in line 3."""
    with pytest.raises(GazetteerFileError, match=r"^mine\.json, line 3: place 2: .+ Expected "):
        rows(tmp_path, collection(GOOD, wrong))


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ("", r"mine\.json"),
        ('{"type": "FeatureCollection",\n "features": [\n {"type" "Feature"}]}', "line 3"),
        ('{"type": "FeatureCollection", "features": []}', "it holds no features"),
        ('{"type": "Feature", "features": [{}]}', "type 'Feature'"),
        ("[1, 2]", "Expected object, got array"),
        ('{"type": "FeatureCollection", "features": [7]}', "place 1: Expected object, got int"),
        ("[" * 100_000, "brackets within brackets|got array"),
        (
            '{"type": "FeatureCollection", "features": [{"@id": "x", "junk": '
            + "[" * 100_000 + "]" * 100_000 + "}]}",
            "brackets within brackets",
        ),
    ],
)  # fmt: skip
def test_what_is_no_collection_is_refused(tmp_path: Path, said: str, where: str) -> None:
    with pytest.raises(GazetteerFileError, match=where) as error:
        rows(tmp_path, said)
    assert len(str(error.value)) < 400


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_bytes(collection(feature("x:1", "Bélm")).encode("latin-1"))
    with pytest.raises(GazetteerFileError, match=r"UTF-8|invalid"):
        list(linked_rows(tmp_path / "mine.json"))


def test_a_file_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("servanda.places.linked_places._MOST_BYTES", 10)
    with pytest.raises(GazetteerFileError, match="split it"):
        rows(tmp_path, collection(GOOD))
