"""The address of a picture: what is asked, how it is laid out, and which field is open.

Every view is a URL. What an address does not know asks nothing; what cannot be read is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, get_args
from urllib.parse import urlencode

from servanda.domain.cell import NO_DATE
from servanda.domain.statement import Kind, Stance, State
from servanda.exploring import DIMENSIONS, Asked, Dimension, Sort
from servanda.saying import _
from servanda.web.paging import whole_number

#: The facets of which several values may be ticked: the name in the address and in `Asked`.
TICKED = {
    "place": "places",
    "side": "sides",
    "party": "parties",
    "source": "sources",
    "stance": "stances",
    "state": "states",
    "kind": "kinds",
    "coder": "coders",
}
#: Facets in which one looks for a value by its name, where there are many.
SOUGHT = ("provision", "place", "party", "source")
SORTS: tuple[Sort, ...] = ("text", "date", "unsure", "disputed", "newest")
#: Values of one facet that an address may tick, and how long one of them may be.
MOST_TICKS = 200
LONGEST = 300
_MONTH = re.compile(r"(\d{4})(?:-(\d{1,2}))?")
_CLOSED = {"stance": get_args(Stance), "state": get_args(State), "kind": get_args(Kind)}
_CHOICES: Mapping[str, Iterable[str]] = {
    **_CLOSED,
    "rows": DIMENSIONS,
    "columns": DIMENSIONS,
    "sort": SORTS,
    "facet": tuple(TICKED),
}

T = TypeVar("T", bound=str)
#: West, south, east, north in WGS 84 degrees.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """One view of the picture; the plain one asks nothing and shows promises by places.

    `open` are provisions whose parts are shown below them, `facets` facets that are unfolded.
    `row` and `column` name the field whose accounts are open: "" for none, `ALL` for all of a row
    or a column together. `wrong` says in words what of an address could not be read.
    """

    asked: Asked = field(default_factory=Asked)
    rows: Dimension = "provision"
    columns: Dimension = "place"
    open: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    row: str = ""
    column: str = ""
    box: Box | None = None
    sought: tuple[tuple[str, str], ...] = ()
    sort: Sort = "text"
    page: int = 1
    wrong: tuple[str, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> View:
        """Read an address, given as its names and values in their order."""
        given: dict[str, list[str]] = {}
        for name, value in pairs:
            if value and len(value) <= LONGEST:
                given.setdefault(name, []).append(value)
        wrong: list[str] = []
        asked = _asked(given, wrong)
        rows = _one_of(given, "rows", DIMENSIONS, "provision")
        columns = _one_of(given, "columns", DIMENSIONS, "place")
        if "swap" in given:
            rows, columns = columns, rows
        if rows == columns:
            columns = "place" if rows != "place" else "provision"
        return cls(
            asked=asked,
            rows=rows,
            columns=columns,
            open=_several(given, "open"),
            facets=tuple(one for one in TICKED if one in given.get("facet", ())),
            row=_last(given, "row"),
            column=_last(given, "column"),
            box=_box(_last(given, "box"), wrong),
            sought=tuple(
                (name, found) for name in SOUGHT if (found := _last(given, f"find-{name}"))
            ),
            sort=_one_of(given, "sort", SORTS, "text"),
            page=_number(given, "page"),
            wrong=(*wrong, *not_known(given, _CHOICES)),
        )

    def pairs(self) -> list[tuple[str, str]]:
        """Give the names and values of the address; what is plain is left out."""
        one = self.asked
        found: list[tuple[str, str]] = []
        plain = View()
        found += [
            (name, getattr(self, name))
            for name in ("rows", "columns")
            if getattr(self, name) != getattr(plain, name)
        ]
        found += [("agreement", one.agreement), ("provision", one.provision)]
        for name, attribute in TICKED.items():
            found += [(name, value) for value in getattr(one, attribute)]
        found += [("since", one.since), ("until", one.until), ("q", one.words)]
        found.append(("box", ",".join(f"{one:g}" for one in self.box) if self.box else ""))
        found += [("open", value) for value in self.open]
        found += [("facet", value) for value in self.facets]
        found += [("row", self.row), ("column", self.column)]
        found += [(f"find-{name}", value) for name, value in self.sought]
        found.append(("sort", self.sort if self.sort != plain.sort else ""))
        found.append(("page", str(self.page) if self.page > 1 else ""))
        return [(name, value) for name, value in found if value]

    def address(self, path: str = "/picture", *, fragment: str = "") -> str:
        """Give the address of this view, or of its data at another path."""
        told = urlencode(self.pairs())
        return path + (f"?{told}" if told else "") + (f"#{fragment}" if fragment else "")

    def adding(self, path: str = "/picture") -> Callable[..., str]:
        """Give what gives the address with more names and values: quick, for hundreds of links."""
        told = self.address(path)
        joint = "&" if "?" in told else "?"
        return lambda **more: f"{told}{joint}{urlencode(more)}"

    def but(self, **changes: Any) -> View:
        """Give the view with other fields of its own, from the first page on."""
        return replace(self, **({"page": 1} | changes))

    def asking(self, **changes: Any) -> View:
        """Give the view that asks for something else; the open field closes."""
        return self.but(asked=replace(self.asked, **changes), row="", column="")

    def without(self, name: str, value: str) -> View:
        """Give the view without one ticked value."""
        kept = tuple(one for one in self.ticked(name) if one != value)
        return self.asking(**{TICKED[name]: kept})

    def ticked(self, name: str) -> tuple[str, ...]:
        """Give the values of a facet that are ticked."""
        found: tuple[str, ...] = getattr(self.asked, TICKED[name])
        return found

    def finds(self, name: str) -> str:
        """Give what is looked for among a facet's values."""
        return dict(self.sought).get(name, "")

    @property
    def narrowed(self) -> bool:
        """Tell whether anything at all is asked for."""
        return self.box is not None or self.asked != Asked(agreement=self.asked.agreement)

    def plain(self) -> View:
        """Give the same layout that asks nothing."""
        return View(
            asked=Asked(agreement=self.asked.agreement),
            rows=self.rows,
            columns=self.columns,
            open=self.open,
            facets=self.facets,
        )


def not_known(
    given: Mapping[str, Sequence[str]], choices: Mapping[str, Iterable[str]]
) -> list[str]:
    """Give in one sentence what an address has that is none of the choices; nothing if all is."""
    found = [
        f"{name}={value[:60]}"
        for name, known in choices.items()
        for value in given.get(name, ())
        if value not in known
    ]
    # Translators: what an address asks for, such as "state=bogus".
    return [_("Not known: {what}.").format(what=", ".join(found[:5]))] if found else []


#: In `row` or `column`: all of them together.
ALL = "*"


def _asked(given: Mapping[str, Sequence[str]], wrong: list[str]) -> Asked:
    since = _month(_last(given, "since"), "01", wrong)
    until = _month(_last(given, "until"), "12", wrong)
    if since and until and NO_DATE not in (since, until) and since > until:
        since, until = until, since
    ticks = {attribute: _several(given, name) for name, attribute in TICKED.items()}
    return Asked(
        agreement=_last(given, "agreement"),
        provision=_last(given, "provision"),
        since=since,
        until=until,
        words=" ".join(_last(given, "q").split()),
        **ticks,
    )


def _several(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    known = _CLOSED.get(name)
    values = dict.fromkeys(one for one in given.get(name, ()) if known is None or one in known)
    return tuple(values)[:MOST_TICKS]


def _last(given: Mapping[str, Sequence[str]], name: str) -> str:
    return given[name][-1] if given.get(name) else ""


def _one_of(given: Mapping[str, Sequence[str]], name: str, known: Sequence[T], plain: T) -> T:
    found = _last(given, name)
    return next((one for one in known if one == found), plain)


def _number(given: Mapping[str, Sequence[str]], name: str) -> int:
    return max(1, whole_number(_last(given, name)) or 1)


def _month(typed: str, month: str, wrong: list[str]) -> str:
    """Read a month or a year as somebody types it; `month` is what a year alone means."""
    typed = typed.strip()
    if typed in ("", NO_DATE):
        return typed
    found = _MONTH.fullmatch(typed)
    if found is None or not 1 <= int(found[2] or month) <= 12:
        wrong.append(f"“{typed}” is no month: type 1947-03, or 1947 for the whole year.")
        return ""
    return f"{found[1]}-{int(found[2] or month):02d}"


def _box(typed: str, wrong: list[str]) -> Box | None:
    if not typed:
        return None
    try:
        west, south, east, north = (float(one) for one in typed.split(","))
    except ValueError:
        west = south = east = north = float("nan")
    if -180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90:
        return float(f"{west:g}"), float(f"{south:g}"), float(f"{east:g}"), float(f"{north:g}")
    wrong.append(f"“{typed}” is no box on the map: west, south, east and north in degrees.")
    return None


def in_box(box: Box, lat: float, lon: float) -> bool:
    """Tell whether a point lies in a box; one whose west lies east of its east spans 180°."""
    west, south, east, north = box
    across = west <= lon <= east if west <= east else lon >= west or lon <= east
    return south <= lat <= north and across
