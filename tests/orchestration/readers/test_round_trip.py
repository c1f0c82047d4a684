"""What must always hold: what is written is what is read, or it is rejected; rows read = loaded + rejected."""

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers.contract import FileRejected, ReadContext
from orchestration.readers.delimited import DelimitedText
from orchestration.readers.historian.delimited_long import Options
from orchestration.readers.registry import READERS
from orchestration.readers.schema import REJECTED, SCHEMAS

CONTEXT = ReadContext("plant", ZoneInfo("Europe/Berlin"), b"key")
TEXT = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=' ,;"|\n'), max_size=12)
TIMES = st.integers(-(10**15), 4 * 10**15).map(
    lambda micros: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=micros)
)
SAMPLE = st.tuples(
    TEXT.map(lambda text: "t" + text),
    TIMES,
    st.one_of(st.floats(allow_nan=False, allow_infinity=False), TEXT.map(lambda text: "x" + text + "x")),
    st.sampled_from(["Good", "Bad", "Uncertain", "192"]),
)
HEADERS = {
    "historian.shdr": "2026-01-31T06:00:00Z|a|1\n",
    "historian.mtconnect_streams": "<MTConnectStreams>",
    "historian.delimited_long": "tag,time,value\na,2026-01-31T06:00:00Z,1\n",
    "historian.delimited_wide": "time,a,b\n2026-01-31T06:00:00Z,1,\n",
    "historian.pi_web_api": '{"Items":[{"Name":"a","Items":[{"Timestamp":"2026-01-31T06:00:00Z","Value":1},',
    "historian.influx_lines": "m v=1 1769839200000000000\n",
    "historian.ignition_sqlite": "SQLite format 3\x00",
    "historian.aveva_odata": '{"value":[{"FQN":"a","DateTime":"2026-01-31T06:00:00Z","OpcQuality":192,"Value":1},',
    "historian.ignition_csv": "tagpath,intvalue,t_stamp\na,1,1769839200000\n",
    "historian.pi_csv": "a,31-Jan-26 06:00:00,1\n",
    "historian.pi_wide": "time,a,b\n31-Jan-26 06:00:00,1,\n",
    "historian.aveva_csv": "TagName,DateTime,Value,vValue,OPCQuality\na,2026-01-31 06:00:00,1,1,192\n",
    "historian.wincc_csv": "VarName,TimeString,VarValue,Validity,Time_ms\na,x,1,1,46053250000\n",
    "historian.proficy_csv": "[Data]\nTagname,TimeStamp,Value\na,1/31/2026 06:00:00,1\n",
    "historian.influx_csv": "#datatype,string,dateTime:RFC3339,long,string\n,result,_time,_value,_field\n"
    ",,2026-01-31T06:00:00Z,1,f\n",
    "historian.excel": "PK\x03\x04",
    "historian.parquet": "PAR1",
    "historian.pulled_rows": "PAR1",
    "historian.pulled_ignition": "PAR1",
    "mes.event_log": "Machine,Start,Who\nM,2026-01-31T06:00:00Z,Ann\n",
    "erp.delimited": "Item,Name\n1,a\n",
}
OPTIONS: dict[str, dict[str, Any]] = {
    "historian.wincc_csv": {"separator": "comma"},
    "mes.event_log": {"columns": {"work_centre": "Machine", "start_utc": "Start", "worker": "Who"}},
    "erp.delimited": {"entity": "products", "columns": {"product": "Item", "name": "Name"}},
}
LINES = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.text(alphabet='a1,|"\n\r;. -:TZ', max_size=40),
        st.sampled_from(
            ["a,2026-01-31T06:00:00Z,1", "2026-01-31T06:00:00Z,1,2", "2026-01-31T06:00:00Z|a|1|b|2", "1,a"]
        ),
    ),
    max_size=20,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SAMPLE, min_size=1, max_size=20), st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]),
       st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))  # fmt: skip
def test_samples_written_as_csv_are_read_as_they_were(
    samples: list[tuple[str, datetime, float | str, str]], separator: str, newline: str, quoting: Any
) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=newline, quoting=quoting)
    writer.writerow(["tag", "time", "value", "quality"])
    for tag, time, value, quality in samples:
        writer.writerow([tag, time.isoformat(), value if isinstance(value, str) else repr(value), quality])
    reader = READERS["historian.delimited_long"]
    batches = list(reader.read(io.BytesIO(text.getvalue().encode()), Options(separator=separator), CONTEXT))
    assert sum(batch.rows_read for batch in batches) == len(samples)
    rows = pl.concat(batch.rows for batch in batches)
    found = [
        (
            row["tag"],
            row["ts_utc"],
            row["value_num"] if row["value_text"] is None else row["value_text"],
            row["quality"],
        )
        for row in rows.iter_rows(named=True)
    ]
    words = {"Good": 2, "192": 2, "Uncertain": 1, "Bad": 0}
    assert found == [(tag, time, value, words[quality]) for tag, time, value, quality in samples]


@pytest.mark.parametrize("name", sorted(READERS))
@settings(max_examples=120, deadline=None)
@given(lines=LINES, ending=st.sampled_from(["", "\n"]))
def test_whatever_stands_in_a_file_each_row_is_loaded_or_rejected(name: str, lines: list[str], ending: str) -> None:
    data = (HEADERS[name] + "\n".join(lines) + ending).encode(errors="replace")
    reader = READERS[name]
    options = reader.options_type.model_validate(OPTIONS.get(name, {}))
    try:
        batches = list(reader.read(io.BytesIO(data), options, CONTEXT))
    except FileRejected as refusal:
        assert str(refusal)
        return
    for batch in batches:
        assert batch.rows_read == batch.rows.height + batch.rejected.height
        assert batch.rows.schema == SCHEMAS[batch.table]
        assert batch.rejected.schema == REJECTED
        assert batch.rejected["reason"].null_count() == batch.rejected["raw"].null_count() == 0


@settings(max_examples=200, deadline=None)
@given(lines=LINES, quoted=st.booleans())
def test_records_do_not_depend_on_where_blocks_end(lines: list[str], quoted: bool) -> None:
    lines = [line for line in lines if '"' not in line and line.isprintable()]
    body = "\n".join(f'"{line[:3]}","{line}",1' if quoted else line for line in lines) + "\nz,z,z\n"
    data = ("tag,time,value\n" + body).encode(errors="replace")
    apart = [records(data, size) for size in (48, 1 << 20)]
    assert apart[0] == apart[1]


def records(data: bytes, block_bytes: int) -> tuple[list[Any], list[Any], int]:
    text = DelimitedText(io.BytesIO(data), Options(), block_bytes)
    found = list(text.records({"tag": 0, "time": 1, "value": 2}))
    return (
        pl.concat(one.frame for one in found).rows(),
        pl.concat(one.rejected for one in found).rows(),
        sum(one.rows_read for one in found),
    )
