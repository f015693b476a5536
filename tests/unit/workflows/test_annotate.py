"""One door for what a text names: what it promises about mentions, and what it refuses."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import re

import pytest

import servanda
from servanda.agreements import parse_agreement
from servanda.domain.agreement import Agreement, Territory
from servanda.domain.mention import Mention, MentionedActor, MentionedPlace
from servanda.domain.place import Place, PlaceName
from servanda.domain.span import Span
from servanda.errors import ServandaError
from servanda.text.port import PlaceFinder
from servanda.workflows import keep_ready
from servanda.workflows.annotate import annotate_file

RIVER = """\
agreement: river
title: The River Protocol
signed: 2014-09-05
parties:
  union: The Union of the Plains
  front: {name: The Northern Front, aliases: [NF], members: [Ana Haro]}
  helper: {name: The Republic of Elsland, role: mediator}
provisions:
  ceasefire: {title: Ceasefire, labels: [point 1]}
  prisoners: {title: Release, labels: [point 5]}
  withdrawal:
    title: Withdrawal
    labels: [point 2]
    provisions:
      heavy: {title: Heavy arms, labels: ["2.1.10.2"]}
      light: {title: Light arms, labels: ["2.1.11.4"]}
"""
HILL = """\
agreement: hill
title: Hill Memorandum of Understanding (HMU-2)
signed: 2015-02-12
parties:
  union: The Union of the Plains
  valley: The Valley Council
provisions:
  roads: {title: Roads, labels: [Article 1, the road clause]}
  schools: {title: Schools, labels: [Article 10]}
"""
COMMON = {"start", "end", "text", "kind", "confidence", "reasons"}
OWN = {
    "place": {"name", "id", "lat", "lon", "granularity", "candidates"},
    "date": {"edtf", "earliest", "latest", "basis", "timex"},
    "reference": {"agreement", "provision", "label", "match"},
    "quantity": {"min", "max", "unit"},
    "actor": {"name", "party", "side"},
}


@pytest.fixture(scope="module")
def river() -> Agreement:
    return parse_agreement(RIVER, file="river.yaml")


@pytest.fixture(scope="module")
def hill() -> Agreement:
    return parse_agreement(HILL, file="hill.yaml")


@pytest.fixture
def annotate(gazetteer_cache):
    """`servanda.annotate` with the tests' gazetteer."""

    def call(text: str, **given) -> list[Mention]:
        return servanda.annotate(text, cache=gazetteer_cache, **given)

    return call


@pytest.fixture
def references(annotate):
    """(words, agreement, provision, match) of every reference in a text."""

    def call(text: str, agreement=None) -> list[tuple]:
        found = annotate(text, agreement=agreement, kinds=["references"])
        return [(one.text, one.agreement, one.provision, one.match) for one in found]

    return call


@pytest.fixture
def actors(annotate):
    """Words -> (name, party, side) of every actor in a text."""

    def call(text: str, agreement=None) -> dict[str, tuple]:
        found = annotate(text, agreement=agreement, kinds=["actors"])
        return {one.text: (one.name, one.party, one.side) for one in found}

    return call


ALL_KINDS = "On 3 May 2015 seventy people came to Berlin, as point 5 asks, said the Northern Front."

# ---------------------------------------------------------------- what a mention is


def test_every_kind_is_found_in_reading_order(annotate, river):
    found = annotate(ALL_KINDS, agreement=river)
    assert [one.kind for one in found] == ["date", "quantity", "place", "reference", "actor"]
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_a_mention_holds_the_fields_of_its_kind_and_no_others(annotate, river):
    for one in annotate(ALL_KINDS, agreement=river):
        assert set(one) == COMMON | OWN[one.kind]


def test_a_mention_reads_as_attributes_and_as_a_mapping(annotate, river):
    for one in annotate(ALL_KINDS, agreement=river):
        assert dict(one)["start"] == one["start"] == one.start
        assert one.get("no such field") is None
        assert len(one) == len(dict(one))
        assert "reasons" in one
        with pytest.raises(KeyError):
            one["no such field"]


def test_a_mention_as_a_mapping_is_plain_json(annotate, river):
    for one in annotate(ALL_KINDS, agreement=river):
        assert json.loads(json.dumps(dict(one))) == dict(one)


def test_candidates_are_values_as_an_attribute_and_dicts_in_the_mapping(annotate):
    found = annotate("They met in Springfield.", kinds=["places"])
    assert isinstance(found[0], MentionedPlace)
    if found[0].candidates:
        assert found[0]["candidates"][0]["id"] == found[0].candidates[0].id


def test_a_mention_cannot_be_changed(annotate):
    one = annotate("The police came.", kinds=["actors"])[0]
    with pytest.raises(AttributeError):
        one.start = 3  # type: ignore[misc]


def test_a_mention_can_be_hashed_copied_and_pickled(annotate, river):
    found = annotate(ALL_KINDS, agreement=river)
    assert len(set(found)) == len(found)
    assert copy.deepcopy(found) == found
    assert pickle.loads(pickle.dumps(found)) == found


def test_nothing_is_called_measured_that_is_not(annotate, river):
    assert {one.confidence for one in annotate(ALL_KINDS, agreement=river)} == {None}


def test_every_mention_says_why(annotate, river):
    assert all(one.reasons for one in annotate(ALL_KINDS, agreement=river))


def test_offsets_count_code_points_of_the_text_as_it_is(annotate, river):
    text = (
        "😀 Na\u0308he\r\n\r\nبرلين، 柏林。 The road to Berlin, "
        "the Northern Front said, is point 1.\r\n"
    )
    found = annotate(text, agreement=river)
    assert {one.text for one in found} >= {"Berlin", "Northern Front", "point 1"}
    assert all(text[one.start : one.end] == one.text for one in found)


def test_an_empty_text_names_nothing(annotate, river):
    assert annotate("") == annotate(" \n") == annotate("", agreement=river) == []


def test_only_the_kinds_asked_for_are_given(annotate, river):
    for kind in ("references", "places", "dates", "quantities", "actors"):
        found = annotate(ALL_KINDS, agreement=river, kinds=(kind,))
        assert {one.kind for one in found} == {{"quantities": "quantity"}.get(kind, kind[:-1])}
    assert annotate(ALL_KINDS, kinds=()) == []


def test_a_kind_asked_for_alone_is_found_as_among_all(annotate, river):
    together = annotate(ALL_KINDS, agreement=river)
    apart = [
        one
        for kind in ("references", "places", "dates", "quantities", "actors")
        for one in annotate(ALL_KINDS, agreement=river, kinds=[kind])
    ]
    assert sorted(apart, key=lambda one: one.start) == together


# ---------------------------------------------------------------- references


def test_a_part_is_the_provision_of_that_label(references, river):
    assert references("Point 5 was kept.", river) == [("Point 5", "river", "prisoners", "exact")]


def test_a_list_gives_one_mention_for_each_part(references, river):
    assert references("Points 1 and 5 were kept.", river) == [
        ("Points 1 and 5", "river", "ceasefire", "exact"),
        ("Points 1 and 5", "river", "prisoners", "exact"),
    ]


def test_of_several_agreements_each_reference_has_its_own(references, river, hill):
    text = "Point 1 of the River Protocol and Article 1 of the Hill Memorandum were kept."
    found = references(text, [river, hill])
    assert ("Point 1", "river", "ceasefire", "exact") in found
    assert ("Article 1", "hill", "roads", "exact") in found


def test_what_follows_belongs_to_the_agreement_last_spoken_of(references, river, hill):
    text = "The River Protocol was signed first. Point 1 of it was kept. Point 5 was not."
    assert ("Point 5", "river", "prisoners", "exact") in references(text, [hill, river])


def test_the_memorandum_is_the_one_that_is_a_memorandum(references, river, hill):
    text = "The River Protocol failed. Article 10 of the Memorandum was kept."
    assert ("Article 10", "hill", "schools", "exact") in references(text, [river, hill])


def test_an_acronym_in_a_title_names_the_agreement(references, river, hill):
    text = "After the River Protocol, Article 1 of the HMU-2 was kept."
    assert ("Article 1", "hill", "roads", "exact") in references(text, [river, hill])


def test_a_part_of_what_the_agreement_lacks_is_not_its_part(references, hill):
    assert references("Section 10 of Article 16 was kept.", hill) == [
        ("Section 10 of Article 16", "hill", None, "unresolved")
    ]


def test_another_documents_parts_are_nobodys(references, river):
    found = references("Article 5 of the Constitution and point 1 of the agenda hold.", river)
    assert {one[1:] for one in found} == {(None, None, "unresolved")}


def test_numbered_lists_are_no_references(references, river):
    assert references("Fruit:\n\n1. Apples\n2. Pears\n(5) Plums\n", river) == []


def test_a_label_that_the_agreement_lacks_stays_unresolved(references, river):
    assert references("Point 77 of the River Protocol is new.", river)[0] == (
        "Point 77", "river", None, "unresolved",
    )  # fmt: skip


def test_a_misread_number_is_near_and_says_so(annotate, river):
    """A scan turned 2.1.10.2 into 2.0.10.0; only one label of the agreement has that shape."""
    (one,) = annotate("Article 2.0.10.0 was broken.", agreement=river, kinds=["references"])
    assert (one["provision"], one["match"]) == ("heavy", "near")
    assert "2.1.10.2" in one.reasons[0]


def test_signs_that_print_like_digits_are_near_never_exact(references, hill):
    assert references("Article 1O was broken.", hill) == [("Article 1O", "hill", "schools", "near")]


def test_what_several_labels_may_have_been_is_not_chosen(references):
    agreement = parse_agreement(
        RIVER.replace('["2.1.11.4"]', '["2.1.10.3"]').replace("    labels: [point 2]\n", ""),
        file="river.yaml",
    )
    found = references("Article 2.0.10.0 was broken.", agreement)
    assert found == [("Article 2.0.10.0", "river", "withdrawal", "near")]


def test_this_point_goes_back_to_the_one_named_before(references, river):
    found = references("Point 5 was broken. Nobody spoke of this point.", river)
    assert found[1] == ("this point", "river", "prisoners", "exact")


def test_this_point_does_not_go_back_past_an_unknown_one(references, river):
    found = references("Point 5 was broken. Point 77 was kept. This point is new.", river)
    assert found[2] == ("This point", None, None, "unresolved")


def test_a_label_in_words_is_found(references, hill):
    assert references("The road clause was kept.", hill)[0][1:] == ("hill", "roads", "exact")


def test_without_an_agreement_references_are_found_and_unresolved(references):
    assert references("Article 5 was kept.") == [("Article 5", None, None, "unresolved")]


# ---------------------------------------------------------------- actors


def test_a_partys_names_aliases_and_people_are_the_party(actors, river):
    found = actors("The Northern Front and NF, said Ana Haro, left.", river)
    assert found["Northern Front"] == ("The Northern Front", "front", "front")
    assert found["NF"] == ("The Northern Front", "front", "front")
    assert found["Ana Haro"] == ("Ana Haro", "front", "front")


def test_a_surname_with_a_title_is_the_one_who_speaks_for_the_party(actors, river):
    assert actors("Ms Haro left.", river)["Ms Haro"] == ("Ana Haro", "front", "front")


def test_organs_with_a_partys_name_are_the_partys(actors, river):
    found = actors("NF fighters met soldiers of the Union of the Plains.", river)
    assert found["NF fighters"][1] == "front"
    assert found["soldiers of the Union of the Plains"][1] == "union"


def test_the_front_is_short_for_the_one_front(actors, river):
    assert actors("Then the Front withdrew.", river)["Front"][1] == "front"


def test_another_front_is_not_the_partys(actors, river):
    assert actors("The Southern Front withdrew.", river)["Southern Front"][1] is None


def test_a_proper_name_that_shares_a_word_with_a_partys_is_anothers(actors):
    agreement = parse_agreement(
        RIVER.replace("The Union of the Plains", "The Arvenian Government"), file="river.yaml"
    )
    found = actors("Arvenian troops fought the Arvenian Liberation Front.", agreement)
    assert found["Arvenian troops"][1] == "union"
    assert found["Arvenian Liberation Front"][1] is None


def test_a_state_is_the_party_whose_names_speak_of_it(actors):
    agreement = parse_agreement(
        RIVER.replace("The Union of the Plains", "The Philippine Government"), file="river.yaml"
    )
    found = actors("Talks with the Philippines failed; Malaysia refused.", agreement)
    assert found["Philippines"][1] == "union"
    assert found["Malaysia"][1] is None


def test_a_mediators_side_is_mediator(actors, river):
    assert actors("The Republic of Elsland asked for more.", river)["Republic of Elsland"] == (
        "The Republic of Elsland", "helper", "mediator",
    )  # fmt: skip


def test_press_and_observers_have_a_side_of_their_own(actors):
    found = actors("Journalists and ceasefire monitors came; the mediators left. Rebels stayed.")
    assert {words: one[2] for words, one in found.items()} == {
        "Journalists": "press", "ceasefire monitors": "observer", "mediators": "mediator",
        "Rebels": "unknown",
    }  # fmt: skip


def test_parties_of_one_key_in_two_agreements_share_their_names(actors, river, hill):
    other = parse_agreement(
        HILL.replace(
            "union: The Union", "union: {name: The Plainsmen, aliases: [The Union"
        ).replace("of the Plains\n  valley", "of the Plains]}\n  valley"),
        file="hill.yaml",
    )
    found = actors("The Plainsmen met the Union of the Plains.", [river, other])
    assert {one[1] for one in found.values()} == {"union"}


# ---------------------------------------------------------------- places and dates


def test_given_spans_are_resolved_instead_of_found(annotate):
    text = "From Paris to Berlin, from Rome to Oslo."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Berlin", "Rome")]
    found = annotate(text, spans=spans, kinds=["places"])
    assert [one.text for one in found] == ["Berlin", "Rome"]
    assert all(one["lat"] is not None for one in found)


def test_a_given_span_that_is_no_known_place_stays_unplaced(annotate):
    (one,) = annotate("In Xqzzyk.", spans=[(3, 9)], kinds=["places"])
    assert (one.text, one["id"], one["lat"], one["lon"]) == ("Xqzzyk", None, None, None)


def test_the_territory_decides_between_places_of_one_name(annotate):
    text = "The road to Birmingham was closed."
    british = annotate(text, territory="GB", kinds=["places"])[0]
    american = annotate(text, territory=["US.AL"], kinds=["places"])[0]
    assert british["lat"] > 50
    assert american["lat"] < 40


def test_a_territory_is_named_by_word_code_or_value(annotate):
    text = "The road to Birmingham was closed."
    said = ["United Kingdom", "GB", "GBR", ["GB"], Territory(countries=("GB",))]
    found = [annotate(text, territory=one, kinds=["places"]) for one in said]
    assert all(one == found[0] for one in found)


def test_a_given_territory_stands_in_for_the_agreements_and_keeps_its_gazetteer(annotate):
    own = Place(id="own", names=(PlaceName("Orrinmouth"),), lat=1.0, lon=2.0)
    agreement = Agreement("a", "A", territory=Territory(countries=("US",), places=(own,)))
    text = "From Orrinmouth to Birmingham."
    found = annotate(text, agreement=agreement, territory="GB", kinds=["places"])
    assert [one["id"] for one in found if one.text == "Orrinmouth"] == ["own"]
    assert next(one for one in found if one.text == "Birmingham")["lat"] > 50


@pytest.mark.parametrize(
    "date",
    ["1947-07-12", "12 July 1947", datetime.date(1947, 7, 12), datetime.datetime(1947, 7, 12)],
)
def test_yearless_dates_count_from_the_texts_own(annotate, date):
    (one,) = annotate("It was closed on 25 February.", date=date, kinds=["dates"])
    assert (one["edtf"], one["timex"]) == ("1947-02-25?", "1947-02-25")


def test_dates_of_another_language_are_read_in_it(annotate):
    text = "Depuis le mois dernier, le gouvernement de la ville a fait ce que les parties ont dit."
    found = annotate(text, date="1947-06-15", kinds=["dates"])
    assert [one["edtf"] for one in found] == ["1947-05/.."]


def test_counts_are_not_read_in_a_language_without_words_for_them(annotate):
    text = (
        "Le 3 mai, le gouvernement de la ville a fait ce que les 30 parties ont dit dans la paix."
    )
    assert annotate(text, kinds=["quantities"]) == []


# ---------------------------------------------------------------- loading is paid once


def test_the_same_agreements_are_made_ready_once(annotate, river, monkeypatch, gazetteer_cache):
    annotate("Point 5.", agreement=river)

    def again(*_given, **_named) -> PlaceFinder:
        raise AssertionError("the gazetteer was opened again")

    monkeypatch.setattr(keep_ready, "open_finder", again)
    equal = parse_agreement(RIVER, file="another.yaml")
    assert annotate("Point 5 in Berlin.", agreement=equal)


def test_a_path_is_read_once_until_the_file_changes(annotate, tmp_path, monkeypatch):
    file = tmp_path / "river.yaml"
    file.write_text(RIVER)
    assert annotate("Point 5.", agreement=file)[0]["provision"] == "prisoners"
    file.write_text(RIVER.replace("prisoners:", "captives:"))
    assert annotate("Point 5.", agreement=str(file))[0]["provision"] == "captives"
    monkeypatch.setattr(keep_ready, "load_agreement", None)
    assert annotate("Point 5.", agreement=[file])[0]["provision"] == "captives"


# ---------------------------------------------------------------- what it refuses


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kinds": ["planets"]}, "there is no kind 'planets'"),
        ({"date": "the other day"}, "date='the other day' is no date"),
        ({"date": 1947}, "date=1947 is no date"),
        ({"spans": [(0, 99)]}, "is no stretch of this text"),
        ({"spans": [(2, 2)]}, "is no stretch of this text"),
        ({"spans": [3]}, "is no stretch of this text"),
        ({"territory": "Nowhereland"}, "'Nowhereland' is no country"),
        ({"territory": "GB.XYZ"}, "no division 'GB.XYZ'"),
        ({"territory": []}, "names nothing"),
        ({"agreement": "no-such-file.yaml"}, "no-such-file.yaml cannot be opened"),
        ({"agreement": 5}, "5 is no agreement"),
        ({"agreement": [RIVER[:10]]}, "cannot be opened"),
    ],
)
def test_what_cannot_be_understood_is_told_with_what_to_do(annotate, given, said):
    with pytest.raises(ServandaError, match=re.escape(said)):
        annotate("In Paris.", **given)


def test_one_agreement_given_twice_is_refused(annotate, river):
    with pytest.raises(ServandaError, match="given twice"):
        annotate("Point 5.", agreement=[river, river])


def test_bytes_are_no_text(annotate):
    with pytest.raises(ServandaError, match="reads a str, not bytes"):
        annotate(b"Point 5.")


# ---------------------------------------------------------------- files


def test_a_file_is_annotated_in_its_authors_words(tmp_path, gazetteer_cache, letter_path):
    source, found = annotate_file(letter_path, cache=gazetteer_cache)
    author = [Span(one.start, one.end) for one in source.layers if one.layer == "author"]
    assert found
    assert all(any(span.start <= one.start < span.end for span in author) for one in found)
    _, everything = annotate_file(letter_path, all_layers=True, cache=gazetteer_cache)
    assert len(everything) > len(found)


def test_a_file_without_text_is_told(tmp_path, gazetteer_cache):
    file = tmp_path / "empty.txt"
    file.write_bytes(b"")
    with pytest.raises(ServandaError, match="nothing to annotate"):
        annotate_file(file, cache=gazetteer_cache)


def test_actor_mentions_are_values_of_their_own_kind(annotate):
    assert isinstance(annotate("The police came.", kinds=["actors"])[0], MentionedActor)
