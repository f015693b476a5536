"""A first mapping is written from a table's header, and a person corrects it."""

from __future__ import annotations

from pathlib import Path

from .test_import_table import dossier  # noqa: F401 - a fixture


def test_a_wide_table_is_known_by_its_years_and_asks_for_what_it_cannot_know(terminal, dossier):  # noqa: F811
    Path("t.csv").write_text(
        "Provision;2020;2021;Comments\nArticle 1;In part;3;x\nOpening of the road;1;1;\n",
        encoding="utf-8",
    )
    told = terminal.type("import", dossier, "t.csv", "--suggest-mapping")
    assert 'periods: "{year}"' in told
    assert "  In part: '?'" in told
    assert "  Opening of the road: '?'  # perhaps Opening of the roads" in told
    Path("map.yaml").write_text(told, encoding="utf-8")
    terminal.type("import", dossier, "t.csv", "--mapping", "map.yaml", code=1)
    assert "a question mark for 'Opening of the road'" in terminal.err
    corrected = told.replace("In part: '?'", "In part: 1").replace("road: '?'", "road: roads")
    Path("map.yaml").write_text(corrected, encoding="utf-8")
    assert "4 recorded" in terminal.type("import", dossier, "t.csv", "--mapping", "map.yaml")


def test_a_list_of_events_is_known_by_what_it_tells(terminal, dossier):  # noqa: F811
    Path("t.csv").write_text(
        "Event date,Location,Description,Perpetrator\n3 May 2021,,A road was closed,\n",
        encoding="utf-8",
    )
    told = terminal.type("import", dossier, "t.csv", "--suggest-mapping")
    assert "table: events\ncolumns:\n  text: Description\n  date: Event date\n" in told
    Path("map.yaml").write_text(told, encoding="utf-8")
    assert "1 recorded" in terminal.type("import", dossier, "t.csv", "--mapping", "map.yaml")


def test_a_title_above_the_header_is_passed_over(terminal, dossier):  # noqa: F811
    Path("t.csv").write_text(
        "Ratings of the mission;;\n;;\nProvision;2020;2021\nArticle 1;1;3\n", encoding="utf-8"
    )
    told = terminal.type("import", dossier, "t.csv", "--suggest-mapping")
    assert "header: 3" in told
    Path("map.yaml").write_text(told, encoding="utf-8")
    assert "2 recorded" in terminal.type("import", dossier, "t.csv", "--mapping", "map.yaml")
    Path("map.yaml").write_text(told.replace("header: 3\n", ""), encoding="utf-8")
    terminal.type("import", dossier, "t.csv", "--mapping", "map.yaml", code=1)
    assert "`header: 3`" in terminal.err
