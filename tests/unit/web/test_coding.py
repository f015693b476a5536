"""Blind double coding at the desk: what a coder sees, gives, and does not see."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import READER, a_party, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.judgement import UnitCoded
from servanda.journal import open_journal
from servanda.web.desk import Desk
from servanda.web.entrance.session import Keys
from servanda.workflows import rule
from servanda.workflows.sample import Wanted, draw_sample

from .conftest import HOST, Visitor

WORDS = [
    "The ministry kept the northern road open all spring.",
    "No prisoner was released by the council.",
    "The valley's school reopened on 4 May 2021.",
]


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Three proposals, of which two are drawn to be coded; the reader gave both a rare kind."""
    path = tmp_path / "valley.servanda"
    source = a_source()
    found = tuple(
        a_statement(
            source,
            one,
            kind="concession",
            provisions=("accord/roads",),
            about=(a_party("council"),),
        )
        for one in WORDS
    )
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-9") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, found))
    fields = ("statement", "kind", "stance")
    draw_sample(journal, Wanted("spring", number=2, fields=fields), actor="coder-9")
    journal.close()
    return path


@pytest.fixture
def desk(dossier: Path) -> Iterator[Desk]:
    opened = Desk(dossier, Keys(b"s" * 32, dossier), frozenset({HOST}), coder="coder-1")
    yield opened
    opened.close()


@pytest.fixture
def one(desk: Desk) -> Visitor:
    return Visitor(desk).sign_in("coder-1")


@pytest.fixture
def two(desk: Desk) -> Visitor:
    return Visitor(desk).sign_in("coder-2")


def hidden_fields(html: str) -> dict[str, str]:
    form = re.search(r"<form[^>]*data-code.*?</form>", html, re.S)[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def code(visitor: Visitor, *, note: str = "", path: str = "/coding/spring/code", **codes: str):
    """Code the unit that is next, or that of the path."""
    sent = hidden_fields(visitor.get(path)) | {"note": note}
    sent |= {f"code-{field.replace('_', '-')}": word for field, word in codes.items()}
    return visitor.post("/coding/spring/code", **sent)


KEPT = {"statement": "yes", "kind": "verdict", "stance": "kept"}


def given(dossier: Path) -> list[tuple[str, str, dict[str, str | None]]]:
    journal = open_journal(str(dossier), readonly=True)
    found = [
        (one.actor, one.act.unit, {code.field: code.value for code in one.act.codes})
        for one in journal.judged(UnitCoded)
        if isinstance(one.act, UnitCoded) and not one.actor.startswith("reader:")
    ]
    journal.close()
    return found


def test_a_sample_is_coded_unit_after_unit_and_taken_up_again(one: Visitor, dossier: Path) -> None:
    assert "Nobody has begun" in one.get("/coding")
    assert code(one, **KEPT).headers["location"].startswith("/coding/spring/code?unit=")
    assert "1 of 2" in one.get("/coding"), "broken off, and nothing is lost"
    assert "Unit 2 of 2" in one.get("/coding/spring/code")
    assert code(one, statement="no").status_code == 303
    assert "All coded" in one.get("/coding/spring/code")
    assert [codes for _, _, codes in given(dossier)] == [KEPT, {"statement": "no"}]


def test_a_question_without_an_answer_is_asked_again_and_the_rest_stays(
    one: Visitor, dossier: Path
) -> None:
    refused = code(one, statement="yes", kind="demand", note="hard to say")
    assert refused.status_code == 409
    assert "“Stance” has no answer yet" in refused.text
    assert re.search(r'value="demand"[^>]*checked', refused.text)
    assert "hard to say" in refused.text
    assert code(one, statement="yes", kind="demand", stance="nonsense").status_code == 409
    assert given(dossier) == []
    assert code(one, statement="yes", kind="demand", stance="-").status_code == 303
    assert given(dossier)[0][2] == {"statement": "yes", "kind": "demand", "stance": None}


def test_a_unit_coded_again_takes_the_place_of_the_first(one: Visitor, dossier: Path) -> None:
    code(one, **KEPT)
    unit = given(dossier)[0][1]
    page = one.get(f"/coding/spring/code?unit={unit}")
    assert re.search(r'value="kept"[^>]*checked', page), "one's own codes stand in the form"
    code(one, path=f"/coding/spring/code?unit={unit}", **(KEPT | {"stance": "broken"}))
    assert [codes["stance"] for _, _, codes in given(dossier)] == ["broken"]


BLIND = (
    "/coding",
    "/coding/spring/code",
    "/api/coding/samples",
    "/api/coding/unit?sample=spring",
    "/api/judgements?limit=500",
    "/api/entries?limit=500",
    "/data/codings.csv",
    "/data/reliability.csv",
)


def test_who_codes_sees_nothing_of_what_another_or_the_reader_gave(
    one: Visitor, two: Visitor
) -> None:
    """Coder-2 is done and left a random word in a note; the reader called both a concession."""
    secret = secrets.token_hex(8)
    code(two, note=secret, **(KEPT | {"kind": "obstruction"}))
    code(two, note=secret, **(KEPT | {"kind": "obstruction"}))
    code(one, **KEPT)
    for path in BLIND:
        html = one.get(path)
        assert secret not in html, path
        # The words of the choices stand in every form; none of them is chosen.
        chosen = re.findall(r'value="(\w+)"[^>]*checked', html)
        assert "concession" not in chosen, path
        assert "obstruction" not in chosen, path
    refused = one.get("/coding/spring", status=409)
    assert "You still code the sample spring (1 left)" in refused
    assert secret not in refused
    refused = one.client.get("/api/coding/differences", params={"sample": "spring"})
    assert (refused.status_code, refused.json()["ok"]) == (409, False)
    assert "obstruction" not in one.get("/data/codings.csv")
    code(one, **KEPT)
    assert secret in one.get("/coding/spring/settle"), "once all is coded by two it may be seen"
    assert "obstruction" in one.get("/data/codings.csv")


def test_a_unit_on_a_marked_statement_is_not_coded_here(one: Visitor, dossier: Path) -> None:
    journal = open_journal(str(dossier))
    drawn = re.search(r"<mark>(.*?)</mark>", one.get("/coding/spring/code"), re.S)[1]
    words = drawn.replace("&#39;", "'")
    [hidden] = [each for each in journal.statements() if each.quote == words]
    rule.mark_sensitive(
        journal, subject="statement", name=hidden.id, sensitive=True, why="", actor="coder-9"
    )
    journal.close()
    page = one.get("/coding/spring/code")
    assert "Unit 1 of 1" in page
    assert hidden.quote not in page.replace("&#39;", "'")
    one.get(f"/coding/spring/code?unit={hidden.id}", status=404)


def test_a_sample_is_drawn_at_the_desk(one: Visitor) -> None:
    sent = one.post(
        "/coding", name="autumn", number="3", seed="7", of="statements", field="stance", state=[]
    )
    assert sent.headers["location"] == "/coding#autumn"
    page = one.get("/coding")
    assert "seed 7" in page
    again = one.post("/coding", name="autumn", number="many", seed="7", of="statements")
    assert again.status_code == 409
    assert "whole numbers" in again.text
    assert 'value="many"' in again.text
    assert "There is a sample" in one.post("/coding", name="autumn", number="3", seed="7").text


def test_a_third_person_sees_both_and_rules_with_the_cause(
    one: Visitor, two: Visitor, desk: Desk, dossier: Path
) -> None:
    """Coder-1 says kept, coder-2 broken; coder-3 rules and closes a gap in the guideline."""
    for visitor, stance in ((one, "kept"), (two, "broken")):
        for _ in range(2):
            code(visitor, **(KEPT | {"stance": stance}))
    third = Visitor(desk).sign_in("coder-3")
    assert "Nothing waits" not in third.get("/coding/spring")
    page = third.get("/coding/spring/settle")
    table = re.search(r'<table class="side-by-side".*?</table>', page, re.S)[0]
    assert re.search(r'class="apart"><th scope="row"><span[^>]*>≠</span> Stance', table)
    assert "coder-1" not in table, "names are covered"
    assert "coder-1" in third.get(f"/coding/spring/settle?unit={unit_of(page)}&names=yes")
    sent = settle_fields(page) | {"cause": "guideline_gap", "code-stance": "broken"}
    refused = third.post("/coding/spring/settle", **sent, why=" ", rule="Half a road is broken.")
    assert refused.status_code == 409
    assert "needs its reason" in refused.text
    assert "Half a road is broken." in refused.text
    ruled = third.post(
        "/coding/spring/settle", **sent, why="half open", rule="Half a road is broken.", apply="yes"
    )
    assert ruled.status_code == 303
    journal = open_journal(str(dossier), readonly=True)
    assert journal.statement(sent["unit"]).stance == "broken"
    assert journal.statement(sent["unit"]).state == "amended"
    assert journal.outline().codebook.rules[-1].text == "Half a road is broken."
    journal.close()
    page = third.get("/coding/spring")
    assert "half open" in page
    assert 'role="img"' in page, "agreement is drawn before it is told"
    assert "You ruled on units of the sample" in third.client.get("/coding/spring/code").text


def test_one_of_the_two_rules_only_by_saying_so(one: Visitor, two: Visitor) -> None:
    for visitor, stance in ((one, "kept"), (two, "broken")):
        for _ in range(2):
            code(visitor, **(KEPT | {"stance": stance}))
    page = one.get("/coding/spring/settle")
    sent = settle_fields(page) | {"cause": "slip", "code-stance": "kept", "why": "read again"}
    refused = one.post("/coding/spring/settle", **sent)
    assert refused.status_code == 409
    assert "a third person rules" in refused.text
    assert one.post("/coding/spring/settle", **sent, own="yes").status_code == 303
    assert "one of its coders" in one.get("/coding/spring")


def test_a_ruling_on_a_unit_that_changed_is_refused_and_kept(
    one: Visitor, two: Visitor, desk: Desk
) -> None:
    """Coder-2 codes the unit again while coder-3 types a reason."""
    for visitor, stance in ((one, "kept"), (two, "broken")):
        for _ in range(2):
            code(visitor, **(KEPT | {"stance": stance}))
    third = Visitor(desk).sign_in("coder-3")
    page = third.get("/coding/spring/settle")
    unit = unit_of(page)
    code(two, path=f"/coding/spring/code?unit={unit}", **(KEPT | {"stance": "partly"}))
    sent = settle_fields(page) | {
        "cause": "slip",
        "code-stance": "broken",
        "why": "typed with care",
    }
    refused = third.post("/coding/spring/settle", **sent)
    assert refused.status_code == 409
    assert "since you saw it" in refused.text
    assert "typed with care" in refused.text
    assert "partly" in re.search(r'class="side-by-side".*?</table>', refused.text, re.S)[0]


def test_the_api_codes_and_settles(one: Visitor, two: Visitor, desk: Desk) -> None:
    def post(visitor: Visitor, path: str, **fields: object):
        token = {"x-servanda-form": visitor.token}
        return visitor.client.post(f"/api/coding/{path}", json=fields, headers=token)

    for visitor, stance in ((one, "kept"), (two, "broken")):
        for left in (2, 1):
            shown = visitor.client.get("/api/coding/unit", params={"sample": "spring"}).json()
            assert (shown["left"], shown["own"]) == (left, None)
            unit, codes = shown["unit"], KEPT | {"stance": stance}
            short = post(visitor, "code", sample="spring", unit=unit, codes={"kind": "verdict"})
            assert (short.status_code, short.json()["ok"]) == (409, False)
            done = post(visitor, "code", sample="spring", unit=unit, codes=codes)
            assert done.status_code == 200
    third = Visitor(desk).sign_in("coder-3")
    found = third.client.get("/api/coding/differences", params={"sample": "spring"}).json()
    first = found["units"][0]
    assert first["fields"] == ["stance"]
    assert [one["codes"]["stance"] for one in first["given"]] == ["kept", "broken"]
    ruling = {"sample": "spring", "unit": first["unit"], "cause": "slip", "why": "read again"}
    ruling["codes"] = {"stance": "kept"}
    assert post(third, "settle", **ruling, seen="0" * 16).status_code == 409
    assert post(third, "settle", **ruling, seen=first["seen"]).status_code == 200
    rows = third.client.get("/api/coding/agreement", params={"sample": "spring"}).json()["figures"]
    assert {one["field"] for one in rows} == {"statement", "kind", "stance"}


def unit_of(page: str) -> str:
    return re.search(r'name="unit" value="([^"]+)"', page)[1]


def settle_fields(page: str) -> dict[str, str]:
    form = re.search(r'<form method="post" action="/coding/spring/settle".*?</form>', page, re.S)[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
