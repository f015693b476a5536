"""How fast the journal writes, checks, searches and sums up; beside plain SQLite in the same run.

    python benchmarks/journal_speed.py [STATEMENTS] [--keep FILE]

Sources of 50 statements each, every statement with its salted digest, its row, its links, its
facts and its search row; 20 readings to a batch, and beside it one, as `servanda read` writes.
The marks are those of the design's measures. Where other programs use the machine too, read what
is said of processor time: the clock counts their work as well.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from servanda import wire
from servanda.domain.agreement import Agreement, Party, Provision
from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.place import PlaceMention
from servanda.domain.source import Layer, Source
from servanda.domain.statement import PartyMention, ProvisionLink, Quote, ReaderMark, Statement
from servanda.domain.when import When
from servanda.exploring import Asked, Columns, Shown
from servanda.journal import open_journal

PROVISIONS = [f"point-{number}" for number in range(1, 61)]
PLACES = [f"Town{number}" for number in range(5000)]
STANCES = ("kept", "partly", "broken", "unclear")
READER = ReaderMark("bench", "1", "0" * 16)
PER_SOURCE, PER_BATCH = 50, 20


def make_words(rng: random.Random) -> list[str]:
    """Give 20,000 made-up words, so that the index has a vocabulary of a natural size."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return ["".join(rng.choices(letters, k=rng.randint(3, 9))) for _ in range(20_000)]


def make_sources(count: int) -> Iterator[tuple[Source, bytes, list[Statement]]]:
    """Give sources, their bytes, and 50 statements on each: about 200 characters quoted."""
    rng = random.Random(1)
    words = make_words(rng)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    drawn = rng.choices(words, weights, k=200_000)
    for number in range(count):
        lines = []
        for _ in range(PER_SOURCE):
            first = rng.randrange(len(drawn) - 28)
            body = " ".join(drawn[first : first + 28])
            lines.append(f"In {rng.choice(PLACES)} the ministry {body}.")
        text = f"Report {number}\n" + "\n".join(lines) + "\n"
        data = text.encode()
        digest = hashlib.sha256(data).hexdigest()
        source = Source(
            f"src-{digest[:16]}", digest, f"report-{number}.txt", "text/plain", len(data), text,
            layers=(Layer(0, len(text), "author", "body"),),
        )  # fmt: skip
        yield source, data, [make_statement(rng, source, line) for line in lines]


def make_statement(rng: random.Random, source: Source, line: str) -> Statement:
    """Give a statement as the rules propose them: one provision, place, party and date."""
    start = source.text.index(line)
    town = line.split()[1]
    month = rng.randint(1, 12)
    year = rng.randint(2010, 2019)
    day = f"{year}-{month:02d}-15"
    seed = f"{source.id}{start}"
    quote = Quote(start, start + len(line), line, None, 1, "author")
    return Statement(
        id="st-" + hashlib.sha256(seed.encode()).hexdigest()[:16],
        source=source.id, start=start, end=start + len(line), quote=line, layer="author",
        quotes=(quote,), kind="verdict", stance=rng.choice(STANCES), extent=None,
        provisions=(ProvisionLink("accord", rng.choice(PROVISIONS), None, "topic"),),
        level="provision", exceptions=(),
        about=(PartyMention("the ministry", start + line.index("the m"),
                            start + line.index("the m") + 12, "the ministry", "ministry"),),
        responsible=(), affected=(), voice=(), side="observer", knowing="unknown",
        places=(PlaceMention(town, start + 3, start + 3 + len(town), "scene", "point", town,
                             f"geo:{town}", 1.0, 2.0),),
        when=None, as_of=When(day, None, None, day, day, day, "stated"), quantities=(), links=(),
        state="proposed", reader=READER, confidence=None,
        reasons=("The words of this sentence decided.",),
    )  # fmt: skip


@dataclass
class Watch:
    """Adds up the time spent inside it, by the clock and on the processor, in all threads."""

    clock: float = 0.0
    processor: float = 0.0

    def __enter__(self) -> None:
        self._begun = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.clock += time.perf_counter() - self._begun[0]
        self.processor += time.process_time() - self._begun[1]

    def rates(self, count: int) -> str:
        """Give statements a second by both."""
        return f"{count / self.clock:>10,.0f} /s   {count / self.processor:>10,.0f} /s of processor"


def plain_inserts(path: Path, count: int) -> Watch:
    """Write as many statements' JSON as rows of a bare SQLite table."""
    rows = [
        (wire.encode(one),)
        for _, _, statements in make_sources(count // PER_SOURCE)
        for one in statements
    ]
    watch = Watch()
    with watch:
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("CREATE TABLE plain (id INTEGER PRIMARY KEY, data BLOB)")
        for start in range(0, len(rows), PER_SOURCE * PER_BATCH):
            db.execute("BEGIN")
            some = rows[start : start + PER_SOURCE * PER_BATCH]
            db.executemany("INSERT INTO plain (data) VALUES (?)", some)
            db.execute("COMMIT")
        db.close()
    return watch


def write(path: Path, count: int, *, per_batch: int = PER_BATCH) -> Watch:
    """Write a dossier of so many statements; the making of the values does not count."""
    journal = open_journal(str(path), create=True)
    provisions = tuple(Provision(key) for key in PROVISIONS)
    parties = (Party("ministry", "the ministry"), Party("council", "the council"))
    with journal.batch(actor="bench") as batch:
        agreement = Agreement("accord", "Accord", (), parties, provisions=provisions)
        batch.append(AgreementKept(agreement))
    sources = make_sources(count // PER_SOURCE)
    watch = Watch()
    while group := list(islice(sources, per_batch)):
        with watch, journal.batch(actor="bench") as batch:
            for source, data, statements in group:
                batch.append(SourceAdded(source, data))
                batch.append(SourceRead(source.id, READER, tuple(statements)))
    journal.close()
    return watch


def measure(path: Path, count: int) -> Iterator[str]:
    """Give the lines of the report: check, search, summary."""
    journal = open_journal(str(path), readonly=True)
    watch = Watch()
    with watch:
        problems = list(journal.check())
    assert not problems, problems[:3]
    yield f"check            {watch.rates(count)}   mark 50,000"
    rng = random.Random(1)
    words = make_words(rng)
    for name, asked in (
        ("one rare word", words[2000]),
        ("two words", f"{words[100]} {words[300]}"),
        ("place and word", f"Town17 {words[40]}"),
        ("beginnings", f"{words[100][:3]} {words[300][:3]}"),
    ):
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            found = list(islice(journal.statements(search=asked), 20))
            times.append(time.perf_counter() - begun)
        yield f"search, {name:<14} {min(times) * 1e3:>7.1f} ms, {len(found)} shown   mark 10 ms"
    begun = time.perf_counter()
    columns = Columns(journal.facts(), Shown(journal.outline()))
    yield f"columns          {(time.perf_counter() - begun) * 1e3:>10.1f} ms to fill"
    places = tuple(f"geo:{town}" for town in PLACES[:30])
    for name, asked_for in (("60x30x40", Asked(places=places)), ("of everything", Asked())):
        times = []
        for _ in range(5):
            begun = time.perf_counter()
            chosen = columns.chosen(asked_for)
            table = chosen.pivot("provision", "place", most_columns=30)
            months = len(chosen.months())
            times.append(time.perf_counter() - begun)
        yield (
            f"matrix {name:<13} {min(times) * 1e3:>7.1f} ms, {len(table.cells)} fields, "
            f"{months} months   mark 50 ms"
        )
    begun = time.perf_counter()
    rows = sum(1 for _ in islice(journal.statements(state="proposed"), 50_000))
    yield f"list             {rows / (time.perf_counter() - begun):>10,.0f} statements/s"
    journal.close()


def main() -> None:
    """Print the figures for as many statements as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="leave the dossier in this file")
    asked = parser.parse_args()
    count = asked.statements // PER_SOURCE * PER_SOURCE
    with tempfile.TemporaryDirectory() as folder:
        path = asked.keep or Path(folder) / "bench.servanda"
        some = min(count, 50_000)
        plain = plain_inserts(Path(folder) / "plain.db", some)
        one_by_one = write(Path(folder) / "one.servanda", some, per_batch=1)
        written = write(path, count)
        print(f"{count:,} statements, {path.stat().st_size / 1e6:,.0f} MB")
        print(f"plain inserts    {plain.rates(some)}")
        print(f"write            {written.rates(count)}   mark 20,000, aim 40,000")
        print(f"  a reading each {one_by_one.rates(some)}")
        share = (plain.processor / some) / (written.processor / count)
        print(f"  write is {share:.2f} of plain inserts on the processor")
        for line in measure(path, count):
            print(line, flush=True)


if __name__ == "__main__":
    main()
