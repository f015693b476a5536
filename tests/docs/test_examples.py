"""What the documents tell people to type is typed here, as it stands there."""

from __future__ import annotations

import inspect
import re
import shlex
import shutil
from pathlib import Path

import pytest
from tests.unit.cli.conftest import terminal  # noqa: F401 - a fixture

import servanda
from servanda.assessing.frames import MOST_ROWS, MOST_TEXT, Rows, table_of
from servanda.cli import main
from servanda.errors import ServandaError

DOCS = Path(__file__).resolve().parents[2] / "docs"
PYTHON = DOCS / "reference" / "python.md"
LETTER = "letter-1947-07-12-restated.txt"


def blocks(page: Path, language: str) -> list[str]:
    """Give the examples of a page in one language."""
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    return [text for name, text in fenced if name == language]


def typed(*words: str | Path) -> None:
    """Run `servanda WORDS`, which must go well."""
    with pytest.raises(SystemExit) as end:
        main([str(one) for one in words])
    assert not end.value.code


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, example, gazetteer_cache) -> Path:
    """The bundled example, read once, with a grade, a ruling and two ratings."""
    path = tmp_path_factory.mktemp("prepared") / "ili.servanda"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SERVANDA_CACHE", str(gazetteer_cache))
        patch.setenv("SERVANDA_CODER", "coder-1")
        typed("new", path, "--agreement", example / "agreement.yaml")
        typed("add", path, *sorted(example.glob("*.txt")))
        typed("read", path)
        with servanda.open(path) as dossier:
            picture = dossier.picture("military", party="districts", proposals=True)
            one = next(one.id for one in dossier.statements(picture) if one.stance == "kept")
        typed("accept", path, one)
        typed("grade", path, LETTER, "C", "--grounds", "a party's own word")
        why = ("--period", "1947", "--why", "as told")
        typed("rate", path, "military", "1", "--on", one, *why)
        typed("rate", path, "elections", "0", *why)
    return path


@pytest.fixture
def ili(terminal, prepared) -> Path:  # noqa: F811 - the fixture
    """A copy of it in an empty folder."""
    return Path(shutil.copy(prepared, "ili.servanda"))


def test_every_example_in_python_runs(ili):
    """Line by line, so that a failing one is named; an answer must show itself in a notebook."""
    names: dict[str, object] = {}
    for line in "".join(blocks(PYTHON, "python")).splitlines():
        try:
            exec(line, names)
        except Exception as error:
            raise AssertionError(line) from error
    assert names["picture"].word == "disputed"
    assert names["table"]._repr_svg_().startswith("<svg")


def test_the_page_has_every_question_that_a_dossier_answers():
    told = PYTHON.read_text("utf-8")
    for name, _ in inspect.getmembers(servanda.Dossier):
        if not name.startswith("_"):
            assert re.search(rf"\.{name}\b", told), name


@pytest.fixture
def dossier(ili):
    """The example, opened to be asked."""
    with servanda.open(ili) as opened:
        yield opened


def test_the_matrix_draws_whom_the_agreement_names_first_and_nobody_last(dossier):
    drawn = dossier.matrix(columns="side", proposals=True)._repr_svg_()
    about = re.findall(r"about ([^<]+)<", drawn)
    assert about[0].startswith("the Central Chin")
    assert about[-1] == "nobody named"
    assert "Hatched: with proposals added" in drawn
    assert "Hatched" not in dossier.matrix(columns="side")._repr_svg_()


def test_judgements_are_rows_with_their_author_and_their_value(dossier):
    frame = dossier.judgements("CellRated").to_frame()
    assert list(frame["provision"]) == ["military", "elections"]
    assert list(frame["value"]) == [1, 0]
    assert set(frame["actor"]) == {"coder-1"}
    assert list(dossier.judgements("SourceGraded").to_frame()["value"]) == ["C"]
    with pytest.raises(ServandaError, match="no kind of judgement 'Rated'"):
        dossier.judgements("Rated")


def test_what_changed_is_rows_of_any_kind(dossier):
    """Since the agreement alone was there, all documents are new, and the ratings too."""
    frame = dossier.changes("1", proposals=True).to_frame()
    counts = frame["what"].value_counts()
    assert counts["document"] == len(dossier.record.sources)
    assert counts["CellRated"] == 2
    whole = frame[(frame["what"] == "picture") & (frame["id"] == "ili-1946/(whole)")]
    assert set(whole["before"]) == {"unread"}


def test_what_hangs_on_whom_and_witnesses_are_rows(dossier):
    hangs = dossier.sensitivity(proposals=True).to_frame()
    assert {"source", "witness", "side"} <= set(hangs["without"])
    assert "score without rater" in set(hangs["without"])
    witnesses = dossier.witnesses().to_frame()
    assert set(witnesses["source"]) == {one.id for one in dossier.record.sources}


def test_a_slip_of_the_pen_is_no_silence(dossier):
    for wrong in ({"provision": "nosuch"}, {"party": "nosuch"}):
        with pytest.raises(ServandaError, match="nosuch"):
            dossier.picture(**wrong)


def test_answers_name_themselves_in_a_line(dossier):
    for answer in (
        dossier, dossier.matrix(), dossier.scores(), dossier.disputes(), dossier.witnesses(),
        dossier.changes("1"), dossier.sensitivity(), dossier.judgements(), dossier.reliability(),
    ):  # fmt: skip
        assert len(repr(answer)) < 160
        assert repr(answer).startswith("<")


def test_a_notebook_for_others_has_nothing_sensitive_in_it(ili, terminal):  # noqa: F811
    terminal.type("sensitive", ili, LETTER)
    with servanda.open(ili, include_sensitive=False) as dossier:
        quotes = {one.source for one in dossier.search("districts")}
        assert LETTER not in set(dossier.sources().to_frame()["file"])
        assert quotes <= {one.id for one in dossier.record.sources}
        assert not len(dossier.judgements("SourceGraded"))
        assert dossier.changes("1").sources == dossier.record.sources


def test_a_table_is_escaped_and_cut_and_says_so():
    columns = ["word", "long", "blank"]
    rows = Rows(["<b>"] * (MOST_ROWS + 1), columns=columns, row=lambda w: (w, "x" * 999, None))
    page = rows._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
    assert "x" * MOST_TEXT not in page
    assert "and 1 more rows" in page
    assert "blank" not in page, "a column with nothing in it is not shown"
    assert list(rows.to_frame().columns) == columns
    assert table_of([], ["word"]).startswith("<table>")


REPORTS = {
    "report.txt": (
        "council",
        "2021-07-03",
        "Article 1 was not implemented by the ministry. In May 2021 the ministry arrested thirty "
        "more people.\n\nArticle 2 of the accord was fully implemented by the ministry.\n",
    ),
    "note.txt": (
        "ministry",
        "2021-07-01",
        "Article 1 was fully implemented by the ministry.\n",
    ),
    "mission.txt": (
        "observer",
        "2021-07-05",
        "Article 2 was fully implemented by the ministry.\n",
    ),
}
#: The words in capitals of the page on a monitor's quarter: whose statement, and how it begins.
STATEMENTS = {
    "NOT_DONE": ("council", "Article 1 was not"),
    "ARRESTS": ("council", "In May 2021"),
    "DONE": ("ministry", "Article 1"),
    "OPEN": ("council", "Article 2"),
    "SEEN": ("observer", "Article 2"),
}


def type_all(terminal, text: str, ids: dict[str, str]) -> dict[str, str]:  # noqa: F811
    """Type each command of a page; gives what was printed for each."""
    lines = [one for one in text.splitlines() if one.startswith("servanda ")]
    assert lines
    told = {}
    for line in lines:
        words = [ids.get(one, one) for one in shlex.split(line, comments=True)[1:]]
        told[line] = terminal.type(*words)
    return told


def test_a_monitors_quarter_goes_as_the_page_says(terminal):  # noqa: F811 - the fixture
    """From statements to figures, by the commands of the page, with the figures it names."""
    page = DOCS / "how-to" / "rate-and-score.md"
    Path("valley.yaml").write_text(blocks(page, "yaml")[0])
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    for name, (side, written, text) in REPORTS.items():
        Path(name).write_text(text)
        terminal.type("add", "valley.servanda", name, "--side", side, "--written", written)
    terminal.type("read", "valley.servanda")
    with servanda.open("valley.servanda") as opened:
        statements = opened.statements()
    ids = {
        word: next(
            one.id for one in statements if one.side == side and one.quote.startswith(begins)
        )
        for word, (side, begins) in STATEMENTS.items()
    }
    told = type_all(terminal, "".join(blocks(page, "")), ids)
    by_quarter = told["servanda scores valley.servanda --by quarter"]
    assert "2021-Q3      66.7   66.7   66.7       2/2" in by_quarter
    assert "2021-Q2         –    0.0  100.0       0/2" in by_quarter
    assert "disputed" in told["servanda deadlines valley.servanda --on 2021-09-30"]
    sensitive = told["servanda sensitivity valley.servanda"]
    assert "rater coder-1: not known (0.0 to 100.0)" in sensitive
    since = terminal.type("changes", "valley.servanda", "--since", "third quarter 2021")
    assert "judgement: " in since, "the brief that was issued is itself a later act"


def test_what_the_page_says_decides_decides(terminal):  # noqa: F811 - the fixture
    """A year counts in its last quarter; without a period in none; raters who differ leave it
    unknown."""
    test_a_monitors_quarter_goes_as_the_page_says(terminal)
    one = terminal.type("list", "valley.servanda", "--source", "mission.txt").split()[0]
    rate = ("rate", "valley.servanda", "roads")
    terminal.type(*rate, "2", "--period", "2022", "--on", one, "--why", "still open")
    terminal.type(*rate, "1", "--on", one, "--why", "no period was given")
    by_quarter = terminal.type("scores", "valley.servanda", "--by", "quarter")
    assert "2022-Q3         –" in by_quarter
    assert "2022-Q4      66.7   33.3" in by_quarter
    assert "1 rating without a period" in by_quarter
    assert "in none before: one of 2022 in 2022-Q4" in by_quarter
    assert "in none before" not in terminal.type("scores", "valley.servanda")
    differs = (*rate, "1", "--period", "2022", "--on", one, "--why", "shut twice")
    terminal.type(*differs, "--as", "coder-2")
    told = terminal.type("scores", "valley.servanda")
    assert "settles it: roads" in told
    own = terminal.type("list", "valley.servanda", "--source", "note.txt").split()[0]
    complete = ("prisoners", "3", "--period", "2022", "--on", own, "--why", "own word")
    terminal.type("rate", "valley.servanda", *complete, code=1)
    assert "reaches 2 on Peace Accords Matrix at most" in terminal.err


def test_the_tutorials_last_steps_go_as_they_stand(ili, terminal):  # noqa: F811 - the fixture
    with servanda.open(ili) as opened:
        one = next(x.id for x in opened.statements() if x.state == "accepted")
    text = (DOCS / "tutorial" / "first-dossier.md").read_text("utf-8").partition("## 7.")[2]
    told = type_all(terminal, text, {"ID": one})
    assert "Both stand" in terminal.type("disputes", ili, "--of", "districts")
    assert "/11" in told["servanda scores ili.servanda"]
    assert Path("brief/brief.html").is_file()
