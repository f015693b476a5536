"""Where a year that is left out comes from, and where it must not come from."""

from __future__ import annotations

from servanda.text.dates import find_dates


def edtfs(text: str, anchor: str | None) -> dict[str, str]:
    return {one.text: one.edtf for one in find_dates(text, anchor=anchor, events=False)}


def test_a_note_tells_nothing_that_came_after_it():
    """A note of March 2019 looks back on the year before: its November is that of 2018."""
    text = (
        "The panel met on 12 January 2019 and found the gate shut. It had been open on 5 November."
    )
    assert edtfs(text, "2019-03-10")["5 November"] == "2018-11-05?"


def test_the_date_of_a_document_is_its_name_and_gives_nobody_its_year():
    text = "The Protocol of 31 October 2003 is not observed. On 5 May the post was moved."
    assert edtfs(text, "2019-03-10")["5 May"] == "2018-05-05?"
    assert edtfs(text, None)["5 May"] == "XXXX-05-05"


def test_what_lasts_since_a_year_does_not_set_the_year_of_what_follows():
    text = (
        "On 23 February 2018 the monitors went to the bridge, shut since April 2016. "
        "On 26 February they went again."
    )
    assert edtfs(text, None)["26 February"] == "2018-02-26"


def test_a_year_is_told_in_its_own_sentence():
    text = "In 2017, the team met five times, in February and in July.\n\nNobody came in April."
    found = edtfs(text, "2019-03-10")
    assert (found["February"], found["July"]) == ("2017-02", "2017-07")
    assert found["April"] == "2018-04?"


def test_of_a_list_of_months_all_have_the_year_that_stands_at_its_end():
    found = edtfs("They met in November, January and February 2015.", "2015-06-01")
    assert list(found.values()) == ["2014-11", "2015-01", "2015-02"]


def test_a_history_looks_aside_for_one_sentence():
    """What an aside of another age names does not carry on."""
    text = (
        "In 1964 the ships sailed. In 1965 the talks failed. In 1966 the talks failed again. "
        "A study of 2005 doubts it. In May the ships returned."
    )
    assert edtfs(text, None)["May"] == "1966-05"


def test_a_cause_is_no_plan_and_a_clause_has_its_own_time():
    """ "Due to" tells no future; nor does what somebody said, that day, would come."""
    assert edtfs("One fell on 3 October due to shelling.", "2019-10-14") == {
        "3 October": "2019-10-03?"
    }
    text = "On 31 December the envoy hoped that there will be peace."
    assert edtfs(text, "2016-01-13")["31 December"] == "2015-12-31?"
    assert edtfs("It will stay shut, as it was since 5 May.", "2016-04-13") == {
        "since 5 May": "2015-05-05?/.."
    }


def test_an_event_that_something_lasts_since_gives_nobody_its_year():
    text = "It is the highest number since the crisis began in 2014. On 29 January it rose again."
    assert edtfs(text, None)["29 January"] == "XXXX-01-29"
    text = "There were 212 since the beginning of 2018. On 29 January there were more."
    assert edtfs(text, None)["29 January"] == "2018-01-29"


def test_news_beside_a_history_is_news():
    """A report of February that tells the years before it also tells what has just happened."""
    text = (
        "In 1997 the talks began. In 2008 they failed. In 2012 they began again. In 2014 two of "
        "the panels met. Then came the clash of 25 January."
    )
    assert edtfs(text, "2015-02-13")["25 January"] == "2015-01-25?"
