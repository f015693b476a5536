"""What the report's script says, for pages in another language than English."""

from __future__ import annotations

import json

from markupsafe import Markup

from servanda.saying import ENGLISH, N_, _, spoken

#: Every sentence that `static/site.js` puts through `words(...)`.
SCRIPT_WORDS = (
    N_("Light"),
    N_("Dark"),
    N_("Copy citation"),
    N_("Copied"),
    N_("Select and copy"),
    N_("Citation copied."),
    N_("Could not copy; select the citation and copy it."),
    N_("Sort by {name}"),
    N_("Sorted by {name}, descending."),
    N_("Sorted by {name}, ascending."),
    N_("Show only what contains"),
    N_("{number} of {all} shown."),
)


def script_words() -> Markup:
    """Give a block of data with the script's words, which runs nothing; nothing for English."""
    if spoken() == ENGLISH:
        return Markup("")
    table = json.dumps({one: _(one) for one in SCRIPT_WORDS}, ensure_ascii=False)
    # No end of a tag may stand in it.
    return Markup('<script type="application/json" id="script-words">{}</script>\n').format(
        Markup(table.replace("<", "\\u003c"))
    )
