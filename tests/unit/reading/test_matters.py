"""Statements that share no word with a provision, linked by the matter that both are on."""

from __future__ import annotations

from collections.abc import Callable

from tests.unit.reading.conftest import a_provision

from servanda.domain.agreement import Agreement, Party, Provision, Wording
from servanda.domain.statement import Statement

Read = Callable[..., list[Statement]]
One = Callable[..., Statement]

PARTIES = (Party("government", "the Government of Arvenia"), Party("front", "the Highland Front"))


def an_agreement(key: str, title: str, signed: str, *provisions: Provision) -> Agreement:
    return Agreement(key, title, (signed,), PARTIES, provisions=provisions)


def untitled(key: str, label: str, wording: str) -> Provision:
    one = a_provision(key, "", label, wording)
    return Provision(key, "", one.labels, (Wording(wording, "verbatim", "text"),))


LAKE = an_agreement(
    "lake-2001",
    "Accord of the Lake",
    "2001-03-01",
    untitled("1", "1", "The sides stop the use of all weapons at midnight."),
    untitled("2", "2", "Verification of the cessation of hostilities falls to the Lake Mission."),
    untitled("3", "3", "A belt is cleared of mines and explosive devices."),
    untitled("4", "4", "Artillery and weapons of large calibre are withdrawn behind the river."),
    *(untitled(str(at), str(at), f"Road {at} is repaired.") for at in range(5, 9)),
)
RENEWAL = an_agreement(
    "renewal-2004",
    "Statement of the Lake",
    "2004-05-01",
    untitled("1", "1", "The sides reaffirm the ceasefire on the lake."),
)


def keys(statement: Statement) -> list[tuple[str, str | None]]:
    return [(one.agreement, one.key) for one in statement.provisions]


def test_shots_belong_to_the_promise_that_weapons_rest(one: One) -> None:
    """ "The sides stop the use of weapons": no word of it stands in "clashes"."""
    found = one("The mission recorded 40 clashes near Orle.", agreement=LAKE)
    assert keys(found) == [("lake-2001", "1")]
    assert "ceasefire" in found.reasons[1]


def test_a_renewed_promise_stands_behind_the_one_that_it_renews(one: One) -> None:
    found = one("The mission recorded 40 clashes near Orle.", agreement=RENEWAL, also=(LAKE,))
    assert keys(found) == [("lake-2001", "1")]


def test_an_agreement_signed_after_the_document_is_not_meant(one: One) -> None:
    """A report of 2000 cannot tell how a promise of 2001 is kept."""
    found = one("The mission recorded 40 clashes.", agreement=LAKE, written="2000-06-01")
    assert keys(found) == []


def test_those_who_watch_are_hindered_under_the_promise_to_let_them_watch(one: One) -> None:
    found = one("The mission's freedom of movement was restricted on 4 May.", agreement=LAKE)
    assert keys(found) == [("lake-2001", "2")]


def test_two_matters_that_and_joins_are_two_links(one: One) -> None:
    text = "The mission saw mines on the road and recorded 12 clashes near Orle."
    assert set(keys(one(text, agreement=LAKE))) == {("lake-2001", "3"), ("lake-2001", "1")}


def test_guns_gone_from_storage_belong_to_their_withdrawal(one: One) -> None:
    found = one("Nine howitzers were missing from the storage site at Tarn.", agreement=LAKE)
    assert keys(found) == [("lake-2001", "4")]


def test_what_is_of_no_known_matter_stays_unlinked(one: One) -> None:
    found = one("The governor violated the spirit of the Accord.", agreement=LAKE)
    assert keys(found) == []
