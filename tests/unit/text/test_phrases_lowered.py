"""Small letters of texts of any length stand where the text's own letters stand."""

from __future__ import annotations

from servanda.text.phrases import lowered


def test_a_long_text_is_lowered_as_a_short_one_is() -> None:
    """A Greek sigma at a word's end has a form of its own, wherever a piece may end."""
    words = "ΟΔΟΣ ΣΟΦΟΣ Αthens "
    text = words * 40_000
    assert lowered(text) == words.lower() * 40_000


def test_a_letter_that_grows_moves_nothing_after_it_in_a_long_text() -> None:
    """The Turkish capital with a dot becomes two code points elsewhere."""
    text = "word " * 150_000 + "İzmir agrees. " + "word " * 150_000
    assert len(lowered(text)) == len(text)
    assert lowered(text)[750_000:].startswith("izmir agrees.")


def test_a_long_text_without_a_space_is_lowered_too() -> None:
    """Chinese knows no spaces."""
    text = "条A" * 600_000
    assert lowered(text) == "条a" * 600_000
