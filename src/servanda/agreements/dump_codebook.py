"""A codebook as the YAML file that a team edits; the way back from `load_codebook`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from servanda.agreements.yaml_out import (
    filled,
    keyed,
    number,
    scalar,
    short_words,
    shortest,
    to_text,
)
from servanda.domain.codebook import Codebook, CodingRule, Scale, Term


def dump_codebook(codebook: Codebook, *, heading: Sequence[str] = ()) -> str:
    """Give the codebook as YAML in the form of docs/reference/codebook.md.

    `parse_codebook` of the result gives an equal one; `heading` are lines of comment above it.
    """
    fields = list(dict.fromkeys(one.field for one in codebook.terms))
    root = filled(
        codebook=scalar(codebook.version),
        title=scalar(codebook.title),
        scales=keyed({one.key: _scale(one) for one in codebook.scales}),
        terms=keyed(
            {
                field: keyed({one.word: _term(one) for one in codebook.terms if one.field == field})
                for field in fields
            }
        ),
        rules=keyed({one.key: _rule(one) for one in codebook.rules}),
    )
    return to_text(root, heading=heading)


def _scale(one: Scale) -> Any:
    cap = one.self_report_cap
    levels = {
        number(level.value): shortest(
            filled(name=scalar(level.name), meaning=scalar(level.meaning or None)), "name"
        )
        for level in one.levels
    }
    return filled(
        name=scalar(one.name),
        source=scalar(one.source or None),
        rule=scalar(one.rule or None),
        self_report_cap=None if cap is None else number(cap),
        levels=keyed(levels),
    )


def _term(one: Term) -> Any:
    return _with_examples("meaning", one.meaning, one.examples)


def _rule(one: CodingRule) -> Any:
    return _with_examples("text", one.text, one.examples, added=scalar(one.added or None))


def _with_examples(name: str, text: str, examples: tuple[str, ...], **more: Any) -> Any:
    fields = filled(**{name: scalar(text)}, **more, examples=short_words(examples))
    return shortest(fields, name)
