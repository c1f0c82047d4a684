"""What stands in each vendor's file, to the letter: three samples, one of them bad, and a text."""

import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import polars as pl
import pytest

from orchestration.demo.exports import FORMATS
from orchestration.demo.exports.rows import Row

AT = 1_792_888_200  # 2026-10-25 00:30:00 UTC, the first 02:30 in Berlin; an hour later it is 02:30 again
ROWS: list[Row] = [
    (AT, "PRESS01.State", 1, True),
    (AT, "PRESS01.Speed", 4.62, True),
    (AT, "PRESS01.Order", "PO-1", True),
    (AT + 3600, "PRESS01.State", "Bad", False),
    (AT + 3600, "PRESS01.Speed", 0.0, True),
]


def text(name: str, encoding: str = "utf-8", zone: str = "Europe/Berlin") -> str:
    return FORMATS[name].write(ROWS, zone).content.decode(encoding)


EXPECTED = {
    "delimited_long": (
        "cp1252",
        "Tagname;Zeitstempel;Wert;Qualität\r\n"
        "PRESS01.State;25.10.2026 02:30:00;1;Gut\r\n"
        "PRESS01.Speed;25.10.2026 02:30:00;4,62;Gut\r\n"
        "PRESS01.Order;25.10.2026 02:30:00;PO-1;Gut\r\n"
        "PRESS01.State;25.10.2026 02:30:00;Bad;Schlecht\r\n"
        "PRESS01.Speed;25.10.2026 02:30:00;0,0;Gut\r\n",
    ),
    "delimited_wide": (
        "utf-8",
        "\ufeffTimestamp,PRESS01.State,PRESS01.Speed,PRESS01.Order\r\n"
        "2026-10-25 02:30:00,1,4.62,PO-1\r\n"
        "2026-10-25 02:30:00,Bad,0.0,\r\n",
    ),
    "shdr": (
        "utf-8",
        "2026-10-25T00:30:00Z|PRESS01.State|1|PRESS01.Speed|4.62|PRESS01.Order|PO-1\n"
        "2026-10-25T01:30:00Z|PRESS01.State|UNAVAILABLE|PRESS01.Speed|0.0\n",
    ),
    "pi_csv": (
        "utf-8",
        "* (Ls - ) PIconfig> @table piarc\r\n"
        "* (Ls - PIARC) PIconfig> @ostructure tag,time,value\r\n"
        "* (Ls - PIARC) PIconfig> @istructure tag,starttime,endtime\r\n"
        "*> PRESS01.State,25-Oct-26 02:30:00,25-Oct-26 02:30:00\r\n"
        "PRESS01.State,25-Oct-26 02:30:00.0000,1\r\n"
        "PRESS01.State,25-Oct-26 02:30:00.0000,I/O Timeout\r\n"
        "*----------\r\n"
        "*> PRESS01.Speed,25-Oct-26 02:30:00,25-Oct-26 02:30:00\r\n"
        "PRESS01.Speed,25-Oct-26 02:30:00.0000,4.62\r\n"
        "PRESS01.Speed,25-Oct-26 02:30:00.0000,0.0\r\n"
        "*----------\r\n"
        "*> PRESS01.Order,25-Oct-26 02:30:00,25-Oct-26 02:30:00\r\n"
        "PRESS01.Order,25-Oct-26 02:30:00.0000,PO-1\r\n"
        "*----------\r\n",
    ),
    "pi_wide": (
        "utf-16",
        "Timestamp\tPRESS01.State\tPRESS01.Speed\tPRESS01.Order\r\n"
        "25-Oct-26 02:30:00\t1\t4.62\tPO-1\r\n"
        "25-Oct-26 02:30:00\tI/O Timeout\t0.0\t\r\n",
    ),
    "aveva_csv": (
        "utf-8",
        "\ufeffTagName,DateTime,Value,vValue,Quality,QualityDetail,OPCQuality\r\n"
        "PRESS01.State,2026-10-25 02:30:00.0000000,1,1,133,252,192\r\n"
        "PRESS01.Speed,2026-10-25 02:30:00.0000000,4.62,4.62,133,252,192\r\n"
        "PRESS01.Order,2026-10-25 02:30:00.0000000,NULL,PO-1,133,252,192\r\n"
        "PRESS01.State,2026-10-25 02:30:00.0000000,NULL,NULL,1,24,0\r\n"
        "PRESS01.Speed,2026-10-25 02:30:00.0000000,0.0,0.0,0,192,192\r\n",
    ),
    "proficy_csv": (
        "cp1252",
        "* Proficy Historian\r\n"
        "[Tags]\r\n"
        "Tagname,DataType,EngineeringUnits\r\n"
        "PRESS01.State,DoubleInteger,\r\n"
        "PRESS01.Speed,SingleFloat,\r\n"
        "PRESS01.Order,VariableString,\r\n"
        "\r\n"
        "[Data]\r\n"
        "Tagname,TimeStamp,Value,DataQuality\r\n"
        "PRESS01.State,10/25/2026 02:30:00.000 AM,1,Good\r\n"
        "PRESS01.Speed,10/25/2026 02:30:00.000 AM,4.62,Good\r\n"
        "PRESS01.Order,10/25/2026 02:30:00.000 AM,PO-1,Good\r\n"
        "PRESS01.State,10/25/2026 02:30:00.000 AM,0,Bad\r\n"
        "PRESS01.Speed,10/25/2026 02:30:00.000 AM,0.0,Good\r\n",
    ),
    "proficy_json": (
        "utf-8",
        '{"ErrorCode":0,"ErrorMessage":null,"Data":['
        '{"DataType":"DoubleInteger","ErrorCode":0,"TagName":"PRESS01.State","Samples":['
        '{"TimeStamp":"2026-10-25T00:30:00.000Z","Value":"1","Quality":3},'
        '{"TimeStamp":"2026-10-25T01:30:00.000Z","Value":"","Quality":0}]},'
        '{"DataType":"SingleFloat","ErrorCode":0,"TagName":"PRESS01.Speed","Samples":['
        '{"TimeStamp":"2026-10-25T00:30:00.000Z","Value":"4.62","Quality":3},'
        '{"TimeStamp":"2026-10-25T01:30:00.000Z","Value":"0.0","Quality":3}]},'
        '{"DataType":"VariableString","ErrorCode":0,"TagName":"PRESS01.Order","Samples":['
        '{"TimeStamp":"2026-10-25T00:30:00.000Z","Value":"PO-1","Quality":3}]}]}',
    ),
    "wincc_csv": (
        "utf-8",
        '"VarName";"TimeString";"VarValue";"Validity";"Time_ms"\r\n'
        '"PRESS01.State";"25.10.2026 02:30:00";1;1;46320104166,6667\r\n'
        '"PRESS01.Speed";"25.10.2026 02:30:00";4,62;1;46320104166,6667\r\n'
        '"$RT_OFF$";"10/25/2026 02:30:00 AM";0;2;46320104166.6667\r\n'
        '"PRESS01.Order";"10/25/2026 02:30:00 AM";"PO-1";1;46320104166.6667\r\n'
        '"PRESS01.State";"10/25/2026 02:30:00 AM";0;0;46320104166.6667\r\n'
        '"PRESS01.Speed";"10/25/2026 02:30:00 AM";0.0;1;46320104166.6667\r\n'
        '"$RT_COUNT$";"";5;"";""\r\n',
    ),
    "influx_csv": (
        "utf-8",
        "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,long,string,string,string\r\n"
        "#group,false,false,true,true,false,false,true,true,true\r\n"
        "#default,_result,,,,,,,,\r\n"
        ",result,table,_start,_stop,_time,_value,_field,_measurement,tag\r\n"
        ",,0,2026-10-25T00:30:00Z,2026-10-25T01:30:01Z,2026-10-25T00:30:00Z,1,value,machines,PRESS01.State\r\n"
        "\r\n"
        "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,double,string,string,string\r\n"
        "#group,false,false,true,true,false,false,true,true,true\r\n"
        "#default,_result,,,,,,,,\r\n"
        ",result,table,_start,_stop,_time,_value,_field,_measurement,tag\r\n"
        ",,0,2026-10-25T00:30:00Z,2026-10-25T01:30:01Z,2026-10-25T00:30:00Z,4.62,value,machines,PRESS01.Speed\r\n"
        ",,0,2026-10-25T00:30:00Z,2026-10-25T01:30:01Z,2026-10-25T01:30:00Z,0.0,value,machines,PRESS01.Speed\r\n"
        "\r\n"
        "#datatype,string,long,dateTime:RFC3339,dateTime:RFC3339,dateTime:RFC3339,string,string,string,string\r\n"
        "#group,false,false,true,true,false,false,true,true,true\r\n"
        "#default,_result,,,,,,,,\r\n"
        ",result,table,_start,_stop,_time,_value,_field,_measurement,tag\r\n"
        ",,0,2026-10-25T00:30:00Z,2026-10-25T01:30:01Z,2026-10-25T00:30:00Z,PO-1,value,machines,PRESS01.Order\r\n"
        "\r\n",
    ),
    "influx_lines": (
        "utf-8",
        "# DML\n"
        "# CONTEXT-DATABASE: plant\n"
        "machines,tag=PRESS01.State value=1i 1792888200000000000\n"
        "machines,tag=PRESS01.Speed value=4.62 1792888200000000000\n"
        "machines,tag=PRESS01.Speed value=0.0 1792891800000000000\n"
        'machines,tag=PRESS01.Order value="PO-1" 1792888200000000000\n',
    ),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_stands_in_the_file(name: str) -> None:
    encoding, expected = EXPECTED[name]
    assert text(name, encoding) == expected


def test_rows_that_are_no_samples_are_counted() -> None:
    counted = {name: FORMATS[name].write(ROWS, "Europe/Berlin").no_samples for name in FORMATS}
    assert {name: count for name, count in counted.items() if count} == {"proficy_csv": 3, "wincc_csv": 2, "excel": 1}


def test_pi_answers_the_newest_first_with_states_as_objects() -> None:
    states: list[Row] = [
        (AT, "LATHE-1_execution", "ACTIVE", True),
        (AT + 60, "LATHE-1_execution", "UNAVAILABLE", False),
    ]
    [stream] = json.loads(FORMATS["pi_web_api"].write(states, "Europe/Berlin").content)["Items"]
    assert (stream["Name"], stream["Path"]) == ("LATHE-1_execution", r"\\PISRV01\LATHE-1_execution")
    assert [(item["Timestamp"], item["Value"], item["Good"]) for item in stream["Items"]] == [
        ("2026-10-25T00:31:00Z", {"Name": "I/O Timeout", "Value": 246, "IsSystem": True}, False),
        ("2026-10-25T00:30:00Z", {"Name": "ACTIVE", "Value": 0, "IsSystem": False}, True),
    ]


def test_aveva_answers_texts_in_text_and_numbers_in_both() -> None:
    found = json.loads(text("aveva_odata"))["value"]
    assert [(one["DateTime"], one["OpcQuality"], one["Value"], one["Text"]) for one in found] == [
        ("2026-10-25T00:30:00.0000000Z", 192, 1.0, "1"),
        ("2026-10-25T00:30:00.0000000Z", 192, 4.62, "4.62"),
        ("2026-10-25T00:30:00.0000000Z", 192, None, "PO-1"),
        ("2026-10-25T01:30:00.0000000Z", 0, None, None),
        ("2026-10-25T01:30:00.0000000Z", 192, 0.0, "0.0"),
    ]


def test_an_agents_document_has_a_stream_a_device_and_own_types_in_a_namespace() -> None:
    found = text("mtconnect_streams")
    assert '<DeviceStream name="PRESS01" uuid="demo-PRESS01">' in found
    assert (
        '<x:State dataItemId="PRESS01-State" name="PRESS01.State" sequence="4" timestamp="2026-10-25T01:30:00Z">'
        "UNAVAILABLE</x:State>"
    ) in found
    assert "</Events></ComponentStream></DeviceStream></Streams></MTConnectStreams>\n" in found


def test_a_gateways_tag_was_retired_halfway_so_its_path_has_two_ids() -> None:
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(FORMATS["ignition_sqlite"].write(ROWS, "Europe/Berlin").content)
        tags = database.execute("select id, tagpath, datatype, created, retired from sqlth_te where id < 3").fetchall()
        rows = database.execute(
            "select tagid, intvalue, floatvalue, stringvalue, dataintegrity, t_stamp from sqlt_data_1_2026_10"
        ).fetchall()
        partitions = database.execute("select pname, start_time, end_time from sqlth_partitions").fetchall()
    later = (AT + 3600) * 1000
    assert tags == [
        (1, "PRESS01.State", 0, AT * 1000, later),
        (2, "PRESS01.State", 0, later, None),
    ]
    assert sorted(rows) == [
        (1, 1, None, None, 192, AT * 1000),
        (2, None, None, None, 500, later),
        (3, None, 4.62, None, 192, AT * 1000),
        (4, None, 0.0, None, 192, later),
        (6, None, None, "PO-1", 192, AT * 1000),
    ]
    assert partitions == [("sqlt_data_1_2026_10", 1790812800000, 1793491199999)]


def test_a_gateways_tables_in_one_archive() -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["ignition_csv"].write(ROWS, "Europe/Berlin").content)) as archive:
        tables = {name: archive.read(name).decode().split("\r\n") for name in archive.namelist()}
    assert list(tables) == ["sqlt_data_1_2026_10.csv", "sqlth_drv.csv", "sqlth_scinfo.csv", "sqlth_te.csv"]
    assert tables["sqlt_data_1_2026_10.csv"][:2] == [
        "tagid,intvalue,floatvalue,stringvalue,datevalue,dataintegrity,t_stamp",
        f"1,1,,,,192,{AT * 1000}",
    ]
    assert tables["sqlth_te.csv"][1] == f"1,PRESS01.State,1,0,0,{AT * 1000},{(AT + 3600) * 1000}"


def test_a_table_of_typed_columns_in_parquet() -> None:
    table = pl.read_parquet(io.BytesIO(FORMATS["parquet"].write(ROWS, "Europe/Berlin").content))
    instants = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    assert table.rows() == [
        (instants[0], "PRESS01.State", 1.0, None, 192),
        (instants[0], "PRESS01.Speed", 4.62, None, 192),
        (instants[0], "PRESS01.Order", None, "PO-1", 192),
        (instants[1], "PRESS01.State", None, None, 0),
        (instants[1], "PRESS01.Speed", 0.0, None, 192),
    ]


def test_a_workbook_of_pairs_of_columns_with_serial_days_below_the_points_names() -> None:
    content = FORMATS["excel"].write(ROWS, "Europe/Berlin").content
    assert content == FORMATS["excel"].write(ROWS, "Europe/Berlin").content
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        shared = re.findall("<t>(.*?)</t>", workbook.read("xl/sharedStrings.xml").decode())
        sheet = workbook.read("xl/worksheets/sheet2.xml").decode()
    cells = dict(re.findall(r'<c r="(\w+)"[^>]*><v>(.*?)</v>', sheet))
    texts = {shared[int(cells[place])] for place in ("A1", "A3", "C3", "E3", "B5", "F4")}
    assert texts == {"PI DataLink", "PRESS01.State", "PRESS01.Speed", "PRESS01.Order", "I/O Timeout", "PO-1"}
    assert [round(float(cells[place]), 6) for place in ("A4", "B4", "A5", "D4", "D5")] == [
        46320.104167, 1, 46320.104167, 4.62, 0,
    ]  # fmt: skip
