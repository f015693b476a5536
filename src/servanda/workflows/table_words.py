"""A table's own words, as the dossier knows the things: provisions, places, parties, levels."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from servanda.agreements.table_mapping import Given, Row, TableMapping
from servanda.domain.agreement import Agreement
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.codebook import Scale
from servanda.domain.coding import is_reader
from servanda.domain.judgement import Unknown
from servanda.domain.record import Record
from servanda.errors import ServandaError
from servanda.text.normalise import fold
from servanda.workflows.find_cell import find_party, known_places

_YES = frozenset(("yes", "y", "true", "1", "x", "violated"))
_NO = frozenset(("", "no", "n", "false", "0"))
#: How many near names a refusal offers, and for how many words of a table they are looked up.
NEAREST, OFFERS = 3, 200
#: A longer word is no name of anything.
LONGEST = 300


class NotUnderstood(ServandaError):
    """A cell whose words the dossier and the mapping do not know.

    `column` is its field, `near` are names that it might mean.
    """

    def __init__(self, why: str, column: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(why)
        self.column = column
        self.near = near


@dataclass(frozen=True, slots=True)
class _Names:
    """Provisions under their folded names: what is identity before what is a name or a type."""

    tiers: tuple[Mapping[str, frozenset[tuple[str, str]]], ...]
    shown: tuple[str, ...]


class TableWords:
    """Reads the cells of one table by its mapping and the record; the same words once."""

    def __init__(self, record: Record, mapping: TableMapping) -> None:
        self._record = record
        self._mapping = mapping
        self._names = _names(record, mapping.agreement)
        self._found: dict[tuple[str, str], str | NotUnderstood] = {}
        self._places: dict[str, str] | None = None
        self._near: dict[str, tuple[str, ...]] = {}

    def provision(self, words: str) -> Row:
        """Give the provision that is called so, None if the mapping leaves it out.

        The mapping's words first; else a key or label, a title, a PAM theme, exactly once folded.

        Raises:
            NotUnderstood: There is none, or there are several.
        """
        asked = fold(words)
        if asked in self._mapping.provisions:
            return self._mapping.provisions[asked]
        if not asked:
            raise NotUnderstood("no provision stands in this row", "provision")
        for tier in self._names.tiers:
            fitting = tier.get(asked, frozenset())
            if len(fitting) == 1:
                return next(iter(fitting))
            if fitting:
                near = tuple(sorted("/".join(one) for one in fitting)[:4])
                raise NotUnderstood(
                    f"{words[:60]!r} may be {', '.join(near)}: say which under `provisions:`",
                    "provision",
                    near,
                )
        near = self._offered(words, self._names.shown)
        offered = f" (nearest: {', '.join(near)})" if near else ""
        raise NotUnderstood(
            f"no provision is called {words[:60]!r}{offered}. Say which it is under "
            "`provisions:`, or `skip`",
            "provision",
            near,
        )

    def place(self, words: str) -> str:
        """Give the key of a place that the agreement or a statement knows."""
        if fold(words) in self._mapping.places:
            return self._mapping.places[fold(words)]
        if self._places is None:
            self._places = known_places(self._record)
        if (key := self._places.get(fold(words))) is not None:
            return key
        near = self._offered(fold(words), tuple(self._places))
        offered = f" (nearest: {', '.join(near)})" if near else ""
        raise NotUnderstood(
            f"no place is called {words[:60]!r}{offered}. Say which it is under `places:`",
            "place",
            near,
        )

    def party(self, words: str, agreement: Agreement | None) -> str:
        """Give the key of a party."""
        if fold(words) in self._mapping.parties:
            return self._mapping.parties[fold(words)]
        key = (agreement.key if agreement else "", words)
        if key not in self._found:
            self._found[key] = self._party(words, agreement)
        found = self._found[key]
        if isinstance(found, NotUnderstood):
            raise found
        return found

    def _party(self, words: str, agreement: Agreement | None) -> str | NotUnderstood:
        try:
            return find_party(self._record, words[:LONGEST], agreement=agreement)
        except ServandaError as error:
            why = f"{str(error).rstrip('.')}. Say which it is under `parties:`"
            return NotUnderstood(why, "party")

    def _offered(self, words: str, names: Sequence[str]) -> tuple[str, ...]:
        """Give near names: for the first of the words that a table has wrong, and those short."""
        if words in self._near:
            return self._near[words]
        if len(self._near) >= OFFERS or len(words) > LONGEST:
            return ()
        found = tuple(difflib.get_close_matches(words, names[:5000], NEAREST, 0.5))
        self._near[words] = found
        return found

    def given(self, words: str, scale: Scale) -> Given:
        """Give what a cell of ratings says: the mapping's word, a level's number or name.

        Raises:
            NotUnderstood: It is neither.
        """
        asked = fold(words)
        if asked in self._mapping.values:
            return self._mapping.values[asked]
        if not asked:
            return self._mapping.blank
        if (level := _level(words, scale)) is not None:
            return Given(level)
        if asked == "violated":
            return Given(violated=True)
        if (unknown := unknown_of(asked)) not in (None, "carried_forward"):
            return Given(unknown=unknown)
        known = ", ".join(f"{one.value:g} ({one.name})" for one in scale.levels)
        raise NotUnderstood(
            f"{words[:60]!r} is no level of {scale.name}: {known}. Say what it means under "
            "`values:`",
            "level",
        )

    def unknown(self, words: str) -> Unknown | None:
        """Give the kind of not knowing that a cell names, None for a blank."""
        if not words:
            return None
        asked = fold(words)
        found = unknown_of(asked) or self._mapping.values.get(asked, Given()).unknown
        if found is None:
            raise NotUnderstood(
                f"{words[:60]!r} is no kind of not knowing: {', '.join(get_args(Unknown))}",
                "unknown",
            )
        return found

    def violated(self, words: str) -> bool:
        """Tell whether a cell says that a provision is actively breached."""
        asked = fold(words)
        if asked in self._mapping.values:
            return self._mapping.values[asked].violated
        if asked not in _YES | _NO:
            raise NotUnderstood(f"{words[:60]!r} is neither yes nor no", "violated")
        return asked in _YES

    def coder(self, words: str, actor: str) -> str:
        """Give who a row is by: the name in it, or whoever imports."""
        name = " ".join(words.split()) or actor
        if is_reader(name):
            raise NotUnderstood(f"no person may be called {name[:60]!r}", "coder")
        return name


def unknown_of(words: str) -> Unknown | None:
    """Give the kind of not knowing that folded words name."""
    plain = words.replace(" ", "_")
    return next((one for one in get_args(Unknown) if one == plain), None)


def _level(words: str, scale: Scale) -> float | None:
    """Give the level of a number ("2", "2.0", "2,5") or of a level's name."""
    asked = fold(words)
    for one in scale.levels:
        if asked == fold(one.name):
            return one.value
    try:
        number = float(words.replace(",", "."))
    except ValueError:
        return None
    found = scale.level(number)
    return found.value if found else None


def _names(record: Record, agreement: str) -> _Names:
    identity: dict[str, set[tuple[str, str]]] = {}
    titles: dict[str, set[tuple[str, str]]] = {}
    themes: dict[str, set[tuple[str, str]]] = {}
    shown: list[str] = []
    for own in record.agreements:
        if agreement not in ("", own.key):
            continue
        for word, row in (("whole", WHOLE), ("unmapped", UNMAPPED)):
            identity.setdefault(word, set()).add((own.key, row))
        for one in own.walk():
            row_of = (own.key, one.key)
            for name in (one.key, f"{own.key}/{one.key}", *(label.text for label in one.labels)):
                identity.setdefault(fold(name), set()).add(row_of)
            if one.title:
                titles.setdefault(fold(one.title), set()).add(row_of)
            for theme in one.themes:
                themes.setdefault(fold(theme), set()).add(row_of)
            shown += [one.key, *(label.text for label in one.labels), one.title]
    tiers = tuple(
        {name: frozenset(rows) for name, rows in tier.items()}
        for tier in (identity, titles, themes)
    )
    return _Names(tiers, tuple(dict.fromkeys(one for one in shown if one)))
