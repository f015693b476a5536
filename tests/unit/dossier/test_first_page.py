from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import summary, write_site

from .reading import ReadPage, read_site


def test_the_first_page_says_in_words_where_the_agreement_stands(
    pages: dict[str, ReadPage],
) -> None:
    """The envoys say that all articles remain on paper; the observer, that all were kept."""
    words = pages["index.html"].words()
    assert (
        "The Republic, on the whole: according to the Council of the Shore broken; according to "
        "an observer (D. Observer) kept: disputed." in words
    )


def test_a_side_that_admits_something_is_said_to(pages: dict[str, ReadPage]) -> None:
    words = pages["index.html"].words()
    assert (
        "The Council of the Shore, on Troops: by its own account kept; according to an observer "
        "(D. Observer) broken: mixed. 2 accepted, 1 proposed" in words
    )
    assert "With what machines propose: by its own account kept, with an admission" in words


def test_accepted_and_proposed_are_counted_apart_and_never_summed(
    pages: dict[str, ReadPage], record: Record
) -> None:
    lead = pages["index.html"].words(".lead")
    ruled = sum(1 for one in record.statements if one.state in ("accepted", "amended"))
    proposed = sum(1 for one in record.statements if one.state == "proposed")
    assert f"accepted {ruled} statements" in lead
    assert f"proposes {proposed} more" in lead
    assert str(ruled + proposed) not in lead


def test_what_was_not_read_is_told_first(pages: dict[str, ReadPage]) -> None:
    page = pages["index.html"]
    assert "Not read: 1 document. scan.pdf" in page.words(".warn")
    assert page.html.index("Not read:") < page.html.index("On the whole")


def test_the_picture_has_a_column_for_every_side_and_the_picture_beside_them(
    pages: dict[str, ReadPage],
) -> None:
    heads = [" ".join(one.text().split()) for one in pages["index.html"].all("table.grid th.col")]
    assert heads == [
        "the Council of the Shore",
        "an observer(D. Observer)",
        "picture",
        "by its own account",
        "an observer(D. Observer)",
        "picture",
        "the Council of the Shore",
        "picture",
    ]
    whole = pages["index.html"].all("table.grid tbody tr")[0]
    marks = [one.text().strip() for one in whole.css(".m")]
    assert marks == ["B", "K", "D", "B", "B"]


def test_a_proposal_looks_other_than_what_a_person_accepted(pages: dict[str, ReadPage]) -> None:
    whole = pages["index.html"].all("table.grid tbody tr")[0]
    proposed = [" p" in (one.attributes["class"] or "") for one in whole.css(".m")]
    assert proposed == [False, False, False, True, True]


def test_where_nobody_has_ruled_the_page_says_so(record: Record, tmp_path: Path) -> None:
    open_only = tuple(
        replace(one, state="proposed") for one in record.statements if one.state != "rejected"
    )
    untouched = replace(record, statements=open_only, rulings={})
    write_site(untouched, assess(untouched), tmp_path / "site")
    page = read_site(tmp_path / "site")["index.html"]
    assert "No person has ruled on any of them yet" in page.words(".lead")
    assert not page.all(".findings .m:not(.p)")


def test_an_empty_record_gives_a_page_that_says_so(record: Record, tmp_path: Path) -> None:
    empty = Record(record.head)
    write_site(empty, assess(empty), tmp_path / "site")
    pages = read_site(tmp_path / "site")
    assert "nobody has marked anything" in pages["index.html"].words()
    assert "holds no agreement" in pages["agreements.html"].words()


def test_a_dossier_of_several_agreements_shows_each(record: Record, tmp_path: Path) -> None:
    second = replace(record.agreements[0], key="older", title="The Older Truce")
    both = replace(record, agreements=(*record.agreements, second))
    write_site(both, assess(both), tmp_path / "site")
    pages = read_site(tmp_path / "site")
    assert "The Older Truce" in pages["index.html"].words()
    assert "Nothing that was read speaks of a provision" in pages["index.html"].words()
    assert "agreements/older.html" in pages


def test_the_summary_says_the_same_without_a_page(record: Record) -> None:
    words = summary(record, assess(record))
    assert "kept: disputed. [2 accepted]" in words
    assert "Not read: scan.pdf." in words
    assert "(proposed) The Council of the Shore, on the whole" in words


def test_the_page_says_what_the_statements_rest_on(pages: dict[str, ReadPage]) -> None:
    """How many name a provision, how many a machine linked, how many have no date or place."""
    rows = [
        [cell.text() for cell in row.css("th, td")]
        for row in pages["index.html"].all("#foundations ~ .scroll tbody tr")
    ]
    assert rows == [
        ["named in the text", "3", "1"],
        ["linked by a coder", "1", "0"],
        ["linked by topic", "1", "3"],
        ["on the agreement as a whole", "2", "1"],
        ["on no provision that we know", "0", "1"],
        ["with no date", "1", "0"],
        ["with no place", "4", "3"],
    ]


def test_a_group_does_not_deny_the_proposals_that_contradict_it(
    pages: dict[str, ReadPage],
) -> None:
    """Groups go by what people accepted: an open proposal beside it may say otherwise."""
    heads = [one.text() for one in pages["index.html"].all("h2")]
    assert "Said to be kept, and no accepted verdict says otherwise" in heads
    assert not [one for one in heads if "no verdict" in one]


def test_a_demand_alone_does_not_head_the_page(record: Record, tmp_path: Path) -> None:
    """Asking for the whole to be carried out judges nothing; it is told last, not first."""
    demands = tuple(
        replace(one, kind="demand", stance="unclear") if one.level == "whole" else one
        for one in record.statements
    )
    asked = replace(record, statements=demands)
    write_site(asked, assess(asked), tmp_path / "site")
    page = read_site(tmp_path / "site")["index.html"]
    heads = [one.text() for one in page.all("h2")]
    assert "On the whole" not in heads
    assert "Spoken of, but unclear" in heads
    assert "on the whole" in page.words("#unclear + ul").lower()
