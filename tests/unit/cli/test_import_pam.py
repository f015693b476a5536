"""A PAM-shaped table goes in, PAM's figures come out: computed here from the table itself."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

AGREEMENT = """\
agreement: accord
title: The accord of the three rivers
signed: 2010-06-15
parties: {state: The state, front: The front}
provisions:
  ceasefire: {title: Cease fire, themes: [Cease Fire]}
  amnesty: {title: Pardon of fighters, themes: [Amnesty]}
  police: {title: A new police, labels: [Chapter 3]}
  courts: {title: Reform of courts, labels: [Chapter 4]}
"""
TABLE = """\
Provision,2010,2011,2012,2013
Cease Fire,3,3,-99,2
Amnesty,0,1,violated,1
Chapter 3,1,,,3
Reform of courts,0,2,2,3
"""
MAPPING = """\
table: ratings
columns: {provision: Provision}
periods: "{year}"
values: {"-99": looked_for_and_not_found}
"""
ANNIVERSARY = TABLE.replace("2010,2011,2012,2013", "Year 1,Year 2,Year 3,Year 4")


@pytest.fixture
def dossier(terminal) -> Path:
    """The accord, signed in June 2010."""
    Path("accord.yaml").write_text(AGREEMENT, encoding="utf-8")
    terminal.type("new", "d.servanda", "--agreement", "accord.yaml")
    return Path("d.servanda")


def figures(terminal, dossier: Path, by: str) -> dict[str, dict]:
    """Give the score of each period."""
    series = json.loads(terminal.type("scores", dossier, "--by", by, "--json"))
    return {one["window"]["name"]: one["score"] for one in series["periods"]}


def columns(table: str) -> list[list[str]]:
    """Give the table's columns below the header, the provisions left out."""
    _, *rows = csv.reader(io.StringIO(table))
    return [list(one) for one in zip(*(row[1:] for row in rows), strict=True)]


def by_hand(column: list[str]) -> tuple[float, float, float, float, int]:
    """PAM: 100 x sum / (3 x known); low: the unknown at 0, high: at 3; coverage; breaches."""
    known = [0 if one == "violated" else int(one) for one in column if one not in ("", "-99")]
    value = 100 * sum(known) / (3 * len(known))
    low = 100 * sum(known) / (3 * len(column))
    high = 100 * (sum(known) + 3 * (len(column) - len(known))) / (3 * len(column))
    return value, low, high, len(known) / len(column), column.count("violated")


@pytest.mark.parametrize(
    ("by", "table", "names"),
    [
        ("year", TABLE, ["2010", "2011", "2012", "2013"]),
        ("anniversary", ANNIVERSARY, ["year 1", "year 2", "year 3", "year 4"]),
    ],
)
def test_pams_figures_come_out_of_a_pam_shaped_table(terminal, dossier, by, table, names):
    Path("pam.csv").write_text(table, encoding="utf-8")
    pattern = "{year}" if by == "year" else "Year {n}"
    Path("map.yaml").write_text(MAPPING.replace("{year}", pattern), encoding="utf-8")
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    found = figures(terminal, dossier, by)
    assert list(found) == names
    for name, column in zip(names, columns(table), strict=True):
        one = found[name]
        told = (one["value"], one["low"], one["high"], one["coverage"], one["violated"])
        assert told == pytest.approx(by_hand(column)), name


def test_the_figures_are_those_that_a_person_works_out(terminal, dossier):
    """2010: (3+0+1+0)/12; 2013: (2+1+3+3)/12; 2012: a breach and a 2 are known of four."""
    Path("pam.csv").write_text(TABLE, encoding="utf-8")
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    found = figures(terminal, dossier, "year")
    assert found["2010"]["value"] == pytest.approx(100 / 3)
    assert found["2013"]["value"] == pytest.approx(75.0)
    assert found["2012"]["value"] == pytest.approx(100 * 2 / 6)
    assert (found["2012"]["low"], found["2012"]["high"]) == (
        pytest.approx(100 * 2 / 12),
        pytest.approx(100 * 8 / 12),
    )


def test_a_table_of_years_by_provisions_gives_the_same_figures(terminal, dossier):
    """A data set of many accords has a row for each year, and a column for each provision."""
    _, *rows = csv.reader(io.StringIO(TABLE))
    names, years = [row[0] for row in rows], ["2010", "2011", "2012", "2013"]
    lines = [["Accord", "Year", *names, "Total"]]
    for year, column in zip(years, columns(TABLE), strict=True):
        lines += [
            ["The three rivers", year, *column, "9"],
            ["Another", year, "3", "3", "3", "3", "9"],
        ]
    with Path("pam.csv").open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(lines)
    mapping = (
        "table: ratings\nacross: provisions\ncolumns: {period: Year}\n"
        'only: {Accord: the three rivers}\nvalues: {"-99": looked_for_and_not_found}\n'
    )
    Path("map.yaml").write_text(mapping, encoding="utf-8")
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", code=1)
    assert "the header, column 'Total': no provision is called 'Total'" in terminal.err
    Path("map.yaml").write_text(mapping + "provisions: {Total: skip}\n", encoding="utf-8")
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    found = figures(terminal, dossier, "year")
    for year, column in zip(years, columns(TABLE), strict=True):
        assert found[year]["value"] == pytest.approx(by_hand(column)[0]), year
