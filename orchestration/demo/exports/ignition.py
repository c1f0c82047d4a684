"""Ignition: the tables of a gateway's history, as an SQLite file and as CSV files in one zip archive.

Each tag was retired halfway and made anew, so that its path has two ids. Where a machine did not answer, the gateway
logged no value with a bad quality: the code of version 8, and the one that version 7 had.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from datetime import UTC, datetime
from typing import Any

from orchestration.demo.exports.rows import Export, Format, Row, by_tag, kind_of

_GOOD, _BAD_8, _STALE_7 = 192, 0x8000_0200 - 2**32, 500
_DATATYPES = {int: 0, float: 1, str: 2}
_COLUMNS = {
    "sqlth_drv": "id integer primary key, name varchar(255), provider varchar(255)",
    "sqlth_scinfo": "id integer primary key, scname varchar(255), drvid integer",
    "sqlth_te": "id integer primary key, tagpath varchar(255), scid integer, datatype integer, querymode integer, "
    "created bigint, retired bigint",
    "sqlth_partitions": "pname varchar(255), drvid integer, start_time bigint, end_time bigint, blocksize integer, "
    "flags integer",
}
_DATA_COLUMNS = (
    "tagid integer not null, intvalue bigint, floatvalue double, stringvalue varchar(255), datevalue datetime, "
    "dataintegrity integer, t_stamp bigint not null"
)
_ZIP_DATE = (2026, 1, 1, 0, 0, 0)

Tables = dict[str, list[tuple[Any, ...]]]


def gateway_tables(rows: list[Row]) -> Tables:
    """Rows of each table of the history; a data table a month in UTC."""
    tables: Tables = {name: [] for name in _COLUMNS}
    tables["sqlth_drv"].append((1, "gateway", "default"))
    tables["sqlth_scinfo"].append((1, "_exempt_", 1))
    for number, (tag, samples) in enumerate(by_tag(rows).items()):
        kind = kind_of(samples)
        first, half, old = samples[0][0] * 1000, samples[len(samples) // 2][0] * 1000, 2 * number + 1
        tables["sqlth_te"].append((old, tag, 1, _DATATYPES[kind], 0, first, half))
        tables["sqlth_te"].append((old + 1, tag, 1, _DATATYPES[kind], 0, half, None))
        for position, (at, _, value, good) in enumerate(samples):
            values = [value if good and kind is one else None for one in (int, float, str)]
            code = _GOOD if good else (_BAD_8, _STALE_7)[position % 2]
            row = (old + (at * 1000 >= half), *values, None, code, at * 1000)
            tables.setdefault(_partition(tables, at), []).append(row)
    return tables


def _partition(tables: Tables, at: int) -> str:
    month = datetime.fromtimestamp(at, UTC).replace(day=1, hour=0, minute=0, second=0)
    name = f"sqlt_data_1_{month:%Y_%m}"
    if name not in tables:
        after = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
        start, end = (int(one.timestamp()) * 1000 for one in (month, after))
        tables["sqlth_partitions"].append((name, 1, start, end - 1, 0, 0))
    return name


def sqlite_file(rows: list[Row]) -> bytes:
    """The history as one SQLite file."""
    with sqlite3.connect(":memory:") as database:
        for name, of_table in gateway_tables(rows).items():
            key = "" if name in _COLUMNS else ", primary key (tagid, t_stamp)"
            database.execute(f"create table {name} ({_COLUMNS.get(name, _DATA_COLUMNS)}{key})")
            if of_table:
                places = ", ".join("?" * len(of_table[0]))
                database.executemany(f"insert into {name} values ({places})", of_table)  # noqa: S608 - our own names
        database.commit()
        return database.serialize()


def zipped_tables(rows: list[Row]) -> bytes:
    """Each table as CSV, in one zip file; the tables of names come last."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, of_table in sorted(gateway_tables(rows).items()):
            if name == "sqlth_partitions":
                continue
            text = io.StringIO(newline="")
            columns = [column.split()[0] for column in _COLUMNS.get(name, _DATA_COLUMNS).split(", ")]
            writer = csv.writer(text)
            writer.writerow(columns)
            writer.writerows(of_table)
            archive.writestr(zipfile.ZipInfo(f"{name}.csv", _ZIP_DATE), text.getvalue(), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


SQLITE = Format("historian.ignition_sqlite", ".sqlite", lambda rows, _zone: Export(sqlite_file(rows)))
CSV = Format(
    "historian.ignition_csv", ".zip", lambda rows, _zone: Export(zipped_tables(rows)), is_packed=False
)  # fmt: skip
