"""Names printed beside names, by several hands."""

from __future__ import annotations

from servanda.domain.source import Layer
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer

from .conftest import Find, agreement, source


def test_a_bracket_holds_a_variant_with_its_own_span(find: Find) -> None:
    text = "People were shot at in Belmora [Bel Mora]."
    (one,) = find(text)
    (variant,) = one.variants
    assert (one.text, text[variant.start : variant.end], variant.text) == (
        "Belmora", "Bel Mora", "Bel Mora",
    )  # fmt: skip
    assert one.id == "geonames:10"


def test_the_hand_is_the_editors_where_the_source_says_so(gazetteer: Gazetteer) -> None:
    text = "In Kessing [Kesh] and in Belmora (Bel Mora) nobody voted."
    bracket = Layer(text.index("["), text.index("]") + 1, "editor", "modern-name")
    found = Finder(gazetteer, [agreement()]).find(source(text, brackets=[bracket]))
    assert [one.variants[0].hand for one in found] == ["editor", "author"]


def test_several_names_in_one_bracket_are_several_variants(find: Find) -> None:
    (one,) = find("Belmora [Bel Mora or Белмора] burned.")
    assert [variant.text for variant in one.variants] == ["Bel Mora", "Белмора"]


def test_names_that_do_not_agree_leave_it_unplaced(find: Find) -> None:
    """Tarnow is 66 km from Belmora: one of the two names is wrong, and nobody knows which."""
    (one,) = find("In Belmora [Tarnow] shots were heard.")
    assert one.id is None
    assert "“Belmora” and “Tarnow” name places in the territory that lie apart" in one.reason
    assert {candidate.id for candidate in one.candidates} == {"geonames:10", "geonames:12"}


def test_a_name_known_only_elsewhere_does_not_agree(find: Find) -> None:
    (one,) = find("In Belmora [Velden] shots were heard.")
    assert one.id is None
    assert "“Velden” names no place in the territory" in one.reason


def test_an_unknown_name_is_placed_by_the_known_one_beside_it(find: Find) -> None:
    (one,) = find("In Elmore [Belmora] shots were heard.")
    assert (one.text, one.id) == ("Elmore", "geonames:10")


def test_an_alias_learned_once_counts_everywhere_in_the_document(find: Find) -> None:
    found = find("In Elmore [Belmora] all was calm. Later the people of Elmore fled from Elmore.")
    assert [one.id for one in found if one.text == "Elmore"] == ["geonames:10"] * len(found)


def test_sic_is_no_variant_and_leaves_the_name_unplaced(find: Find) -> None:
    (one,) = find("In Belmra [sic], nobody voted. In the village of Belmra [sic] neither.")[:1]
    assert (one.text, one.id, one.variants) == ("Belmra", None, ())
    assert [candidate.name for candidate in one.candidates] == ["Belmora, Hillmark"]
    assert "Spelled nearly so: “Belmora”" in one.reason


def test_other_words_in_brackets_are_no_variants(find: Find) -> None:
    for words in ("[their seat]", "(OSCE)", "(the residence of people from afar)", "[travlya]"):
        (one,) = find(f"They left Belmora {words} early.")
        assert (one.id, one.variants) == ("geonames:10", ())


def test_what_an_editor_put_in_brackets_is_no_second_mention(find: Find) -> None:
    assert find("They told [the people of Kessing] nothing.") == []


def test_what_lies_around_a_town_in_round_brackets_is_no_other_name(find: Find) -> None:
    """Belmora (Tarnow) may mean: Belmora, which belongs to Tarnow. Nobody says they are one."""
    first = find("They met in Belmora (Tarnow) twice.")[0]
    assert (first.text, first.id, first.variants) == ("Belmora", "geonames:10", ())
