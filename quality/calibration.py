"""How sure the reader should be: confidence learnt from the gold, tried on documents left out.

Run `python quality/calibration.py [--json] [--write DATE]`.
Every proposal of the reader `rules` that counts for a coded sentence of the monitors' gold, or that
it makes of the letter (read with its example agreement), is right or wrong: right when gold calls
the passage a statement and has its stance, or accepts it (`alternatives`). A logistic regression
over the traits of `servanda.reading.confidence` learns from all documents but one and is asked
about that one: each proposal is judged by weights that never saw its document. Demands and context
are left out.

The curve puts the held-out proposals into tenths of the scale. ECE is the mean distance between
confidence and share right over them; Brier and log loss are held against those of one constant, the
share right in the other documents. `--write` learns from all documents and stores the weights where
the reader finds them, with the gold's digests.

It rests on `gold/monitors.json`, `gold/monitors-held.json` and `gold/letter.json`, all of which
writers of rules have seen by now; on no sample that is kept for measuring.

How far to trust it: rules were mended on these sentences, so the share right here flatters. On the
150 of `monitors-held.json`, before any rule was mended with them in sight, 45 of 52 proposals were
right (0.87), and the weights of that day told them apart the wrong way round (0.93 said where 0.81
was right, 0.75 where 0.95 was). Learnt from all three files the two traits tell little apart: a
confidence is hardly more than the share of right proposals, and says so. Only 20 proposals of 212
are wrong, so no finer curve can be drawn. A party's account is a single document, the letter:
others may be surer or less sure.
Whether the provision is the right one is coded for that letter alone: links carry no confidence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import letter
import monitors
from matching import Spans, match
from monitors_material import PARTIES, NoPlaces, draft_case, open_report

from servanda import wire
from servanda.agreements import load_agreement
from servanda.domain.agreement import Agreement
from servanda.domain.source import Source
from servanda.errors import ServandaError
from servanda.intake import take_in
from servanda.reading.assemble import assemble
from servanda.reading.confidence import TRAITS, traits
from servanda.reading.context import indexes
from servanda.reading.drafts import drafts
from servanda.reading.lexicon import lexicon
from servanda.reading.rules import VERSION, RulesReader

ROOT = Path(__file__).resolve().parent.parent
STORED = ROOT / "src" / "servanda" / "reading" / "calibration.json"
GOLD = ("monitors.json", "monitors-held.json", "letter.json")
#: Ridge on the weights (not on the intercept) and steps of Newton's method: it converges in ten.
RIDGE, STEPS = 1.0, 25
ROUNDS, SEED = 200, 7


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal: its document, its traits, and whether gold calls it right."""

    document: str
    traits: tuple[float, ...]
    right: bool


# -- cases -----------------------------------------------------------------------------------


def proposals(
    source: Source, agreements: Sequence[Agreement]
) -> list[tuple[dict[str, Any], tuple[float, ...] | None]]:
    """Give what the reader proposes for a source, as objects, each with its traits."""
    found, context, _ = drafts(source, indexes(agreements, lexicon()))
    finder = NoPlaces()
    mark = RulesReader().mark(agreements, finder)
    statements = assemble(found, context, finder, mark)
    objects = [json.loads(wire.encode(one)) for one in statements]
    return [(one, traits(d, context)) for one, d in zip(objects, found, strict=True)]


def of_monitors(path: Path) -> list[Case]:
    gold: dict[str, Any] = json.loads(path.read_text("utf-8"))
    opened = {name: open_report(name, digest) for name, digest in gold["files"].items()}
    case_agreements = {case: draft_case(case) for case in PARTIES}
    known: dict[str, tuple[float, ...] | None] = {}
    said: list[dict[str, Any]] = []
    for name, (source, _) in opened.items():
        for one, its in proposals(source, case_agreements[name.split("/")[0]]):
            known[one["id"]] = its
            said.append(one)
    sources = {name: source for name, (source, _) in opened.items()}
    judged = monitors.judge(gold, sources, {n: w for n, (_, w) in opened.items()}, said)
    found = []
    for sentence in judged:
        fine = {sentence.gold["keeping"], *sentence.gold["alternatives"].get("keeping", [])}
        for one in sentence.said:
            its = known[one["id"]]
            if its is not None:
                found.append(Case(str(sentence.gold["file"]), its, one["stance"] in fine))
    return found


def of_letter() -> list[Case]:
    path = letter.letter_path()
    gold = letter.load_gold(path)
    agreement = load_agreement(ROOT / "examples" / "ili-1946" / "agreement.yaml")
    source = take_in(path.read_bytes(), path.name)
    said = proposals(source, [agreement])
    wanted = gold["statements"]
    spans: list[Spans] = [letter.spans_of(one) for one in wanted]
    answers = {s: g for g, s in match(spans, [letter.spans_of(one) for one, _ in said]).items()}
    found = []
    for number, (one, its) in enumerate(said):
        if its is None:
            continue
        want = wanted[answers[number]] if number in answers else None
        fine = want and {want["stance"], *want["alternatives"]["stance"]}
        found.append(Case(path.name, its, bool(fine and one["stance"] in fine)))
    return found


# -- learning --------------------------------------------------------------------------------


def learn(cases: Sequence[Case]) -> list[float]:
    """Give the intercept and the weights that fit best, by Newton's method with a ridge."""
    size = len(TRAITS) + 1
    weights = [0.0] * size
    rows = [((1.0, *one.traits), float(one.right)) for one in cases]
    for _ in range(STEPS):
        slope = [-RIDGE * w if i else 0.0 for i, w in enumerate(weights)]
        bend = [[RIDGE * (i == j and i > 0) for j in range(size)] for i in range(size)]
        for row, right in rows:
            p = chance(weights, row)
            for i in range(size):
                slope[i] += (right - p) * row[i]
                for j in range(size):
                    bend[i][j] += p * (1 - p) * row[i] * row[j]
        weights = [w + step for w, step in zip(weights, solve(bend, slope), strict=True)]
    return weights


def chance(weights: Sequence[float], row: Sequence[float]) -> float:
    return 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, row, strict=True))))


def solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small linear system by elimination with pivots."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    size = len(rows)
    for i in range(size):
        best = max(range(i, size), key=lambda at: abs(rows[at][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for j in range(size):
            if j != i:
                share = rows[j][i] / rows[i][i]
                rows[j] = [a - share * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [rows[i][size] / rows[i][i] for i in range(size)]


def held_out(cases: Sequence[Case]) -> list[tuple[float, float, bool, str]]:
    """Give each case's confidence, and the constant's, learnt without its document."""
    found = []
    for document in dict.fromkeys(one.document for one in cases):
        others = [one for one in cases if one.document != document]
        weights = learn(others)
        constant = sum(one.right for one in others) / len(others)
        found.extend(
            (chance(weights, (1.0, *one.traits)), constant, one.right, document)
            for one in cases
            if one.document == document
        )
    return found


# -- figures ---------------------------------------------------------------------------------


def curve(pairs: Sequence[tuple[float, bool]]) -> list[dict[str, float]]:
    """Give count, mean confidence and share right of each tenth of the scale that holds any."""
    tenths: dict[int, list[tuple[float, bool]]] = {}
    for one in pairs:
        tenths.setdefault(min(9, int(one[0] * 10)), []).append(one)
    return [
        {
            "count": len(part),
            "confidence": sum(p for p, _ in part) / len(part),
            "right": sum(r for _, r in part) / len(part),
        }
        for _, part in sorted(tenths.items())
    ]


def ece(pairs: Sequence[tuple[float, bool]]) -> float:
    bins = curve(pairs)
    apart = sum(one["count"] * abs(one["confidence"] - one["right"]) for one in bins)
    return apart / max(1, len(pairs))


def auc(pairs: Sequence[tuple[float, bool]]) -> float:
    """Give how often a right proposal is surer than a wrong one; a tie counts half."""
    good, bad = [p for p, r in pairs if r], [p for p, r in pairs if not r]
    won = sum((a > b) + (a == b) / 2 for a in good for b in bad)
    return won / (len(good) * len(bad)) if good and bad else 0.5


def measure(cases: Sequence[Case]) -> dict[str, Any]:
    tried = held_out(cases)
    mine = [(p, right) for p, _, right, _ in tried]
    constant = [(c, right) for _, c, right, _ in tried]
    dice = random.Random(SEED)
    documents = sorted({one[3] for one in tried})
    by_document = {d: [one for one in tried if one[3] == d] for d in documents}
    rounds = sorted(
        auc(
            [
                (p, r)
                for d in dice.choices(documents, k=len(documents))
                for p, _, r, _ in by_document[d]
            ]
        )
        for _ in range(ROUNDS)
    )
    return {
        "proposals": len(cases),
        "right": sum(one.right for one in cases),
        "documents": len(documents),
        "curve, held out": curve(mine),
        "ECE, held out": ece(mine),
        "Brier": [mean((p - r) ** 2 for p, r in one) for one in (mine, constant)],
        "log loss": [mean(loss(p, r) for p, r in one) for one in (mine, constant)],
        "AUC, held out": auc(mine),
        "AUC, 95 %": [rounds[int(0.025 * len(rounds))], rounds[int(0.975 * len(rounds)) - 1]],
    }


def mean(values: Any) -> float:
    every = list(values)
    return sum(every) / max(1, len(every))


def loss(p: float, right: bool) -> float:
    return -math.log(max(1e-9, p if right else 1 - p))


def table(result: dict[str, Any]) -> str:
    lines = [
        f"{result['proposals']} proposals, {result['right']} right, {result['documents']} documents"
        "; each tried with weights learnt without it",
        "proposals  confidence  right",
        *(
            f"{one['count']:9}  {one['confidence']:10.2f}  {one['right']:5.2f}"
            for one in result["curve, held out"]
        ),
        f"ECE {result['ECE, held out']:.3f}   AUC {result['AUC, held out']:.2f} "
        f"({result['AUC, 95 %'][0]:.2f} to {result['AUC, 95 %'][1]:.2f})",
        "Brier {:.3f} (a constant: {:.3f})".format(*result["Brier"]),
        "log loss {:.3f} (a constant: {:.3f})".format(*result["log loss"]),
    ]
    return "\n".join(lines)


def store(cases: Sequence[Case], result: dict[str, Any], date: str) -> None:
    intercept, *weights = learn(cases)
    gold = {name: hashlib.sha256((letter.GOLD / name).read_bytes()).hexdigest() for name in GOLD}
    told = {
        "what": "P(a proposal of the reader `rules` is right: a statement, with this stance)",
        "learnt_by": "quality/calibration.py: logistic regression, ridge 1",
        "date": date,
        "reader": {"name": "rules", "version": VERSION},
        "gold_sha256": gold,
        "coded_by": "language models reading closely, no person (quality/gold/README.md)",
        "counts": {one: result[one] for one in ("proposals", "right", "documents")},
        "held_out": {
            "ECE": round(result["ECE, held out"], 3),
            "Brier": [round(one, 3) for one in result["Brier"]],
            "AUC": round(result["AUC, held out"], 2),
        },
        "intercept": round(intercept, 3),
        "weights": {one: round(w, 3) for one, w in zip(TRAITS, weights, strict=True)},
    }
    STORED.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument("--write", metavar="DATE", help="store the weights, as learnt on this day")
    options = parser.parse_args(arguments)
    try:
        cases = of_monitors(monitors.GOLD) + of_monitors(monitors.HELD) + of_letter()
    except (letter.CannotScore, monitors.CannotScore, ServandaError) as trouble:
        print(trouble, file=sys.stderr)
        return 2
    result = measure(cases)
    print(json.dumps(result, indent=1) if options.json else table(result))
    if options.write:
        store(cases, result, options.write)
    return 0


if __name__ == "__main__":
    sys.exit(main())
