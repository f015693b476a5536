"""How good the reading of dates is, on public yardsticks: `python quality/dates.py [--errors]`.

The yardsticks lie in the folder that SERVANDA_SHARED names (else ../shared); none is part of the
project. Printed for each: what is counted, and the number to beat (see their README).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tarfile
from collections import Counter
from pathlib import Path

from servanda.text.dates import find_dates
from servanda.text.timex import timex

SHARED = Path(os.environ.get("SERVANDA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
_TAG = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>")
_DURATION = re.compile(r"P[\dXT.]")


def wikiwars() -> list[tuple[str, str, str, list[tuple[int, int, str]]]]:
    """Give the documents: name, date, text, and the gold spans with their values."""
    documents = []
    path = SHARED / "yardsticks/wikiwars/wikiwars-v104-16-docs.tar.xz"
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda one: one.name):
            if not member.name.endswith(".tml"):
                continue
            file = archive.extractfile(member)
            assert file is not None
            raw = file.read().decode("utf-8")
            created = re.search(r'CREATION_TIME[^>]*value="([^"]+)"', raw)
            body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
            text, gold = _untagged(body)
            documents.append((member.name, created[1][:10] if created else "", text, gold))
    return documents


def _untagged(body: str) -> tuple[str, list[tuple[int, int, str]]]:
    pieces: list[str] = []
    gold: list[tuple[int, int, str]] = []
    open_tags: list[tuple[int, str]] = []
    length = at = 0
    for match in _TAG.finditer(body):
        piece = _plain(body[at : match.start()])
        pieces.append(piece)
        length += len(piece)
        if match[1] is not None:
            value = re.search(r'value="([^"]*)"', match[1])
            open_tags.append((length, value[1] if value else "null"))
        else:
            start, value = open_tags.pop()
            gold.append((start, length, value))
        at = match.end()
    pieces.append(_plain(body[at:]))
    return "".join(pieces), gold


def _plain(text: str) -> str:
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(name, char)
    return text.replace("&amp;", "&")


def score_wikiwars(errors: bool) -> None:
    totals = {"all": Counter(), "dates": Counter()}
    for name, created, text, gold in wikiwars():
        found = [
            (one.start, one.end, timex(one), one.text)
            for one in find_dates(text, anchor=created, joined=False, events=False)
        ]
        found = [one for one in found if one[2] is not None]
        for kind, count in totals.items():
            wanted = [g for g in gold if kind == "all" or not _DURATION.match(g[2])]
            used: set[int] = set()
            count["gold"] += len(wanted)
            count["found"] += len(found)
            for start, end, value, words in found:
                hits = [
                    (number, g)
                    for number, g in enumerate(wanted)
                    if number not in used and g[0] < end and start < g[1]
                ]
                hits.sort(key=lambda hit: (hit[1][2] != value, abs(hit[1][0] - start)))
                if hits:
                    used.add(hits[0][0])
                    count["overlap"] += 1
                    count["value"] += hits[0][1][2] == value
                    if errors and kind == "all" and hits[0][1][2] != value:
                        print(f"VALUE {name[-18:]} {words!r} {value} gold {hits[0][1][2]}")
                elif errors and kind == "all":
                    print(f"EXTRA {name[-18:]} {text[max(0, start - 40) : end + 20]!r} {value}")
            if errors and kind == "all":
                for number, g in enumerate(wanted):
                    if number not in used:
                        before = text[max(0, g[0] - 30) : g[0]]
                        print(f"MISSED {name[-18:]} {before!r} [{text[g[0] : g[1]]}] {g[2]}")
    print("wikiwars (16 documents, relaxed match; HeidelTime value F1 .78-.83)")
    for kind, label in (("all", "all expressions"), ("dates", "without durations")):
        count = totals[kind]
        for measure in ("overlap", "value"):
            p = count[measure] / count["found"]
            r = count[measure] / count["gold"]
            print(f"  {label:18s} {measure:8s} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print every miss")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"No yardsticks: {SHARED} is no folder. Set SERVANDA_SHARED to where they are.")
    score_wikiwars(options.errors)


if __name__ == "__main__":
    main()
