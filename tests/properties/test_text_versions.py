"""A corrected text: what was not touched is found again, letter for letter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from servanda.domain.span import Span
from servanda.text.versions import align, find_again

WORDS = st.sampled_from(
    ["Kuqa", "the", "point", "was", "not", "carried", "out", "ئىلى", "伊犁", "e\u0301lu", "1947,"]
)
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "\n", "\r\n", "  "])), max_size=40).map(
    lambda parts: "".join(word + gap for word, gap in parts)
)


@given(TEXTS, TEXTS)
def test_stretches_stand_in_both_versions_and_run_forward(older: str, newer: str) -> None:
    ended = (0, 0)
    for a, b, size in align(older, newer).stretches:
        assert size
        assert older[a : a + size] == newer[b : b + size]
        assert (a, b) >= ended
        assert a >= ended[0]
        assert b >= ended[1]
        ended = a + size, b + size


@given(TEXTS)
def test_a_text_that_nobody_touched_moves_nothing(text: str) -> None:
    alignment = align(text, text)
    for start in range(len(text)):
        span = Span(start, min(len(text), start + 7))
        assert alignment.span(span) == span


@given(TEXTS, TEXTS, TEXTS, TEXTS)
def test_a_passage_between_corrected_words_is_found_again(
    before: str, after: str, put_before: str, put_after: str
) -> None:
    passage = "No delegate of Qarasheher reached the 27th meeting."
    older, newer = f"{before}{passage}\n{after}", f"{put_before}{passage}\n{put_after}"
    at = older.index(passage)
    span = Span(at, at + len(passage))
    found = find_again(span, align(older, newer), older, newer)
    assert found is not None
    assert found.cut(newer) == passage


@given(TEXTS, st.integers(0, 60), st.integers(1, 20))
def test_every_span_of_the_older_text_lies_within_the_newer(
    older: str, start: int, length: int
) -> None:
    newer = older[: len(older) // 2] + "Aksu" + older[len(older) // 2 + 3 :]
    end = min(len(older), start + length)
    if start >= end:
        return
    found = align(older, newer).span(Span(start, end))
    assert found is None or 0 <= found.start < found.end <= len(newer)
