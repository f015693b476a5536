"""Words looked up in a template: what they give is safe HTML, with its places filled in.

Only sentences that stand in a template may be looked up so. Jinja's own functions do the same in
two calls each, which is felt where a site has a hundred thousand lines.
"""

from __future__ import annotations

import gettext as standard
from functools import cache
from typing import Any

from markupsafe import Markup

from servanda.saying import spoken


@cache
def _safe(words: standard.NullTranslations, context: str, message: str) -> Markup:
    return Markup(words.pgettext(context, message) if context else words.gettext(message))


def _filled(said: Markup, places: dict[str, Any]) -> Markup:
    return said % places if places or "%%" in said else said


def gettext(message: str, /, **places: Any) -> Markup:
    """Give a sentence; `places` are escaped unless they are safe already."""
    return _filled(_safe(spoken().words, "", message), places)


def pgettext(context: str, message: str, /, **places: Any) -> Markup:
    """Give a word in its context."""
    return _filled(_safe(spoken().words, context, message), places)


def ngettext(one: str, many: str, num: int, /, **places: Any) -> Markup:
    """Give the form that goes with a number, which is the place `num` unless that is given."""
    places.setdefault("num", num)
    return Markup(spoken().words.ngettext(one, many, num)) % places


def npgettext(context: str, one: str, many: str, num: int, /, **places: Any) -> Markup:
    """Give the form that goes with a number of a word in its context."""
    places.setdefault("num", num)
    return Markup(spoken().words.npgettext(context, one, many, num)) % places
