"""Ignition's history in an SQLite file: partitions, retired tags, value columns, and files that mean harm."""

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.files import read_file
from orchestration.readers.historian.ignition_sqlite import Options
from tests.orchestration.readers.examples import Example


def smallest_history() -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(
            "CREATE TABLE sqlth_te (id INTEGER, tagpath TEXT, scid INTEGER); INSERT INTO sqlth_te VALUES (1, 'Öl', 1);"
            "CREATE TABLE sqlth_1_data (tagid INTEGER, intvalue INTEGER, dataintegrity INTEGER, t_stamp INTEGER);"
            "INSERT INTO sqlth_1_data VALUES (1, 1, 192, 1769839200000);"
        )
        return made.serialize()


EXAMPLE = Example(smallest_history())

CONTEXT = ReadContext("ignition", ZoneInfo("Europe/Berlin"))
T0 = 1_769_839_200_000
"""2026-01-31 06:00:00 UTC."""

DATA = """(tagid INTEGER, intvalue INTEGER, floatvalue REAL, stringvalue TEXT, datevalue TEXT, dataintegrity INTEGER,
           t_stamp INTEGER, PRIMARY KEY (tagid, t_stamp))"""
SCHEMA = f"""
    CREATE TABLE sqlth_te (id INTEGER PRIMARY KEY, tagpath TEXT, scid INTEGER, datatype INTEGER, querymode INTEGER,
                           created INTEGER, retired INTEGER);
    CREATE TABLE sqlth_scinfo (id INTEGER PRIMARY KEY, scname TEXT, drvid INTEGER);
    CREATE TABLE sqlth_drv (id INTEGER PRIMARY KEY, name TEXT, provider TEXT);
    CREATE TABLE sqlth_partitions (pname TEXT, drvid INTEGER, start_time INTEGER, end_time INTEGER);
    CREATE TABLE sqlt_data_1_2026_01 {DATA};
    CREATE TABLE sqlt_data_1_2026_02 {DATA};
    CREATE TABLE sqlth_1_data {DATA};
    INSERT INTO sqlth_te VALUES (1, 'press/speed', 1, 1, 3, 1, 5), (2, 'press/state', 1, 2, 3, 1, NULL),
                                (3, 'press/speed', 1, 1, 3, 5, NULL);
    INSERT INTO sqlth_scinfo VALUES (1, 'default', 1);
    INSERT INTO sqlth_drv VALUES (1, 'gateway', 'default');
"""


def database(path: Path, script: str = "", rows: dict[str, list[tuple[Any, ...]]] | None = None) -> Path:
    with sqlite3.connect(path) as made:
        made.executescript(SCHEMA + script)
        for table, given in (rows or {}).items():
            made.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?, ?)", given)
    made.close()
    return path


def read(path: Path, **options: Any) -> Batch:
    batches = list(read_file(path, "historian.ignition_sqlite", Options.model_validate(options), CONTEXT))
    for batch in batches:
        assert batch.rows_read == batch.rows.height + batch.rejected.height
    rows, rejected = pl.concat(one.rows for one in batches), pl.concat(one.rejected for one in batches)
    return Batch("samples", rows, rejected, sum(one.rows_read for one in batches))


GOOD = {
    "sqlt_data_1_2026_01": [(1, None, 1.5, None, None, 192, T0), (2, None, None, "RUN", None, 192, T0 + 1)],
    "sqlt_data_1_2026_02": [(3, 7, None, None, None, 0, T0 + 2)],
    "sqlth_1_data": [(2, None, None, None, T0, 192, T0 + 3)],
}


@pytest.mark.parametrize("packed", [False, True])
def test_all_partitions_are_read_and_a_retired_id_keeps_its_tag(packed: bool, tmp_path: Path) -> None:
    path = database(tmp_path / "history.db", rows=GOOD)
    if packed:
        path.write_bytes(gzip.compress(path.read_bytes()))
    before = path.read_bytes()
    rows = read(path).rows
    assert rows.select("tag", "value_num", "value_text", "quality", "quality_raw", "row_no").rows() == [
        ("press/speed", 1.5, None, 2, "192", 1),
        ("press/state", None, "RUN", 2, "192", 2),
        ("press/speed", 7.0, None, 0, "0", 3),
        ("press/state", None, str(T0), 2, "192", 4),
    ]
    assert rows["ts_utc"][1] == datetime(2026, 1, 31, 6, 0, 0, 1000, tzinfo=UTC)
    assert path.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_rows_whose_columns_hold_other_kinds_are_rejected_and_the_others_load(tmp_path: Path) -> None:
    rows: list[tuple[Any, ...]] = [
        (1, "many", None, None, None, 192, T0), (1, None, "1,5", None, None, 192, T0 + 1),
        (1, None, None, b"\xff\xfe", None, 192, T0 + 2), (9, 1, None, None, None, 192, T0 + 3),
        (1, 1, 2.0, None, None, 192, T0 + 4), (1, 2**53 + 1, None, None, None, 192, T0 + 5),
        (1, 1, None, None, None, 192, "today"), (1, 4, None, None, None, 192, T0 + 6),
    ]  # fmt: skip
    batch = read(database(tmp_path / "h.db", rows={"sqlt_data_1_2026_01": rows}))
    assert batch.rows["row_no"].to_list() == [8]
    assert [reason[:30] for reason in batch.rejected["reason"]] == [
        "intvalue holds a str, not a in", "floatvalue holds a str, not a ", "stringvalue holds a bytes, not",
        "sqlth_te names no tag of the i", "more than one of intvalue, flo", "the whole number 9007199254740",
        "t_stamp holds a str, not a int",
    ]  # fmt: skip
    assert batch.rejected["raw"][0] == f"tagid=1,intvalue='many',dataintegrity=192,t_stamp={T0}"


def test_one_path_of_two_providers_needs_the_provider_in_its_name(tmp_path: Path) -> None:
    more = """INSERT INTO sqlth_te VALUES (4, 'press/speed', 2, 1, 3, 1, NULL);
              INSERT INTO sqlth_scinfo VALUES (2, 'other', 2); INSERT INTO sqlth_drv VALUES (2, 'gateway', 'edge');"""
    path = database(
        tmp_path / "h.db",
        more,
        {"sqlth_1_data": [(1, 1, None, None, None, 192, T0), (4, 2, None, None, None, 192, T0)]},
    )
    with pytest.raises(FileRejected, match="set the source's option tag_provider"):
        read(path)
    assert read(path, tag_provider=True).rows["tag"].to_list() == ["[default]press/speed", "[edge]press/speed"]


def test_old_tables_without_some_columns(tmp_path: Path) -> None:
    more = f"""DROP TABLE sqlth_1_data; CREATE TABLE sqlth_1_data (tagid INTEGER, floatvalue REAL, t_stamp INTEGER);
               INSERT INTO sqlth_1_data VALUES (1, 2.5, {T0});"""
    assert read(database(tmp_path / "h.db", more)).rows.select("value_num", "quality").rows() == [(2.5, 0)]


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        ("DROP TABLE sqlth_te;", "no history of Ignition"),
        (
            "DROP TABLE sqlth_1_data; CREATE VIEW sqlth_1_data AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL "
            "SELECT x + 1 FROM c) SELECT 1 AS tagid, x AS intvalue, x AS t_stamp FROM c;",
            "no row of data",
        ),
        ("INSERT INTO sqlth_1_data (tagid, t_stamp, stringvalue) VALUES (1, 1, hex(zeroblob(2000000)));", "too big"),
        ("DROP TABLE sqlth_1_data; CREATE TABLE sqlth_1_data (a);", "no columns tagid and t_stamp"),
    ],
)  # fmt: skip
def test_what_a_hostile_database_defines_is_not_run(script: str, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(FileRejected, match=sentence):
        read(database(tmp_path / "h.db", script))


def test_a_computed_column_is_not_computed(tmp_path: Path) -> None:
    more = f"""DROP TABLE sqlth_1_data; CREATE TABLE sqlth_1_data (tagid INTEGER, t_stamp INTEGER, intvalue INTEGER,
               stringvalue TEXT AS (hex(zeroblob(500000))));
               INSERT INTO sqlth_1_data (tagid, t_stamp, intvalue) VALUES (1, {T0}, 5);"""
    assert read(database(tmp_path / "h.db", more)).rows.select("value_num", "value_text").rows() == [(5.0, None)]


@pytest.mark.parametrize("cut", [100, 5_000, 20_000])
def test_a_truncated_database_is_refused(cut: int, tmp_path: Path) -> None:
    path = database(
        tmp_path / "h.db", rows={"sqlth_1_data": [(1, n, None, None, None, 192, T0 + n) for n in range(5_000)]}
    )
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(FileRejected, match="damaged"):
        read(path)


def test_a_table_that_names_its_pages_again_and_again_is_refused(tmp_path: Path) -> None:
    path = database(
        tmp_path / "h.db", rows={"sqlth_1_data": [(1, n, None, None, None, 192, T0 + n) for n in range(60_000)]}
    )
    data = bytearray(path.read_bytes())
    with sqlite3.connect(path) as known:
        (root,) = known.execute("SELECT rootpage FROM sqlite_master WHERE name = 'sqlth_1_data'").fetchone()
        (size,) = known.execute("PRAGMA page_size").fetchone()
    page = memoryview(data)[(root - 1) * size : root * size]
    assert page[0] == 5
    cells = int.from_bytes(page[3:5], "big")
    first = int.from_bytes(page[12:14], "big")
    for cell in range(cells):
        page[12 + 2 * cell : 14 + 2 * cell] = first.to_bytes(2, "big")
    path.write_bytes(data)
    try:
        assert read(path).rows_read * 8 <= len(data)
    except FileRejected as refused:
        assert "damaged" in str(refused)


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    path.write_bytes(b"tag,time,value\n")
    with pytest.raises(FileRejected, match="no SQLite database"):
        read(path)
