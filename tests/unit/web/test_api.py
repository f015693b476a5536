"""The API: what its description says is what it does, and every error has one shape."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from servanda.journal import open_journal
from servanda.web.app import ROUTES
from servanda.web.routes.api import OPERATIONS
from servanda.workflows import rule

from .conftest import Visitor

LINES = [
    "/api/agreements",
    "/api/agreements/accord",
    "/api/agreements/accord/provisions?limit=1",
    "/api/sources",
    "/api/sources?side=unknown",
    "/api/disputes",
    "/api/judgements",
    "/api/entries?limit=2",
    "/api/problems",
    "/api/session",
    "/api/head",
    "/api/statements",
    "/api/statements?state=proposed&provision=accord/roads&limit=1",
    "/api/search?q=prisoner",
    "/api/matrix",
    "/api/matrix?rows=side&columns=period",
]


def described(visitor: Visitor) -> dict:
    return json.loads(visitor.get("/api/openapi.json"))


def check(whole: dict, schema: dict, value: object) -> None:
    resolved = {**schema, "components": whole["components"]}
    jsonschema.Draft202012Validator(resolved).validate(value)


def answer_schema(whole: dict, path: str, method: str = "get", status: str = "200") -> dict:
    answers = whole["paths"][path][method]["responses"]
    return answers[status]["content"]["application/json"]["schema"]


def act(visitor: Visitor, what: str, given: object, **headers: str):
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    sent = {"x-servanda-form": visitor.token, "content-type": "application/json", **headers}
    return visitor.client.post(f"/api/acts/{what}", content=body, headers=sent)


@pytest.mark.parametrize("line", LINES)
def test_an_answer_is_what_its_description_says(visitor: Visitor, line: str) -> None:
    whole = described(visitor)
    path = line.partition("?")[0].replace("/accord", "/{key}")
    check(whole, answer_schema(whole, path), json.loads(visitor.get(line)))


def test_one_statement_is_the_published_object(visitor: Visitor) -> None:
    whole = described(visitor)
    one = json.loads(visitor.get("/api/statements"))["statements"][0]
    alone = json.loads(visitor.get(f"/api/statements/{one['statement']['id']}"))
    assert alone == one
    check(whole, answer_schema(whole, "/api/statements/{id}"), alone)


def test_pages_of_statements_follow_each_other(visitor: Visitor) -> None:
    path, seen = "/api/statements?limit=2", []
    while path:
        page = json.loads(visitor.get(path))
        seen += [one["statement"]["id"] for one in page["statements"]]
        path = page["next"]
    assert len(seen) == len(set(seen)) == 3


def test_a_ruling_is_recorded_and_taken_back(visitor: Visitor) -> None:
    whole = described(visitor)
    shown = json.loads(visitor.get("/api/statements"))["statements"]
    seen = {one["statement"]["id"]: one["seen"] for one in shown}
    first, second, third = seen
    done = act(visitor, "accept", {"seen": {first: seen[first], second: seen[second]}})
    check(whole, answer_schema(whole, "/api/acts/accept", "post"), done.json())
    assert done.json()["last"] == done.json()["first"] + 1
    changed = {
        "id": third,
        "seen": seen[third],
        "stance": "partly",
        "about": ["council"],
        "when": "May 2021",
    }
    assert act(visitor, "amend", changed).status_code == 200
    assert json.loads(visitor.get(f"/api/statements/{third}"))["statement"]["stance"] == "partly"
    entries = {name: done.json()[name] for name in ("first", "last")}
    undone = act(visitor, "undo", entries)
    assert undone.status_code == 200
    assert json.loads(visitor.get("/api/statements"))["statements"][:2] == shown[:2]


def test_a_stale_act_is_refused(visitor: Visitor, dossier: Path) -> None:
    one = json.loads(visitor.get("/api/statements"))["statements"][0]
    id = one["statement"]["id"]
    journal = open_journal(str(dossier))
    rule.reject(journal, [id], why="no", actor="coder-2")
    journal.close()
    refused = act(visitor, "accept", {"seen": {id: one["seen"]}})
    assert refused.status_code == 409
    assert "changed since you saw it" in refused.json()["error"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/nothing", 404),
        ("/api/", 404),
        ("/api/statements/st-none", 404),
        ("/api/statements?state=x", 400),
        ("/api/statements?limit=-1", 400),
        ("/api/statements?limit=501", 400),
        ("/api/statements?after=%C2%B2", 400),
        ("/api/statements?provision=none", 404),
        ("/api/search?q=a", 400),
        ("/api/matrix?rows=place", 409),
        ("/api/matrix?rows=x", 400),
        ("/api/matrix?agreement=none", 404),
        ("/api/matrix?parent=none", 404),
    ],
)
def test_errors_have_one_shape(visitor: Visitor, path: str, status: int) -> None:
    whole = described(visitor)
    error = json.loads(visitor.get(path, status=status))
    check(whole, answer_schema(whole, "/api/statements", status=str(status)), error)
    assert error["status"] == status


@pytest.mark.parametrize(
    ("what", "given", "status"),
    [
        ("accept", b"", 400),
        ("accept", b"{", 400),
        ("accept", b"[" * 100_000, 400),
        ("accept", b"\xff", 400),
        ("accept", {}, 400),
        ("burn", {}, 404),
        ("accept", {"seen": {}}, 400),
        ("accept", {"seen": {"st-none": "x"}}, 404),
        ("accept", {"seen": {"st-none": "x"}, "more": 1}, 400),
        ("undo", {"first": 1, "last": 2}, 409),
        ("undo", {"first": 2, "last": 2**53}, 409),
        ("undo", {"first": -5, "last": 2**62}, 400),
        ("accept", b"x" * 3_000_000, 413),
    ],
)
def test_an_act_that_is_none_changes_nothing(
    visitor: Visitor, what: str, given: object, status: int
) -> None:
    before = visitor.get("/api/statements")
    answer = act(visitor, what, given)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"ok", "status", "error"}
    assert visitor.get("/api/statements") == before


def test_an_act_needs_its_token_and_the_right_kind(visitor: Visitor) -> None:
    shown = json.loads(visitor.get("/api/statements"))["statements"][0]
    given = {"seen": {shown["statement"]["id"]: shown["seen"]}}
    assert act(visitor, "accept", given, **{"x-servanda-form": "guessed"}).status_code == 403
    assert act(visitor, "accept", given, **{"content-type": "text/plain"}).status_code == 415
    refused = visitor.client.delete("/api/statements")
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]
    assert set(refused.json()) == {"ok", "status", "error"}


def test_a_stranger_is_told_in_the_same_shape(stranger: Visitor) -> None:
    for path in ("/api/statements", "/api/openapi.json", "/api/nothing"):
        answer = stranger.client.get(path)
        assert answer.status_code == 401
        assert set(answer.json()) == {"ok", "status", "error"}


def test_the_description_and_the_routes_name_each_other(visitor: Visitor) -> None:
    """Whatever answers under /api is described, and whatever is described answers."""
    described_ = {
        (method.upper(), path)
        for path, operations in described(visitor)["paths"].items()
        for method in operations
    }
    answering = {
        (method, route.path)
        for route in ROUTES
        if route.path.startswith("/api/")
        and route.path not in ("/api/openapi.json", "/api/{path:path}")
        for method in route.methods - {"HEAD"}
    }
    assert described_ == answering


def test_every_operation_says_what_it_does_under_a_name_of_its_own() -> None:
    names = [one.name for one in OPERATIONS]
    assert len(names) == len(set(names))
    assert all(one.answer.__doc__ for one in OPERATIONS)
    for one in OPERATIONS:
        inside = set(re.findall(r"{(\w+)}", one.path))
        assert inside <= set(one.fields), one.path


@pytest.mark.parametrize(
    "query", ["stat=proposed", "limit=1&limit=2", "limit=1.0", "limit=", "id=x"]
)
def test_a_slip_in_an_address_is_told(visitor: Visitor, query: str) -> None:
    """A filter that is misspelt does not silently give everything."""
    visitor.get(f"/api/statements?{query}", status=400)


def ask(visitor: Visitor, line: str, **asked: object) -> dict:
    return visitor.client.get(f"/api/{line}", params=asked).json()


def test_a_text_is_given_exactly_as_offsets_count_it(visitor: Visitor) -> None:
    [source] = ask(visitor, "sources")["sources"]
    one = ask(visitor, "statements")["statements"][0]["statement"]
    part = ask(visitor, f"sources/{source['id']}/text", start=one["start"], end=one["end"])
    assert part["text"] == one["quote"]
    length = ask(visitor, f"sources/{source['id']}")["length"]
    assert part["length"] == length
    beyond = length + 1
    assert ask(visitor, f"sources/{source['id']}/text", end=beyond)["status"] == 409
    assert ask(visitor, f"sources/{source['id']}/text", start=9, end=3)["status"] == 409


def test_a_statement_is_written_and_taken_back(visitor: Visitor) -> None:
    source = ask(visitor, "sources")["sources"][0]["id"]
    asked = {
        "source": source,
        "quotes": ["no PRISONER was released"],
        "stance": "broken",
        "provisions": ["prisoners"],
        "about": ["council"],
    }
    done = act(visitor, "write", asked).json()
    one = ask(visitor, f"statements/{done['id']}")["statement"]
    assert (one["quote"], one["stance"], one["state"]) == (
        "No prisoner was released",
        "broken",
        "accepted",
    )
    assert act(visitor, "undo", {"first": done["entry"], "last": done["entry"]}).status_code == 200
    history = ask(visitor, f"statements/{done['id']}/history")["rulings"]
    assert [one["kind"] for one in history] == ["StatementRejected"]
    assert act(visitor, "write", asked | {"quotes": ["words of nobody"]}).status_code == 409


def test_judgements_are_recorded_listed_and_withdrawn(visitor: Visitor) -> None:
    source = ask(visitor, "sources")["sources"][0]["id"]
    ids = [one["statement"]["id"] for one in ask(visitor, "statements")["statements"]]
    acts = [
        ("grade-source", {"source": source, "grade": "B", "grounds": "close to the facts"}),
        ("grade-statement", {"statement": ids[0], "grade": "3", "grounds": "nobody confirms it"}),
        ("rate", {"provision": "roads", "period": "2021", "level": "1", "why": "as told",
                  "statements": [ids[0]]}),
        ("reply", {"provision": "prisoners", "replying": "council", "text": "Not so."}),
    ]  # fmt: skip
    for what, asked in acts:
        answer = act(visitor, what, asked)
        assert answer.status_code == 200, answer.text
    found = ask(visitor, "judgements")["judgements"]
    assert [one["kind"] for one in found] == ["source_grade", "statement_grade", "rating", "reply"]
    assert all(one[one["kind"]] is not None for one in found)
    [rating] = ask(visitor, "judgements", provision="roads")["judgements"]
    assert rating["rating"]["level"] == 1
    assert (
        act(visitor, "withdraw", {"entry": rating["entry"], "why": "too early"}).status_code == 200
    )
    assert ask(visitor, "judgements", kind="rating")["judgements"] == []
    for what, asked in (
        ("rate", {"provision": "roads", "level": "unknown", "why": "x"}),
        ("rule", {"provision": "roads", "sides": ["x", "y"], "ruling": "differ", "why": "x"}),
        ("grade-source", {"source": source, "grade": "B", "grounds": " "}),
        ("withdraw", {"entry": 1, "why": "x"}),
    ):
        assert act(visitor, what, asked).status_code in (404, 409)


def test_a_judgement_on_what_changed_since_is_refused(visitor: Visitor) -> None:
    """Two programs rate one promise; the second has not seen what the first said."""
    mark = ask(visitor, "judgements/mark", on="accord/roads")["judged"]
    rating = {"provision": "roads", "level": "0", "why": "as told", "judged": mark}
    assert act(visitor, "rate", rating).status_code == 200
    again = act(visitor, "rate", rating | {"why": "as told again"})
    assert again.status_code == 409
    fresh = ask(visitor, "judgements/mark", on="accord/roads")["judged"]
    assert act(visitor, "rate", rating | {"judged": fresh}).status_code == 200
    one = ask(visitor, "statements")["statements"][0]
    id = one["statement"]["id"]
    grade = {"statement": id, "grade": "3", "grounds": "alone", "seen": {id: one["seen"]}}
    act(visitor, "accept", {"seen": {id: one["seen"]}})
    assert act(visitor, "grade-statement", grade).status_code == 409


def test_what_is_marked_is_as_if_it_were_not_there(visitor: Visitor) -> None:
    """Whoever asks by a name that they know gets the same answer as for one that nobody has."""
    source = ask(visitor, "sources")["sources"][0]["id"]
    one = ask(visitor, "statements")["statements"][0]
    id, seen = one["statement"]["id"], one["seen"]
    act(visitor, "grade-source", {"source": source, "grade": "B", "grounds": "secret-grounds"})
    marked = act(visitor, "mark", {"subject": "source", "name": source, "sensitive": True})
    assert marked.status_code == 200
    for line in (
        f"sources/{source}",
        f"sources/{source}/text",
        f"statements/{id}",
        f"statements/{id}/history",
    ):
        assert ask(visitor, line)["status"] == 404
    for line in ("sources", "statements", "judgements", "disputes", "problems", "entries"):
        told = visitor.get(f"/api/{line}")
        assert source not in told
        assert id not in told
        assert "secret-grounds" not in told
    for what, asked in (
        ("accept", {"seen": {id: seen}}),
        ("write", {"source": source, "quotes": ["No prisoner was released"]}),
        ("grade-source", {"source": source, "grade": "A", "grounds": "x"}),
        ("grade-statement", {"statement": id, "grade": "2", "grounds": "x"}),
        ("mark", {"subject": "source", "name": source, "sensitive": False}),
    ):
        assert act(visitor, what, asked).status_code == 404


def test_every_shape_has_a_plain_name(visitor: Visitor) -> None:
    """Two shapes of one name would be told apart by where they stand in the program."""
    assert not [one for one in described(visitor)["components"]["schemas"] if "." in one]
