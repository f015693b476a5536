"""How well the reader reads the letter: counts against gold, one line a promise.

Run `python quality/letter.py [--agreement examples/ili-1946/agreement.yaml] [--json] [--misses]`.
It runs `servanda try LETTER --json` and compares its statements with `quality/gold/letter.json`,
which a language model coded by close reading (`gold/README.md`), no person. It holds offsets and
labels only; the words are cut from the shared file while this runs.

How statements are matched. A proposal and a gold statement can match when they share at least half
of the shorter one's code points (all spans of `quotes` together). Matching is one to one: closest
first (shared over both together), then exchanged along augmenting paths until no further gold
statement can be matched, so that the order never costs a hit. What is left over is strict by
default: a gold statement that only lies inside a proposal matched to another one ("merged") is
missed; a proposal that is a further piece of a gold statement already found ("piece") is a false
alarm, as it would count twice. The figures with merged and pieces forgiven stand beside them.

Fields are judged on matched pairs. Where a second reading is defensible, gold names it
(`alternatives`, `also_about`) and it is right; the figure without such leave is called `strict`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from letter_report import misses, table
from matching import keys, match, parties, shared, size, spans_of

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "quality" / "gold"
LETTER = "sources/qasimi-sabri-1947-07-12.txt"


class CannotScore(Exception):
    """The scorer has nothing to compare; the message says what to do."""


def letter_path() -> Path:
    shared = Path(os.environ.get("SERVANDA_SHARED", ROOT.parent / "shared"))
    path = shared / LETTER
    if not path.is_file():
        raise CannotScore(f"no letter at {path}; set SERVANDA_SHARED to the folder that holds it")
    return path


def load_gold(path: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((GOLD / "letter.json").read_text("utf-8"))
    seen = hashlib.sha256(path.read_bytes()).hexdigest()
    if seen != gold["source_sha256"]:
        raise CannotScore(
            f"{path.name} has SHA-256 {seen[:12]}..., the gold was coded on "
            f"{gold['source_sha256'][:12]}...: its offsets do not fit"
        )
    return gold


def read_letter(path: Path, agreement: str | None) -> list[dict[str, Any]]:
    """Give the statement objects that `servanda try` prints for this letter."""
    command = [sys.executable, "-m", "servanda", "try", str(path), "--json"]
    if agreement:
        command += ["--agreement", agreement]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise CannotScore(f"servanda try ended with {done.returncode}:\n{done.stderr.strip()}")
    return parse_lines(done.stdout.splitlines())


def parse_lines(lines: Iterable[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines if line.strip()]


# -- fields ----------------------------------------------------------------------------------


def provision_names(gold: dict[str, Any], key: str) -> set[str]:
    """Give the keys that stand for a gold provision, with an agreement or provisionally."""
    names = {key}
    for one in gold["references"]:
        if one["provision"] == key:
            names.update(one["provisional"])
    return names


def same_provisions(gold: dict[str, Any], wanted: Sequence[str], said: set[str]) -> bool:
    named = [provision_names(gold, key) for key in wanted]
    return all(said & one for one in named) and all(any(k in o for o in named) for k in said)


def dates_of(gold: dict[str, Any], want: dict[str, Any] | None) -> set[str | None]:
    if want is None:
        return {None}
    fits: set[str | None] = {want["edtf"]}
    for one in gold["dates"]:
        if one["start"] < want["end"] and want["start"] < one["end"]:
            fits.update(one["also"])
    if want["edtf"] == "":
        fits.add(None)  # words that give no year may as well be left out
    return fits


def judge(gold: dict[str, Any], want: dict[str, Any], said: dict[str, Any]) -> dict[str, bool]:
    """Tell field by field whether a matched proposal is right."""
    other = want["alternatives"]
    about = parties(said)
    provisions = keys(said)
    when = said.get("when")
    return {
        "stance": said["stance"] in (want["stance"], *other["stance"]),
        "stance strict": said["stance"] == want["stance"],
        "kind": said["kind"] in (want["kind"], *other["kind"]),
        "kind strict": said["kind"] == want["kind"],
        "about": any(about == set(one) for one in (want["about"], *want["also_about"])),
        "about strict": about == set(want["about"]),
        "provisions": any(
            same_provisions(gold, one, provisions)
            for one in (want["provisions"], *other.get("provisions", []))
        ),
        "level": said["level"] in (want["level"], *other.get("level", [])),
        "extent": said.get("extent") == want["extent"],
        "when": (when["edtf"] if when else None) in dates_of(gold, want["when"]),
        "knowing": said.get("knowing") == want["knowing"],
        "side": said.get("side") == want["side"],
    }


# -- references, places, admissions, exceptions, layers ------------------------------------


def score_references(
    gold: dict[str, Any], pairs: dict[int, int], said: Sequence[dict[str, Any]]
) -> dict[str, Any]:
    """A reference is right when each matched statement that rests on it names its provision.

    A reference is wrong, too, when any proposal gives its label to another provision.
    """
    right: list[str] = []
    wrong: list[str] = []
    for ref in gold["references"]:
        if not ref["explicit"]:
            continue
        names = provision_names(gold, ref["provision"])
        resting = [
            said[pairs[g]]
            for g, want in enumerate(gold["statements"])
            if g in pairs
            and want["label_span"] == ref["span"]
            and ref["provision"] in want["provisions"]
        ]
        # The first statement after the reference must carry it; later ones may have another topic.
        good = bool(resting) and any(
            one["key"] in names and one["basis"] == "named" for one in resting[0]["provisions"]
        )
        stray = [
            one["key"]
            for each in said
            for one in each["provisions"]
            if one["basis"] == "named" and label_of(one["label"]) == ref["label"]
            if one["key"] not in names
        ]
        (right if good and not stray else wrong).append(ref["label"])
    return {"right": right, "wrong": wrong}


def label_of(label: str | None) -> str | None:
    """Take the bare label out of one as printed ("the 1st point" -> "1")."""
    if label is None:
        return None
    for word in label.lower().split():
        if word == "last":
            return "last"
        digits = "".join(c for c in word if c.isdigit())
        if digits:
            return digits
    return None


def distance_km(lat: float, lon: float, lat2: float, lon2: float) -> float:
    a, b = math.radians(lat), math.radians(lat2)
    half = (
        math.sin((b - a) / 2) ** 2
        + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def score_places(gold: dict[str, Any], said: Sequence[dict[str, Any]], text: str) -> dict[str, Any]:
    """Say of each town that a gold statement names how it came out, and what else was placed."""
    where: dict[str, Any] = json.loads((GOLD / "letter-places.json").read_text("utf-8"))
    mentions = gold["places"]
    told = {place["start"] for want in gold["statements"] for place in want["places"]}
    towns = {m["name_key"] for m in mentions if m["granularity"] == "point" and m["start"] in told}
    seen: dict[str, set[str]] = {}
    wrong: list[str] = []
    strays: list[str] = []
    for place in {(p["start"], p["end"]): p for s in said for p in s.get("places") or []}.values():
        words = text[place["start"] : place["end"]]
        hit = next(
            (m for m in mentions if place["start"] < m["end"] and m["start"] < place["end"]), None
        )
        placed = place.get("lat") is not None
        if hit is None:
            strays.append(f"{words!r} {'placed' if placed else 'unplaced'}")
            continue
        key = hit["name_key"]
        if not placed:
            seen.setdefault(key, set()).add("unplaced")
            continue
        at = where[key]
        if at["lat"] is None:
            far = at["expect"] == "unplaced"
            note = f"{words!r} must stay unplaced"
        else:
            km = distance_km(place["lat"], place["lon"], at["lat"], at["lon"])
            far = km > at["tolerance_km"]
            note = f"{words!r} {km:.0f} km off"
        if far:
            wrong.append(note)
        seen.setdefault(key, set()).add("wrong" if far else "placed")
    results = {k: seen.get(k, set()) for k in towns}
    return {
        "towns": len(towns),
        "placed": sorted(k for k, r in results.items() if "placed" in r and "wrong" not in r),
        "unplaced": sorted(k for k, r in results.items() if r == {"unplaced"}),
        "not listed": sorted(k for k, r in results.items() if not r),
        "wrong": sorted(wrong),
        "not places of the letter": sorted(strays),
    }


def beyond_author(gold: dict[str, Any], said: Sequence[dict[str, Any]]) -> list[int]:
    """Find the proposals that take words of the archive or the page, or say so themselves."""
    outside = [
        tuple(one["span"])
        for one in gold["not_statements"]
        if one["why"] in ("archive", "furniture")
    ]
    return [
        s
        for s, one in enumerate(said)
        if shared(spans_of(one), outside) or one.get("layer", "author") != "author"
    ]


# -- the whole -------------------------------------------------------------------------------


def score(gold: dict[str, Any], said: Sequence[dict[str, Any]], text: str) -> dict[str, Any]:
    wanted = gold["statements"]
    gold_spans = [spans_of(one) for one in wanted]
    said_spans = [spans_of(one) for one in said]
    pairs = match(gold_spans, said_spans)
    hits = set(pairs.values())
    merged = [
        g
        for g, mine in enumerate(gold_spans)
        if g not in pairs and any(2 * shared(mine, said_spans[s]) >= size(mine) for s in hits)
    ]
    pieces = [
        s
        for s, theirs in enumerate(said_spans)
        if s not in hits and any(2 * shared(gold_spans[g], theirs) >= size(theirs) for g in pairs)
    ]
    verdicts = {g: judge(gold, wanted[g], said[s]) for g, s in pairs.items()}
    fields = {
        name: [sum(one[name] for one in verdicts.values()), len(verdicts)]
        for name in (next(iter(verdicts.values())) if verdicts else {})
    }
    named = [g for g in pairs if wanted[g]["about"] and [] not in wanted[g]["also_about"]]
    fields["about where named"] = [sum(verdicts[g]["about"] for g in named), len(named)]
    back = {s: g for g, s in pairs.items()}
    admissions = [g for g, want in enumerate(wanted) if want["kind"] == "admission"]
    false_admissions = [
        s
        for s, one in enumerate(said)
        if one["kind"] == "admission"
        and (
            s not in back
            or "admission"
            not in (wanted[back[s]]["kind"], *wanted[back[s]]["alternatives"]["kind"])
        )
    ]
    with_exception = [g for g, want in enumerate(wanted) if want["exceptions"]]
    found_exception = [
        g
        for g in with_exception
        if g in pairs
        and shared(
            [(a, b) for a, b in wanted[g]["exceptions"]],
            [(e["start"], e["end"]) for e in said[pairs[g]]["exceptions"]],
        )
    ]
    return {
        "recall": [len(pairs), len(wanted)],
        "precision": [len(pairs), len(said)],
        "recall with merged": [len(pairs) + len(merged), len(wanted)],
        "precision without pieces": [len(pairs), len(said) - len(pieces)],
        "fields": fields,
        "references": score_references(gold, pairs, said),
        "places": score_places(gold, said, text),
        "admissions": {
            "right": [
                sum(1 for g in admissions if g in pairs and said[pairs[g]]["kind"] == "admission"),
                len(admissions),
            ],
            "false": len(false_admissions),
        },
        "exceptions": {
            "found": [len(found_exception), len(with_exception)],
            "false": sum(
                1
                for s, one in enumerate(said)
                if one["exceptions"] and (s not in back or back[s] not in with_exception)
            ),
        },
        "beyond the author": len(beyond_author(gold, said)),
        "detail": {
            "missed": [g for g in range(len(wanted)) if g not in pairs],
            "merged": merged,
            "alarms": [s for s in range(len(said)) if s not in hits],
            "pieces": pieces,
            "pairs": [[g, s] for g, s in sorted(pairs.items())],
            "false admissions": false_admissions,
            "wrong": {
                wanted[g]["id"]: [
                    name for name, fine in one.items() if not fine and "strict" not in name
                ]
                for g, one in sorted(verdicts.items())
                if not all(fine for name, fine in one.items() if "strict" not in name)
            },
        },
    }


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--agreement", help="the agreement's YAML; without it keys are provisional")
    parser.add_argument("--read", help="score this file of statement objects instead of reading")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON")
    parser.add_argument(
        "--misses", action="store_true", help="print what went wrong, with its words"
    )
    options = parser.parse_args(arguments)
    try:
        path = letter_path()
        gold = load_gold(path)
        if options.read:
            said = parse_lines(Path(options.read).read_text("utf-8").splitlines())
        else:
            said = read_letter(path, options.agreement)
    except CannotScore as trouble:
        print(trouble, file=sys.stderr)
        return 2
    with path.open(encoding="utf-8-sig", newline="") as stream:
        text = stream.read()
    result = score(gold, said, text)
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        print(table(result))
    if options.misses:
        print(misses(gold, said, result, text))
    return 0


if __name__ == "__main__":
    sys.exit(main())
