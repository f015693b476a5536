"""A country dump of GeoNames, from the user's disk: `XX.txt`, or `XX.zip` with it inside."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from servanda.errors import GazetteerFileError
from servanda.places.features import kind_of
from servanda.places.rows import Row, is_written

#: A line of a dump: id, name, ascii name, other names, latitude, longitude, class, code, country,
#: other countries, four levels of divisions, population, elevation, model, time zone, date.
_COLUMNS = 19
#: The largest country has two million; all countries together are too many for one machine.
_MOST_LINES = 4_000_000
#: GeoNames allows 10,000 letters of other names to a place.
_LONGEST_LINE = 100_000
_NUMBER = re.compile(r"[0-9]{1,11}")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
_IN_ARCHIVE = re.compile(r"(?:.*/)?\w{2,20}\.txt")
_COUNTRY = re.compile(r"[A-Z]{2}")


_A_LINE = (
    "a line of a GeoNames country dump: 19 columns between tabs, id, name, ascii name, other "
    "names, latitude, longitude, class, code, country ..."
)


def dump_rows(path: Path, *, name: str | None = None) -> Iterator[Row]:
    """Give the places of a country dump, in the file's order; what nothing speaks of is left out.

    Args:
        path: The file; a name that ends in `.zip` is opened and `XX.txt` read from it.
        name: What the user calls it, for errors and credits; the path's name if None.

    Raises:
        GazetteerFileError: A line, or the whole, is no dump; names the file and the line.
    """
    name = name or path.name
    with ExitStack() as stack:
        lines = _opened(path, name, stack)
        for number, line in enumerate(_lines(lines, name), 1):
            row = _row(line, name, number)
            if row is not None:
                yield row


def _opened(path: Path, name: str, stack: ExitStack) -> IO[bytes]:
    if path.suffix.lower() != ".zip":
        return stack.enter_context(path.open("rb"))
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
        inside = [
            one
            for one in archive.infolist()
            if _IN_ARCHIVE.fullmatch(one.filename) and "readme" not in one.filename.lower()
        ]
        if len(inside) == 1:
            return stack.enter_context(archive.open(inside[0]))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise GazetteerFileError(
            f"the archive cannot be read ({error})", file=name, line=None,
            expected="a zip file as GeoNames gives it",
        ) from error  # fmt: skip
    raise GazetteerFileError(
        f"{len(inside)} country files in the archive", file=name, line=None,
        expected="one, such as XX.txt",
    )  # fmt: skip


def _lines(file: IO[bytes], name: str) -> Iterator[bytes]:
    """Give the lines, none too long and not too many: an archive may unfold without end."""
    count = 0
    while line := _line(file, name, count + 1):
        count += 1
        if len(line) >= _LONGEST_LINE:
            raise GazetteerFileError(
                f"more than {_LONGEST_LINE:,} bytes", file=name, line=count, expected=_A_LINE
            )
        if count > _MOST_LINES:
            raise GazetteerFileError(
                f"more than {_MOST_LINES:,} lines", file=name, line=count,
                expected="the dump of one country; add those that you need one by one",
            )  # fmt: skip
        yield line
    if not count:
        raise GazetteerFileError("it is empty", file=name, line=None, expected=_A_LINE)


def _line(file: IO[bytes], name: str, number: int) -> bytes:
    try:
        return file.readline(_LONGEST_LINE)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise GazetteerFileError(
            f"the archive is damaged ({error})", file=name, line=number, expected="a whole one"
        ) from error


def _row(line: bytes, name: str, number: int) -> Row | None:
    def wrong(seen: str, expected: str) -> GazetteerFileError:
        return GazetteerFileError(seen, file=name, line=number, expected=expected)

    try:
        columns = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        raise wrong("letters that are not UTF-8", "UTF-8") from error
    if len(columns) != _COLUMNS:
        raise wrong(f"{len(columns)} columns", _A_LINE)
    id, first, _ascii, others, lat, lon, group, code, country = columns[:9]
    division, people = columns[10], columns[14] or "0"
    if not _NUMBER.fullmatch(id):
        raise wrong(f"{id[:40]!r} for an id", "a GeoNames id, a whole number")
    if not _NUMBER.fullmatch(people):
        raise wrong(f"{people[:40]!r} for a population", "a whole number")
    if country and not _COUNTRY.fullmatch(country):
        raise wrong(f"{country[:40]!r} for a country", "two capitals (ISO 3166-1)")
    at = []
    for what, said, most in (("latitude", lat, 90), ("longitude", lon, 180)):
        value = _degrees(said)
        if value is None or not -most <= value <= most:
            raise wrong(f"{said[:40]!r} for a {what}", f"degrees from -{most} to {most}")
        at.append(value)
    kind = kind_of(group, code)
    if kind is None or not first.strip():
        return None
    within = f"{country}.{division}" if country and _CODE.fullmatch(division) else ""
    return Row(
        f"geonames:{id}", "district" if kind == "division" and not within else kind,
        first.strip(), tuple(dict.fromkeys(filter(is_written, others.split(",")))),
        at[0], at[1], country, within, int(people), source=f"GeoNames, {name}",
    )  # fmt: skip


def _degrees(said: str) -> float | None:
    try:
        return float(said)
    except ValueError:
        return None
