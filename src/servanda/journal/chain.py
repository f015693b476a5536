"""The arithmetic of proof: salted digests of payloads, and the hash that chains an entry.

An entry's hash covers the digests of its payloads, never the payloads, so that a payload and its
salt can be destroyed while the chain goes on proving. `scripts/verify_journal.py` does the same
sums with the standard library alone; the two must not drift apart.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from servanda.domain.entry import Head, PayloadMark

#: What the first entry names as the one before it.
GENESIS = "0" * 64
NOTHING = Head(0, GENESIS)
SALT_BYTES = 16
#: How an entry writes its time: UTC, with seconds.
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class Payload:
    """Bytes kept beside an entry, with their salt; both are None once they are withheld."""

    role: str
    digest: str
    salt: bytes | None
    data: bytes | None

    @property
    def mark(self) -> PayloadMark:
        """What the entry's hash covers of it."""
        return PayloadMark(self.role, self.digest)

    @property
    def intact(self) -> bool:
        """Whether it is what its digest says, or was withheld whole."""
        if self.data is None or self.salt is None:
            return self.data is self.salt
        return hashlib.sha256(self.salt + self.data).hexdigest() == self.digest

    def emptied(self) -> Payload:
        """Give it as it stands once withheld."""
        return Payload(self.role, self.digest, None, None)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf of the book: an entry as it is kept, with its payloads in order."""

    number: int
    time: str
    kind: str
    payloads: tuple[Payload, ...]
    withheld: tuple[str, ...]
    previous: str
    hash: str

    def bytes_of(self, role: str) -> bytes | None:
        """Give the bytes of the first payload in this role; None if withheld or absent."""
        return next((one.data for one in self.payloads if one.role == role), None)

    def without(self, digests: Collection[str]) -> Leaf:
        """Give the leaf as it stands once the payloads of these digests are withheld."""
        payloads = tuple(one.emptied() if one.digest in digests else one for one in self.payloads)
        return replace(self, payloads=payloads)

    def digest_of(self, role: str) -> str | None:
        """Give the digest of the first payload in this role; None if absent."""
        return next((one.digest for one in self.payloads if one.role == role), None)


def salted_digest(salt: bytes, data: bytes) -> str:
    """Give the SHA-256 of salt and bytes, hex."""
    return hashlib.sha256(salt + data).hexdigest()


def entry_hash(
    *,
    number: int,
    time: str,
    kind: str,
    payloads: Sequence[Payload],
    withheld: Sequence[str],
    previous: str,
) -> str:
    """Give the SHA-256, hex, of the entry's canonical JSON.

    Canonical: keys sorted, no spaces, UTF-8, characters outside ASCII as they are.
    """
    value = {
        "number": number,
        "time": time,
        "kind": kind,
        "payloads": [[one.role, one.digest] for one in payloads],
        "withheld": list(withheld),
        "previous": previous,
    }
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal(
    *,
    after: Head,
    time: str,
    kind: str,
    payloads: Sequence[Payload],
    withheld: Sequence[str] = (),
) -> Leaf:
    """Give the leaf that continues the chain from `after`."""
    digest = entry_hash(
        number=after.count + 1,
        time=time,
        kind=kind,
        payloads=payloads,
        withheld=withheld,
        previous=after.hash,
    )
    return Leaf(after.count + 1, time, kind, tuple(payloads), tuple(withheld), after.hash, digest)


def faults(leaf: Leaf, *, after: Head) -> list[str]:
    """Say in words what does not prove in this leaf, which should follow `after`."""
    found = []
    if leaf.number != after.count + 1:
        found.append(f"Entry {leaf.number} stands where entry {after.count + 1} should.")
    if leaf.previous != after.hash:
        found.append(
            f"Entry {leaf.number} does not follow from entry {after.count}: it names "
            f"{leaf.previous[:16]} as the hash before it, not {after.hash[:16]}."
        )
    if not TIME.fullmatch(leaf.time):
        found.append(f"Entry {leaf.number}: its time {leaf.time[:40]!r} is no time in UTC.")
    recomputed = entry_hash(
        number=leaf.number,
        time=leaf.time,
        kind=leaf.kind,
        payloads=leaf.payloads,
        withheld=leaf.withheld,
        previous=leaf.previous,
    )
    if recomputed != leaf.hash:
        found.append(
            f"Entry {leaf.number} ({leaf.kind}) is not what was recorded: its hash is "
            f"{leaf.hash[:16]}, what stands there gives {recomputed[:16]}."
        )
    found += [
        f"Entry {leaf.number} ({leaf.kind}): its payload {position} ({one.role}) is not what was "
        f"recorded: its digest {one.digest[:16]} does not fit its bytes."
        for position, one in enumerate(leaf.payloads, 1)
        if not one.intact
    ]
    return found
