"""Made-up requests to every operation of the API: it answers as it says, and breaks at none.

Run alone with `pytest -m fuzz`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as some

from servanda.journal import open_journal
from servanda.web.app import make_app
from servanda.web.desk import Desk
from servanda.web.entrance.session import Keys
from servanda.web.routes.api import OPERATIONS
from servanda.workflows.rule import seen_mark

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.checks import not_a_server_error  # noqa: E402
from schemathesis.config import (  # noqa: E402
    ChecksConfig,
    GenerationConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.config._checks import NegativeDataRejectionConfig  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

pytestmark = pytest.mark.fuzz
HOST = "testserver"
#: How many are made up for each operation: what is right may be so in more ways.
EXAMPLES = {"right": 12, "wrong": 6}
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
REFUSALS = ["400", "404", "409", "413"]
MODES = {"right": GenerationMode.POSITIVE, "wrong": GenerationMode.NEGATIVE}
often = settings(
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def open_desk(dossier) -> Iterator[Desk]:
    desk = Desk(dossier, Keys(b"s" * 32, dossier), frozenset({HOST}), coder="coder-1")
    yield desk
    desk.close()


@pytest.fixture
def signed_in(open_desk: Desk) -> dict[str, str]:
    keys = open_desk.keys
    return {
        "cookie": f"{keys.cookie}={keys.open_session('coder-1')}",
        "x-servanda-form": keys.form_token("coder-1"),
    }


@pytest.fixture
def described(open_desk: Desk, signed_in: dict[str, str]) -> Any:
    """The API as schemathesis reads it from its own description, asked in this process."""
    project = ProjectConfig(
        generation=GenerationConfig(with_security_parameters=False),
        checks=ChecksConfig(
            negative_data_rejection=NegativeDataRejectionConfig(expected_statuses=REFUSALS)
        ),
    )
    config = SchemathesisConfig(projects=ProjectsConfig(default=project))
    app = _for_many_calls(make_app(open_desk))
    return schemathesis.openapi.from_asgi(
        "/api/openapi.json", app, headers=signed_in, config=config
    )


def _for_many_calls(app):
    """Each call starts and ends a server of its own; the desk outlives them."""

    async def answer(scope, receive, send) -> None:
        if scope["type"] == "http":
            await app(scope, receive, send)
            return
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    return answer


@pytest.fixture
def known(open_desk: Desk) -> dict[str, list[str]]:
    """Ids, keys and numbers that there are, by the name of a field."""
    journal = open_journal(str(open_desk.path), readonly=True)
    marks = {one.id: seen_mark(one) for one in journal.statements()}
    statements = list(marks)
    [source] = [one.id for one in journal.record().sources]
    journal.close()
    return {
        "/api/sources": [source],
        "id": statements,
        "seen": [marks, {statements[0]: marks[statements[0]]}],
        "statement": statements,
        "source": [source],
        "origin": [source],
        "key": ["accord"],
        "agreement": ["accord"],
        "provision": ["roads", "accord/schools", "whole"],
        "parent": ["roads"],
        "number": [1, 2],
        "name": [*statements, source, "Nobody"],
        "quotes": [["the NORTHERN road open"]],
        "level": ["1", "unknown"],
    }


#: What asks nothing cannot be asked wrongly.
ASKED = [(one, how) for one in OPERATIONS for how in MODES if how == "right" or one.fields]


@pytest.mark.parametrize(
    ("operation", "how"), ASKED, ids=[f"{one.name}-{how}" for one, how in ASKED]
)
def test_it_answers_as_its_description_says(
    described, signed_in, known, operation, how: str
) -> None:
    one = described[operation.path][operation.method]
    checks = [*CHECKS, negative_data_rejection] if how == "wrong" else CHECKS

    @seed(0)
    @settings(often, max_examples=EXAMPLES[how])
    @given(case=one.as_strategy(generation_mode=MODES[how]), data=some.data())
    def ask(case, data) -> None:
        if how == "right":
            _fill(case, known, data)
        response = case.call(headers=signed_in)
        case.validate_response(response, checks=checks)
        if response.status_code >= 400:
            told = json.loads(response.content)
            assert set(told) == {"ok", "status", "error"}
            assert told["status"] == response.status_code

    ask()


def _fill(case, known: dict[str, list], data) -> None:
    """Put what there is in the place of some of what was made up."""
    for part in (case.path_parameters, case.query, case.body):
        if not isinstance(part, dict):
            continue
        for name in part:
            there = known.get(name, [])
            if name == "id" and case.path.startswith("/api/sources"):
                there = known["/api/sources"]
            if there and data.draw(some.integers(0, 4)):
                part[name] = data.draw(some.sampled_from(there))


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.name)
def test_it_answers_nobody_who_is_not_signed_in(described, signed_in, operation) -> None:
    """Without a session 401; with one and without its token an act is 403."""
    one = described[operation.path][operation.method]

    @seed(0)
    @settings(often, max_examples=3)
    @given(case=one.as_strategy(generation_mode=GenerationMode.POSITIVE))
    def ask(case) -> None:
        assert case.call(headers={}).status_code == 401
        if operation.method == "POST":
            alone = {"cookie": signed_in["cookie"]}
            assert case.call(headers=alone).status_code == 403

    ask()
