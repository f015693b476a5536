"""A misread word is mended: its span takes in what took its place."""

from __future__ import annotations

from servanda.domain.span import Span
from servanda.text.versions import align


def moved(older: str, newer: str, words: str) -> str | None:
    at = older.index(words)
    found = align(older, newer).span(Span(at, at + len(words)))
    return found.cut(newer) if found else None


def test_a_misread_name_is_cited_as_it_was_mended() -> None:
    """A scan read "Akou"; somebody types "Aksu"."""
    older = "In Akou the rallies were\nfired upon."
    assert moved(older, older.replace("Akou", "Aksu"), "In Akou the rallies") == (
        "In Aksu the rallies"
    )
    assert moved(older, older.replace("Akou", "Aksu"), "Akou") == "Aksu"


def test_lines_may_be_broken_anew() -> None:
    older = "The prisoners were\nreleased in the\nspring, it is said."
    newer = "The prisoners were released\nin the spring, it is said."
    assert moved(older, newer, "released in the\nspring") == "released\nin the spring"


def test_words_that_were_struck_out_stand_nowhere() -> None:
    older = "The army withdrew. Page 4 of 7\nThe posts stayed."
    newer = "The army withdrew.\nThe posts stayed."
    assert moved(older, newer, "Page 4 of 7") is None
    assert moved(older, newer, "The posts stayed") == "The posts stayed"


def test_a_long_text_with_some_corrected_words_is_aligned_whole() -> None:
    """Some 100 kB: the last sentence is found behind hundreds of changes."""
    lines = [f"On day {n} the post at station {n * 7} reported nothing new.\n" for n in range(2000)]
    older = "".join(lines) + "The last sentence stands."
    newer = (
        "".join(
            line.replace("nothing", "notlhing") if n % 9 == 0 else line
            for n, line in enumerate(lines)
        )
        + "The last sentence stands."
    )
    assert moved(older, newer, "The last sentence stands.") == "The last sentence stands."
    assert (
        moved(older, newer, "station 12600 reported nothing") == "station 12600 reported notlhing"
    )
