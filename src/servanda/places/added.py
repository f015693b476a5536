"""The user's own gazetteer: files added from their disk, kept beside the cache, never fetched."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from servanda.errors import GazetteerFileError
from servanda.places.geonames_dump import dump_rows
from servanda.places.linked_places import linked_rows
from servanda.places.rows import Row

_READERS = {
    ".txt": dump_rows, ".zip": dump_rows, ".tsv": dump_rows,
    ".json": linked_rows, ".geojson": linked_rows, ".jsonld": linked_rows, ".lpf": linked_rows,
}  # fmt: skip
#: A file as it is kept: its name, the beginning of its SHA-256, its ending.
_KEPT = re.compile(r"(.+)\.([0-9a-f]{16})(\.[a-z]+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Added:
    """What a file brought: places by kind, the countries they lie in, where it is kept now."""

    kept: Path
    kinds: Counter[str]
    countries: tuple[str, ...]
    unplaced: int
    replaced: bool = False


def added_folder(cache: Path) -> Path:
    """Give the folder beside the cache that holds what the user added: it outlives the cache."""
    return cache.with_name(f"{cache.name}-gazetteers")


def added_files(cache: Path) -> list[Path]:
    """Give the files that were added: GeoNames dumps first, so that the user's own word is last."""
    folder = added_folder(cache)
    if not folder.is_dir():
        return []
    kept = [one for one in folder.iterdir() if _KEPT.fullmatch(one.name) and _reader(one)]
    return sorted(kept, key=lambda one: (_READERS[one.suffix] is linked_rows, one.name))


def added_rows(files: Sequence[Path]) -> Iterator[Row]:
    """Give the places of added files, one file after the other.

    Raises:
        GazetteerFileError: A file cannot be understood.
    """
    for file in files:
        kept = _KEPT.fullmatch(file.name)
        name = kept[1] + kept[3] if kept else file.name
        yield from _READERS[file.suffix](file, name=name)


@contextmanager
def adding(file: Path, *, cache: Path) -> Iterator[Added]:
    """Read a file through and keep a copy; an earlier one of the same name makes room for it.

    What is done inside the `with` may fail: then the copy goes and the earlier file is back.

    Raises:
        GazetteerFileError: It cannot be understood, in whole or in one line; nothing is kept.
        OSError: It cannot be read, or the folder cannot be written.
    """
    ending = file.suffix.lower()
    if ending not in _READERS:
        raise GazetteerFileError(
            f"a file that ends in {file.suffix or 'nothing'!r}", file=file.name, line=None,
            expected="a GeoNames dump (.txt or .zip) or a Linked Places file (.json or .geojson)",
        )  # fmt: skip
    folder = added_folder(cache)
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f".{secrets.token_hex(8)}{ending}"
    try:
        shutil.copyfile(file, copy)
        # the copy is read, so that what was understood is what is kept
        rows = _counted(_READERS[ending](copy, name=file.name), file.name)
        kept = folder / f"{_stem(file)}.{_digest(copy)}{ending}"
        earlier = [one for one in added_files(cache) if _same_name(one, kept)]
        aside = {one: one.with_name(f".{secrets.token_hex(8)}") for one in earlier}
        for one, hidden in aside.items():
            one.rename(hidden)
        os.replace(copy, kept)
        try:
            yield replace(rows, kept=kept, replaced=bool(earlier))
        except BaseException:
            kept.unlink(missing_ok=True)
            for one, hidden in aside.items():
                hidden.rename(one)
            raise
        for hidden in aside.values():
            hidden.unlink(missing_ok=True)
    finally:
        copy.unlink(missing_ok=True)


def _counted(rows: Iterable[Row], name: str) -> Added:
    """Count what a file brings.

    Raises:
        GazetteerFileError: Nothing.
    """
    kinds: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    unplaced = 0
    for row in rows:
        kinds[row.kind] += 1
        countries[row.country] += 1
        unplaced += row.lat is None
    if not kinds:
        raise GazetteerFileError(
            "no place in it is of a kind that texts speak of", file=name, line=None,
            expected="towns, divisions, waters, mountains or regions",
        )  # fmt: skip
    return Added(Path(), kinds, tuple(sorted(filter(None, countries))), unplaced)


def _stem(file: Path) -> str:
    return re.sub(r"[^\w.-]", "_", file.stem)[:80] or "_"


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()[:16]


def _reader(file: Path) -> bool:
    return file.suffix in _READERS and file.is_file()


def _same_name(one: Path, other: Path) -> bool:
    names = [_KEPT.fullmatch(path.name) for path in (one, other)]
    return all(names) and names[0].group(1, 3) == names[1].group(1, 3)  # type: ignore[union-attr]
