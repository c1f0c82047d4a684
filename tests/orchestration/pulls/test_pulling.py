"""What a pull lands: each row once, late and corrected ones when they come, nothing when nothing changed."""

import json
from datetime import UTC, datetime, timedelta

import pyarrow.parquet as pq
import pytest

from orchestration.lake import Lake
from orchestration.pulls import due_pulls, pull_state


def fill(history, *rows: tuple[str, str, object]) -> None:
    history.executemany("insert into history values (?, ?, ?)", rows)


@pytest.fixture
def filled(history):
    fill(
        history,
        ("a", "2026-03-01 00:00:00", 1.5),
        ("a", "2026-03-01 00:59:59.999", 2),
        ("a", "2026-03-01 01:00:00", "running"),
        ("b", "2026-03-01 03:10:00", None),
    )
    return history


def samples(frame) -> list[tuple[object, ...]]:
    return frame.select("tag", "ts_utc", "value_num", "value_text").rows()


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-01 {text}").replace(tzinfo=UTC)


ALL = [
    ("a", at("00:00:00"), 1.5, None),
    ("a", at("00:59:59.999"), 2.0, None),
    ("a", at("01:00:00"), None, "running"),
    ("b", at("03:10:00"), None, None),
]


def test_rows_land_as_one_file_a_window_and_load_by_the_ordinary_ingest(filled, pulled_plant):
    plant = pulled_plant()
    result = plant.pull()

    # History begins at midnight in Berlin, 23:00 UTC: windows 23, 0, 1, 2 and 3 o'clock.
    assert (result.windows, result.rows, result.rows_landed, result.files, result.failure) == (5, 4, 4, 3, None)
    assert [path.name for path in plant.landed()] == [
        "hist_20260301T000000_20260301T010000_pulled_20260301T033000000000Z.parquet",
        "hist_20260301T010000_20260301T020000_pulled_20260301T033000000000Z.parquet",
        "hist_20260301T030000_20260301T040000_pulled_20260301T033000000000Z.parquet",
    ]
    assert samples(plant.ingest()) == ALL
    assert plant.landed() == []


def test_a_pull_with_nothing_new_lands_nothing(filled, pulled_plant):
    plant = pulled_plant()
    plant.pull()
    again = plant.pull()

    assert (again.windows, again.rows, again.rows_landed, again.files) == (3, 2, 0, 0)
    assert len(plant.landed()) == 3


def test_windows_older_than_the_look_back_are_not_asked_for_again(filled, pulled_plant):
    plant = pulled_plant()
    plant.pull()
    plant.now = at("05:10:00")
    later = plant.pull()

    # Two hours of look-back: the windows up to 3:00 were not final when pulled at 3:30, but are at 5:10.
    assert (later.windows, later.rows_landed) == (5, 0)
    plant.now = at("05:20:00")
    assert plant.pull().windows == 3
    kept = [path.name for path in (plant.workspace.pulls / "hist").glob("seen_*")]
    assert kept == ["seen_20260301T030000_20260301T040000.parquet"]


def test_a_late_row_within_the_look_back_lands_alone(filled, pulled_plant):
    plant = pulled_plant()
    plant.pull()
    plant.ingest()
    fill(filled, ("c", "2026-03-01 01:30:00", 7))
    plant.now += timedelta(minutes=5)
    result = plant.pull()

    assert (result.rows, result.rows_landed, result.files) == (3, 1, 1)
    assert samples(plant.ingest()) == [*ALL, ("c", at("01:30:00"), 7.0, None)]


def test_a_value_that_is_corrected_and_corrected_back_comes_as_the_newest_export(filled, pulled_plant):
    plant = pulled_plant()
    plant.pull()
    plant.ingest()
    for minutes, value in ((5, 9), (10, "running")):
        filled.execute("update history set value = ? where time = '2026-03-01 01:00:00'", (value,))
        plant.now = at(f"03:{30 + minutes}:00")
        assert plant.pull().rows_landed == 1
        plant.ingest()
    lake = Lake(plant.workspace.lake_uri)
    ledger = lake.read("ledger").select("load_seq", "export_time_utc", "status")
    told = plant.ingest().join(ledger, on="load_seq").filter(ts_utc=at("01:00:00"))
    assert told.sort("export_time_utc")["value_num"].to_list() == [None, 9.0, None]
    assert told.sort("export_time_utc")["value_text"].to_list() == ["running", None, "running"]
    assert told["status"].unique().to_list() == ["loaded"]


def test_the_newest_pull_wins_also_after_the_clock_was_set_back(filled, pulled_plant):
    plant = pulled_plant()
    plant.pull()
    filled.execute("update history set value = 9 where time = '2026-03-01 03:10:00'")
    plant.now = at("03:20:00")
    assert plant.pull().rows_landed == 1
    assert plant.landed()[-1].name == "hist_20260301T030000_20260301T040000_pulled_20260301T033000000001Z.parquet"


def test_the_same_row_twice_in_the_database_is_no_change(filled, pulled_plant):
    fill(filled, ("a", "2026-03-01 01:00:00", "running"))
    plant = pulled_plant()
    assert plant.pull().rows_landed == 5
    fill(filled, ("a", "2026-03-01 01:00:00", "running"))
    assert plant.pull().rows_landed == 0


def test_a_row_of_the_future_comes_with_its_window(filled, pulled_plant):
    fill(filled, ("a", "2026-03-01 04:00:01", 5))
    plant = pulled_plant()
    assert plant.pull().rows_landed == 4
    plant.now = at("04:00:00")
    assert plant.pull().rows_landed == 1


def test_landed_files_say_what_they_are_and_hold_texts(filled, pulled_plant):
    plant = pulled_plant()
    plant.pull()
    file = pq.ParquetFile(plant.landed()[0])

    assert file.read().to_pylist() == [
        {"tag": "a", "time": "2026-03-01 00:00:00Z", "value": "1.5"},
        {"tag": "a", "time": "2026-03-01 00:59:59.999Z", "value": "2"},
    ]
    told = {key.decode(): value.decode() for key, value in file.metadata.metadata.items()}
    assert told["millrace_source"] == "hist"
    assert told["millrace_window"] == "20260301T000000_20260301T010000"
    assert told["millrace_pulled"] == "20260301T033000000000Z"


def test_a_changed_query_is_asked_from_the_first_day_on(filled, pulled_plant):
    plant = pulled_plant()
    plant.now = at("09:30:00")
    plant.pull()
    plant.ingest()
    path = plant.workspace.root / "plant.yaml"
    path.write_text(path.read_text().replace("from history where", "from history where value is not null and"))
    assert plant.pull().rows == 3


def test_an_earlier_first_day_is_pulled_too(filled, pulled_plant):
    fill(filled, ("old", "2026-02-27 12:00:00", 1))
    plant = pulled_plant()
    plant.now = at("09:30:00")
    assert plant.pull().rows_landed == 4
    path = plant.workspace.root / "plant.yaml"
    path.write_text(path.read_text().replace("{connector: sql,", "{connector: sql, first_day: 2026-02-27,"))
    plant.pull()
    assert "old" in plant.ingest()["tag"].to_list()


def test_the_state_tells_the_mark_and_what_the_last_pull_did(filled, pulled_plant):
    plant = pulled_plant()
    source = plant.workspace.load().sources[0]
    assert pull_state(plant.workspace, source).mark is None
    plant.pull()
    state = pull_state(plant.workspace, source)

    assert state.mark == datetime(2026, 3, 1, 3, 30)  # noqa: DTZ001 - of the source's clock
    assert state.done_to == datetime(2026, 3, 1, 1)  # noqa: DTZ001
    assert (state.windows, state.rows, state.rows_landed) == (5, 4, 4)
    assert state.pulled_at_utc == state.pulled_whole_at_utc == plant.now
    assert state.failure is None
    json.loads((plant.workspace.pulls / "hist" / "state.json").read_text())


def test_a_pull_is_due_once_its_time_is_over(filled, pulled_plant):
    plant = pulled_plant()
    loaded = plant.workspace.load()
    assert due_pulls(plant.workspace, loaded, lambda: plant.now) == ["hist"]
    plant.pull()
    assert due_pulls(plant.workspace, loaded, lambda: plant.now + timedelta(seconds=299)) == []
    assert due_pulls(plant.workspace, loaded, lambda: plant.now + timedelta(seconds=300)) == ["hist"]


def test_drafts_of_a_killed_pull_are_removed_and_other_files_left(filled, pulled_plant):
    plant = pulled_plant()
    plant.pull()
    (plant.workspace.landing / "hist" / ".pull_x.tmp").write_text("half")
    (plant.workspace.landing / "hist" / ".copying.tmp").write_text("somebody else's")
    plant.pull()
    assert [path.name for path in plant.landed() if path.suffix == ".tmp"] == [".copying.tmp"]
