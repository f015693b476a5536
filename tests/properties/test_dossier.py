"""Laws of the dossier that hold for any text, any name and any date."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from servanda.domain.entry import Head
from servanda.domain.record import Record
from servanda.domain.source import Layer, Source
from servanda.domain.statement import Quote, Statement
from servanda.dossier import addresses, public_record
from servanda.dossier.public import BAR
from servanda.dossier.render import environment
from servanda.dossier.source_text import LONGEST_PIECE, cut_pieces
from servanda.dossier.tables import to_csv
from servanda.dossier.windows import LEFT_OUT, legible, window
from servanda.dossier.words import say_date

#: Letters of several scripts, a combining mark, an emoji, line ends of both kinds, blanks.
LETTERS = st.text(alphabet=st.sampled_from("abcdK ئۇيغۇر莎车\u0301🕊\n\r\t .[]<&"), max_size=400)
SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 80)), max_size=12)


def source(text: str, cuts: list[int] | None = None) -> Source:
    edges = sorted({0, len(text), *(one % (len(text) + 1) for one in cuts or ())})
    names = ("author", "archive", "furniture")
    layers = tuple(Layer(a, b, names[at % 3]) for at, (a, b) in enumerate(pairwise(edges)))
    return Source("src-1", "0" * 64, "a.txt", "text/plain", len(text), text, layers=layers)


def statement(number: int, text: str, start: int, end: int) -> Statement:
    quote = Quote(start, end, text[start:end], None, None, "author")
    return Statement(
        id=f"st-{number:016x}", source="src-1", start=start, end=end, quote=quote.quote,
        layer="author", quotes=(quote,), kind="verdict", stance="broken", extent=None,
        provisions=(), level="unmapped", exceptions=(), about=(), responsible=(), affected=(),
        voice=(), side="unknown", knowing="unknown", places=(), when=None, as_of=None,
        quantities=(), links=(), state="proposed", reader=None, confidence=None, reasons=(),
    )  # fmt: skip


def statements(text: str, spans: list[tuple[int, int]]) -> list[Statement]:
    cut = [(min(a, len(text)), min(a + b, len(text))) for a, b in spans]
    return [statement(n, text, a, b) for n, (a, b) in enumerate(cut) if a < b]


@given(LETTERS, SPANS, st.lists(st.integers(0, 400), max_size=4))
def test_pieces_hold_the_whole_text_but_for_the_blanks_between(
    text: str, spans: list[tuple[int, int]], cuts: list[int]
) -> None:
    of = source(text, cuts)
    pieces = cut_pieces(of, statements(text, spans))
    at = 0
    for piece in pieces:
        assert text[at : piece.start].strip() == ""
        assert piece.end - piece.start <= LONGEST_PIECE
        printed = "".join(text[one.start : one.end] for one in piece.segments)
        assert printed == text[piece.start : piece.end]
        at = piece.end
    assert text[at:].strip() == ""


@given(LETTERS, SPANS)
def test_every_quote_with_a_letter_in_it_is_marked_whole_and_begins_once(
    text: str, spans: list[tuple[int, int]]
) -> None:
    told = statements(text, spans)
    pieces = cut_pieces(source(text), told)
    for one in told:
        marked = "".join(
            text[segment.start : segment.end]
            for piece in pieces
            for segment in piece.segments
            if one.id in segment.quoted_by
        )
        assert "".join(marked.split()) == "".join(one.quote.split())
        begins = [piece for piece in pieces for id in piece.starting if id == one.id]
        assert len(begins) == (1 if one.quote.strip() else len(begins))


@given(st.text(max_size=30_000, alphabet=st.sampled_from("ab \n")))
def test_line_numbers_are_those_of_the_text(text: str) -> None:
    for piece in cut_pieces(source(text), []):
        assert piece.line == text.count("\n", 0, piece.start) + 1


@given(LETTERS, SPANS, st.text(alphabet="abcd莎车ئۇ", min_size=1, max_size=4))
@example("Ka", [(1, 1)], "a")
@example("aa aK", [(1, 1), (3, 1)], "a")
def test_a_blackened_name_is_gone_and_every_quote_still_stands(
    text: str, spans: list[tuple[int, int]], name: str
) -> None:
    record = Record(
        Head(1, "0" * 64),
        sources=(source(text),),
        statements=tuple(statements(text, spans)),
        sensitive_persons=frozenset([name]),
    )
    public = public_record(record)
    shown = public.sources[0].text
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    assert not whole.search(shown)
    for one in public.statements:
        assert shown[one.start : one.end] == one.quote
        assert not whole.search(one.quote.replace(BAR, " "))
    assert shown.count("\n") == text.count("\n")
    edges = [(one.start, one.end) for one in public.sources[0].layers]
    assert all(a <= b for a, b in edges)
    assert not edges or edges[-1][1] == len(shown)


@given(LETTERS, SPANS, st.integers(0, 400), st.integers(0, 400))
def test_a_window_shows_nothing_that_is_hidden_and_all_that_is_not(
    text: str, spans: list[tuple[int, int]], start: int, size: int
) -> None:
    hidden = [(a, a + length) for a, length in spans]
    end = min(len(text), start + size)
    seen = window(text, start, end, hidden)
    assert len(seen) == len(text[start:end])
    for at, letter in enumerate(seen, start):
        inside = any(a <= at < b for a, b in hidden)
        assert (letter != text[at]) == inside
    assert legible(seen).split(LEFT_OUT)[0].strip() == seen.split("\ufdd0")[0].strip()


@given(st.text(max_size=80), st.text(max_size=80))
def test_different_keys_have_different_plain_slugs(one: str, two: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", addresses.slug(one))
    assert (addresses.slug(one) == addresses.slug(two)) == (one == two)


@given(st.text(max_size=40))
def test_no_date_makes_the_program_stumble(edtf: str) -> None:
    assert isinstance(say_date(edtf), str)


@given(
    st.lists(st.sampled_from(["a", "b", "c.html"]), min_size=1, max_size=4).map("/".join),
    st.lists(st.sampled_from(["a", "b", "d.html"]), min_size=1, max_size=4).map("/".join),
)
def test_a_relative_address_leads_back_to_its_page(target: str, page: str) -> None:
    found = addresses.relative(target, page)
    here = page.split("/")[:-1]
    for part in found.split("/"):
        if part == "..":
            here.pop()
        else:
            here.append(part)
    assert "/".join(here) == target


@given(st.text(max_size=60))
def test_no_cell_of_a_table_begins_a_formula(text: str) -> None:
    row = to_csv(["a"], [[text]]).partition("\r\n")[2].lstrip('"')
    assert not row.startswith(("=", "+", "-", "@"))


@given(LETTERS)
def test_a_text_put_into_a_page_comes_back_letter_for_letter(text: str) -> None:
    shown = environment().from_string("{{ text }}").render(text=text)
    assert "<" not in shown
    assert html.unescape(shown) == text
