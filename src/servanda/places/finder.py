"""The finder of places: the room's door, and the steps from a source to its placed mentions."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import msgspec

from servanda.domain.agreement import Agreement
from servanda.domain.place import PlaceMention
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.places.answer import Answer, Question
from servanda.places.around import around
from servanda.places.build import Progress
from servanda.places.choose import WorldView
from servanda.places.cues import english
from servanda.places.document import Document
from servanda.places.gather import Gatherer
from servanda.places.gazetteer import Gazetteer, open_gazetteer
from servanda.places.mention import Mention
from servanda.places.resolve import Resolver
from servanda.places.roles import role_of
from servanda.places.scope import Scope
from servanda.places.stretches import Stretches
from servanda.places.suggest import Suggester
from servanda.places.vague import find_vague
from servanda.text.port import PlaceFinder

#: Part of the fingerprint: raise it when the rules of this room change what is found.
RULES = "7"
_MOST_ANSWERS = 50_000


def open_finder(
    agreements: Sequence[Agreement], *, cache: Path, progress: Progress | None = None
) -> PlaceFinder:
    """Give a finder of places for these agreements; without any, for the whole world.

    Args:
        agreements: Their territories are looked at first, their own gazetteers before all.
        cache: A folder of the user's; the world gazetteer is built there the first time.
        progress: Told what is being built, and the share done from 0 to 1.

    Raises:
        GazetteerError: The gazetteer can be neither opened nor built.
    """
    return Finder(open_gazetteer(cache, progress=progress), agreements)


class Finder:
    """Finds and resolves places; the same source gives the same mentions, in any process."""

    def __init__(self, gazetteer: Gazetteer, agreements: Sequence[Agreement]) -> None:
        self._gazetteer = gazetteer
        self._scope = Scope(agreements)
        self._cues = replace(english(), common=gazetteer.common)
        self._suggester = Suggester(gazetteer, self._scope)
        self._answers: dict[str | None, dict[Question, Answer]] = {}
        self.gatherer = Gatherer(gazetteer, self._scope, self._cues)
        said = msgspec.json.encode(
            [(one.key, one.territory, one.parties) for one in agreements], order="sorted"
        )
        parts = (RULES.encode(), gazetteer.fingerprint.encode(), said)
        self._fingerprint = hashlib.sha256(b" ".join(parts)).hexdigest()[:16]

    @property
    def fingerprint(self) -> str:
        """Name of the gazetteers' content, the territory and the rules of finding."""
        return self._fingerprint

    def find(
        self,
        source: Source,
        *,
        within: Sequence[Span] | None = None,
        mentions: Sequence[Span] | None = None,
    ) -> list[PlaceMention]:
        """Give the places mentioned, in reading order; see the port."""
        if mentions is None:
            places = self.gatherer.gather(source)
        else:
            places = [self.gatherer.given(source, one) for one in sorted(mentions)]
        written = re.match(r"\d{4}", source.description.written or "")
        year = written[0] if written else None
        resolver = Resolver(
            self._gazetteer, self._scope, self._view(places), year=year, kinds=self._cues.kinds,
            answers=self._answers_of(year) if self._scope.is_bounded else None,
        )  # fmt: skip
        found = Document(source.text, places, resolver, self._suggester, self._cues).mentions()
        if mentions is None:
            found = self._with_vague(source, found)
        if within is not None:
            inside = Stretches((one.start, one.end) for one in within)
            found = [one for one in found if inside.hold(one.start, one.end)]
        return sorted(found, key=lambda one: (one.start, one.end))

    def _answers_of(self, year: str | None) -> dict[Question, Answer]:
        """Give what was answered before: within a territory other documents change nothing."""
        answers = self._answers.setdefault(year, {})
        if len(answers) > _MOST_ANSWERS:
            answers.clear()
        return answers

    def _view(self, places: Sequence[Mention]) -> WorldView:
        if self._scope.is_bounded:
            return WorldView()
        keys = dict.fromkeys(one.hit.key for one in places)
        return WorldView.of([sites for key in keys if (sites := self._gazetteer.sites(key))])

    def _with_vague(self, source: Source, found: list[PlaceMention]) -> list[PlaceMention]:
        """Add "the south", "the three districts", "anywhere", with the names they hold."""
        text = source.text
        placed = Stretches((one.start, one.end) for one in found)
        closed = Stretches((one.start, one.end) for one in source.brackets)
        names = {one.start: (one.end, one.granularity != "point") for one in found}
        added: list[PlaceMention] = []
        for vague in find_vague(text, names, self._cues):
            near = around(text, vague.start, vague.end)
            lead = near.words_before(1)
            acts = vague.countable and not (lead and lead[0] in self._cues.locative)
            if acts or placed.hold(vague.start, vague.end) or closed.hold(vague.start, vague.end):
                continue
            added.append(
                PlaceMention(
                    text=text[vague.start : vague.end],
                    start=vague.start,
                    end=vague.end,
                    role=role_of(near, self._cues),
                    granularity=vague.granularity,
                    reason=vague.reason,
                )
            )
        taken = Stretches((one.start, one.end) for one in added)
        return [one for one in found if not taken.hold(one.start, one.end)] + added
