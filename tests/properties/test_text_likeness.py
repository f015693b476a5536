"""Laws of comparing texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.text.likeness import SHORTEST, find_likenesses
from servanda.text.normalise import fold

WORD = st.text("abcdé", min_size=1, max_size=4)
#: Words that occur in no other part of the same test.
OWN = st.lists(st.integers(10, 10**6), max_size=30)


def words(numbers: list[int], name: str) -> str:
    return "".join(f" {name}{one}" for one in numbers)


@given(
    st.lists(st.integers(10, 10**6), min_size=SHORTEST, max_size=40, unique=True),
    OWN, OWN, OWN, OWN,
)  # fmt: skip
def test_a_passage_of_twelve_words_is_always_found_where_it_stands(shared, a, b, c, d):
    passage = words(shared, "s")
    one = words(a, "a") + passage + words(b, "b")
    other = words(c, "c") + passage + words(d, "d")
    (found,) = find_likenesses({"one": one, "other": other})
    assert found.passages[0].one.cut(one) == passage[1:]
    assert found.passages[0].other.cut(other) == passage[1:]
    assert found.passages[0].words == len(shared)


@given(st.lists(st.lists(WORD, max_size=60).map(" ".join), max_size=5))
def test_shares_are_shares_and_passages_stand_in_both_texts(texts):
    given_ = dict(zip("abcde", texts, strict=False))
    for found in find_likenesses(given_):
        assert found.one < found.other
        assert 0 < found.share_of_one <= 1
        assert 0 < found.share_of_other <= 1
        for passage in found.passages:
            assert passage.one.cut(given_[found.one])
            assert passage.other.cut(given_[found.other])
        if found.kind == "copy":
            assert fold(given_[found.one]) == fold(given_[found.other])


@given(st.text(max_size=400))
def test_any_text_can_be_compared_with_itself(text):
    for found in find_likenesses({"a": text, "b": text}):
        assert (found.kind, found.share_of_one) == ("copy", 1.0)
