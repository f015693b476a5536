"""A catalogue as a translator writes it, with invented words for a language of three plurals."""

from __future__ import annotations

import pytest

from servanda.saying import (
    ENGLISH,
    PSEUDO,
    CatalogueError,
    _,
    counted,
    find_language,
    languages,
    listed,
    make_language,
    ngettext,
    pgettext,
    preferred_language,
    say_decimal,
    say_number,
    speaking,
)

HEAD = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 ? 1 : 2);\n"
"""
WORDS = r"""
msgctxt "language"
msgid "English"
msgstr "Voltic"

msgctxt "direction of writing"
msgid "ltr"
msgstr "rtl"

#. a comment for translators
msgid "Nothing fits."
msgstr ""
"Nil"
" \"est\"."

#, fuzzy
msgid "Sign in"
msgstr "Guessed by a machine"

msgid "Untouched"
msgstr ""

msgid "{number} statement"
msgid_plural "{number} statements"
msgstr[0] "{number} dik"
msgstr[1] "{number} dika"
msgstr[2] "{number} dikov"

msgctxt "how many"
msgid "no"
msgstr "0"

msgctxt "pictures"
msgid "kept"
msgstr "servat"

msgctxt "between thousands"
msgid ","
msgstr "."

msgctxt "before decimals"
msgid "."
msgstr ","

msgctxt "digits"
msgid "0123456789"
msgstr "٠١٢٣٤٥٦٧٨٩"
"""


@pytest.fixture
def voltic():
    return make_language("xv", HEAD + WORDS, name="xv.po")


def test_a_sentence_is_said_in_the_language_spoken_and_in_english_elsewhere(voltic) -> None:
    with speaking(voltic):
        assert _("Nothing fits.") == 'Nil "est".'
        assert pgettext("pictures", "kept") == "servat"
    assert _("Nothing fits.") == "Nothing fits."


def test_what_nobody_has_translated_or_confirmed_stays_english(voltic) -> None:
    with speaking(voltic):
        assert [_("Untouched"), _("Sign in"), _("Never seen"), _("")] == [
            "Untouched",
            "Sign in",
            "Never seen",
            "",
        ]


def test_each_number_takes_its_own_form_and_the_languages_digits(voltic) -> None:
    def say(number: int) -> str:
        return counted(number, "{number} statement", "{number} statements")

    assert [say(n) for n in (0, 1, 2, 1204)] == [
        "no statements",
        "1 statement",
        "2 statements",
        "1,204 statements",
    ]
    with speaking(voltic):
        assert [say(n) for n in (0, 1, 3, 5)] == ["0 dikov", "١ dik", "٣ dika", "٥ dikov"]
        assert say_number(1204) == "١.٢٠٤"
        assert say_decimal(0.75, 2) == "٠,٧٥"


def test_a_language_says_its_own_name_and_how_it_runs(voltic) -> None:
    assert (voltic.name, voltic.direction) == ("Voltic", "rtl")
    assert (ENGLISH.name, ENGLISH.direction) == ("English", "ltr")
    assert PSEUDO.direction == "rtl"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('msgid "a"\nmsgstr "b\n', "xv.po, line 2"),
        ("some prose\n", "xv.po, line 1"),
        (HEAD.replace("nplurals=3", "nplurals=;").replace("(n%10==1", "(import"), "xv.po"),
    ],
)
def test_a_broken_catalogue_is_refused_with_its_line(text: str, told: str) -> None:
    with pytest.raises(CatalogueError, match=told):
        make_language("xv", text, name="xv.po")


def test_lists_are_one_sentence_with_one_end() -> None:
    assert [listed(one) for one in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_english_and_the_pseudo_language_are_always_there() -> None:
    assert next(iter(languages())) == "en"
    assert list(languages())[-1] == "qps-plocm"


@pytest.mark.parametrize(
    ("accepted", "tag"),
    [
        ("", "en"),
        ("xx", "en"),
        ("xx-YY, en-GB;q=0.8", "en"),
        ("en;q=0, *", "en"),
        # It is chosen by hand only.
        ("qps-plocm", "en"),
        ("garbage;;;q=x,,", "en"),
    ],
)
def test_a_browser_gets_what_it_prefers_or_english(accepted: str, tag: str) -> None:
    assert preferred_language(accepted).tag == tag


def test_a_tag_finds_the_language_of_its_beginning() -> None:
    assert find_language("EN-gb") == ENGLISH
    assert find_language("xx") is None
    assert find_language("") is None


def test_the_pseudo_language_keeps_places_and_tags_and_grows() -> None:
    asked = 'Made by {name} from <a href="x">%(head)s</a> &amp; more'
    with speaking(PSEUDO):
        said = _(asked)
        plural = ngettext("{number} thing", "{number} things", 3)
    for kept in ("{name}", '<a href="x">', "%(head)s", "</a>", "&amp;"):
        assert kept in said
    assert said.startswith("⟦")
    assert said.endswith("⟧")
    assert len(said) > 1.3 * len(asked)
    assert "{number}" in plural
    assert "thing" not in plural
