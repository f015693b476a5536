"""Where a document plays, when nobody said."""

from __future__ import annotations

from servanda.domain.agreement import Territory
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer
from servanda.places.infer import infer_with

from .conftest import source


def _infer(gazetteer: Gazetteer, text: str) -> Territory:
    return infer_with(Finder(gazetteer, ()), gazetteer, source(text))


def test_the_division_that_holds_most_names_is_the_territory(gazetteer: Gazetteer) -> None:
    """Kesh is larger elsewhere; the others say where we are."""
    found = _infer(
        gazetteer, "In Belmora, Kesh, Tarnow and Oster, Bay too, officials were removed."
    )
    assert (found.divisions, found.countries, found.name) == (("XA.01",), ("XA",), "Hillmark")


def test_a_neighbour_that_adds_names_joins(gazetteer: Gazetteer) -> None:
    text = "From Belmora and Kessing to Sankt Ilm and Côte d'Elm, and back to Sankt Ilm."
    assert set(_infer(gazetteer, text).divisions) == {"XA.01", "XA.02"}


def test_where_only_a_country_is_named_it_is_the_territory(gazetteer: Gazetteer) -> None:
    found = _infer(gazetteer, "The situation in Southland is tense.")
    assert (found.divisions, found.countries) == ((), ("XB",))


def test_no_names_give_no_territory(gazetteer: Gazetteer) -> None:
    assert _infer(gazetteer, "All the points remain on paper.") == Territory()
