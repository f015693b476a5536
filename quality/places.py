"""How well places are found and placed, on the public yardsticks.

    SERVANDA_SHARED=../shared python quality/places.py [--json] [wotr|geovirus|lgl|topres ...]

Rules are kept only where they are true of English or of gazetteers anywhere, but which of them are
worth their cost was judged on these texts: parts of the collections that nobody looked at say more.

Acc@161: share of the given places resolved within 161 km, unplaced ones wrong. Ceiling: the same if
the best candidate of the gazetteer were always chosen. F1@161: found in raw text (spans touch) and
within 161 km. Fuzzy F1: spans touch, whatever their place.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import tarfile
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.domain.agreement import Agreement, Territory
from servanda.domain.place import distance_km
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.places import open_finder
from servanda.places.finder import Finder
from servanda.places.gazetteer import open_gazetteer

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SERVANDA_SHARED") or ROOT.parent / "shared")
CACHE = Path(os.environ.get("SERVANDA_CACHE") or Path(tempfile.gettempdir()) / "servanda-quality")
NEAR_KM = 161.0


@dataclass(frozen=True)
class Gold:
    """A place somebody marked; without a position it is neither right nor wrong to place it."""

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class Document:
    text: str
    gold: tuple[Gold, ...]

    @property
    def source(self) -> Source:
        return Source(
            id="yardstick", digest="", name="yardstick", media_type="text/plain",
            size=len(self.text), text=self.text,
        )  # fmt: skip


def wotr() -> Iterator[Document]:
    path = SHARED / "yardsticks" / "wotr-train" / "trconll-xml-train.tar.xz"
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None and member.name.endswith(".xml"):
                yield _wotr_document(file.read())


def _wotr_document(data: bytes) -> Document:
    text, gold = "", []
    for element in ET.fromstring(data).iter():
        word = element.get("tok") if element.tag == "w" else element.get("term")
        if word is None or element.tag not in ("w", "toponym"):
            continue
        if text and word not in (",", ".", ";", ":", ")", "!", "?", "'s"):
            text += " "
        start = len(text)
        text += word
        chosen = element.find(".//cand[@selected='yes']")
        if chosen is not None:
            lat, lon = float(chosen.get("lat", "")), float(chosen.get("long", ""))
            gold.append(Gold(start, len(text), lat, lon))
    return Document(text, tuple(gold))


def geovirus() -> Iterator[Document]:
    root = ET.fromstring(_unzipped("geovirus/GeoVirus.xml.gz"))
    for article in root.iter("article"):
        gold = tuple(
            Gold(
                int(_said(one, "start")) - 1, int(_said(one, "end")) - 1,
                float(_said(one, "lat")), float(_said(one, "lon")),
            )
            for one in article.iter("location")
        )  # fmt: skip
        yield Document(_said(article, "text"), gold)


def lgl() -> Iterator[Document]:
    root = ET.fromstring(_unzipped("lgl/lgl.xml.gz"))
    for article in root.iter("article"):
        gold = []
        for one in article.iter("toponym"):
            tag = one.find("gaztag")
            at = (
                (float(_said(tag, "lat")), float(_said(tag, "lon")))
                if tag is not None
                else (None,) * 2
            )
            gold.append(Gold(int(_said(one, "start")), int(_said(one, "end")), *at))
        yield Document(_said(article, "text"), tuple(gold))


def topres(part: str = "dev") -> Iterator[Document]:
    data = _unzipped(f"topres19th/HIPE-2022-v2.1-topres19th-{part}-en.tsv.gz").decode()
    text, gold, start = "", [], None
    for line in [*data.splitlines(), "# hipe2022:document_id = end"]:
        if line.startswith("# hipe2022:document_id"):
            if text:
                yield Document(text, tuple(gold))
            text, gold, start = "", [], None
        if not line or line.startswith(("#", "TOKEN\t")):
            continue
        columns = line.split("\t")
        if columns[1] == "B-LOC":
            start = len(text)
            gold.append(Gold(start, start + len(columns[0])))
        elif columns[1] == "I-LOC" and gold:
            gold[-1] = Gold(gold[-1].start, len(text) + len(columns[0]))
        text += columns[0] + ("" if "NoSpaceAfter" in columns[-1] else " ")


def accuracy(name: str, documents: list[Document]) -> dict[str, object]:
    gazetteer = open_gazetteer(CACHE)
    finder = Finder(gazetteer, ())
    total = right = possible = known = 0
    for document in documents:
        spans = [Span(one.start, one.end) for one in document.gold]
        found = {one.start: one for one in finder.find(document.source, mentions=spans)}
        for one in document.gold:
            if one.lat is None or one.lon is None:
                continue
            total += 1
            key = finder.gatherer.key_at(document.text, Span(one.start, one.end))
            sites = gazetteer.sites(key)
            known += bool(sites)
            possible += any(_is_near(one, site.lat, site.lon) for site in sites)
            mention = found.get(one.start)
            right += mention is not None and _is_near(one, mention.lat, mention.lon)
    return {
        "what": name, "places": total, "acc@161": _share(right, total),
        "ceiling": _share(possible, total), "known to the gazetteer": _share(known, total),
        "of what it allows": _share(right, possible),
    }  # fmt: skip


def end_to_end(name: str, documents: list[Document]) -> dict[str, object]:
    finder = open_finder([], cache=CACHE)
    right = found_any = predicted = total = 0
    for document in documents:
        mentions = [one for one in finder.find(document.source) if one.lat is not None]
        unplaced = [one for one in document.gold if one.lat is None]
        mentions = [m for m in mentions if not any(_touch(m, one) for one in unplaced)]
        gold = [one for one in document.gold if one.lat is not None]
        predicted += len(mentions)
        total += len(gold)
        for one in gold:
            touching = [m for m in mentions if _touch(m, one)]
            found_any += bool(touching)
            right += any(_is_near(one, m.lat, m.lon) for m in touching)
    return {
        "what": name, "places": total, "predicted": predicted,
        "f1@161": _f1(right, predicted, total),
        "precision": _share(right, predicted), "recall": _share(right, total),
        "found at all": _share(found_any, total),
    }  # fmt: skip


def fuzzy(name: str, documents: list[Document]) -> dict[str, object]:
    finder = open_finder([], cache=CACHE)
    hit_gold = hit_found = predicted = total = 0
    for document in documents:
        mentions = [
            one
            for one in finder.find(document.source)
            if one.granularity not in ("vague", "anywhere")
        ]
        predicted += len(mentions)
        total += len(document.gold)
        hit_gold += sum(any(_touch(m, one) for m in mentions) for one in document.gold)
        hit_found += sum(any(_touch(m, one) for one in document.gold) for m in mentions)
    precision, recall = hit_found / max(1, predicted), hit_gold / max(1, total)
    return {
        "what": name, "places": total, "predicted": predicted,
        "fuzzy f1": round(2 * precision * recall / max(1e-9, precision + recall), 3),
        "precision": round(precision, 3), "recall": round(recall, 3),
    }  # fmt: skip


def letter() -> dict[str, object]:
    """Towns of the first source with the territory as its example states it."""
    path = SHARED / "sources" / "qasimi-sabri-1947-07-12.txt"
    territory = Territory(
        name="Xinjiang", countries=("CN",), divisions=("CN.13",), box=(73, 34.5, 97, 49.5)
    )
    finder = open_finder([Agreement("a", "a", territory=territory)], cache=CACHE)
    found = finder.find(Document(path.read_bytes().decode(), ()).source)
    return {
        "what": "letter", "mentions": len(found),
        "placed": sum(one.id is not None for one in found),
        "unplaced": sorted({one.text for one in found if one.id is None}),
    }  # fmt: skip


def _touch(mention: object, gold: Gold) -> bool:
    return mention.start < gold.end and gold.start < mention.end  # type: ignore[attr-defined]


def _is_near(gold: Gold, lat: float | None, lon: float | None) -> bool:
    if lat is None or lon is None or gold.lat is None or gold.lon is None:
        return False
    return distance_km(gold.lat, gold.lon, lat, lon) <= NEAR_KM


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 0.0


def _f1(right: int, predicted: int, total: int) -> float:
    return round(2 * right / (predicted + total), 3) if predicted + total else 0.0


def _unzipped(path: str) -> bytes:
    return gzip.decompress((SHARED / "yardsticks" / path).read_bytes())


def _said(element: ET.Element | None, name: str) -> str:
    found = element.find(name) if element is not None else None
    return found.text or "" if found is not None else ""


MEASURES = {
    "wotr": lambda: accuracy("wotr-train, spans given", list(wotr())),
    "geovirus": lambda: end_to_end("geovirus, raw text", list(geovirus())),
    "lgl": lambda: end_to_end("lgl, raw text", list(lgl())),
    "lgl-given": lambda: accuracy("lgl, spans given", list(lgl())),
    "topres": lambda: fuzzy("topres19th dev, LOC", list(topres())),
    "topres-train": lambda: fuzzy("topres19th train, LOC", list(topres("train"))),
    "letter": letter,
}


def main(names: list[str]) -> None:
    open_gazetteer(CACHE)
    together = "--json" in names
    names = [name for name in names if name != "--json"] or list(MEASURES)
    found: dict[str, dict[str, object]] = {}
    for name in names:
        before = time.perf_counter()
        found[name] = MEASURES[name]()
        found[name]["seconds"] = round(time.perf_counter() - before, 1)
        if not together:
            print(json.dumps(found[name], ensure_ascii=False), flush=True)
    if together:
        print(json.dumps(found, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
