"""What a source owes to another: words they share, and where one comes from the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.domain.judgement import DerivationKind
from servanda.domain.span import Span

#: `copy`: the same words from first to last. `near copy`: most of both is the same.
#: `shared passages`: some of it is.
LikenessKind = Literal["copy", "near copy", "shared passages"]
#: Who says so: the source's description, a comparison of the texts, or a coder.
DerivationBasis = Literal["stated", "text", "coder"]


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """One passage that stands in two sources, with its span in the text of each."""

    one: Span
    other: Span
    #: How many words are the same; what differs inside the passage is not counted.
    words: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two sources that share words, by their ids; `one` comes first in the order given.

    The shares, 0 to 1, are of the words of each that lie in a shared passage. `passages` are the
    longest, longest first. Sharing words does not say who took them from whom.
    """

    one: str
    other: str
    kind: LikenessKind
    share_of_one: float
    share_of_other: float
    passages: tuple[SharedPassage, ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """One source that does not speak for itself alone: it comes from another.

    `source` is a source's id. `origin` is one too, or the name of a document that is not held.
    The kind `independent` says that it does not, against what the texts suggest.
    """

    source: str
    origin: str
    kind: DerivationKind
    basis: DerivationBasis
    reason: str = ""
