"""When tables may be pulled."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from orchestration.plant.table_pull import DatabasePull


@pytest.mark.parametrize(
    ("hours", "utc_hour", "is_open"),
    [
        (None, 12, True),
        ("02:00-05:00", 0, False),
        ("02:00-05:00", 1, True),
        ("02:00-05:00", 4, False),
        ("22:00-04:00", 21, True),
        ("22:00-04:00", 2, True),
        ("22:00-04:00", 3, False),
    ],
)
def test_hours_are_of_the_sources_clock_also_over_midnight(hours, utc_hour, is_open):
    pull = DatabasePull(connector="table", url_from="ERP_URL", table="orders", hours=hours)
    # Berlin is an hour ahead in winter.
    assert pull.is_open(datetime(2026, 1, 15, utc_hour, tzinfo=UTC), ZoneInfo("Europe/Berlin")) == is_open
