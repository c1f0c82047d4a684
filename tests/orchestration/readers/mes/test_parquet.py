"""Operations as Parquet: the same mapping and checks as for event logs."""

import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
from pyarrow import parquet

from orchestration.readers.contract import ReadContext
from orchestration.readers.mes.parquet import READER, Options
from tests.orchestration.readers.examples import Example


def written(columns: dict[str, Any]) -> bytes:
    parquet.write_table(pa.table(columns), made := io.BytesIO())
    return made.getvalue()


EXAMPLE = Example(
    written({"where": ["Öl"], "since": ["2026-01-31 06:00:00"]}),
    {"columns": {"work_centre": "where", "start_utc": "since"}},
)


def test_open_time_logs_setups_and_impossible_times_are_told_apart() -> None:
    six, seven = datetime(2026, 1, 31, 6), datetime(2026, 1, 31, 7)  # noqa: DTZ001 - without zone, as in the table
    file = written(
        {"id": [1, 2, 3], "wc": ["press"] * 3, "a": [six, six, seven], "b": [seven, None, six], "k": ["S", "P", "P"]}
    )
    options = Options.model_validate(
        {
            "columns": {"operation_id": "id", "work_centre": "wc", "start_utc": "a", "end_utc": "b", "kind": "k"},
            "kinds": {"S": "setup"},
        }
    )
    (batch,) = READER.read(io.BytesIO(file), options, ReadContext("mes", ZoneInfo("UTC")))
    assert batch.rows.select("operation_id", "kind", "start_utc", "end_utc").rows() == [
        ("1", "setup", six.replace(tzinfo=UTC), seven.replace(tzinfo=UTC)),
        ("2", "production", six.replace(tzinfo=UTC), None),
    ]
    assert batch.rejected.select("row_no", "reason").rows() == [(3, "the end is before the start")]
