"""Print how monitors' reports were read: the figures, the confusion, and every miss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from matching import ratio

if TYPE_CHECKING:
    from monitors import Judged


def table(result: dict[str, Any]) -> str:
    lines = [
        f"{result['sentences']} sentences in {result['reports']} reports; "
        f"{result['proposals']} proposals in all of these",
        f"{'':26}{'all':>6}   95 %           " + "".join(f"{one:>12}" for one in result["by case"]),
    ]
    for name, value in result["figures"].items():
        low, high = result["intervals"][name]
        cases_ = "".join(f"{one[name]:12.2f}" for one in result["by case"].values())
        lines.append(f"{name:26}{value:6.2f}   {low:.2f} to {high:.2f}   {cases_}")
    if apart := result["coders apart"]:
        lines.append(
            f"({apart['second']} against {apart['first']}: macro-F1 {apart['macro-F1']:.2f} "
            f"over {apart['sentences']} sentences)"
        )
    lines.append(f"{'gold / read':14}" + "".join(f"{one:>10}" for one in result["confusion"]))
    for want, row in result["confusion"].items():
        lines.append(f"{want:14}" + "".join(f"{row[one]:10}" for one in result["confusion"]))
    right, wanted, read = result["references"]
    lines.append(f"explicit references: {right} right of {wanted} in gold and {read} read")
    for name in (
        "about where named",
        "about where named, missed ones wrong",
        "about left empty where nobody is named",
        "proposals in headings, contents, furniture",
    ):
        part = result[name]
        lines.append(f"{name:44}{part[0]:5} / {part[1]:<5}{ratio(part):6.2f}")
    links = result.get("provisions", {})
    for name in ("right", "touched", "unlinked") if links else ():
        part = [links[name], links["judged"]]
        lines.append(
            f"{'links to provisions, ' + name:44}{part[0]:5} / {part[1]:<5}{ratio(part):6.2f}"
        )
    return "\n".join(lines)


def misses(judged: Sequence[Judged]) -> str:
    """Print every sentence whose class, party or references were read otherwise, with its words."""
    lines = []
    for one in judged:
        want = one.gold
        notes = []
        if one.wants != one.got:
            word = "" if one.leave != one.got else " (accepted)"
            notes.append(f"{want['keeping']} read as {one.got}{word}")
        if one.tells != bool(one.counting):
            notes.append("nothing proposed" if not one.counting else "no statement")
        if one.counting and want["about"] and one.parties != set(want["about"]):
            notes.append(f"about {want['about']} read as {sorted(one.parties)}")
        if one.wanted != one.read:
            notes.append(f"references {list(one.wanted)} read as {list(one.read)}")
        if notes:
            (start, end) = one.spans[0]
            words = " ".join(one.text[start:end].split())
            lines += [f"{want['id']} {want['file']}: {'; '.join(notes)}", f"    {words[:400]}"]
            lines += [f"    read: {s['kind']}/{s['stance']}: {s['reasons'][:1]}" for s in one.said]
    return "\n".join(lines)
