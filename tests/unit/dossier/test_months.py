from __future__ import annotations

import re

from servanda.dossier.charts.months import Month, draw_months, grouped, month_key, month_number
from servanda.dossier.charts.timeline import Tick


def drawn(months: list[Month], **choices: object) -> str:
    return str(
        draw_months(
            months,
            [Tick(706_000, 706_000, "The accord, signed", "")],
            href=lambda since, until: f"?since={since}&until={until}",
            title="When",
            description="What was told of each month.",
            **choices,
        )
    )


def test_accepted_and_proposed_stand_on_either_side_of_the_line_and_say_so() -> None:
    told = drawn([Month("1947-03", 2, 1), Month("1947-05", 0, 3, 1, 0)])
    assert "March 1947: 2 accepted, 1 proposed" in told
    assert "May 1947: 0 accepted, 3 proposed; 1 accepted and 0 proposed may be of it" in told
    assert len(re.findall('class="bar ruled"', told)) == 1
    assert len(re.findall('class="bar open"', told)) == 2
    assert len(re.findall('class="maybe ruled"', told)) == 1
    assert 'href="?since=1947-03&amp;until=1947-03"' in told


def test_the_chosen_stretch_is_clear_and_the_rest_is_veiled() -> None:
    months = [Month(f"1947-{n:02d}", 1, 0) for n in range(1, 13)]
    assert drawn(months).count("veil") == 0
    assert drawn(months, since="1947-03").count("veil") == 1
    assert drawn(months, since="1947-03", until="1947-05").count("veil") == 2
    # What lies beyond all dates is still on the picture: a choice is never out of sight.
    assert f'data-to="{month_number("1949-01")}"' in drawn(months, until="1949-01")


def test_a_century_is_drawn_by_years_and_adds_up_nothing_that_may_be_twice() -> None:
    months = [
        Month("1900-01", 1, 2, 4, 0),
        Month("1900-02", 1, 0, 3, 1),
        Month("1999-12", 1, 1),
    ]
    assert next(iter(grouped(months, 12))) == Month("1900-01", 2, 2, 4, 1)
    assert "1900: 2 accepted, 2 proposed; 4 accepted and 1 proposed may be of it" in drawn(months)


def test_nothing_dated_is_no_picture() -> None:
    assert draw_months([], [], href=str.join, title="", description="") is None
    assert month_key(month_number("0999-12")) == "0999-12"
