"""French dates, read by the machinery that reads English ones, with French words and rules."""

from __future__ import annotations

import pytest

from servanda.text.dates import find_dates, why_no_value
from servanda.text.sentences import sentences

ANCHOR = "1947-07-12"


def only(text: str) -> tuple[str, str]:
    (one,) = find_dates(text, anchor=ANCHOR, language="fr")
    assert one.start is not None
    assert text[one.start : one.end] == one.text
    return one.text, one.edtf


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("signé le 12 mai 1946 à midi", "le 12 mai 1946", "1946-05-12"),
        ("le 1er juin 1946, ils arrivèrent", "le 1er juin 1946", "1946-06-01"),
        ("le lundi 5 mai 1947", "le lundi 5 mai 1947", "1947-05-05"),
        ("en mai 1946", "mai 1946", "1946-05"),
        ("au mois d’avril 1946", "mois d’avril 1946", "1946-04"),
        ("le 25 février, les troupes", "le 25 février", "1947-02-25?"),
        ("à l’été 1946", "à l’été 1946", "1946-22"),
        ("l'hiver dernier", "l'hiver dernier", "1946-24"),
        ("les années 1920", "les années 1920", "192X"),
        ("au XIXe siècle", "au XIXe siècle", "18XX"),
        ("au premier trimestre 2008", "au premier trimestre 2008", "2008-33"),
        ("du 12 au 14 mai 1946", "du 12 au 14 mai 1946", "1946-05-12/1946-05-14"),
        ("les 12 et 14 mai 1946", "les 12 et 14 mai 1946", "{1946-05-12,1946-05-14}"),
        ("entre le 5 mai et le 12 juin 1946", None, "1946-05-05/1946-06-12"),
        ("de mai à juillet 1946", None, "1946-05/1946-07"),
        ("en 1939-45", "1939-45", "1939/1945"),
        ("depuis le 1er janvier 1947", None, "1947-01-01/.."),
        ("à partir de mars 1947", None, "1947-03/.."),
        ("jusqu’au 15 août 1946", None, "../1946-08-15"),
        ("au plus tard le 31 décembre 1946", None, "../1946-12-31"),
        ("vers 1860", None, "1860~"),
        ("12.05.2014", None, "2014-05-12"),
    ],
)
def test_a_stated_date_is_what_its_words_say(text: str, words: str | None, edtf: str) -> None:
    assert only(text) == (words or text, edtf)


@pytest.mark.parametrize(
    ("text", "words", "edtf"),
    [
        ("il y a deux semaines", None, "1947-06-28~"),
        ("il y a plus d'un an", None, "../1946-07"),
        ("Plus d’un an s’est écoulé", None, "../1946-07"),
        ("la semaine dernière", None, "1947-06-30/1947-07-06"),
        ("l'année dernière", None, "1946"),
        ("ce mois-ci", None, "1947-07"),
        ("le mois prochain", None, "1947-08"),
        ("hier", None, "1947-07-11"),
        ("aujourd’hui, rien", "aujourd’hui", "1947-07-12"),
        ("dans deux semaines", None, "1947-07-26~"),
        ("au cours des deux dernières semaines", None, "1947-06-28/1947-07-12"),
        ("jusqu'à présent", None, "../1947-07-12"),
    ],
)
def test_what_counts_from_elsewhere_counts_from_the_documents_date(
    text: str, words: str | None, edtf: str
) -> None:
    assert only(text) == (words or text, edtf)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("début mai 1947", "1947-05-01", "1947-05-10"),
        ("à la mi-juin 1947", "1947-06-11", "1947-06-20"),
        ("à la fin du mois de juin 1947", "1947-06-21", "1947-06-30"),
        ("dans la première moitié de 1946", "1946-01-01", "1946-06-30"),
        ("au milieu de l'année 1946", "1946-05-01", "1946-08-31"),
    ],
)
def test_a_part_narrows_the_days_and_not_the_value(text: str, earliest: str, latest: str) -> None:
    (one,) = find_dates(text, anchor=ANCHOR, language="fr")
    assert (one.earliest, one.latest) == (earliest, latest)
    assert "/" not in one.edtf


@pytest.mark.parametrize(
    "text", ["pendant les élections", "après la signature de l'accord", "lors de l’arrivée"]
)
def test_an_event_dates_without_a_value(text: str) -> None:
    (one,) = find_dates(text, anchor=ANCHOR, language="fr")
    assert (one.text, one.edtf, one.basis) == (text, "", "event")


def test_another_calendar_is_kept_in_its_words() -> None:
    (one,) = find_dates("le 3 ramadan 1435", anchor="2014-07-05", language="fr")
    assert (one.text, one.edtf) == ("le 3 ramadan 1435", "")
    assert "another calendar" in (why_no_value(one, language="fr") or "")


@pytest.mark.parametrize(
    "text", ["1200 soldats sont partis", "la résolution 1701", "il mange six pommes"]
)
def test_what_is_no_date_stays_none(text: str) -> None:
    assert find_dates(text, anchor=ANCHOR, language="fr") == []


def test_french_sentences_end_as_french_writes_them() -> None:
    text = (
        "M. Dupont est venu le 12 janv. 1946. Est-il parti ? « Oui. » Il n'a rien vu, cf. art. 5."
    )
    assert [one.cut(text) for one in sentences(text, language="fr")] == [
        "M. Dupont est venu le 12 janv. 1946.",
        "Est-il parti ?",
        "« Oui. »",
        "Il n'a rien vu, cf. art. 5.",
    ]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Entre janvier et mars 1947, la commission a siégé.", "1947-01/1947-03"),
        ("Au second semestre 1946, les combats ont cessé.", "1946-41"),
        ("Le 3 mai dernier, un convoi a été arrêté.", "1947-05-03"),
        ("Le 5 courant, la commission a siégé.", "1947-07-05"),
        ("La liste a été remise le 05/03/1947.", "1947-03-05"),
        ("Les opérations ont commencé courant mars.", "1947-03?"),
        ("Le rapport sera remis fin décembre 1947.", "1947-12"),
        ("Aucun incident depuis le 15 janvier.", "1947-01-15?/.."),
        (
            "D'ici le 30 septembre 1947, les parties désigneront leurs représentants.",
            "../1947-09-30",
        ),
        ("À compter du 1er août 1947, la zone sera libre.", "1947-08-01/.."),
    ],
)
def test_dates_of_agreements_and_reports(text: str, edtf: str) -> None:
    assert only(text)[1] == edtf


def test_the_year_of_a_decree_is_not_that_of_what_follows() -> None:
    text = "La loi du 4 mai 1938 est appliquée. Le 3 mars, un camp a été ouvert."
    found = find_dates(text, anchor=ANCHOR, language="fr")
    assert found[1].edtf == "1947-03-03?"
