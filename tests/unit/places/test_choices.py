"""What a coder chose stands in the agreement's own gazetteer, and survives its next version."""

from __future__ import annotations

import pytest

from servanda.domain.agreement import Agreement
from servanda.domain.place import Place
from servanda.errors import ServandaError
from servanda.places.choices import CHOSEN, place_of, with_choice, with_choices_of
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer

from .conftest import agreement, place, source

TWINS = "It failed in Twin and in Twin again."


def twin(gazetteer: Gazetteer, id: str) -> Place:
    found = gazetteer.by_id(id)
    assert found is not None
    return place_of(found[0])


def ids(gazetteer: Gazetteer, given: Agreement, text: str = TWINS) -> set[str | None]:
    return {one.id for one in Finder(gazetteer, [given]).find(source(text))}


def test_a_choice_places_what_nothing_decides(gazetteer: Gazetteer) -> None:
    before = agreement()
    assert ids(gazetteer, before) == {None}
    after = with_choice(before, "Twin", twin(gazetteer, "geonames:24"))
    assert ids(gazetteer, after) == {"geonames:24"}
    (own,) = after.territory.places
    assert (own.lat, own.lon, own.granularity) == (50.9, 10.9, "point")
    assert own.names[0].source == CHOSEN
    assert own.source == "GeoNames (geonames.org), CC BY 4.0"


def test_a_choice_gives_a_name_that_no_gazetteer_has(gazetteer: Gazetteer) -> None:
    chosen = with_choice(agreement(), "Qwarmby", twin(gazetteer, "geonames:10"))
    assert ids(gazetteer, chosen, "It failed in Qwarmby.") == {"geonames:10"}


def test_a_later_choice_takes_the_place_of_the_earlier(gazetteer: Gazetteer) -> None:
    first = with_choice(agreement(), "Twin", twin(gazetteer, "geonames:24"))
    second = with_choice(first, "TWIN", twin(gazetteer, "geonames:23"))
    assert ids(gazetteer, second) == {"geonames:23"}
    assert [one.id for one in second.territory.places] == ["geonames:23"]


def test_the_same_choice_twice_changes_nothing(gazetteer: Gazetteer) -> None:
    first = with_choice(agreement(), "Twin", twin(gazetteer, "geonames:24"))
    assert with_choice(first, "Twin", twin(gazetteer, "geonames:24")) == first


def test_a_choice_adds_a_name_to_a_place_of_the_agreements_own() -> None:
    given = agreement(places=[place("fort", "The Old Fort")])
    (own,) = with_choice(given, "Fort Grey", given.territory.places[0]).territory.places
    assert [one.text for one in own.names] == ["The Old Fort", "Fort Grey"]


def test_what_the_author_of_the_agreement_said_is_not_chosen_away(gazetteer: Gazetteer) -> None:
    given = agreement(places=[place("fort", "Twin")])
    with pytest.raises(ServandaError, match=r"'Twin' is Twin \(fort\)"):
        with_choice(given, "Twin", twin(gazetteer, "geonames:24"))


def test_a_name_without_letters_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(ServandaError, match="no letters"):
        with_choice(agreement(), " ... ", twin(gazetteer, "geonames:24"))


def test_a_new_version_of_the_agreement_keeps_what_was_chosen(gazetteer: Gazetteer) -> None:
    chosen = with_choice(agreement(), "Twin", twin(gazetteer, "geonames:24"))
    fresh = agreement(places=[place("fort", "The Old Fort")])
    both = with_choices_of(chosen, fresh)
    assert [one.id for one in both.territory.places] == ["fort", "geonames:24"]
    assert with_choices_of(both, both) == both


def test_a_new_version_that_names_the_place_itself_has_the_last_word(gazetteer: Gazetteer) -> None:
    chosen = with_choice(agreement(), "Twin", twin(gazetteer, "geonames:24"))
    fresh = agreement(places=[place("fort", "Twin")])
    assert with_choices_of(chosen, fresh) == fresh
