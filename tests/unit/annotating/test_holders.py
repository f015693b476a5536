"""Whose land it is when a party's name stands before "-held"."""

from __future__ import annotations

from servanda.annotating.resolve_actors import Actors
from servanda.domain.agreement import Agreement, Party


def test_what_a_party_holds_names_the_party_and_what_it_backs_does_not() -> None:
    front = Party("front", "Northern Liberation Front", ("NLF",))
    actors = Actors([Agreement(key="river", title="River Protocol", parties=(front,))])
    (held,) = actors.find("They left the NLF-held villages.")
    assert (held.text, held.party, held.side) == ("NLF", "front", "front")
    assert all(one.party is None for one in actors.find("The NLF-backed crews left."))
