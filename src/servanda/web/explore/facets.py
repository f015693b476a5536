"""The facets beside the picture: what could be chosen, with counts, and chips of what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import NO_DATE, UNMAPPED, WHOLE
from servanda.dossier.dates import say_date
from servanda.dossier.words import terms
from servanda.exploring import FACETS, FacetValue
from servanda.exploring import Facet as FacetName
from servanda.saying import N_, _
from servanda.web.explore.address import TICKED, View
from servanda.web.explore.names import Names

#: What each facet is called, in the order in which they stand.
TITLES = {
    "place": N_("Place"),
    "side": N_("According to"),
    "party": N_("About the conduct of"),
    "source": N_("Source"),
    "stance": N_("Stance"),
    "kind": N_("Kind"),
    "state": N_("State"),
    "coder": N_("Ruled on by"),
}
#: Facets whose values have an order of their own, and the vocabulary that has it.
VOCABULARIES = {"stance": "stances", "kind": "kinds", "state": "states"}
#: Facets that stand open from the start; the others are counted when somebody unfolds them.
OPENED = frozenset({"place", "side", "stance", "state"})
#: So many values are shown of a facet; of one in which somebody looks for a name, so many.
SHOWN, SHOWN_WHEN_SOUGHT = 8, 40


@dataclass(frozen=True, slots=True)
class Tick:
    """A value of a facet: its name, how many statements it would give, and whether it is ticked."""

    key: str
    name: str
    accepted: int
    proposed: int
    ticked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet of which several values may be ticked; `more` are not shown until looked for."""

    name: str
    title: str
    ticks: tuple[Tick, ...]
    more: int
    sought: str
    chosen: int
    #: The address of the view in which it is unfolded, where it is not.
    unfold: str = ""

    @property
    def long(self) -> bool:
        """Tell whether there is something to look for."""
        return self.more > 0 or bool(self.sought)


@dataclass(frozen=True, slots=True)
class Step:
    """A provision that the picture can be narrowed to."""

    key: str
    name: str
    depth: int
    accepted: int
    proposed: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that is asked for, in words, and the address of the view without it."""

    name: str
    value: str
    href: str


def facets_of(
    view: View, values: Callable[[FacetName], list[FacetValue]], names: Names
) -> list[Facet]:
    """Give the facets with the values that are there, most spoken of first."""
    return [
        _facet(view, name, values(name), names)
        if is_open(view, name)
        else Facet(name, _(TITLES[name]), (), 0, "", 0, unfold=_unfolding(view, name))
        for name in FACETS
        if name in TICKED
    ]


def is_open(view: View, name: str) -> bool:
    """Tell whether a facet's values are shown, and have to be counted."""
    return name in OPENED or name in view.facets or bool(view.ticked(name) or view.finds(name))


def _unfolding(view: View, name: str) -> str:
    return view.but(facets=(*view.facets, name)).address(fragment="filters")


def _facet(view: View, name: str, values: Sequence[FacetValue], names: Names) -> Facet:
    ticked = view.ticked(name)
    found = {one.key: one for one in values}
    ordered = [*(key for key in ticked if key not in found), *found]
    if name in VOCABULARIES:
        known = list(terms(VOCABULARIES[name]))
        ordered.sort(key=lambda key: known.index(key) if key in known else len(known))
    else:
        ordered.sort(key=lambda key: (key not in ticked, -_weight(found.get(key)), key))
    sought = view.finds(name)
    wanted = sought.casefold()
    shown: list[Tick] = []
    most = SHOWN_WHEN_SOUGHT if sought else SHOWN
    more = 0
    for key in ordered:
        one = found.get(key) or FacetValue(key, 0, 0)
        if not (_weight(one) or one.rejected or key in ticked):
            continue
        closed = name in VOCABULARIES
        if not closed and key not in ticked:
            if wanted and wanted not in names.of(name, key).casefold():
                continue
            if len(shown) >= most:
                more += 1
                continue
        accepted = one.rejected if name == "state" and key == "rejected" else one.accepted
        shown.append(Tick(key, names.of(name, key), accepted, one.proposed, key in ticked))
    return Facet(name, _(TITLES[name]), tuple(shown), more, sought, len(ticked))


def _weight(one: FacetValue | None) -> int:
    return one.accepted + one.proposed if one else 0


def steps_of(
    view: View, agreement: Agreement | None, counts: Mapping[str, FacetValue], names: Names
) -> list[Step]:
    """Give the way down the tree: what lies above the chosen provision, and what is below it."""
    if agreement is None:
        return []
    if sought := view.finds("provision").casefold():
        fitting = [
            one
            for one in agreement.walk()
            if sought in f"{names.of('provision', one.key)} {one.key}".casefold()
            or any(sought in one_label.text.casefold() for one_label in one.labels)
        ]
        return [_step(view, one.key, 0, counts, names) for one in fitting[:SHOWN_WHEN_SOUGHT]]
    path = _path(agreement.provisions, view.asked.provision)
    found = [_step(view, one.key, depth, counts, names) for depth, one in enumerate(path)]
    below = path[-1].children if path else agreement.provisions
    if path and not below:
        below = path[-2].children if len(path) > 1 else agreement.provisions
        found.pop()
    depth = len(found)
    if not path:
        found.append(_step(view, WHOLE, 0, counts, names))
    found += [_step(view, one.key, depth, counts, names) for one in below]
    if not path and (UNMAPPED in counts or view.asked.provision == UNMAPPED):
        found.append(_step(view, UNMAPPED, 0, counts, names))
    return found


def _path(provisions: Sequence[Provision], key: str) -> list[Provision]:
    for one in provisions:
        if one.key == key:
            return [one]
        if below := _path(one.children, key):
            return [one, *below]
    return []


def _step(view: View, key: str, depth: int, counts: Mapping[str, FacetValue], names: Names) -> Step:
    one = counts.get(key) or FacetValue(key, 0, 0)
    chosen = key == view.asked.provision
    return Step(key, names.of("provision", key), depth, one.accepted, one.proposed, chosen)


def chips_of(view: View, names: Names) -> list[Chip]:
    """Give what is asked for, each with the way back from it."""
    asked = view.asked
    found: list[Chip] = []
    if asked.words:
        found.append(
            Chip(
                _("Words"),
                _("“{words}”").format(words=asked.words),
                view.asking(words="").address(),
            )
        )
    if asked.provision:
        name = names.of("provision", asked.provision)
        found.append(Chip(_("Promise"), name, view.asking(provision="").address()))
    for name, title in TITLES.items():
        found += [
            Chip(_(title), names.of(name, key), view.without(name, key).address())
            for key in view.ticked(name)
        ]
    if asked.since or asked.until:
        href = view.asking(since="", until="").address()
        found.append(Chip(_("Time"), say_stretch(asked.since, asked.until), href))
    if view.box:
        href = view.but(box=None, row="", column="").address()
        found.append(Chip(_("Place"), _("in the box on the map"), href))
    return found


def say_stretch(since: str, until: str) -> str:
    """Give "March 1947", "March 1947 to May 1947", "from March 1947 on", "until May 1947"."""
    if NO_DATE in (since, until):
        return _("no date")
    if since and since == until:
        return say_date(since)
    return say_date(f"{since or '..'}/{until or '..'}")
