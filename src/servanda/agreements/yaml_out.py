"""Values as YAML that a person can read and correct: short forms, long passages folded."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

#: Passages longer than this are folded over several lines.
_FOLD_AFTER = 70


def to_text(root: CommentedMap, *, heading: Sequence[str] = ()) -> str:
    """Give a mapping as the text of a YAML file, with lines of comment above it."""
    yaml = YAML()
    yaml.width = 96
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = io.StringIO()
    for line in heading:
        for part in comment_lines(line):
            out.write(f"# {part}".rstrip() + "\n")
    if heading:
        out.write("\n")
    yaml.dump(root, out)
    return out.getvalue()


def comment_lines(text: str) -> list[str]:
    """Split what stands in a comment so that nothing of it can end the comment."""
    return [
        "".join(sign if sign.isprintable() else " " for sign in line) for line in text.splitlines()
    ]


def filled(**fields: Any) -> CommentedMap:
    """Give a mapping of the fields that hold something."""
    return CommentedMap((name, value) for name, value in fields.items() if value is not None)


def keyed(entries: dict[str, Any]) -> CommentedMap | None:
    """Give a mapping under keys of the writer's own; None where it holds nothing."""
    return CommentedMap((scalar(key), value) for key, value in entries.items()) if entries else None


def shortest(fields: CommentedMap, name: str) -> Any:
    """Give the bare value where only this field is set, nothing where none is."""
    if not fields:
        return None
    return fields[name] if list(fields) == [name] else fields


def several(values: Sequence[Any]) -> Any:
    """Give a list; a single thing stands bare unless it could be taken for the list itself."""
    if not values:
        return None
    return values[0] if len(values) == 1 else CommentedSeq(values)


def short_words(values: Sequence[str]) -> Any:
    """Give short words on one line."""
    return several(values) if len(values) < 2 else on_one_line([scalar(value) for value in values])


def scalar(value: str | None) -> str | None:
    """Give text in the form that is easiest to read and still comes back letter for letter."""
    if value is None:
        return None
    if len(value) > _FOLD_AFTER and value.isprintable() and folds(value):
        folded: str = FoldedScalarString(value)
        return folded
    quoted: str = DoubleQuotedScalarString(value)
    return value if value.isprintable() and value else quoted


def folds(value: str) -> bool:
    """Tell whether each space is a lone one between two words: folding keeps no others."""
    return value == " ".join(value.split(" ")) and "  " not in value and value == value.strip()


def number(value: float) -> str:
    """Give a number as short as it can be and still comes back."""
    return f"{value:g}" if float(f"{value:g}") == value else repr(value)


def on_one_line(values: list[Any]) -> CommentedSeq:
    """Give a list in brackets."""
    listed = CommentedSeq(values)
    listed.fa.set_flow_style()
    return listed
