"""Every figure by hand, on a few invented statements."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import a_day, a_link, a_party, a_place, a_source, a_statement

from servanda.domain.statement import Excerpt, PartyMention
from servanda.evaluating import MEASURES, measure

SENTENCES = (
    "The ministry opened the road to Alma.",
    "No prisoner was released.",
    "The school of Birch was burnt.",
    "We of the council also held two men.",
)
SOURCE = a_source(" ".join(SENTENCES))


def said(at: int, **fields):
    return a_statement(SOURCE, SENTENCES[at], **fields)


def counted(gold, found, key):
    figure = measure(gold, found, draws=0).figure(key)
    return figure.numerator, figure.denominator


def test_precision_and_recall_count_pairs_in_what_was_found_and_in_gold():
    """Three gold statements, two found: one of them answers."""
    gold, found = [said(0), said(1), said(2)], [said(1), said(3)]
    result = measure(gold, found, draws=0)
    assert result.figure("statements.precision").value == 1 / 2
    assert result.figure("statements.recall").value == 1 / 3
    assert result.figure("statements.f1").value == 2 / 5


def test_exact_counts_only_the_very_same_words():
    gold, found = [said(0), said(1)], [said(0), a_statement(SOURCE, "prisoner was released.")]
    assert counted(gold, found, "statements.recall") == (2, 2)
    assert counted(gold, found, "statements.exact.recall") == (1, 2)


def test_macro_f1_counts_each_label_alike():
    """Two of three stances are right: F1 of kept 2/3, of broken 2/3."""
    gold = [said(0, stance="kept"), said(1, stance="broken"), said(2, stance="broken")]
    found = [said(0, stance="kept"), said(1, stance="broken"), said(2, stance="kept")]
    result = measure(gold, found, draws=0)
    assert result.figure("stance.accuracy").value == pytest.approx(2 / 3)
    assert result.figure("stance.macro_f1").value == pytest.approx(2 / 3)
    assert result.figure("stance.macro_f1").denominator == 2


def test_a_miss_costs_macro_f1_only_end_to_end():
    """The one statement found is right; a broken one was missed."""
    gold, found = [said(0, stance="kept"), said(1, stance="broken")], [said(0, stance="kept")]
    result = measure(gold, found, draws=0)
    assert result.figure("stance.macro_f1").value == 1.0
    assert result.figure("stance.macro_f1.end_to_end").value == 0.5


def test_confusion_tells_which_label_was_taken_for_which():
    gold = [said(0, kind="compliance"), said(1, kind="verdict"), said(2, kind="incident")]
    found = [said(0, kind="compliance"), said(1, kind="incident"), said(3, kind="verdict")]
    table = measure(gold, found, draws=0).kind
    assert table.labels == ("verdict", "compliance", "incident")
    assert table.rows == ((0, 0, 1), (0, 1, 0), (0, 0, 0))
    assert table.missed == (0, 0, 1)
    assert table.alarms == (1, 0, 0)


def test_links_named_and_by_topic_are_told_apart_by_golds_basis():
    """Gold names one provision and has another by topic; the reader has the first by topic."""
    named, topic = a_link("accord/roads"), replace(a_link("accord/schools"), basis="topic")
    gold = [said(0, provisions=(named, topic))]
    found = [said(0, provisions=(replace(named, basis="topic"), a_link("accord/taxes")))]
    assert counted(gold, found, "provisions.f1") == (2, 4)
    assert counted(gold, found, "provisions.named.f1") == (2, 3)
    assert counted(gold, found, "provisions.topic.f1") == (0, 1)
    assert counted(gold, found, "provisions.exact") == (0, 1)


def test_a_coders_link_takes_the_readers_basis():
    link = replace(a_link("accord/roads"), basis="coder")
    found = [said(0, provisions=(a_link("accord/roads"),))]
    assert counted([said(0, provisions=(link,))], found, "provisions.named.f1") == (2, 2)


def test_the_set_of_parties_judged_must_be_right_as_a_whole():
    both = (a_party("council"), a_party("ministry"))
    gold = [said(0, about=both), said(1), said(2, about=(a_party("council"),))]
    found = [said(0, about=both[:1]), said(1), said(2, about=(a_party("council"),))]
    assert counted(gold, found, "about.exact") == (2, 3)
    assert counted(gold, found, "about.named.exact") == (1, 2)


def test_somebody_outside_the_agreement_is_compared_by_a_folded_name():
    one = PartyMention("the Militia", 0, 0, None, None)
    other = PartyMention("", 0, 0, "The militia", None)
    assert counted([said(0, about=(one,))], [said(0, about=(other,))], "about.exact") == (1, 1)


def test_places_are_near_far_unplaced_or_not_listed():
    """Alma is 111 km off, Birch too far; one is left unplaced, one is not listed at all."""
    alma, birch = a_place(SOURCE, "Alma"), a_place(SOURCE, "Birch")
    school, road = a_place(SOURCE, "school"), a_place(SOURCE, "road")
    gold = [said(0, places=(alma, road)), said(2, places=(birch, school))]
    found = [
        said(0, places=(replace(alma, lat=2.0), replace(road, lat=None, lon=None))),
        said(2, places=(replace(birch, lat=4.0),)),
    ]
    result = measure(gold, found, draws=0)
    assert (result.figure("places.acc161").numerator, 4) == (1, 4)
    assert result.figure("places.acc161").denominator == 4
    assert result.figure("places.acc161.placed").value == 1 / 2
    assert counted(gold, found, "places.placed") == (2, 3)
    assert counted(gold, found, "places.recall") == (3, 4)
    assert counted(gold, found, "places.precision") == (3, 3)
    assert result.figure("places.median").value == pytest.approx((111.2 + 333.6) / 2, abs=0.1)
    assert result.figure("places.median").denominator == 2


def test_to_place_what_gold_leaves_unplaced_is_told():
    alma = a_place(SOURCE, "Alma")
    gold, found = [said(0, places=(replace(alma, lat=None, lon=None),))], [said(0, places=(alma,))]
    assert counted(gold, found, "places.left") == (0, 1)
    assert counted(gold, found, "places.acc161") == (0, 0)


def test_a_date_is_right_letter_for_letter():
    gold = [said(0, when=a_day("2021-05")), said(1), said(2, when=a_day("2021-06-01"))]
    found = [said(0, when=a_day("2021-05-04")), said(1), said(2, when=a_day("2021-06-01"))]
    assert counted(gold, found, "dates.exact") == (2, 3)
    assert counted(gold, found, "dates.told.exact") == (1, 2)
    assert counted(gold, found, "dates.f1") == (2, 4)


def test_exceptions_and_admissions_are_found_or_not():
    part = Excerpt("the road", 21, 29)
    gold = [said(0, exceptions=(part,)), said(3, kind="admission"), said(1)]
    found = [
        said(0, exceptions=(replace(part, start=25), Excerpt("The", 0, 3))),
        said(3, kind="incident"),
        said(1, kind="admission"),
    ]
    assert counted(gold, found, "exceptions.precision") == (1, 2)
    assert counted(gold, found, "exceptions.recall") == (1, 1)
    assert counted(gold, found, "admissions.precision") == (0, 1)
    assert counted(gold, found, "admissions.recall") == (0, 1)


def test_where_there_is_nothing_to_count_there_is_no_figure():
    result = measure([said(0)], [], draws=0)
    assert result.figure("statements.recall").value == 0.0
    assert result.figure("statements.precision").value is None
    assert result.figure("stance.macro_f1").value is None


def test_every_figure_has_one_key_and_a_formula():
    keys = [one.key for one in MEASURES]
    assert len(set(keys)) == len(keys)
    assert all(one.formula and one.name for one in MEASURES)
