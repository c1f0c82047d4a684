"""How far a change reaches, on a build database of one line of two work units over forty days, written by hand."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.defs.transforms import reach as module
from orchestration.defs.transforms.changes import touched_time
from orchestration.defs.transforms.reach import Reach, reach

UNTIL = date(2026, 3, 9)
BUILD = """
attach ':memory:' as build;
create schema build.staging; create schema build.staged; create schema build.intermediate; create schema build.marts;
create table build.staging.stg_plant__work_units as
    select unit as work_unit, 'l1' as line, 's1' as site, unit as line_exit, false as derives_waiting,
        600.0 as startup_window_s
    from (values ('u1'), ('u2')) as given (unit);
create table build.staging.stg_plant__aliases as
    select 'PRESS' as alias, 'work_unit' as level, 'u1' as object;
create table build.staging.stg_plant__tolerances as select 900.0 as maintenance_match_s;
create table build.staging.stg_plant__production_days as
    select 's1' as site, cast(day as date) as production_date, cast(day as timestamptz) as start_utc,
        cast(day + interval 1 day as timestamptz) as end_utc
    from generate_series(timestamp '2026-02-01', timestamp '2026-03-09', interval 1 day) as days (day);
create table build.staging.stg_plant__tags as
    select 'plc' as source, unit || '.State' as tag, unit as work_unit, 'state' as signal
    from (values ('u1'), ('u2')) as given (unit)
    union all select 'plc', 'u1.Count', 'u1', 'total_count';
create table build.intermediate.int_state_sources as
    select unit as work_unit, 'plc' as source from (values ('u1'), ('u2')) as given (unit);
create table build.staging.stg_lake__operations
    (work_centre varchar, start_utc timestamptz, end_utc timestamptz, source varchar);
create table build.staging.stg_lake__confirmations (work_centre varchar, start_utc timestamptz, end_utc timestamptz);
create table build.staging.stg_lake__maintenance_orders
    (work_centre varchar, reported_utc timestamptz, start_utc timestamptz, finish_utc timestamptz);
create table build.staged.operations as from build.staging.stg_lake__operations;
create table build.staged.confirmations as from build.staging.stg_lake__confirmations;
create table build.staged.maintenance_orders as from build.staging.stg_lake__maintenance_orders;
create table build.staging.stg_lake__orders as select 'O1' as order_id, 'P1' as product, 1 as load_seq;
create table build.staged.orders as select 'O1' as order_id, 'P1' as product, 1 as load_seq;
-- Each day both units produce from midnight to 23:00 and then stand for an hour; on 10 February the first from 20:00.
create table build.marts.fct_time_segments as
    select unit as work_unit, 'l1' as line, 's1' as site, day + piece.begins as start_utc, day + piece.ends as end_utc,
        piece.bucket,
        cast(day as date) as production_date, 'O1' as order_id, 'P1' as product
    from (select cast(range as timestamptz) as day
        from range(timestamp '2026-02-01', timestamp '2026-03-10', interval 1 day)) as days
    cross join (values ('u1'), ('u2')) as units (unit)
    cross join (values
        (interval 0 hour, interval 20 hour, 'producing'), (interval 20 hour, interval 23 hour, 'producing'),
        (interval 23 hour, interval 24 hour, 'breakdown')
    ) as piece (begins, ends, bucket);
update build.marts.fct_time_segments set bucket = 'breakdown'
    where work_unit = 'u1' and start_utc = timestamptz '2026-02-10 20:00:00+00';
create table build.marts.fct_stops as
    select work_unit, line, production_date, order_id, product, 'breakdown' as kind, cast(null as varchar) as caused_by,
        case when work_unit = 'u1' and production_date = '2026-02-10' then start_utc - interval 3 hour
            else start_utc end as start_utc,
        end_utc
    from build.marts.fct_time_segments where bucket = 'breakdown' and date_part('hour', start_utc) = 23;
create table build.marts.fct_production as
    select work_unit, production_date, order_id, product from build.marts.fct_time_segments limit 0;
create table build.intermediate.int_mapped_samples as
    select 'u1' as work_unit, 'total_count' as signal, 'plc' as source, 'u1.Count' as tag, ts_utc, 2 as quality,
        1.0 as value_num
    from (select cast(range as timestamptz) as ts_utc
        from range(timestamp '2026-02-01 00:30', timestamp '2026-03-10', interval 1 hour))
    union all
    select unit, 'state', 'plc', unit || '.State', start_utc, 2, null
    from build.marts.fct_time_segments inner join (values ('u1'), ('u2')) as units (unit) on unit = work_unit;
create table build.intermediate.int_tag_days as
    select source, tag, cast(ts_utc as date) as day_utc, min(ts_utc) as first_utc, max(ts_utc) as last_utc
    from build.intermediate.int_mapped_samples group by all;
create table build.staging.stg_lake__samples as
    select source, tag, cast(ts_utc as date) as day_utc from build.intermediate.int_mapped_samples;
"""


@pytest.fixture
def build() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(BUILD)
        relations = Path(module.__file__).with_name("build_relations.sql").read_text(encoding="utf-8")
        connection.execute(relations)
        yield connection


def reached(connection: duckdb.DuckDBPyConnection, **days: list[date]) -> Reach:
    return reach(connection, touched_time(connection, days, ["orders"]), UNTIL)


def touched(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, tuple[date, date]]:
    """Per work unit the first and the last day that an entity's change touches by itself."""
    found = touched_time(connection, {}, [table]).drop_nulls()
    return {unit: (begins.date(), (ends - timedelta(days=1)).date()) for unit, begins, ends in found.iter_rows()}


def given(connection: duckdb.DuckDBPyConnection, table: str, before: str, now: str) -> None:
    """An entity's rows, as SELECTs, when the build database was made and now."""
    connection.execute(f"create table build.staged.{table} as {before}")
    connection.execute(f"create table build.staging.stg_lake__{table} as {now}")


def asked(found: Reach, work_unit: str = "u1") -> tuple[date, date] | None:
    days = found.asked_days.filter(pl.col("work_unit") == work_unit)["production_date"].to_list()
    return (min(days), max(days)) if days else None


def context(found: Reach, work_unit: str = "u1") -> tuple[datetime | None, datetime | None]:
    row = found.contexts.row(by_predicate=pl.col("work_unit") == work_unit)
    return row[1], row[2]


def test_nothing_new_asks_for_no_day_and_computes_no_time(build: duckdb.DuckDBPyConnection) -> None:
    found = reached(build)
    assert found.asked_days.is_empty()
    begins, ends = context(found)
    assert begins == ends


def test_an_extract_that_says_the_same_again_touches_nothing(build: duckdb.DuckDBPyConnection) -> None:
    build.execute("update build.staging.stg_lake__orders set load_seq = 2")
    assert reached(build).asked_days.is_empty()


def test_another_product_of_an_order_touches_the_days_that_it_ran(build: duckdb.DuckDBPyConnection) -> None:
    build.execute("update build.staging.stg_lake__orders set product = 'P2'")
    assert asked(reached(build)) == (date(2026, 2, 1), UNTIL)


def test_a_price_that_is_back_dated_touches_the_days_from_its_first_on(build: duckdb.DuckDBPyConnection) -> None:
    price = "select 'P1' as product, date '2026-01-01' as valid_from, cast(null as date) as valid_to, 5.0 as price"
    given(build, "prices", price, f"{price} union all select 'P1', date '2026-02-20', null, 6.0")
    assert touched(build, "prices") == dict.fromkeys(("u1", "u2"), (date(2026, 2, 20), UNTIL))


def test_a_price_that_ended_earlier_than_was_said_touches_all_days_of_what_was_said(
    build: duckdb.DuckDBPyConnection,
) -> None:
    before = "select 'P1' as product, date '2026-02-03' as valid_from, date '2026-03-01' as valid_to, 5.0 as price"
    given(build, "prices", before, before.replace("2026-03-01", "2026-02-27"))
    assert touched(build, "prices") == dict.fromkeys(("u1", "u2"), (date(2026, 2, 3), date(2026, 3, 1)))


def test_a_price_of_a_product_that_never_ran_touches_nothing(build: duckdb.DuckDBPyConnection) -> None:
    price = "select 'P1' as product, cast(null as date) as valid_from, cast(null as date) as valid_to, 5.0 as price"
    given(build, "prices", price, f"{price} union all select 'P9', date '2026-02-20', null, 6.0")
    assert touched(build, "prices") == {}


def test_a_products_unit_touches_its_days_and_its_name_none(build: duckdb.DuckDBPyConnection) -> None:
    lid = "select 'P1' as product, 'Lid' as name, 'PC' as unit"
    given(build, "products", lid, lid.replace("Lid", "Cap"))
    assert touched(build, "products") == {}
    build.execute("update build.staging.stg_lake__products set unit = 'BOX'")
    assert touched(build, "products") == dict.fromkeys(("u1", "u2"), (date(2026, 2, 1), UNTIL))


def test_a_rate_that_is_back_dated_touches_its_work_unit_alone(build: duckdb.DuckDBPyConnection) -> None:
    rate = (
        "select 'PRESS' as work_centre, date '2026-01-01' as valid_from, cast(null as date) as valid_to, 30.0 as rate"
    )
    given(build, "rates", rate, f"{rate} union all select 'PRESS', date '2026-03-05', null, 32.0")
    assert touched(build, "rates") == {"u1": (date(2026, 3, 5), UNTIL)}


def test_the_newest_day_reaches_back_to_the_stop_before_it(build: duckdb.DuckDBPyConnection) -> None:
    found = reached(build, plc=[UNTIL])
    # The counter's sample before it is of 8 March, 23:30; the stop that it may end began at 23:00.
    assert asked(found) == (date(2026, 3, 8), UNTIL)
    assert asked(found, "u2") == asked(found)
    assert context(found) == (datetime(2026, 3, 7, 20, tzinfo=UTC), None)


def test_a_late_day_reaches_the_days_beside_it_and_28_for_their_costs(build: duckdb.DuckDBPyConnection) -> None:
    found = reached(build, plc=[date(2026, 2, 6)])
    assert asked(found) == (date(2026, 2, 5), date(2026, 3, 7))
    begins, ends = context(found)
    assert begins == datetime(2026, 2, 4, 20, tzinfo=UTC)
    # The stop of 7 March ends at midnight; the start-up after it lasts ten minutes, the counter tells at half past.
    assert ends == datetime(2026, 3, 8, 20, tzinfo=UTC)


def test_a_stop_that_lasts_into_the_change_is_written_from_its_start(build: duckdb.DuckDBPyConnection) -> None:
    # It spans the turn of the day: nothing of it was producing since 20:00 on the day before.
    found = reached(build, plc=[date(2026, 2, 11)])
    assert asked(found) == (date(2026, 2, 10), UNTIL)
    assert context(found)[0] == datetime(2026, 2, 9, 20, tzinfo=UTC)


def test_a_booking_is_laid_anew_onto_all_of_its_time(build: duckdb.DuckDBPyConnection) -> None:
    booking = "('PRESS', '2026-02-03 06:00:00', '2026-02-06 12:00:00')"
    build.execute(f"insert into build.staging.stg_lake__confirmations values {booking}")
    assert asked(reached(build, plc=[date(2026, 2, 6)])) == (date(2026, 2, 3), date(2026, 3, 7))


def test_a_tag_that_tells_no_more_lets_the_change_last_to_the_end(build: duckdb.DuckDBPyConnection) -> None:
    build.execute("delete from build.intermediate.int_mapped_samples where tag = 'u2.State' and ts_utc > '2026-02-06'")
    assert asked(reached(build, plc=[date(2026, 2, 6)])) == (date(2026, 2, 5), UNTIL)


def test_a_source_that_falls_silent_touches_the_time_since_it_last_spoke(build: duckdb.DuckDBPyConnection) -> None:
    build.execute("delete from build.intermediate.int_tag_days where day_utc > '2026-02-20'")
    build.execute("delete from build.intermediate.int_mapped_samples where ts_utc >= '2026-02-21'")
    found = reached(build, plc=[date(2026, 3, 2)])
    assert asked(found) == (date(2026, 2, 20), UNTIL)
