"""Formats recognised by a file's head, with the options that read it."""

from pathlib import Path
from typing import Any

import pytest

from orchestration.readers.dialect import dialect_of
from orchestration.readers.recognition import SAMPLE_BYTES, Likeness, Recognition, Sample
from orchestration.readers.registry import READERS

LONG = "tag,time,value\nP1.speed,2026-01-31 06:00:00,1.5\nP1.state,2026-01-31 06:00:01,RUN\n"


def recognised(data: str | bytes) -> dict[str, Recognition]:
    sample = Sample(data if isinstance(data, bytes) else data.encode())
    return {name: found for name, reader in READERS.items() if (found := reader.recognise(sample)) is not None}


@pytest.mark.parametrize(
    ("reader", "text", "likeness", "options"),
    [
        ("historian.delimited_long", LONG, Likeness.LIKELY, {}),
        (
            "historian.delimited_long",
            "TagName;DateTime;Value;Quality\nP1;25.01.2026 06:00:00;1,5;Good\n",
            Likeness.LIKELY,
            {"separator": ";", "decimal": ",", "time_format": "%d.%m.%Y %H:%M:%S"},
        ),
        (
            "historian.delimited_long",
            "Tag Name\tTimestamp\tValue\tData Type\tQuality\nP1\t1/31/2026 1:00:00 PM\t1.5\tR8\tGood\n",
            Likeness.LIKELY,
            {"separator": "tab", "time_format": "%m/%d/%Y %I:%M:%S %p"},
        ),
        (
            "historian.delimited_long",
            "P1.a,05-Jan-26 10:00:00.5,1\nP1.b,05-Jan-26 10:00:00.5,Bad\n" * 2 + "P1.a,05-Jan-26 10:00:01,2\n",
            Likeness.POSSIBLE,
            {"header": False, "time_format": "%d-%b-%y %H:%M:%S.%f"},
        ),
        (
            "historian.delimited_long",
            "Tagname;Zeitstempel;Wert;Qualität\nP1.a;25.01.2026 06:00:00;1,5;Gut\nP1.b;25.01.2026 06:00:01;2,5;Gut\n"
            "P1.a;25.01.2026 06:00:02;3,5;Schlecht\nP1.b;25.01.2026 06:00:03;4,5;Gut\n",
            Likeness.POSSIBLE,
            {
                "separator": ";",
                "time_column": "Zeitstempel",
                "value_column": "Wert",
                "quality_column": "Qualität",
                "good": ["Gut", "Gültig"],
                "uncertain": ["Unsicher", "Zweifelhaft"],
                "bad": ["Schlecht", "Ungültig", "Fehler"],
                "time_format": "%d.%m.%Y %H:%M:%S",
                "decimal": ",",
            },
        ),
        (
            "historian.delimited_long",
            "id,tag,time,value,Status code\n7,P1,2026-01-31 06:00:00,1,192\n7,P1,2026-01-31 06:00:01,1,0\n",
            Likeness.LIKELY,
            {"quality_column": "Status code"},
        ),
        (
            "historian.delimited_wide",
            "Export of line 1\n\nTime\tP1.speed\tP1.state\n"
            "2026-01-31 06:00\t1.5\tRUN\n2026-01-31 06:01\t1.25\tRUN\n2026-01-31 06:02\t\tSTOP\n",
            Likeness.LIKELY,
            {"separator": "tab", "skip_lines": 2},
        ),
        (
            "historian.delimited_wide",
            "No,Time,101,102\n1,2026-01-31 06:00,1.5,3\n2,2026-01-31 06:01,1.25,4\n",
            Likeness.LIKELY,
            {"time_column": "Time", "ignore_columns": ["No"]},
        ),
        ("historian.shdr", "2026-01-31T06:00:00Z|execution|ACTIVE\n* command\n", Likeness.CERTAIN, {}),
        (
            "historian.mtconnect_streams",
            '<?xml version="1.0"?>\n<m:MTConnectStreams xmlns:m="urn:mtconnect.org:MTConnectStreams:1.3">',
            Likeness.CERTAIN,
            {},
        ),
        (
            "historian.pi_web_api",
            '{"Items": [{"WebId": "W", "Name": "A", "Items": [{"Timestamp": "2026-01-31T06:00:00Z", "Value": 1,"Good":',
            Likeness.CERTAIN,
            {},
        ),
        (
            "historian.aveva_odata",
            '{"value": [{"FQN": "A", "DateTime": "2026-01-31T06:00:00Z", "OpcQuality": 192, "Value": 1}]}',
            Likeness.CERTAIN,
            {},
        ),
    ],
)
def test_a_format_is_recognised_with_its_options(
    reader: str, text: str, likeness: Likeness, options: dict[str, Any]
) -> None:
    found = recognised(text)[reader]
    assert (found.likeness, dict(found.options), found.doubts) == (likeness, options, ())
    READERS[reader].options_type.model_validate(found.options)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_the_encoding_is_found(encoding: str) -> None:
    found = recognised(LONG.replace("P1", "Öl").encode(encoding))["historian.delimited_long"]
    assert found.options.get("encoding") == (None if encoding in {"utf-8-sig", "utf-16"} else encoding)
    assert [doubt.option for doubt in found.doubts] == (["encoding"] if encoding == "windows-1252" else [])


def test_dates_that_fit_both_orders_leave_a_doubt() -> None:
    (doubt,) = recognised("tag,time,value\nP1,01/02/2026 06:00,1\n")["historian.delimited_long"].doubts
    assert (doubt.option, doubt.values) == ("time_format", ("%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M"))


def test_a_sample_may_end_within_a_line_or_a_character() -> None:
    data = (LONG + "Öl,2026-01-31 06:00:00,1.5\n" * 20_000).encode()[:SAMPLE_BYTES]
    dialect = dialect_of(Sample(data[: data.rindex("Ö".encode()) + 1], is_whole=False))
    assert dialect is not None
    assert (dialect.separator, len(dialect.columns)) == (",", 3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "word\n",
        "Permission is hereby granted, free of charge, to any person\nobtaining a copy, to deal in the Software.\n",
        "1\tTool Crib\t.0000\t2019-04-30 00:00:00.000\n2\tPaint Shop\t.0000\t2019-04-30 00:00:00.000\n",
        "BOX\tBoxes\t2019-04-30 00:00:00.000\nBTL\tBottle\t2019-04-30 00:00:00.000\n",
        "Case,Activity,Start,End\nC1,Turning,2026-01-31 06:00,2026-01-31 07:00\n",
        "<html><body>no</body></html>",
        "a,b\n1,2\n3,4\n",
        "\x00\x01\x02\x03" * 50,
    ],
)
def test_what_is_no_export_of_samples_is_not_recognised(text: str) -> None:
    assert recognised(text) == {}


@pytest.mark.real_data
def test_real_files_are_recognised(real_data: Path) -> None:
    def names(path: str) -> list[str]:
        file = real_data / path
        with file.open("rb") as stream:
            data = stream.read(SAMPLE_BYTES)
        sample = Sample(data, file.name, len(data) == file.stat().st_size)
        certain = [
            name
            for name, reader in READERS.items()
            if (found := reader.recognise(sample)) is not None and found.likeness is Likeness.CERTAIN
        ]
        return certain or [name for name, reader in READERS.items() if reader.recognise(sample)]

    assert names("nist_machine_tools/Mazak01-20170118-20170119.txt") == ["historian.shdr"]
    assert names("nist_machine_tools/Hurco04-20170124-20170125.txt") == ["historian.shdr"]
    assert names("mtconnect_streams/qdr_input001.xml") == ["historian.mtconnect_streams"]
    for message in ("PES-20121229115825-53107.xml", "PRO-20121210181416-27942.xml"):
        assert names(f"b2mml/{message}") == ["mes.b2mml"]
    assert names("nist_machine_tools/Devices.xml") == []
    assert names("job_shop_mes_log/Production.csv") == []
    for table in (
        "BillOfMaterials",
        "Location",
        "Product",
        "ProductCostHistory",
        "ScrapReason",
        "Shift",
        "UnitMeasure",
    ):
        assert names(f"adventureworks_erp/{table}.csv") == []
