"""Keep agreements ready for the next text: what is loaded once serves a whole process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from servanda import wire
from servanda.agreements import load_agreement
from servanda.annotating.resolve_actors import Actors
from servanda.annotating.resolve_references import References
from servanda.domain.agreement import Agreement, Territory
from servanda.errors import ServandaError
from servanda.places import open_finder
from servanda.places.added import added_files
from servanda.text.port import PlaceFinder
from servanda.workflows.progress import Progress, in_shares, unheard

#: Sets of agreements kept ready, and files of agreements kept as read.
_MOST_READY, _MOST_FILES = 8, 64


@dataclass(frozen=True)
class Ready:
    """Agreements and a territory made ready for any number of texts, each part on first use."""

    agreements: tuple[Agreement, ...]
    territory: Territory | None
    cache: Path
    progress: Progress

    @cached_property
    def references(self) -> References:
        """Their labels."""
        return References(self.agreements)

    @cached_property
    def actors(self) -> Actors:
        """Their parties."""
        return Actors(self.agreements)

    @cached_property
    def places(self) -> PlaceFinder:
        """A finder of places for their territories, or for the one given in their place."""
        scope = self.agreements
        if self.territory is not None:
            # Their own gazetteers still count; where they apply is what was given instead.
            scope = tuple(
                replace(one, territory=Territory(places=one.territory.places))
                for one in self.agreements
            )
            scope += (Agreement("", "", territory=self.territory),)
        return open_finder(scope, cache=self.cache, progress=in_shares(self.progress))


_ready: OrderedDict[bytes, Ready] = OrderedDict()
_files: OrderedDict[tuple[Path, int, int], Agreement] = OrderedDict()


def make_ready(
    agreement: Agreement | str | Path | Sequence[Agreement | str | Path] | None,
    territory: Territory | None,
    *,
    cache: Path,
    progress: Progress = unheard,
) -> Ready:
    """Give agreements ready to be looked up; the same ones again cost nothing.

    A gazetteer that was added meanwhile, by this process or another, is seen by the next text.

    Args:
        agreement: Values or paths of agreement files; none if None.
        territory: Where texts play, in place of the agreements' own territories.
        cache: Folder of the gazetteer.
        progress: Hears of the gazetteer's one build.

    Raises:
        ServandaError: Something given is no agreement, or two have one key.
    """
    agreements = _agreements(agreement)
    added = "\0".join(one.name for one in added_files(cache))  # named by their content
    said = (wire.encode(agreements), wire.encode(territory), str(cache).encode(), added.encode())
    key = b"\0".join(said)
    ready = _ready.get(key)
    if ready is None:
        ready = _ready[key] = Ready(agreements, territory, cache, progress)
        if len(_ready) > _MOST_READY:
            _ready.popitem(last=False)
    _ready.move_to_end(key)
    return ready


def _agreements(
    given: Agreement | str | Path | Sequence[Agreement | str | Path] | None,
) -> tuple[Agreement, ...]:
    if given is None:
        return ()
    several = list(given) if isinstance(given, Sequence) and not isinstance(given, str) else [given]
    found = tuple(_agreement(one) for one in several)
    keys = [one.key for one in found]
    if len(set(keys)) < len(keys):
        twice = next(one for one in keys if keys.count(one) > 1)
        raise ServandaError(f"agreement: {twice!r} was given twice. Give each agreement once.")
    return found


def _agreement(given: object) -> Agreement:
    if isinstance(given, Agreement):
        return given
    if not isinstance(given, (str, Path)):
        raise ServandaError(
            f"agreement: {given!r} is no agreement. Give an Agreement, the path of its file, or a "
            "list of them."
        )
    path = Path(given)
    try:
        about = path.stat()
    except OSError as error:
        raise ServandaError(f"{path} cannot be opened: {error.strerror or error}.") from error
    key = (path.resolve(), about.st_mtime_ns, about.st_size)
    if key not in _files:
        _files[key] = load_agreement(path)
        if len(_files) > _MOST_FILES:
            _files.popitem(last=False)
    return _files[key]
