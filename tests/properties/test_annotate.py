"""Laws of annotating, for any text."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servanda
from servanda.agreements import parse_agreement
from servanda.text.actors import find_actors
from servanda.text.near import near_labels, repair

AGREEMENT = parse_agreement(
    """\
agreement: river
title: The River Protocol
signed: 2014-09-05
parties:
  union: The Union of the Plains
  front: {name: The Northern Front, aliases: [NF], members: [Ana Haro]}
provisions:
  one: {title: One, labels: [point 1, the road clause]}
  deep: {title: Deep, labels: ["2.1.10.2"]}
""",
    file="river.yaml",
)
PIECES = st.sampled_from(
    [
        "Point 1", "article 2.0.10.0", "Article 1O", "the road clause", "points 1 and 5", "of",
        "the", "River Protocol", "Constitution", "Northern Front", "NF", "Ana Haro", "Ms Haro",
        "General", "Ministry of", "rebels", "the police", "Syrian", "and", "Iraqi forces", "said",
        "U.S.", "(", ")", "(NF)", "Berlin", "Be\u0301rlin", "柏林", "حكومة", "برلين", "3 May 1947",
        "yesterday", "thirty men", "\r\n", "\n\n", "\u00ad", "\u200d", "\u0301", "😀", "👩\u200d👧",
        "’s", "'s", ", ", ". ", "-", "İ", "ﬁ", "ß", "\x00", "O.1.l", "1.", "10.1O.l0", "President",
        "al-", "bin", "de", "A", "IV", "THE ARMY", "[Kuche]",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=14).map("".join),
    st.text(max_size=80),
)
LABELS = st.lists(st.integers(0, 30).map(str), min_size=1, max_size=5).map(".".join)
common = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def cache(gazetteer_cache):
    return gazetteer_cache


@common
@given(text=TEXTS, loaded=st.booleans())
def test_a_mentions_words_stand_where_it_says(cache, text, loaded):
    agreement = AGREEMENT if loaded else None
    for one in servanda.annotate(text, agreement=agreement, date="1947-07-12", cache=cache):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text


@common
@given(text=TEXTS)
def test_mentions_come_in_reading_order_and_as_plain_json(cache, text):
    found = servanda.annotate(text, agreement=AGREEMENT, cache=cache)
    for one, following in pairwise(found):
        assert (one.start, -one.end) <= (following.start, -following.end)
    for one in found:
        assert json.loads(json.dumps(dict(one))) == dict(one)


@common
@given(text=TEXTS)
def test_the_same_text_gives_the_same_mentions(cache, text):
    first = servanda.annotate(text, agreement=AGREEMENT, cache=cache)
    assert servanda.annotate(text, agreement=AGREEMENT, cache=cache) == first


@common
@given(text=TEXTS)
def test_mentions_of_actors_and_of_places_do_not_overlap_their_like(cache, text):
    found = servanda.annotate(text, agreement=AGREEMENT, kinds=["actors"], cache=cache)
    assert all(one.end <= following.start for one, following in pairwise(found))


@common
@given(text=TEXTS)
def test_only_what_the_agreement_has_is_given_as_its_own(cache, text):
    keys = {one.key for one in AGREEMENT.walk()}
    parties = {one.key for one in AGREEMENT.parties}
    for one in servanda.annotate(text, agreement=AGREEMENT, cache=cache):
        if one.kind == "reference":
            assert one["provision"] in keys | {None}
            assert one["agreement"] in {"river", None}
            assert one["match"] in {"exact", "near", "unresolved"}
            assert one["match"] != "near" or one["provision"] is not None
        if one.kind == "actor":
            assert one["party"] in parties | {None}
            assert one["side"] in parties | {"mediator", "observer", "press", "unknown"}


@common
@given(text=TEXTS, data=st.data())
def test_given_spans_give_one_place_each(cache, text, data):
    if not text:
        return
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=4))
    some = [(min(one), max(one)) for one in pairs if one[0] != one[1]]
    found = servanda.annotate(text, spans=some, kinds=["places"], cache=cache)
    said = [(one.start, one.end) for one in found]
    assert said == sorted(some, key=lambda one: (one[0], -one[1]))
    assert all(text[one.start : one.end] == one.text for one in found)


@common
@given(text=TEXTS)
def test_actors_stand_in_order_without_overlap_where_they_say(text):
    found = find_actors(text)
    assert all(text[one.start : one.end] == one.text and one.text for one in found)
    assert all(one.end <= following.start for one, following in pairwise(found))


@common
@given(text=TEXTS)
def test_a_repaired_copy_has_the_same_length_and_differs_only_in_damaged_numbers(text):
    copy = repair(text)
    assert len(copy.text) == len(text)
    inside = {at for one in copy.damaged for at in range(one.start, one.end)}
    assert all(
        mine == theirs or at in inside
        for at, (mine, theirs) in enumerate(zip(copy.text, text, strict=True))
    )


@common
@given(label=LABELS, known=st.sets(LABELS, max_size=12))
def test_near_labels_are_known_and_never_the_label_itself(label, known):
    near = near_labels(label, known)
    assert set(near) <= known - {label}
    assert near == sorted(near)
