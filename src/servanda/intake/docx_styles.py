"""Paragraph styles of a Word file: which are headings, contents lines, or numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from servanda.intake.docx_package import Node

#: Names are Word's own, the same in every language of Word; ids are not.
_HEADING = re.compile(r"heading [1-9]|title|subtitle", re.IGNORECASE)
_CONTENTS = re.compile(r"toc [1-9]|toc heading|table of figures", re.IGNORECASE)
#: Styles that a style is based on, followed so far.
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph has from its style. `numbered` and `level` are those of a numbered list."""

    heading: bool = False
    contents: bool = False
    numbered: str | None = None
    level: int | None = None
    #: The style that the list was named by: its own level may depend on it.
    listed_by: str = ""


class Styles:
    """The styles of a file, each with what it takes from those it is based on."""

    def __init__(self, tree: Node | None) -> None:
        nodes = tree.all("w:style") if tree else []
        self._nodes = {one.attributes.get("styleId", ""): one for one in nodes}
        self._known: dict[str, Style] = {}
        #: The style of paragraphs that name none.
        self.usual = next(
            (
                one.attributes.get("styleId", "")
                for one in nodes
                if one.attributes.get("type") == "paragraph"
                and one.attributes.get("default") in ("1", "true", "on")
            ),
            "",
        )

    def of(self, name: str) -> Style:
        """Give what a style says, by its id; nothing if the file has no such style."""
        known = self._known.get(name)
        if known is None:
            chain: list[str] = []
            at: str | None = name
            while at in self._nodes and at not in chain and len(chain) < _DEEPEST:
                chain.append(at)
                at = self._nodes[at].value("w:basedOn")
            known = Style()
            for one in reversed(chain):
                known = _own(one, self._nodes[one], known)
            self._known[name] = known
        return known


def _own(name: str, node: Node, base: Style) -> Style:
    named = node.value("w:name") or ""
    properties = node.first("w:pPr")
    outline = properties.value("w:outlineLvl") if properties else None
    one = replace(
        base,
        heading=base.heading or bool(_HEADING.fullmatch(named)),
        contents=base.contents or bool(_CONTENTS.fullmatch(named)),
    )
    if outline is not None:
        one = replace(one, heading=outline in tuple("012345678"))
    numbers = properties.first("w:numPr") if properties else None
    if numbers is not None:
        level = numbers.value("w:ilvl")
        number = numbers.value("w:numId")
        if number is not None:
            one = replace(one, numbered=number, listed_by=name)
        if level is not None and level.isdigit():
            one = replace(one, level=int(level[:2]))
    return one
