"""The gazetteer at the command line: added to, looked into, chosen from; in an invented world."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import servanda
from servanda.places.rows import Row

ROWS = (
    Row("geonames:1", "country", "Northland", (), 50.0, 10.0, "XA"),
    Row("geonames:3", "division", "Hillmark", (), country="XA", division="XA.01"),
    Row("geonames:10", "town", "Belmora", ("Bel Mora",), 50.0, 10.0, "XA", "XA.01", 40_000),
    Row("geonames:23", "town", "Twin", (), 50.1, 10.0, "XA", "XA.01", 900),
    Row("geonames:24", "town", "Twin", (), 50.9, 10.9, "XA", "XA.01", 900),
)
AGREEMENT = """\
agreement: valley
title: The valley accord
signed: 2020-11-01
territory: {name: Hillmark, countries: [XA], divisions: [XA.01]}
parties:
  council: The mountain council
  ministry: The ministry of the interior
provisions:
  prisoners:
    title: Release of prisoners
    labels: [Article 1]
"""
REPORT = "Article 1 was not implemented by the ministry in Twin and in Kessing county.\n"


def line(id: int, name: str, group: str, code: str, lat: float, lon: float) -> str:
    """One line of a GeoNames country dump."""
    columns = [id, name, name, "", lat, lon, group, code, "XA", "", "01", *[""] * 8]
    return "\t".join(map(str, columns)) + "\n"


DUMP = line(30, "Kessing", "A", "ADM2", 50.4, 10.3) + line(31, "Ilm", "H", "STM", 50.2, 10.2)


@pytest.fixture
def dossier(terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A dossier in the invented world, read, with an empty cache of its own."""
    monkeypatch.setattr("servanda.places.gazetteer.geonames_rows", lambda: ROWS)
    monkeypatch.setenv("SERVANDA_CACHE", str(tmp_path / "cache"))
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    Path("XA.txt").write_text(DUMP)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type("add", "valley.servanda", "report.txt")
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def places(terminal, dossier: Path) -> dict[str, str | None]:
    """The places of all statements, by their words: the id that each was given."""
    lines = terminal.type("list", dossier, "--json").splitlines()
    return {at["text"]: at["id"] for one in map(json.loads, lines) for at in one["places"]}


def test_a_county_is_placed_once_its_country_is_added(terminal, dossier):
    assert places(terminal, dossier).get("Kessing") is None
    told = terminal.type("gazetteer", "add", "XA.txt")
    assert "XA.txt: 1 district, 1 water in XA." in told
    assert terminal.type("read", dossier).startswith("1 source read")
    assert places(terminal, dossier)["Kessing"] == "geonames:30"


def test_a_gazetteer_added_while_a_process_runs_is_seen_by_its_next_text(terminal, dossier):
    """A notebook is open, somebody adds a country, and the next cell knows its county."""

    def seen() -> list[str | None]:
        found = servanda.annotate(REPORT, territory="XA", kinds=["places"])
        return [one.id for one in found if one.text == "Kessing"]

    assert "geonames:30" not in seen()
    terminal.type("gazetteer", "add", "XA.txt")
    assert seen() == ["geonames:30"]
    assert servanda.annotate("In Kessing.", territory="XA.01", kinds=["places"])


def test_what_was_added_is_kept_beside_the_cache_and_can_be_taken_out(terminal, dossier, tmp_path):
    terminal.type("gazetteer", "add", "XA.txt")
    (kept,) = (tmp_path / "cache-gazetteers").iterdir()
    assert str(kept) in terminal.out
    assert len(list((tmp_path / "cache").iterdir())) == 1
    kept.unlink()
    terminal.type("gazetteer", "search", "Ilm", code=1)


def test_a_file_with_an_error_is_named_with_its_line_and_adds_nothing(terminal, dossier):
    Path("XA.txt").write_text(DUMP + "something else\n")
    terminal.type("gazetteer", "add", "XA.txt", code=1)
    assert terminal.err.startswith("servanda: XA.txt, line 3: 1 columns. Expected ")
    terminal.type("gazetteer", "search", "Kessing", code=1)


def test_a_file_that_is_not_there_is_said_in_one_line(terminal, dossier):
    terminal.type("gazetteer", "add", "XB.txt", code=1)
    assert terminal.err == "servanda: XB.txt: No such file or directory.\n"


def test_search_lists_the_places_of_a_name_and_then_those_that_begin_so(terminal, dossier):
    told = terminal.type("gazetteer", "search", "Twin").splitlines()
    assert told[0] == "geonames:23  Twin, Hillmark  town  50.1000, 10.0000  900 inhabitants"
    assert len(told) == 2
    told = terminal.type("gazetteer", "search", "BEL")
    assert told.startswith("geonames:10  Belmora, Hillmark (as “bel mora”)  town")


def test_search_says_what_to_do_where_nothing_is_found(terminal, dossier):
    terminal.type("gazetteer", "search", "Ilm", code=1)
    assert "No place of the gazetteer is called 'Ilm'." in terminal.err
    assert "servanda gazetteer add" in terminal.err


def test_show_gives_all_names_and_where_it_comes_from(terminal, dossier):
    told = terminal.type("gazetteer", "show", "10")
    assert "names: Belmora · Bel Mora" in told
    assert "from GeoNames" in told
    assert "reckoned by us" in terminal.type("gazetteer", "show", "geonames:3")


def test_show_of_an_unknown_id_says_how_to_find_one(terminal, dossier):
    terminal.type("gazetteer", "show", "geonames:999", code=1)
    assert "servanda gazetteer search NAME" in terminal.err


def test_a_choice_is_recorded_and_the_next_reading_uses_it(terminal, dossier):
    assert places(terminal, dossier)["Twin"] is None
    told = terminal.type("gazetteer", "choose", dossier, "Twin", "geonames:24", "--as", "coder-2")
    assert "'Twin' is geonames:24 in the gazetteer of valley." in told
    acts = terminal.type("history", dossier)
    assert "coder-2" in acts.splitlines()[-1]
    terminal.type("read", dossier)
    assert places(terminal, dossier)["Twin"] == "geonames:24"
    assert "proves" in terminal.type("check", dossier)


def test_the_same_choice_twice_is_one_act(terminal, dossier):
    terminal.type("gazetteer", "choose", dossier, "Twin", "24")
    acts = terminal.type("history", dossier)
    assert "was already" in terminal.type("gazetteer", "choose", dossier, "Twin", "24")
    assert terminal.type("history", dossier) == acts


def test_a_choice_outlives_a_new_version_of_the_agreement(terminal, dossier):
    terminal.type("gazetteer", "choose", dossier, "Twin", "geonames:24")
    Path("valley.yaml").write_text(AGREEMENT + "  roads:\n    title: Opening of the roads\n")
    terminal.type("agreement", dossier, "valley.yaml")
    terminal.type("read", dossier)
    assert places(terminal, dossier)["Twin"] == "geonames:24"
    terminal.type("agreement", dossier, "valley.yaml")
    assert "unchanged" in terminal.out


def test_a_name_that_no_document_holds_is_remarked_upon(terminal, dossier):
    terminal.type("gazetteer", "choose", dossier, "Twim", "geonames:24")
    assert "No document of this dossier holds 'Twim'" in terminal.err


def test_among_several_agreements_one_must_be_named(terminal, dossier):
    Path("other.yaml").write_text(AGREEMENT.replace("valley", "plain"))
    terminal.type("agreement", dossier, "other.yaml")
    terminal.type("gazetteer", "choose", dossier, "Twin", "geonames:24", code=1)
    assert "--agreement valley or plain" in terminal.err
    told = terminal.type(
        "gazetteer", "choose", dossier, "Twin", "geonames:24", "--agreement", "plain"
    )
    assert "gazetteer of plain" in told
    terminal.type("gazetteer", "choose", dossier, "A", "24", "--agreement", "hill", code=1)
    assert "There is no agreement 'hill'" in terminal.err


def test_a_country_that_the_packages_cover_badly_is_filled_from_two_files(terminal, dossier):
    """A newcomer brings a dump for the counties, and a file made from a list for the villages."""
    report = "In Oldford and in Kessing county nothing was done. Elders of Ilmar payam were heard."

    def placed() -> dict[str, str | None]:
        found = servanda.annotate(report, territory="XA", kinds=["places"])
        return {one.text: one.id for one in found}

    assert placed() == {"Oldford": None, "Kessing": None, "Ilmar": None}
    villages = {
        "type": "FeatureCollection",
        "features": [
            {
                "@id": f"https://example.org/villages/{number}",
                "type": "Feature",
                "properties": {"title": name, "ccodes": ["XA"], "fclasses": ["P"]},
                "geometry": {"type": "Point", "coordinates": [10.0 + number / 10, 50.0]},
            }
            for number, name in enumerate(("Oldford", "Ilmar"), 1)
        ],
    }
    Path("villages.json").write_text(json.dumps(villages))
    terminal.type("gazetteer", "add", "XA.txt")
    terminal.type("gazetteer", "add", "villages.json")
    assert placed() == {
        "Oldford": "https://example.org/villages/1",
        "Kessing": "geonames:30",
        "Ilmar": "https://example.org/villages/2",
    }
