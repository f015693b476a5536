"""What a journal says that statements are counted by, told in words."""

from __future__ import annotations

from servanda.journal.facts import (
    FIELDS,
    KINDS,
    LINKS,
    NO_MONTH,
    RECORD,
    STANCES,
    STATES,
    Facts,
    read_block,
)


def counted_by(facts: Facts) -> dict[str, dict[str, object]]:
    """Give the facts of each statement by its id."""
    names = {one.number: one for one in facts.names}
    sources = dict(facts.sources)
    found = {}
    for block in facts.blocks:
        for _, packed in read_block(block):
            one = dict(zip([name for name, _ in FIELDS], RECORD.unpack(packed.record), strict=True))
            tags = iter(packed.tags)
            rows = [names[next(tags)] for _ in range(one["rows"])]
            places = [names[next(tags)] for _ in range(one["places"])]
            parties = [names[next(tags)].key for _ in range(one["parties"])]
            links = [
                (LINKS[next(tags)], next(tags) | next(tags) << 32) for _ in range(one["links"])
            ]
            found[packed.id or f"st-{one['id']:016x}"] = {
                "order": one["position"],
                "source": sources[one["source"]],
                "rows": tuple((name.agreement, name.key) for name in rows),
                "places": tuple(name.key for name in places),
                "where": tuple((name.label, name.lat, name.granularity) for name in places),
                "parties": tuple(parties),
                "links": tuple(links),
                "months": (month(one["told_first"]), month(one["told_last"])),
                "side": names[one["side"]].key,
                "coder": names[one["coder"]].key if one["coder"] else "",
                "ruled": one["ruled"],
                "kind": KINDS[one["kind"]],
                "stance": STANCES[one["stance"]],
                "state": STATES[one["state"]],
                "start": one["start"],
            }
    return found


def month(number: int) -> str:
    return "" if number == NO_MONTH else f"{number // 12:04d}-{number % 12 + 1:02d}"
