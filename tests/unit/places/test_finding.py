"""Which words mean a place, told in short stories of the invented world."""

from __future__ import annotations

import pytest

from servanda.domain.agreement import Party, Territory
from servanda.domain.span import Span
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer

from .conftest import HILLMARK, Find, agreement, place, source


def texts(find: Find, text: str, **more: bool) -> list[str]:
    return [one.text for one in find(text, **more)]


def test_a_town_of_the_territory_is_found_and_placed(find: Find) -> None:
    (one,) = find("Officials were removed in Belmora last week.")
    assert (one.text, one.id, one.lat, one.lon) == ("Belmora", "geonames:10", 50.0, 10.0)
    assert "“Belmora” is Belmora, Hillmark (GeoNames)" in one.reason


def test_small_letters_and_parts_of_words_are_no_names(find: Find) -> None:
    assert texts(find, "They went to belmora and to Belmorans and Unbelmora.") == []


def test_the_first_half_of_a_word_that_a_hyphen_divides_is_no_name(find: Find) -> None:
    """A narrow column breaks "Belmoraville" and "Belmoraside" after the town's letters."""
    assert texts(find, "They went to Belmora-ville and Belmora-\nside.") == []
    assert texts(find, "The Belmora-based council met.") == ["Belmora"]


def test_the_longest_name_wins(find: Find) -> None:
    assert texts(find, "A convoy reached Grand Haven on time.") == ["Grand Haven"]


@pytest.mark.parametrize(
    "text",
    [
        "March was cold, and in March the talks began.",
        "Bay after bay was searched.",
        "He was told that none was there. Bay windows broke.",
    ],
)
def test_everyday_words_are_no_places_without_help(find: Find, text: str) -> None:
    assert texts(find, text) == []


def test_an_everyday_word_is_a_place_where_a_list_or_a_preposition_says_so(find: Find) -> None:
    assert texts(find, "Elections were held in Belmora, Bay and Kessing.") == [
        "Belmora", "Bay", "Kessing",
    ]  # fmt: skip
    assert texts(find, "Shots were heard near Bay at night.") == ["Bay"]


@pytest.mark.parametrize(
    "text",
    [
        "The delegate Mr. Kessing was received.",
        "A delegate named Kessing was received.",
        "President Kessing spoke.",
        "J. Kessing, Esq., signed.",
        "Kessing's band withdrew.",
        "Anders Kessing Pohl signed.",
        "Then Kessing-Pohl signed.",
        "Wm. Kessing and Thos. Kessing signed.",
        "The frigate Kessing was lost.",
    ],
)
def test_a_person_who_bears_a_places_name_is_none(find: Find, text: str) -> None:
    assert texts(find, text) == []


def test_a_village_named_so_is_a_place_after_all(find: Find) -> None:
    assert texts(find, "They met in a village named Kessing.") == ["Kessing"]


def test_who_owns_a_thing_gives_no_first_name_to_a_place(find: Find) -> None:
    """ "Haro's Kessing" is no full name, so Kessing stays a town here and elsewhere."""
    assert texts(find, "They met in Haro's Kessing. Kessing is quiet.") == ["Kessing"] * 2


def test_who_was_a_person_once_is_one_again(find: Find) -> None:
    assert texts(find, "General Kessing refused. Later Kessing agreed.") == []


@pytest.mark.parametrize(
    "text",
    [
        "the Belmora Agreement",
        "the Treaty of Belmora",
        "the Belmora Times wrote",
        "pro-Belmora crowds",
    ],
)
def test_what_is_called_after_a_place_is_not_the_place(find: Find, text: str) -> None:
    assert texts(find, f"Nobody kept to {text}.") == []


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("Belmora Town Council", "seat"),
        ("Belmora Health Department", "seat"),
        ("Belmora County Police", "seat"),
        ("Belmora Teaching Hospital", "scene"),
        ("Belmora International Airport", "scene"),
    ],
)
def test_public_bodies_and_works_are_where_their_name_says(
    find: Find, words: str, role: str
) -> None:
    """Shelling of a hospital is told of its town; a council's word is no event in it."""
    (one,) = find(f"The report speaks of the {words} again.")
    assert (one.text, one.id, one.role) == ("Belmora", "geonames:10", role)


def test_a_bishop_sits_where_his_see_is_and_an_earl_does_not(find: Find) -> None:
    (one,) = find("The Bishop of Belmora wrote.")
    assert (one.id, one.role) == ("geonames:10", "seat")
    assert texts(find, "The Earl of Belmora wrote.") == []


def test_peoples_are_no_places(find: Find) -> None:
    assert texts(find, "Chinese and Russian officers met Uygur and Polish ones.") == []


@pytest.mark.parametrize(
    "text",
    [
        "The Kessing people and the Kessing clans were heard.",
        "Ethnic Kessing herders and ethnic Kessing women were heard.",
        "Kessing-speaking teachers were heard.",
    ],
)
def test_a_people_that_bears_a_places_name_is_no_place(find: Find, text: str) -> None:
    assert texts(find, text) == []


def test_a_party_that_bears_a_places_name_is_a_place_only_where_something_is(
    gazetteer: Gazetteer,
) -> None:
    """Southland signed the agreement; people flee to Southland."""
    party = Party("south", "Government of Southland", aliases=("Southland",))
    finder = Finder(gazetteer, [agreement(parties=[party])])
    text = "Southland kept its word. The Government of Southland paid. They fled to Southland."
    assert [one.start for one in finder.find(source(text))] == [text.rindex("Southland")]


def test_far_small_places_are_listed_unplaced_where_the_words_say_place(find: Find) -> None:
    """Velden lies in another country: nothing says that it is meant."""
    (one,) = find("A meeting took place in Velden.")
    assert one.id is None
    assert [candidate.id for candidate in one.candidates] == ["geonames:19"]
    assert "lies in the territory" in one.reason


def test_far_capitals_and_countries_are_placed(find: Find) -> None:
    placed = {one.text: one.id for one in find("They left for Grand Haven in Southland.")}
    assert placed == {"Grand Haven": "geonames:9", "Southland": "geonames:2"}


def test_names_that_no_gazetteer_has_are_listed_where_they_stand_among_places(find: Find) -> None:
    found = find("Posts were filled in Ekkou [sic], Belmora, Kessing and Orrin.")
    assert [(one.text, one.id is not None) for one in found] == [
        ("Ekkou", False), ("Belmora", True), ("Kessing", True), ("Orrin", False),
    ]  # fmt: skip


def test_what_the_text_calls_a_village_is_one(find: Find) -> None:
    (one,) = find("Two houses burned in the village of Orrin Dell.")
    assert (one.text, one.id) == ("Orrin Dell", None)


def test_a_ministry_is_no_department_of_the_land(find: Find) -> None:
    assert texts(find, "The Department of Public Works paid.") == []


def test_half_of_a_longer_name_is_not_taken_for_it(find: Find) -> None:
    (one,) = find("Fighting went on in Belmora del Sol.")
    assert (one.text, one.id) == ("Belmora del Sol", None)


def test_another_place_called_after_one_is_not_that_one(find: Find) -> None:
    (one,) = find("They came from North Belmora.")
    assert (one.text, one.id) == ("North Belmora", None)
    assert [candidate.id for candidate in one.candidates] == ["geonames:10"]


def test_an_own_place_goes_before_all(find: Find) -> None:
    own = place("own-kesh", "Kesh", lat=50.7, lon=10.7)
    (one,) = find("It happened in Kesh.", agreement(places=[own]))
    assert (one.id, one.name, one.lat) == ("own-kesh", "Kesh", 50.7)


def test_an_own_region_is_found_in_small_letters_where_something_is(find: Find) -> None:
    """The three districts are a party that acts, and a region where things happen."""
    region = place("three", "the three districts", granularity="region", lat=50.4, lon=10.2)
    party = Party("three", "the representatives", aliases=("the three districts",))
    given = agreement(places=[region], parties=[party])
    text = "The three districts refused. Nobody starved in the three districts."
    (one,) = find(text, given)
    assert (one.start, one.id, one.granularity) == (text.rindex("the three"), "three", "region")


def test_an_own_south_is_meant_but_not_measured_from_a_bridge(find: Find) -> None:
    south = place("south", "the south of Hillmark", "the south", granularity="vague")
    text = "Fear rules in the south. Shots fell to the south of the bridge, by the south gate."
    (one,) = find(text, agreement(places=[south]))
    assert (one.text, one.start, one.id) == ("the south", text.index("the south"), "south")


def test_a_party_whose_name_is_two_words_is_a_place_where_something_comes_from(find: Find) -> None:
    party = Party("union", "the Vast Union", role="mediator")
    text = "The Vast Union wrote. Refugees came home from the Vast Union."
    (one,) = find(text, agreement(parties=[party]))
    assert (one.start, one.role) == (text.rindex("Vast Union"), "origin")


def test_a_footprint_gives_an_own_region_its_point(find: Find) -> None:
    ring = [[10.0, 50.0], [11.0, 50.0], [11.0, 51.0], [10.0, 51.0], [10.0, 50.0]]
    shape = {"type": "Polygon", "coordinates": [ring]}
    region = place("upper", "Upper Vale", granularity="region", footprint=shape)
    (one,) = find("In Upper Vale nobody voted.", agreement(places=[region]))
    assert (one.lat, one.lon) == pytest.approx((50.5, 10.5))


def test_capitals_of_organisations_are_no_towns(find: Find) -> None:
    assert texts(find, "The TARN and the OSCE met.") == []


def test_in_a_line_of_capitals_names_are_names(find: Find) -> None:
    assert texts(find, "THE SURRENDER OF BELMORA. THE WAR GOES ON.") == ["BELMORA"]


def test_initials_name_a_state_only_as_capitals(find: Find) -> None:
    assert texts(find, "Envoys came from the USSR.") == []
    assert texts(find, "Us it did not concern.") == []


def test_names_in_other_scripts_are_found_with_exact_offsets(find: Find) -> None:
    text = "😀 В г. Белмора и 在贝莫拉。"
    found = find(text)
    assert [text[one.start : one.end] for one in found] == ["Белмора", "贝莫拉"]
    assert {one.id for one in found} == {"geonames:10"}


def test_only_what_lies_within_is_given_but_the_rest_is_context(gazetteer: Gazetteer) -> None:
    """The alias stands in the catalogue's title; the letter uses it bare."""
    text = "Letter from Elmore [Belmora]\n\nThey were beaten in Elmore."
    finder = Finder(gazetteer, [agreement()])
    (one,) = finder.find(source(text), within=[Span(30, len(text))])
    assert (one.start, one.id) == (text.rindex("Elmore"), "geonames:10")


def test_spans_found_by_others_are_resolved(gazetteer: Gazetteer) -> None:
    text = "belmora and the Kessing district"
    finder = Finder(gazetteer, [agreement()])
    found = finder.find(source(text), mentions=[Span(12, 32), Span(0, 7)])
    assert [one.id for one in found] == ["geonames:10", "geonames:11"]


def test_the_fingerprint_follows_from_the_territory_and_the_names(gazetteer: Gazetteer) -> None:
    plain = Finder(gazetteer, [agreement()]).fingerprint
    again = Finder(gazetteer, [agreement()]).fingerprint
    wider = Finder(gazetteer, [agreement(Territory(countries=("XA",)))]).fingerprint
    named = Finder(gazetteer, [agreement(HILLMARK, places=[place("x", "Y")])]).fingerprint
    assert plain == again
    assert len({plain, wider, named}) == 3
