"""Plain text is the decoded file, character for character."""

from __future__ import annotations

from servanda.intake import take_in


def test_line_ends_and_spaces_stay_as_they_are() -> None:
    text = "Dear Sir,\r\n\r\n\tThe  parties met .\r\n\r\nYours faithfully,\r\nA. Berg\r\n"
    assert take_in(text.encode(), "letter.txt").text == text


def test_form_feeds_part_pages() -> None:
    source = take_in(b"First page.\n\fSecond page.\n\fThird.", "report.txt")
    assert [page.cut(source.text) for page in source.pages] == [
        "First page.\n\f",
        "Second page.\n\f",
        "Third.",
    ]
    assert source.page_at(source.text.index("Second")) == 2


def test_the_same_bytes_are_one_source_whatever_the_name() -> None:
    one, other = take_in(b"The parties met.", "a.txt"), take_in(b"The parties met.", "b.txt")
    assert one.id == other.id == f"src-{one.digest[:16]}"
    assert (one.name, other.name) == ("a.txt", "b.txt")
