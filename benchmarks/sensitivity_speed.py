"""Leaving out one thing at a time: 578 provisions x 32 places x 40 quarters x 100,000 statements.

    python benchmarks/sensitivity_speed.py [STATEMENTS]

Prints seconds and peak memory for both grains, and the ratio to assessing the record once.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.builders import a_day, a_party, a_place, a_source, a_statement, an_agreement

from servanda.assessing import assess
from servanda.assessing.sensitivity import sensitivity
from servanda.domain.agreement import Provision
from servanda.domain.entry import Head
from servanda.domain.record import Record, Ruling

PROVISIONS, PLACES, QUARTERS, SOURCES = 578, 32, 40, 2000
SIDES = ("council", "ministry", "observer", "press")


def a_record(statements: int) -> Record:
    """Give a record of the Barometer's size: every statement in a cell of its own choice."""
    draw = random.Random(1)
    keys = tuple(f"p{number}" for number in range(PROVISIONS))
    text = " ".join(f"Town{number} said so." for number in range(PLACES))
    sources = [a_source(f"{number} {text}", name=f"{number}.txt") for number in range(SOURCES)]
    first = sources[0]
    places = [a_place(first, f"Town{at} said", id=f"town-{at}") for at in range(PLACES)]
    found = []
    for number in range(statements):
        source = sources[draw.randrange(SOURCES)]
        place = places[draw.randrange(PLACES)]
        quarter = draw.randrange(QUARTERS)
        found.append(
            a_statement(
                source,
                "said so",
                id=f"st-{number}",
                provisions=(f"accord/{draw.choice(keys)}",),
                about=(a_party(draw.choice(SIDES[:2])),),
                side=draw.choice(SIDES),
                stance=draw.choice(("kept", "broken", "partly")),
                state=draw.choice(("accepted", "proposed")),
                confidence=draw.random(),
                places=(place,),
                as_of=a_day(f"{2010 + quarter // 4}-{quarter % 4 * 3 + 1:02d}-15"),
            )
        )
    rulings = {
        one.id: Ruling(one.id, "accepted", f"coder-{draw.randrange(6)}", "2024-01-01T00:00:00Z")
        for one in found
        if one.state == "accepted"
    }
    agreement = an_agreement(provisions=tuple(Provision(key) for key in keys))
    return Record(Head(1, "0"), (agreement,), tuple(sources), tuple(found), rulings=rulings)


def main() -> None:
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    record = a_record(statements)
    start = time.perf_counter()
    assessment = assess(record, period="quarter")
    once = time.perf_counter() - start
    result: dict[str, float] = {"statements": statements, "assess_s": round(once, 2)}
    for grain in ("provision", "cell"):
        start = time.perf_counter()
        found = sensitivity(assessment, agreement="accord", proposals=True, grain=grain)
        spent = time.perf_counter() - start
        result[f"{grain}_s"] = round(spent, 2)
        result[f"{grain}_times_assessing"] = round(spent / once, 1)
        result[f"{grain}_pictures"] = found.pictures
        result[f"{grain}_on_one_witness"] = found.on_one_witness
    result["peak_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
