"""Every page as it stood: found by day or entry, without pens, and silent on what is kept back."""

from __future__ import annotations

import gc
import re

import pytest
from tests.builders import a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import (
    AgreementKept,
    PayloadWithheld,
    SensitivityMarked,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementRejected,
)
from servanda.domain.judgement import ReportIssued
from servanda.domain.statement import ReaderMark
from servanda.dossier.pairs import Row
from servanda.journal import open_journal
from servanda.web import parts
from servanda.web.lane import Lane

READER = ReaderMark(name="rules", version="1", fingerprint="f" * 16)
ROADS = "/agreements/accord/provisions/roads.html"


@pytest.fixture
def dossier(tmp_path):
    """Begun on 1 May, ruled on on 2 May, handed out, and ruled on again on 3 May."""
    path = tmp_path / "valley.servanda"
    source = a_source()
    found = tuple(
        a_statement(source, words, provisions=("accord/roads",))
        for words in source.text.splitlines()
    )
    journal = open_journal(str(path), create=True)
    days = (
        [
            AgreementKept(an_agreement()),
            SourceAdded(source, bytes_of(source)),
            SourceRead(source.id, READER, found),
        ],
        [StatementAccepted(found[0].id), ReportIssued("spring", "public", "4:ab", "d" * 64)],
        [StatementRejected(found[0].id, "Not so."), StatementAccepted(found[1].id)],
    )
    for day, acts in enumerate(days, 1):
        with journal.batch(actor="coder-2", time=f"2026-05-0{day}T10:00:00Z") as batch:
            for act in acts:
                batch.append(act)
    journal.close()
    return path


def led_to(visitor, path: str) -> str:
    answer = visitor.client.get(path)
    assert answer.status_code == 303, answer.text[:300]
    return answer.headers["location"]


def record(visitor, *acts):
    journal = open_journal(str(visitor.desk.path))
    with journal.batch(actor="coder-2") as batch:
        for act in acts:
            batch.append(act)
    journal.close()


def source_id(visitor) -> str:
    return re.search(r"sources/(src-\w+)\.html", visitor.get("/sources.html"))[1]


def test_a_day_an_entry_and_a_report_name_a_state(visitor):
    """Each leads to the address of the state itself, which can be cited."""
    assert led_to(visitor, f"{ROADS}?as-of=2026-05-01") == f"/as-of/3{ROADS}"
    assert led_to(visitor, f"{ROADS}?as-of=4") == f"/as-of/4{ROADS}"
    assert led_to(visitor, "/search?q=road&as-of=spring") == "/as-of/4/search?q=road"
    assert led_to(visitor, f"/as-of/3{ROADS}?as-of=5") == f"/as-of/5{ROADS}"
    assert led_to(visitor, f"/as-of/3{ROADS}?as-of=") == ROADS
    assert led_to(visitor, f"/as-of/2026-05-01{ROADS}") == f"/as-of/3{ROADS}"
    assert led_to(visitor, "/as-of/3//elsewhere.test/?as-of=") == "/elsewhere.test/"


def test_a_page_shows_what_stood_then(visitor):
    """Accepted on 2 May, rejected on 3 May."""
    words = "<mark>The ministry kept the northern road open all spring.</mark>"
    then, now = visitor.get(f"/as-of/4{ROADS}"), visitor.get(ROADS)
    assert words in then
    assert words not in now
    assert "As it stood on 2 May 2026" in then
    assert "after entry 4 of 7" in then
    assert "As it stood on 2 May" not in now
    assert " accepted, 3 proposed" in visitor.get(f"/as-of/3/sources/{source_id(visitor)}.html")


def test_all_links_stay_and_the_way_back_leads_to_now(visitor):
    page = visitor.get("/as-of/4/search?q=road")
    links = re.findall(r'(?:href|action)="(/[^"]*)"', page)
    inside = [one for one in links if one.startswith("/as-of/4/")]
    assert "/as-of/4/search" in inside
    assert "/search?q=road" in links
    elsewhere = {re.split(r"[/?]", one)[1] for one in links} - {"as-of", "static"}
    assert elsewhere == {"search", "changes", "desk", "queue", "sign-out"}


def test_there_is_no_pen_in_the_past(visitor):
    """No form is there that records anything, and none is taken."""
    source = visitor.get(f"/as-of/3/sources/{source_id(visitor)}.html")
    assert "1</a>" in source
    assert set(re.findall(r'<form method="post" action="([^"]+)"', source)) == {"/sign-out"}
    assert visitor.post("/as-of/3/act", act="accept", id="x", seen="y").status_code == 405


def test_what_is_only_about_now_says_so_and_shows_no_pens(visitor):
    """Nobody takes a page of today, with its buttons, for one of then."""
    for path in ("/as-of/3/queue", "/as-of/3/protect", "/as-of/3/judge/rate", "/as-of/3/brief"):
        page = visitor.get(path, status=404)
        assert "only about now" in page
        assert f'href="{path.removeprefix("/as-of/3")}"' in page
        assert 'href="/as-of/3/"' in page
        assert "<form" not in page
    assert led_to(visitor, "/queue?as-of=3") == "/as-of/3/queue"


def test_a_day_that_never_was_is_refused_without_a_word_in_the_terminal(visitor, caplog):
    assert "There is no day 2026-02-31" in visitor.get("/changes?since=2026-02-31", status=409)
    assert "There is no day 2026-02-31" in visitor.get("/?as-of=2026-02-31", status=404)
    assert "never had the head" in visitor.get("/changes?since=99999", status=409)
    gc.collect()
    assert "Traceback" not in caplog.text
    assert "never retrieved" not in caplog.text


def test_what_never_was_a_state_is_told_with_a_form_to_try_again(visitor):
    page = visitor.get("/?as-of=2026-04-30", status=404)
    assert "Nothing was recorded yet on 2026-04-30: it begins on 2026-05-01" in page
    assert 'value="2026-04-30"' in page
    assert "it never had the head 99" in visitor.get("/as-of/99/", status=404)
    assert "is no state of this record" in visitor.get("/?as-of=yesterday", status=404)
    assert "is no state of this record" in visitor.get("/as-of/abc/index.html", status=404)


def test_the_api_answers_from_a_state(visitor):
    states = visitor.client.get("/api/statements?as-of=2026-05-02").json()["statements"]
    assert [one["statement"]["state"] for one in states] == ["accepted", "proposed", "proposed"]
    wrong = visitor.client.get("/api/statements?as-of=99")
    assert wrong.status_code == 404
    assert wrong.json() == {"ok": False, "status": 404, "error": wrong.json()["error"]}


def test_data_files_of_a_state_can_be_taken(visitor):
    then = visitor.get("/as-of/3/data/statements.csv")
    assert "accepted" not in then
    assert "proposed" in then


def test_what_is_marked_or_withheld_today_is_so_in_a_state_that_was_shown_before(visitor):
    """The past is kept between two looks, and let go of when less may be shown."""
    words = "No prisoner was released by the council."
    assert words in visitor.get(f"/as-of/4{ROADS}")
    id = re.search(r'id="(st-\w+)"[^>]*aria-label="Statement 2"', visitor.get(f"/as-of/4{ROADS}"))[
        1
    ]
    record(visitor, SensitivityMarked("statement", id, sensitive=True))
    assert words not in visitor.get(f"/as-of/4{ROADS}")
    record(visitor, SensitivityMarked("statement", id, sensitive=False))
    assert words in visitor.get(f"/as-of/4{ROADS}")
    record(visitor, PayloadWithheld("source", source_id(visitor), "Harm."))
    assert words not in visitor.get(f"/as-of/4{ROADS}")
    assert visitor.get("/as-of/4/sources.html").count("src-") == 0


def test_at_most_a_few_states_are_kept(visitor):
    for number in (1, 2, 3, 4, 5):
        visitor.get(f"/as-of/{number}/")
    pasts = visitor.client.app.state.pasts
    assert [*pasts._states] == [3, 4, 5]


def test_who_is_not_signed_in_sees_no_past(stranger):
    assert stranger.client.get("/as-of/3/").headers["location"].startswith("/sign-in")
    assert stranger.client.get("/api/statements?as-of=3").status_code == 401


def test_what_changed_since_is_one_click_away(visitor):
    """From the state of 2 May to now: one was rejected, one accepted."""
    assert "/changes?since=4" in visitor.get("/as-of/4/")
    page = visitor.get("/changes?since=4")
    told = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "From how it stood on 2 May 2026, 10:00 UTC, after entry 4, to now." in told
    assert "accepted \u2192 rejected" in told
    assert "No prisoner was released by the council." in told
    assert "rulings on statements 2" in told
    assert "Nothing was recorded since." in visitor.get("/changes?since=7")
    assert "no state of this record" in visitor.get("/changes?since=never", status=409)


def test_what_is_kept_back_is_not_told_as_a_change(visitor):
    id = source_id(visitor)
    record(visitor, SensitivityMarked("source", id, sensitive=True))
    page = visitor.get("/changes?since=1")
    assert "northern road" not in page
    assert id not in page


def test_whatever_a_desk_has_of_lanes_an_earlier_state_answers_in_its_own(visitor):
    """A lane that were forgotten would show what stands now as what stood then."""
    visitor.get("/as-of/3/")
    (state,) = visitor.client.app.state.pasts._states.values()
    lanes = [one for one in vars(state.desk).values() if isinstance(one, Lane)]
    assert len(lanes) >= 3
    assert all(one is state.desk.lane for one in lanes)


def test_disputes_of_many_statements_are_those_of_the_state(visitor, monkeypatch):
    """What takes long is compared after the page, among the statements of the state alone."""
    monkeypatch.setattr(parts, "MOST_AT_ONCE", 0)
    visitor.get(f"/as-of/3{ROADS}")
    (state,) = visitor.client.app.state.pasts._states.values()
    state.desk.lane.start(lambda _: None).result()
    known = state.desk._comparing.known(Row("accord", "roads"))
    assert known is not None
    assert known.up_to == 3


def test_the_tables_can_be_taken_away_as_they_stood(visitor):
    for name in ("statements.csv", "statements.json", "disputes.csv"):
        assert visitor.client.get(f"/as-of/4/data/{name}").status_code == 200
    then = visitor.get("/as-of/3/data/statements.csv")
    assert then != visitor.get("/data/statements.csv")
