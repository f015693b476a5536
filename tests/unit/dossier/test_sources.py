from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.dossier import addresses, write_site

from .reading import ReadPage, read_site


def printed(pages: dict[str, ReadPage], source: Source) -> str:
    """The text of a source as its pages print it."""
    path = addresses.source(source.id)
    blocks = [
        one.text(deep=True)
        for page in [path, *(addresses.part(path, n) for n in range(2, 99))]
        if page in pages
        for one in pages[page].all(".t")
    ]
    return "\n".join(blocks)


def test_the_whole_text_is_printed_letter_for_letter(
    pages: dict[str, ReadPage], record: Record
) -> None:
    for source in record.sources:
        assert printed(pages, source).split() == source.text.split()


def test_every_quote_is_marked_and_labelled_beside_the_text(
    pages: dict[str, ReadPage], record: Record
) -> None:
    letter = record.sources[0]
    page = pages[addresses.source(letter.id)]
    own = [one for one in record.statements if one.source == letter.id]
    for one in own:
        anchor = page.tree.css_first(f"#{addresses.quote(one.id)}")
        told, *provision = anchor.attributes["data-n"].split()
        assert told[-1] == one.stance[0].upper()
        keys = ["whole"] if one.level == "whole" else [link.key for link in one.provisions[:1]]
        assert provision == keys
        card = page.tree.css_first(f"#c-{addresses.quote(one.id)}")
        assert card.css_first("a[href]").attributes["href"] == f"#{addresses.quote(one.id)}"
    first = page.words(f"#c-{addresses.quote(own[0].id)}")
    assert first == "1 Bbroken, verdict, about the Republic: Free elections (“the first article”)"


def test_numbers_are_drawn_and_never_stand_in_the_text(
    pages: dict[str, ReadPage], record: Record
) -> None:
    """Whoever copies a passage from the page gets the source's letters and nothing else."""
    page = pages[addresses.source(record.sources[0].id)]
    assert all(one.text() == "" for one in page.all("a.at"))


def test_words_of_other_hands_are_told_apart(pages: dict[str, ReadPage], record: Record) -> None:
    page = pages[addresses.source(record.sources[0].id)]
    assert page.words(".block.archive .hand") == "the archive's words: title"
    brackets = {one.text(): one.attributes["title"] for one in page.all(".br")}
    assert brackets == {
        "[Sandvik]": "put in by another hand: modern-name",
        "[sic]": "put in by another hand: sic",
    }


def test_lines_and_pages_are_numbered(pages: dict[str, ReadPage], record: Record) -> None:
    letter, report = record.sources[:2]
    lines = [one.text().split()[1] for one in pages[addresses.source(letter.id)].all(".ln")]
    assert lines == ["1", "3", "5", "8", "10", "12", "14"]
    assert "p. 1" in pages[addresses.source(report.id)].words(".ln")
    assert "p. 2" in pages[addresses.source(report.id)].words(".ln")


def test_a_source_that_nobody_read_is_called_unread(
    pages: dict[str, ReadPage], record: Record
) -> None:
    words = pages[addresses.source(record.sources[3].id)].words()
    assert "Not read." in words
    assert "unread, not silent" in words
    assert "Run text recognition on it" in words


def test_text_from_right_to_left_has_its_own_direction(
    pages: dict[str, ReadPage], record: Record
) -> None:
    page = pages[addresses.source(record.sources[2].id)]
    assert all(one.attributes["dir"] == "auto" for one in page.all(".t"))
    assert page.tree.css_first("h1").attributes["dir"] == "auto"


def test_what_was_withheld_is_said_with_its_date_and_reason(pages: dict[str, ReadPage]) -> None:
    words = pages["sources.html"].words()
    assert "withheld on 1 February 1923: asked by the family" in words


def test_a_rejected_statement_is_kept_with_its_reason_and_counts_nowhere(
    pages: dict[str, ReadPage], record: Record
) -> None:
    page = pages[addresses.source(record.sources[1].id)]
    assert "It reports on itself." in page.words()
    rejected = next(one for one in record.statements if one.state == "rejected")
    assert addresses.quote(rejected.id) not in page.ids


def test_quotes_that_cross_and_nest_are_each_marked(record: Record, tmp_path: Path) -> None:
    """Two readers may quote overlapping stretches: each keeps its number and its words."""
    first, second = record.statements[0], record.statements[1]
    start, end = first.start + 10, second.end
    words = record.sources[0].text[start:end]
    quote = replace(first.quotes[0], start=start, end=end, quote=words)
    crossing = replace(first, id="st-crossing", start=start, end=end, quote=words, quotes=(quote,))
    changed = replace(record, statements=(*record.statements, crossing))
    write_site(changed, assess(changed), tmp_path / "site")
    pages = read_site(tmp_path / "site")
    assert printed(pages, record.sources[0]).split() == record.sources[0].text.split()
    page = pages[addresses.source(record.sources[0].id)]
    assert addresses.quote("st-crossing") in page.ids
    assert page.all("mark.two")


def test_a_long_text_is_cut_into_parts_under_the_limit(record: Record, tmp_path: Path) -> None:
    source = record.sources[1]
    long = replace(source, text="\n\n".join([source.text] * 1500), pages=())
    changed = replace(
        record,
        sources=(record.sources[0], long, *record.sources[2:]),
    )
    write_site(changed, assess(changed), tmp_path / "site")
    pages = read_site(tmp_path / "site")
    own = [
        one for one in pages if one.startswith(addresses.source(source.id).removesuffix(".html"))
    ]
    assert len(own) > 4
    assert all(len(pages[one].html.encode()) < 300_000 for one in own)
    assert printed(pages, long).split() == long.text.split()
