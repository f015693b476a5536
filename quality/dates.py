"""How good the reading of dates is, on public yardsticks: `python quality/dates.py [--errors]`.

The yardsticks lie in the folder that SERVANDA_SHARED names (else ../shared); none is part of the
project. Printed for each: what is counted, and the number to beat (see their README).
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import io
import json
import os
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from servanda.domain.span import Span
from servanda.domain.when import When
from servanda.text.dates import bounds, find_dates, parse_date
from servanda.text.edtf import is_edtf
from servanda.text.quantities import find_quantities
from servanda.text.timex import timex, timex_duration

SHARED = Path(os.environ.get("SERVANDA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
_TAG = re.compile(r"<TIMEX3([^>]*)>|</TIMEX3>")
_DURATION = re.compile(r"P[\dXT.]")


def wikiwars() -> list[tuple[str, str, str, list[tuple[int, int, str]]]]:
    """Give the documents: name, date, text, and the gold spans with their values."""
    documents = []
    path = SHARED / "yardsticks/wikiwars/wikiwars-v104-16-docs.tar.xz"
    with tarfile.open(path) as archive:
        for member in sorted(archive.getmembers(), key=lambda one: one.name):
            if not member.name.endswith(".tml"):
                continue
            file = archive.extractfile(member)
            assert file is not None
            raw = file.read().decode("utf-8")
            created = re.search(r'CREATION_TIME[^>]*value="([^"]+)"', raw)
            body = raw[raw.index("<TEXT>") + 6 : raw.index("</TEXT>")]
            text, gold = _untagged(body)
            documents.append((member.name, created[1][:10] if created else "", text, gold))
    return documents


def _untagged(body: str) -> tuple[str, list[tuple[int, int, str]]]:
    pieces: list[str] = []
    gold: list[tuple[int, int, str]] = []
    open_tags: list[tuple[int, str]] = []
    length = at = 0
    for match in _TAG.finditer(body):
        piece = _plain(body[at : match.start()])
        pieces.append(piece)
        length += len(piece)
        if match[1] is not None:
            value = re.search(r'value="([^"]*)"', match[1])
            open_tags.append((length, value[1] if value else "null"))
        else:
            start, value = open_tags.pop()
            gold.append((start, length, value))
        at = match.end()
    pieces.append(_plain(body[at:]))
    return "".join(pieces), gold


def _plain(text: str) -> str:
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'")):
        text = text.replace(name, char)
    return text.replace("&amp;", "&")


def score_wikiwars(errors: bool) -> dict[str, float]:
    """Give the value F1 of all expressions and of dates alone, and print both."""
    figures = {}
    totals = {"all": Counter(), "dates": Counter()}
    for name, created, text, gold in wikiwars():
        found = [
            (one.start, one.end, timex(one), one.text)
            for one in find_dates(text, anchor=created, joined=False, events=False)
        ]
        taken = [Span(one[0], one[1]) for one in found]
        found = [one for one in found if one[2] is not None]
        dates = list(found)
        for one in find_quantities(text, taken=taken):
            value = timex_duration(one)
            if value is not None:
                found.append((one.start, one.end, value, one.text))
        for kind, count in totals.items():
            wanted = [g for g in gold if kind == "all" or not _DURATION.match(g[2])]
            used: set[int] = set()
            count["gold"] += len(wanted)
            ours = found if kind == "all" else dates
            count["found"] += len(ours)
            for start, end, value, words in ours:
                hits = [
                    (number, g)
                    for number, g in enumerate(wanted)
                    if number not in used and g[0] < end and start < g[1]
                ]
                hits.sort(key=lambda hit: (hit[1][2] != value, abs(hit[1][0] - start)))
                if hits:
                    used.add(hits[0][0])
                    count["overlap"] += 1
                    count["value"] += hits[0][1][2] == value
                    if errors and kind == "all" and hits[0][1][2] != value:
                        print(f"VALUE {name[-18:]} {words!r} {value} gold {hits[0][1][2]}")
                elif errors and kind == "all":
                    print(f"EXTRA {name[-18:]} {text[max(0, start - 40) : end + 20]!r} {value}")
            if errors and kind == "all":
                for number, g in enumerate(wanted):
                    if number not in used:
                        before = text[max(0, g[0] - 30) : g[0]]
                        print(f"MISSED {name[-18:]} {before!r} [{text[g[0] : g[1]]}] {g[2]}")
    print("wikiwars (16 documents, relaxed match; HeidelTime value F1 .78-.83)")
    for kind, label in (("all", "all expressions"), ("dates", "without durations")):
        count = totals[kind]
        for measure in ("overlap", "value"):
            p = count[measure] / count["found"]
            r = count[measure] / count["gold"]
            print(f"  {label:18s} {measure:8s} P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")
            figures[f"wikiwars {label} {measure} F1"] = 2 * p * r / (p + r)
    return figures


#: Kinds of the Recognizers' specs that have days; times, sets and durations have none.
DAY_KINDS = {"date", "daterange", "datetimeV2.date", "datetimeV2.daterange"}
SPECS = ("DateParser", "DatePeriodParser", "DateTimeModel")


def recognizers() -> dict[str, list[tuple[str, str, str, list[tuple[str, str]]]]]:
    """Give by spec: the input, the reference date, the words, the first and last days allowed."""
    cases: dict[str, list[tuple[str, str, str, list[tuple[str, str]]]]] = {}
    path = SHARED / "yardsticks/recognizers/recognizers-text-specs-datetime.tar.xz"
    with tarfile.open(path) as archive:
        for name in SPECS:
            file = archive.extractfile(f"Specs/DateTime/English/{name}.json")
            assert file is not None
            for case in json.loads(file.read().decode("utf-8-sig")):
                reference = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
                if not reference:
                    continue
                for result in case["Results"]:
                    if result.get("Type", result.get("TypeName")) not in DAY_KINDS:
                        continue
                    days = list(_days(result))
                    if days:
                        one = (case["Input"], reference, result["Text"], days)
                        cases.setdefault(name, []).append(one)
    return cases


def _days(result: dict) -> Iterator[tuple[str, str]]:
    value = result.get("Value") or {}
    resolutions = [value.get("PastResolution"), value.get("FutureResolution")]
    resolutions += (result.get("Resolution") or {}).get("values", [])
    for one in resolutions:
        if not one:
            continue
        day = one.get("date") or one.get("value")
        if day and not re.match(r"\d{4}-\d\d-\d\d", day):
            continue  # "not resolved"
        start = one.get("startDate") or one.get("start")
        end = one.get("endDate") or one.get("end")
        try:
            if day:
                yield day[:10], day[:10]
            elif start and end:
                last = datetime.date.fromisoformat(end[:10]) - datetime.timedelta(1)
                yield start[:10], max(last.isoformat(), start[:10])
            elif start or end:
                yield (start or "")[:10], (end or "")[:10]
        except ValueError:
            continue


def score_recognizers(errors: bool) -> dict[str, float]:
    """Give the share of days found right, of what is counted; left-out families are printed."""
    print("recognizers (days of dates and date ranges; the specs are those of Recognizers-Text)")
    why: Counter[str] = Counter()
    all_right = all_counted = 0
    for name, every in recognizers().items():
        right = 0
        cases = [one for one in every if not _no_measure(one[2], one[3])]
        why.update(_no_measure(one[2], one[3]) for one in every)
        for text, reference, words, days in cases:
            at = text.lower().find(words.lower())
            span = (at, at + len(words))
            # The specs give the ends of some stretches together and of some apart; so do we.
            found, apart = (
                [
                    one
                    for one in find_dates(text, anchor=reference, events=False, joined=joined)
                    if one.edtf and one.start < span[1] and span[0] < one.end
                ]
                for joined in (True, False)
            )
            last = {one.end: one.earliest for one in apart if one.earliest}
            hit = any(_same(one, days, last.get(one.end)) for one in found)
            hit = hit or any(_same(one, days) for one in apart)
            right += hit
            if errors and not hit:
                got = [(one.text, one.edtf) for one in found]
                print(f"REC {name} {reference} {text!r} [{words}] {days} got {got}")
        all_right, all_counted = all_right + right, all_counted + len(cases)
        print(
            f"  {name:18s} {right} of {len(cases)} = {right / len(cases):.3f} ({len(every)} given)"
        )
    print(f"  all                {all_right} of {all_counted} = {all_right / all_counted:.3f}")
    for reason, count in sorted(why.items()):
        if reason:
            print(f"    left out, {count}: {reason}")
    return {"recognizers share": all_right / all_counted}


_COUNT = r"(?:\d+|an?|one|two|three|five|ten)"
#: What EDTF cannot express, or the specs make more precise than its words, by how they are written.
_NO_MEASURE = {
    "parts of something (early, mid, end of) have no EDTF; their days are anybody's": (
        r"\b(?:early|mid|middle|late|later|earlier|end|beginning|start|rest|remaining)\b"
    ),
    "EDTF has no vague number; the specs take it for three or two": r"\bfew\b|\bcouple\b",
    "months, years or decades counted from a day are given to the day or by convention": (
        rf"\b{_COUNT} (?:months?|years?)\b(?!.*\bdays?\b).*\b(?:ago|from|later|hence)\b"
        r"|\b(?:next|past|last|previous|within|in|coming|upcoming|following)\b.*"
        r"\b(?:months|years|quarters|decades)\b|\bin (?:an?|two|\d+) (?:month|year)s?\b"
        rf"|\b{_COUNT} (?:months?|years?) (?:after|before)\b"
        r"|\d ?years?\b$|^\d+ (?:upcoming|past|next|previous) (?:years|months)"
    ),
    "business days, school and fiscal years are no calendar's": r"business|school|fiscal|\bsy",
    'words that name no date ("the day", "the day before")': (
        r"^(?:the|my|same) (?:day|week|month|year|weekend|fortnight)(?: (?:before|after))?$"
    ),
    "nothing tells whether the month comes first": (
        r"\b(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|1[0-2])\b(?![/-]\d{1,2}[/-])"
    ),
    "feasts that churches or countries keep on different days (or by sight of the moon)": (
        r"easter|thanksgiving|black friday|labor day|independence day|freedom day|jubilee day"
        r"|\beid\b"
    ),
}


def _no_measure(words: str, days: list[tuple[str, str]]) -> str:
    """Give why a case is left out; "" if it is counted."""
    if any(one.startswith("0001") for pair in days for one in pair):
        return "no such day (30 February)"
    return next((why for why, how in _NO_MEASURE.items() if re.search(how, words.lower())), "")


def _same(one: When, allowed: list[tuple[str, str]], begins: str | None = None) -> bool:
    """Tell whether the days agree, the last one counted or not: the specs count it both ways.

    `begins` is the day on which what is named last begins ("week 35" of "from week 31 to week 35").
    """
    ends = {one.latest or "", begins or one.latest or ""}
    last = one.edtf.split("/")[-1]
    if last not in {"", ".."}:
        ends.add(bounds(last)[0] or "")  # "between 2015 and 2018" ends as 2018 begins
    ends |= {_before(end) for end in ends if end}
    if one.earliest is None and one.latest:
        ends.add(_day_on(one.latest, 1))  # "before the end of 2016" ends as 2017 begins
    return any(first == (one.earliest or "") and last in ends for first, last in allowed)


def _before(day: str) -> str:
    return _day_on(day, -1)


def _day_on(day: str, days: int) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days)).isoformat()
    except ValueError:
        return day


_CASE = re.compile(r"\(\s*\"((?:[^\"\\]|\\.)*)\",\s*(?:\"([^\"]*)\"|None),?\s*(?:#[^\n]*)?\s*\)")


def score_words(errors: bool) -> dict[str, float]:
    """Score words to EDTF; each case left out is printed with its reason."""
    text = (SHARED / "yardsticks/edtf/python-edtf_natlang_cases.py.txt").read_text("utf-8")
    text = text[: text.index("def test_natlang")]
    cases = [(one[1], one[2] or "") for one in _CASE.finditer(text)]
    right = as_given = 0
    left_out: list[tuple[str, str, str, str]] = []
    for words, wanted in cases:
        one = parse_date(words) or next(iter(find_dates(words, anchor=None, events=False)), None)
        got = one.edtf if one else ""
        unknown = re.sub(r"/$", "/..", re.sub(r"^/", "../", wanted))
        hit = got in {wanted, unknown}
        as_given += hit
        why = _left_out(words, wanted)
        if why:
            left_out.append((why, words, wanted, got))
            continue
        right += hit
        if errors and not hit:
            print(f"EDTF {words!r} wanted {wanted} got {got}")
    print("edtf, words to EDTF (python-edtf's own cases)")
    count = len(cases) - len(left_out)
    print(f"  {right} of {count} = {right / count:.3f}; of all, as given there:", end=" ")
    print(f"{as_given} of {len(cases)} = {as_given / len(cases):.3f}")
    print(f"  left out, {len(left_out)}:")
    for why, words, wanted, got in sorted(left_out):
        print(f"    {words!r}: {wanted} there, {got or 'nothing'} here: {why}")
    return {"edtf words share": right / count}


def _left_out(words: str, wanted: str) -> str:
    """Give why a case is no measure of reading words: what it invents, or EDTF cannot say."""
    season = r"\d{4}-2[1-4]"
    year = re.search(r"(\d+) ?BCE?\b", words)
    reasons = {
        "two digits name no century": re.fullmatch(r"\d\d", words),
        "nothing tells whether the month comes first": re.fullmatch(
            r"(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/\d{4}", words
        ),
        "a season has no days, no doubt and no place in an interval (EDTF 1-2)": re.search(
            rf"{season}([?~%]|-XX)|{season}.*/|/.*{season}", wanted
        ),
        "of two years one is dropped": " or " in words and "," not in wanted,
        "words that are an EDTF interval mean one": is_edtf(words) and "/" in words,
        "EDTF's year 0 is 1 BC": year and re.match(rf"-0*{year[1]}\b", wanted),
        "the 1800s are a century elsewhere in that list": re.search(r"\d\d00s", words)
        and re.search(r"\d\d0X", wanted),
    }
    return next((why for why, holds in reasons.items() if holds), "")


def score_bounds(errors: bool) -> None:
    """Score EDTF to days, and what is told from what is no EDTF, by level."""
    text = (SHARED / "yardsticks/edtf/python-edtf_parser_cases.py.txt").read_text("utf-8")
    examples, _, bad = text.partition("BAD_EXAMPLES")
    examples = examples[: examples.index("BENCHMARK_EXAMPLES")]
    low, _, high = examples.partition("LEVEL 2")
    print("edtf, EDTF to days (python-edtf's own cases, strict)")
    for level, part in (("0-1", low), ("2", high)):
        pairs = re.findall(r"\(\s*\"([^\"]+)\",\s*\(([^)]*)\)", part)
        good = sum(_agrees(value, listed, errors) for value, listed in pairs)
        print(f"  level {level:4s} {good} of {len(pairs)} = {good / len(pairs):.3f}")
    refused = re.findall(r"^    \"([^\"]*)\"", bad[: bad.index("def ")], re.MULTILINE)
    wrong = [value for value in refused if is_edtf(value)]
    print(f"  no EDTF    {len(refused) - len(wrong)} of {len(refused)} refused", *wrong)
    text = (SHARED / "yardsticks/edtf/edtfjs_parser_cases.js.txt").read_text("utf-8")
    first, _, second = text.partition("describe('Level 2")
    second = second[: second.index("describe('Level 3")]
    print("edtf, told from what is no EDTF (edtf.js's own cases)")
    for level, part in (("0-1", first), ("2", second)):
        calls = re.findall(r"(\(\) => )?p\('([^']*)'\)\)?(?:\.(to\.be\.rejected))?", part)
        wrong = [value for _, value, no in calls if is_edtf(value) == bool(no)]
        print(f"  level {level:4s} {len(calls) - len(wrong)} of {len(calls)}", *wrong)


def _agrees(value: str, listed: str, errors: bool) -> bool:
    days = re.findall(r"\"(-?\d{4,}-\d\d-\d\d|-?inf)\"", listed)
    # Of three days given the first is both ends; of four, the first two are the strict ends.
    first, last = days[0], days[1] if len(days) in {2, 4} else days[0]
    got = bounds(value)
    # python-edtf takes ten years where an end is unknown; unknown and open ends have no day here.
    start, _, end = value.strip("[]").partition("/")
    wanted = (
        None if first == "-inf" or (end and start == "") else first,
        None if last == "inf" or ("/" in value and end == "") else last,
    )
    plain = tuple(one.lstrip("Y") if one else None for one in got)
    if errors and plain != wanted:
        print(f"BOUNDS {value!r} wanted {wanted} got {got}")
    return is_edtf(value) and plain == wanted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="print every miss")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON, alone")
    options = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit(f"No yardsticks: {SHARED} is no folder. Set SERVANDA_SHARED to where they are.")
    with contextlib.redirect_stdout(io.StringIO() if options.json else sys.stdout):
        figures = score_wikiwars(options.errors)
        figures |= score_recognizers(options.errors)
        figures |= score_words(options.errors)
        score_bounds(options.errors)
    if options.json:
        print(json.dumps({name: round(value, 4) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
