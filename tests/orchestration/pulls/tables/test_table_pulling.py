"""What a pull of a table lands: what is new or changed once, what is deleted once, nothing when nothing changed."""

from datetime import UTC, datetime

import pyarrow.parquet as pq
import pytest

from orchestration.lake import pending_files
from orchestration.pulls import due_pulls, table_state
from tests.orchestration.pulls.tables.conftest import ORDERS, TABLE


def orders(plant) -> list[tuple[object, ...]]:
    return plant.standing("order_id").select("order_id", "planned_quantity").rows()


def landed(result) -> tuple[int, int, int]:
    return result.rows, result.rows_landed, result.rows_deleted


def test_the_first_pull_lands_all_rows_with_the_mapped_columns_only(erp, table_plant):
    plant = table_plant()
    result = plant.pull()

    assert (landed(result), result.files, result.failure) == ((2, 2, 0), 1, None)
    assert [path.name for path in plant.landed()] == ["erp_pulled_20260302T120000000001Z.parquet"]
    assert pq.read_schema(plant.landed()[0]).names == ["Name", "product", "qty", "due", "changed"]
    rows = plant.standing("order_id").select("order_id", "product", "planned_quantity", "due_utc").rows()
    due = datetime(2026, 3, 5, 10, tzinfo=UTC)
    assert rows == [("MO/1", 'Öl 1"', 10.0, due), ("MO/2", 'Öl 1"', 20.5, due)]


def test_a_pull_with_nothing_new_lands_nothing(erp, table_plant):
    plant = table_plant()
    plant.pull()
    plant.ingest()
    again = plant.pull(1)
    # Asked for are the two hours before the mark.
    assert (landed(again), again.files) == ((2, 0, 0), 0)
    loaded = plant.workspace.load()
    assert list(pending_files(plant.workspace, loaded.sources[0])) == []


def test_only_what_changed_since_the_mark_is_asked_for_and_landed(erp, table_plant):
    plant = table_plant()
    plant.pull()
    plant.ingest()
    erp.insert(3, "MO/3", 30, "2026-03-02 11:00:00")
    erp.execute("update production set qty = 11, changed = '2026-03-02 11:30:00' where id = 1")
    assert landed(plant.pull(1)) == (3, 2, 0)
    assert orders(plant) == [("MO/1", 11.0), ("MO/2", 20.5), ("MO/3", 30.0)]
    assert landed(plant.pull(1)) == (2, 0, 0)


def test_a_row_committed_late_comes_within_the_look_back(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.insert(3, "MO/3", 30, "2026-03-01 07:30:00")
    assert landed(plant.pull(1)) == (3, 1, 0)


def test_deleted_rows_are_noticed_when_keys_are_compared(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.execute("delete from production where id = 1")
    assert landed(plant.pull(23)) == (1, 0, 0)
    assert landed(plant.pull(1)) == (1, 0, 1)
    assert next(path.name for path in plant.landed()) == "erp_deleted_pulled_20260303T120000000000Z.parquet"
    assert orders(plant) == [("MO/2", 20.5)]
    assert landed(plant.pull(24)) == (1, 0, 0)


def test_an_order_that_is_deleted_and_made_again_stays(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.execute("delete from production where id = 1")
    erp.insert(4, "MO/1", 99, "2026-03-02 11:00:00")
    assert landed(plant.pull(24)) == (2, 1, 0)
    assert orders(plant) == [("MO/1", 99.0), ("MO/2", 20.5)]


def test_an_order_that_is_deleted_and_comes_back_later_is_there_again(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.execute("delete from production where id = 1")
    plant.pull(24)
    assert orders(plant) == [("MO/2", 20.5)]
    erp.insert(1, "MO/1", 10, "2026-03-03 13:00:00")
    assert landed(plant.pull(2)) == (2, 1, 0)
    assert orders(plant) == [("MO/1", 10.0), ("MO/2", 20.5)]


def test_rows_that_the_cursor_does_not_show_are_found_by_their_keys(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.insert(3, "MO/3", 30, "2025-01-01 00:00:00")
    assert landed(plant.pull(1)) == (2, 0, 0)
    assert landed(plant.pull(24)) == (3, 1, 0)


def test_without_a_cursor_all_rows_are_compared_each_time(erp, table_plant):
    plant = table_plant(TABLE.replace(", cursor: changed", "}"))
    assert landed(plant.pull()) == (2, 2, 0)
    erp.execute("update production set qty = 11 where id = 1")
    erp.execute("delete from production where id = 2")
    assert landed(plant.pull(1)) == (1, 1, 1)
    assert orders(plant) == [("MO/1", 11.0)]


def test_a_whole_number_can_be_the_cursor(erp, table_plant):
    plant = table_plant(TABLE.replace("changed", "id}"))
    plant.pull()
    for number in range(3, 12):
        erp.insert(number, f"MO/{number}", number, "2025-01-01 00:00:00")
    assert landed(plant.pull(1)) == (10, 9, 0)
    assert landed(plant.pull(1)) == (1, 0, 0)


def test_a_time_of_the_future_hides_no_change(erp, table_plant):
    plant = table_plant()
    erp.insert(3, "MO/3", 30, "2031-01-01 00:00:00")
    plant.pull()
    erp.insert(4, "MO/4", 40, "2026-03-02 12:30:00")
    assert landed(plant.pull(1)) == (2, 1, 0)


def test_an_account_that_sees_no_rows_any_more_deletes_none(erp, table_plant):
    plant = table_plant()
    for number in range(3, 60):
        erp.insert(number, f"MO/{number}", number, "2026-03-01 09:00:00")
    plant.pull()
    erp.execute("delete from production where id > 5")
    gone = plant.pull(24)
    assert gone.failure.startswith(
        "54 of the 59 rows that the table production had are gone, more than deleted_share (0.5)"
    )
    assert (landed(gone)[2], len(plant.standing("order_id"))) == (0, 59)
    table_plant(TABLE + ", deleted_share: 1}")
    assert (landed(plant.pull(1)), len(plant.standing("order_id"))) == ((5, 0, 54), 5)


def test_a_new_column_is_said_once_and_followed_when_it_is_mapped(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.execute("alter table production add column planned varchar(20) default '2026-03-04'")
    assert plant.pull(1).note.startswith("The table production has new columns: planned. Map those that are wanted")
    assert plant.pull(1).note is None
    table_plant(options=ORDERS.replace("due_utc: due", "due_utc: due, planned_finish_utc: planned"))
    assert landed(plant.pull(1)) == (2, 2, 0)
    finish = datetime(2026, 3, 4, tzinfo=UTC)
    assert plant.standing("order_id")["planned_finish_utc"].to_list() == [finish, finish]


def test_a_mapped_column_that_is_removed_stops_the_pull_and_the_rows_stay(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.execute("alter table production drop column qty")
    failure = plant.pull(1).failure
    assert failure == (
        "The table production has no column 'qty', which plant.yaml names for planned_quantity. Its columns: id, Name, "
        "product, due, changed, secret. What was pulled before stays; correct the source's options or pull."
    )
    assert orders(plant) == [("MO/1", 10.0), ("MO/2", 20.5)]


def test_a_column_that_nobody_maps_may_go(erp, table_plant):
    plant = table_plant()
    plant.pull()
    erp.execute("alter table production drop column secret")
    assert plant.pull(1).failure is None


@pytest.mark.parametrize("kind", ["postgresql", "mariadb"])
def test_a_mapped_column_of_another_kind_stops_the_pull(kind, request, table_plant):
    erp = request.getfixturevalue(kind)
    erp.make()
    plant = table_plant()
    plant.pull()
    using = "alter column qty type text" if kind == "postgresql" else "modify qty varchar(20)"
    erp.execute(f"alter table production {using}")
    failure = plant.pull(1).failure
    assert failure.startswith(
        "The column 'qty' of the table production had values of the kind number and now has text."
    )
    (plant.workspace.pulls / "erp" / "table.json").unlink()
    assert plant.pull(1).failure is None


def test_a_query_gives_what_no_table_has(erp, table_plant):
    name = erp.quoted("Name")
    query = f"select {name} as code, product, qty * 2 as twice from production where secret <> 'x:y' -- 100%"
    plant = table_plant(
        f"{{connector: table, url_from: PLANT_ERP_URL, query: '{query.replace(chr(39), chr(39) * 2)}'}}",
        "{entity: orders, columns: {order_id: code, product: product, planned_quantity: twice}}",
    )
    assert plant.pull().failure is None
    assert orders(plant) == [("MO/1", 20.0), ("MO/2", 41.0)]


def test_pulls_start_within_their_hours_only(erp, table_plant):
    plant = table_plant(TABLE + ", hours: '02:00-05:00'}", zone="Europe/Berlin")
    loaded = plant.workspace.load()
    closed = plant.pull()
    assert (landed(closed), closed.note) == ((0, 0, 0), "It is pulled from 02:00-05:00 (Europe/Berlin) only.")
    assert due_pulls(plant.workspace, loaded, lambda: plant.now) == []
    assert table_state(plant.workspace, loaded.sources[0]).pulled_at_utc is None
    plant.now = datetime(2026, 3, 3, 1, 30, tzinfo=UTC)
    assert due_pulls(plant.workspace, loaded, lambda: plant.now) == ["erp"]
    assert landed(plant.pull()) == (2, 2, 0)


def test_the_state_tells_the_mark_and_what_the_last_pull_did(erp, table_plant):
    plant = table_plant()
    plant.pull()
    state = table_state(plant.workspace, plant.workspace.load().sources[0])
    assert datetime.fromisoformat(state.mark) == datetime(2026, 3, 1, 9, 0, 0, 250000)  # noqa: DTZ001 - as in the table
    assert (state.rows, state.rows_landed, state.rows_deleted, state.failure) == (2, 2, 0, None)
    assert state.keys_at_utc == state.pulled_at_utc == state.pulled_whole_at_utc == plant.now
