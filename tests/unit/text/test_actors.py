"""Who is named in a text, by general rules of English."""

from __future__ import annotations

import pytest

from servanda.text.actors import find_actors


def words(text: str) -> list[str]:
    return [one.text for one in find_actors(text)]


def names(text: str) -> dict[str, str]:
    return {one.text: one.name for one in find_actors(text)}


def sorts(text: str) -> dict[str, str]:
    return {one.text: one.sort for one in find_actors(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("the Ministry of Defence refused", ["Ministry of Defence"]),
        ("the Ministry of Foreign Affairs and Trade", ["Ministry of Foreign Affairs and Trade"]),
        ("the Government of Elsland paid", ["Government of Elsland"]),
        ("the police came", ["police"]),
        ("rebels came", ["rebels"]),
        ("the Union forces withdrew", ["Union forces"]),
        ("the Agency for Aid and Trade in Asia met", ["Agency for Aid and Trade in Asia"]),
        ("senior Chinese authorities", ["senior Chinese authorities"]),
        ("rebels of the Northern Front", ["rebels of the Northern Front"]),
        ("the armed group Haro", ["armed group Haro"]),
        ("the provisional council met", ["provisional council"]),
        ("a human rights group protested", ["human rights group"]),
        ("Russian-backed separatists", ["Russian-backed separatists"]),
        ("Israel's new government", ["Israel's new government"]),
        ("Algerian landowners", ["Algerian landowners"]),
    ],
)  # fmt: skip
def test_bodies_and_groups_are_found_with_what_describes_them(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gen. Lee came", ["Gen. Lee"]),
        ("Mr. Smith and Mrs. Roe came", ["Mr. Smith", "Mrs. Roe"]),
        ("President Ana Roe came", ["President Ana Roe"]),
        ("French Foreign Minister Luc Moreau came", ["French Foreign Minister Luc Moreau"]),
        ("King Hassan of Morocco came", ["King Hassan of Morocco"]),
        ("Prime Minister Omar al-Haro came", ["Prime Minister Omar al-Haro"]),
        ("Sheikh Ali bin Omar al-Haro came", ["Sheikh Ali bin Omar al-Haro"]),
        ("the prime minister came", ["prime minister"]),
        ("a spokesman came", ["spokesman"]),
        ("Maria Roe came", ["Maria Roe"]),
        ("Haro said so", ["Haro"]),
        ("Haro has again rejected it", ["Haro"]),
        ("so said Haro", ["Haro"]),
        ("Haro, who had fled, came", ["Haro"]),
        ("in Haro's speech", ["Haro's"]),
    ],
)
def test_persons_and_offices_are_found(text, found):
    assert [one.removesuffix("'s") for one in words(text)] == [
        one.removesuffix("'s") for one in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a government", "military exercises", "press conference", "a terrorist attack", "DNA", "IV",
        "the road was closed", "On Monday it rained", "The Agreement", "in Paris", "RA 1159",
        "Executive Order 79", "the Camps Plan", "IV. Release", "it forces nobody", "Spring came",
        "Yesterday it rained", "", "12 34", "THE END OF IT",
    ],
)  # fmt: skip
def test_what_is_nobody_is_not_found(text):
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Turkey refused.", True),
        ("Talks with Turkey failed.", True),
        ("They agreed with Turkey.", True),
        ("In Turkey it rained.", False),
        ("They returned to Turkey.", False),
        ("They gave a note to Turkey.", True),
        ("Northern Turkey was quiet.", False),
        ("Turkey's capital was quiet.", False),
        ("Turkey's refusal was told.", True),
        ("They lived in Syria and Turkey.", False),
        ("Syria and Turkey agreed.", True),
        ("It happened in Haro, Turkey.", False),
    ],
)
def test_a_state_acts_where_its_land_is_not_meant(text, acts):
    assert ("Turkey" in [one.removesuffix("'s") for one in words(text)]) is acts


def test_a_capital_speaks_for_its_government_only_when_it_speaks():
    assert words("Ankara said so.") == ["Ankara"]
    assert words("Ankara was quiet.") == []


def test_two_who_share_a_noun_are_both_found():
    found = names("Hungarian, Czech and Romanian officials met.")
    assert found == {
        "Hungarian": "Hungarian officials",
        "Czech": "Czech officials",
        "Romanian officials": "Romanian officials",
    }


def test_a_short_form_in_brackets_is_no_second_mention_and_means_the_long_one_later():
    text = "The Northern Council (NC) met. Then NC refused."
    assert words(text) == ["Northern Council", "NC"]
    assert names(text)["NC"] == "Northern Council"


def test_an_acronym_is_of_the_sort_of_what_it_shortens():
    text = "The Joint Monitoring Team (JMT) came. Then JMT left."
    assert sorts(text) == {"Joint Monitoring Team": "observer", "JMT": "observer"}


def test_initials_in_brackets_make_a_name_of_the_words_before():
    text = "World Relief and Aid Fund (WRAF) trucks came; WRAF is late."
    assert names(text)["WRAF"] == "World Relief and Aid Fund"


def test_an_acronym_of_a_document_is_nobody():
    text = "Under the Memorandum of Understanding (MOU) it was kept; the MOU was clear."
    assert words(text) == []


def test_a_surname_alone_is_its_bearer_once_the_full_name_was_told():
    text = "President Ana Roe came. It was Roe whom they had asked."
    assert names(text) == {"President Ana Roe": "Ana Roe", "Roe": "Ana Roe"}


def test_an_unknown_name_that_nothing_explains_is_nobody():
    assert words("It was Roe whom they had asked.") == []


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("the police", "state"), ("rebels", "force"), ("the council", "body"),
        ("journalists", "press"), ("ceasefire monitors", "observer"), ("mediators", "mediator"),
        ("the president", "office"), ("refugees", "people"), ("Gen. Lee", "person"),
        ("Kurds", "people"), ("the United Nations", "body"), ("Reuters", "press"),
    ],
)  # fmt: skip
def test_everybody_is_of_a_sort(text, sort):
    assert set(sorts(f"{text} came.").values()) == {sort}


def test_us_is_a_state_and_us_is_not():
    assert words("The US came.") == ["US"]
    assert words("They told us.") == []


def test_capitals_in_a_heading_make_no_acronyms():
    assert words("RELEASE OF ALL WHO ARE HELD") == []
    assert words("DUTIES OF THE MINISTRY OF DEFENCE") == ["MINISTRY OF DEFENCE"]


def test_a_speakers_label_is_no_acronym():
    assert words("QUESTION: What happened?") == []


def test_names_do_not_run_over_a_sentence_or_a_comma():
    assert words("It was left to Haro. Rebels came.") == ["Rebels"]
    assert words("In the end, rebels, soldiers and the police came.") == [
        "rebels", "soldiers", "police",
    ]  # fmt: skip


def test_a_name_may_be_broken_over_a_line():
    text = "the Ministry of\r\nDefence came"
    assert words(text) == ["Ministry of\r\nDefence"]
    assert names(text) == {"Ministry of\r\nDefence": "Ministry of Defence"}


def test_accents_of_their_own_do_not_break_a_name():
    text = "Gen. Jose\u0301 Pe\u0301rez came"
    assert words(text) == ["Gen. Jose\u0301 Pe\u0301rez"]


def test_every_actor_says_why():
    assert all(one.reason.endswith(".") for one in find_actors("The police met Gen. Lee."))


@pytest.mark.parametrize(
    ("text", "words", "sort"),
    [
        ("One strike destroyed an NDF-held tank.", "NDF", "body"),
        ("They drove through rebel-held villages.", "rebel", "force"),
        ("Government-held areas were shelled.", "Government", "state"),
        ("The French-led talks failed.", "French", "state"),
    ],
)
def test_who_holds_or_leads_is_named_by_the_word_for_it(text, words, sort):
    assert (words, sort) in [(one.text, one.sort) for one in find_actors(text)]


def test_a_word_that_only_opens_its_sentence_holds_nothing():
    assert find_actors("Well-armed crews left. Locally-led work went on.") == []


def test_an_office_beside_a_name_makes_it_a_persons():
    """Two capitalised words alone might be a place."""
    found = {one.text: one.sort for one in find_actors("The commander, Aru Denn, left.")}
    assert found["Aru Denn"] == "person"
    text = "Aru Denn, the district's leading activist, left."
    assert {one.text: one.sort for one in find_actors(text)}["Aru Denn"] == "person"
    assert find_actors("Haro Fields, a village in the north, burnt.") == []


def test_a_state_after_a_clause_is_a_state_that_acts():
    text = "As a long-time Ally, the United States remains ready."
    assert [one.text for one in find_actors(text)] == ["United States"]
