"""One level of the provisions' tree, and the keys that a fact has along each dimension."""

from __future__ import annotations

from servanda.assessing.facts import Fact
from servanda.assessing.matrix import Dimension, Heading
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import UNMAPPED, WHOLE


class Level:
    """One level of the tree: which row every provision below it falls into."""

    def __init__(self, agreement: Agreement | None, parent: str | None) -> None:
        self.agreement = agreement
        self.parent = agreement.provision(parent) if agreement and parent else None
        if self.parent:
            self.shown: tuple[Provision, ...] = self.parent.children
        else:
            self.shown = agreement.provisions if agreement else ()
        self.row_of = {one.key: top.key for top in self.shown for one in top.walk()}
        if self.parent:
            self.row_of[self.parent.key] = self.parent.key
        else:
            self.row_of |= {WHOLE: WHOLE, UNMAPPED: UNMAPPED}

    def headings(self, seen: set[str]) -> tuple[Heading, ...]:
        """Give the rows: the whole or the parent itself first, what is unmapped last."""
        rows = [Heading(one.key, provision_name(one)) for one in self.shown]
        if self.parent:
            if self.parent.key in seen:
                rows.insert(0, Heading(self.parent.key, provision_name(self.parent) + " as such"))
            return tuple(rows)
        rows.insert(0, Heading(WHOLE, "the agreement as a whole"))
        if UNMAPPED in seen:
            rows.append(Heading(UNMAPPED, "of no provision that we know"))
        return tuple(rows)


def provision_name(provision: Provision) -> str:
    """Give what to print for a provision: its title, or its first label, or its key."""
    if provision.title:
        return provision.title
    return provision.labels[0].text if provision.labels else provision.key


def line_keys(
    fact: Fact, dimension: Dimension, level: Level, agreement: str
) -> list[tuple[str, bool]]:
    """Give the fact's keys along a dimension, each with whether it is only inherited there."""
    if dimension == "provision":
        keys = {
            level.row_of[key]: False
            for owner, key in fact.rows
            if owner in ("", agreement) and key in level.row_of
        }
        return list(keys.items())
    if not any(owner in ("", agreement) for owner, _ in fact.rows):
        return []
    if dimension == "place":
        return [(key, False) for key in fact.places] + [(k, True) for k in fact.inherited_places]
    if dimension == "period":
        return [(key, False) for key in fact.periods] + [(k, True) for k in fact.inherited_periods]
    if dimension == "party":
        return [(key, False) for key in fact.parties]
    return [(fact.statement.side, False)]
