"""The user's own gazetteer beside the world's: what it adds, replaces and leaves as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.domain.agreement import Agreement, Territory
from servanda.domain.place import PlaceMention
from servanda.errors import GazetteerFileError
from servanda.places.added import added_files, added_folder, added_rows, adding
from servanda.places.build import build
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer

from .conftest import HILLMARK, ROWS, agreement, source
from .dumps import collection, feature, line, point

DUMP = "".join(
    [
        line(3, "Hillmark", "A", "ADM1", at=(50.7, 10.7), people=5),
        line(10, "Belmora", at=(50.0, 10.0), others="Bel Mora,Belmora-on-Ilm", people=41_000),
        line(30, "Kessing", "A", "ADM2", at=(50.4, 10.3), others="Kessing County", people=150_000),
        line(31, "Ilm", "H", "STM", at=(50.2, 10.2), others="Ilm River"),
        line(32, "Ilm", "H", "STM", at=(51.9, 10.2), division="02"),
        line(33, "Grey Mountains", "T", "MTS", at=(50.8, 10.8)),
        line(34, "Quarrel", "T", "HLL", at=(50.1, 10.4)),
        line(35, "Vale", "P", "PPL", at=(50.3, 10.1)),
        line(36, "Umber", "A", "ADM2", at=(51.5, 10.6), division="02", people=300_000),
    ]
)
Added = Callable[..., Gazetteer]


@pytest.fixture
def added(tmp_path: Path) -> Added:
    """Add files, given by name and text, to the invented world and build it."""

    def built(**files: str) -> Gazetteer:
        for name, text in files.items():
            file = tmp_path / name.replace("_", ".")
            file.write_text(text, "utf-8")
            with adding(file, cache=tmp_path / "cache"):
                pass
        folder = tmp_path / "built"
        rows = added_rows(added_files(tmp_path / "cache"))
        build(ROWS, folder, added=rows, everyday=("vale",))
        return Gazetteer(folder)

    return built


def find(gazetteer: Gazetteer, text: str, *given: Agreement) -> list[PlaceMention]:
    return Finder(gazetteer, given or (agreement(),)).find(source(text))


def test_a_county_is_found_where_the_text_calls_it_one(added: Added) -> None:
    (one,) = find(added(XA_txt=DUMP), "Nothing was done in Kessing County.")
    assert (one.text, one.id, one.granularity) == ("Kessing County", "geonames:30", "district")
    assert "(GeoNames, XA.txt)" in one.reason


def test_a_bare_name_is_the_town_and_with_its_word_the_district(added: Added) -> None:
    found = find(added(XA_txt=DUMP), "They met in Kessing. The Kessing district was calm.")
    assert [(one.id, one.granularity) for one in found] == [
        ("geonames:11", "point"), ("geonames:30", "district"),
    ]  # fmt: skip


def test_a_river_is_found_where_it_is_called_one(added: Added) -> None:
    gazetteer = added(XA_txt=DUMP)
    (one,) = find(gazetteer, "The troops withdrew across the Ilm river.")
    assert (one.text, one.id, one.granularity) == ("Ilm", "geonames:31", "region")
    (one,) = find(gazetteer, "The troops withdrew across the Ilm.")
    assert one.id == "geonames:31"


def test_a_river_that_no_gazetteer_has_is_still_no_town(gazetteer: Gazetteer) -> None:
    assert find(gazetteer, "The troops withdrew across the Belmora river.") == []


def test_mountains_are_a_region_and_a_hill_needs_a_word_of_place(added: Added) -> None:
    gazetteer = added(XA_txt=DUMP)
    (one,) = find(gazetteer, "Bands hid in the Grey Mountains.")
    assert (one.id, one.granularity) == ("geonames:33", "region")
    (one,) = find(gazetteer, "A post stood near Quarrel.")
    assert (one.id, one.granularity) == ("geonames:34", "point")
    assert find(gazetteer, "The Quarrel lasted. Quarrel followed.") == []


def test_an_everyday_word_that_only_the_added_file_has_for_a_name_is_known_as_one(
    added: Added,
) -> None:
    gazetteer = added(XA_txt=DUMP)
    assert gazetteer.common == {"vale"}
    assert find(gazetteer, "Vale was said, and Vale again.") == []


def test_a_district_of_the_next_division_is_found_in_the_territorys_country(added: Added) -> None:
    (one,) = find(added(XA_txt=DUMP), "The Umber district had no schools.")
    assert (one.id, one.granularity) == ("geonames:36", "district")


def test_a_division_stands_where_the_added_file_puts_it(added: Added, gazetteer: Gazetteer) -> None:
    text = "The officials of the Hillmark province were removed."
    (before,) = find(gazetteer, text)
    (after,) = find(added(XA_txt=DUMP), text)
    assert before.id == after.id == "geonames:3"
    assert "reckoned by us" in before.reason
    assert (after.lat, after.lon) == (50.7, 10.7)
    assert "reckoned" not in after.reason


def test_a_place_that_the_world_has_stays_one_with_names_and_people_of_both(added: Added) -> None:
    gazetteer = added(XA_txt=DUMP)
    found = gazetteer.by_id("geonames:10")
    assert found is not None
    site, names = found
    assert names == ["Belmora", "Bel Mora", "Белмора", "贝莫拉", "Belmora-on-Ilm"]
    assert site.population == 41_000
    assert gazetteer.sites("belmora on ilm") == gazetteer.sites("bel mora")
    assert len(gazetteer.sites("belmora")) == 1


def test_the_users_own_word_is_last(added: Added) -> None:
    """A Linked Places file goes over a dump, whatever the order in which they were added."""
    own = feature(
        "x:1", "Bel", geometry=point(50.05, 10.05),
        links=[{"type": "exactMatch", "identifier": "gn:10"}],
    )  # fmt: skip
    gazetteer = added(mine_json=collection(own), XA_txt=DUMP)
    (site,) = gazetteer.sites("bel")
    assert (site.id, site.lat, site.source) == ("geonames:10", 50.05, "mine.json")


def test_a_place_without_country_and_division_lies_where_its_neighbours_do(added: Added) -> None:
    """So it is inside a territory that is given by its divisions."""
    own = feature("x:1", "Ozmark", geometry=point(50.02, 10.02), fclasses=["P"])
    far = feature("x:2", "Awayford", geometry=point(-60, -120), fclasses=["P"])
    gazetteer = added(mine_json=collection(own, far))
    (one,) = find(gazetteer, "Nothing was done in Ozmark.")
    assert one.id == "x:1"
    assert "(mine.json): it lies in the territory" in one.reason
    assert [site.division for site in gazetteer.sites("awayford")] == [""]


def test_a_place_without_a_position_is_named_and_stands_nowhere(added: Added) -> None:
    own = feature("x:1", "Ozmark", fclasses=["P"])
    (site,) = added(mine_json=collection(own)).sites("ozmark")
    assert (site.lat, site.lon) == (None, None)


def test_what_the_world_says_is_left_as_it_was(added: Added, gazetteer: Gazetteer) -> None:
    text = "They marched from Belmora through Tarnow and Oster to Kesh, and on to Grand Haven."
    more = added(XA_txt=DUMP)
    for territory in (HILLMARK, Territory()):
        given = agreement(territory)
        before, after = find(gazetteer, text, given), find(more, text, given)
        assert [(one.text, one.id) for one in before] == [(one.text, one.id) for one in after]


def test_the_finders_fingerprint_follows_what_was_added(added: Added, gazetteer: Gazetteer) -> None:
    one = Finder(gazetteer, (agreement(),)).fingerprint
    other = Finder(added(XA_txt=DUMP), (agreement(),)).fingerprint
    assert one != other


def test_a_file_is_kept_by_its_content_and_its_name_makes_room(tmp_path: Path) -> None:
    cache, file = tmp_path / "cache", tmp_path / "XA.txt"
    for text, replaced in ((DUMP, False), (DUMP, True), (line(1, "Bay"), True)):
        file.write_text(text)
        with adding(file, cache=cache) as done:
            assert done.replaced == replaced
        assert added_files(cache) == [done.kept]
        assert done.kept.read_text() == text
    assert [one.name for one in added_folder(cache).iterdir()] == [done.kept.name]
    assert added_folder(cache).parent == cache.parent


def test_when_the_rest_fails_the_earlier_file_is_back(tmp_path: Path) -> None:
    cache, file = tmp_path / "cache", tmp_path / "XA.txt"
    file.write_text(DUMP)
    with adding(file, cache=cache) as first:
        pass
    file.write_text(line(1, "Bay"))
    with pytest.raises(KeyboardInterrupt), adding(file, cache=cache):
        raise KeyboardInterrupt
    assert [one.name for one in added_folder(cache).iterdir()] == [first.kept.name]
    assert first.kept.read_text() == DUMP


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("XA.txt", "no dump\n", "XA.txt, line 1"),
        ("XA.csv", DUMP, "ends in '.csv'"),
        ("XA", DUMP, "ends in 'nothing'"),
        ("XA.txt", line(1, "A Church", "S", "CH"), "of a kind that texts speak of"),
        ("mine.json", "{", "mine.json, line 1|mine.json: "),
    ],
)
def test_a_file_with_an_error_leaves_nothing_behind(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    with (
        pytest.raises(GazetteerFileError, match=said),
        adding(tmp_path / name, cache=tmp_path / "cache"),
    ):
        pass
    assert added_files(tmp_path / "cache") == []
    folder = added_folder(tmp_path / "cache")
    assert not folder.exists() or not list(folder.iterdir())


def test_a_name_made_to_lead_elsewhere_stays_in_the_folder(tmp_path: Path) -> None:
    file = tmp_path / "a b$(x)\n.txt"
    file.write_text(DUMP)
    with adding(file, cache=tmp_path / "cache") as done:
        pass
    assert done.kept.parent == added_folder(tmp_path / "cache")
    assert done.kept.name.startswith("a_b__x__.")


def test_what_lies_in_the_folder_under_another_name_is_left_alone(tmp_path: Path) -> None:
    folder = added_folder(tmp_path / "cache")
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    assert added_files(tmp_path / "cache") == []
