"""The journal as a readable history: sentences, filters, a file, and nothing that is kept back."""

from __future__ import annotations

import csv
import io
import re
from urllib.parse import urlencode

import pytest

from servanda.domain.entry import SensitivityMarked, StatementAccepted, StatementRejected
from servanda.domain.judgement import SourceGraded
from servanda.journal import open_journal


@pytest.fixture
def worked(visitor):
    """Two coders' day after the beginning: ruled, graded."""
    journal = open_journal(str(visitor.desk.path))
    found = list(journal.statements())
    source = found[0].source
    with journal.batch(actor="coder-1", time="2026-05-02T09:30:00Z") as batch:
        batch.append(StatementAccepted(found[0].id))
        batch.append(SourceGraded(source, "B", "Mostly right so far."))
    with journal.batch(actor="coder-2", time="2026-05-03T10:00:00Z") as batch:
        batch.append(StatementRejected(found[1].id, "Not so."))
    journal.close()
    return visitor, source, [one.id for one in found]


def entries(page: str) -> list[int]:
    return [int(one) for one in re.findall(r'<li value="(\d+)"', page)]


def shown(visitor, **asked: str) -> list[int]:
    return entries(visitor.get(f"/journal.html?{urlencode(asked)}"))


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def test_each_entry_is_one_sentence_newest_first(worked):
    visitor, _, ids = worked
    page = visitor.get("/journal.html")
    assert entries(page) == [6, 5, 4, 3, 2, 1]
    told = plain(page)
    assert "coder-1 accepted a statement on Roads: The ministry kept the northern road" in told
    assert "coder-2 had A report read by rules: 3 proposals" in told
    assert "coder-1 graded A report B: Mostly right so far." in told
    assert f'href="/statement/{ids[0]}?in=text"' in page
    assert 'href="/as-of/4/"' in page


def test_it_is_filtered_by_coder_kind_day_and_thing(worked):
    visitor, source, ids = worked
    assert shown(visitor, who="coder-2") == [6, 3, 2, 1]
    assert shown(visitor, kind="rulings") == [6, 4]
    assert shown(visitor, since="2026-05-02", until="2026-05-02") == [5, 4]
    assert shown(visitor, about=ids[1]) == [6]
    assert shown(visitor, about=source) == [6, 5, 4, 3, 2]
    assert shown(visitor, about="accord/roads", who="coder-1") == [4]
    assert shown(visitor, kind="rulings", who="nobody") == []
    assert shown(visitor, before="4") == [3, 2, 1]


def test_the_same_can_be_taken_away(worked):
    visitor, *_ = worked
    answer = visitor.client.get("/journal.csv?who=coder-1")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [one["entry"] for one in rows] == ["5", "4"]
    assert rows[1]["told"].startswith("coder-1 accepted a statement on Roads")
    journal = open_journal(str(visitor.desk.path), readonly=True)
    assert rows[1]["hash"] == next(iter(journal.entries(3))).hash
    journal.close()


def test_it_tells_nothing_of_what_is_kept_back(worked):
    """Neither the words of a statement, nor a judgement's, nor the grade."""
    visitor, source, _ = worked
    journal = open_journal(str(visitor.desk.path))
    with journal.batch(actor="coder-2") as batch:
        batch.append(SensitivityMarked("source", source, sensitive=True))
    journal.close()
    page = visitor.get("/journal.html")
    assert entries(page) == [7, 6, 5, 4, 3, 2, 1]
    for words in ("northern road", "A report", "Mostly right", source):
        assert words not in page
    assert "graded a document that is kept back or withheld. The grade and its" in plain(page)
    assert re.search(r"marked a document sensitive(?!:)", plain(page))
    assert "kept back. one" not in plain(page)


def test_the_history_of_an_earlier_state_ends_with_it(worked):
    visitor, *_ = worked
    page = visitor.get("/as-of/4/journal.html")
    assert entries(page) == [4, 3, 2, 1]
    assert "As it stood on 2 May 2026" in page
