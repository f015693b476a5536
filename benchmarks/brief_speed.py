"""How long a brief takes: 578 provisions x 32 places x 40 quarters x 100,000 statements.

    python benchmarks/brief_speed.py [STATEMENTS]

Prints seconds for assessing, for the brief's content and for its PDF, the pages it has, and how
much memory it took beyond the record.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from site_speed import make_record

from servanda.assessing import assess
from servanda.dossier import SiteOptions
from servanda.dossier.brief import BriefOptions, brief_html, brief_pdf, make_brief
from servanda.dossier.site import make_edition

#: Ten pages of any dossier, in seconds.
MARK_SECONDS = 30.0
MOST_PAGES = 10


def peak_mb() -> int:
    """Give the most memory this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    """Make one brief and print what it took."""
    statements = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    record = make_record(
        leaves=578, places=32, quarters=40, statements=statements, sources=statements // 50
    )
    before = peak_mb()
    begun = time.perf_counter()
    assessment = assess(record)
    assessed = time.perf_counter()
    brief = make_brief(make_edition(record, assessment, SiteOptions()), BriefOptions())
    made = time.perf_counter()
    html = brief_html(brief)
    printed = brief_pdf(brief)
    done = time.perf_counter()
    print(
        json.dumps(
            {
                "statements": statements,
                "brief_seconds": round(done - begun, 1),
                "mark_seconds": MARK_SECONDS,
                "assess_seconds": round(assessed - begun, 1),
                "content_seconds": round(made - assessed, 1),
                "html_and_pdf_seconds": round(done - made, 1),
                "pages": printed.pages,
                "html_kb": len(html) // 1000,
                "pdf_kb": len(printed.data) // 1000,
                "brief_memory_mb": peak_mb() - before,
                "peak_mb": peak_mb(),
            }
        )
    )
    return 0 if done - begun <= MARK_SECONDS and printed.pages <= MOST_PAGES else 1


if __name__ == "__main__":
    sys.exit(main())
