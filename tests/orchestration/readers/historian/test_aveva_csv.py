"""AVEVA Historian: three qualities, values in two columns."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from orchestration.readers.contract import Batch
from orchestration.readers.historian.aveva_csv import READER
from tests.orchestration.readers.examples import Example

EXAMPLE = Example(
    "TagName,DateTime,Value,vValue,OPCQuality\nÖl,2026-01-31 06:00:00.0000000,1,1,192\n", has_local_times=True
)

Read = Callable[..., Batch]

HEADER = "TagName,DateTime,Value,vValue,Quality,QualityDetail,OPCQuality\n"


def sample(read: Read, value: str, **options: Any) -> tuple[Any, ...]:
    rows = read(READER, f"{HEADER}a,2026-01-31 06:00:00.1234567,{value}\n", **options).rows
    return rows.select("value_num", "value_text", "quality", "quality_raw").row(0)


def test_a_number_with_its_three_codes(read_with: Read) -> None:
    assert sample(read_with, "1.5,1.5,0,192,192") == (1.5, None, 2, "Quality=0;QualityDetail=192;OPCQuality=192")
    rows = read_with(READER, HEADER + "a,2026-01-31 06:00:00.1234567,1,1,0,192,192\n").rows
    assert rows["ts_utc"][0] == datetime(2026, 1, 31, 5, 0, 0, 123_456, UTC)


def test_a_string_tag_has_its_value_in_vvalue(read_with: Read) -> None:
    assert sample(read_with, "NULL,RUN,0,192,192")[:3] == (None, "RUN", 2)
    assert sample(read_with, "(null),RUN,0,192,192")[:3] == (None, "RUN", 2)
    assert sample(read_with, "NULL,NULL,1,24,0")[:3] == (None, None, 0)


@pytest.mark.parametrize(
    ("codes", "quality"),
    [
        ("0,192,192", 2), ("1,192,192", 0), ("16,192,192", 1), ("133,192,192", 2), ("133,252,192", 2),
        ("99,192,192", 1),
        # QualityDetail: communication failed, not a number, first value; the same with a flag in the second byte.
        ("0,24,192", 0), ("0,249,192", 0), ("0,252,192", 2), ("0,280,192", 0), ("0,508,192", 2), ("0,65536,192", 0),
        ("0,16,192", 1), ("0,44,192", 2),
        # OPCQuality by its lowest byte: bad to 63, uncertain to 127, good from 192.
        ("0,192,0", 0), ("0,192,63", 0), ("0,192,64", 1), ("0,192,127", 1), ("0,192,216", 2), ("0,192,255", 2),
        ("0,192,448", 2), ("0,192,128", 0),
        ("0,192,", 1),
    ],
)  # fmt: skip
def test_the_worst_of_the_three_qualities_counts(codes: str, quality: int, read_with: Read) -> None:
    assert sample(read_with, "1,1," + codes)[2] == quality


def test_a_code_can_be_configured(read_with: Read) -> None:
    assert sample(read_with, "1,1,133,252,192", uncertain=["Quality=133"])[2] == 1


def test_columns_that_an_export_leaves_out(read_with: Read) -> None:
    line = "a,2026-01-31 06:00:00,1"
    rows = read_with(READER, f"TagName,DateTime,Value,OPCQuality\n{line},64\n").rows
    assert rows.select("quality", "quality_raw").row(0) == (1, "OPCQuality=64")
    rows = read_with(READER, f"TagName,DateTime,Value,Quality\n{line},133\n").rows
    assert rows.select("quality", "quality_raw").row(0) == (2, "Quality=133")
    assert read_with(READER, f"TagName,DateTime,Value\n{line}\n").rows["quality"].to_list() == [2]


def test_a_column_named_in_the_configuration_has_opc_codes(read_with: Read) -> None:
    rows = read_with(READER, "TagName,DateTime,Value,Q\na,2026-01-31 06:00:00,1,192\n", quality_column="Q").rows
    assert rows.select("quality", "quality_raw").row(0) == (2, "192")


def test_a_text_that_is_no_number_on_a_bad_quality_is_kept(read_with: Read) -> None:
    assert sample(read_with, "NaN,NaN,1,249,0")[:3] == (None, "NaN", 0)


def test_tabs_repeated_headers_and_a_cut_last_line(read_with: Read) -> None:
    line = "a,2026-01-31 06:00:00,1,1,0,192,192\n"
    text = (HEADER + line + HEADER + line + line[:-2]).replace(",", "\t")
    batch = read_with(READER, text, separator="tab")
    assert (batch.rows["row_no"].to_list(), batch.rejected["row_no"].to_list()) == ([2, 4], [5])


def test_a_code_of_thousands_of_digits_is_an_unknown_one(read_with: Read) -> None:
    # Python refuses to make a number of more than 4,300 digits.
    assert sample(read_with, f"1,1,{'9' * 5000},{'9' * 5000},192")[2] == 1
