"""Laws of finding places, for any text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.domain.agreement import Agreement, Territory
from servanda.domain.place import Place, PlaceName, distance_km
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.errors import GazetteerFileError
from servanda.places.build import build
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer
from servanda.places.geonames_dump import dump_rows
from servanda.places.linked_places import linked_rows
from servanda.places.names import WORD, edits, fold_word, joined, key_of, keys_of
from servanda.places.rows import Row
from servanda.places.stretches import Stretches

ROWS = (
    Row("g:1", "country", "Northland", (), 50.0, 10.0, "XA"),
    Row("g:2", "division", "Hillmark", (), country="XA", division="XA.01"),
    Row(
        "g:3", "town", "Belmora", ("贝莫拉", "Белмора", "بلمورا"), 50.0, 10.0, "XA", "XA.01", 40_000
    ),
    Row("g:4", "town", "Bay", ("Baych",), 50.2, 10.9, "XA", "XA.01", 5_000),
    Row("g:5", "town", "Deir ez-Zor", ("St. Ilm",), 50.4, 10.2, "XA", "XA.01", 5_000),
)
PIECES = st.sampled_from(
    [
        "Belmora", "BELMORA", "Be\u0301lmora", "Bay", "Baych", "Deir ez-Zor", "St. Ilm", "贝莫拉在",
        "Белмора", "بلمورا", "Northland", "Hillmark", "the south", "of", "in", "to", "from", "and",
        ", ", ".", "[", "]", "(", ")", "[sic]", " [Baych]", "Mr.", "named", "district", "districts",
        "\r\n", "\n\n", "😀", "’s", "-", "/", "the three districts", "Orrin", "anywhere", "eastern",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
    st.text(max_size=200),
)
SETTINGS = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    folder = tmp_path_factory.mktemp("laws") / "gazetteer"
    build(ROWS, folder, everyday=("bay",))
    return Gazetteer(folder)


@pytest.fixture(scope="module", params=["territory", "world"])
def finder(request: pytest.FixtureRequest, gazetteer: Gazetteer) -> Finder:
    own = Place("own", (PlaceName("the three districts"),), granularity="region")
    territory = Territory(countries=("XA",), divisions=("XA.01",), places=(own,))
    return Finder(
        gazetteer, [Agreement("a", "a", territory=territory)] * (request.param != "world")
    )


def _source(text: str) -> Source:
    return Source(id="s", digest="", name="s", media_type="text/plain", size=len(text), text=text)


@SETTINGS
@given(text=TEXTS)
def test_a_mention_is_cut_from_the_text_and_stands_in_order_without_overlap(
    finder: Finder, text: str
) -> None:
    found = finder.find(_source(text))
    for one in found:
        assert text[one.start : one.end] == one.text != ""
        for variant in one.variants:
            assert text[variant.start : variant.end] == variant.text
        assert (one.id is None) == (one.name is None)
        assert (one.lat is None) == (one.lon is None)
        assert one.reason.endswith(".")
    assert all(one.end <= other.start for one, other in pairwise(found))


@SETTINGS
@given(text=TEXTS)
def test_the_same_text_gives_the_same_mentions(finder: Finder, text: str) -> None:
    assert finder.find(_source(text)) == finder.find(_source(text))


@SETTINGS
@given(text=TEXTS, data=st.data())
def test_looking_within_leaves_out_and_changes_nothing(
    finder: Finder, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = Span(start, data.draw(st.integers(start, len(text))))
    every = finder.find(_source(text))
    inside = [one for one in every if span.start <= one.start and one.end <= span.end]
    assert finder.find(_source(text), within=[span]) == inside


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name)


@given(st.lists(st.text(max_size=30), max_size=6))
def test_many_names_at_once_have_the_keys_that_each_has(names: list[str]) -> None:
    names = ["".join(name.splitlines()) for name in names]
    assert keys_of(names) == {key for name in names if (key := key_of(name))}


LETTERS = st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=1, max_size=8)
SIGNS = st.sampled_from([" ", "-", "'", "’", ". ", "\u00ad", "  "])


@given(st.lists(st.tuples(LETTERS, SIGNS), min_size=1, max_size=6))
def test_a_name_is_looked_up_as_the_words_of_a_text_are(pieces: list[tuple[str, str]]) -> None:
    name = "".join(letters + sign for letters, sign in pieces)
    words = [word for word in map(fold_word, WORD.findall(name)) if word]
    assert joined(" ".join(words).split()) == key_of(name)


@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_spelling_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert edits(one, other, 9) == edits(other, one, 9)
    assert (edits(one, other, 9) == 0) == (one == other)


DUMP_FIELDS = st.one_of(st.text(max_size=6), st.integers().map(str), st.floats().map(str))
DUMP_LINES = st.lists(DUMP_FIELDS, min_size=17, max_size=21).map(chr(9).join)
NOT_DUMPS = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(str.encode),
    st.lists(DUMP_LINES, max_size=3).map(lambda lines: chr(10).join(lines).encode()),
)


@SETTINGS
@given(NOT_DUMPS)
def test_any_bytes_are_a_dump_or_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, said: bytes
) -> None:
    _read_or_refused(dump_rows, tmp_path_factory.getbasetemp() / "any.txt", said)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)
GEOMETRIES = st.fixed_dictionaries(
    {"type": st.sampled_from(["Point", "Polygon", "MultiPolygon", "LineString", "Other"])},
    optional={"coordinates": JSON | st.lists(st.floats(-200, 200), max_size=3), "geometries": JSON},
)
FEATURES = st.fixed_dictionaries(
    {"@id": st.text(max_size=9) | JSON, "properties": st.fixed_dictionaries({"title": st.text()})},
    optional={"geometry": GEOMETRIES | JSON, "names": JSON, "links": JSON, "types": JSON},
)
COLLECTIONS = st.lists(FEATURES, max_size=3).map(
    lambda features: {"type": "FeatureCollection", "features": features}
)


@SETTINGS
@given(st.one_of(JSON, COLLECTIONS).map(lambda said: json.dumps(said).encode()))
def test_any_json_is_a_gazetteer_or_one_clear_error(
    tmp_path_factory: pytest.TempPathFactory, said: bytes
) -> None:
    _read_or_refused(linked_rows, tmp_path_factory.getbasetemp() / "any.json", said)


def _read_or_refused(read: Callable[[Path], Iterator[Row]], file: Path, said: bytes) -> None:
    file.write_bytes(said)
    rows, refused = [], file.name
    try:
        rows += read(file)
    except GazetteerFileError as error:
        refused = str(error)
    assert refused.startswith(file.name)
    for row in rows:
        assert row.id
        assert row.name.strip()
        assert (row.lat is None) == (row.lon is None)
        assert row.lat is None or (-90 <= row.lat <= 90 and -180 <= (row.lon or 0) <= 180)


LATS, LONS = st.floats(-90, 90), st.floats(-180, 180)


@given(LATS, LONS, LATS, LONS)
def test_distance_is_the_same_both_ways_and_at_most_half_round(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    there = distance_km(lat, lon, other_lat, other_lon)
    assert there == pytest.approx(distance_km(other_lat, other_lon, lat, lon))
    assert 0 <= there <= 20_016


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda s: (s[0], sum(s))))


@given(spans=SPANS, start=st.integers(0, 50), length=st.integers(1, 10))
def test_stretches_touch_what_any_span_touches(
    spans: list[tuple[int, int]], start: int, length: int
) -> None:
    end = start + length
    touching = any(first < end and start < last for first, last in spans)
    assert Stretches(spans).touch(start, end) == touching
