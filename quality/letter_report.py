"""Print how the letter was read: the figures beside their marks, and every miss in its context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matching import Spans, keys, parties, ratio, shared, spans_of

#: Issue 2, "What it must show", 2.
MARKS = {"recall": 0.85, "precision": 0.80, "stance": 0.90, "kind": 0.80, "about": 0.80}


def table(result: dict[str, Any]) -> str:
    lines = []

    def line(name: str, part: Sequence[int], mark: float | None = None, more: str = "") -> None:
        verdict = (
            "" if mark is None else f"mark {mark:.2f}  {'ok' if ratio(part) >= mark else 'BELOW'}"
        )
        figure = f"{name:28}{part[0]:4} / {part[1]:<4}{ratio(part):6.2f}  {verdict:18}{more}"
        lines.append(figure.rstrip())

    fields = result["fields"]
    line("statements found", result["recall"], MARKS["recall"])
    line("  with merged ones", result["recall with merged"])
    line("proposals that are right", result["precision"], MARKS["precision"])
    line("  without further pieces", result["precision without pieces"])
    for name in ("stance", "kind", "about"):
        if name in fields:
            strict = fields[f"{name} strict"]
            line(f"{name} right", fields[name], MARKS[name], f"strict {strict[0]}/{strict[1]}")
    for name in ("about where named", "provisions", "level", "extent", "when", "knowing", "side"):
        if name in fields:
            line(f"  {name} (no mark)", fields[name])
    refs = result["references"]
    total = len(refs["right"]) + len(refs["wrong"])
    line("explicit references right", [len(refs["right"]), total], 1.0, " ".join(refs["wrong"]))
    places = result["places"]
    line("towns placed", [len(places["placed"]), places["towns"]])
    line(
        "towns listed unplaced",
        [len(places["unplaced"]), places["towns"]],
        None,
        " ".join(places["unplaced"]),
    )
    line(
        "towns not listed",
        [len(places["not listed"]), places["towns"]],
        None,
        " ".join(places["not listed"]),
    )
    wrong = places["wrong"]
    lines.append(f"{'wrongly placed':28}{len(wrong):4}  (none allowed)  {'; '.join(wrong)}")
    strays = places["not places of the letter"]
    lines.append(f"{'not places of the letter':28}{len(strays):4}  {'; '.join(strays)}")
    admissions = result["admissions"]
    line("admissions right", admissions["right"], 1.0, f"false ones {admissions['false']}")
    exceptions = result["exceptions"]
    line("exceptions found", exceptions["found"], 1.0, f"false ones {exceptions['false']}")
    lines.append(f"{'beyond the author':28}{result['beyond the author']:4}  (none allowed)")
    return "\n".join(lines)


def context(text: str, spans: Spans, around: int = 60) -> str:
    start, end = spans[0][0], spans[-1][1]
    left, right = text[max(0, start - around) : start], text[end : end + around]
    return f"...{left}>>>{text[start:end]}<<<{right}...".replace("\r", " ").replace("\n", " ")


def misses(
    gold: dict[str, Any], said: Sequence[dict[str, Any]], result: dict[str, Any], text: str
) -> str:
    """Print every miss, false alarm and wrong field with its words in context."""
    wanted, detail = gold["statements"], result["detail"]
    lines = []
    for g in detail["missed"]:
        one = wanted[g]
        word = "merged" if g in detail["merged"] else "missed"
        lines += [
            f"{word} {one['id']} {one['kind']}/{one['stance']}: {one['note']}",
            f"    {context(text, spans_of(one))}",
        ]
    for s in detail["alarms"]:
        one = said[s]
        word = "piece" if s in detail["pieces"] else "false alarm"
        why = next(
            (n["why"] for n in gold["not_statements"] if shared(spans_of(one), [tuple(n["span"])])),
            "?",
        )
        lines += [
            f"{word} ({why}) {one['kind']}/{one['stance']}",
            f"    {context(text, spans_of(one))}",
        ]
    pairs = dict(detail["pairs"])
    for ident, names in detail["wrong"].items():
        g = next(i for i, one in enumerate(wanted) if one["id"] == ident)
        want, one = wanted[g], said[pairs[g]]
        for name in names:
            mine: Any = want.get(name)
            theirs: Any = one.get(name)
            if name == "about":
                mine, theirs = [want["about"], *want["also_about"]], sorted(parties(one))
            elif name == "provisions":
                mine, theirs = [mine, *want["alternatives"]["provisions"]], sorted(keys(one))
            elif name in ("kind", "stance"):
                mine = [mine, *want["alternatives"][name]]
            elif name == "when":
                mine, theirs = (x and x["edtf"] for x in (mine, theirs))
            lines.append(f"wrong {name} {ident}: gold {mine}, read {theirs}")
        lines.append(f"    {context(text, spans_of(want), 0)}")
    for s in detail["false admissions"]:
        lines += ["false admission", f"    {context(text, spans_of(said[s]))}"]
    return "\n".join(lines)
