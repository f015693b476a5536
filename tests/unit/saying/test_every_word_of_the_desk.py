"""Every word that the desk shows is in a catalogue: its pages are walked in the pseudo-language.

Pages are found by the routes and by the links on other pages, so that a new screen is looked at
without being named here.
"""

from __future__ import annotations

import re

import pytest

pytest.importorskip("starlette")

from .desk import a_dossier, plain_routes, walk
from .disguise import english_left
from .test_every_word import ALLOWED

#: What may stand in plain letters at the desk, and why.
HERE = {
    **ALLOWED,
    r"\brules\b(?: \d)?|\breader:rules \d": "the name of a reader",
    r"\b(?:CSV|JSON)\b": "names of formats",
    r"\b\w+\.(?:txt|servanda)\b": "names of files",
    r"\b(?:roads|prisoners|schools|accord)\b": "keys, where a mark has no room for a name",
    r"\b[A-Z][a-z]+[A-Z][a-z]+\b": "kinds of entries, as the journal's file has them",
    r"T?\d\d:\d\d:\d\dZ|\d\dT\d\d": "times of entries, as the journal's file has them",
    r"\bdestroy\b": "what is typed to go on is the same in every language",
    r"\d of \d passages; seed 0; .*": "how a sample was drawn is kept in the record",
}
PATTERN = re.compile("|".join(HERE))
#: Pages that this walk does not reach, and why.
NOT_REACHED = {
    "/desk/when": "gives no page: the script asks it what a date means",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """Every page of the desk that the walk reaches."""
    dossier = a_dossier(tmp_path_factory.mktemp("desk") / "valley.servanda")
    return list(walk(dossier, "qps-plocm"))


def test_the_desk_has_no_word_that_cannot_be_translated(pages: list[tuple[str, str]]) -> None:
    left = {said: address for address, html in pages for said in english_left(html, PATTERN)}
    assert not left, "\n".join(f"{address}: {said[:160]}" for said, address in left.items())


def test_every_route_that_shows_a_page_was_walked(pages: list[tuple[str, str]]) -> None:
    walked = [address.partition("?")[0] for address, _ in pages]
    missed = [
        route.path
        for route in plain_routes()
        # To those with a thing in their address pages lead, where there is such a thing.
        if "{" not in route.path
        and not any(route.path_regex.match(one) for one in walked)
        and route.path not in NOT_REACHED
    ]
    assert not missed
