"""An agreement of 148,000 characters, counted by a reader and by the program.

How the counts were made: the text of cases/r-arcss/2112.html was read from its first page to its
last, line by line, apart from the program, and every number printed before words of the agreement
was written down with what it counts: also those that stand in the middle of a line behind another
item ("1.9.4.1. ...; 1.9.4.2. ..."). Not counted: the list of contents, which prints chapters and
articles a first time; the acronyms and the preamble, which have no numbers; numbers that point
("in Article 1.5.2 above"); the letters a) to c) inside one sentence of 2.5.3, which are not set
apart; the signatures with their I. to III. and A) to D); the numbers of pages. The heading of
Annex D is printed twice, for one annex. 1.8.2.6 is not printed, though 1.8.2.6.1 to 1.8.2.6.4 are.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

from servanda.agreements import draft_agreement
from servanda.agreements.draft import Draft
from servanda.intake import take_in

#: Paragraphs like 1.1.1 in each article, chapter by chapter.
PARAGRAPHS = {
    1: [6, 15, 1, 12, 4, 5, 5, 3, 6, 12, 4, 7, 3, 10, 17, 5, 7, 9, 1, 11],
    2: [11, 9, 5, 11, 4],
    3: [2, 9],
    4: [7, 3, 1, 1, 4, 1, 1, 4, 2, 1, 6, 1, 5, 10, 1, 7],
    5: [5, 4, 6, 3, 0],
    6: [0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    7: [0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    8: [0, 0, 0, 0],
}
#: Parts like 1.3.1.1 in each paragraph that has any.
PARTS = {
    "1.3.1": 5, "1.4.3": 7, "1.4.7": 4, "1.5.1": 2, "1.5.2": 4, "1.5.4": 5, "1.6.2": 20,
    "1.7.3": 9, "1.8.2": 5, "1.9.2": 4, "1.9.3": 3, "1.9.4": 3, "1.9.5": 3, "1.9.6": 1,
    "1.10.2": 12, "1.10.3": 11, "1.10.4": 5, "1.10.5": 3, "1.10.6": 4, "1.10.7": 5, "1.10.8": 6,
    "1.11.1": 10, "1.11.2": 4, "1.12.1": 10, "1.14.2": 5, "1.15.3": 3, "1.15.17": 7, "1.16.1": 4,
    "1.18.1": 4, "1.19.1": 20, "1.20.7": 9,
    "2.1.10": 18, "2.1.11": 6, "2.2.3": 5, "2.2.9": 5, "2.4.4": 3, "2.4.8": 16, "2.5.1": 9,
    "2.5.4": 4,
    "3.1.1": 5, "3.1.2": 5, "3.2.2": 13,
    "4.2.1": 2, "4.2.2": 5, "4.3.1": 8, "4.4.1": 7, "4.6.1": 6, "4.7.1": 12, "4.8.1": 14,
    "4.8.2": 1, "4.8.3": 1, "4.8.4": 1, "4.10.1": 6, "4.12.1": 8, "4.15.1": 10,
    "5.1.1": 3, "5.2.1": 5, "5.2.2": 5, "5.2.3": 4, "5.2.4": 1, "5.3.1": 3, "5.3.2": 2,
    "5.3.3": 6, "5.3.4": 2, "5.3.5": 6, "5.3.6": 1, "5.4.2": 6,
    "7.2.1": 5, "7.2.2": 7, "7.2.3": 9, "7.2.4": 7,
}  # fmt: skip
#: Parts like 1.9.6.1.1, by the number above them; and like 1.9.6.1.4.1.
DEEPER = {
    "1.8.2.6": 4, "1.9.6.1": 4, "2.5.4.1": 3, "2.5.4.2": 2, "2.5.4.3": 3, "2.5.4.4": 2,
    "4.8.1.14": 16, "4.8.2.1": 4, "5.2.2.3": 10, "5.3.2.1": 4, "5.4.2.2": 2,
}  # fmt: skip
DEEPEST = {"1.9.6.1.4": 4}
ANNEXES = ["annex-a", "annex-b", "annex-c", "annex-d"]


@cache
def read(path: Path) -> tuple[Draft, str]:
    source = take_in(path.read_bytes(), path.name)
    return draft_agreement(source), source.text


def drafted(shared: Path) -> tuple[Draft, str]:
    return read(shared / "cases" / "r-arcss" / "2112.html")


def counted(draft: Draft, dots: int) -> dict[str, int]:
    """Give how many labels of this depth stand below each number."""
    labels = [one.labels[0].text for one in draft.agreement.walk() if one.labels]
    return dict(
        Counter(
            label.rpartition(".")[0]
            for label in labels
            if label.count(".") == dots and label.replace(".", "").isdigit()
        )
    )


def test_chapters_articles_and_annexes_are_those_a_reader_counts(shared: Path) -> None:
    draft, _ = drafted(shared)
    chapters = [f"chapter-{number}" for number in PARAGRAPHS]
    assert [one.key for one in draft.agreement.provisions] == [*chapters, *ANNEXES]
    articles = [len(one.children) for one in draft.agreement.provisions[:8]]
    assert articles == [len(one) for one in PARAGRAPHS.values()] == [20, 5, 2, 16, 5, 16, 14, 4]


def test_paragraphs_of_every_article_are_those_a_reader_counts(shared: Path) -> None:
    draft, _ = drafted(shared)
    found = counted(draft, 2)
    for chapter, counts in PARAGRAPHS.items():
        shown = [found.get(f"{chapter}.{n}", 0) for n in range(1, len(counts) + 1)]
        assert shown == counts, f"chapter {chapter}"
    assert sum(found.values()) == 279


def test_deeper_parts_are_those_a_reader_counts(shared: Path) -> None:
    draft, _ = drafted(shared)
    assert [counted(draft, dots) for dots in (3, 4, 5)] == [PARTS, DEEPER, DEEPEST]
    assert (sum(PARTS.values()), sum(DEEPER.values())) == (439, 54)


def test_contents_signatures_and_pages_are_no_promises_and_no_part_comes_twice(
    shared: Path,
) -> None:
    draft, text = drafted(shared)
    parts = list(draft.agreement.walk())
    assert len(parts) == 8 + 82 + 279 + 439 + 54 + 4 + len(ANNEXES)
    labels = [one.labels[0].text for one in parts]
    assert len(set(labels)) == len(labels)
    flat = " ".join(text.split())
    # Annex D is written in two pieces, around the second print of its heading.
    wordings = [one.wordings[0].text for one in parts[:-1] if one.wordings]
    assert all(words in flat and "____" not in words for words in wordings)
    assert "ANNEXURE" not in parts[-1].wordings[0].text
    assert len(draft.agreement.parties) == 5


def test_a_number_that_is_not_printed_is_told(shared: Path) -> None:
    draft, _ = drafted(shared)
    missing = [one.message for one in draft.problems if "missing" in one.message]
    assert missing == ["Numbers are missing before: 1.8.2.6.1."]
