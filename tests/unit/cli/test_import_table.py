"""A monitor's own tables come in: ratings and events, as a mapping file says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .valley import AGREEMENT, listed

RATINGS = """\
Provision,2020,2021,2022,Note
Article 1,Minimum,full,violated,counted by the team
Opening of the roads,0,2,,
"""
MAPPING = """\
table: ratings
columns: {provision: Provision, why: Note}
periods: "{year}"
"""
EVENTS = """\
Date;Place;What;Who;Reporter;Point
03/04/2021;Urumqi;"The letter says that ""soldiers"" closed
the road";the ministry;press;Article 2
13/04/2021;;Two men were held;unknown gunmen;mediator;
"""
EVENT_MAPPING = """\
table: events
columns: {date: Date, place: Place, text: What, about: Who, side: Reporter, provision: Point}
always: {stance: broken}
dates: DD/MM/YYYY
"""


@pytest.fixture
def dossier(terminal) -> Path:
    """The valley accord, with nothing read; a table of ratings and a list of events beside it."""
    Path("valley.yaml").write_text(AGREEMENT, encoding="utf-8")
    Path("pam.csv").write_text(RATINGS, encoding="utf-8")
    Path("map.yaml").write_text(MAPPING, encoding="utf-8")
    Path("events.csv").write_text(EVENTS, encoding="utf-8")
    Path("events.yaml").write_text(EVENT_MAPPING, encoding="utf-8")
    terminal.type("new", "d.servanda", "--agreement", "valley.yaml")
    return Path("d.servanda")


def ratings(terminal, dossier: Path) -> list[dict]:
    """Give the ratings that stand."""
    found = [json.loads(one) for one in terminal.type("judgements", dossier, "--json").splitlines()]
    return [one for one in found if one["kind"] == "CellRated"]


def entries(terminal, dossier: Path) -> int:
    """Give how many acts the dossier records."""
    return int(terminal.type("check", dossier).split("head ")[1].split(":")[0])


def test_a_dry_run_says_what_it_would_do_and_does_nothing(terminal, dossier):
    told = terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", "--dry-run")
    assert "2 rows read" in told
    assert "prisoners (coder-1)  2020: 1 · 2021: 3 · 2022: violated" in told
    assert "1 left out" in told
    assert "Nothing was recorded" in told
    assert entries(terminal, dossier) == 1


def test_ratings_come_in_with_file_row_and_digest_and_give_pams_figures(terminal, dossier):
    """2020: 1 and 0 of 3 each is 16.7; 2021: 3 and 2 is 83.3; 2022: a breach, and one unknown."""
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    first = ratings(terminal, dossier)[0]
    assert first["actor"] == "coder-1"
    assert (
        "counted by the team (imported from pam.csv, line 2, column '2020'; SHA-256 "
        in (first["act"]["why"])
    )
    assert "its rater's word alone" in terminal.type("judgements", dossier)
    told = terminal.type("scores", dossier)
    assert "2020         16.7   16.7   16.7       2/2         0" in told
    assert "2021         83.3   83.3   83.3       2/2         0" in told
    assert "2022          0.0    0.0   50.0       1/2         1" in told


def test_the_same_table_again_adds_nothing(terminal, dossier):
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    before = entries(terminal, dossier)
    assert "5 stand in the dossier already" in terminal.type(
        "import", dossier, "pam.csv", "--mapping", "map.yaml"
    )
    assert entries(terminal, dossier) == before


def test_a_new_version_of_the_table_records_only_what_changed(terminal, dossier):
    """The roads of 2021 rise to 3; all else stands."""
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    changed = RATINGS.replace("roads,0,2,,", "roads,0,3,,")
    Path("pam.csv").write_text(changed, encoding="utf-8")
    told = terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", "--dry-run")
    assert "1 rating to record:\n  roads (coder-1)  2021: 3" in told
    assert (
        "Opening of the roads, 2021: 2 (intermediate) on Peace Accords Matrix -> 3 (full)" in told
    )
    assert "(coder-1, entry 6)" in told


def test_what_is_not_understood_stops_all_or_is_left_out_when_asked(terminal, dossier):
    """A ministry's table has one more row than the accord has promises, and one odd word."""
    words = RATINGS.replace("Minimum", "a bit") + "Ports,1,1,1,\n"
    Path("pam.csv").write_text(words, encoding="utf-8")
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", code=1)
    assert "line 2, column '2020': 'a bit' is no level of Peace Accords Matrix" in terminal.err
    assert "line 4, column 'Provision': no provision is called 'Ports'" in terminal.err
    assert "nothing was" in terminal.err
    assert entries(terminal, dossier) == 1
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", "--skip-bad")
    assert len(ratings(terminal, dossier)) == 4


def test_the_mapping_gives_words_their_meaning(terminal, dossier):
    Path("pam.csv").write_text(
        RATINGS.replace("Minimum", "a bit").replace("2,,", "2,n/a,") + "Ports,1,1,1,\n",
        encoding="utf-8",
    )
    Path("map.yaml").write_text(
        MAPPING + "values: {a bit: minimum, n/a: not_yet_due}\nprovisions: {Ports: skip}\n",
        encoding="utf-8",
    )
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    acts = {(one["act"]["cell"]["provision"], one["act"]["cell"]["period"]): one["act"]
            for one in ratings(terminal, dossier)}  # fmt: skip
    assert acts["prisoners", "2020"]["level"] == 1
    assert acts["roads", "2022"]["unknown"] == "not_yet_due"


def test_one_rating_a_row_with_its_coder_place_party_and_quarter(terminal, dossier):
    """Two people rate the same cell: both stand, each under their own name."""
    Path("long.csv").write_text(
        "Point\tWhen\tWho\tLevel\tBy\tHow\n"
        "prisoners\tQ3 2021\tthe ministry\t2\tcoder-1\tmonitoring\n"
        "prisoners\tQ3 2021\tthe ministry\t1\tcoder-2\t\n"
        "roads\t2021-08-15\t\tfull\tcoder-2\tverification\n",
        encoding="utf-8",
    )
    Path("long.yaml").write_text(
        "table: ratings\ndays_stand_for: quarter\ncolumns:\n  provision: Point\n  period: When\n"
        "  party: Who\n  level: Level\n  coder: By\n  work: How\n",
        encoding="utf-8",
    )
    terminal.type("import", dossier, "long.csv", "--mapping", "long.yaml")
    found = ratings(terminal, dossier)
    assert [one["actor"] for one in found] == ["coder-1", "coder-2", "coder-2"]
    assert [one["act"]["cell"]["period"] for one in found] == ["2021-Q3"] * 3
    assert found[0]["act"]["cell"]["party"] == "ministry"
    assert found[2]["act"]["work"] == "verification"


def test_a_mistake_in_the_mapping_is_told_with_its_line(terminal, dossier):
    Path("map.yaml").write_text(MAPPING + "values:\n  good: 4\n", encoding="utf-8")
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", code=1)
    assert "map.yaml, line 5: '4' as a value. Expected a level of Peace Accords" in terminal.err
    Path("map.yaml").write_text(MAPPING.replace("Note", "Notes"), encoding="utf-8")
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", code=1)
    assert "map.yaml, line 2: 'Notes' stands over no column (did you mean 'Note'?)" in terminal.err


def test_events_become_statements_that_quote_their_row(terminal, dossier):
    terminal.type("import", dossier, "events.csv", "--mapping", "events.yaml")
    first, second = listed(terminal, dossier)
    text = terminal.type("text", dossier, first["source"])
    assert text[first["start"] : first["end"]] == first["quote"]
    assert first["quote"] == 'The letter says that ""soldiers"" closed\nthe road'
    assert (first["kind"], first["stance"], first["side"]) == ("incident", "broken", "press")
    assert first["state"] == "accepted"
    assert first["reader"] is None
    assert first["provisions"][0]["key"] == "roads"
    assert first["about"][0]["party"] == "ministry"
    assert (first["when"]["edtf"], first["when"]["text"]) == ("2021-04-03", "03/04/2021")
    assert first["places"][0]["lat"] == pytest.approx(43.8, abs=0.1)
    assert second["about"][0] == {**second["about"][0], "party": None, "text": "unknown gunmen"}
    assert second["places"] == []
    assert "proves" in terminal.type("check", dossier)


def test_a_longer_list_of_events_adds_its_new_rows_alone(terminal, dossier):
    """The list grows every week: last week's events do not count twice."""
    terminal.type("import", dossier, "events.csv", "--mapping", "events.yaml")
    Path("events.csv").write_text(
        EVENTS + "20/04/2021;;A convoy passed;the ministry;press;Article 2\n", encoding="utf-8"
    )
    told = terminal.type("import", dossier, "events.csv", "--mapping", "events.yaml")
    assert "1 statement to record" in told
    assert "2 stand in the dossier already" in told
    assert len(listed(terminal, dossier)) == 3


def test_no_reader_reads_what_people_read_row_by_row(terminal, dossier):
    terminal.type("import", dossier, "events.csv", "--mapping", "events.yaml")
    assert "0 statements proposed" in terminal.type("read", dossier)
    assert "  read  " in terminal.type("sources", dossier)


def test_a_date_that_may_be_two_days_is_refused(terminal, dossier):
    Path("events.yaml").write_text(
        EVENT_MAPPING.replace("dates: DD/MM/YYYY\n", ""), encoding="utf-8"
    )
    terminal.type("import", dossier, "events.csv", "--mapping", "events.yaml", code=1)
    assert "'03/04/2021' is one of two days" in terminal.err


def test_a_table_without_its_mapping_says_what_is_missing(terminal, dossier):
    terminal.type("import", dossier, "pam.csv", code=1)
    assert "--mapping" in terminal.err
    terminal.type("import", dossier, "pam.csv", "--dry-run", code=2)
    terminal.type("import", dossier, "nothing.csv", "--mapping", "map.yaml", code=1)
    assert "nothing.csv cannot be opened" in terminal.err


def test_a_list_of_events_can_be_sensitive_from_the_start(terminal, dossier):
    terminal.type("import", dossier, "events.csv", "--mapping", "events.yaml", "--sensitive")
    terminal.type("export", dossier, "--as", "jsonl", "-o", "out.jsonl")
    assert Path("out.jsonl").read_text(encoding="utf-8") == ""
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml", "--sensitive", code=1)
    assert "not kept as a document" in terminal.err


def test_every_figure_of_an_imported_table_is_printed_in_the_site(terminal, dossier):
    """The report stands, with the table among its documents and each event on its page."""
    terminal.type("import", dossier, "pam.csv", "--mapping", "map.yaml")
    terminal.type("import", dossier, "events.csv", "--mapping", "events.yaml")
    terminal.type("report", dossier, "-o", "site")
    pages = "".join(one.read_text(encoding="utf-8") for one in Path("site").rglob("*.html"))
    assert "events.csv" in pages
    assert "Two men were held" in pages
