"""How long a site takes: the Barometer's agreement, and many statements in many sources.

The records are made up, the same each time. Run it by itself: `python benchmarks/site_speed.py`.
"""

from __future__ import annotations

import hashlib
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from servanda.assessing import assess
from servanda.domain.agreement import Agreement, Party, Provision, Territory, Wording
from servanda.domain.cell import WHOLE
from servanda.domain.entry import Head
from servanda.domain.place import Place, PlaceMention, PlaceName
from servanda.domain.record import Record, Ruling
from servanda.domain.source import Description, Source
from servanda.domain.statement import (
    PartyMention,
    ProvisionLink,
    Quote,
    ReaderMark,
    Statement,
    Voice,
)
from servanda.domain.when import When
from servanda.dossier import write_site

KEY = "made-up"
READER = ReaderMark("rules", "0.1.0", "f" * 16)
WORDS = [
    "the",
    "commission",
    "the",
    "delegates",
    "of",
    "both",
    "shores",
    "met",
    "and",
    "found",
    "that",
    "work",
    "on",
    "the",
    "road",
    "the",
    "school",
    "the",
    "harbour",
    "had",
    "begun",
    "had",
    "stopped",
    "was",
    "carried",
    "out",
    "was",
    "not",
    "carried",
    "out",
    "in",
    "the",
    "third",
    "district",
    "although",
    "the",
    "officials",
    "said",
    "otherwise",
    "and",
    "the",
    "people",
    "waited",
    "for",
    "the",
    "grain",
    "that",
    "was",
    "promised",
]


def make_agreement(rng: random.Random, *, themes: int, leaves: int, places: int) -> Agreement:
    """An agreement of three levels with this many leaves."""
    subthemes: list[list[Provision]] = [[] for _ in range(max(1, leaves // 8))]
    for number in range(leaves):
        text = " ".join(rng.choices(WORDS, k=30))
        subthemes[number % len(subthemes)].append(
            Provision(
                f"p{number}",
                f"Stipulation {number}: {text[:40]}",
                wordings=(Wording(text, "verbatim", "the text"),),
                obligors=("government",),
            )
        )
    top: list[list[Provision]] = [[] for _ in range(themes)]
    for number, children in enumerate(subthemes):
        one = Provision(f"s{number}", f"Subtheme {number}", children=tuple(children))
        top[number % themes].append(one)
    return Agreement(
        KEY,
        "A made-up agreement",
        signed=("2016-11-24",),
        parties=(Party("government", "the Government"), Party("front", "the Front")),
        territory=Territory(
            "made up",
            places=tuple(
                Place(
                    f"g{n}",
                    (PlaceName(f"Town {n}"),),
                    lat=rng.uniform(2, 9),
                    lon=rng.uniform(-77, -70),
                )
                for n in range(places)
            ),
        ),
        provisions=tuple(
            Provision(f"t{n}", f"Theme {n}", children=tuple(children))
            for n, children in enumerate(top)
        ),
    )


def make_record(
    *, leaves: int, places: int, quarters: int, statements: int, sources: int
) -> Record:
    """A record in which statements are spread over provisions, places and quarters."""
    rng = random.Random(7)
    agreement = make_agreement(rng, themes=18, leaves=leaves, places=places)
    keys = [one.key for one in agreement.walk() if not one.children]
    made: list[Source] = []
    told: list[Statement] = []
    rulings = {}
    per_source = statements // sources
    for number in range(sources):
        year, month = (
            2017 + (number * quarters // sources) // 4,
            1 + 3 * ((number * quarters // sources) % 4),
        )
        day = f"{year}-{month:02d}-15"
        sentences, spans, at = [], [], 0
        for _ in range(per_source):
            words = " ".join(rng.choices(WORDS, k=rng.randint(12, 34))).capitalize() + "."
            spans.append((at, at + len(words)))
            gap = "\n\n" if rng.random() < 0.3 else " "
            sentences.append(words + gap)
            at += len(words) + len(gap)
        text = "".join(sentences)
        digest = hashlib.sha256(text.encode()).hexdigest()
        side = rng.choice(["government", "front", "observer", "press"])
        source = Source(
            f"src-{digest[:16]}",
            digest,
            f"report-{number}.txt",
            "text/plain",
            len(text),
            text,
            Description(
                title=f"Report {number} of {day}",
                creators=(f"Office {number % 9}",),
                side=side,
                written=day,
                language="en",
            ),
        )
        made.append(source)
        for start, end in spans:
            place = rng.randrange(places)
            here = agreement.territory.places[place]
            kind = rng.choice(
                ["verdict", "incident", "compliance", "obstruction", "admission", "demand"]
            )
            one = Statement(
                id=f"st-{hashlib.sha256(f'{number}-{start}'.encode()).hexdigest()[:16]}",
                source=source.id,
                start=start,
                end=end,
                quote=text[start:end],
                layer="author",
                quotes=(
                    Quote(
                        start,
                        end,
                        text[start:end],
                        None,
                        text.count(chr(10), 0, start) + 1,
                        "author",
                    ),
                ),
                kind=kind,
                stance=rng.choice(["kept", "partly", "broken", "broken"]),
                extent=None,
                provisions=(
                    ProvisionLink(
                        KEY, rng.choice(keys) if rng.random() > 0.02 else WHOLE, None, "topic"
                    ),
                ),
                level="provision",
                exceptions=(),
                about=(PartyMention("", 0, 0, None, rng.choice(["government", "front"])),)
                if rng.random() < 0.8
                else (),
                responsible=(),
                affected=(),
                voice=(Voice(f"Office {number % 9}", "asserts"),),
                side=side,
                knowing="unknown",
                places=(
                    PlaceMention(
                        here.name,
                        start,
                        start + 4,
                        "scene",
                        "point",
                        here.name,
                        here.id,
                        here.lat,
                        here.lon,
                    ),
                ),
                when=When(day, None, None, day, day, day, "stated"),
                as_of=When(day, None, None, day, day, day, "stated"),
                quantities=(),
                links=(),
                state="accepted" if rng.random() < 0.3 else "proposed",
                reader=READER,
                confidence=None,
                reasons=("The words “was not carried out” decided its stance.",),
            )
            told.append(one)
            if one.state == "accepted":
                rulings[one.id] = Ruling(one.id, "accepted", "coder-1", f"{day}T10:00:00Z")
    return Record(
        Head(statements + sources, "e" * 64),
        (agreement,),
        tuple(made),
        tuple(told),
        readings={one.id: (READER,) for one in made},
        rulings=rulings,
    )


def measure(name: str, limit: float, **size: int) -> dict[str, object]:
    """Write one site and tell how long it took, and how large its largest page is."""
    record = make_record(**size)
    with tempfile.TemporaryDirectory() as folder:
        begun, begun_cpu = time.perf_counter(), time.process_time()
        site = write_site(record, assess(record), Path(folder) / "site")
        seconds = time.perf_counter() - begun
        cpu = time.process_time() - begun_cpu
        pages = sorted(Path(folder).rglob("*.html"), key=lambda one: one.stat().st_size)
        largest = pages[-1]
        return {
            "what": name,
            **size,
            "seconds": round(seconds, 1),
            "cpu_seconds": round(cpu, 1),
            "mark": limit,
            "pages": site.pages,
            "largest_page_kb": round(largest.stat().st_size / 1000),
            "largest_page": largest.relative_to(Path(folder) / "site").as_posix(),
            "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


SIZES = {
    "barometer": (
        10.0,
        {"leaves": 578, "places": 32, "quarters": 40, "statements": 6_000, "sources": 120},
    ),
    "many": (
        30.0,
        {"leaves": 120, "places": 60, "quarters": 40, "statements": 20_000, "sources": 500},
    ),
}


def main() -> None:
    """Measure both, or the one that is named."""
    for name in sys.argv[1:] or SIZES:
        limit, size = SIZES[name]
        print(measure(name, limit, **size), flush=True)


if __name__ == "__main__":
    main()
