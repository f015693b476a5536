"""Which provisions monitors' sentences were linked to, held against gold that codes them.

A sentence's links are those of all proposals that count for it, each as (agreement, label), labels
in their one form. Gold links to the main agreements of a case only, so links to its other texts
are not judged. It gives groups of points that say the same in several texts, one of each group
being wanted, and in `alternatives` points that may be there as well. Judged are sentences that gold
calls a statement, where something was proposed: *right* when each group is met and nothing else is
linked that gold does not accept; *touched* when at least one link is wanted or accepted, or gold
wants none and none is there; *unlinked* when there is no link at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from servanda.text.labels import canonical

if TYPE_CHECKING:
    from monitors import Judged

#: An agreement's key as drafted, and a label in its one form.
Links = frozenset[tuple[str, str]]
#: The first label of each provision, by agreement and key.
Labels = Mapping[tuple[str, str], str]


def coded(case: str, points: Iterable[Mapping[str, str]]) -> Links:
    """Give points that gold writes, with the agreement's key as `draft_case` makes it."""
    return frozenset((f"{case}-{one['agreement']}", canonical(one["label"])) for one in points)


def proposed(
    said: Iterable[Mapping[str, Any]], main: Iterable[str], labels: Labels | None = None
) -> Links:
    """Give the links to the agreements with these keys, of all these statement objects.

    A link by topic carries no label of its own: its provision's first one stands for it.
    """
    keys = set(main)
    known = labels or {}
    return frozenset(
        (
            str(link["agreement"]),
            canonical(
                str(
                    link["label"]
                    or known.get((str(link["agreement"]), str(link["key"])))
                    or link["key"]
                )
            ),
        )
        for one in said
        for link in one["provisions"]
        if link["agreement"] in keys
    )


def score_provisions(
    judged: Sequence[Judged],
    agreements: Mapping[str, Sequence[str]],
    labels: Labels | None = None,
) -> dict[str, int]:
    """Count the judged sentences, and those that are right, touched and unlinked.

    `agreements` gives the main agreements of each case, as gold names them; `labels` the first
    label of each provision, by agreement and key.
    """
    counts = dict.fromkeys(("judged", "right", "touched", "unlinked"), 0)
    for one in judged:
        if not (one.tells and one.counting):
            continue
        groups = [coded(one.case, group) for group in one.gold["provisions"]]
        also = coded(one.case, one.gold["alternatives"].get("provisions", ()))
        accepted = also.union(*groups)
        got = proposed(one.counting, (f"{one.case}-{key}" for key in agreements[one.case]), labels)
        counts["judged"] += 1
        counts["right"] += got <= accepted and all(got & group for group in groups)
        counts["touched"] += bool(got & accepted) or not (groups or got)
        counts["unlinked"] += not got
    return counts
