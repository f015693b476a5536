"""Laws of figures that hold whatever was found."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.builders import READER, a_day, a_link, a_party, a_place, a_source

from servanda.domain.statement import Excerpt, Quote, Statement
from servanda.evaluating import MEASURES, compare, match, measure, passages

#: No asserted times: the machine may be busy.
law = settings(deadline=None, max_examples=50)
SOURCES = (
    a_source("The road by Alma was open and the school was shut until the snow went away. " * 3),
    a_source("No prisoner came home to Birch, and the council said that none was held. " * 3),
)
PLACES = {SOURCES[0].id: a_place(SOURCES[0], "Alma"), SOURCES[1].id: a_place(SOURCES[1], "Birch")}


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    source = draw(st.sampled_from(SOURCES))
    start = draw(st.integers(0, 180))
    spans = [(start, start + draw(st.integers(1, 30)))]
    if draw(st.booleans()):
        begin = spans[0][1] + draw(st.integers(0, 5))
        spans.append((begin, begin + draw(st.integers(1, 10))))
    quotes = tuple(Quote(a, b, source.text[a:b], None, None, "author") for a, b in spans)
    named = draw(st.sets(st.sampled_from(["accord/roads", "accord/schools"])))
    place = PLACES[source.id]
    return Statement(
        id=f"st-{draw(st.integers(0, 10**9))}",
        source=source.id,
        start=spans[0][0],
        end=spans[0][1],
        quote=quotes[0].quote,
        layer="author",
        quotes=quotes,
        kind=draw(st.sampled_from(["verdict", "incident", "admission", "denial"])),
        stance=draw(st.sampled_from(["kept", "partly", "broken", "unclear"])),
        extent=None,
        provisions=tuple(
            replace(a_link(one), basis=draw(st.sampled_from(["named", "topic", "coder"])))
            for one in sorted(named)
        ),
        level="provision" if named else draw(st.sampled_from(["whole", "unmapped"])),
        exceptions=(Excerpt(source.text[3:9], 3, 9),) if draw(st.booleans()) else (),
        about=tuple(
            a_party(one) for one in draw(st.sets(st.sampled_from(["council", "ministry"])))
        ),
        responsible=(),
        affected=(),
        voice=(),
        side="press",
        knowing="unknown",
        places=draw(
            st.sampled_from(
                [(), (place,), (replace(place, lat=None, lon=None),), (replace(place, lat=40.0),)]
            )
        ),
        when=draw(st.sampled_from([None, a_day("2021-05-04"), a_day("2021-06-01")])),
        as_of=None,
        quantities=(),
        links=(),
        state="proposed",
        reader=READER,
        confidence=draw(st.none() | st.floats(0, 1)),
        reasons=(),
    )


def some(most: int = 8) -> st.SearchStrategy[list[Statement]]:
    return st.lists(statements(), max_size=most, unique_by=lambda one: one.id)


@law
@given(some(), some())
def test_every_share_lies_between_nothing_and_all(gold, found):
    for one in measure(gold, found, draws=20).figures:
        unit = next(measure.unit for measure in MEASURES if measure.key == one.key)
        assert one.value is None or one.value >= 0
        assert one.value is None or unit or one.value <= 1
        assert (one.value is None) == (not one.denominator)
        if one.low is not None:
            assert 0 <= one.low <= one.high
            assert unit or one.high <= 1


@law
@given(some(), st.randoms())
def test_gold_against_itself_is_right_everywhere_in_any_order(gold, random):
    shuffled = list(gold)
    random.shuffle(shuffled)
    right = {"higher": 1.0, "lower": 0.0}
    for one, made in zip(MEASURES, measure(gold, shuffled, draws=0).figures, strict=True):
        if one.key != "calibration.ece":
            assert made.value in (None, right[one.better]), one.key


@law
@given(some(), some(), st.data())
def test_dropping_what_was_found_never_raises_recall(gold, found, data):
    assume(gold and found)
    dropped = data.draw(st.sampled_from(found))
    fewer = [one for one in found if one is not dropped]
    before, after = measure(gold, found, draws=0), measure(gold, fewer, draws=0)
    for key in ("statements.recall", "statements.exact.recall"):
        assert after.figure(key).value <= before.figure(key).value


@law
@given(some(), some())
def test_pairs_are_one_to_one_and_share_half_of_the_shorter(gold, found):
    matching = match(gold, found)
    for side in zip(*matching.pairs, strict=True):
        assert len({one.id for one in side}) == len(matching.pairs)
    for one, other in matching.pairs:
        covered = [
            {at for start, end in passages(each) for at in range(start, end)}
            for each in (one, other)
        ]
        assert one.source == other.source
        assert 2 * len(covered[0] & covered[1]) >= min(map(len, covered))
    assert len(matching.pairs) + len(matching.missed) == len(gold)
    assert len(matching.pairs) + len(matching.alarms) == len(found)


@law
@given(some(), some(), some())
def test_two_readers_side_by_side_have_the_figures_that_each_has_alone(gold, found, other):
    both = compare(gold, found, other, draws=0)
    alone = measure(gold, found, draws=0), measure(gold, other, draws=0)
    assert (both.first.figures, both.second.figures) == (alone[0].figures, alone[1].figures)
    for one, first, second in zip(
        both.differences, alone[0].figures, alone[1].figures, strict=True
    ):
        known = first.value is not None and second.value is not None
        assert one.value == (second.value - first.value if known else None)


@law
@given(some(5), some(5))
def test_a_reader_does_not_differ_from_itself(gold, found):
    for one in compare(gold, found, found, draws=20).differences:
        assert one.value in (None, 0.0)
        assert one.low is None
        assert one.high is None


@law
@given(some(6), some(6), st.integers(0, 3))
def test_the_same_seed_gives_the_same_intervals(gold, found, seed):
    assert measure(gold, found, draws=10, seed=seed) == measure(gold, found, draws=10, seed=seed)
