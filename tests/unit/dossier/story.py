# ruff: noqa: E501 - an invented letter keeps its lines
"""An invented agreement with all that a dossier must show: two sides, a dispute, an admission.

Every name, place and event in it is made up; the coast it stands on is a real one, far from any
quarrel, so that the map has something to draw.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from servanda.domain.agreement import (
    Agreement,
    Due,
    Label,
    Party,
    Provision,
    Relation,
    Territory,
    Wording,
)
from servanda.domain.cell import WHOLE
from servanda.domain.entry import (
    AgreementKept,
    Entry,
    Head,
    SourceAdded,
    SourceRead,
    StatementAccepted,
)
from servanda.domain.place import Candidate, PartOf, Place, PlaceMention, PlaceName
from servanda.domain.problem import Problem
from servanda.domain.record import Record, Ruling, Withholding
from servanda.domain.source import ArchiveReference, Description, Layer, Source
from servanda.domain.span import Span
from servanda.domain.statement import (
    Excerpt,
    PartyMention,
    ProvisionLink,
    Quantity,
    Quote,
    ReaderMark,
    Statement,
    StatementLink,
    Voice,
)
from servanda.domain.when import When

ACCORD = "two-shores-1921"
RULES = ReaderMark("rules", "0.1.0", "f" * 16)

LETTER = """Catalogue: Letter of the Council's envoys to the League, 3 May 1922

To the Commissioner of the League.

The first article has not been carried out anywhere, with the exception of schooling. In Norvik and Sandholm [Sandvik] the polls were closed by soldiers on 14 March.
The envoys saw with their own eyes that more than 200 families were driven from Eyrland this spring.

As to the article on troops, the Council withdrew its companies in good time and reported it. One of our companies did remain at Akursund [sic] for two weeks, because the roads were flooded.

All the articles of the Accord remain only on paper.

The Republic did, it must be said, open the customs house at Norvik on 1 June 1921.

We ask that the Commissioner see to the precise fulfilment of the Accord.
"""

REPORT = """REPORT OF THE OBSERVER, 20 June 1922

1. The Republic has carried out its undertakings fully in the letter and largely in spirit.
2. The Council has fulfilled almost none of its own, and its troops are still in the south.
3. Charges of oppression by officials of the Republic may be well founded.
4. In the bay district the fishing grounds were shared out as agreed, so far as anybody can tell.
"""

NOTE = """مذكرة إلى المفوض، ٩ أيلول ١٩٢٢

لم تُنفَّذ المادة الخاصة بالمدارس في نورفيك. وقد أُغلقت المدرسة في الربيع.
"""


def source(name: str, text: str, *, description: Description, **more: Any) -> Source:
    """A source whose id follows from its bytes, as every source's does."""
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    return Source(
        id=f"src-{digest[:16]}",
        digest=digest,
        name=name,
        media_type="text/plain",
        size=len(data),
        text=text,
        description=description,
        **more,
    )


def day(words: str, edtf: str, earliest: str, latest: str | None, basis: Any = "stated") -> When:
    """A date."""
    return When(words, None, None, edtf, earliest, latest, basis)


def party(key: str, words: str = "") -> PartyMention:
    """Somebody judged."""
    return PartyMention(words, 0, 0, words or None, key)


def link(key: str, label: str | None = None, basis: Any = "named") -> ProvisionLink:
    """A link to a provision of the accord."""
    return ProvisionLink(ACCORD, key, label, basis)


def say(of: Source, words: str, *, kind: Any, stance: Any, side: str, **more: Any) -> Statement:
    """A statement whose quote is found in its source; every other part may be given."""
    start = of.text.index(words)
    end = start + len(words)
    quote = Quote(start, end, words, of.page_at(start), of.line_at(start), of.layer_at(start))
    key = hashlib.sha256(f"{of.id}{start}{end}{kind}".encode()).hexdigest()[:16]
    given: dict[str, Any] = {
        "id": f"st-{key}",
        "source": of.id,
        "start": start,
        "end": end,
        "quote": words,
        "layer": quote.layer,
        "quotes": (quote,),
        "kind": kind,
        "stance": stance,
        "extent": None,
        "provisions": (),
        "level": "provision" if more.get("provisions") else "unmapped",
        "exceptions": (),
        "about": (),
        "responsible": (),
        "affected": (),
        "voice": (Voice("the envoys", "asserts"),),
        "side": side,
        "knowing": "unknown",
        "places": (),
        "when": None,
        "as_of": None,
        "quantities": (),
        "links": (),
        "state": "proposed",
        "reader": RULES,
        "confidence": None,
        "reasons": (),
    }
    return Statement(**(given | more))


def cut(of: Source, words: str) -> Excerpt:
    """Words that matter on their own."""
    start = of.text.index(words)
    return Excerpt(words, start, start + len(words))


def at(of: Source, words: str, id: str | None, **more: Any) -> PlaceMention:
    """A place as written."""
    start = of.text.index(words)
    name = next((one.name for one in PLACES if one.id == id), None)
    found = next((one for one in PLACES if one.id == id), None)
    given: dict[str, Any] = {
        "role": "scene",
        "granularity": found.granularity if found else "point",
        "name": name,
        "lat": found.lat if found else None,
        "lon": found.lon if found else None,
    }
    return PlaceMention(words, start, start + len(words), id=id, **(given | more))


PLACES = (
    Place(
        "norvik",
        (PlaceName("Norvik", "en"), PlaceName("نورفيك", "ar", side="council")),
        lat=65.68,
        lon=-18.1,
        part_of=(PartOf("north", since="1900", source="Atlas of the Shores, 1919"),),
        source="Atlas of the Shores, 1919",
    ),
    Place(
        "sandholm",
        (PlaceName("Sandholm"), PlaceName("Sandvik", since="1930")),
        lat=66.05,
        lon=-17.3,
    ),
    Place("eyrland", (PlaceName("Eyrland"),), granularity="district", lat=65.2, lon=-14.6),
    Place(
        "north",
        (PlaceName("the Northern Bay"),),
        granularity="region",
        lat=65.9,
        lon=-18.3,
        footprint={
            "type": "Polygon",
            "coordinates": [
                [[-19.6, 65.5], [-16.4, 65.5], [-16.4, 66.35], [-19.6, 66.35], [-19.6, 65.5]]
            ],
        },
        source="Atlas of the Shores, 1919, plate 4",
    ),
    Place("hofn", (PlaceName("Hofn"),), lat=64.25, lon=-15.2),
)

AGREEMENT = Agreement(
    key=ACCORD,
    title="Accord of the Two Shores",
    signed=("1921-05-02",),
    parties=(
        Party("republic", "the Republic", ("the Government",)),
        Party("council", "the Council of the Shore", ("the Council",), members=("A. Envoy",)),
        Party("league", "the League", role="mediator"),
    ),
    territory=Territory("the Two Shores", ("IS",), box=(-24.6, 63.2, -13.2, 66.7), places=PLACES),
    provisions=(
        Provision(
            "elections",
            "Free elections",
            labels=(Label("the first article", "the letter"), Label("Art. 1", "the text")),
            wordings=(
                Wording(
                    "The officials of the shore shall be chosen by its people.",
                    "verbatim",
                    "text of 1921",
                    "en",
                ),
                Wording("انتخاب الموظفين من قبل الأهالي", "translation", "the Council", "ar"),
            ),
            obligors=("republic",),
            due=(Due("within six months", None, 180, "signature"),),
            themes=("Electoral/Political Party Reform",),
            references=("schools",),
        ),
        Provision("schools", "Schools in the people's language", labels=(Label("Art. 2"),)),
        Provision(
            "troops",
            "Troops",
            labels=(Label("the article on troops"),),
            obligors=("republic", "council"),
            children=(
                Provision("withdrawal", "Withdrawal of the companies", obligors=("council",)),
                Provision("guards", "Guards of the shore"),
            ),
        ),
        Provision("trade", "Freedom of trade", relations=(Relation("repeats", "older", "art-9"),)),
        Provision("no-repression", "No repression of those who took part"),
    ),
    sources=("Treaty series, vol. 4, p. 12",),
    language="en",
)


def make_record(**more: Any) -> Record:
    """The whole story as a record: five sources, one unread, one undescribed."""
    catalogue = LETTER.index("To the Comm")
    letter = source(
        "letter.txt",
        LETTER,
        description=Description(
            title="Letter of the Council's envoys to the Commissioner of the League",
            creators=("A. Envoy", "B. Envoy"),
            recipients=("the Commissioner of the League",),
            side="council",
            written="1922-05-03",
            language="en",
            original_language="ar",
            translator="C. Translator",
            reference=ArchiveReference(
                "State Archive F. 2, Op. 1, D. 3, ll. 4-5", "State Archive", "2", "1", "3", "4-5"
            ),
            publisher="The Archive",
            url="https://archive.example/letter",
            complete=True,
        ),
        layers=(
            Layer(0, catalogue, "archive", "title"),
            Layer(catalogue, len(LETTER), "author", "body"),
        ),
        brackets=tuple(
            Layer(LETTER.index(one), LETTER.index(one) + len(one), "editor", part)
            for one, part in (("[Sandvik]", "modern-name"), ("[sic]", "sic"))
        ),
    )
    report = source(
        "report.txt",
        REPORT,
        description=Description(
            title="Report of the Observer",
            creators=("D. Observer",),
            side="observer",
            written="1922-06-20",
            complete=False,
        ),
        pages=(Span(0, REPORT.index("2.")), Span(REPORT.index("2."), len(REPORT))),
    )
    note = source(
        "note.txt",
        NOTE,
        description=Description(
            title="مذكرة إلى المفوض", side="council", written="1922-09-09", language="ar"
        ),
    )
    scan = replace(
        source("scan.pdf", "", description=Description()),
        id="src-00000000000000aa",
        digest="a" * 64,
        media_type="application/pdf",
        size=90210,
        problems=(
            Problem(
                "unread",
                "The file holds pictures of pages and no text. Run text recognition on it and add the result.",
                "src-00000000000000aa",
            ),
        ),
    )
    told = day("3 May 1922", "1922-05-03", "1922-05-03", "1922-05-03")
    seen = day("20 June 1922", "1922-06-20", "1922-06-20", "1922-06-20")
    envoys = {
        "side": "council",
        "as_of": told,
        "voice": (Voice("A. Envoy and B. Envoy", "asserts"), Voice("C. Translator", "translates")),
    }
    observer = {"side": "observer", "as_of": seen, "voice": (Voice("D. Observer", "asserts"),)}
    general = say(
        letter,
        "The first article has not been carried out anywhere, with the exception of schooling.",
        kind="verdict",
        stance="broken",
        extent="none",
        provisions=(link("elections", "the first article"),),
        exceptions=(cut(letter, "with the exception of schooling"),),
        about=(party("republic"),),
        state="accepted",
        reasons=(
            "“has not been carried out anywhere” is a verdict on “the first article”.",
            "“with the exception of” names what was done all the same.",
        ),
        **envoys,
    )
    statements = (
        general,
        say(
            letter,
            "In Norvik and Sandholm [Sandvik] the polls were closed by soldiers on 14 March.",
            kind="incident",
            stance="broken",
            provisions=(link("elections", None, "topic"),),
            places=(at(letter, "Norvik", "norvik"), at(letter, "Sandholm", "sandholm")),
            when=day("14 March", "1922-03-14?", "1922-03-14", "1922-03-14", "relative"),
            links=(StatementLink("example_of", general.id),),
            reasons=("“closed by soldiers” tells of an act against the vote.",),
            **envoys,
        ),
        say(
            letter,
            "The envoys saw with their own eyes that more than 200 families were driven from Eyrland this spring.",
            kind="incident",
            stance="broken",
            provisions=(link("no-repression", None, "topic"),),
            places=(at(letter, "Eyrland", "eyrland"),),
            when=day("this spring", "1922-21", "1922-03-01", "1922-05-31", "relative"),
            quantities=(Quantity("more than 200 families", 0, 0, 201, None, "families"),),
            knowing="eyewitness",
            reasons=("“saw with their own eyes” makes the envoys eyewitnesses.",),
            **envoys,
        ),
        say(
            letter,
            "the Council withdrew its companies in good time and reported it.",
            kind="compliance",
            stance="kept",
            extent="full",
            provisions=(link("withdrawal", "the article on troops"),),
            about=(party("council", "the Council"),),
            state="accepted",
            reasons=("“withdrew … in good time” tells of an act that keeps the promise.",),
            **envoys,
        ),
        say(
            letter,
            "One of our companies did remain at Akursund [sic] for two weeks, because the roads were flooded.",
            kind="admission",
            stance="broken",
            provisions=(link("withdrawal"),),
            about=(party("council", "our companies"),),
            places=(
                at(
                    letter,
                    "Akursund",
                    None,
                    candidates=(
                        Candidate("c1", "Akureyrarsund", 65.75, -18.0),
                        Candidate("c2", "Akursund in the east", 65.0, -13.9),
                    ),
                    reason="Two places could be meant and nothing in the text decides.",
                ),
            ),
            reasons=("“our companies did remain” judges the writers' own side.",),
            **envoys,
        ),
        say(
            letter,
            "All the articles of the Accord remain only on paper.",
            kind="verdict",
            stance="broken",
            extent="none",
            provisions=(ProvisionLink(ACCORD, WHOLE, None, "named"),),
            level="whole",
            about=(party("republic"),),
            state="accepted",
            reasons=("“remain only on paper” is a verdict on “all the articles”.",),
            **envoys,
        ),
        say(
            letter,
            "The Republic did, it must be said, open the customs house at Norvik on 1 June 1921.",
            kind="concession",
            stance="kept",
            provisions=(link("trade", None, "coder"),),
            about=(party("republic", "The Republic"),),
            places=(at(letter, "Norvik", "norvik"),),
            when=day("1 June 1921", "1921-06-01", "1921-06-01", "1921-06-01"),
            state="amended",
            reader=None,
            **envoys,
        ),
        say(
            letter,
            "We ask that the Commissioner see to the precise fulfilment of the Accord.",
            kind="demand",
            stance="unclear",
            level="unmapped",
            **envoys,
        ),
        say(
            report,
            "The Republic has carried out its undertakings fully in the letter and largely in spirit.",
            kind="verdict",
            stance="kept",
            extent="full",
            provisions=(ProvisionLink(ACCORD, WHOLE, None, "named"),),
            level="whole",
            about=(party("republic", "The Republic"),),
            state="accepted",
            **observer,
        ),
        say(
            report,
            "The Council has fulfilled almost none of its own",
            kind="verdict",
            stance="broken",
            extent="minimal",
            provisions=(ProvisionLink(ACCORD, WHOLE, None, "named"),),
            level="whole",
            about=(party("council", "The Council"),),
            **observer,
        ),
        say(
            report,
            "its troops are still in the south",
            kind="verdict",
            stance="broken",
            provisions=(link("withdrawal", None, "topic"),),
            about=(party("council", "its troops"),),
            places=(at(report, "the south", None, granularity="vague"),),
            state="accepted",
            **observer,
        ),
        say(
            report,
            "Charges of oppression by officials of the Republic may be well founded.",
            kind="concession",
            stance="broken",
            provisions=(link("no-repression", None, "topic"),),
            about=(party("republic", "officials of the Republic"),),
            **observer,
        ),
        say(
            report,
            "In the bay district the fishing grounds were shared out as agreed, so far as anybody can tell.",
            kind="compliance",
            stance="kept",
            level="unmapped",
            places=(at(report, "the bay district", "north"),),
            state="rejected",
            **observer,
        ),
        say(
            note,
            "لم تُنفَّذ المادة الخاصة بالمدارس في نورفيك.",
            kind="verdict",
            stance="broken",
            provisions=(link("schools", "المادة الخاصة بالمدارس"),),
            about=(party("republic"),),
            places=(at(note, "نورفيك", "norvik"),),
            side="council",
            as_of=day("٩ أيلول ١٩٢٢", "1922-09-09", "1922-09-09", "1922-09-09"),
            voice=(Voice("مجلس الساحل", "asserts"),),
            state="accepted",
            reader=None,
        ),
    )
    rulings = {
        one.id: Ruling(
            one.id,
            one.state,
            "coder-1",
            "1923-01-05T10:00:00Z",
            "It reports on itself." if one.state == "rejected" else "",
        )
        for one in statements
        if one.state != "proposed"
    }
    given: dict[str, Any] = {
        "head": Head(31, "ab12cd34ef56ab12" * 4),
        "agreements": (AGREEMENT,),
        "sources": (letter, report, note, scan),
        "statements": statements,
        "readings": {
            letter.id: (RULES,),
            report.id: (RULES,),
            note.id: (ReaderMark("hand", "1", "0"),),
        },
        "rulings": rulings,
        "problems": (
            Problem(
                "doubt",
                "Two places could be meant by “Akursund”. Choose one, or leave it.",
                letter.id,
                None,
                40,
                48,
            ),
            Problem(
                "unread", "broken.docx cannot be opened: it ends in the middle.", "broken.docx"
            ),
        ),
        "withheld": (
            Withholding("source", "c" * 64, "1923-02-01T09:00:00Z", "asked by the family"),
        ),
        "source_marks": {
            one.id: hashlib.sha256(one.id.encode()).hexdigest()
            for one in (letter, report, note, scan)
        },
    }
    return Record(**(given | more))


def make_history(record: Record) -> list[Entry]:
    """A few entries of the journal that the record could have come from."""
    letter = record.sources[0]
    acts = [
        ("AgreementKept", AgreementKept(AGREEMENT)),
        ("SourceAdded", SourceAdded(letter, b"")),
        ("SourceRead", SourceRead(letter.id, RULES, record.statements[:8])),
        ("StatementAccepted", StatementAccepted(record.statements[0].id)),
        ("PayloadWithheld", None),
    ]
    return [
        Entry(
            number,
            f"1923-01-05T10:0{number}:00Z",
            kind,
            (),
            (),
            f"{number - 1:064x}",
            f"{number:064x}",
            "coder-1" if act else None,
            act,
        )
        for number, (kind, act) in enumerate(acts, 1)
    ]
