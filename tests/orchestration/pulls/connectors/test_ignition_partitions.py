"""Which of a gateway's data tables a window reads: each row of each once, whatever the list of partitions says."""

from datetime import UTC, datetime

import pytest

from orchestration.plant.pull import IgnitionPull
from orchestration.pulls.connectors.ignition import open_ignition
from orchestration.pulls.windows import Window

TABLES = """
create table sqlth_drv (id integer primary key, name varchar(255), provider varchar(255));
create table sqlth_scinfo (id integer primary key, scname varchar(255), drvid integer);
create table sqlth_te (id integer primary key, tagpath varchar(255), scid integer, datatype integer, querymode integer,
    created bigint, retired bigint);
create table sqlth_partitions (pname varchar(255), drvid integer, start_time bigint, end_time bigint, blocksize integer,
    flags integer);
insert into sqlth_drv values (1, 'gateway', 'default'), (2, 'renamed', 'default'), (3, 'gateway', 'line2');
insert into sqlth_scinfo values (1, '_exempt_', 1), (2, '_exempt_', 2), (3, 'slow', 3);
insert into sqlth_te values (1, 'press/count', 1, 0, 0, 1, 1772400000000), (2, 'press/count', 2, 1, 3, 1, null),
    (3, 'saw/count', 3, 0, 1, 1, null);
"""
COLUMNS = """(tagid integer not null, intvalue bigint, floatvalue double precision, stringvalue varchar(255),
    datevalue timestamp, dataintegrity integer, t_stamp bigint not null, primary key (tagid, t_stamp))"""


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp() * 1000)


# Months of a gateway in Berlin: March begins at 23:00 UTC, April at 22:00, as clocks changed on the 29th.
FEBRUARY = (ms("2026-01-31T23:00Z"), ms("2026-02-28T23:00Z") - 1)
MARCH = (ms("2026-02-28T23:00Z"), ms("2026-03-31T22:00Z") - 1)
APRIL = (ms("2026-03-31T22:00Z"), ms("2026-04-30T22:00Z") - 1)


@pytest.fixture(params=["postgres", "history"])
def gateway(request):
    """Executes statements in a gateway's database, once of PostgreSQL and once of SQLite."""
    connection = request.getfixturevalue(request.param)

    def execute(script: str) -> None:
        for statement in filter(str.strip, script.split(";")):
            connection.execute(statement)

    execute(TABLES)
    return execute


@pytest.fixture
def add(gateway):
    """Makes a data table with rows of (tagid, text of the time), listed as a partition or not."""

    def table(name: str, span: tuple[int, int] | None, *rows: tuple[int, str], blocksize: int = 0) -> None:
        gateway(f'create table "{name}" {COLUMNS}')
        if span:
            gateway(f"insert into sqlth_partitions values ('{name}', 1, {span[0]}, {span[1]}, {blocksize}, 0)")
        for tag, time in rows:
            gateway(
                f'insert into "{name}" (tagid, intvalue, dataintegrity, t_stamp) values ({tag}, 1, 192, {ms(time)})'
            )

    return table


def pulled(start: str, end: str) -> list[tuple[str, str]]:
    """Tag id and time of all rows of a window."""
    window = Window(*(datetime.fromisoformat(text).replace(tzinfo=None) for text in (start, end)))
    with open_ignition(IgnitionPull(connector="ignition", url_from="PLANT_HISTORY_URL")) as connector:
        rows = [row for batch in connector.rows(window) for row in batch.to_pylist()]
    times = [datetime.fromtimestamp(int(row["t_stamp"]) / 1000, UTC) for row in rows]
    return [(row["tagid"], f"{time:%m-%d %H:%M}") for row, time in zip(rows, times, strict=True)]


def test_a_window_over_the_gateway_s_turn_of_the_month_has_both_partitions(add):
    add("sqlt_data_1_2026_02", FEBRUARY, (1, "2026-02-28T22:59Z"))
    add("sqlt_data_1_2026_03", MARCH, (1, "2026-02-28T23:00Z"), (1, "2026-03-31T21:59Z"))
    add("sqlt_data_1_2026_04", APRIL, (1, "2026-03-31T22:00Z"))

    assert pulled("2026-02-28T22:00Z", "2026-03-01T00:00Z") == [("1", "02-28 22:59"), ("1", "02-28 23:00")]
    assert pulled("2026-03-31T21:00Z", "2026-04-01T00:00Z") == [("1", "03-31 21:59"), ("1", "03-31 22:00")]


def test_rows_beside_their_partition_s_listed_ends_are_read(add):
    """The gateway's clock was another one when it wrote the ends down."""
    add("sqlt_data_1_2026_02", FEBRUARY, (1, "2026-03-01T04:30Z"))
    add("sqlt_data_1_2026_03", MARCH, (1, "2026-02-28T22:30Z"))
    assert pulled("2026-03-01T04:00Z", "2026-03-01T05:00Z") == [("1", "03-01 04:30")]
    assert pulled("2026-02-28T22:00Z", "2026-02-28T23:00Z") == [("1", "02-28 22:30")]


def test_partitions_of_all_drivers_are_read_also_of_one_that_was_given_up(add):
    for driver in (1, 2, 3):
        add(f"sqlt_data_{driver}_2026_03", MARCH, (driver, "2026-03-10T00:00Z"))
    assert pulled("2026-03-10T00:00Z", "2026-03-10T01:00Z") == [(str(tag), "03-10 00:00") for tag in (1, 2, 3)]


def test_a_data_table_that_is_not_listed_is_read(add):
    add("sqlt_data_1_2026_03", None, (1, "2026-03-10T00:00Z"))
    add("sqlt_data_1_20260310", None, (1, "2026-03-10T00:01Z"))
    add("sqlt_data_1_2026", None, (1, "2026-03-10T00:02Z"))
    assert sorted(pulled("2026-03-10T00:00Z", "2026-03-10T01:00Z")) == [("1", f"03-10 00:0{n}") for n in range(3)]


def test_pre_processed_values_are_left_out_listed_or_not(add):
    add("sqlt_data_1_2026_03", MARCH, (1, "2026-03-10T00:00Z"))
    add("sqlt_data_1_2026_03_60s", MARCH, (1, "2026-03-10T00:01Z"), blocksize=60)
    add("sqlt_data_1_2026_03_300s", None, (1, "2026-03-10T00:02Z"))
    assert pulled("2026-03-10T00:00Z", "2026-03-10T01:00Z") == [("1", "03-10 00:00")]


def test_a_table_that_is_listed_twice_is_read_once(add, gateway):
    add("sqlt_data_1_2026_03", MARCH, (1, "2026-03-10T00:00Z"))
    gateway(f"insert into sqlth_partitions values ('sqlt_data_1_2026_03', 2, {MARCH[0]}, {MARCH[1]}, null, 0)")
    assert pulled("2026-03-10T00:00Z", "2026-03-10T01:00Z") == [("1", "03-10 00:00")]


def test_a_history_without_partitions_has_one_table_a_driver(add, gateway):
    add("sqlth_1_data", None, (1, "2026-03-10T00:00Z"))
    add("sqlth_2_data", (0, 1), (2, "2026-03-10T00:01Z"))
    assert pulled("2026-03-10T00:00Z", "2026-03-10T01:00Z") == [("1", "03-10 00:00"), ("2", "03-10 00:01")]
    gateway("drop table sqlth_partitions")
    assert len(pulled("2026-03-10T00:00Z", "2026-03-10T01:00Z")) == 2


@pytest.mark.parametrize("name", ['odd""), drop table sqlth_te --', "Sqlt %s 50% :x", "select", "sqlt_data_ü"])
def test_names_of_tables_out_of_the_database_are_quoted(add, gateway, name):
    add(name, MARCH, (1, "2026-03-10T00:00Z"))
    gateway("update sqlth_partitions set pname = replace(pname, '\"\"', '\"')")
    assert pulled("2026-03-10T00:00Z", "2026-03-10T01:00Z") == [("1", "03-10 00:00")]


def test_a_partition_that_is_dropped_or_made_between_two_pulls(add, gateway, pulled_plant):
    add("sqlt_data_1_2026_02", FEBRUARY, (1, "2026-02-28T22:30Z"))
    add("sqlt_data_1_2026_03", MARCH, (1, "2026-02-28T23:30Z"))
    plant = pulled_plant(
        "{connector: ignition, url_from: PLANT_HISTORY_URL, first_day: 2026-02-28}", "historian.pulled_ignition"
    )
    plant.now = datetime(2026, 3, 1, tzinfo=UTC)
    assert plant.pull().rows_landed == 2
    gateway("drop table sqlt_data_1_2026_02")
    add("sqlt_data_3_2026_03", MARCH, (3, "2026-02-28T23:45Z"))

    assert (plant.pull().failure, plant.pull().rows_landed) == (None, 0)
    # What the gateway pruned stays in the lake.
    assert plant.ingest()["tag"].to_list() == ["press/count", "press/count", "saw/count"]


def test_tags_of_several_providers_query_modes_and_a_path_that_is_used_again(add, pulled_plant):
    add("sqlt_data_1_2026_03", MARCH, (1, "2026-03-01T00:00Z"), (2, "2026-03-01T00:01Z"), (3, "2026-03-01T00:02Z"))
    plant = pulled_plant("{connector: ignition, url_from: PLANT_HISTORY_URL}", "historian.pulled_ignition")
    assert plant.pull().failure is None
    assert plant.ingest()["tag"].to_list() == ["press/count", "press/count", "saw/count"]
