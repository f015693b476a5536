"""How well the reader reads monitors' reports: 220 and 150 coded sentences out of two cases.

Run `python quality/monitors.py [--held | --held2] [--json] [--misses] [--read STATEMENTS.jsonl]`.
It reads each whole report that holds one of the sentences of `quality/gold/monitors.json` with
the reader `rules`, with the agreements of its case drafted from their own texts, and looks at what
was proposed for those sentences. Offsets and words are cut from the shared files while this runs.

How a sentence is judged. A proposal counts for a sentence when they share at least half of the
shorter one's code points (`matching`); for one sentence there may be several. Stances then give
one of three classes: kept, not kept (partly or broken), none (unclear, or no proposal); where one
sentence got both kept and broken, it is not kept, as partly is. *Statement or none* asks only
whether something was proposed; proposals of kind context do not count, a demand or an unclear
incident does. Figures are strict; those with leave count a reading in `alternatives` as right.
Only the drawn sentences are judged, so precision is that of proposals on them. Explicit references
are those that `servanda.text.references`, which the reader goes by, finds in the sentence, with
the report's own abbreviations and the drafted agreements' names known to it: label and document,
or a document named as a whole. Words for a share of one ("most provisions of the X") name it as a
whole, as gold has them. What the reader takes for a part of a document that is no loaded agreement
("Article 9 of the Constitution") is none, unless gold names that document. Parties are judged where
gold names one.

`--held` scores the 150 sentences of `monitors-held.json` instead, and the links to provisions,
which these alone are coded with (`monitors_provisions`); `--held2` the 100 of
`monitors-held2.json`, which have one coder. Both were held out once; what they showed at first
sight stands in `gold/README.md`. On the 150 rules were mended since: they count as seen. Whoever
looks at the misses of the 100 has seen those too.

Intervals are percentile bootstrap intervals over sentences, drawn anew within each case.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matching import Spans, ratio, shared, size, spans_of
from monitors_material import PARTIES, CannotScore, draft_case, open_report, read_reports
from monitors_provisions import score_provisions
from monitors_report import misses, table

from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.errors import ServandaError
from servanda.reading.link import BACK, SHARES, LabelIndex
from servanda.text.labels import canonical
from servanda.text.references import WHOLE, find_references

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "quality" / "gold" / "monitors.json"
HELD = GOLD.with_name("monitors-held.json")
HELD2 = GOLD.with_name("monitors-held2.json")
CLASSES = ("kept", "not kept", "none")
CLASS_OF = {"kept": "kept", "partly": "not kept", "broken": "not kept"}
#: "All signed agreements" names no document: gold has named ones only.
GENERIC = {"all", "both", "this", "these", "peace", "signed", "agreement", "agreements", "parties"}
#: Bootstrap rounds and their seed: the same figures on every run.
ROUNDS, SEED = 2000, 220


@dataclass(slots=True)
class Judged:
    """One sentence: what gold says, and the proposals that count for it."""

    gold: dict[str, Any]
    spans: Spans
    text: str = field(repr=False)
    said: list[dict[str, Any]] = field(default_factory=list)
    #: References of the gold and of the text's reader, as (label, document).
    wanted: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    read: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)

    @property
    def case(self) -> str:
        return str(self.gold["file"]).split("/")[0]

    @property
    def wants(self) -> str:
        return CLASS_OF.get(self.gold["keeping"], "none")

    @property
    def got(self) -> str:
        found = {CLASS_OF.get(str(one["stance"]), "none") for one in self.counting}
        return next((one for one in ("not kept", "kept") if one in found), "none")

    @property
    def leave(self) -> str:
        """The class to hold against what was read, alternatives counted as right."""
        also = {CLASS_OF.get(one, "none") for one in self.gold["alternatives"].get("keeping", [])}
        return self.got if self.got in also else self.wants

    @property
    def tells(self) -> bool:
        """Whether gold calls it a statement."""
        return bool(self.gold["keeping"] != "none")

    @property
    def told(self) -> bool:
        """Whether it is a statement as far as what was read goes, alternatives counted as right."""
        also = {one != "none" for one in self.gold["alternatives"].get("keeping", [])}
        return bool(self.counting) if bool(self.counting) in also else self.tells

    @property
    def about(self) -> list[set[str]]:
        """The parties judged, and the other readings of them that gold accepts."""
        return [
            set(one) for one in (self.gold["about"], *self.gold["alternatives"].get("about", []))
        ]

    @property
    def counting(self) -> list[dict[str, Any]]:
        return [one for one in self.said if one["kind"] != "context"]

    @property
    def parties(self) -> set[str]:
        return {str(who["party"] or "?") for one in self.counting for who in one["about"]}


# -- judging ---------------------------------------------------------------------------------


def overlap(one: Spans, other: Spans) -> bool:
    """Tell whether two passages share at least half of the shorter one, as `matching` asks."""
    common = shared(one, other)
    return bool(common) and 2 * common >= min(size(one), size(other))


def judge(
    gold: dict[str, Any],
    sources: Mapping[str, Source],
    segments: Mapping[str, dict[int, Span]],
    said: Sequence[dict[str, Any]],
) -> list[Judged]:
    """Put the proposals beside the sentences that they count for."""
    by_source: dict[str, list[dict[str, Any]]] = {}
    for proposal in said:
        by_source.setdefault(str(proposal["source"]), []).append(proposal)
    names = document_names(gold)
    labels = {case: LabelIndex(draft_case(case)) for case in PARTIES}
    judged = []
    for want in gold["sentences"]:
        source, where = sources[want["file"]], segments[want["file"]]
        places = [where[one] for one in want["segments"] if one in where]
        whole = Span(places[0].start, places[-1].end)
        one = Judged(want, [(whole.start, whole.end)], source.text)
        one.said = [s for s in by_source.get(source.id, ()) if overlap(one.spans, spans_of(s))]
        one.wanted = Counter(
            {(ref["label"] and canonical(ref["label"]), ref["of"]) for ref in want["references"]}
        )
        one.read = Counter(set(references_in(source.text, whole, names, labels[one.case])))
        judged.append(one)
    return judged


def document_names(gold: dict[str, Any]) -> dict[str, str]:
    """Give the gold's key of a document for each of its names, folded."""
    return {fold(name): key for key, names in gold["documents"].items() for name in names}


def fold(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", name.casefold())
    return " ".join(one for one in words if one not in ("the", "of", "on", "for", "to"))


def first_labels() -> dict[tuple[str, str], str]:
    """Give the first label of every provision of all cases, by agreement and key."""
    return {
        (agreement.key, provision.key): provision.labels[0].text
        for case in PARTIES
        for agreement in draft_case(case)
        for provision in agreement.walk()
        if provision.labels
    }


def references_in(
    text: str, span: Span, names: Mapping[str, str], labels: LabelIndex
) -> Iterator[tuple[str | None, str | None]]:
    """Give the references that the project reads in a sentence, as gold writes them."""
    for one in find_references(text, within=[span], names=labels.names):
        words = one.text if one.kind in WHOLE else one.of.text if one.of else ""
        name = fold(words)
        named = names.get(name, names.get(fold(one.full), name)) if words else None
        if one.of and named not in names.values() and not labels.names_loaded(one):
            continue
        counted = [number for number in one.numbers if number not in (*SHARES, *BACK, "topical")]
        if not counted:
            if words and not GENERIC.issuperset(name.split()):
                yield None, named
            continue
        outer = [numbers[0] for _, numbers in one.parents if numbers]
        for number in counted:
            yield ".".join([*outer, number]), named


def outside(source: Source) -> Spans:
    """Find headings, contents and furniture: by layer, and lines that repeat or end in a page.

    The second is asked independently of the layers, as a reader that goes by them would else be
    right by definition.
    """
    off = [
        (one.start, one.end)
        for one in source.layers
        if one.layer != "author" or one.part in ("heading", "contents", "signature")
    ]
    lines = [(m.start(), m.end(), m[0].strip()) for m in re.finditer(r"[^\n]+", source.text)]
    alike = Counter(re.sub(r"\d+", "#", line) for _, _, line in lines)
    for start, end, line in lines:
        repeated = alike[re.sub(r"\d+", "#", line)] > 2 and len(line) > 3
        leads = re.search(r"\.{4,}\s*\d*$|^Page \d+ of \d+$", line)
        if repeated or leads:
            off.append((start, end))
    merged: Spans = []
    for start, end in sorted(off):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


# -- figures ---------------------------------------------------------------------------------


def f1(right: float, wanted: float, read: float) -> float:
    return 2 * right / (wanted + read) if wanted + read else 0.0


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Give the mean F1 of the three classes, of (gold, read); a class in neither is left out."""
    wanted, read = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    right = Counter(a for a, b in pairs if a == b)
    present = [one for one in CLASSES if wanted[one] + read[one]]
    return sum(f1(right[one], wanted[one], read[one]) for one in present) / max(1, len(present))


def reference_counts(judged: Sequence[Judged], *, document: bool = True) -> list[int]:
    """Give right, wanted and read references; without `document` only labels are compared."""
    right = wanted = read = 0
    for one in judged:
        mine, theirs = one.wanted, one.read
        if not document:
            mine = Counter({(k[0], None): n for k, n in mine.items() if k[0]})
            theirs = Counter({(k[0], None): n for k, n in theirs.items() if k[0]})
        right += (mine & theirs).total()
        wanted += mine.total()
        read += theirs.total()
    return [right, wanted, read]


def figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Give every figure that an interval is asked for."""
    tells, told = [one.tells for one in judged], [one.told for one in judged]
    found = [bool(one.counting) for one in judged]
    hits = sum(a and b for a, b in zip(tells, found, strict=True))
    fair_hits = sum(a and b for a, b in zip(told, found, strict=True))
    return {
        "macro-F1": macro_f1([(one.wants, one.got) for one in judged]),
        "macro-F1 with leave": macro_f1([(one.leave, one.got) for one in judged]),
        "statement precision": ratio([hits, sum(found)]),
        "statement recall": ratio([hits, sum(tells)]),
        "precision with leave": ratio([fair_hits, sum(found)]),
        "recall with leave": ratio([fair_hits, sum(told)]),
        "references F1": f1(*reference_counts(judged)),
        "reference labels F1": f1(*reference_counts(judged, document=False)),
    }


def intervals(judged: Sequence[Judged]) -> dict[str, list[float]]:
    """Give the 95 % bootstrap interval of each figure."""
    dice = random.Random(SEED)
    groups = [[one for one in judged if one.case == case] for case in PARTIES]
    rounds = [
        figures([one for group in groups for one in dice.choices(group, k=len(group))])
        for _ in range(ROUNDS)
    ]
    low, high = int(0.025 * ROUNDS), int(0.975 * ROUNDS) - 1
    return {
        name: [sorted(one[name] for one in rounds)[i] for i in (low, high)] for name in rounds[0]
    }


def coders_apart(gold: dict[str, Any]) -> dict[str, Any]:
    """Give the macro-F1 of the second coder held against the first, over what both coded.

    Empty where there is one coder.
    """
    if len(gold["coders"]) < 2:
        return {}
    first, second = list(gold["coders"])[:2]
    both = [one["codings"] for one in gold["sentences"] if {first, second} <= one["codings"].keys()]
    pairs = [
        tuple(CLASS_OF.get(one[who]["keeping"], "none") for who in (first, second)) for one in both
    ]
    apart = macro_f1([(a, b) for a, b in pairs])
    return {"first": first, "second": second, "macro-F1": apart, "sentences": len(pairs)}


def score(
    gold: dict[str, Any],
    judged: Sequence[Judged],
    sources: Mapping[str, Source],
    said: Sequence[dict[str, Any]],
) -> dict[str, Any]:
    seen = Counter((one.wants, one.got) for one in judged)
    named = [one for one in judged if one.gold["about"] and one.tells]
    with_about = [one for one in named if one.counting]
    right = [one for one in with_about if one.parties in one.about]
    unnamed = [one for one in judged if not one.gold["about"] and one.counting]
    places = {one.id: outside(one) for one in sources.values()}
    linked = gold.get("agreements")
    off = [
        one
        for one in said
        if 2 * shared(spans_of(one), places.get(str(one["source"]), [])) > size(spans_of(one))
    ]
    return {
        "sentences": len(judged),
        "reports": len(sources),
        "proposals": len(said),
        "figures": figures(judged),
        "intervals": intervals(judged),
        "by case": {case: figures([one for one in judged if one.case == case]) for case in PARTIES},
        "confusion": {a: {b: seen[a, b] for b in CLASSES} for a in CLASSES},
        "references": reference_counts(judged),
        "about where named": [len(right), len(with_about)],
        "about where named, missed ones wrong": [len(right), len(named)],
        "about left empty where nobody is named": [
            sum(not one.parties for one in unnamed),
            len(unnamed),
        ],
        "proposals in headings, contents, furniture": [len(off), len(said)],
        "coders apart": coders_apart(gold),
        **({"provisions": score_provisions(judged, linked, first_labels())} if linked else {}),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    which = parser.add_mutually_exclusive_group()
    for flag, path, count in (("--held", HELD, 150), ("--held2", HELD2, 100)):
        words = f"score the {count} held-out sentences of {path.name} instead"
        which.add_argument(flag, dest="gold", action="store_const", const=path, help=words)
    parser.add_argument("--read", help="score this file of statement objects instead of reading")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--misses", action="store_true", help="print what went wrong, with words")
    options = parser.parse_args(arguments)
    gold: dict[str, Any] = json.loads((options.gold or GOLD).read_text("utf-8"))
    try:
        opened = {name: open_report(name, digest) for name, digest in gold["files"].items()}
        sources = {name: source for name, (source, _) in opened.items()}
        if options.read:
            lines = Path(options.read).read_text("utf-8").splitlines()
            said = [json.loads(line) for line in lines if line.strip()]
        else:
            said = read_reports(sources, lambda note: print(note, file=sys.stderr))
    except (CannotScore, ServandaError) as trouble:
        print(trouble, file=sys.stderr)
        return 2
    judged = judge(gold, sources, {name: where for name, (_, where) in opened.items()}, said)
    result = score(gold, judged, sources, said)
    print(json.dumps(result, ensure_ascii=False, indent=1) if options.json else table(result))
    if options.misses:
        print(misses(judged))
    return 0


if __name__ == "__main__":
    sys.exit(main())
