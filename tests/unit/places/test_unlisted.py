"""Names that no gazetteer has are places where the words say so, unplaced; nothing else is."""

from __future__ import annotations

import pytest

from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer

from .conftest import Find, source


@pytest.mark.parametrize(
    "text",
    [
        "Fighting went on in Wadi Zurqa for a week.",
        "A patrol was stopped near Wadi Zurqa.",
        "A patrol reached Wadi Zurqa at dusk.",
        "He comes from Wadi Zurqa, in the county of Hillmark.",
    ],
)
@pytest.mark.parametrize("world", [False, True], ids=["territory", "world"])
def test_a_village_nobody_has_on_record_is_listed_unplaced(
    find: Find, text: str, world: bool
) -> None:
    """The monitor's village is in no gazetteer; the statement still says where it happened."""
    (one,) = [one for one in find(text, world=world) if one.text == "Wadi Zurqa"]
    assert (one.id, one.lat, one.granularity) == (None, None, "point")
    assert "no gazetteer has this name" in one.reason


@pytest.mark.parametrize("kind", ["county", "County", "village", "district", "payam"])
def test_a_name_that_a_kind_of_place_follows_is_one(find: Find, kind: str) -> None:
    """Elders come from a county that the packages' gazetteer lacks."""
    (one,) = find(f"Elders of Zurqa {kind} were heard.")
    assert (one.text, one.id) == ("Zurqa", None)
    assert find(f"The Special {kind} was heard.") == []


def test_what_was_so_told_once_is_found_wherever_it_stands(find: Find) -> None:
    text = "Fighting went on in Zurqafield. Nobody was let into Zurqafield after that."
    assert [one.text for one in find(text)] == ["Zurqafield"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "It was said in March and in Reading week.",
        "They believed in Zurqa's word and in Zurqa’s cause.",
        "Officers served in ZURQA and in UNZURQ.",
        "They served in RTZuNU.",
        "He trusted in Mr. Zurqa. They put trust in General Zurqa.",
        "In Zurqafield-based circles nobody knew.",
        "They agreed in Zurqation; the zurqation was short.",
        "The rule was laid down in Zurqa Agreement.",
    ],
)
def test_what_is_no_place_after_in_stays_none(find: Find, text: str) -> None:
    assert find(text) == []


def test_in_another_language_every_noun_has_a_capital(gazetteer: Gazetteer) -> None:
    """A German report: "in Verhandlungen" is no village."""
    text = "Die Lage in Verhandlungen und in Gesprächen ist nach wie vor schwierig gewesen. " * 5
    assert Finder(gazetteer, ()).find(source(text)) == []


def test_an_english_county_is_known_by_its_ending(find: Find) -> None:
    (one,) = find("He holds land of old and was heard. Zurqashire waited.")
    assert (one.text, one.id) == ("Zurqashire", None)


def test_small_towns_near_a_place_that_is_meant_are_meant_with_it(find: Find) -> None:
    """Without a territory "of Twin" says little; beside Belmora, some miles away, it does."""
    assert find("The widow of Twin spoke.", world=True) == []
    text = "They met in Belmora. The widow of Twin, and those of Velden, spoke."
    assert [one.text for one in find(text, world=True)] == ["Belmora", "Twin"]
