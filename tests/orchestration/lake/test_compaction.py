"""Compaction changes files and their order, never rows; who reads an older state keeps reading it until vacuum."""

import json
import threading
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable

from orchestration.lake import Lake, WorkspaceBusyError, retract, workspace_lock
from orchestration.lake.compaction import SORTED_PREFIX, compact
from orchestration.lake.upkeep import vacuum


def two_tags(first: int, seconds: int = 5, day: str = "2026-03-02") -> bytes:
    """Samples of two tags, instant by instant."""
    lines = [f"{tag},{day} 00:00:{first + s:02d},{s},Good" for s in range(seconds) for tag in ("B.Speed", 'A "x" ü')]
    quoted = [
        f'"{line.split(",")[0].replace(chr(34), chr(34) * 2)}",' + ",".join(line.split(",")[1:]) for line in lines
    ]
    return "\n".join(["tag,time,value,quality", *quoted, ""]).encode()


@pytest.fixture
def samples(workspace):
    """The table of samples, opened anew."""
    return lambda: DeltaTable(Lake(workspace.lake_uri).path("samples"))


@pytest.fixture
def three_loads(workspace, drop, ingest):
    for number in range(3):
        drop("a.csv", two_tags(number * 5))
        ingest()
    return workspace


def test_a_day_becomes_one_file_in_the_order_of_tags_and_times(three_loads, table, samples):
    before = table("samples")
    done = compact(three_loads)
    assert (done.days, done.files_before, done.files_after, done.days_left) == (1, 3, 1, 0)
    assert table("samples").equals(before)
    (file,) = samples().file_uris()
    assert Path(file).name.startswith(SORTED_PREFIX)
    stored = pl.read_parquet(file, hive_partitioning=False)
    assert stored.select("tag", "ts_utc").equals(stored.select("tag", "ts_utc").sort("tag", "ts_utc"))
    assert stored["load_seq"].unique().sort().to_list() == [1, 2, 3]


def test_the_commit_says_that_no_data_changed_and_bounds_the_tags(three_loads, samples):
    compact(three_loads)
    log = Path(Lake(three_loads.lake_uri).path("samples")) / "_delta_log" / f"{samples().version():020}.json"
    actions = [json.loads(line) for line in log.read_text().splitlines()]
    added = [action["add"] for action in actions if "add" in action]
    removed = [action["remove"] for action in actions if "remove" in action]
    assert (len(added), len(removed)) == (1, 3)
    assert {action["dataChange"] for action in added + removed} == {False}
    statistics = json.loads(added[0]["stats"])
    assert (statistics["minValues"]["tag"], statistics["maxValues"]["tag"]) == ('A "x" ü', "B.Speed")
    assert statistics["numRecords"] == 30


def test_what_is_in_order_is_left_alone(three_loads, samples):
    compact(three_loads)
    version = samples().version()
    assert compact(three_loads).days == 0
    assert samples().version() == version


def test_a_late_row_does_not_have_a_large_day_written_again_but_many_files_do(workspace, drop, ingest, long_csv):
    drop("a.csv", long_csv(2000))
    ingest()
    compact(workspace)
    for number in range(7):
        drop("late.csv", long_csv(1, first=5000 + number))
        ingest()
        assert compact(workspace).days == 0
    drop("late.csv", long_csv(1, first=6000))
    ingest()
    assert compact(workspace).days == 1


def test_the_next_load_is_still_exactly_once(three_loads, drop, ingest, table):
    compact(three_loads)
    drop("again.csv", two_tags(0))
    drop("new.csv", two_tags(15))
    result = ingest()
    assert (result.files, result.duplicates) == (1, 1)
    assert table("samples")["load_seq"].unique().sort().to_list() == [1, 2, 3, 4]


def test_a_load_can_be_taken_back_out_of_a_compacted_day(three_loads, table):
    kept = table("samples").filter(pl.col("load_seq") != 2)
    compact(three_loads)
    retract(three_loads, "historian/" + table("ledger").filter(pl.col("load_seq") == 2)["file_id"][0][:12], "wrong")
    assert table("samples").equals(kept)
    assert compact(three_loads).days == 1
    assert table("samples").equals(kept)


def test_who_opened_the_table_before_reads_on_until_the_old_files_are_vacuumed(three_loads, samples):
    opened = pl.scan_delta(samples())
    compact(three_loads)
    assert vacuum(three_loads, after_days=7) == []
    assert opened.collect().height == 30
    assert len(vacuum(three_loads, after_days=0)) == 3
    with pytest.raises(Exception, match="part-historian"):
        opened.collect()


def test_the_newest_days_come_first_and_the_rest_waits_for_the_next_time(workspace, drop, ingest, samples):
    drop("a.csv", two_tags(0) + two_tags(0, day="2026-03-03"))
    ingest()
    done = compact(workspace, budget_s=0)
    assert (done.days, done.days_left) == (0, 2)
    assert compact(workspace).days == 2
    added = pl.DataFrame(samples().get_add_actions(flatten=True)).sort("modification_time", descending=True)
    assert set(added["partition.day_utc"].cast(pl.Date)) == {date(2026, 3, 2), date(2026, 3, 3)}


def test_nobody_compacts_while_another_process_holds_the_workspace(three_loads):
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with workspace_lock(three_loads):
            held.set()
            done.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    held.wait(30)
    with pytest.raises(WorkspaceBusyError):
        compact(three_loads)
    done.set()
    thread.join()


def test_a_file_that_lost_rows_is_not_replaced(three_loads, samples, table):
    file = Path(samples().file_uris()[0])
    pl.read_parquet(file, hive_partitioning=False).head(3).write_parquet(file)
    version = samples().version()
    with pytest.raises(RuntimeError, match="23 rows where the log says 30"):
        compact(three_loads)
    assert samples().version() == version
