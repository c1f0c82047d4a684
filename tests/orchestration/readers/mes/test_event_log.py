"""MES event logs: mapping, kinds, pseudonyms, filters, and the totals of a real job shop."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from pydantic import ValidationError

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.mes.event_log import READER, Options
from tests.orchestration.readers.examples import Example

EXAMPLE = Example(
    "Machine,Start,Who\nDrehbank Öst,2026-01-31T06:00:00Z,Ann\n",
    {"columns": {"work_centre": "Machine", "start_utc": "Start", "worker": "Who"}},
)

CONTEXT = ReadContext("mes", ZoneInfo("Europe/Berlin"), b"a key")
COLUMNS = {
    "work_centre": "Machine", "start_utc": "Start", "end_utc": "End", "good_quantity": "Good", "worker": "Who",
    "kind": "Activity", "rework": "Rework",
}  # fmt: skip
HEADER = "Machine,Start,End,Good,Who,Activity,Rework\n"


def read(text: str, context: ReadContext = CONTEXT, **options: Any) -> Batch:
    (batch,) = READER.read(io.BytesIO(text.encode()), Options.model_validate({"columns": COLUMNS, **options}), context)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def test_local_times_become_utc_and_quantities_numbers() -> None:
    row = read(HEADER + "M1,2026/01/30 06:24:00.000,2026/01/30 12:43:00.000,7,Ann,Milling,\n").rows.row(0, named=True)
    assert (row["start_utc"], row["end_utc"]) == (
        datetime(2026, 1, 30, 5, 24, tzinfo=UTC),
        datetime(2026, 1, 30, 11, 43, tzinfo=UTC),
    )
    assert (row["good_quantity"], row["reject_quantity"], row["row_no"]) == (7.0, None, 2)


def test_the_kind_comes_from_the_value_map_and_a_rework_flag_beats_it() -> None:
    text = HEADER + "".join(
        f"M1,2026-01-30 06:00,2026-01-30 07:00,1,Ann,{activity},{rework}\n"
        for activity, rework in (("Setup", ""), ("Milling", ""), ("Milling", "y"), ("Grinding Rework", ""))
    )
    kinds = read(text, kinds={"Setup": "setup", "Grinding Rework": "rework"}).rows["kind"].to_list()
    assert kinds == ["setup", "production", "rework", "rework"]


def test_a_worker_is_a_keyed_hash_of_16_bytes() -> None:
    text = HEADER + "M1,2026-01-30 06:00,,1,Ann,Milling,\n"
    # HMAC-SHA256 of "Ann" under the key "a key", first 16 bytes (openssl dgst -sha256 -hmac "a key").
    assert read(text).rows["worker"].to_list() == ["2988efe5dcecc44501b76d6bdab390ea"]
    assert read(text, ReadContext("mes", ZoneInfo("UTC"))).rows["worker"].to_list() == [None]


def test_rows_that_look_alike_are_all_kept() -> None:
    line = "M1,2026-01-30 06:00,2026-01-30 07:00,1,Ann,Milling,\n"
    assert read(HEADER + line + line).rows.height == 2


def test_filtered_rows_are_rejected_naming_the_filter_and_the_worker_is_masked() -> None:
    text = HEADER + "M1,2026-01-30 06:00,,1,Ann,Start,\nM1,2026-01-30 06:00,,1,Ann,Milling,\n"
    rejected = read(text, reject_where={"Activity": ["Start", "End"]}).rejected
    assert rejected["reason"].to_list() == ["left out by the configured filter: column Activity is 'Start'"]
    assert rejected["raw"].to_list() == ["M1,2026-01-30 06:00,,1,***,Start,"]


def test_a_line_that_cannot_be_divided_is_withheld_where_columns_are_personal() -> None:
    batch = read(HEADER + "M1,2026-01-30 06:00,,1,Ann,Milling,\nM1,2026-01-30 06:00,,1,Lee, Ann,Milling,\n")
    assert "Ann" not in batch.rejected["raw"][0]
    assert batch.rejected["raw"][0].startswith("(withheld")
    assert batch.rejected["reason"][0] == "found 8 fields divided by ',', expected 7"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (",2026-01-30 06:00,,1,Ann,x,", "the work centre is missing"),
        ("M1,,2026-01-30 06:00,1,Ann,x,", "the start is missing"),
        ("M1,2026-01-30 06:00,2026-01-30 05:00,1,Ann,x,", "the end is before the start"),
        ("M1,soon,,1,Ann,x,", "start 'soon' is no time of the format iso8601"),
        ("M1,2026-03-29 02:30,,1,Ann,x,", "start '2026-03-29 02:30' does not exist in Europe/Berlin"),
        ("M1,2026-01-30 06:00,,many,Ann,x,", "good_quantity 'many' is no number"),
    ],
)
def test_what_does_not_fit_is_rejected_with_its_reason(line: str, reason: str) -> None:
    batch = read(HEADER + "M1,2026-01-30 06:00,,1,Ann,Milling,\n" + line + "\n")
    assert batch.rejected["reason"][0].startswith(reason)
    assert batch.rejected["row_no"].to_list() == [3]


def test_a_mapped_column_that_the_file_lacks_refuses_the_file() -> None:
    with pytest.raises(FileRejected, match="'Machine' for work_centre is not in the header"):
        read("A,B,C\n1,2,3\n")


def test_a_missing_header_shows_no_workers_name_in_the_refusal() -> None:
    with pytest.raises(FileRejected) as caught:
        read("M1,2026-01-30 06:00,,1,Ann,Milling,\n" * 2)
    assert "Ann" not in str(caught.value)


def test_a_constant_kind_holds_for_every_row() -> None:
    columns = {key: column for key, column in COLUMNS.items() if key != "kind"}
    line = "M1,2026-01-30 06:00,,1,Ann,Milling,\n"
    assert read(HEADER + line, columns=columns, constants={"kind": "setup"}).rows["kind"].to_list() == ["setup"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"columns": {"work_centre": "M"}}, "operations needs start_utc"),
        ({"columns": {**COLUMNS, "colour": "C"}}, "'colour', which is no field of operations"),
        ({"kinds": {"Setup": "set-up"}}, "kinds.Setup"),
        ({"delimiter": ";"}, "delimiter"),
        ({"separator": ",,"}, "is no separator"),
        ({"time_format": "%d.%m"}, "no complete time format"),
    ],
)
def test_wrong_options_say_what_is_wrong(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Options.model_validate({"columns": COLUMNS, **options})


@pytest.mark.real_data
def test_totals_of_a_real_job_shop(real_data: Path) -> None:
    options = Options.model_validate(
        {
            "columns": {
                "order_id": "Case ID", "work_centre": "Activity", "operation": "Activity", "worker": "Resource",
                "start_utc": "Start Timestamp", "end_utc": "Complete Timestamp", "good_quantity": "Qty_Completed",
                "reject_quantity": "Qty_Rejected", "held_quantity": "Qty_for_MRB", "rework": "Rework",
            },
            "personal_columns": ["org:resource"],
            "reject_where": {"Activity": ["Start", "End"]},
        }
    )  # fmt: skip
    with (real_data / "job_shop_mes_log" / "Production.csv").open("rb") as stream:
        batches = list(READER.read(stream, options, ReadContext("mes", ZoneInfo("UTC"), b"k")))
    rows = pl.concat(batch.rows for batch in batches)
    rejected = pl.concat(batch.rejected for batch in batches)
    totals = rows.select(pl.col("good_quantity", "reject_quantity", "held_quantity").sum()).row(0)
    assert totals == (91664.0, 593.0, 105.0)
    assert (rows.height, rejected.height) == (4503, 450)
    assert rejected["reason"].str.starts_with("left out by the configured filter").all()
    texts = rows.select(pl.concat_str(pl.col(pl.String), ignore_nulls=True)).to_series()
    assert not texts.str.contains(r"ID\d{4}").any()
    assert not rejected["raw"].str.contains(r"ID\d{4}").any()
