"""What a document says of itself: people, dates, languages, references, completeness."""

from __future__ import annotations

import pytest

from servanda.domain.source import ArchiveReference, Description
from servanda.intake import take_in
from servanda.intake.archive_reference import find_reference, read_reference
from servanda.intake.correspondence import Correspondence, read_correspondence
from servanda.intake.language import language_named, tell_language
from servanda.intake.stated_date import find_stated_date


@pytest.mark.parametrize(
    ("title", "creators", "recipients"),
    [
        (
            "Letter from Anna Berg and Ivo Lind to Mr. Stone, Consul General of the State in Novi",
            ("Anna Berg", "Ivo Lind"),
            ("Mr. Stone, Consul General of the State in Novi",),
        ),
        (
            "Telegram No. 12 from A. Berg, Minister of Foreign Affairs and Trade, and I. Lind to "
            "the Secretary-General",
            ("A. Berg, Minister of Foreign Affairs and Trade", "I. Lind"),
            ("the Secretary-General",),
        ),
        ("Cable, Berg to Lind", ("Berg",), ("Lind",)),
        ("Report by the Commission on the withdrawal", ("the Commission",), ()),
        ("Message from Berg to Lind about the guns", ("Berg",), ("Lind",)),
        ("Letter to the Deputy Chairman", (), ("the Deputy Chairman",)),
        (
            "The Consul at Northfield (Berg) to the Ambassador in the Republic (Lind)",
            ("The Consul at Northfield (Berg)",),
            ("the Ambassador in the Republic (Lind)",),
        ),
        ("Third Public Report", (), ()),
        ("Report on the implementation of the agreement", (), ()),
        ("Our way to peace", (), ()),
    ],
)
def test_a_title_says_who_wrote_to_whom(
    title: str, creators: tuple[str, ...], recipients: tuple[str, ...]
) -> None:
    assert read_correspondence(title) == Correspondence(creators, recipients)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("RGASPI F. 17, Op. 128, D. 391, ll. 115-119.", ("RGASPI", "17", "128", "391", "115-119")),
        ("АВП РФ, ф. 0100, оп. 40, п. 248, д. 7, л. 3", ("АВП РФ", "0100", "40", "7", "3")),
        (
            "Source: AVPRF, fond 0100, opis 46, delo 12, papka 362, listy 37–43 ob.",
            ("AVPRF", "0100", "46", "12", "37–43 ob."),
        ),
        (
            "State Archive of the Republic (SAR), F. R-9401, Op. 2, D. 100",
            ("State Archive of the Republic (SAR)", "R-9401", "2", "100", None),
        ),
        ("It lies in RGANI, f. 5, op. 49, d. 131", ("RGANI", "5", "49", "131", None)),
        ("f. 5, op. 49, d. 131", (None, "5", "49", "131", None)),
    ],
)
def test_fond_opis_delo_and_leaves_are_taken_apart(
    text: str, parts: tuple[str | None, ...]
) -> None:
    found = find_reference(text)
    assert found is not None
    assert (found.repository, found.fond, found.opis, found.delo, found.leaves) == parts
    assert found.text in text


@pytest.mark.parametrize(
    ("text", "words", "repository"),
    [
        ("See FO 371/63331.", "FO 371/63331", "The National Archives (UK)"),
        ("NARA RG 59, Box 3", "NARA RG 59, Box 3", "NARA"),
        ("RG 59, Entry 12, Box 3", "RG 59, Entry 12, Box 3", None),
    ],
)
def test_other_references_keep_their_words(text: str, words: str, repository: str | None) -> None:
    assert find_reference(text) == ArchiveReference(text=words, repository=repository)


@pytest.mark.parametrize("text", ["The d. 5 is missing", "Op. 5 by the composer", "in F. 17"])
def test_no_reference_is_made_up(text: str) -> None:
    assert find_reference(text) is None


def test_a_reference_that_nobody_can_take_apart_is_kept_as_written() -> None:
    assert read_reference("Box 5,  shelf 2") == ArchiveReference(text="Box 5, shelf 2")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("MISSION\n11 March 2019\nThird report\n\nThe guns left on 2 May 2018.", "2019-03-11"),
        ("Status Report as of 23 November 2016\n\nThe guns left.", "2016-11-23"),
        ("MISSION REPORT January 2022\nThird report, November 2020 to January 2022\n", "2022-01"),
        ("Northfield, 3 March 1951\n\nDear Sir,", "1951-03-03"),
        ("Third report, July 2017 to February 2019\n\nThe guns left.", None),
        ("On 26 March 2015 the mission went to the valley.", None),
        ("Between 15 and 28 November, the mission saw 70 guns.", None),
        ("The mission has since 4 May 2015 been at the bridge.", None),
    ],
)
def test_a_documents_date_is_the_one_it_states_for_itself(text: str, date: str | None) -> None:
    assert find_stated_date(text) == date


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The parties met in the town and agreed on a list of the guns that were to go.", "en"),
        (
            "El acuerdo fue firmado por las partes en la ciudad y no se ha cumplido en los "
            "municipios del sur.",
            "es",
        ),
        (
            "Соглашение о прекращении огня было подписано в городе и вступило в силу, но не "
            "выполняется на всей территории.",
            "ru",
        ),
        ("تم توقيع الاتفاق بين الطرفين في المدينة ولم يتم تنفيذه في جميع المناطق من قبل", "ar"),
        ("和平协议的各项条款在各地区没有得到执行，政府代表没有到会。", "zh"),
        ("合意は両者によって署名されたが、守られていない。", "ja"),
        (
            "A guard stopped a man from taking a post commander’s marked car from a checkpoint at "
            "a bridge about 7:30 p.m.",
            "en",
        ),
        ("The list o f t h e  h o u s e s  a n d  t h e  C A M P S  o f  M a y  2019 i s  a", None),
        (
            "Anna Berg, Ivo Lind, Novigrad, Northfield, Neustadt, Kashgar, Urumqi, Ghulja, Aksu",
            None,
        ),
        ("", None),
    ],
)
def test_a_language_is_told_when_it_is_plain(text: str, language: str | None) -> None:
    assert tell_language(text) == language


def test_languages_are_known_by_what_catalogues_call_them() -> None:
    assert language_named("Uygur") == language_named("Uyghur") == "ug"
    assert language_named("Valyrian") is None


@pytest.mark.parametrize(
    ("end", "complete"),
    [
        ("and the guns were taken from the valley to the", False),
        ("and the guns were taken from the valley. [truncated]", False),
        ("and the guns were taken away. (Next page missing)", False),
        ("and the guns were taken from the valley.", None),
        ("and the guns were taken from the valley", None),
    ],
)
def test_a_text_that_breaks_off_is_not_complete(end: str, complete: bool | None) -> None:
    text = f"The commission met in the town hall with both of the sides present, {end}"
    assert take_in(text.encode(), "letter.txt").description.complete is complete


def test_what_somebody_gave_goes_before_what_was_read_field_by_field() -> None:
    given = Description(written="1951", side="council", creators=("M. Reed",))
    text = "Northfield, 3 March 1951\n\nDear Sir,\n\nWe write to you of the guns in the valley."
    known = take_in(text.encode(), "letter.txt", description=given).description
    assert (known.written, known.side, known.creators) == ("1951", "council", ("M. Reed",))
    assert known.language == take_in(text.encode(), "letter.txt").description.language


def test_the_files_name_and_date_say_nothing() -> None:
    known = take_in(b"The guns left the valley.", "Letter from A to B 3 March 1951.txt").description
    assert known == Description()


def test_the_head_of_a_memorandum_names_people_and_date() -> None:
    text = (
        "From: A. Berg\nTo: I. Lind\nSubject: The guns\nDate: 4 May 2016\n\nDear Mr. Lind,\n\n"
        "The guns have not been withdrawn from the north of the valley.\n"
    )
    known = take_in(text.encode(), "note.txt").description
    assert (known.title, known.written) == ("The guns", "2016-05-04")
    assert (known.creators, known.recipients) == (("A. Berg",), ("I. Lind",))


def test_one_line_with_a_colon_is_no_head() -> None:
    text = (
        "To: whom it concerns\n\nThe guns have not been withdrawn from the north of the valley.\n"
    )
    assert take_in(text.encode(), "note.txt").description.recipients == ()


@pytest.mark.parametrize(
    ("line", "received"),
    [
        ("[Received December 3—7:10 a.m.]", "1951-12-03"),
        ("[Received January 3, 1952]", "1952-01-03"),
        ("Received: January 3", "1952-01-03"),
    ],
)
def test_a_note_of_receipt_is_the_first_such_day_after_the_writing(
    line: str, received: str
) -> None:
    text = (
        "The Consul at Northfield (Berg) to the Ambassador in the Republic (Lind)\n\n"
        f"Northfield, November 28, 1951.\n{line}\n\nThe guns have not been withdrawn from the "
        "north of the valley.\n"
    )
    known = take_in(text.encode(), "despatch.txt").description
    assert (known.written, known.received) == ("1951-11-28", received)
    assert known.creators == ("The Consul at Northfield (Berg)",)


def test_a_heading_that_names_writer_and_reader_goes_before_the_pages_title() -> None:
    page = (
        "<html><head><title>Volume VII, Document 49</title></head><body><main>"
        "<h3>49. The Consul at Northfield (Berg) to the Ambassador in the Republic (Lind)</h3>"
        "<p>The guns have not been withdrawn from the north of the valley.</p></main></body></html>"
    )
    known = take_in(page.encode(), "page.html").description
    assert known.title is not None
    assert known.title.startswith("49. The Consul")
    assert known.recipients == ("the Ambassador in the Republic (Lind)",)
