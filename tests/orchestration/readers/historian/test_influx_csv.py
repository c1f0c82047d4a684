"""InfluxDB annotated CSV: annotations, several tables, types, names of series."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.influx_csv import READER, Options
from orchestration.readers.historian.influx_tags import series_name, shorter_names
from tests.orchestration.readers.examples import LEFT_OUT, Example

EXAMPLE = Example(
    "#datatype,string,dateTime:RFC3339,long,string\n,result,_time,_value,_field\n,,2026-01-31T06:00:00Z,1,Öl\n",
    bad=(LEFT_OUT, LEFT_OUT),
)

Read = Callable[..., Batch]

TWO_TABLES = """\
#group,false,false,true,true,false,false,true,true,true
#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string
#default,_result,,,,,,,,
,result,table,_start,_stop,_time,_value,_field,_measurement,machine
,,0,2026-01-31T00:00:00Z,2026-02-01T00:00:00Z,2026-01-31T06:00:00Z,15.43,speed,press,P1
,,1,2026-01-31T00:00:00Z,2026-02-01T00:00:00Z,2026-01-31T07:00:00.123456789+01:00,,speed,press,P2

#group,false,false,false,false,true,true
#datatype,string,long,dateTime:RFC3339,string,string,string
#default,_result,,,,state,
,result,table,_time,_value,_field,_measurement
,,0,2026-01-31T06:00:01Z,007,,press
""".replace("\n", "\r\n")


def table(kind: str, *values: str) -> str:
    head = (
        f"#datatype,string,long,dateTime:RFC3339,{kind},string,string\n,result,table,_time,_value,_field,_measurement\n"
    )
    return head + "".join(f",,0,2026-01-31T06:00:00Z,{value},f,m\n" for value in values)


def test_tables_have_their_own_columns_types_and_defaults(read_with: Read) -> None:
    assert read_with(READER, TWO_TABLES).rows.rows() == [
        ("press/machine=P1/speed", datetime(2026, 1, 31, 6, tzinfo=UTC), 15.43, None, 2, None, 5),
        ("press/machine=P2/speed", datetime(2026, 1, 31, 6, 0, 0, 123_456, UTC), None, None, 0, None, 6),
        ("press/state", datetime(2026, 1, 31, 6, 0, 1, tzinfo=UTC), None, "007", 2, None, 12),
    ]


def test_a_name_can_be_made_of_keys_and_what_lacks_one_is_rejected(read_with: Read) -> None:
    batch = read_with(READER, TWO_TABLES, tag_name="{machine}.{_field}")
    assert batch.rows["tag"].to_list() == ["P1.speed", "P2.speed"]
    assert batch.rejected["reason"].to_list() == [
        "its series lacks a key that the option tag_name has ({machine}.{_field})"
    ]


def test_names_do_not_depend_on_the_order_of_keys_and_empty_keys_are_none() -> None:
    keys = {"_field": "f", "b": "2", "_measurement": "m", "a": "1", "c": ""}
    assert series_name(keys, None) == "m/a=1/b=2/f"
    assert series_name(keys, "{a}-{_field}") == "1-f"
    assert series_name(keys, "{c}") is None


@pytest.mark.parametrize("template", ["machine", "{machine", "{}", "{a}}"])
def test_a_template_without_places_is_an_error(template: str) -> None:
    with pytest.raises(ValidationError, match="in braces"):
        Options(tag_name=template)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("double", "1e3", (1000.0, None, 2)),
        ("double", "NaN", (None, "NaN", 0)),
        ("double", "+Inf", (None, "inf", 0)),
        ("long", "-7", (-7.0, None, 2)),
        ("unsignedLong", "7", (7.0, None, 2)),
        ("boolean", "true", (1.0, None, 2)),
        ("boolean", "false", (0.0, None, 2)),
        ("string", "1.5", (None, "1.5", 2)),
        ("string", '"a, ""b"""', (None, 'a, "b"', 2)),
        ("string", "", (None, None, 0)),
        ("duration", "1h", (None, "1h", 2)),
    ],
)
def test_a_value_is_of_the_type_that_is_told(kind: str, value: str, expected: tuple[Any, ...], read_with: Read) -> None:
    rows = read_with(READER, table(kind, value)).rows
    assert rows.select("value_num", "value_text", "quality").row(0) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [("double", "soon"), ("double", "1e400"), ("long", "9007199254740993"), ("boolean", "yes")],
)
def test_a_value_that_is_not_of_its_type_or_not_exact_is_rejected(kind: str, value: str, read_with: Read) -> None:
    batch = read_with(READER, table(kind, value) + ",,0,2026-01-31T06:00:00Z,,f,m\n")
    assert batch.rejected["reason"].to_list() == [f"the value '{value}' is no {kind} that can be kept exactly"]


def test_without_annotations_values_are_told_by_their_look(read_with: Read) -> None:
    text = ",table,_time,_value,_field\n,0,2026-01-31T06:00:00Z,1,f\n,0,2026-01-31T06:00:00Z,on,f\n"
    assert read_with(READER, text).rows.select("value_num", "value_text").rows() == [(1.0, None), (None, "on")]


def test_a_table_may_follow_a_blank_line_without_annotations_and_blank_lines_alone_divide_nothing(
    read_with: Read,
) -> None:
    first = ",result,table,_time,_value,_field\n,,0,2026-01-31T06:00:00Z,1,a\n"
    second = ",result,table,_field,_value,_time\n,,0,b,2,2026-01-31T06:00:01Z\n"
    rows = read_with(READER, first + "\n,,0,2026-01-31T06:00:02Z,3,a\n\n\n" + second).rows
    assert rows.select("tag", "value_num").rows() == [("a", 1.0), ("a", 3.0), ("b", 2.0)]


def test_blank_lines_and_marks_within_a_quoted_text_divide_nothing(read_with: Read) -> None:
    rows = read_with(READER, table("string", '"a\n\n#b"', "c")).rows
    assert rows.select("value_text", "row_no").rows() == [("a\n\n#b", 3), ("c", 6)]


def test_a_repeated_header_is_no_record(read_with: Read) -> None:
    assert read_with(READER, table("double", "1") + table("double", "1")).rows_read == 2


def test_faulty_rows_are_rejected_with_their_line(read_with: Read) -> None:
    batch = read_with(READER, table("double", "1") + ",,0,soon,2,f,m\n,,0,2026-01-31T06:00:00Z,3,f\n")
    assert batch.rejected.select("row_no", "reason").rows() == [
        (4, "the time 'soon' cannot be read as iso8601"),
        (5, "found 6 fields divided by ',', expected 7"),
    ]


def test_a_cut_last_row_is_rejected(read_with: Read) -> None:
    batch = read_with(READER, table("double", "1") + ",,0,2026-01-31T06:00:00Z,2,f,m")
    assert batch.rejected.select("row_no", "reason").rows() == [(4, "the file ends within this line")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("#datatype,string,long\n,error,reference\n,Failed to parse query,897\n", "Line 2 begins a table of errors"),
        (",result,table,_time,speed\n,,0,2026-01-31T06:00:00Z,1\n", "has no column _value"),
        (",result,table,_value\n,,0,1\n", "has no column _time"),
        (",_time,_value,host,host\n,2026-01-31T06:00:00Z,1,a,b\n", "two columns 'host'"),
    ],
)
def test_a_table_that_has_no_samples_refuses_the_file(text: str, sentence: str, read_with: Read) -> None:
    with pytest.raises(FileRejected, match=sentence):
        read_with(READER, text)


def test_an_error_after_samples_refuses_the_file_too(read_with: Read) -> None:
    with pytest.raises(FileRejected, match="table of errors"):
        read_with(READER, table("double", "1") + "\n,error,reference\n,timeout,1\n")


@pytest.mark.parametrize(
    ("names", "template"),
    [
        (["m/tag=a/value", "m/tag=b/value"], "{tag}"),
        (["m/tag=a/value", "m/tag=a/speed"], "{tag}.{_field}"),
        (["m/tag=a/v", "n/tag=a/v"], "{_measurement}.{tag}.{_field}"),
        # Of a query that dropped the measurement, or the field.
        (["tag=a/value", "tag=b/value"], "{tag}"),
        (["m/line=1/tag=a"], "{line}.{tag}"),
        # A value may have slashes.
        (["m/tag=site/a/value"], "{tag}"),
        (["m/a=1/v", "m/b=1/v"], None),
        (["m/v"], None),
        ([], None),
    ],
)
def test_a_shorter_name_has_all_keys_and_what_tells_series_apart(names: list[str], template: str | None) -> None:
    assert shorter_names(names).get("tag_name") == template
