"""Which sessions were ended by signing out: a number for each coder, which goes up each time."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from servanda.web.entrance.secretly import write_secretly


class Rounds:
    """The round of each coder; kept in a file, so that a desk started again knows who went."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        #: Coder -> round, and when it began (seconds).
        self._known: dict[str, tuple[int, float]] = self._read()

    def of(self, coder: str) -> int:
        """Give the round in which a coder signs in now."""
        return self._known.get(coder, (0, 0.0))[0]

    def end(self, coder: str, *, now: float, lasting: float) -> None:
        """End the sessions of a coder; what no session is as old as any more is forgotten."""
        known = self._read() | self._known
        # A time and not a count: a number that was forgotten is never given a second time.
        number = max(self.of(coder) + 1, int(now))
        known[coder] = (number, now)
        self._known = {name: one for name, one in known.items() if now - one[1] <= lasting}
        if self._path is not None:
            # Where nothing can be written the session is over all the same, until the next start.
            with suppress(OSError):
                write_secretly(self._path, msgspec.json.encode(self._known))

    def _read(self) -> dict[str, tuple[int, float]]:
        if self._path is None:
            return {}
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, tuple[int, float]])
        except (OSError, msgspec.MsgspecError):
            return {}
