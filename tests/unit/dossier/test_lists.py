from __future__ import annotations

from .conftest import ACCORD
from .reading import ReadPage


def test_silence_is_told_in_groups(pages: dict[str, ReadPage]) -> None:
    words = pages["silence.html"].words()
    for told in (
        "1 document nobody has read.",
        "The Republic has no voice in anything that was read.",
        "No statement was linked to 1 of 7 provisions.",
        "In Troops",
        "Guards of the shore",
        "Only the Council of the Shore",
        "The newest telling in this record is of 9 September 1922.",
        "no statement that was found speaks: Hofn, the Northern Bay",
    ):
        assert told in words, told


def test_places_unheard_of_since_then_are_listed_with_the_day(pages: dict[str, ReadPage]) -> None:
    rows = [
        [cell.text() for cell in row.css("th, td")]
        for row in pages["silence.html"].all("table tbody tr")
    ]
    assert ["Eyrland", "3 May 1922"] in rows
    assert not [row for row in rows if row[0] == "Norvik"]


def test_problems_begin_with_what_was_not_read(pages: dict[str, ReadPage]) -> None:
    rows = [row.css("td")[0].text() for row in pages["problems.html"].all("tbody tr")]
    assert rows == ["not read", "not read", "doubtful"]
    words = pages["problems.html"].words()
    assert "broken.docx cannot be opened" in words
    assert "Known to be cut short" in words


def test_a_party_is_judged_by_each_side_and_speaks_for_itself(pages: dict[str, ReadPage]) -> None:
    council = pages[f"{ACCORD}/parties/council.html"].words()
    assert "What it admits of its own side" in council
    assert "One of our companies did remain at Akursund" in council
    assert "an observer (D. Observer): broken" in council
    republic = pages[f"{ACCORD}/parties/republic.html"].words()
    assert "It has no voice in anything that was read." in republic


def test_a_place_tells_its_names_and_who_says_what_of_it(pages: dict[str, ReadPage]) -> None:
    words = pages["places/norvik.html"].words()
    assert "Norvik and نورفيك" in words
    assert "says Atlas of the Shores, 1919" in words
    assert "Schools in the people's language" in words
    south = next(page for path, page in pages.items() if path.startswith("places/the-south"))
    assert "not rolled out to every place in it" in south.words()


def test_the_agreement_shows_the_top_of_its_tree(pages: dict[str, ReadPage]) -> None:
    page = pages[f"{ACCORD}.html"]
    assert "2 May 1921" in page.words(".facts")
    assert [one.css_first("th").text() for one in page.all("table tbody")] == [
        "Free elections",
        "Schools in the people's language",
        "Troops and 2 below",
        "Freedom of trade",
        "No repression of those who took part",
    ]


def test_a_matrix_shows_one_level_and_leads_to_the_next(pages: dict[str, ReadPage]) -> None:
    page = pages[f"{ACCORD}/matrix/place.html"]
    rows = [" ".join(one.text().split()) for one in page.all("th.row")]
    assert rows == [
        "the agreement as a whole",
        "Free elections",
        "Schools in the people's language",
        "Troopswhat is in it",
        "Freedom of trade",
        "No repression of those who took part",
        "speaks of keeping, but of no provision we know",
    ]
    below = pages[f"{ACCORD}/matrix/place--troops.html"]
    assert [one.text() for one in below.all("th.row")] == [
        "Withdrawal of the companies",
        "Guards of the shore",
    ]


def test_a_cell_says_in_words_what_it_shows(pages: dict[str, ReadPage]) -> None:
    page = pages[f"{ACCORD}/matrix/party.html"]
    told = [one.text() for one in page.all("td a .vh")]
    assert "disputed; 2 accepted statements" in told
    assert "mixed; 2 accepted statements. with proposals: mixed; 1 proposal" in told


def test_the_page_on_reading_prints_the_rules_themselves(pages: dict[str, ReadPage]) -> None:
    words = pages["method.html"].words()
    assert "The word is “kept”, “partly” or “broken” when the statements that count agree" in words
    assert "“disputed” when two sides' verdicts or denials" in words
    assert "Silence is not compliance." in words


def test_the_journal_tells_acts_and_never_what_was_withheld(pages: dict[str, ReadPage]) -> None:
    rows = [
        [cell.text() for cell in row.css("th, td")][:4]
        for row in pages["journal.html"].all("tbody tr")
    ]
    assert rows[1][3] == (
        "added a source: Letter of the Council's envoys to the Commissioner of the League"
    )
    assert rows[4][2:] == ["withheld", "withheld something"]
