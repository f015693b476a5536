from __future__ import annotations

import json
from dataclasses import replace
from math import radians, sin
from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import write_geojson, write_site
from servanda.dossier.charts.coast import clip, coast_path, land
from servanda.dossier.charts.map import draw_map
from servanda.dossier.charts.projection import fit
from servanda.dossier.place_lines import PlaceLine

from .reading import ReadPage, read_site


def test_places_that_are_known_are_drawn_and_link_to_their_page(
    pages: dict[str, ReadPage],
) -> None:
    page = pages["map.html"]
    names = {one.text() for one in page.all("svg .name")}
    assert names == {"Norvik", "Sandholm", "Eyrland", "the Northern Bay", "Hofn"}
    linked = {page.target(one.attributes["href"] or "")[0] for one in page.all("svg a")}
    assert linked == {"places/norvik.html", "places/sandholm.html", "places/eyrland.html"}


def test_an_uncertain_place_is_drawn_as_uncertain_and_as_nothing_else(
    pages: dict[str, ReadPage],
) -> None:
    """Akursund may be either of two places: two question marks, and no point."""
    page = pages["map.html"]
    maybe = [one.css_first("title").text() for one in page.all("svg .maybe")]
    assert maybe == [
        "Akursund: perhaps Akureyrarsund, perhaps not; not decided",
        "Akursund: perhaps Akursund in the east, perhaps not; not decided",
    ]
    assert not [one for one in page.all("svg a title") if "Akursund" in one.text()]


def test_a_district_is_no_point(pages: dict[str, ReadPage]) -> None:
    links = pages["map.html"].all("svg a")
    eyrland = next(one for one in links if "Eyrland" in one.text())
    assert eyrland.css_first(".spread") is not None


def test_what_has_no_place_is_listed_beside_the_map(pages: dict[str, ReadPage]) -> None:
    page = pages["map.html"]
    listed = " ".join(one.text() for one in page.all("table")[1].css("tbody tr"))
    assert "Akursund" in listed
    assert "Two places could be meant" in listed
    assert "the south" in listed
    assert "name no place where something happened" in page.words()


def test_the_map_draws_no_border_and_credits_its_coast(pages: dict[str, ReadPage]) -> None:
    assert "No borders are drawn" in pages["map.html"].words("figcaption")
    if not land():
        pytest.skip("this installation holds no coast: `make assets` fetches it")
    assert "Natural Earth" in pages["map.html"].words("figcaption")


def test_the_table_beside_the_map_tells_all_that_it_draws(pages: dict[str, ReadPage]) -> None:
    rows = [
        [cell.text().strip() for cell in row.css("th, td")]
        for row in pages["map.html"].all("table")[0].css("tbody tr")
    ]
    assert ["Norvik", "Norvik and نورفيك", "a town or spot", "65.680", "-18.100", "2", "1"] in rows


def test_a_record_without_positions_has_no_map_and_says_so(record: Record, tmp_path: Path) -> None:
    bare = replace(record, agreements=(), statements=())
    write_site(bare, assess(bare), tmp_path / "site")
    assert "so there is no map" in read_site(tmp_path / "site")["map.html"].words()


@pytest.mark.parametrize(
    "points",
    [
        [(179.5, -17.0), (-179.2, -16.0)],
        [(0.0, 89.0), (180.0, 88.0), (90.0, 87.5)],
        [(12.5, 41.9)],
        [(-70.0, -30.0), (40.0, 30.0)],
    ],
    ids=["across the date line", "about a pole", "one town", "half the world"],
)
def test_a_view_holds_all_its_points_wherever_they_are(points: list[tuple[float, float]]) -> None:
    view = fit(points, width=960, tallest=900)
    for lon, lat in points:
        x, y = view.point(lon, lat)
        assert 0 < x < view.width
        assert 0 < y < view.height
        back = view.degrees_at(x, y)
        assert back[1] == pytest.approx(lat, abs=1e-6)
        assert (back[0] - lon + 540) % 360 - 180 == pytest.approx(0, abs=1e-6)


def test_the_projection_keeps_areas(record: Record) -> None:
    """A degree square at 60 north is half as large as one at the equator, on the page too."""
    view = fit([(-30, -30), (30, 70)], width=960, tallest=900)

    def area(lon: float, lat: float) -> float:
        corners = [view.point(lon + a, lat + b) for a, b in ((0, 0), (1, 0), (1, 1), (0, 1))]
        return abs(
            sum(
                x1 * y2 - x2 * y1
                for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True)
            )
            / 2
        )

    true = (sin(radians(61)) - sin(radians(60))) / (sin(radians(1)) - sin(radians(0)))
    assert area(10, 60) / area(0, 0) == pytest.approx(true, rel=0.01)


def test_a_ring_is_cut_at_the_edge_of_the_picture() -> None:
    cut = clip([(-10, -10), (30, -10), (30, 30), (-10, 30)], (0, 0, 20, 20))
    assert sorted(set(cut)) == [(0, 0), (0, 20), (20, 0), (20, 20)]


def test_the_land_is_all_there() -> None:
    assert len(land()) > 1000
    assert all(-180.01 <= x <= 180.01 and -90.01 <= y <= 90.01 for x, y in land()[0][0])


def test_geojson_has_every_place_and_null_where_nothing_decides(record: Record) -> None:
    found = json.loads(write_geojson(record))
    features = {one["properties"]["name"]: one for one in found["features"]}
    assert features["Norvik"]["geometry"] == {"type": "Point", "coordinates": [-18.1, 65.68]}
    assert features["the Northern Bay"]["geometry"]["type"] == "Polygon"
    assert features["Akursund"]["geometry"] is None
    assert len(features["Akursund"]["properties"]["candidates"]) == 2
    assert features["Norvik"]["properties"]["statements_accepted"] == 2
    assert features["Norvik"]["properties"]["statements_proposed"] == 1


def inside(point: tuple[float, float], d: str) -> bool:
    """Whether a point of the page is filled by a path, by the even-odd rule."""
    filled = False
    for part in d.split("M")[1:]:
        ring = [tuple(map(float, one.split())) for one in part.rstrip("Z").split("L")]
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > point[1]) != (y2 > point[1]):
                at = x1 + (point[1] - y1) * (x2 - x1) / (y2 - y1)
                filled ^= at > point[0]
    return filled


@pytest.mark.parametrize(
    ("dry", "wet"),
    [
        ((84.0, 43.0), None),
        ((125.0, 8.0), (132.0, 12.0)),
        ((-74.0, 4.0), (-84.0, 0.0)),
        ((-18.5, 64.8), (-10.0, 66.0)),
        ((30.0, 0.0), None),
        ((178.0, -17.8), (178.0, -25.0)),
        ((0.0, -85.0), (0.0, -60.0)),
    ],
)
def test_land_is_land_and_water_is_water_wherever_the_map_lies(
    dry: tuple[float, float], wet: tuple[float, float] | None
) -> None:
    """The land on the far side of the earth encloses every map; it must not fill it."""
    for spread in (1.0, 12.0, 60.0):
        near = [dry, (dry[0] + spread, dry[1]), (dry[0], max(-89.0, dry[1] - spread))]
        view = fit(near, width=960, tallest=900)
        d = coast_path(view)
        assert inside(view.point(*dry), d), spread
        if wet and view.holds(*wet):
            assert not inside(view.point(*wet), d), spread


def test_a_far_town_does_not_shrink_the_map_and_is_pointed_at(record: Record) -> None:
    lines = [
        PlaceLine(f"g{n}", f"Town {n}", "point", 5 + n / 10, 100.0, proposed=1) for n in range(9)
    ]
    lines.append(PlaceLine("far", "Far Town", "point", 60.0, -120.0, proposed=1))
    drawn = str(draw_map(lines, (), href=str, title="t", description="d"))
    assert "Far Town, beyond the edge of this map" in drawn
    assert drawn.count('class="spot') == 9
