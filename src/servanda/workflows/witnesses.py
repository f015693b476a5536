"""Which sources are one witness, by descriptions, by their texts, and by what coders set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.assessing.frames import frame_of, table_of
from servanda.assessing.independence import (
    Lineage,
    Witness,
    gather_derivations,
    lineage_of,
)
from servanda.domain.derivation import Derivation
from servanda.domain.judgement import DerivationSet
from servanda.domain.record import Record
from servanda.workflows.compare_sources import compare_sources

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Group:
    """Sources that are one witness; for each that comes from another, how it does and why."""

    sources: tuple[str, ...]
    links: Mapping[str, Sequence[Derivation]]


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The witnesses of a dossier.

    `set_apart` are what coders set as independent. `without_texts` is how many witnesses there
    would be if only descriptions and coders counted, and nothing that the texts suggest.
    """

    groups: tuple[Group, ...]
    set_apart: tuple[DerivationSet, ...]
    without_texts: int

    def records(self) -> list[dict[str, object]]:
        """Give one flat row for each source: which witness it is of, and what it comes from."""
        return [
            dict(zip(COLUMNS, (number, source, *_origin(link)), strict=True))
            for number, group in enumerate(self.groups, 1)
            for source in group.sources
            for link in (*group.links[source], *([] if group.links[source] else [None]))
        ]

    def to_frame(self) -> pandas.DataFrame:
        """Give a pandas DataFrame: one row for each source, or for each link that it has.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return frame_of(self.records(), COLUMNS)

    def _repr_html_(self) -> str:
        return table_of(self.records(), COLUMNS)

    def __repr__(self) -> str:
        sources = sum(len(one.sources) for one in self.groups)
        return f"<{len(self.groups)} witnesses in {sources} sources: .to_frame()>"


#: `witness` numbers those that count as one; the rest says what hangs on what, and who says so.
COLUMNS = ("witness", "source", "hangs", "origin", "basis", "why")


def _origin(link: Derivation | None) -> tuple[str, str, str, str]:
    return (link.kind, link.origin, link.basis, link.reason) if link else ("", "", "", "")


def derivations_of(record: Record) -> tuple[Derivation, ...]:
    """Give what comes from what: by descriptions, by comparing texts, and by coders' acts.

    A coder's act takes the place of what descriptions and texts say of the same two sources.
    """
    acts = [act for _, act in record.judged(DerivationSet)]
    return gather_derivations(record.sources, likenesses=compare_sources(record), set_by_hand=acts)


def witnesses_of(record: Record) -> Witnesses:
    """Give the groups of sources that are one witness each, and why."""
    links = derivations_of(record)
    sources = [one.id for one in record.sources]
    groups = [_group(one, links) for one in Lineage(links).witnesses(sources)]
    return Witnesses(
        groups=tuple(groups),
        set_apart=tuple(
            act for _, act in record.judged(DerivationSet) if act.kind == "independent"
        ),
        without_texts=len(lineage_of(record).witnesses(sources)),
    )


def _group(witness: Witness, links: Sequence[Derivation]) -> Group:
    return Group(
        witness.sources,
        {source: [link for link in links if link.source == source] for source in witness.sources},
    )
