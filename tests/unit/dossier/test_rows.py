from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import addresses, write_site

from .conftest import ACCORD
from .reading import ReadPage, read_site

WITHDRAWAL = f"{ACCORD}/provisions/withdrawal.html"
ELECTIONS = f"{ACCORD}/provisions/elections.html"


def test_the_sides_stand_beside_each_other_about_one_party(pages: dict[str, ReadPage]) -> None:
    """The Council says that it withdrew, and admits a delay; the observer sees its troops."""
    section = pages[WITHDRAWAL].tree.css_first("section[aria-labelledby=about-council]")
    heads = [" ".join(one.text().split()) for one in section.css(".account h3")]
    assert heads == ["By its own account K kept", "According to an observer B broken"]
    kinds = [
        [one.text() for one in side.css("blockquote mark")] for side in section.css(".account")
    ]
    assert kinds == [
        [
            "the Council withdrew its companies in good time and reported it.",
            "One of our companies did remain at Akursund [sic] for two weeks, because the roads "
            "were flooded.",
        ],
        ["its troops are still in the south"],
    ]


def test_a_quote_stands_in_its_context_letter_for_letter(
    pages: dict[str, ReadPage], record: Record
) -> None:
    letter = record.sources[0]
    for one in pages[ELECTIONS].all(".card"):
        quote = one.css_first("mark").text(deep=True)
        assert quote in letter.text
        assert one.css_first("blockquote").text(deep=True).strip("… ") in letter.text


def test_every_card_leads_to_its_words_in_the_source(
    pages: dict[str, ReadPage], record: Record
) -> None:
    led = 0
    for page in pages.values():
        for card in page.all(".card"):
            href = next(
                one.attributes["href"] or ""
                for one in card.css("a")
                if one.text().startswith("In the source")
            )
            target, fragment = page.target(href)
            anchor = pages[target].tree.css_first(f"#{fragment}")
            mark = anchor.next
            assert mark is not None
            assert card.css_first("blockquote mark").text().startswith(mark.text()[:20])
            led += 1
    assert led == sum(1 for one in record.statements if one.state != "rejected")


def test_every_cell_of_every_matrix_can_be_walked_back_to_words_in_two_clicks(
    pages: dict[str, ReadPage],
) -> None:
    """A mark leads to accounts side by side, and a number there to the quoted words."""
    walked = 0
    for path, page in pages.items():
        if "/matrix/" not in path and path != "index.html":
            continue
        for link in page.all("table.grid td a"):
            target, fragment = page.target(link.attributes["href"] or "")
            there = pages[target]
            found = (
                there.tree.css_first(f"#{fragment}") if fragment else there.tree.css_first("main")
            )
            assert found is not None, (path, link.html)
            section = found.parent if found.tag == "h2" else found
            assert section is not None
            if section.css(".card"):
                walked += 1
                continue
            numbers = section.css(".refs a")
            assert numbers, (path, link.html)
            for number in numbers:
                last, card = there.target(number.attributes["href"] or "")
                assert pages[last].tree.css_first(f"#{card} blockquote mark") is not None
            walked += 1
    assert walked > 40


def test_a_card_says_who_why_and_how_sure(pages: dict[str, ReadPage], record: Record) -> None:
    first = record.statements[0]
    card = pages[ELECTIONS].words(f"#{addresses.card(first.id)}")
    for words in (
        "verdict",
        "accepted by coder-1",
        "About the Republic",
        "Except “with the exception of schooling”",
        "“has not been carried out anywhere” is a verdict on “the first article”.",
        "asserted by A. Envoy and B. Envoy; translated by C. Translator",
        "which the text calls “the first article”: named in the text",
        "State Archive F. 2, Op. 1, D. 3, ll. 4-5",
        "line 5",
        "head 31:ab12cd34ef56ab12",
    ):
        assert words in card, words


def test_a_proposal_is_named_with_the_reader_that_made_it(pages: dict[str, ReadPage]) -> None:
    card = pages[ELECTIONS].all(".card.open")[0]
    assert "proposed by rules 0.1.0" in card.text()


def test_wordings_say_who_gives_them_and_run_in_their_own_direction(
    pages: dict[str, ReadPage],
) -> None:
    found = pages[ELECTIONS].all(".wording")
    assert [one.css_first("figcaption").text() for one in found] == [
        "Verbatim, text of 1921",
        "Translation, the Council",
    ]
    assert all(one.css_first("p").attributes["dir"] == "auto" for one in found)
    assert found[1].css_first("p").attributes["lang"] == "ar"


def test_a_provision_tells_its_labels_by_document(pages: dict[str, ReadPage]) -> None:
    labels = [one.text() for one in pages[ELECTIONS].all(".facts dd")][:2]
    assert labels == ["the first article in the letter", "Art. 1 in the text"]


def test_silence_is_said_to_be_silence_and_not_compliance(pages: dict[str, ReadPage]) -> None:
    words = pages[f"{ACCORD}/provisions/guards.html"].words()
    assert "says nothing of this. That is silence, not compliance." in words


def test_a_parent_shows_what_is_said_below_it_with_the_way_there(
    pages: dict[str, ReadPage],
) -> None:
    page = pages[f"{ACCORD}/provisions/troops.html"]
    line = page.tree.css_first("#below-council")
    numbers = [page.target(one.attributes["href"] or "")[0] for one in line.css(".refs a")]
    assert set(numbers) == {WITHDRAWAL}


def test_a_statement_about_two_parties_is_printed_once_and_pointed_at_again(
    record: Record, tmp_path: Path
) -> None:
    first = record.statements[0]
    both = replace(first, about=(*first.about, replace(first.about[0], party="council")))
    changed = replace(record, statements=(both, *record.statements[1:]))
    write_site(changed, assess(changed), tmp_path / "site")
    page = read_site(tmp_path / "site")[ELECTIONS]
    assert len([one for one in page.ids if one == addresses.card(first.id)]) == 1
    council = page.tree.css_first("section[aria-labelledby=about-council]")
    assert "printed above: 1" in " ".join(council.text().split())


def test_long_rows_are_cut_into_parts_that_link_to_each_other(
    record: Record, tmp_path: Path
) -> None:
    first = record.statements[0]
    many = [replace(first, id=f"st-{n:016x}") for n in range(300)]
    changed = replace(record, statements=tuple(many), rulings={})
    write_site(changed, assess(changed), tmp_path / "site")
    pages = read_site(tmp_path / "site")
    parts = [
        one for one in pages if re.match(ELECTIONS.removesuffix(".html") + r"(\.\d)?\.html", one)
    ]
    assert len(parts) > 3
    assert sum(len(pages[one].all(".card")) for one in parts) == 300
    for one in parts:
        assert len(pages[one].html.encode()) < 300_000
        reached = {pages[one].target(href)[0] for href in pages[one].links}
        assert set(parts) - {one} <= reached


def test_words_about_no_party_never_say_that_nobody_is_named(pages: dict[str, ReadPage]) -> None:
    """Somebody may well be named: a commission, a person, a body that is no party."""
    told = " ".join(page.words() for page in pages.values())
    assert "no party of the agreement is named" in told
    assert "nobody named" not in told.replace("(nobody named)", "")  # the key in the tables
