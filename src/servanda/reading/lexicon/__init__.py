"""The words that judge, as data: one TOML file per language, compiled once per process."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from servanda.reading.inflect import verb_forms
from servanda.reading.phrases import PhraseTable


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word can do: its group ("verb.harm", "noun.promise", "idiom.broken") and form."""

    group: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's cues, its words of grammar as sets, and the digest that names the file."""

    table: PhraseTable[Cue]
    grammar: dict[str, frozenset[str]]
    digest: str
    #: Words that can begin something worth a closer look: the others are passed over at once.
    triggers: frozenset[str]
    #: Every word of the file that can begin a cue, and the words of grammar.
    known: frozenset[str]
    #: Irregular forms and their plain verb ("withdrew", "withdraw").
    plain: dict[str, str]


#: Sections whose phrases become cues, and the name that their groups begin with.
_SECTIONS = {
    "nouns": "noun",
    "status": "status",
    "idioms": "idiom",
    "degree": "degree",
    "exceptions": "exception",
    "courtesy": "courtesy",
    "method": "method",
    "knowing": "knowing",
    "voice": "voice",
}
#: Lists of the grammar that hold phrases of several words and so are cues too.
_GRAMMAR_CUES = (
    "irony",
    "correction",
    "same_there",
    "summary",
    "example",
    "opinion",
    "subordinate",
    "contrast",
)
#: Groups without which a passage cannot judge anything.
_JUDGING = (
    "verb.fulfil", "verb.breach", "verb.comply", "verb.harm", "verb.hinder", "verb.deny",
    "verb.admit", "verb.demand", "noun.breach", "noun.harm", "noun.combat", "noun.toll",
    "noun.hinder", "noun.promise",
    "noun.lack", "noun.progress", "verb.start", "idiom.", "status.",
)  # fmt: skip


@cache
def lexicon(language: str = "en") -> Lexicon:
    """Give the compiled lexicon of a language.

    Raises:
        KeyError: There is no lexicon of this language.
    """
    path = files(__name__).joinpath(f"{language}.toml")
    if not path.is_file():
        raise KeyError(language)
    data = path.read_bytes()
    tables = tomllib.loads(data.decode("utf-8"))
    table: PhraseTable[Cue] = PhraseTable()
    _add_verbs(table, tables)
    for section, prefix in _SECTIONS.items():
        for group, phrases in tables[section].items():
            for phrase in phrases:
                _add_phrase(table, phrase, Cue(f"{prefix}.{group}"))
    for group in _GRAMMAR_CUES:
        for phrase in tables["grammar"][group]:
            _add_phrase(table, phrase, Cue(f"grammar.{group}"))
    triggers = frozenset(
        word
        for word, rests in table.first.items()
        if any(rest.payload.group.startswith(_JUDGING) for rest in rests)
    )
    grammar = {name: frozenset(words) for name, words in tables["grammar"].items()}
    return Lexicon(
        table,
        grammar,
        hashlib.sha256(data).hexdigest(),
        triggers,
        frozenset(table.first).union(*grammar.values()),
        {form: verb for verb, forms in tables["irregular"].items() for form in forms},
    )


def _add_verbs(table: PhraseTable[Cue], tables: dict[str, Any]) -> None:
    irregular = tables["irregular"]
    doubling = frozenset(tables["spelling"]["doubling"])
    for group, verbs in tables["verbs"].items():
        for verb in verbs:
            head, *tail = verb.split()
            for form, name in verb_forms(head, irregular=irregular, doubling=doubling).items():
                for rest in _plurals(tail):
                    table.add([form, *rest], Cue(f"verb.{group}", name))


def _add_phrase(table: PhraseTable[Cue], phrase: str, cue: Cue) -> None:
    for words in _plurals([word.removesuffix("'s") for word in phrase.replace("’", "'").split()]):
        table.add(words, cue)


def _plurals(words: list[str]) -> list[list[str]]:
    """Give the phrase as it stands and, for a word with "*", with its plural."""
    if not any(word.endswith("*") for word in words):
        return [words]
    singular = [word.rstrip("*") for word in words]
    plural = [_plural(word[:-1]) if word.endswith("*") else word for word in words]
    return [singular, plural]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"
