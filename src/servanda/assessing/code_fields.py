"""The fields that coders fill, the words that each takes, and what a reader gave for them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from servanda.domain.agreement import Agreement
from servanda.domain.codebook import Codebook
from servanda.domain.coding import (
    ABOUT,
    NOBODY_NAMED,
    NOT_STATED,
    OPEN_FIELDS,
    ORDERED,
    PROVISION,
    RATING,
    STATEMENT,
    STATEMENT_FIELDS,
    VIOLATED,
)
from servanda.domain.judgement import Code, Unknown
from servanda.domain.statement import Statement
from servanda.errors import ServandaError

#: Somebody is named, and no party of the agreement.
OTHER = "other"
#: Stands between several values of one field.
JOIN = "; "
#: What a sheet and a prompt take for "left open".
OPEN = "-"


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a field takes: what to type for it, and what it means; a level has a name."""

    key: str
    word: str
    meaning: str = ""
    name: str = ""

    @property
    def label(self) -> str:
        """Give the key with what it stands for, once if they are the same."""
        words = self.name or self.word.replace("_", " ")
        return words if words == self.key else f"{self.key} {words}"

    @property
    def said(self) -> tuple[str, ...]:
        """Give what it may be called: its word, the last part of it, its name."""
        names = (self.word, self.word.rpartition("/")[2], self.name)
        return tuple(one.casefold().replace(" ", "_") for one in names if one)


@dataclass(frozen=True, slots=True)
class CodeField:
    """A field to code: its choices in order; `several` may be given together where it says so.

    `order` are the words that have a rank, lowest first; () where none have. `rule` says how to
    choose, where the codebook has one for the field as such.
    """

    name: str
    choices: tuple[Choice, ...]
    several: bool = False
    order: tuple[str, ...] = ()
    rule: str = ""

    def read(self, typed: str, *, keys: bool = True) -> str | None:
        """Give the value that somebody typed: a key, a word, or an unambiguous beginning of one.

        Args:
            typed: As it stands.
            keys: Whether keys count; in a sheet nobody sees them beside their words.

        Returns:
            The value; several ones sorted and joined; None for `-`, which leaves the field open.

        Raises:
            ServandaError: It is none of the choices, or stands for several of them.
        """
        # A sheet's writer puts an apostrophe before what would start a formula.
        if typed.strip().removeprefix("'") == OPEN:
            return None
        if not self.several:
            return self._one(typed, keys=keys)
        parts = [one for one in typed.replace(",", ";").split(";") if one.strip()]
        return JOIN.join(sorted({self._one(one, keys=keys) for one in parts or [typed]}))

    def _one(self, typed: str, *, keys: bool) -> str:
        asked = typed.strip().removeprefix("'").casefold()
        if self.name == RATING:
            # A spreadsheet writes 2 as "2.0", or with the decimal comma of its country.
            asked = _plain_number(asked)
        said = asked.replace(" ", "_")
        for one in self.choices if said else ():
            if said == one.word.casefold() or (keys and asked == one.key):
                return one.word
        # "point-1" is its own key before it is the beginning of "point-10".
        begun = [one.word for one in self.choices if said and said in one.said] or [
            one.word
            for one in self.choices
            if said and any(each.startswith(said) for each in one.said)
        ]
        if len(begun) == 1:
            return begun[0]
        known = [one.word for one in self.choices]
        near = begun or difflib.get_close_matches(said, known[:2000], n=3, cutoff=0.5)
        what = f"stands for {' or '.join(begun[:4])}" if begun else "is no choice"
        raise ServandaError(
            f"{typed.strip()[:40]!r} {what} for {self.name}. "
            f"Give {', '.join(near if len(known) > len(STATEMENT_FIELDS['kind']) else known)}"
            " or - to leave it open."
        )


def _plain_number(typed: str) -> str:
    try:
        return f"{float(typed.replace(',', '.')):g}"
    except ValueError:
        return typed


def code_fields(
    names: Sequence[str], *, codebook: Codebook, agreements: Sequence[Agreement], scale: str = ""
) -> tuple[CodeField, ...]:
    """Give the fields of these names, with the words of the codebook and of the agreements.

    Raises:
        ServandaError: There is no such field or scale, or it stands there twice.
    """
    if len(set(names)) < len(names) or not names:
        raise ServandaError("Name each field once, and one at least.")
    return tuple(_field(one, codebook, agreements, scale) for one in names)


def _field(name: str, codebook: Codebook, agreements: Sequence[Agreement], scale: str) -> CodeField:
    if name == RATING:
        return _rating(codebook, scale)
    if name == PROVISION:
        return CodeField(name, _numbered(_provisions(agreements)), several=True)
    if name == ABOUT:
        return CodeField(name, _numbered(_parties(agreements)), several=True)
    terms = [(one.word, one.meaning) for one in codebook.terms if one.field == name]
    if not terms:
        terms = [(word, "") for word in STATEMENT_FIELDS.get(name, ())]
    if not terms or name in _NOT_CODED:
        known = dict.fromkeys((*STATEMENT_FIELDS, *OPEN_FIELDS))
        known |= dict.fromkeys(one.field for one in codebook.terms if one.field not in _NOT_CODED)
        raise ServandaError(f"There is no field {name[:40]!r} to code. Use {', '.join(known)}.")
    return CodeField(name, _numbered(terms), order=ORDERED.get(name, ()))


#: Fields of the codebook that are not asked of a passage.
_NOT_CODED = frozenset(("unknown", "cause", "source_grade", "statement_grade"))


def _rating(codebook: Codebook, key: str) -> CodeField:
    scale = codebook.scale(key)
    if scale is None:
        known = ", ".join(one.key for one in codebook.scales)
        raise ServandaError(f"There is no scale {key[:40]!r} in the codebook. It has {known}.")
    meanings = {one.word: one.meaning for one in codebook.terms if one.field == "unknown"}
    levels = [Choice(word := f"{one.value:g}", word, one.meaning, one.name) for one in scale.levels]
    unknown = [
        Choice(key, word, meanings.get(word, ""))
        for word, key in zip(get_args(Unknown), "mfad", strict=False)
    ]
    breach = Choice("v", VIOLATED, "Active breach, which is not the lowest level.")
    order = tuple(one.word for one in levels)
    return CodeField(RATING, (*levels, breach, *unknown), order=order, rule=scale.rule)


def _numbered(words: Iterable[tuple[str, str]]) -> tuple[Choice, ...]:
    words = list(words)
    # Words that are numbers are their own keys, or "1" would mean two things.
    own = any(word.isdigit() for word, _ in words)
    return tuple(
        Choice(word if own else str(number), word, meaning)
        for number, (word, meaning) in enumerate(words, 1)
    )


def _provisions(agreements: Sequence[Agreement]) -> Iterable[tuple[str, str]]:
    for agreement in agreements:
        for one in agreement.walk():
            labels = ", ".join(label.text for label in one.labels)
            title = one.title or (one.wordings[0].text[:80] if one.wordings else "")
            yield f"{agreement.key}/{one.key}", f"{title} ({labels})" if labels else title
    yield "whole", "The agreement itself, or all its points."
    yield "unmapped", "No promise that we know."


def _parties(agreements: Sequence[Agreement]) -> Iterable[tuple[str, str]]:
    found = {party.key: party.name for one in agreements for party in one.parties}
    yield from found.items()
    yield OTHER, "Somebody named who is no party of the agreement."
    yield NOBODY_NAMED, "Nobody is named or carried over from the same paragraph."


def codes_of(statement: Statement, fields: Iterable[str]) -> tuple[Code, ...]:
    """Give a statement's own fields as the codes that a coder would give for them."""
    return tuple(Code(name, value) for name in fields if (value := code_of(statement, name)))


def code_of(statement: Statement, field: str) -> str | None:
    """Give one field of a statement as a code; None for a field that statements do not have."""
    if field == STATEMENT:
        return "yes"
    if field == "extent":
        return statement.extent or NOT_STATED
    if field == PROVISION:
        return _provision_code(statement)
    if field == ABOUT:
        keys = {one.party or (OTHER if one.name or one.text else "") for one in statement.about}
        return JOIN.join(sorted(keys - {""})) or NOBODY_NAMED
    if field in STATEMENT_FIELDS:
        return str(getattr(statement, field))
    return None


def _provision_code(statement: Statement) -> str:
    if statement.level != "provision":
        return {"whole": "whole"}.get(statement.level, "unmapped")
    keys = sorted({f"{one.agreement}/{one.key}" for one in statement.provisions})
    return JOIN.join(keys) or "unmapped"
