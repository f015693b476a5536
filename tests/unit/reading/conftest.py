"""A small agreement of a valley that is on no map, and a way to read a text against it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from tests.builders import a_source

from servanda.domain.agreement import Agreement, Label, Party, Provision, Wording
from servanda.domain.place import PlaceMention
from servanda.domain.source import Description, Layer, Source
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.reading.rules import RulesReader

Read = Callable[..., list[Statement]]

#: What every text begins with, so that it is about an agreement's keeping.
OPENING = "The Valley Accord was signed in 2003 and its provisions bind both parties. "


class NoPlaces:
    """A finder that knows no place."""

    fingerprint = "none"

    def find(
        self,
        source: Source,
        *,
        within: Sequence[Span] | None = None,
        mentions: Sequence[Span] | None = None,
    ) -> list[PlaceMention]:
        return []


def a_provision(key: str, title: str, label: str, wording: str, *themes: str) -> Provision:
    return Provision(
        key,
        title=title,
        labels=(Label(label),),
        wordings=(Wording(wording, "verbatim", "text"),),
        themes=themes,
    )


PROVISIONS = (
    a_provision(
        "ceasefire",
        "Ceasefire",
        "Article 1",
        "The parties shall cease all hostilities and shelling.",
        "Cease Fire",
    ),
    a_provision(
        "prisoners",
        "Release of prisoners",
        "Article 2",
        "All prisoners and detainees shall be released within thirty days.",
        "Prisoner Release",
    ),
    a_provision(
        "schools",
        "Schools and language",
        "Article 3",
        "Schools in the highlands shall teach in the local language.",
        "Education Reform",
    ),
    a_provision(
        "withdrawal",
        "Withdrawal of troops",
        "Article 4",
        "The army shall withdraw its troops and heavy weapons from the valley.",
        "Withdrawal of Troops",
    ),
    a_provision(
        "election",
        "Local elections",
        "Article 5",
        "Free local elections shall be held in every district.",
        "Electoral/Political Party Reform",
    ),
    a_provision(
        "disarmament",
        "Disarmament of the Front",
        "Article 6",
        "The Front shall hand over its weapons.",
        "Disarmament",
    ),
    a_provision("press", "Freedom of the press", "the last point", "The press shall be free."),
)


@pytest.fixture
def valley() -> Agreement:
    """An agreement between a government and a front, with a mediator."""
    return Agreement(
        "valley-2003",
        "Peace Agreement of the Valley, 2003",
        aliases=("the Valley Accord",),
        parties=(
            Party(
                "government",
                "the Government of Arvenia",
                ("the Arvenian authorities", "the Arvenian army"),
            ),
            Party(
                "front", "the Highland Front", ("HF", "the Highlanders"), members=("Mira Dovan",)
            ),
            Party("union", "the Coastal Union", role="mediator"),
        ),
        provisions=PROVISIONS,
    )


@pytest.fixture
def read(valley: Agreement) -> Read:
    """Read a text against the valley's agreement and give its statements.

    `opening` puts a sentence before it that makes the text one about the agreement; other keywords
    describe the source; a monitoring mission wrote it if nobody is named.
    """
    reader = RulesReader()

    def reading(
        text: str,
        *,
        agreement: Agreement = valley,
        also: tuple[Agreement, ...] = (),
        opening: bool = True,
        layers: tuple[Layer, ...] | None = None,
        **described: Any,
    ) -> list[Statement]:
        given: dict[str, Any] = {"language": "en", "creators": ("Joint Monitoring Mission",)}
        if "side" in described:
            given["creators"] = ()
        whole = (OPENING if opening else "") + text
        source = a_source(whole, description=Description(**{**given, **described}))
        if layers is not None:
            source = a_source(whole, description=source.description, layers=layers)
        found = reader.read(source, [agreement, *also], NoPlaces())
        assert not found.problems
        return [
            one for one in found.statements if one.start >= (len(OPENING) - 1 if opening else 0)
        ]

    return reading


@pytest.fixture
def one(read: Read) -> Callable[..., Statement]:
    """Read a text that holds exactly one statement, and give it."""

    def reading(text: str, **given: Any) -> Statement:
        found = read(text, **given)
        assert len(found) == 1, [statement.quote for statement in found]
        return found[0]

    return reading
