"""Laws of intake that hold for any bytes and any text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.domain.source import Source
from servanda.intake import take_in

#: Words that wake the rules, mixed with whatever else there is.
PIECES = st.sampled_from(
    [
        "Skip to content", "Dear Sir,", "With respect,", "NOTE: so it was.", "Document Information",
        "RGASPI F. 17, Op. 128, D. 391, ll. 115-119", "Page 3 of 9", "Table of Contents",
        "Summary ..... 3", "12 July 1947", "Letter from A. Berg to B. Lind", "Novi [Neustadt]",
        "[sic]", "[", "]", "Copyright. All rights reserved.", "1 See there.", "Notes", "1.", "II.",
        "We saw the guns in the valley, and they were many.", "Berg asks for help in the matter.",
        "<p>", "</p>", "<div hidden>", "<main>", "<nav>", "<ol><li>", "\f", "\r\n", "\n\n", "\t",
        "喀什", "عربي", "👩🏽‍🚒", "e\u0301", "\u202e", "\x00", "ВСЕ",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("\n".join)


def check(source: Source, data: bytes) -> None:
    text = source.text
    covered = 0
    for layer in source.layers:
        assert layer.start == covered
        assert layer.end > layer.start
        covered = layer.end
    assert covered == len(text)
    for one, other in zip(source.layers, source.layers[1:], strict=False):
        assert (one.layer, one.part) != (other.layer, other.part)
    last = 0
    for bracket in source.brackets:
        assert text[bracket.start] == "["
        assert text[bracket.end - 1] == "]"
        assert bracket.start >= last
        last = bracket.end
        assert any(a.start <= bracket.start and bracket.end <= a.end for a in source.layers)
    if source.pages:
        assert "".join(page.cut(text) for page in source.pages) == text
    for problem in source.problems:
        assert problem.source == source.id
        if problem.start is not None:
            assert 0 <= problem.start <= len(text)
    assert source.size == len(data)
    assert text or any(problem.kind == "unread" for problem in source.problems)
    text.encode("utf-8")


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_any_bytes_give_a_source(data: bytes) -> None:
    check(take_in(data, "x"), data)


@given(TEXTS)
@settings(deadline=None)
def test_any_text_gives_itself(text: str) -> None:
    data = text.encode()
    source = take_in(data, "x.txt")
    check(source, data)
    if source.media_type == "text/plain" and source.text:
        assert source.text == text


@given(TEXTS)
@settings(deadline=None)
def test_any_page_gives_a_source(text: str) -> None:
    data = f"<html><body>{text}</body></html>".encode()
    check(take_in(data, "x.html"), data)


@given(TEXTS)
@settings(deadline=None, max_examples=30)
def test_the_same_bytes_give_the_same_source(text: str) -> None:
    data = text.encode()
    assert take_in(data, "x") == take_in(data, "x")


@given(
    st.binary(max_size=300), st.sampled_from([b"%PDF-1.7\n", b"<html>", b"PK\x03\x04", b"\xff\xfe"])
)
@settings(deadline=None)
def test_any_bytes_behind_a_known_beginning_give_a_source(data: bytes, head: bytes) -> None:
    check(take_in(head + data, "x"), head + data)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_name_is_made_safe(name: str) -> None:
    safe = take_in(b"The guns left.", name).name
    assert safe
    assert not set(safe) & set("/\\\0\n")
    assert safe not in (".", "..")
