"""Laws of the codebook file: what is dumped reads back equal, and nothing makes it break."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreements import dump_codebook, parse_codebook
from servanda.domain.codebook import Codebook, CodingRule, Scale, ScaleLevel, Term
from servanda.domain.coding import FIXED, RESERVED
from servanda.errors import AgreementError

TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=120
)
NAME = TEXT.filter(str)
KEY = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,12}", fullmatch=True)
EXAMPLES = st.lists(KEY, max_size=3, unique=True).map(tuple)


@st.composite
def scales(draw: st.DrawFn) -> Scale:
    values = draw(st.lists(st.floats(0, 1000), min_size=2, max_size=6, unique=True))
    levels = tuple(ScaleLevel(one, draw(NAME), draw(TEXT)) for one in sorted(values))
    cap = draw(st.none() | st.sampled_from([one.value for one in levels]))
    return Scale(draw(KEY), draw(NAME), levels, draw(TEXT), draw(TEXT), cap)


@st.composite
def codebooks(draw: st.DrawFn) -> Codebook:
    own = KEY.filter(lambda key: key not in FIXED and key not in RESERVED)
    fields = draw(st.lists(own, max_size=2, unique=True))
    words = {one: draw(st.lists(KEY, min_size=2, max_size=4, unique=True)) for one in fields}
    words |= {one: FIXED[one] for one in draw(st.sets(st.sampled_from(sorted(FIXED)), max_size=2))}
    return Codebook(
        version=draw(KEY),
        title=draw(TEXT),
        scales=tuple(draw(st.lists(scales(), max_size=2, unique_by=lambda one: one.key))),
        terms=tuple(
            Term(field, word, draw(TEXT), draw(EXAMPLES))
            for field, listed in words.items()
            for word in listed
        ),
        rules=tuple(
            CodingRule(key, draw(TEXT), draw(TEXT), draw(EXAMPLES))
            for key in draw(st.lists(KEY, max_size=3, unique=True))
        ),
    )


def parse(text: str) -> Codebook:
    return parse_codebook(text, file="ours.yaml", find=lambda id: id)


@given(codebooks(), st.lists(TEXT, max_size=2))
def test_what_is_dumped_reads_back_equal(codebook, heading):
    assert parse(dump_codebook(codebook, heading=heading)) == codebook


@given(st.text(max_size=300))
def test_any_text_is_a_codebook_or_one_clear_message(text):
    with suppress(AgreementError):
        parse(text)


@given(codebooks(), st.data())
def test_a_line_that_is_lost_gives_a_codebook_or_one_clear_message(codebook, data):
    lines = dump_codebook(codebook).splitlines(keepends=True)
    del lines[data.draw(st.integers(0, len(lines) - 1))]
    with suppress(AgreementError):
        parse("".join(lines))


def test_a_file_of_any_size_is_refused_before_it_is_read():
    with pytest.raises(AgreementError, match="a codebook of at most"):
        parse("codebook: a\ntitle: x\n" + "#" * 2_000_001)
