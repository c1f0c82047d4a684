import duckdb
import pytest
from published_fixture import AS_OF

from dashboard.queries import trust


def test_sources_are_fresh_late_or_silent(connection: duckdb.DuckDBPyConnection) -> None:
    frame = trust.sources(connection, AS_OF, None)
    assert frame.select("source", "condition").rows() == [
        ("south_mes", "silent"),
        ("north_erp", "late"),
        ("south_historian", "fresh"),
        ("north_historian", "fresh"),
    ]
    assert frame["age_s"].to_list() == [None, 3 * 86400, 2400, 2100]


def test_a_site_sees_its_own_sources(connection: duckdb.DuckDBPyConnection) -> None:
    assert set(trust.sources(connection, AS_OF, "north")["source"]) == {"north_historian", "north_erp"}


def test_quarantined_files_come_first_with_their_sentence(connection: duckdb.DuckDBPyConnection) -> None:
    row = trust.files(connection, "north").row(0, named=True)
    assert row["status"] == "quarantined"
    assert row["reason"].startswith("The file is not text in UTF-8")


def test_rejected_rows_keep_their_text(connection: duckdb.DuckDBPyConnection) -> None:
    frame = trust.rejected_rows(connection, "north")
    assert frame["row_no"].to_list() == [4711, 4712, 4713, 12]
    assert frame["raw"][0] == '=HYPERLINK("x");yesterday;12'


def test_unmapped_tags_come_first(connection: duckdb.DuckDBPyConnection) -> None:
    assert trust.tags(connection, "north")["tag"].to_list() == ["PRESS.TEMP", "MILL.STATE", "PRESS.STATE"]


def test_checks_that_did_not_pass_come_first(connection: duckdb.DuckDBPyConnection) -> None:
    assert trust.checks(connection)["status"].to_list() == ["warn", "pass", "pass"]


def test_the_publication_is_one_row(connection: duckdb.DuckDBPyConnection) -> None:
    row = trust.publication(connection).row(0, named=True)
    assert (row["loss_policy"], row["checks_passed"], row["checks_failed"]) == ("default", 41, 0)


def test_a_source_is_judged_by_the_samples_of_its_mapped_tags(connection: duckdb.DuckDBPyConnection) -> None:
    row = trust.coverage(connection, "north").row(0, named=True)
    assert (row["source"], row["tags"], row["mapped_tags"], row["silent_tags"]) == ("north_historian", 3, 2, 0)
    # 12,000 at 99.8 % and 9,000 at 58 %; the unmapped tag is in no figure.
    assert row["good_share"] == pytest.approx((12000 * 0.998 + 9000 * 0.58) / 21000)


def test_a_file_is_told_apart_from_another_source_s_of_the_same_name(connection: duckdb.DuckDBPyConnection) -> None:
    assert trust.files(connection, "north")["file_name"].to_list().count("export_20261119.csv") == 2
    assert trust.files(connection, "north", "abc123")["source"].to_list() == ["north_historian"]
    assert trust.rejected_rows(connection, "north", "abc123").height == 3
    assert trust.rejected_rows(connection, "north", "bb88")["raw"].to_list() == ["order;due;quantity"]
    assert trust.rejected_rows(connection, "north", "def456").height == 0
    assert trust.files(connection, "south", "abc123").height == 0
