"""How fast the parts of `text` read, in MB/s and as a ratio to sentence splitting, in one run.

`python benchmarks/text_parts.py [FILE]`: without a file a made-up monitors' text is read. One core,
CPU time, the best of three.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from servanda.text.anchors import locate
from servanda.text.dates import find_dates
from servanda.text.normalise import fold_text
from servanda.text.quantities import find_quantities
from servanda.text.references import find_references
from servanda.text.sentences import sentences

PARAGRAPH = """\
The 3rd point of the agreement was not implemented anywhere in the northern districts, with the
exception of issues of education. On 25 February and again at the end of June more than 300 people
were driven off their lands, and two or three cases of lawlessness were reported to the joint
committee. Both parties say that they kept their word (see the letter of the governor), yet nobody
has seen the lists that Article 5, paragraph 2 of the Protocol asks for.

Visiting the south this spring, members of the mission saw with their own eyes that the houses of
those who had returned remained empty. The command reported that its units had withdrawn in a timely
fashion; the other side denies it. During the elections machine guns were used in individual cases,
and officials whom the people had removed were appointed again to more responsible work. It is not
known how many of them are still held. Nothing was said of the schools, the courts or the roads.

"""
BYTES = 2_000_000


def best(read: Callable[[str], object], text: str) -> float:
    """Give CPU seconds of the fastest of three readings."""
    times = []
    for _ in range(3):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", type=Path)
    file = parser.parse_args().file
    one = file.read_text(encoding="utf-8") if file else PARAGRAPH
    text = one * max(1, BYTES // len(one.encode()))
    size = len(text.encode()) / 1e6
    parts: dict[str, Callable[[str], object]] = {
        "sentences": sentences,
        "references": find_references,
        "dates": lambda words: find_dates(words, anchor="1947-07-12"),
        "quantities, numbers of dates and references given": lambda words: find_quantities(
            words, taken=[]
        ),
        "fold_text (to find a quote loosely)": fold_text,
        "locate (a quote, letter for letter)": lambda words: locate(words[-60:-3], words),
    }
    for read in parts.values():
        read(one)  # words of the language are compiled once, before the clock runs
    seconds = {name: best(read, text) for name, read in parts.items()}
    whole = sum(seconds[name] for name in list(parts)[:4])
    print(f"{size:.1f} MB, one core; ratio: times as long as splitting sentences")
    for name, taken in [*seconds.items(), ("first four together", whole)]:
        print(f"  {name:52s} {size / taken:8.1f} MB/s  x{taken / seconds['sentences']:.1f}")


if __name__ == "__main__":
    main()
