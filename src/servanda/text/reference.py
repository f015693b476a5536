"""What a reference to a part of an agreement, or to a whole one, says."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.domain.span import Span
from servanda.domain.statement import Excerpt


@dataclass(frozen=True, slots=True)
class Reference:
    """A passage that points at parts of an agreement, or at a whole one ("agreement", "law").

    `kind` is the noun: point, article, paragraph, clause, section, chapter, annex, protocol,
    provision, part, title, item, step, measure, principle, agreement. `numbers` are canonical
    labels (see `labels`), lists and ranges expanded: "1", "5(b)", "2.1.8"; or one of these words:

    - "last", "last-1" (the penultimate), "previous", "next", "other";
    - "this": the part spoken of just before ("this point", "the said article");
    - "all", "most", "some", "few", "none": a share of the whole, so about the whole;
    - "topical": parts told by their subject only ("those points which touch on ...").

    An annex known by its title carries it ("Normalization"). A whole agreement has no numbers.
    `parents` lead from the part outwards: "Article 5, paragraph 3" is paragraph 3 with the parent
    ("article", ("5",)). `of` are the words that name the document, None when none stands near.
    `full` is what the text elsewhere explains a short name of the document to mean, "" if nowhere.
    """

    text: str
    start: int
    end: int
    kind: str
    numbers: tuple[str, ...]
    parents: tuple[tuple[str, tuple[str, ...]], ...] = ()
    of: Excerpt | None = None
    full: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)
