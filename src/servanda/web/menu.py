"""The way through the desk: its pages and the report's, in a few groups that fit a phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.saying import N_, _

#: Each group of the bar with the keys of its pages, in their order. A group with one page is a
#: plain link. Keys are those of the report's navigation, or of `OWN`.
GROUPS = {
    N_("Picture"): ("picture", "first", "matrix", "agreement", "places", "timeline"),
    N_("Queue"): ("queue",),
    N_("Together"): ("questions", "coding"),
    N_("Sources"): ("sources", "add"),
    N_("Judgement"): ("judgements", "disputes", "scores", "deadlines", "silence", "hangs", "brief"),
    N_("Search"): ("search",),
    N_("Record"): ("journal", "changes", "problems", "protect", "codebook", "method", "data"),
    N_("Help"): ("help",),
}
#: The desk's own pages: where they are and what they are called.
OWN = {
    "picture": ("/picture", N_("The picture")),
    "queue": ("/queue", N_("Queue")),
    "questions": ("/questions", N_("Questions")),
    "coding": ("/coding", N_("Coding")),
    "judgements": ("/judgements", N_("Judgements")),
    "add": ("/add", N_("Add documents")),
    "search": ("/search", N_("Search")),
    "brief": ("/brief", N_("Brief")),
    "changes": ("/changes", N_("What changed")),
    "journal": ("/journal.html", N_("Journal")),
    "protect": ("/protect", N_("Protect people")),
    "help": ("/desk/help", N_("Help")),
}
#: What is only about now, by the first part of its address: the bar has it not where the desk shows
#: an earlier state, and its links lead back to now.
NOW_ONLY = frozenset(
    (
        *(
            "add",
            "queue",
            "questions",
            "ask",
            "coding",
            "write",
            "correct",
            "judge",
            "brief",
            "protect",
        ),
        *("desk", "sign-in", "sign-out", "language"),
    )
)


@dataclass(frozen=True, slots=True)
class Link:
    """A page of the desk, as the bar names it."""

    key: str
    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Some pages under one word; `here` tells whether the page that is shown is one of them."""

    name: str
    links: tuple[Link, ...]
    here: bool


def menu(report: Iterable[Link], *, here: str, past: bool = False) -> list[Group]:
    """Give the groups of the bar.

    Args:
        report: The pages of the report that there are, with addresses from the page shown.
        here: The key of the page shown.
        past: Whether an earlier state is shown.
    """
    known = {one.key: one for one in report}
    known |= {
        key: Link(key, href, _(name))
        for key, (href, name) in OWN.items()
        if not (past and href.split("/")[1] in NOW_ONLY - {"desk"})
    }
    found = []
    for name, keys in GROUPS.items():
        links = tuple(known[key] for key in keys if key in known)
        if links:
            found.append(Group(_(name), links, any(one.key == here for one in links)))
    return found
