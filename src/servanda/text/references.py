"""Words that point at parts of an agreement: "the 1st point", "Articles 3 and 4 of the Protocol".

A reference says what the words say and no more: which kind of part, by which labels, of which
named document. Whether a loaded agreement has such a part is for the reader to find.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from servanda.domain.span import Span
from servanda.text.instruments import (
    find_laws,
    known_names,
    mentions,
)
from servanda.text.labels import LABEL, canonical, expand, read_list
from servanda.text.part_documents import LABELLED, REACH, attach, is_own
from servanda.text.phrases import (
    Lexicon,
    Stretch,
    Word,
    apart,
    lexicon,
    lowered,
    words_before,
)
from servanda.text.reference import Reference

#: A part as found, and whether it counts only where its document is named.
_Part = tuple[Reference, bool]
#: What makes a part a heading: its title, right behind.
_HEADED = re.compile(
    r"[^\S\n]{1,5}[-–—:]?[^\S\n]{0,5}[^\W\d_a-z][\w’'-]+"
    r"|[^\S\n]{0,5}\n(?:[^\S\n]{0,5}\n){0,2}[^\W\d_a-z]"
)
#: Kinds that name a whole document rather than a part of one.
WHOLE = frozenset(("agreement", "law"))


def find_references(
    text: str,
    *,
    within: Sequence[Span] | None = None,
    language: str = "en",
    names: Sequence[str] = (),
) -> list[Reference]:
    """Give what points at parts of agreements or at whole ones, in order, without overlap.

    Args:
        text: Text of one source. Short names that it explains anywhere count everywhere.
        within: Only look here; the whole text if None.
        language: Whose words to know.
        names: Names of agreements that are known beforehand. One word counts as it is written,
            several in capitals or small letters.
    """
    return _find(text, within, language, names, headings=False)


def _find(
    text: str,
    within: Sequence[Span] | None,
    language: str,
    names: Sequence[str],
    *,
    headings: bool,
) -> list[Reference]:
    words = lexicon(language)
    low = lowered(text)
    known = known_names(text, low, words, language=language, more=names)
    found: list[Reference] = []
    for span in within if within is not None else (Span(0, len(text)),):
        page = Stretch(text, low, span.start, span.end)
        named = mentions(page, words, known)
        parts = _join_levels(_parts(page, words), text, words)
        laws = find_laws(page, language, known)
        taken = [
            replace(part, full=known.meaning(part.of.text)) if part.of else part
            for part, weak in attach(parts, named, laws, page, words)
            if _stands(part, weak, low, words)
            and (headings or not (_is_heading(part, text) or is_own(part, page, words)))
        ]
        whole = dict.fromkeys(apart(named, laws), "agreement") | dict.fromkeys(laws, "law")
        # A document named for the sake of its part is not meant as a whole beside it.
        spans = sorted(
            [part.span for part in taken]
            + [Span(one.of.start, one.of.end) for one in taken if one.of is not None]
        )
        for one in apart(sorted(whole), spans):
            naming = one.cut(text)
            full = known.meaning(naming)
            taken.append(Reference(naming, one.start, one.end, whole[one], (), full=full))
        found.extend(sorted(taken, key=lambda one: one.start))
    return found


def _is_heading(part: Reference, text: str) -> bool:
    """Tell whether a part is the text's own heading: "Annex IV Calendar of sessions".

    It opens a line or sentence, its noun is capitalised, and a title follows at once, on its line
    or the next.
    """
    if part.of is not None or not text[part.start].isupper() or not LABELLED.search(part.text):
        return False
    before = text[max(0, part.start - REACH) : part.start].rstrip()
    opens = not before or not (before[-1].isalpha() or before[-1] in ",;-–(\"“'‘/&")
    return opens and _HEADED.match(text, part.end) is not None


def parse_label(label: str, *, language: str = "en") -> Reference | None:
    """Give what a provision's label points at, to be compared with references in texts.

    A label may lack its noun ("5(b)", "IV.2"): the kind is then "".
    """
    references = _find(label, None, language, (), headings=True)
    found = [one for one in references if one.kind not in WHOLE]
    if found:
        return found[0]
    match = LABEL.fullmatch(label.strip().rstrip(".:"))
    if match is None:
        return None
    return Reference(label, 0, len(label), "", (canonical(match[0]),))


def _parts(page: Stretch, words: Lexicon) -> list[_Part]:
    """Give every noun with its labels, not yet joined to what it belongs to."""
    found: list[_Part] = []
    text, low = page.text, page.low
    done = page.start
    for match in words.nouns.finditer(low, page.start, page.end):
        start, end = match.span()
        if start < done:
            continue
        noun, kind = match[0], words.kind[match[0]]
        before = words_before(low, max(done, start - REACH), start)
        if before and before[-1].text in words.compounds:
            continue
        numbers, after = read_list(page, end, noun=text[start:end], words=words)
        weak = False
        if numbers:
            first = before[-1].start if before and before[-1].text in words.determiners else start
        elif noun in words.firm:
            numbers, first, weak = _labels_before(before, start, noun, kind, words)
            after = end
        if not numbers and text[start].isupper():
            titled = words.title.match(text, end, page.end) if kind != "protocol" else None
            title = _title(titled[1], words) if titled else ""
            if titled and title:
                numbers, first = (" ".join(title.split()),), start
                after = titled.start(1) + len(title)
        if numbers:
            found.append((Reference(text[first:after], first, after, kind, numbers), weak))
            done = after
    return found


def _title(name: str, words: Lexicon) -> str:
    """Give a part's title out of a run of capitalised words: it ends before other names."""
    end = 0
    for match in re.finditer(r"\S+", name):
        word = match[0].rstrip(",")
        if word.lower() in words.kind or (len(word) > 1 and word.isupper()):
            break
        if word[0].isupper():
            end = match.start() + len(word)
    return name[:end]


def _labels_before(
    before: list[Word], start: int, noun: str, kind: str, words: Lexicon
) -> tuple[tuple[str, ...], int, bool]:
    """Give the labels that the words before a noun make, where they begin, and whether weak."""
    plural = noun in words.plurals
    numbers, at = _ordinals(before, plural, words)
    if numbers:
        if at and before[at - 1].text in words.indefinite:
            return (), start, False
        return numbers, _from(before, at, words), False
    label, at, determined = _position(before, words)
    if label and not (plural and before[at].text in words.only_one):
        timed = at > 0 and before[at - 1].text in words.time_before and kind == "point"
        weak = label in words.weak or before[at].text in words.weak_words
        return (label,), _from(before, at, words), timed or (weak and not determined)
    if plural and kind != "protocol":
        article = before[-1:] and before[-1].text in words.determiners
        return ("topical",), before[-1].start if article else start, True
    return (), start, False


def _from(before: list[Word], at: int, words: Lexicon) -> int:
    """Give where the word at `at` begins, or its article."""
    if at and before[at - 1].text in words.determiners:
        return before[at - 1].start
    return before[at].start


def _ordinals(before: list[Word], plural: bool, words: Lexicon) -> tuple[tuple[str, ...], int]:
    """Give the labels of "first and third", "5th to 7th", "first three", "last" before a noun."""
    at = len(before) - 1
    count = 0
    if plural and at >= 0 and before[at].text in words.cardinals:
        count = int(words.cardinals[before[at].text])
        at -= 1
    labels: list[str] = []
    first = len(before)
    ranged = False
    while at >= 0:
        label = words.ordinals.get(before[at].text)
        if label is None:
            break
        labels[:0] = expand(label, labels.pop(0)) if ranged else (label,)
        first, ranged = at, False
        at -= 1
        if at > 0 and before[at].text in words.joints | words.ranges:
            ranged = before[at].text in words.ranges
            at -= 1
        elif at < 0 or not before[at].comma:
            break
    if count and len(labels) == 1:
        if labels[0] == "1":
            return tuple(str(one) for one in range(1, count + 1)), first
        if labels[0] == "last":
            return (*(f"last-{one}" for one in range(count - 1, 0, -1)), "last"), first
        return (), first
    if count or (plural and len(labels) == 1):
        return (), first
    return tuple(dict.fromkeys(labels)), first


def _position(before: list[Word], words: Lexicon) -> tuple[str, int, bool]:
    """Give the label of the pointing or counting words before a noun, where, and whether "the"."""
    size = len(before)
    if size > 1 and before[-1].text in words.determiners:
        for first in range(max(0, size - 6), size - 1):
            label = words.positions.get(" ".join(one.text for one in before[first : size - 1]))
            if label in words.weak and label is not None:
                return label, first, True
    for first in range(max(0, size - 5), size):
        label = words.positions.get(" ".join(one.text for one in before[first:]))
        if label:
            return label, first, False
    return "", size, False


def _join_levels(parts: list[_Part], text: str, words: Lexicon) -> list[_Part]:
    """Give "Article 5, paragraph 3" and "point 3 of Annex 2" each as one reference."""
    joined: list[_Part] = []
    for part, weak in parts:
        if joined:
            one = _joined(joined[-1][0], part, text, words)
            if one is not None:
                joined[-1] = (one, joined[-1][1] and weak)
                continue
        joined.append((part, weak))
    return joined


def _joined(left: Reference, right: Reference, text: str, words: Lexicon) -> Reference | None:
    """Give the two as one reference when the words between them say so."""
    between = text[left.end : right.start]
    if len(between) > 20 or "topical" in right.numbers or "this" in right.numbers:
        return None
    whole = text[left.start : right.end]
    if left.kind == right.kind:
        if _is_within(left, right, between, words):
            numbers = tuple(f"{right.numbers[0]}({one})" for one in left.numbers)
            return replace(right, text=whole, start=left.start, numbers=numbers)
        if words.range.fullmatch(between.lower()) and not left.parents:
            run = expand(left.numbers[-1], right.numbers[0])
            if len(run) > 2:
                numbers = (*left.numbers[:-1], *run, *right.numbers[1:])
                return replace(right, text=whole, start=left.start, numbers=numbers)
        return None
    child, parent = left, right
    if not words.belongs.fullmatch(between.lower()):
        if between.strip().strip(",( "):
            return None
        if words.rank[left.kind] < words.rank[right.kind]:
            child, parent = right, left
    parents = (*child.parents, (parent.kind, parent.numbers), *parent.parents)
    return Reference(whole, left.start, right.end, child.kind, child.numbers, parents)


def _is_within(left: Reference, right: Reference, between: str, words: Lexicon) -> bool:
    """Tell whether "sub-paragraph (c) of paragraph 4" is 4 (c), as a label has it."""
    return (
        words.within.search(left.text) is not None
        and words.belongs.fullmatch(between.lower()) is not None
        and len(right.numbers) == 1
        and not left.parents
        and all(one.isalnum() and not one.isdigit() for one in left.numbers)
    )


def _stands(part: Reference, weak: bool, low: str, words: Lexicon) -> bool:
    """Tell whether a part found is one, given what follows it."""
    if words.after.match(low, part.end):
        return False
    if "topical" in part.numbers:
        if part.of and low[part.end : part.of.start].strip() not in words.belongs_to:
            return False
        if words.topic.match(low, part.of.end if part.of else part.end):
            return True
    return not weak or part.of is not None or bool(part.parents)
