"""Time and memory of `servanda.annotate`, on this machine.

    python benchmarks/annotate_speed.py [--cache FOLDER] [--sizes 1,3,10,30]

Prints one line of JSON: milliseconds of the first call on one page and of the next ones, MB/s of
each kind alone and of all kinds for texts of several sizes (the cost is linear when they agree),
mentions in each MB, and the peak of memory. Where spaCy and its small English pipeline are
installed, also its MB/s on the same text and how many times faster we are. CPU time of one core;
the text is made here, of sentences of ours.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import servanda
from servanda.agreements import parse_agreement
from servanda.domain.agreement import Agreement
from servanda.workflows.annotate import KINDS

AGREEMENT = """\
agreement: valley
title: The Valley Protocol
signed: 2020-11-01
parties:
  council: {name: The Mountain Council, aliases: [MC]}
  ministry: {name: The Ministry of the Interior, aliases: [the Ministry]}
territory: {countries: UA}
provisions:
"""
PLACES = ("Donetsk", "Luhansk", "Horlivka", "Mariupol", "Kyiv", "Kharkiv", "Debaltseve")
PERSONS = ("Anna Roe", "Gen. Ivan Lee", "President Maria Stone", "Mr. Haro", "Col. Omar al-Haro")
BODIES = (
    "the Mountain Council",
    "MC fighters",
    "the Ministry of the Interior",
    "the police",
    "rebels",
    "the Northern Front",
    "the ceasefire monitors",
    "local authorities",
    "Russian-backed separatists",
)
SENTENCES = (
    "The observers reached {place} on {day} {month} {year} and counted {count} violations near it.",
    "According to {person}, {body} did not do what Article {number} asks at the end of May.",
    "None of the {count} officials removed from their posts in {place} has come back since {year}.",
    "Both sides agreed that prisoners would be released, but the lists were never exchanged.",
    "Article {number}.{digit} of the Valley Protocol was implemented in part, said {person}.",
    "In {month} {body} met again; more was promised than before, and less of it was kept.",
    "More than {count} people fled from {place}, where {body} had arrested their neighbours.",
    "The third point was not implemented anywhere, with the exception of the schools in {place}.",
)
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September")


def agreement() -> Agreement:
    """An agreement of 40 articles, each with four parts."""
    lines = [AGREEMENT]
    for number in range(1, 41):
        lines.append(f"  a{number}:\n    title: Article {number}\n    labels: [Article {number}]\n")
        lines.append("    provisions:\n")
        lines += [
            f"      a{number}-{part}: {{title: Part {part}, labels: ['{number}.{part}']}}\n"
            for part in range(1, 5)
        ]
    return parse_agreement("".join(lines), file="valley.yaml")


def text_of(megabytes: float) -> str:
    chance = random.Random(1946)
    pieces: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        sentence = chance.choice(SENTENCES).format(
            place=chance.choice(PLACES), person=chance.choice(PERSONS), body=chance.choice(BODIES),
            day=chance.randint(1, 28), month=chance.choice(MONTHS), year=chance.randint(2014, 2021),
            count=chance.randint(2, 900), number=chance.randint(1, 45), digit=chance.randint(1, 5),
        )  # fmt: skip
        pieces.append(sentence + ("\n\n" if chance.random() < 0.15 else " "))
        size += len(pieces[-1])
    return "".join(pieces)


def peak_mb() -> float:
    """The most memory this process held; Linux tells it of the program, not of who started it."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1024, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def measure(cache: Path, sizes: list[float]) -> dict[str, object]:
    loaded = agreement()

    def annotate(text: str, kinds: tuple[str, ...] = KINDS) -> int:
        found = servanda.annotate(
            text, agreement=loaded, date="2021-12-31", kinds=kinds, cache=cache
        )
        return len(found)

    page = text_of(0.003)
    servanda.annotate("In Kyiv.", cache=cache)  # the gazetteer's one build is not ours to measure
    first = seconds(lambda: annotate(page))
    after = min(seconds(lambda: annotate(page)) for _ in range(5))
    text = text_of(1.0)
    alone = {kind: round(1 / seconds(lambda k=kind: annotate(text, (k,))), 2) for kind in KINDS}
    found = annotate(text)
    curve = {}
    for size in sizes:
        long = text_of(size)
        curve[f"{size:g}"] = round(size / seconds(lambda t=long: annotate(t)), 2)
    return {
        "first_page_ms": round(first * 1000, 1),
        "page_ms": round(after * 1000, 1),
        "alone_mb_per_s": alone,
        "all_mb_per_s_by_mb": curve,
        "mentions_per_mb": found,
        "peak_mb": peak_mb(),
        **beside_spacy(text[:100_000], annotate),
    }


def beside_spacy(text: str, ours: Callable[[str], object]) -> dict[str, float]:
    try:
        import spacy  # noqa: PLC0415 - only where it is installed

        pipeline = spacy.load("en_core_web_sm")
    except (ImportError, OSError):
        return {}
    theirs = seconds(lambda: pipeline(text))
    mine = seconds(lambda: ours(text))
    return {
        "spacy_mb_per_s": round(len(text) / 1e6 / theirs, 3),
        "times_spacy": round(theirs / mine),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--sizes", default="1,3,10,30", help="sizes of texts in MB")
    given = parser.parse_args()
    sizes = [float(one) for one in given.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        print(json.dumps(measure(given.cache or Path(folder), sizes)))


if __name__ == "__main__":
    main()
