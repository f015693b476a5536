"""The reports that hold the drawn sentences: opened, cut into segments, and read by `rules`."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from servanda import wire
from servanda.agreements import draft_agreement
from servanda.domain.agreement import Agreement, Party
from servanda.domain.place import PlaceMention
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.intake import take_in

ROOT = Path(__file__).resolve().parent.parent
#: The signatories of each case, by the keys of the gold, as the agreements' own texts call them
#: and with their armed forces; drafts name parties in other ways.
PARTIES = {
    "bangsamoro": (
        Party(
            "gph",
            "Government of the Philippines",
            (
                *("GPH", "Philippine Government", "Central Government", "National Government"),
                *("Armed Forces of the Philippines", "AFP", "Philippine National Police", "PNP"),
            ),
        ),
        Party(
            "milf",
            "Moro Islamic Liberation Front",
            ("MILF", "Bangsamoro Islamic Armed Forces", "BIAF"),
        ),
    ),
    "minsk": (
        Party(
            "ukraine",
            "Ukraine",
            ("Government of Ukraine", "Ukrainian Government", "Ukrainian Armed Forces"),
        ),
        Party(
            "armed-groups",
            "Armed formations of certain areas of the Donetsk and Luhansk regions",
            (
                *("armed formations", "armed groups", "DPR", "LPR"),
                *("Donetsk People's Republic", "Luhansk People's Republic"),
            ),
        ),
    ),
}


class CannotScore(Exception):
    """The scorer has nothing to compare; the message says what to do."""


@dataclass(frozen=True, slots=True)
class NoPlaces:
    """A finder that knows no place: none is scored here, and no gazetteer need be built."""

    fingerprint: str = "none"

    def find(
        self,
        source: Source,  # noqa: ARG002
        *,
        within: Sequence[Span] | None = None,  # noqa: ARG002
        mentions: Sequence[Span] | None = None,  # noqa: ARG002
    ) -> list[PlaceMention]:
        return []


def cases() -> Path:
    path = Path(os.environ.get("SERVANDA_SHARED", ROOT.parent / "shared")) / "cases"
    if not path.is_dir():
        raise CannotScore(f"no cases at {path}; set SERVANDA_SHARED to the folder that holds them")
    return path


def open_report(name: str, digest: str) -> tuple[Source, dict[int, Span]]:
    """Give a report's source and where each numbered segment of its file stands in its text."""
    path = cases() / name
    if not path.is_file():
        raise CannotScore(f"no report at {path}")
    data = path.read_bytes()
    seen = hashlib.sha256(data).hexdigest()
    if seen != digest:
        raise CannotScore(f"{name} has SHA-256 {seen[:12]}..., gold has {digest[:12]}...")
    source = take_in(data, path.name)
    return source, find_segments(data.decode("utf-8", "replace"), source.text, name)


def find_segments(page: str, text: str, name: str) -> dict[int, Span]:
    """Find the file's segments in the source's text, in order, by their letters and digits."""
    at = [i for i, c in enumerate(text) if c.isalnum()]
    flat = "".join(text[i] for i in at)
    found: dict[int, Span] = {}
    done = 0
    for match in re.finditer(r'<a id="(\d+)"[^>]*>(.*?)</a>', page, re.DOTALL):
        words = html.unescape(re.sub(r"<[^>]*>", " ", match[2]))
        bare = "".join(c for c in words if c.isalnum())
        if not bare:
            continue
        start = flat.find(bare, done)
        if start < 0:
            raise CannotScore(f"{name}: segment {match[1]} is not in the text that intake gives")
        done = start + len(bare)
        found[int(match[1])] = Span(at[start], at[done - 1] + 1)
    return found


def draft_case(case: str) -> list[Agreement]:
    """Give the agreements of a case as drafted from their own texts, with the parties above."""
    drafts = []
    for path in sorted((cases() / case / "agreements").glob("*.html")):
        draft = draft_agreement(take_in(path.read_bytes(), path.name), key=f"{case}-{path.stem}")
        drafts.append(replace(draft.agreement, parties=PARTIES[case]))
    return drafts


def read_reports(
    sources: Mapping[str, Source], say: Callable[[str], object]
) -> list[dict[str, Any]]:
    """Give the statement objects that the reader `rules` proposes for these reports."""
    try:
        from servanda.reading.rules import RulesReader  # noqa: PLC0415
    except ImportError as missing:
        raise CannotScore(f"the reader cannot be loaded ({missing}); give --read FILE") from None
    said: list[dict[str, Any]] = []
    for case in PARTIES:
        agreements = draft_case(case)
        reader = RulesReader()
        for name in sorted(one for one in sources if one.startswith(f"{case}/")):
            why = reader.reads(sources[name])
            if why:
                say(f"{name} is not read: {why}")
            reading = reader.read(sources[name], agreements, NoPlaces())
            said.extend(json.loads(wire.encode(one)) for one in reading.statements)
    return said
