"""Whatever a column is filtered by, readers that skip files by their bounds find all rows."""

import json
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lake.commits import commit
from orchestration.lake.file_bounds import statistics_of
from orchestration.lake.parquet_files import ParquetWriter
from orchestration.lake.store import Lake
from orchestration.lake.tables import LAKE_TABLES

MIDNIGHT = datetime(2026, 3, 2, tzinfo=UTC)


def statistics(**columns):
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns), sink, row_group_size=2)
    footer = pq.read_metadata(pa.BufferReader(sink.getvalue()))
    return json.loads(statistics_of(footer, with_bounds=True))


def test_bounds_are_of_all_row_groups_and_columns():
    found = statistics(number=[3.5, None, -1.0], day=[date(2026, 3, 1), date(2026, 3, 9), date(2026, 3, 2)])
    assert found == {
        "numRecords": 3,
        "minValues": {"number": -1.0, "day": "2026-03-01"},
        "maxValues": {"number": 3.5, "day": "2026-03-09"},
        "nullCount": {"number": 1, "day": 0},
    }


def test_a_column_without_any_value_has_no_bounds():
    found = statistics(number=[1, 2], text=pa.array([None, None], pa.string()))
    assert (found["minValues"], found["maxValues"]) == ({"number": 1}, {"number": 2})
    assert found["nullCount"] == {"number": 0, "text": 2}


def test_a_long_text_is_cut_and_its_upper_bound_lies_beyond_it():
    found = statistics(text=["a" * 100, "ü" * 100])
    assert found["minValues"] == {"text": "a" * 64}
    assert found["maxValues"] == {"text": "ü" * 64 + "\U0010ffff"}


def test_a_file_of_which_one_bound_is_unknown_has_none():
    assert statistics(text=["a" * 5000, "b"], number=[1, 2]) == {"numRecords": 2}


def lake_of(folder, name, rows, source="plant"):
    table = LAKE_TABLES[name]
    kinds = {column: kind for column, kind in table.columns.items() if column != "source"}
    frame = pl.DataFrame([dict.fromkeys(kinds) | row for row in rows], schema=kinds, orient="row")
    lake = Lake(folder)
    lake.create_tables()
    files = ParquetWriter(table, folder / name, source, "part-1").write(iter([frame]))
    commit(lake, name, files, folder, source, 1)
    return lake.table(name)


@pytest.mark.parametrize(("column", "value"), [("source", "plant"), ("product", "A"), ("unit", "pcs"), ("load_seq", 1)])
def test_tables_of_it_can_be_filtered_by_any_column_in_pyarrow(column, value, tmp_path):
    rows = [{"product": name, "unit": "pcs", "load_seq": 1, "row_no": no} for no, name in enumerate("AB", 1)]
    table = lake_of(tmp_path, "products", rows)
    expected = 1 if column == "product" else 2
    assert table.to_pyarrow_table(filters=[(column, "=", value)]).num_rows == expected
    assert pl.scan_delta(table).filter(pl.col(column) == value).collect().height == expected


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=80), st.none() | st.floats(allow_nan=False, allow_infinity=False),
            st.none() | st.text(max_size=80), st.integers(0, 3 * 86_400_000_000),
        ),
        min_size=1,
        max_size=8,
    )
)  # fmt: skip
def test_every_sample_is_found_by_each_of_its_values(tmp_path_factory, values):
    rows = [
        {"tag": tag, "value_num": number, "value_text": text, "ts_utc": MIDNIGHT + timedelta(microseconds=after),
         "day_utc": (MIDNIGHT + timedelta(microseconds=after)).date(), "quality": 2, "load_seq": 1, "row_no": row_no}
        for row_no, (tag, number, text, after) in enumerate(values, 1)
    ]  # fmt: skip
    table = lake_of(tmp_path_factory.mktemp("lake"), "samples", rows)
    dataset = table.to_pyarrow_dataset()
    for row in rows:
        for column in ("tag", "value_num", "value_text", "ts_utc"):
            if row[column] is None:
                continue
            expected = sum(other[column] == row[column] for other in rows)
            assert dataset.to_table(filter=ds.field(column) == row[column]).num_rows == expected
            assert pl.scan_delta(table).filter(pl.col(column) == row[column]).collect().height == expected
