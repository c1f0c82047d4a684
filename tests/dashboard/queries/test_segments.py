from datetime import date, datetime

import duckdb

from dashboard.period import Period
from dashboard.queries import segments

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))


def test_a_day_of_a_unit_is_whole_and_on_a_clock_that_starts_with_the_day(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    frame = segments.timeline(connection, ["press"], THURSDAY)
    assert frame["duration_s"].sum() == 86400
    assert frame["from_clock"][0] == datetime(1970, 1, 1, 6)  # noqa: DTZ001 - a wall clock has no zone
    assert frame["to_clock"][-1] == datetime(1970, 1, 2, 6)  # noqa: DTZ001 - a wall clock has no zone
    assert frame["bucket"].to_list()[:4] == ["producing", "minor_stop", "producing", "planned"]


def test_neighbours_of_one_bucket_and_reason_are_one_piece(connection: duckdb.DuckDBPyConnection) -> None:
    # Early ends with 40 minutes of producing, late begins with 230.
    frame = segments.timeline(connection, ["press"], THURSDAY)
    assert 270 * 60 in frame["duration_s"].to_list()


def test_evidence_leads_back_to_a_file_and_a_row(connection: duckdb.DuckDBPyConnection) -> None:
    row = segments.evidence(connection, "press-20261119T1120").row(0, named=True)
    assert (row["tag"], row["value"], row["quality"]) == ("PRESS.STATE", "BREAKDOWN", "good")
    assert (row["file_name"], row["row_no"]) == ("export_20261119.csv", 8)


def test_a_stop_is_made_of_its_segments(connection: duckdb.DuckDBPyConnection) -> None:
    frame = segments.of_stop(connection, "press-20261119T1120")
    assert frame.select("segment_id", "duration_s", "raw_state", "shift").rows() == [
        ("press-20261119T1120", 3600.0, "BREAKDOWN", "early")
    ]
