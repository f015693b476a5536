"""The codebook: scales, terms and rules by which people code and rate, as data with a version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ScaleLevel:
    """One step of a scale: its number, its name, and what must be so for it to be given."""

    value: float
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A declared scale on which a person rates how far a provision is kept.

    `levels` stand in rising order. `self_report_cap` is the highest level that may rest on the word
    of those who owe the promise alone; None means one below the top. `source` says where the scale
    comes from, `rule` how to choose between its middle levels.
    """

    key: str
    name: str
    levels: tuple[ScaleLevel, ...]
    source: str
    rule: str = ""
    self_report_cap: float | None = None

    @property
    def maximum(self) -> float:
        """Give the value of the top level."""
        return max(one.value for one in self.levels)

    def level(self, value: float) -> ScaleLevel | None:
        """Give the level of this value, or None."""
        return next((one for one in self.levels if one.value == value), None)


@dataclass(frozen=True, slots=True)
class Term:
    """What a word means when a coder gives it; `field` is `kind`, `stance`, `cause` and so on."""

    field: str
    word: str
    meaning: str
    #: Ids of statements of this dossier that show it.
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodingRule:
    """One rule for coders; `added` tells why and when it came, where a disagreement brought it."""

    key: str
    text: str
    added: str = ""
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Codebook:
    """All that coders work by. Codings name the `version` under which they were made."""

    version: str
    title: str
    scales: tuple[Scale, ...] = ()
    terms: tuple[Term, ...] = ()
    rules: tuple[CodingRule, ...] = ()

    def scale(self, key: str) -> Scale | None:
        """Give the scale of this key, or None."""
        return next((one for one in self.scales if one.key == key), None)

    def examples(self) -> set[str]:
        """Give the ids of all statements that show a word or a rule."""
        of_terms = {id for one in self.terms for id in one.examples}
        return of_terms | {id for one in self.rules for id in one.examples}

    def showing(self, may: Callable[[str], bool]) -> Codebook:
        """Give the codebook with those examples only that may be shown.

        A rule with another example goes whole: a disagreement on that passage may have brought it,
        and its text may tell what the passage says. A word stays, for codings use it.
        """
        if all(map(may, self.examples())):
            return self
        return replace(
            self,
            terms=tuple(
                replace(one, examples=tuple(filter(may, one.examples))) for one in self.terms
            ),
            rules=tuple(one for one in self.rules if all(map(may, one.examples))),
        )
