"""Laws of agreement files: what is written can be read again, and nothing breaks the reader."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.agreements import dump_agreement, parse_agreement
from servanda.domain.agreement import (
    Agreement,
    Due,
    Event,
    Label,
    Party,
    Provision,
    Relation,
    Territory,
    Wording,
)
from servanda.domain.place import PartOf, Place, PlaceName
from servanda.domain.vocabulary import themes
from servanda.errors import AgreementError

#: Any text at all; lone surrogates are no text.
words = st.text(
    st.characters(exclude_categories=("Cs",))
    | st.sampled_from("\r\n\t\0\x7f :#-'\"[]{}&*!|>%@`,؟中🕊\u2028\u0085\ufeffé"),
    min_size=1,
    max_size=120,
)
keys = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,12}", fullmatch=True).filter(
    lambda one: one not in ("mediator", "observer", "press", "unknown")
)
edtf = st.sampled_from(
    ["1946", "1946-06", "1946-06-06", "1947?", "194X", "1946-01/1947-02", "../1950"]
)
maybe = st.none() | words
maybe_date = st.none() | edtf
lat, lon = st.floats(-90, 90), st.floats(-180, 180)


def several(one, most=2):
    return st.lists(one, max_size=most).map(tuple)


footprints = st.none() | st.lists(st.tuples(lon, lat), min_size=4, max_size=5).map(
    lambda ring: {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}
)


@st.composite
def places(draw, ids):
    return tuple(
        Place(
            id=id,
            names=draw(
                st.lists(
                    st.builds(PlaceName, words, maybe, maybe, maybe_date, maybe_date, maybe),
                    min_size=1,
                    max_size=2,
                ).map(tuple)
            ),
            granularity=draw(st.sampled_from(["point", "district", "vague"])),
            lat=(position := draw(st.none() | st.tuples(lat, lon))) and position[0],
            lon=position and position[1],
            footprint=draw(footprints),
            part_of=tuple(
                PartOf(other, draw(maybe_date), draw(maybe_date), draw(maybe))
                for other in draw(several(st.sampled_from(ids)))
                if other != id
            ),
            source=draw(maybe),
        )
        for id in ids
    )


@st.composite
def agreements(draw):
    title = draw(words)
    parties = draw(
        st.lists(
            st.builds(
                Party,
                keys,
                words,
                several(words),
                st.sampled_from(["party", "mediator", "guarantor"]),
                several(words),
            ),
            max_size=3,
            unique_by=lambda one: one.key,
        ).map(tuple)
    )
    ids = draw(st.lists(keys, max_size=3, unique=True))
    gazetteer = draw(places(ids))
    names = iter(draw(st.lists(keys, max_size=6, unique=True)))
    made = []

    def provision(depth):
        key = next(names, None)
        if key is None:
            return None
        earlier = tuple(made)
        made.append(key)
        children = []
        if depth < 2 and draw(st.booleans()):
            children = [one for _ in range(2) if (one := provision(depth + 1)) is not None]
        return Provision(
            key=key,
            title=draw(st.just("") | words),
            labels=draw(several(st.builds(Label, words, maybe))),
            wordings=draw(
                several(
                    st.builds(
                        Wording,
                        words,
                        st.sampled_from(["verbatim", "translation", "reported"]),
                        st.just(title) | words,
                        maybe,
                    )
                )
            ),
            obligors=draw(several(st.sampled_from([one.key for one in parties])))
            if parties
            else (),
            places=draw(several(st.sampled_from(ids))) if ids else (),
            due=draw(
                several(st.builds(Due, words, maybe_date, st.none() | st.integers(0, 900), maybe))
            ),
            after=draw(several(st.sampled_from(earlier))) if earlier else (),
            tags=draw(several(words)),
            weight=draw(st.just(1.0) | st.floats(0, 1000)),
            themes=draw(several(st.sampled_from([one.name for one in themes()]))),
            relations=draw(
                several(
                    st.builds(
                        Relation,
                        st.sampled_from(["implements", "replaces", "extends", "repeats"]),
                        st.just("another-one"),
                        keys,
                    )
                )
            ),
            references=draw(several(words)),
            children=tuple(children),
        )

    return Agreement(
        key=draw(keys),
        title=title,
        signed=draw(several(edtf)),
        parties=parties,
        territory=Territory(
            name=draw(st.just("") | words),
            countries=draw(several(st.sampled_from(["CN", "UA"]))),
            divisions=draw(several(st.sampled_from(["CN.13", "UA.05"]))),
            box=draw(st.none() | st.just((73.5, 34.0, 96.0, 49.0))),
            footprint=draw(footprints),
            places=gazetteer,
            source=draw(maybe),
        ),
        provisions=tuple(one for _ in range(3) if (one := provision(0)) is not None),
        aliases=draw(several(words)),
        sources=draw(several(words)),
        events=draw(
            st.lists(
                st.builds(Event, words, edtf, st.just("") | words),
                max_size=2,
                unique_by=lambda one: one.name,
            ).map(tuple)
        ),
        language=draw(maybe),
        provisional=draw(st.booleans()),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(agreements())
def test_an_agreement_that_is_written_reads_back_equal(agreement):
    assert parse_agreement(dump_agreement(agreement), file="a.yaml") == agreement


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(agreements(), st.data())
def test_remarks_never_change_what_is_read(agreement, data):
    keys_ = [one.key for one in agreement.walk()]
    remarks = {key: [data.draw(words)] for key in keys_}
    dumped = dump_agreement(agreement, heading=[data.draw(words)], remarks=remarks)
    assert parse_agreement(dumped, file="a.yaml") == agreement


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300) | st.text(st.sampled_from("ab:-[]{}\n \t&*!'\"|>#?,"), max_size=80))
def test_any_text_is_an_agreement_or_a_clear_error(text):
    refused = _refusal(text)
    assert refused is None or (refused.startswith("a.yaml") and "Expected" in refused)


def _refusal(text):
    try:
        parse_agreement(text, file="a.yaml")
    except AgreementError as error:
        return str(error)
    return None
