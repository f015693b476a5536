"""How well those who act are found, on the public yardsticks; nothing is tuned to them.

    SERVANDA_SHARED=../shared python quality/actors.py [plover] [re3d] [--misses N]

PLOVER: 322 sentences, each with the source and target actors of one event. What else acts in a
sentence (who is said to have told it) is no gold there, so precision is bounded from above.
re3d: sentences of conflict reports, organisations, persons, places, quantities. Its gold counts
pronouns ("We", "he"); both figures are printed, with them and without.

Touching: a pair of spans that share a code point. Same: equal but for articles and "'s". Pairs are
one to one. Prints precision, recall, F1 as they are.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching import match

from servanda.text.actors import find_actors
from servanda.workflows.annotate import annotate

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SERVANDA_SHARED") or ROOT.parent / "shared")
CACHE = Path(os.environ.get("SERVANDA_CACHE") or Path(tempfile.gettempdir()) / "servanda-quality")
PRONOUNS = frozenset(
    [
        "i",
        "me",
        "my",
        "mine",
        "myself",
        "we",
        "us",
        "our",
        "ours",
        "you",
        "your",
        "he",
        "him",
        "his",
        "she",
        "her",
        "hers",
        "it",
        "its",
        "they",
        "them",
        "their",
        "theirs",
        "himself",
        "herself",
        "itself",
        "themselves",
        "who",
        "whom",
        "those",
        "these",
        "this",
        "that",
    ]
)
_EDGE = re.compile(r"^(?:the|a|an|this|our|its|their|his|her)\s+|['’]s?$|[.,\"]+$", re.IGNORECASE)
_PERSONS = frozenset(("person", "office"))


@dataclass(frozen=True)
class Marked:
    """A span that somebody marked or that was found, and as what."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Document:
    text: str
    gold: tuple[Marked, ...]


class Tally:
    """Counts of pairs, of gold and of what was found, spans touching and spans the same."""

    def __init__(self) -> None:
        self.touching = self.same = self.gold = self.said = 0

    def add(self, text: str, gold: Sequence[Marked], said: Sequence[Marked]) -> list[Marked]:
        """Count one sentence; gives the gold that nothing touches."""
        mine = [[(one.start, one.end)] for one in gold]
        theirs = [[(one.start, one.end)] for one in said]
        pairs = match(mine, theirs)
        self.gold += len(gold)
        self.said += len(said)
        self.touching += len(pairs)
        self.same += sum(
            bare(text[gold[g].start : gold[g].end]) == bare(text[said[s].start : said[s].end])
            for g, s in pairs.items()
        )
        return [one for at, one in enumerate(gold) if at not in pairs]

    def line(self, name: str) -> str:
        def scores(right: int) -> str:
            precision = right / self.said if self.said else 0.0
            recall = right / self.gold if self.gold else 0.0
            both = precision + recall
            f1 = 2 * precision * recall / both if both else 0.0
            return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"

        return (
            f"{name:34} gold {self.gold:5}  found {self.said:5}   touching {scores(self.touching)}"
            f"   same {scores(self.same)}"
        )


def bare(words: str) -> str:
    """Give words without what only leads to a name or hangs on it."""
    before = ""
    words = " ".join(words.split()).lower()
    while words != before:
        before, words = words, _EDGE.sub("", words).strip()
    return words


def plover() -> Iterator[Document]:
    packed = (SHARED / "yardsticks/plover/PLOVER_GSR_CAMEO.json.gz").read_bytes()
    data = json.loads(gzip.decompress(packed))
    for one in data:
        text = one.get("text") or ""
        spans: dict[tuple[int, int], None] = {}
        for role in ("source", "target"):
            for actor in one.get(role) or []:
                words = actor.get("actorText", "").strip() if isinstance(actor, dict) else ""
                at = text.find(words) if words else -1
                if at >= 0:
                    spans[at, at + len(words)] = None
        if spans:
            yield Document(text, tuple(Marked(a, b, "actor") for a, b in sorted(spans)))


def re3d(part: str) -> Iterator[Document]:
    with tarfile.open(SHARED / "yardsticks/re3d/re3d-train-dev.tar.xz") as archive:
        member = next(one for one in archive if one.name.endswith(f"{part}.txt"))
        file = archive.extractfile(member)
        assert file is not None
        lines = io.TextIOWrapper(file, encoding="utf-8").read().splitlines()
    rows: list[tuple[str, str]] = []
    for line in [*lines, ""]:
        if line.strip():
            word, _, tag = line.rpartition("\t")
            rows.append((word, tag))
        elif rows:
            yield put_together(rows)
            rows = []


def put_together(rows: Sequence[tuple[str, str]]) -> Document:
    """Give a sentence as a person would print it, out of tokens cut at every sign."""
    text = ""
    gold: list[Marked] = []
    open_: list[object] | None = None
    for at, (word, tag) in enumerate(rows):
        if text and not glued(rows[at - 1][0], word, text):
            text += " "
        start = len(text)
        text += word
        if tag.startswith("I-") and open_ is not None and open_[2] == tag[2:]:
            open_[1] = len(text)
            continue
        if open_ is not None:
            gold.append(Marked(*open_))  # type: ignore[arg-type]
        open_ = [start, len(text), tag[2:]] if tag != "O" else None
    if open_ is not None:
        gold.append(Marked(*open_))  # type: ignore[arg-type]
    return Document(text, tuple(gold))


def glued(before: str, word: str, text: str) -> bool:
    if re.fullmatch(r"[.,;:!?)\]%]|\.\.\.", word) or before in ("(", "[", "£", "$"):
        return True
    if word in ("-", "‑") or before in ("-", "‑"):
        return True
    if word in ("’", "'") or (before in ("’", "'") and word in ("s", "t", "re", "ve", "ll", "esh")):
        return word not in ("’", "'") or text[-1:].isalnum()
    return before in (".", ",") and word.isdigit() and text[-2:-1].isdigit()


def found_in(text: str) -> list[Marked]:
    """Give what the door gives: places, quantities and actors, actors with their sort."""
    sorts = {(one.start, one.end): one.sort for one in find_actors(text)}
    said: list[Marked] = []
    for one in annotate(text, kinds=("places", "quantities", "actors"), cache=CACHE):
        kind: str = one.kind
        if kind == "actor":
            person = sorts.get((one.start, one.end)) in _PERSONS
            kind = "Person" if person else "Organisation"
        said.append(Marked(one.start, one.end, kind))
    return said


def measure_plover(misses: int) -> None:
    tally = Tally()
    shown = 0
    for document in plover():
        said = [
            Marked(one.start, one.end, "actor")
            for one in annotate(document.text, kinds=("actors",), cache=CACHE)
        ]
        for lost in tally.add(document.text, document.gold, said):
            shown += 1
            if shown <= misses:
                print(f"  lost: {document.text[lost.start : lost.end]!r} in {document.text!r}")
    print(tally.line("PLOVER actors"))


def measure_re3d(part: str, misses: int) -> None:
    tallies: dict[str, Tally] = defaultdict(Tally)
    shown = 0
    for document in re3d(part):
        text = document.text
        said = found_in(text)

        def of(marked: Iterable[Marked], *kinds: str) -> list[Marked]:
            return [one for one in marked if one.kind in kinds]

        def named(marked: Sequence[Marked], text: str = text) -> list[Marked]:
            return [one for one in marked if text[one.start : one.end].lower() not in PRONOUNS]

        actors = ("Organisation", "Person")
        for name, kinds, mine in (
            ("organisations", ("Organisation",), ("Organisation",)),
            ("persons", ("Person",), ("Person",)),
            ("actors (both)", actors, actors),
        ):
            tallies[name].add(text, of(document.gold, *kinds), of(said, *mine))
            lost = tallies[f"{name}, no pronouns"].add(
                text, named(of(document.gold, *kinds)), of(said, *mine)
            )
            for one in lost if name == "actors (both)" else ():
                shown += 1
                if shown <= misses:
                    print(f"  lost: {text[one.start : one.end]!r} ({one.kind}) in {text!r}")
        tallies["places"].add(text, of(document.gold, "Location"), of(said, "place"))
        tallies["quantities"].add(text, of(document.gold, "Quantity"), of(said, "quantity"))
        tallies["quantities and money"].add(
            text, of(document.gold, "Quantity", "Money"), of(said, "quantity")
        )
    for name, tally in tallies.items():
        print(tally.line(f"re3d {part} {name}"))


def main(arguments: Sequence[str]) -> None:
    misses = int(arguments[arguments.index("--misses") + 1]) if "--misses" in arguments else 0
    wanted = {one for one in arguments if one in ("plover", "re3d")} or {"plover", "re3d"}
    if "plover" in wanted:
        measure_plover(misses)
    if "re3d" in wanted:
        for part in ("train", "dev"):
            measure_re3d(part, misses if part == "train" else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
