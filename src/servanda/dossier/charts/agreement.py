"""How far coders agree, drawn: each field's alpha as a point with its interval, beside the custom.

Meaning stands in position and words: what cannot be measured has its reason in place of a point.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from servanda.assessing.agreement_words import figure_name
from servanda.assessing.coder_agreement import Measured
from servanda.assessing.reliability import FIRM, TENTATIVE
from servanda.saying import _, say_decimal

LABELS, LONG, ROW, TOP = 190.0, 420.0, 30.0, 44.0
RIGHT = 70.0
#: Where the picture begins: agreement below chance is drawn at its edge.
LOWEST = -0.2


def draw_agreement(figures: Sequence[Measured]) -> Markup | None:
    """Give the picture of one sample's figures of people, field by field; None if there are none.

    Colours and line styles are classes of the page's own style.
    """
    if not figures:
        return None
    height = TOP + ROW * len(figures) + 26
    body: list[Markup] = []
    for value, name in ((0.0, "0"), (TENTATIVE, ".667"), (FIRM, ".80"), (1.0, "1")):
        x = _x(value)
        kind = "custom" if value in (TENTATIVE, FIRM) else "edge"
        body.append(
            Markup('<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
                kind, f"{x:.1f}", f"{TOP - 8:g}", f"{x:.1f}", f"{height - 24:g}"
            )
        )
        body.append(_text(x, height - 8, name, anchor="middle"))
    body.append(_text(_x(TENTATIVE), TOP - 26, _("tentative"), anchor="middle", soft=True))
    body.append(_text(_x(FIRM) + 4, TOP - 14, _("firm"), soft=True))
    told = []
    for at, one in enumerate(figures):
        y = TOP + ROW * at + ROW / 2
        name = figure_name(one)
        body.append(_text(LABELS - 12, y + 4, name, anchor="end"))
        if one.alpha is None:
            body.append(_text(LABELS + 4, y + 4, _("cannot be measured yet"), soft=True))
            told.append(_("{name}: cannot be measured yet").format(name=name))
            continue
        value = one.alpha.value
        low, high = one.alpha.low, one.alpha.high
        if low is not None and high is not None:
            body.append(
                Markup('<line class="interval" x1="{}" y1="{}" x2="{}" y2="{}"/>').format(
                    f"{_x(low):.1f}", f"{y:.1f}", f"{_x(high):.1f}", f"{y:.1f}"
                )
            )
        body.append(
            Markup('<circle class="alpha" cx="{}" cy="{}" r="5.5"/>').format(
                f"{_x(value):.1f}", f"{y:.1f}"
            )
        )
        body.append(_text(_x(1.0) + 12, y + 4, say_decimal(value, 2)))
        told.append(_("{name}: {alpha}").format(name=name, alpha=say_decimal(value, 2)))
    return Markup(
        '<svg class="agreement" role="img" viewBox="0 0 {w} {h}" aria-labelledby="agreement-is">'
        '<title id="agreement-is">{title}</title><desc>{told}</desc>{body}</svg>'
    ).format(
        w=f"{LABELS + LONG + RIGHT:g}",
        h=f"{height:g}",
        title=_("Agreement of the coders (Krippendorff's alpha) by field"),
        told="; ".join(told),
        body=Markup("").join(body),
    )


def _x(value: float) -> float:
    share = (min(1.0, max(LOWEST, value)) - LOWEST) / (1 - LOWEST)
    return LABELS + LONG * share


def _text(x: float, y: float, words: str, *, anchor: str = "start", soft: bool = False) -> Markup:
    kind = ' class="soft"' if soft else ""
    return Markup(
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(words)}</text>'
    )
