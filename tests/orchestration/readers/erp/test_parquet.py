"""ERP tables as Parquet: typed columns are read as the texts that they would be, by the mapping of all tables."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from pyarrow import parquet

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.erp.parquet import READER, Options
from orchestration.readers.mapped_parquet import DELETED, HASHED, PULLED
from tests.orchestration.readers.examples import Example

CONTEXT = ReadContext("erp", ZoneInfo("Europe/Berlin"), b"secret")


def written(columns: dict[str, Any], metadata: dict[bytes, bytes] | None = None) -> bytes:
    parquet.write_table(pa.table(columns).replace_schema_metadata(metadata), made := io.BytesIO())
    return made.getvalue()


EXAMPLE = Example(
    written({"Item": ["1"], "Name": ["Öl"]}), {"entity": "products", "columns": {"product": "Item", "name": "Name"}}
)


def read(file: dict[str, Any], metadata: dict[bytes, bytes] | None = None, **options: Any) -> Batch:
    (batch,) = READER.read(io.BytesIO(written(file, metadata)), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def test_typed_columns_are_read_as_what_they_say() -> None:
    rows = read(
        {
            "no": pa.array([4711, 4712]),
            "item": pa.array([7.0, 7.5]),
            "quantity": pa.array([Decimal("12.500"), None]),
            "start": pa.array(["2026-01-31T07:00:00", None]).cast(pa.timestamp("us")),
            "finish": pa.array([datetime(2026, 1, 31, 7, tzinfo=UTC)] * 2, pa.timestamp("ns", "America/New_York")),
            "due": pa.array([date(2026, 2, 1), None]),
        },
        entity="orders",
        columns={"order_id": "No", "product": "item", "planned_quantity": "quantity", "planned_start_utc": "start",
                 "planned_finish_utc": "finish", "due_utc": "due"},
    ).rows  # fmt: skip
    seven = datetime(2026, 1, 31, 7, tzinfo=UTC)
    told = ("order_id", "product", "planned_quantity", "planned_start_utc", "planned_finish_utc", "due_utc", "row_no")
    assert rows.select(told).rows() == [
        ("4711", "7", 12.5, datetime(2026, 1, 31, 6, tzinfo=UTC), seven, datetime(2026, 1, 31, 23, tzinfo=UTC), 1),
        ("4712", "7.5", None, None, seven, None, 2),
    ]  # fmt: skip


def test_rows_left_out_and_faulty_rows_are_rejected_with_their_number_and_personal_columns_masked() -> None:
    batch = read(
        {"order": ["1", "2", None], "done": [True, False, True], "who": ["Ann", "Bob", "Cid"]},
        entity="orders",
        columns={"order_id": "order", "product": "order"},
        reject_where={"done": ["false"], "who": ["Cid"]},
        personal_columns=["who"],
    )
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (2, "order=2,done=false,who=***", "left out by the configured filter: column done is 'false'"),
        (3, "done=true,who=***", "left out by the configured filter: column who is '***'"),
    ]


CONFIRMATIONS = {
    "entity": "confirmations",
    "columns": {"order_id": "o", "work_centre": "w", "end_utc": "t", "worker": "who", "confirmation_id": "o"},
}
CONFIRMED = {"o": ["1"], "w": ["press"], "t": ["2026-01-31 06:00"], "who": ["Ann"]}


def test_a_worker_becomes_a_keyed_hash_unless_the_pull_hashed_it() -> None:
    assert read(CONFIRMED, **CONFIRMATIONS).rows["worker"].to_list() == ["e8c374fb91da51092da226fd802660a9"]
    assert read(CONFIRMED, {HASHED: b"who"}, **CONFIRMATIONS).rows["worker"].to_list() == ["Ann"]


def test_a_column_that_was_mapped_after_a_file_was_pulled_is_empty_in_it() -> None:
    batch = read(
        {"o": ["1"], "p": ["nut"]},
        {PULLED: b"20260302T120000000000Z"},
        entity="orders",
        columns={"order_id": "o", "product": "p", "due_utc": "due"},
    )
    assert batch.rows.select("order_id", "due_utc").rows() == [("1", None)]


def test_rows_that_a_pull_found_deleted_say_so() -> None:
    rows = read(
        {"o": ["1"], "p": ["nut"]}, {DELETED: b"true"}, entity="orders", columns={"order_id": "o", "product": "p"}
    ).rows
    assert rows.select("order_id", "is_deleted").rows() == [("1", True)]


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"a": ["1"]}, r"The column 'b' for product is not in the file \(a\)"),
        ({"a": ["1"], "b": ["1"], "B": ["1"]}, "The column 'b' for product stands twice in the file"),
        ({"a": ["1"], "b": [[1]]}, "The column 'b' is of the type List"),
    ],
)
def test_a_file_that_does_not_have_the_mapped_columns_is_refused(columns: dict[str, Any], message: str) -> None:
    with pytest.raises(FileRejected, match=message):
        read(columns, entity="orders", columns={"order_id": "a", "product": "b"})


def test_what_is_no_parquet_is_refused() -> None:
    options = Options.model_validate({"entity": "products", "columns": {"product": "a"}})
    with pytest.raises(FileRejected, match="is no whole Parquet file"):
        list(READER.read(io.BytesIO(b"a,b\n1,2\n"), options, CONTEXT))
