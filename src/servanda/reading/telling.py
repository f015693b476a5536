"""What a draft tells by itself, kept so that the words it was read from can be let go.

A draft's unit holds every word and cue of its sentence. Only its paragraph goes back to them, so
that at a paragraph's end its drafts are told, and a long document takes little more memory than
its statements.
"""

from __future__ import annotations

from servanda.domain.statement import Extent, Stance, Voice
from servanda.reading.confidence import confidence
from servanda.reading.context import Context
from servanda.reading.draft import Draft, Told
from servanda.reading.exceptions import exceptions
from servanda.reading.reasons import reasons_of
from servanda.reading.voices import knowing


def tell(draft: Draft, context: Context) -> None:
    """Keep what a draft tells and let its unit go: nothing goes back to it any more."""
    unit = draft.unit
    known, known_words = knowing(unit.cues)
    stance, extent = _stance(draft)
    draft.told = Told(
        spans=(unit.span, *draft.more),
        numbered=tuple(one.span for one in unit.sentence.references if one.numbers),
        stance=stance,
        extent=extent,
        exceptions=exceptions(unit.cues, unit.first, unit.last),
        voice=_voice(draft, context),
        knowing=known,
        confidence=confidence(draft, context),
        reasons=reasons_of(draft, known_words),
    )
    del draft.unit


def _stance(draft: Draft) -> tuple[Stance, Extent | None]:
    if draft.judgement is None:
        return "unclear", None
    if draft.kind != "denial":
        return draft.judgement.stance, draft.judgement.extent
    # Who denies a breach says that it was kept; who denies the keeping says the opposite.
    denied: dict[Stance, Stance] = {"broken": "kept", "kept": "broken"}
    return denied.get(draft.judgement.stance, "unclear"), None


def _voice(draft: Draft, context: Context) -> tuple[Voice, ...]:
    """Give the chain of voices, from who asserts it outwards."""
    chain = context.speaker.chain
    said = draft.unit.said
    if said is None or said.name.lower() in ("we", "i"):
        return chain
    name = context.indexes.parties.name_of(said.party) if said.party else _one_line(said.name)
    through = tuple(Voice(_one_line(one), "reports") for one in said.through)
    author = tuple(Voice(one.name, "reports") if one.role == "asserts" else one for one in chain)
    return (Voice(name, "asserts"), *through, *author)


def _one_line(words: str) -> str:
    return " ".join(words.split())
