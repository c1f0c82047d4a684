from datetime import date, timedelta

from dashboard import period
from dashboard.period import Period, ProductionDay

# Fri 30 Oct to Thu 19 Nov 2026: weekends idle, the last day still going on.
DAYS = [
    ProductionDay(day, is_planned=day.weekday() < 5, is_complete=day < date(2026, 11, 19))
    for day in (date(2026, 10, 30) + timedelta(days=number) for number in range(21))
]


def test_the_last_production_day_is_over_and_was_planned() -> None:
    assert period.last_production_day(DAYS) == date(2026, 11, 18)


def test_on_a_monday_the_last_production_day_is_friday() -> None:
    until_sunday = [day for day in DAYS if day.production_date <= date(2026, 11, 15)]
    assert period.last_production_day(until_sunday) == date(2026, 11, 13)


def test_a_plant_that_has_only_just_begun_shows_the_day_there_is() -> None:
    assert period.last_production_day([ProductionDay(date(2026, 11, 19), True, False)]) == date(2026, 11, 19)


def test_presets_end_with_the_last_production_day() -> None:
    assert period.resolve(period.WEEK, DAYS) == Period(date(2026, 11, 12), date(2026, 11, 18))
    assert period.resolve(period.FOUR_WEEKS, DAYS).length == 28
    assert period.resolve(period.MONTH, DAYS) == Period(date(2026, 11, 1), date(2026, 11, 18))


def test_custom_days_may_be_given_the_wrong_way_round() -> None:
    chosen = (date(2026, 11, 10), date(2026, 11, 3))
    assert period.resolve(period.CUSTOM, DAYS, chosen) == Period(date(2026, 11, 3), date(2026, 11, 10))


def test_one_day_is_compared_with_the_planned_day_before_it() -> None:
    monday = Period(date(2026, 11, 16), date(2026, 11, 16))
    friday = Period(date(2026, 11, 13), date(2026, 11, 13))
    assert period.before(monday, period.LAST_DAY, DAYS) == friday


def test_a_week_is_compared_with_the_seven_days_before() -> None:
    week = Period(date(2026, 11, 12), date(2026, 11, 18))
    assert period.before(week, period.WEEK, DAYS) == Period(date(2026, 11, 5), date(2026, 11, 11))


def test_a_month_to_date_is_compared_with_as_many_days_of_the_month_before() -> None:
    assert period.before(Period(date(2026, 11, 1), date(2026, 11, 18)), period.MONTH, DAYS) == Period(
        date(2026, 10, 1), date(2026, 10, 18)
    )
    assert period.before(Period(date(2026, 3, 1), date(2026, 3, 31)), period.MONTH, DAYS) == Period(
        date(2026, 2, 1), date(2026, 2, 28)
    )
