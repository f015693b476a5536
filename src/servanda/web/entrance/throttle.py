"""How long somebody waits who tried wrong passwords: longer each time, by name and by address."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 900.0
#: After so long without an attempt everything is forgotten.
FORGOTTEN_SECONDS = 3600.0
#: So many names and addresses are remembered; the one that was quiet longest goes first.
MOST = 4_096


@dataclass(slots=True)
class Tried:
    """Attempts under one name or from one address: how many failed, and when the last did."""

    failures: int
    last: float


class Throttle:
    """Counts attempts under a key: the first `free` cost nothing, each further doubles the wait.

    `clock` never goes backwards (seconds).
    """

    def __init__(self, clock: Callable[[], float], *, free: int, most: int = MOST) -> None:
        self._clock = clock
        self._free = free
        self._most = most
        self._tried: OrderedDict[str, Tried] = OrderedDict()

    def __len__(self) -> int:
        return len(self._tried)

    def wait(self, key: str) -> float:
        """Give the seconds that whoever tries must wait; 0 for an attempt now."""
        now = self._clock()
        found = self._known(key, now)
        if found is None or found.failures < self._free:
            return 0.0
        # Beyond ten doublings it is the longest anyway, and a power of thousands would not end.
        pause = min(FIRST_SECONDS * 2.0 ** min(found.failures - self._free, 10), LONGEST_SECONDS)
        return max(0.0, found.last + pause - now)

    def count(self, key: str) -> None:
        """Count an attempt before it is made, so that many at once are counted, too."""
        now = self._clock()
        found = self._known(key, now)
        self._tried[key] = Tried(found.failures + 1 if found else 1, now)
        self._tried.move_to_end(key)
        while len(self._tried) > self._most:
            self._tried.popitem(last=False)

    def forget(self, key: str) -> None:
        """Forget the attempts under a key: one went well."""
        self._tried.pop(key, None)

    def forgive(self, key: str) -> None:
        """Take back the last attempt under a key alone."""
        found = self._tried.get(key)
        if found is not None:
            found.failures -= 1

    def _known(self, key: str, now: float) -> Tried | None:
        found = self._tried.get(key)
        return found if found and now - found.last <= FORGOTTEN_SECONDS else None


def address_key(address: str) -> str:
    """Give what stands for an address: in IPv6 its network, for whoever has one has them all."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network(f"{found}/64", strict=False))
    return str(found)
