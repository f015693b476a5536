"""The fields of a mapping, taken one by one; what is wrong is said with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import NoReturn, TypeVar

from servanda.agreements.nodes import Node
from servanda.errors import AgreementError

T = TypeVar("T")

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


def nearest(word: str, known: Collection[str]) -> str:
    """Give " (did you mean 'x'?)" with the known word most like this one, or nothing."""
    folded = {one.casefold(): one for one in known}
    found = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f" (did you mean {folded[found[0]]!r}?)" if found else ""


def listed(words: Collection[str]) -> str:
    """Give words as "a, b or c"."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def is_key(word: str) -> bool:
    """Tell whether a word may be a key: it names pages and files, so it stays plain."""
    return bool(_KEY.fullmatch(word))


@dataclass(slots=True)
class Fields:
    """A mapping whose fields are taken by name; `done` complains about what nobody took."""

    file: str
    node: Node
    #: What this mapping describes, for messages: "a party".
    what: str
    _values: dict[str, Node] = field(init=False, default_factory=dict)
    _known: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for key, value in self.entries():
            self._values[key] = value

    def fail(self, seen: str, expected: str, node: Node | None = None) -> NoReturn:
        """Refuse what stands at `node` (this mapping if None)."""
        raise AgreementError(seen, file=self.file, line=(node or self.node).line, expected=expected)

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Give keys and values in their order; a key that stands twice is refused."""
        if self.node.kind == "nothing":
            return
        if self.node.kind != "map":
            self.fail(
                f"{self.node.describe()} where {self.what} should stand", "lines of `name: value`"
            )
        seen: dict[str, int] = {}
        for key, value in self.node.pairs:
            if key.kind != "text":
                self.fail(f"{key.describe()} as a name in {self.what}", "a word", key)
            if key.text in seen:
                self.fail(
                    f"{key.text!r} stands twice in {self.what}, first in line {seen[key.text]}",
                    "each name once",
                    key,
                )
            seen[key.text] = key.line
            # A block begins below its name; what is wrong with it is said at the name.
            yield key.text, replace(value, line=key.line)

    def take(self, name: str) -> Node | None:
        """Give what stands under this name; None when it is missing or left blank."""
        self._known.append(name)
        node = self._values.get(name)
        return None if node is None or node.kind == "nothing" else node

    def done(self) -> None:
        """Complain about the first field that nothing took."""
        for key, _ in self.node.pairs:
            if key.text not in self._known:
                self.fail(
                    f"{key.text!r} is not a field of {self.what}{nearest(key.text, self._known)}",
                    listed(self._known),
                    key,
                )

    def text(self, name: str) -> str | None:
        """Give one line or passage of text."""
        node = self.take(name)
        return None if node is None else self.words(node, f"{name!r} of {self.what}")

    def required(self, name: str) -> str:
        """Give a text that must be there."""
        found = self.text(name)
        if found is None:
            self.fail(f"{self.what} without {name!r}", f"`{name}: ...`")
        return found

    def words(self, node: Node, what: str) -> str:
        """Give the text of a node."""
        if node.kind != "text":
            self.fail(f"{node.describe()} for {what}", "text", node)
        return node.text

    def many(self, name: str, read: Callable[[Node], T]) -> tuple[T, ...]:
        """Give each thing under this name, read by `read`; a single thing needs no list."""
        node = self.take(name)
        if node is None:
            return ()
        return tuple(read(one) for one in (node.items if node.kind == "list" else (node,)))

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a list of texts; a single one needs no list."""
        return self.many(name, lambda one: self.words(one, f"an entry of {name!r}"))

    def one_of(self, name: str, allowed: Collection[str], default: str) -> str:
        """Give a word out of a fixed few."""
        node = self.take(name)
        if node is None:
            return default
        word = self.words(node, f"{name!r} of {self.what}")
        if word not in allowed:
            self.fail(f"{word!r} for {name!r}{nearest(word, allowed)}", listed(allowed), node)
        return word

    def key(self, word: str, node: Node) -> str:
        """Give a word that may be a key: it names pages and files, so it stays plain."""
        if not is_key(word):
            self.fail(
                f"the key {word[:80]!r} of {self.what}",
                "letters a-z, digits, dots, hyphens and underscores, at most 80",
                node,
            )
        return word

    def number(self, node: Node, what: str, low: float, high: float) -> float:
        """Give a finite number between two bounds."""
        try:
            value = float(node.text) if node.kind == "text" else math.nan
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            self.fail(f"{node.describe()} for {what}", f"a number from {low:g} to {high:g}", node)
        return value
