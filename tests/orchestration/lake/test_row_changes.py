"""What a load changed is counted in the ledger, by the rules by which the newest wins."""

import json
from datetime import date

import polars as pl
import pytest

from orchestration.lake import Lake, retract

COUNTS = ("rows_new", "rows_repeated", "rows_changed", "rows_superseded")


def csv(*rows: tuple[str, str, object], day: str = "2026-03-02", quality: str = "Good") -> bytes:
    """Samples as (tag, time of day, value)."""
    lines = [f"{tag},{day} {time},{value},{quality}" for tag, time, value in rows]
    return "\n".join(["tag,time,value,quality", *lines, ""]).encode()


@pytest.fixture
def counts(workspace):
    """The four counts of each load, in load order."""

    def read() -> list[tuple[int, ...]]:
        return Lake(workspace.lake_uri).read("ledger").sort("load_seq").select(COUNTS).rows()

    return read


@pytest.fixture
def changed_days(workspace):
    """The days that the newest load restates."""

    def read() -> list[date]:
        newest = Lake(workspace.lake_uri).read("ledger").sort("load_seq")["changed_days"][-1]
        return [date.fromisoformat(day) for day in json.loads(newest)]

    return read


def test_what_nobody_said_before_is_new(drop, ingest, counts, long_csv):
    drop("a.csv", long_csv(5))
    result = ingest()
    drop("b.csv", long_csv(4, first=5))
    ingest()
    assert counts() == [(5, 0, 0, 0), (4, 0, 0, 0)]
    assert (result.rows_new, result.rows_repeated) == (5, 0)


def test_the_same_window_again_is_repeated_changed_and_new(drop, ingest, counts, changed_days):
    drop("a.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 1), ("A", "02:00:00", 1)))
    ingest()
    drop("b.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 7), ("A", "03:00:00", 1)))
    assert ingest().rows_changed == 1
    assert counts()[1] == (1, 1, 1, 0)
    assert changed_days() == [date(2026, 3, 2)]


def test_another_quality_is_a_change(drop, ingest, counts):
    drop("a.csv", csv(("A", "01:00:00", 1)))
    ingest()
    drop("b.csv", csv(("A", "01:00:00", 1), quality="Bad"))
    ingest()
    assert counts()[1] == (0, 0, 1, 0)


def test_a_row_further_down_in_the_file_supersedes(drop, ingest, counts):
    drop("a.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 1), ("A", "01:00:00", 2), ("A", "01:00:00", 1)))
    ingest()
    assert counts() == [(2, 0, 0, 2)]
    drop("b.csv", csv(("A", "01:00:00", 5), ("A", "01:00:00", 1)))
    ingest()
    assert counts()[1] == (0, 1, 0, 1)


def test_an_older_export_that_arrives_late_is_superseded_where_it_says_something_else(
    drop, ingest, counts, changed_days
):
    drop("x_20260303T080000.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 2)))
    ingest()
    drop("x_20260302T080000.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 9)))
    ingest()
    assert counts()[1] == (0, 1, 0, 1)
    assert changed_days() == []


def test_what_counts_is_the_newest_export_and_not_the_newest_load(drop, ingest, counts):
    drop("x_20260303T080000.csv", csv(("A", "01:00:00", 1)))
    ingest()
    drop("x_20260302T080000.csv", csv(("A", "01:00:00", 2)))
    ingest()
    drop("x_20260304T080000.csv", csv(("A", "01:00:00", 2), ("B", "01:00:00", 2)))
    ingest()
    assert counts() == [(1, 0, 0, 0), (0, 0, 0, 1), (1, 0, 1, 0)]


def test_files_of_one_batch_are_compared_in_load_order(drop, ingest, counts):
    drop("a.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 1)))
    drop("b.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 2)))
    drop("c.csv", csv(("A", "01:00:00", 3), ("B", "01:00:00", 2), ("C", "01:00:00", 2)))
    assert ingest().rows_changed == 2
    assert counts() == [(2, 0, 0, 0), (0, 1, 1, 0), (1, 1, 1, 0)]


def test_files_of_many_machines_at_the_same_times_cost_about_what_files_of_one_after_the_other_do(
    drop, ingest, counts, long_csv
):
    for number in range(300):
        drop(f"{number}.csv", long_csv(20, first=20 * number))
    in_turn = ingest()
    for number in range(300):
        tag = f"MACHINE{number}".encode()
        drop(f"beside_{number}.csv", long_csv(20, day="2026-03-05").replace(b"PRESS.Count", tag))
    beside = ingest()
    assert set(counts()) == {(20, 0, 0, 0)}
    assert beside.seconds < 10 * in_turn.seconds


def test_only_days_with_new_or_changed_rows_are_restated(drop, ingest, changed_days, long_csv):
    drop("a.csv", long_csv(5) + long_csv(5, day="2026-03-03") + long_csv(5, day="2026-03-04"))
    ingest()
    again = long_csv(5) + long_csv(5, day="2026-03-03").replace(b",2,Good", b",9,Good") + long_csv(6, day="2026-03-04")
    drop("b.csv", again)
    ingest()
    assert changed_days() == [date(2026, 3, 3), date(2026, 3, 4)]


def test_what_a_retracted_load_said_counts_no_more(workspace, drop, ingest, counts):
    drop("a.csv", csv(("A", "01:00:00", 1)))
    ingest()
    drop("b.csv", csv(("A", "01:00:00", 2)))
    ingest()
    retract(workspace, "b.csv", "wrong")
    drop("c.csv", csv(("A", "01:00:00", 1), ("B", "01:00:00", 1)))
    ingest()
    assert counts()[2] == (1, 1, 0, 0)


def test_another_source_of_the_same_tag_is_another_sample(workspace, drop, ingest, counts):
    drop("a.csv", csv(("A", "01:00:00", 1)))
    ingest()
    folder = workspace.landing / "second_historian"
    folder.mkdir()
    (folder / "a.csv").write_bytes(csv(("A", "01:00:00", 2)))
    ingest("second_historian")
    assert counts() == [(1, 0, 0, 0), (1, 0, 0, 0)]


def test_loads_of_a_ledger_without_counts_are_compared_with_all_the_same(workspace, drop, ingest, counts):
    drop("a.csv", csv(("A", "01:00:00", 1)))
    ingest()
    lake = Lake(workspace.lake_uri)
    older = lake.read("ledger").drop(*COUNTS, "changed_days")
    older.write_delta(lake.path("ledger"), mode="overwrite", delta_write_options={"schema_mode": "overwrite"})
    assert set(COUNTS).isdisjoint(lake.read("ledger").columns)
    drop("b.csv", csv(("A", "01:00:00", 2), ("A", "02:00:00", 2)))
    ingest()
    assert counts() == [(None, None, None, None), (1, 0, 1, 0)]


def test_the_counts_of_every_load_add_up(drop, ingest, workspace, long_csv):
    for number in range(4):
        drop(f"{number}.csv", long_csv(20, first=number * 7) + long_csv(3, first=number * 7 + 30))
        ingest()
    ledger = Lake(workspace.lake_uri).read("ledger")
    assert ledger.select(pl.sum_horizontal(COUNTS) == pl.col("rows_loaded")).to_series().to_list() == [True] * 4


ERP = """
  - id: erp
    site: north
    reader: erp.delimited
    options: {entity: TABLE, columns: COLUMNS}
"""


@pytest.fixture
def deliver(workspace, ingest, counts):
    """Drop a table of the ERP as CSV, ingest it, and return its counts."""

    def run(table: str, header: str, *rows: str) -> tuple[int, ...]:
        plant = workspace.root / "plant.yaml"
        if "id: erp" not in plant.read_text():
            columns = "{" + ", ".join(f"{name}: {name}" for name in header.split(",")) + "}"
            plant.write_text(plant.read_text() + ERP.replace("TABLE", table).replace("COLUMNS", columns))
        folder = workspace.landing / "erp"
        folder.mkdir(exist_ok=True, parents=True)
        (folder / f"{len(counts()) if Lake(workspace.lake_uri).exists() else 0}.csv").write_text(
            "\n".join([header, *rows, ""])
        )
        ingest("erp")
        return counts()[-1]

    return run


def test_business_keys_are_compared_as_samples_are(deliver):
    header = "order_id,product,planned_quantity"
    assert deliver("orders", header, "1,nut,10", "2,nut,20", "1,nut,11") == (2, 0, 0, 1)
    assert deliver("orders", header, "1,nut,11", "2,bolt,20", "3,nut,5") == (1, 1, 1, 0)


def test_rows_without_an_id_are_known_by_all_their_fields_and_their_occurrence(deliver):
    header = "confirmation_id,order_id,work_centre,end_utc,good_quantity"
    order = "1,press,2026-03-02 10:00:00"
    assert deliver("confirmations", header, f",{order},10", f",{order},10", f"c1,{order},5") == (3, 0, 0, 0)
    again = (f",{order},10", f",{order},10", f",{order},10", f"c1,{order},6")
    assert deliver("confirmations", header, *again) == (1, 2, 1, 0)
