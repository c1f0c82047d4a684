"""When files were exported, as their names say, and names that do not say it."""

import re
from datetime import datetime

import pytest

from orchestration.inspection.export_times import export_time_in

LAST = datetime(2026, 1, 31, 6)  # noqa: DTZ001 - by the file's own clock


@pytest.mark.parametrize(
    ("name", "pattern", "form", "group"),
    [
        ("line1_20260131T060500.csv", r"(\d{8}T\d{6})\.", "%Y%m%dT%H%M%S", "20260131T060500"),
        ("line1_20260131T060500Z.csv.gz", r"(\d{8}T\d{6}Z)\.", "%Y%m%dT%H%M%S%z", "20260131T060500Z"),
        ("20260131060500", r"(\d{14})$", "%Y%m%d%H%M%S", "20260131060500"),
        ("2026-01-31 06-05 week.xlsx", r"(\d{4}\-\d{2}\-\d{2}\ \d{2}\-\d{2})\s", "%Y-%m-%d %H-%M", "2026-01-31 06-05"),
        ("day_20260130_20260131_0605.csv", r"(\d{8}_\d{4})\.", "%Y%m%d_%H%M", "20260131_0605"),
        # From when, to when, and exported when: the last of three counts.
        (
            "20260130T000000_20260131T060000_20260131T061000.csv",
            r".*(\d{8}T\d{6})\.",
            "%Y%m%dT%H%M%S",
            "20260131T061000",
        ),
    ],
)
def test_a_time_in_the_name_that_is_not_before_the_last_sample(name: str, pattern: str, form: str, group: str) -> None:
    known = export_time_in(name, LAST, None)
    assert known is not None
    assert (known.pattern, known.format) == (pattern, form)
    found = re.search(known.pattern, name)
    assert found is not None
    assert found[1] == group


@pytest.mark.parametrize(
    "name",
    [
        "line1.csv",
        "line1_20260131.csv",
        "line1_2026-02-01.csv",
        "line1_20260131T055900.csv",
        "line1_20260131T000000_20260131T055900.csv",
        "line1_20261331T060500.csv",
        "line1_1769839500000.csv",
    ],
)
def test_a_name_that_does_not_say_it(name: str) -> None:
    assert export_time_in(name, LAST, None) is None


def test_a_time_in_utc_is_compared_with_the_last_sample_by_the_zones_clock() -> None:
    assert export_time_in("a_20260131T050500Z.csv", LAST, "Europe/Berlin") is not None
    assert export_time_in("a_20260131T045500Z.csv", LAST, "Europe/Berlin") is None
