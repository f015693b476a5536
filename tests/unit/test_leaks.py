"""An edition never holds what it must not: every artefact is unpacked and searched for secrets."""

from __future__ import annotations

import gzip
import re
import secrets
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.backends.acts import record
from tests.builders import (
    READER,
    a_party,
    a_place,
    a_source,
    a_statement,
    an_agreement,
    bytes_of,
)
from tests.leaks import leaks

from servanda.assessing import assess
from servanda.domain.cell import Cell
from servanda.domain.codebook import Codebook, CodingRule, Term
from servanda.domain.entry import (
    AgreementKept,
    ProblemNoted,
    SensitivityMarked,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementRejected,
)
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    Code,
    CodebookKept,
    DerivationSet,
    DisputeRuled,
    ReportIssued,
    SampleDrawn,
    SourceGraded,
    StatementGraded,
    Unit,
    UnitCoded,
    UnitSettled,
)
from servanda.domain.problem import Problem
from servanda.domain.source import ArchiveReference, Description
from servanda.domain.statement import Voice
from servanda.dossier import SiteOptions, addresses, public_record, write_site
from servanda.dossier.brief import brief_html
from servanda.dossier.brief.spoken import brief_words
from servanda.dossier.windows import LEFT_OUT
from servanda.journal import open_journal
from servanda.workflows.brief import brief, draw_up
from servanda.workflows.export import export_to

REPORT = """\
The ministry kept the northern road open all spring.
No prisoner was released by the council. {person} saw it in the square.
The council says that the road was never open.
"""


def token() -> str:
    """Give a word that stands nowhere else, with letters that have several spellings."""
    return f"q{secrets.token_hex(3)}é{secrets.token_hex(4)}ü{secrets.token_hex(2)}"


class Told:
    """A dossier with a secret in every place where one can stand; `secrets` says which is where."""

    def __init__(self, path: Path) -> None:
        self.secrets: dict[str, str] = {}
        self.journal = open_journal(str(path), create=True)
        person = self.secret("a marked person")
        public = a_source(
            REPORT.format(person=person),
            name=f"{person}.txt",
            description=Description(
                title=f"A report that {person} carried",
                language="en",
                side="observer",
                creators=(person,),
                reference=ArchiveReference(text=f"Box of {person}"),
                note=f"handed over by {person}",
                written="2021-05-04",
            ),
        )
        hidden = a_source(
            f"{self.secret('the text of a marked source')} says that the road was shut.\n",
            name=f"{self.secret('the file name of a marked source')}.txt",
            description=Description(
                title=self.secret("the title of a marked source"),
                creators=(self.secret("the writer of a marked source"),),
                url=f"https://example.org/{self.secret('the address of a marked source')}",
                side="ministry",
            ),
        )
        said = (
            a_statement(
                public,
                "The ministry kept the northern road open",
                provisions=("accord/roads",),
                about=(a_party("ministry"),),
                side="ministry",
                voice=(Voice(person, "asserts"),),
                reasons=(f"“kept” decided; {person} says so.",),
            ),
            a_statement(
                public,
                "The council says that the road was never open",
                provisions=("accord/roads",),
                about=(a_party("ministry"),),
                side="council",
                stance="broken",
            ),
        )
        marked = a_statement(
            public,
            "No prisoner was released by the council",
            provisions=("accord/prisoners",),
            about=(a_party("council"),),
            side="observer",
            stance="broken",
            voice=(Voice(self.secret("the voice of a marked statement"), "asserts"),),
            reasons=(self.secret("a reason of a marked statement"),),
        )
        shut = a_statement(
            hidden,
            hidden.text.strip(),
            provisions=("accord/roads",),
            about=(a_party("ministry"),),
            side="ministry",
            kind="admission",
            stance="broken",
            places=(a_place(hidden, "road", name=self.secret("a place of a marked source")),),
            reasons=(f"row 3 of {self.secret('the file name of a marked table')}.csv",),
        )
        press = a_statement(
            hidden,
            "the road was shut",
            provisions=("accord/roads",),
            about=(a_party("ministry"),),
            side="press",
            stance="broken",
        )
        problem = Problem("doubt", self.secret("a problem of a marked source"), hidden.id)
        cell = Cell("accord", "roads", party="ministry")
        prisoners = Cell("accord", "prisoners", party="council")
        unit = Unit(marked.id, public.id, marked.start, marked.end)
        only = Unit(press.id, hidden.id, press.start, press.end)
        cells = Unit("cell:accord/roads", cell=cell)
        rule = CodingRule(
            "settled-1",
            self.secret("a rule that a marked passage brought"),
            self.secret("where a rule came from"),
            (said[0].id, press.id),
        )
        word = Term("stance", "broken", "not done", (press.id, said[1].id))
        closed = self.secret("the name of a sample of marked passages")
        record(
            self.journal,
            AgreementKept(an_agreement()),
            SourceAdded(public, bytes_of(public)),
            SourceAdded(hidden, bytes_of(hidden)),
            SourceRead(public.id, READER, (*said, marked)),
            SourceRead(hidden.id, READER, (shut, press), (problem,)),
            StatementAccepted(said[0].id),
            StatementRejected(marked.id, self.secret("why a marked statement was rejected")),
            ProblemNoted(problem),
            SourceGraded(hidden.id, "B", self.secret("grounds of a marked source's grade")),
            StatementGraded(marked.id, "3", self.secret("grounds of a marked statement's grade")),
            StatementGraded(shut.id, "4", self.secret("grounds on a statement of a marked source")),
            DerivationSet(
                public.id, hidden.id, "drawn_from", self.secret("why it derives from a marked one")
            ),
            CellRated(
                prisoners,
                "pam",
                0,
                self.secret("why a cell was rated that rests on a marked statement"),
                statements=(marked.id,),
            ),
            CellRated(cell, "pam", 1, f"{person} says that half the road is open", statements=()),
            CellReplied(prisoners, "council", self.secret("a reply in a marked source"), hidden.id),
            CellReplied(cell, "ministry", f"The ministry replies that {person} errs."),
            DisputeRuled(cell, ("council", "ministry"), "both_stand", f"{person} saw both"),
            SampleDrawn("first", (unit,), ("stance",), 7, "all"),
            UnitCoded("first", marked.id, (Code("stance", "broken"),), note=self.secret("a note")),
            UnitSettled(
                "first",
                marked.id,
                (Code("stance", "kept"),),
                "slip",
                self.secret("why a marked statement was settled"),
            ),
            CodebookKept(Codebook("2", "How we code", terms=(word,), rules=(rule,))),
            DisputeRuled(
                cell,
                ("council", "press"),
                "both_stand",
                self.secret("why a dispute was ruled with a marked source's side"),
            ),
            DisputeRuled(
                prisoners,
                ("council", "observer"),
                "differ",
                self.secret("why a dispute was ruled on a marked statement"),
            ),
            CellReplied(prisoners, "ministry", self.secret("a reply to a marked statement")),
            SampleDrawn(closed, (only,), ("stance",), 7, self.secret("how a sample was drawn")),
            UnitCoded(closed, press.id, (Code("stance", "broken"),), note=self.secret("its note")),
            UnitSettled(
                closed,
                press.id,
                (Code("stance", "broken"),),
                "guideline_gap",
                self.secret("why a passage of a marked source was settled"),
            ),
            SampleDrawn("cells", (cells,), ("rating",), 7, "all", "pam"),
            UnitCoded(
                "cells", cells.id, (Code("rating", "1"),), note=self.secret("a note on a cell")
            ),
            UnitSettled(
                "cells",
                cells.id,
                (Code("rating", "1"),),
                "slip",
                self.secret("why a cell was settled"),
            ),
            ReportIssued(self.secret("the name of an internal report"), "internal", "2", "d" * 64),
            ReportIssued("spring", "parties", "2", "d" * 64, self.secret("a note on a report")),
            ReportIssued(f"for {person}", "public", "2", "d" * 64, f"sent to {person}"),
            SensitivityMarked("source", hidden.id, True, self.secret("why a source is marked")),
            SensitivityMarked("statement", marked.id, True, self.secret("why one is marked")),
            SensitivityMarked("person", person, True, f"{person} asked for it"),
        )

    def secret(self, where: str) -> str:
        """Give a new secret and remember where it stands."""
        self.secrets[where] = token()
        return self.secrets[where]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return Told(tmp_path_factory.mktemp("leaks") / "told.servanda")


@pytest.mark.parametrize("audience", ["public", "parties"])
@pytest.mark.parametrize("party", [None, "ministry"])
def test_a_brief_holds_no_secret(told: Told, tmp_path: Path, audience, party) -> None:
    brief(told.journal, tmp_path / "since", audience=audience, party=party, since="2")
    brief(told.journal, tmp_path / "last", audience=audience, party=party)
    named = f"for {told.secrets['a marked person']}"
    brief(told.journal, tmp_path / "named", audience=audience, party=party, since=named)
    (tmp_path / "terminal.txt").write_text(
        brief_words(draw_up(told.journal, audience=audience, party=party))
    )
    assert leaks(tmp_path, told.secrets) == []


def test_the_internal_brief_holds_what_was_asked_for_by_name(told: Told, tmp_path: Path) -> None:
    """Or the test above would find nothing because nothing was there; every page says so."""
    brief(told.journal, tmp_path, audience="internal")
    found = {where for _, where in leaks(tmp_path / "brief.pdf", told.secrets)}
    for where in ("a marked person", "the text of a marked source", "the title of a marked source"):
        assert where in found
    html = (tmp_path / "brief.html").read_text()
    assert "Confidential" in html


def test_the_site_and_its_data_hold_no_secret(told: Told, tmp_path: Path) -> None:
    journal = told.journal
    known = journal.record()
    options = SiteOptions(history=tuple(journal.entries()))
    write_site(known, assess(known), tmp_path / "site", options=options)
    assert leaks(tmp_path, told.secrets) == []


def test_what_is_left_out_is_counted_and_not_denied(told: Told, tmp_path: Path) -> None:
    """That nobody rated or ruled would be untrue: somebody did, and it may not be shown."""
    known = told.journal.record()
    write_site(known, assess(known), tmp_path)
    text = " ".join((tmp_path / "scores.html").read_text().split())
    assert "1 rating is left out, marked sensitive." in text
    assert "1 grade of a document is left out, marked sensitive." in text
    assert "Nobody has" not in text
    first = " ".join((tmp_path / "index.html").read_text().split())
    assert "1 ruling on a statement is left out, marked sensitive." in first
    assert "3 rulings on disputes, 1 rating, " in first
    words = " ".join(re.sub("<[^>]*>", "", brief_html(draw_up(told.journal))).split())
    assert "1 ruling on a statement and 3 rulings on disputes are left out" in words
    assert "No grade of these documents is shown. 1 grade of a document is left out" in words
    assert "Nobody has" not in words


def test_marked_words_stand_beside_no_other_quote(told: Told, tmp_path: Path) -> None:
    """The text of a document keeps them until it is marked; the tool's own windows do not."""
    words = "No prisoner was released"
    known = told.journal.record()
    write_site(known, assess(known), tmp_path, options=SiteOptions(include_sensitive=True))
    windows = tmp_path / addresses.row("accord", "roads")
    assert words in windows.read_text()
    write_site(known, assess(known), tmp_path)
    assert words not in windows.read_text()
    assert LEFT_OUT in windows.read_text()
    holding = {
        str(one.relative_to(tmp_path))
        for one in tmp_path.rglob("*")
        if one.is_file() and words.encode() in one.read_bytes()
    }
    id = next(one.id for one in public_record(known).sources)
    assert all(id.removeprefix("src-") in one for one in holding), holding
    assert words not in brief_html(draw_up(told.journal))


def test_where_all_that_was_ruled_is_hidden_nobody_is_said_to_have_ruled_nothing(
    told: Told, tmp_path: Path
) -> None:
    record = told.journal.record()
    accepted = next(id for id, one in record.rulings.items() if one.state == "accepted")
    known = replace(record, sensitive_statements=record.sensitive_statements | {accepted})
    write_site(known, assess(known), tmp_path)
    first = " ".join((tmp_path / "index.html").read_text().split())
    assert "2 rulings on statements are left out, marked sensitive." in first
    words = " ".join(brief_words(draw_up(told.journal, record=known)).split())
    assert "People have accepted none of the statements that follow." in words
    assert "Nobody has" not in words


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson", "dossier"])
def test_no_export_holds_a_secret(told: Told, tmp_path: Path, format: str) -> None:
    with (tmp_path / "log").open("wb") as stream:
        export_to(told.journal, format, out=tmp_path / f"export-{format}", stream=stream)
    assert leaks(tmp_path, told.secrets) == []


def test_nothing_public_changes_when_the_record_does_not(told: Told) -> None:
    """The brief is a function of the record: what is hidden leaves no trace that moves."""
    assert brief_html(draw_up(told.journal)) == brief_html(draw_up(told.journal))
    assert public_record(told.journal.record()).sources != told.journal.record().sources


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_the_search_opens_what_it_is_given(tmp_path: Path, encoding: str) -> None:
    """A secret is planted in every kind of container, and found in each."""
    secret = token()
    said = f"before {secret} after".encode(encoding)
    (tmp_path / "plain.bin").write_bytes(said)
    (tmp_path / "packed.gz").write_bytes(gzip.compress(said))
    with zipfile.ZipFile(tmp_path / "held.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inner.gz", gzip.compress(said))
    book = sqlite3.connect(tmp_path / "book.sqlite")
    book.execute("pragma secure_delete = off")
    book.execute("create table gone (said blob)")
    book.execute("insert into gone values (?)", (said,))
    book.commit()
    book.execute("delete from gone")
    book.commit()
    book.close()
    found = {where.split()[0] for where, _ in leaks(tmp_path, {"it": secret})}
    assert found == {"plain.bin", "packed.gz", "held.zip", "book.sqlite"}
