"""Arabic dates: prefixes, two traditions of month names, its own digits, and the Hijri calendar."""

from __future__ import annotations

import pytest

from servanda.domain.span import Span
from servanda.text.dates import find_dates, why_no_value
from servanda.text.sentences import sentences

ANCHOR = "1947-07-12"


def only(text: str) -> tuple[str, str]:
    (one,) = find_dates(text, anchor=ANCHOR, language="ar")
    assert one.start is not None
    assert text[one.start : one.end] == one.text
    return one.text, one.edtf


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("في ١٢ مايو ١٩٤٦ في المدينة", "١٢ مايو ١٩٤٦", "1946-05-12"),
        ("في 12 أيار 1946", "12 أيار 1946", "1946-05-12"),
        ("في ٥ كانون الثاني ١٩٤٧", "٥ كانون الثاني ١٩٤٧", "1947-01-05"),
        ("في 1 آب/أغسطس 1946", "1 آب/أغسطس 1946", "1946-08-01"),
        ("وفي آب (أغسطس) 1946", "آب (أغسطس) 1946", "1946-08"),
        ("يوم الاثنين 5 مايو 1947", "يوم الاثنين 5 مايو 1947", "1947-05-05"),
        ("بيناير ١٩٤٧", "يناير ١٩٤٧", "1947-01"),
        ("وفي شهر نيسان ١٩٤٦", "شهر نيسان ١٩٤٦", "1946-04"),
        ("في ٢٥ فبراير، انسحبت القوات", "٢٥ فبراير", "1947-02-25?"),
        ("لعام 1946", "عام 1946", "1946"),
        ("في العام 1946م", "العام 1946م", "1946"),
        ("في صيف ١٩٤٦", "صيف ١٩٤٦", "1946-22"),
        ("في الشتاء الماضي", "الشتاء الماضي", "1946-24"),
        ("في عشرينيات القرن العشرين", "عشرينيات القرن العشرين", "192X"),
        ("في القرن التاسع عشر", "القرن التاسع عشر", "18XX"),
        ("من 12 إلى 14 مايو 1946", None, "1946-05-12/1946-05-14"),
        ("بين ١٢ و١٤ مايو ١٩٤٦", None, "1946-05-12/1946-05-14"),
        ("من مايو إلى يوليو 1946", None, "1946-05/1946-07"),
        ("منذ ١ يناير ١٩٤٧", None, "1947-01-01/.."),
        ("اعتباراً من 1 آذار 1947", None, "1947-03-01/.."),
        ("حتى 15 آب 1946", None, "../1946-08-15"),
        ("بحلول نهاية عام 2019", None, "../2019"),
        ("حوالي عام 1860", None, "1860~"),
        ("١٢.٠٥.٢٠١٤", None, "2014-05-12"),
    ],
)
def test_a_stated_date_is_what_its_words_say(text: str, words: str | None, edtf: str) -> None:
    assert only(text) == (words or text, edtf)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("قبل أسبوعين", None, "1947-06-28~"),
        ("قبل أكثر من عام", None, "../1946-07"),
        ("مضى أكثر من عام على التوقيع", "مضى أكثر من عام", "../1946-07"),
        ("قبل ثلاثة أشهر", None, "1947-04~"),
        ("الأسبوع الماضي", None, "1947-06-30/1947-07-06"),
        ("في العام الماضي", "العام الماضي", "1946"),
        ("الشهر المقبل", None, "1947-08"),
        ("هذا العام", None, "1947"),
        ("أمس", None, "1947-07-11"),
        ("خلال الأسابيع الأربعة الماضية", None, "1947-06-14/1947-07-12"),
        ("حتى الآن", None, "../1947-07-12"),
    ],
)
def test_what_counts_from_elsewhere_counts_from_the_documents_date(
    text: str, words: str | None, edtf: str
) -> None:
    assert only(text) == (words or text, edtf)


@pytest.mark.parametrize(
    ("text", "words"),
    [("مَايُو ١٩٤٦", "مَايُو ١٩٤٦"), ("\u200fمــايــو 1946\u200f", "مــايــو 1946\u200f")],
)
def test_vowel_signs_and_stretching_are_passed_over_and_kept(text: str, words: str) -> None:
    assert only(text) == (words, "1946-05")


def test_parts_of_a_text_with_vowel_signs_are_looked_at_alone() -> None:
    text = "مَايُو ١٩٤٦ ثُمَّ يُونيو ١٩٤٧"
    at = text.index("ثُمَّ")
    (one,) = find_dates(text, anchor=None, within=[Span(at, len(text))], language="ar")
    assert one.text == "يُونيو ١٩٤٧"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("في ٣ رمضان ١٤٣٥ هـ", "٣ رمضان ١٤٣٥ هـ"),
        ("سنة 1435هـ", "سنة 1435هـ"),
        ("في شهر رجب", "شهر رجب"),
    ],
)
def test_a_hijri_date_is_kept_in_its_words_and_never_converted(text: str, words: str) -> None:
    (one,) = find_dates(text, anchor="2014-07-05", language="ar")
    assert (one.text, one.edtf, one.earliest, one.latest) == (words, "", None, None)
    assert "another calendar" in (why_no_value(one, language="ar") or "")


@pytest.mark.parametrize("text", ["خلال الانتخابات", "بعد توقيع الاتفاق", "أثناء المفاوضات"])
def test_an_event_dates_without_a_value(text: str) -> None:
    (one,) = find_dates(text, anchor=ANCHOR, language="ar")
    assert (one.text, one.edtf, one.basis) == (text, "", "event")


@pytest.mark.parametrize("text", ["وصل أبي إلى البيت", "غادر 1946 شخصا", "القرار 1701"])
def test_what_is_no_date_stays_none(text: str) -> None:
    assert find_dates(text, anchor=ANCHOR, language="ar") == []


def test_arabic_sentences_end_with_arabic_marks() -> None:
    """An Arabic semicolon joins clauses, as a semicolon does; Urdu ends with its own full stop."""
    text = "هل انسحبت القوات؟ لم تنسحب؛ بقيت في المدينة. قال د. سمير ذلك۔ ثم غادر"
    assert [one.cut(text) for one in sentences(text, language="ar")] == [
        "هل انسحبت القوات؟",
        "لم تنسحب؛ بقيت في المدينة.",
        "قال د. سمير ذلك۔",
        "ثم غادر",
    ]


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("منذ عام ١٩٤٤ لم يعد أحد", "منذ عام ١٩٤٤", "1944/.."),
        ("قبل شهر مايو 1946", None, "../1946-05"),
        ("خلال شهر جوان 1946", "شهر جوان 1946", "1946-06"),
        ("منذ عام لم يعد أحد", "منذ عام", "1946-07~"),
        ("بتاريخ ٠٥/٠٣/١٩٤٦", "٠٥/٠٣/١٩٤٦", "1946-03-05"),
        ("في 3 غشت 1946", "3 غشت 1946", "1946-08-03"),
        ("في ١٣ كانون الأول/ديسمبر ١٩٤٦", "١٣ كانون الأول/ديسمبر ١٩٤٦", "1946-12-13"),
    ],
)
def test_months_and_years_after_words_that_also_count(
    text: str, words: str | None, edtf: str
) -> None:
    assert only(text) == (words or text, edtf)


def test_the_same_year_and_the_same_day_are_those_told_last() -> None:
    text = "في 5 مايو 1944 بدأت الحرب. وفي أيلول من العام نفسه توقفت. وفي اليوم نفسه عادوا."
    found = find_dates(text, anchor=ANCHOR, language="ar")
    assert [one.edtf for one in found] == ["1944-05-05", "1944-09"]
    text = "في 5 مايو 1944 بدأت الحرب. وفي اليوم نفسه عادوا."
    assert [one.edtf for one in find_dates(text, anchor=ANCHOR, language="ar")][1] == "1944-05-05"
