"""The agreement file: what a person types, and what is said when it cannot be understood."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.agreements import load_agreement, parse_agreement
from servanda.domain.agreement import Due, Label, Party, Relation, Wording
from servanda.domain.place import PartOf, Place, PlaceName
from servanda.errors import AgreementError

WHOLE = """\
agreement: valley-accord
title: Accord on the valley
aliases: the Valley Accord
signed: 2020-11-01
parties:
  council: the mountain council
  ministry:
    name: the ministry
    aliases: [the Government, the ministry's forces]
  envoy:
    name: the regional envoy
    role: mediator
territory:
  name: the valley
  countries: CH
  box: [7, 46, 8.5, 47]
  places:
    valley:
      names: the valley
      granularity: region
      footprint: {type: Polygon, coordinates: [[[7, 46], [8, 46], [8, 47], [7, 46]]]}
    upper-town:
      names:
        - Upper Town
        - {text: Oberstadt, language: de, side: council, since: 1900, source: a gazetteer}
      lat: 46.5
      lon: 7.25
      part_of: {place: valley, since: 1920, source: a law}
      source: a survey
provisions:
  roads: The northern road is kept open
  prisoners:
    title: Release of prisoners
    labels:
      - Article 2
      - {text: the second point, document: a letter}
    wordings:
      - The Parties shall release all prisoners.
      - {text: Gefangene kommen frei, kind: translation, by: the council, language: de}
    obligors: [council, ministry]
    places: upper-town
    due:
      - 2020-12-01
      - 10 days after the signing
      - {text: in spring, date: 2021-21}
    themes: prisoner release
    relations:
      - implements: peace-plan/point-6
    references: roads
    provisions:
      sick-first:
"""


def test_what_a_person_types_becomes_an_agreement():
    agreement = parse_agreement(WHOLE, file="a.yaml")
    assert agreement.signed == ("2020-11-01",)
    assert agreement.aliases == ("the Valley Accord",)
    assert agreement.parties == (
        Party("council", "the mountain council"),
        Party("ministry", "the ministry", ("the Government", "the ministry's forces")),
        Party("envoy", "the regional envoy", role="mediator"),
    )
    assert [one.key for one in agreement.walk()] == ["roads", "prisoners", "sick-first"]
    prisoners = agreement.provision("prisoners")
    assert prisoners is not None
    assert prisoners.labels == (Label("Article 2"), Label("the second point", "a letter"))
    assert prisoners.wordings == (
        Wording("The Parties shall release all prisoners.", "verbatim", "Accord on the valley"),
        Wording("Gefangene kommen frei", "translation", "the council", "de"),
    )
    assert prisoners.due == (
        Due("2020-12-01", edtf="2020-12-01"),
        Due("10 days after the signing", days=10, after="the signing"),
        Due("in spring", edtf="2021-21"),
    )
    assert prisoners.themes == ("Prisoner Release",)
    assert prisoners.relations == (Relation("implements", "peace-plan", "point-6"),)
    assert agreement.territory.box == (7, 46, 8.5, 47)
    assert agreement.territory.places[1] == Place(
        "upper-town",
        (
            PlaceName("Upper Town"),
            PlaceName("Oberstadt", "de", "council", "1900", None, "a gazetteer"),
        ),
        lat=46.5,
        lon=7.25,
        part_of=(PartOf("valley", "1920", None, "a law"),),
        source="a survey",
    )


def test_words_stay_as_typed_where_yaml_would_guess():
    """A party called "no", a label 1.10, a date without quotation marks."""
    agreement = parse_agreement(
        "agreement: a\ntitle: 1946\nparties:\n  no: Norway\nprovisions:\n  x:\n    labels: 1.10\n",
        file="a.yaml",
    )
    assert agreement.title == "1946"
    assert agreement.parties[0].key == "no"
    assert agreement.provisions[0].labels == (Label("1.10"),)


def test_a_pasted_feature_collection_is_a_footprint():
    text = (
        "agreement: a\ntitle: b\nterritory:\n  footprint: "
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"a": 1}, '
        '"geometry": {"type": "Point", "coordinates": [8, 47]}}]}\n'
    )
    assert parse_agreement(text, file="a").territory.footprint == {
        "type": "GeometryCollection",
        "geometries": [{"type": "Point", "coordinates": [8.0, 47.0]}],
    }


HEAD = "agreement: a\ntitle: b\n"
WRONG = {
    "unknown field": (HEAD + "partys:\n  x: y\n", 3, "'partys'", "did you mean 'parties'"),
    "wrong type": (HEAD + "signed:\n  - [1946]\n", 4, "a list for 'signed'", "a date such as"),
    "a text for parties": (HEAD + "parties: the council\n", 3, "'the council'", "name: value"),
    "provision twice": (
        HEAD + "provisions:\n  x:\n    provisions:\n      y:\n  y:\n",
        7,
        "'y' stands twice, first in line 6",
        "each key once",
    ),
    "name twice": (HEAD + "title: c\n", 3, "'title' stands twice", "each name once"),
    "unknown obligor": (
        HEAD + "parties:\n  council: C\nprovisions:\n  x:\n    obligors: counsil\n",
        7,
        "'counsil'",
        "did you mean 'council'",
    ),
    "bad day": (HEAD + "signed: 1946-02-30\n", 3, "'1946-02-30'", "a date such as"),
    "words for a date": (HEAD + "signed: 2 January 1946\n", 3, "'2 January 1946'", "1947-07-12"),
    "bad latitude": (
        HEAD + "territory:\n  places:\n    x:\n      lat: 95\n      lon: 10\n",
        6,
        "'95' for lat",
        "from -90 to 90",
    ),
    "half a position": (
        HEAD + "territory:\n  places:\n    x:\n      lat: 5\n",
        5,
        "lat and lon",
        "both",
    ),
    "bad footprint": (
        HEAD + "territory:\n  footprint: {type: Polygon, coordinates: [[7, 46]]}\n",
        4,
        "'7' among the footprint",
        "lists of",
    ),
    "unknown theme": (
        HEAD + "provisions:\n  x:\n    themes: Prison Release\n",
        5,
        "'Prison Release'",
        "did you mean 'Prisoner Release'",
    ),
    "itself": (
        HEAD + "provisions:\n  x:\n    relations:\n      - repeats: a/x\n",
        6,
        "'x' repeats itself",
        "another provision",
    ),
    "unknown relation": (
        HEAD + "provisions:\n  point-1:\n    relations:\n      - repeats: a/point-2\n",
        4,
        "no provision of this file",
        "the key of a provision",
    ),
    "part of nothing": (
        HEAD + "territory:\n  places:\n    town:\n      part_of: valey\n    valley:\n",
        6,
        "did you mean 'valley'",
        "under `places:`",
    ),
    "no key": ("title: b\n", 1, "without 'agreement'", "a-short-key"),
    "no title": ("agreement: a\n", 1, "without 'title'", "title"),
    "a key with a slash": ("agreement: a/b\ntitle: c\n", 1, "'a/b'", "letters a-z"),
    "a party named press": (HEAD + "parties:\n  press: P\n", 4, "'press'", "another key"),
    "no yaml": (HEAD + "aliases: [a\nparties: b\n", 4, "not YAML", "Expected"),
    "a colon in text": (HEAD + "language: a: b\n", 3, "not YAML", "quotation marks"),
    "a tab": (HEAD + "parties:\n\tx: y\n", 4, "tab", "spaces"),
    "a control character": (HEAD + "language: \x01\n", 3, "'\\x01'", "without control characters"),
    "a tag": (HEAD + "language: !!python/object:os.system x\n", 3, "tag", "plain values"),
    "two documents": (HEAD + "---\nagreement: c\n", 3, "second document", "one agreement"),
    "a list": ("- a\n- b\n", 1, "a list", "name: value"),
    "reported by nobody": (
        HEAD + "provisions:\n  x:\n    wordings: {text: y, kind: reported}\n",
        5,
        "does not say by whom",
        "by: ...",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_an_error_names_the_line_what_was_seen_and_what_was_expected(what: str):
    text, line, seen, expected = WRONG[what]
    with pytest.raises(AgreementError) as caught:
        parse_agreement(text, file="a.yaml")
    message = str(caught.value)
    assert message.startswith(f"a.yaml, line {line}: "), message
    assert seen in message
    assert expected in message


@pytest.mark.parametrize("text", ["", "  \n\n", "# only a remark\n", "~\n"])
def test_an_empty_file_says_so(text: str):
    with pytest.raises(AgreementError, match="the file is empty"):
        parse_agreement(text, file="a.yaml")


def test_an_alias_bomb_is_refused_at_its_first_anchor():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{after}: &{after} [*{one}, *{one}]\n"
        for one, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(AgreementError, match="line 1: an anchor or alias"):
        parse_agreement(bomb, file="a.yaml")


def test_deep_and_huge_files_are_refused_within_bounds():
    with pytest.raises(AgreementError, match="more than 64 deep"):
        parse_agreement("a: " + "[" * 100_000, file="a.yaml")
    with pytest.raises(AgreementError, match="characters"):
        parse_agreement("a: b\n" * 1_000_000, file="a.yaml")


def test_files_that_are_no_text_are_refused(tmp_path: Path):
    binary = tmp_path / "binary.yaml"
    binary.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(AgreementError, match="no text file"):
        load_agreement(binary)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("agreement: a\ntitle: Übereinkunft\n".encode("latin-1"))
    with pytest.raises(AgreementError, match=r"line 2: the file is not UTF-8"):
        load_agreement(latin)
    with pytest.raises(AgreementError, match="cannot be opened"):
        load_agreement(tmp_path / "none.yaml")
    with pytest.raises(AgreementError, match="cannot be opened"):
        load_agreement(tmp_path)


def test_a_byte_order_mark_is_no_part_of_the_file(tmp_path: Path):
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfagreement: a\ntitle: b\n")
    assert load_agreement(file).key == "a"


def test_events_orders_tags_and_weights_are_read(tmp_path):
    """What deadlines count from, what comes first, and what counts how much."""
    agreement = parse_agreement(
        """\
agreement: valley
title: The valley accord
events:
  the approval: 2021-03-01
  the first census: {date: 2021-09, source: Gazette 12}
provisions:
  lists: {title: Lists, weight: 2.5}
  votes: {title: Votes, after: lists, tags: [gender, youth], due: 10 days after the approval}
""",
        file="valley.yaml",
    )
    assert [(one.name, one.date, one.source) for one in agreement.events] == [
        ("the approval", "2021-03-01", ""),
        ("the first census", "2021-09", "Gazette 12"),
    ]
    lists, votes = agreement.provisions
    assert (lists.weight, votes.weight) == (2.5, 1.0)
    assert (votes.after, votes.tags) == (("lists",), ("gender", "youth"))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("  lists: {after: votes}", "comes after 'votes'"),
        ("  lists: {after: lists}", "comes after 'lists'"),
        ("  lists: {weight: heavy}", "'heavy' for 'weight'"),
        ("  lists: {weight: -1}", "a number from 0"),
    ],
)
def test_orders_and_weights_that_make_no_sense_are_refused(line, says):
    text = f"agreement: valley\ntitle: V\nprovisions:\n{line}\n"
    with pytest.raises(AgreementError, match=says):
        parse_agreement(text, file="valley.yaml")


def test_an_event_without_a_date_is_refused():
    text = "agreement: valley\ntitle: V\nevents:\n  the approval: soon\n"
    with pytest.raises(AgreementError, match="'soon' as the date"):
        parse_agreement(text, file="valley.yaml")
