"""The door for those who come from elsewhere: a password, tried seldom and one at a time."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from servanda.web.entrance.passwords import MOST_LETTERS, Coders
from servanda.web.entrance.session import clean_name
from servanda.web.entrance.throttle import Throttle, address_key

#: Slips that cost nothing: of one name, and of all who share an address.
FREE_NAME, FREE_ADDRESS = 5, 20
#: Each attempt takes memory and time; whoever comes after so many is sent away.
MOST_WAITING = 16


class TooOften(Exception):
    """Somebody must wait before trying again: so many whole seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = max(1, math.ceil(seconds))


class Door:
    """Lets coders in by name and password; `clock` never goes backwards (seconds)."""

    def __init__(self, coders: Coders, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.coders = coders
        self._names = Throttle(clock, free=FREE_NAME)
        self._addresses = Throttle(clock, free=FREE_ADDRESS)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._waiting = 0

    async def let_in(self, given: str, password: str, *, address: str) -> str | None:
        """Give the name of whoever knows its password; None if the two do not fit.

        Raises:
            TooOften: Too many attempts failed under this name or from this address.
        """
        name = clean_name(given)
        if name is None or not password or len(password) > MOST_LETTERS:
            return None
        where = address_key(address)
        if wait := max(self._names.wait(name), self._addresses.wait(where)):
            raise TooOften(wait)
        if self._waiting >= MOST_WAITING:
            raise TooOften(1)
        self._names.count(name)
        self._addresses.count(where)
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            right = await loop.run_in_executor(self._thread, self.coders.proves, name, password)
        finally:
            self._waiting -= 1
        if not right:
            return None
        self._names.forget(name)
        # Only this attempt: whoever has one password must not try others' for ever.
        self._addresses.forgive(where)
        return name

    def close(self) -> None:
        """Let go of the thread."""
        self._thread.shutdown()
