from datetime import UTC, date, datetime

import pytest

from dashboard import figures


def test_a_missing_figure_says_so_and_is_never_zero() -> None:
    assert {figures.percent(None), figures.hours(None), figures.money(None, "EUR"), figures.duration(None)} == {
        "not measured"
    }


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (40, "40 s"),
        (245, "4 min 05 s"),
        (600, "10 min"),
        (3900, "1 h 05 min"),
        (93600, "26 h 00 min"),
        (183600, "2 d 3 h"),
    ],
)
def test_durations_have_two_units_at_most(seconds: float, text: str) -> None:
    assert figures.duration(seconds) == text


def test_figures_have_their_unit() -> None:
    assert figures.percent(0.7064) == "70.6\xa0%"
    assert figures.points(-0.033) == "\N{MINUS SIGN}3.3 points"
    assert figures.money(12340.4, "EUR") == "12,340 EUR"
    assert figures.count(1, "stop") == "1 stop"
    assert figures.count(1204, "stop") == "1,204 stops"


def test_a_change_that_rounds_to_zero_has_no_sign() -> None:
    told = [figures.signed(value, 1) for value in (0.04, -0.04, 0.06, -0.06)]
    assert told == ["0.0", "0.0", "+0.1", "\N{MINUS SIGN}0.1"]
    assert [figures.points(value) for value in (-0.0004, 0.0004)] == ["0.0 points", "0.0 points"]
    assert [figures.signed_duration(value) for value in (0.0, 0.4, -0.4, 40.0, -245.0)] == [
        "0 s", "0 s", "0 s", "+40 s", "\N{MINUS SIGN}4 min 05 s",
    ]  # fmt: skip
    assert [figures.signed_energy(value) for value in (0.0, -0.0004, 0.012, -12.44)] == [
        "0.0 kWh", "0.0 kWh", "+0.012 kWh", "\N{MINUS SIGN}12.4 kWh",
    ]  # fmt: skip


def test_a_figure_that_rounds_to_zero_has_no_sign_either() -> None:
    assert (figures.percent(-0.0004), figures.hours(-0.04), figures.money(-0.4, "EUR")) == (
        "0.0\xa0%",
        "0.0\xa0h",
        "0 EUR",
    )


@pytest.mark.parametrize(
    ("form", "value", "told"),
    [
        (figures.COLUMN_FORMS["whole-change"], -1762.0, "\N{MINUS SIGN}1,762"),
        (figures.COLUMN_FORMS["whole-change"], 0.2, "0"),
        (figures.COLUMN_FORMS["points"], -0.04, "0.0"),
        (figures.COLUMN_FORMS["row-number"], 18003, "18003"),
        (figures.COUNT_FORM, 100.0, "100"),
        (figures.COUNT_FORM, 1234.25, "1,234.25"),
    ],
)
def test_a_table_writes_a_figure_as_its_unit_asks(form: figures.Form, value: float, told: str) -> None:
    assert form.told(value) == told


def test_days_name_weekday_and_year() -> None:
    assert figures.days(date(2026, 11, 13), date(2026, 11, 19)) == "Fri 13 Nov to Thu 19 Nov 2026"
    assert figures.days(date(2026, 11, 19), date(2026, 11, 19)) == "Thu 19 Nov 2026"


def test_a_moment_is_told_in_the_sites_time() -> None:
    assert figures.moment(datetime(2026, 11, 20, 5, 0, tzinfo=UTC), "Europe/Berlin") == "Fri 20 Nov 06:00"


def test_units_against_a_target_that_is_not_whole_say_so() -> None:
    assert (figures.against_target(12, 100), figures.against_target(-1234, 5000)) == ("+12", "\N{MINUS SIGN}1,234")
    assert (figures.against_target(None, None), figures.against_target(None, 80)) == (
        "no target",
        "partly no target",
    )
