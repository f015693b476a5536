"""The reliability curve: how sure a reader was, beside how often it was right."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup, escape

from servanda.evaluating import Calibration

SIDE = 300.0
LEFT, TOP = 62.0, 16.0
WIDTH, HEIGHT = LEFT + SIDE + 24, TOP + SIDE + 58
#: Radius of a point in pixels: from one statement to a thousand and more.
LEAST, MOST = 3.5, 10.0


def draw_reliability(calibration: Calibration, *, title: str, id: str) -> Markup:
    """Give the curve as SVG: a point for each bin of confidence, the diagonal as what is wanted."""
    points = [
        (LEFT + SIDE * one.confidence, TOP + SIDE * (1 - one.right), one)
        for one in calibration.bins
    ]
    told = "; ".join(
        f"at a confidence of {one.confidence:.2f}, {one.right:.0%} of {one.count} right"
        for one in calibration.bins
    )
    body = [
        f'<path d="M{LEFT:g} {TOP + SIDE:g}L{LEFT + SIDE:g} {TOP:g}" '
        'style="stroke:var(--edge);stroke-dasharray:5 4;fill:none"/>'
    ]
    for step in range(6):
        share = step / 5
        x, y = LEFT + SIDE * share, TOP + SIDE * (1 - share)
        body.append(
            f'<path d="M{x:g} {TOP:g}V{TOP + SIDE:g}M{LEFT:g} {y:g}H{LEFT + SIDE:g}" '
            'style="stroke:var(--rule)"/>'
        )
        body.append(_text(x, TOP + SIDE + 18, f"{share:.1f}"))
        body.append(_text(LEFT - 20, y + 4, f"{share:.1f}"))
    body.append(_text(LEFT + SIDE / 2, TOP + SIDE + 42, "confidence"))
    side = f'transform="rotate(-90 16 {TOP + SIDE / 2:g})"'
    body.append(_text(16, TOP + SIDE / 2, "share right", side))
    body += [
        f'<path d="M{x:.1f} {y:.1f}L{x2:.1f} {y2:.1f}" style="stroke:var(--ink)"/>'
        for (x, y, _), (x2, y2, _) in pairwise(points)
    ]
    for x, y, one in points:
        radius = min(MOST, LEAST + one.count**0.5 / 5)
        body.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" style="fill:var(--ink)">'
            f"<title>{one.low:.1f} to {one.high:.1f}: {one.right:.0%} of {one.count} right</title>"
            "</circle>"
        )
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{escape(id)}" '
        f'style="max-inline-size:26rem" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">'
        f'<title id="{escape(id)}">{escape(title)}</title><desc>{escape(told)}</desc>'
        f"{''.join(body)}</svg>"
    )


def _text(x: float, y: float, words: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="12" text-anchor="middle" {more}>{words}</text>'
