"""Any SQL history by a query: kinds of time, columns, and what is said of a query that does not fit."""

from datetime import UTC, datetime

import pytest

from orchestration.plant.pull import SqlPull
from orchestration.pulls import PullFailed
from orchestration.pulls.connectors.query import open_query
from orchestration.pulls.windows import Window

HOUR = Window(datetime(2026, 3, 1, 0), datetime(2026, 3, 1, 1))  # noqa: DTZ001 - of the source's clock
QUERY = "select tag, time, value from log where time >= {from} and time < {to} order by time"
# Before the hour, its first and last instant, and the one that ends it.
TIMES = ["2026-02-28 23:59:59.999", "2026-03-01 00:00:00", "2026-03-01 00:59:59.999", "2026-03-01 01:00:00"]


def asked(query: str = QUERY, **more: object) -> list[dict[str, str | None]]:
    pull = SqlPull.model_validate({"connector": "sql", "url_from": "PLANT_HISTORY_URL", "query": query, **more})
    with open_query(pull) as connector:
        return [row for batch in connector.rows(HOUR) for row in batch.to_pylist()]


@pytest.fixture
def log(postgres):
    """Makes the table `log` in PostgreSQL with four rows, whose times are the texts TIMES changed by an expression."""

    def make(kind: str, expression: str) -> None:
        postgres.execute(f"create table log (tag text, time {kind}, value int, quality int)")
        for number, time in enumerate(TIMES):
            time_of = expression.replace("TIME", f"'{time}'")
            postgres.execute(f"insert into log values ('a', {time_of}, {number}, 192)")

    return make


@pytest.mark.parametrize(
    ("time_type", "kind", "expression", "told"),
    [
        ("timestamp_with_zone", "timestamptz", "timestamptz TIME'+00'", ["00:00:00Z", "00:59:59.999000Z"]),
        ("timestamp_utc", "timestamp", "timestamp TIME", ["00:00:00Z", "00:59:59.999000Z"]),
        ("timestamp_local", "timestamp", "timestamp TIME", ["00:00:00", "00:59:59.999000"]),
        ("epoch_s", "bigint", "floor(extract(epoch from timestamp TIME))::bigint", ["00:00:00Z", "00:59:59Z"]),
        ("epoch_ms", "bigint", "extract(epoch from timestamp TIME) * 1000", ["00:00:00Z", "00:59:59.999000Z"]),
        ("text_utc", "text", "TIME", ["00:00:00Z", "00:59:59.999Z"]),
        ("text_local", "text", "TIME", ["00:00:00", "00:59:59.999"]),
    ],
)  # fmt: skip
def test_a_window_has_its_first_instant_and_not_the_one_that_ends_it(log, time_type, kind, expression, told):
    log(kind, expression.replace("TIME'+00'", "(TIME || '+00')") if "+00" in expression else expression)
    rows = asked(time_type=time_type)
    assert [row["time"][11:] for row in rows] == told
    assert [row["value"] for row in rows] == ["1", "2"]


def test_casts_percent_signs_and_colons_of_the_query_are_its_own(log):
    log("timestamp", "timestamp TIME")
    query = (
        "select tag::text || ':x' as tag, time, value, to_char(time, 'HH24:MI') as text, quality from log "
        "where time >= {from} and time < {to} and tag like 'a%' and value % 2 = 1;"
    )
    assert asked(query, time_type="timestamp_utc") == [
        {"tag": "a:x", "time": "2026-03-01T00:00:00Z", "value": "1", "text": "00:00", "quality": "192"}
    ]


def test_a_column_that_is_called_badly_is_no_way_into_the_database(log, postgres):
    log("timestamp", "timestamp TIME")
    postgres.execute("""update log set tag = 'a''; drop table log; --"%s:x'""")
    assert asked(time_type="timestamp_utc")[0]["tag"] == "a'; drop table log; --\"%s:x"
    query = QUERY.replace("value from", 'value, 1 as "x"") drop table log --" from')
    assert list(asked(query, time_type="timestamp_utc")[0]) == ["tag", "time", "value"]
    assert postgres.execute("select count(*) from log").fetchone() == (4,)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (QUERY.replace("value", "value as reading"), "The query gives the columns tag, time, reading; it has to"),
        (QUERY.replace("time < {to}", "{to} > {from}"), "The query gave a row of 2026-03-01 01:00:00, which is not in"),
        (QUERY.replace("from log", "from no_log"), "did not answer a query: relation \"no_log\" does not exist"),
        (QUERY.replace("select", "selct"), "did not answer a query: syntax error at or near \"selct\""),
        ("delete from log where time >= {from} and time < {to} returning tag, time, value", "did not answer a query: "),
    ],
)  # fmt: skip
def test_a_query_that_does_not_fit_is_said(log, postgres, query, said):
    log("timestamp", "timestamp TIME")
    with pytest.raises(PullFailed) as failed:
        asked(query, time_type="timestamp_utc")
    assert said in str(failed.value)
    assert postgres.execute("select count(*) from log").fetchone() == (4,)


@pytest.mark.parametrize("time_type", ["timestamp_with_zone", "epoch_ms", "text_utc"])
def test_a_wrong_kind_of_time_is_said(log, time_type):
    log("timestamp", "timestamp TIME")
    with pytest.raises(PullFailed, match=r"correct time_type|did not answer a query: operator does not exist"):
        asked(time_type=time_type)


def test_the_hour_that_is_repeated_when_clocks_are_put_back(postgres, pulled_plant):
    """On the local clock both hours are one window, which stays open for that hour longer."""
    postgres.execute("create table log (tag text, time timestamp, value int)")
    postgres.execute("insert into log values ('a', '2026-10-25 01:59', 1), ('a', '2026-10-25 02:30', 2)")
    plant = pulled_plant(
        f"{{connector: sql, url_from: PLANT_HISTORY_URL, time_type: timestamp_local, first_day: 2026-10-25, "
        f"look_back_s: 1800, query: '{QUERY}'}}"
    )
    plant.now = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 2:45 in summer time
    assert plant.pull().rows_landed == 2
    postgres.execute("insert into log values ('a', '2026-10-25 02:30:01', 3), ('a', '2026-10-25 02:50', 4)")
    plant.now = datetime(2026, 10, 25, 2, 5, tzinfo=UTC)  # 3:05 in winter time
    assert plant.pull().rows_landed == 2
    assert plant.pull().rows_landed == 0
    assert sorted(plant.ingest()["value_num"].to_list()) == [1, 2, 3, 4]
