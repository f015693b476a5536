"""How many independent witnesses say so. These docstrings are printed in the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from servanda.assessing.independence import Lineage, Witness
from servanda.domain.cell import Picture
from servanda.domain.statement import Stance, Statement

#: In the order in which they are told.
STANCES: tuple[Stance, ...] = ("kept", "partly", "broken")
#: What does not say by itself that a promise was kept or not.
_NOT_SAYING = frozenset({"demand", "context"})
_WORDS = {"kept": "is kept", "partly": "is kept in part", "broken": "is not kept"}


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Who says one thing in a cell: the sources, and the independent witnesses behind them.

    Sources that come from a common origin are one witness, so two papers that print one letter
    count once. `sides` are whose voices they are: several witnesses of one side stay one side.
    """

    stance: Stance
    statements: tuple[str, ...]
    sources: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    sides: tuple[str, ...]

    @property
    def corroborated(self) -> bool:
        """Two independent witnesses or more say so."""
        return len(self.witnesses) > 1

    def told(self, name: Callable[[str], str] = str) -> str:
        """Give it as a sentence; `name` gives what to print for a side."""
        count, sources = len(self.witnesses), len(self.sources)
        who = "1 witness says" if count == 1 else f"{count} independent witnesses say"
        copied = f" in {sources} sources" if sources > count else ""
        sides = " and ".join(name(side) for side in self.sides)
        return f"{who}{copied} that it {_WORDS[self.stance]}: {sides}."


def corroborate(
    picture: Picture, statements: Mapping[str, Statement], *, lineage: Lineage
) -> tuple[Corroboration, ...]:
    """Give for each stance in a cell how many independent witnesses take it.

    What is inherited, asked for, or told as context corroborates nothing, nor does an example or
    a repeat, except where it comes from another source. The number is the most that is known of:
    sources of which nobody knows that they depend on another count apart.

    Args:
        picture: The cell's accounts.
        statements: The statements by id.
        lineage: What each source comes from.
    """
    heard = [
        statements[id]
        for account in picture.accounts
        for id in (*account.counted, *account.beside)
        if statements[id].kind not in _NOT_SAYING
    ]
    found = []
    for stance in STANCES:
        said = [one for one in heard if one.stance == stance]
        if said:
            sources = tuple(dict.fromkeys(one.source for one in said))
            found.append(
                Corroboration(
                    stance=stance,
                    statements=tuple(one.id for one in said),
                    sources=sources,
                    witnesses=lineage.witnesses(sources),
                    sides=tuple(dict.fromkeys(one.side for one in said)),
                )
            )
    return tuple(found)
