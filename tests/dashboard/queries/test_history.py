from datetime import date

import duckdb
import pytest

from dashboard.queries import history


def test_versions_stand_the_newest_first_with_what_they_changed(connection: duckdb.DuckDBPyConnection) -> None:
    frame = history.publications(connection)
    assert frame.select("version", "new_files", "retracted_files", "changed_settings", "restated_days").rows() == [
        ("20261120T121000", 2, 1, 1, 3),
        ("20261119T060000", 14, 0, 0, 0),
    ]
    assert frame["reason"][0].startswith("the configuration changed")


def test_changed_settings_have_both_values(connection: duckdb.DuckDBPyConnection) -> None:
    row = history.configuration_changes(connection).row(0, named=True)
    assert (row["origin"], row["setting"], row["value_before"], row["value_after"]) == (
        "prices.csv",
        "price",
        "12.5",
        "13.0",
    )


def test_a_restated_day_has_its_first_and_its_present_figures(connection: duckdb.DuckDBPyConnection) -> None:
    frame = history.restated(connection, "site", "north")
    assert frame.select("object_name", "production_date", "is_removed").rows() == [
        ("NORTH", date(2026, 11, 19), False),
        ("NORTH", date(2026, 11, 18), True),
        ("PRESS", date(2026, 11, 18), False),
    ]
    row = frame.row(0, named=True)
    assert (row["oee_first"], row["oee_now"], row["oee_change"]) == pytest.approx((0.65, 0.7, 0.05))
    assert (row["cost_first"], row["cost_now"], row["cost_change"], row["currency"]) == (1000, 1555, 555, "EUR")
    assert row["version"] == "20261120T121000"
    assert row["reason"].startswith("the configuration changed")


def test_a_place_shows_what_is_within_it_alone(connection: duckdb.DuckDBPyConnection) -> None:
    assert history.restated(connection, "line", "n_l1")["object_name"].to_list() == ["PRESS"]
    assert history.restated(connection, "site", "south").height == 0


def test_adjustments_of_closed_periods_begin_with_oee_and_costs(connection: duckdb.DuckDBPyConnection) -> None:
    assert history.closed_periods(connection, "site", "north").rows() == [("P10", date(2026, 11, 5), 0.68)]
    frame = history.adjustments(connection, "site", "north")
    assert frame.select("figure", "policy", "adjustment").rows() == [
        ("cost_low", "EUR", 100.0),
        ("oee", "default", 0.01),
        ("availability", "default", 0.01),
    ]
    assert history.closed_periods(connection, "line", "n_l1").height == 0


def test_a_restating_version_leads_to_the_files_that_came_with_it(connection: duckdb.DuckDBPyConnection) -> None:
    first, second = sorted(history.publications(connection)["version"].to_list())
    behind = history.files_behind(connection, "north", [second]).rows()
    # The corrupt file came too, but nothing of it counts.
    assert behind == [(second, "abc123", "export_20261119.csv", "north_historian")]
    assert history.files_behind(connection, None, [first])["file_name"].to_list() == [
        "south_wide.csv.gz",
        "export_20261119.csv",
    ]
    assert history.files_behind(connection, "south", [second]).height == 0
