"""The 51 provision types of the Peace Accords Matrix, as data that nobody has verified yet."""

from __future__ import annotations

from servanda.domain.vocabulary import theme_names, themes


def test_there_are_fifty_one_in_the_order_of_their_names():
    names = [one.name for one in themes()]
    assert len(names) == 51
    assert names == sorted(names)
    assert len(theme_names()) == 51


def test_each_says_that_it_is_unverified_and_where_it_was_read():
    for one in themes():
        assert one.verified is False
        assert "Peace Accords Matrix" in one.source
        assert one.words


def test_two_have_no_topic_in_the_other_scheme():
    assert [one.name for one in themes() if not one.pax] == [
        "Arms Embargo",
        "Detailed Implementation Timeline",
    ]
