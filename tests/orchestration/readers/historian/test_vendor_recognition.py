"""Vendors' text exports recognised by their heads: the options proposed read them."""

import io
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from orchestration.readers.contract import ReadContext
from orchestration.readers.recognition import Likeness, Sample
from orchestration.readers.registry import READERS

WINCC = (
    '"VarName";"TimeString";"VarValue";"Validity";"Time_ms"\n"a";"31.01.2026 06:00:00";1,5;1;46053250000,0000\n'
    '"a";"31.01.2026 06:00:01";2.5;1;46053250011,5741\n'
)
AVEVA = (
    "TagName\tDateTime\tValue\tvValue\tQuality\tQualityDetail\tOPCQuality\n"
    "a\t2026-01-31 06:00:00.0000000\t1\t1\t0\t192\t192\n"
)
PI = "P1.a,05-Jan-26 10:00:00.5,1\nP1.b,05-Jan-26 10:00:00.5,I/O Timeout\n" * 2 + "P1.a,05-Jan-26 10:00:01,2\n"
PI_WIDE = "Time,P1.a,P1.b\n05-Jan-26 10:00:00,1,2\n05-Jan-26 10:00:01,No Data,3\n05-Jan-26 10:00:02,4,5\n"
PROFICY = (
    "[Tags]\nTagname,Description\na,Pressure\n"
    "[Data]\nTagname,TimeStamp,Value,DataQuality\na,1/31/2026 06:00:00,1,Good\n"
)
INFLUX = "#datatype,string,dateTime:RFC3339,long,string\n,result,_time,_value,_field\n,,2026-01-31T06:00:00Z,1,f\n"


@pytest.mark.parametrize(
    ("reader", "text", "options", "rows"),
    [
        ("historian.wincc_csv", WINCC, {}, 2),
        ("historian.aveva_csv", AVEVA, {"separator": "tab"}, 1),
        ("historian.pi_csv", PI, {}, 5),
        ("historian.pi_csv", PI.replace(",", ";"), {"separator": ";"}, 5),
        ("historian.pi_wide", PI_WIDE, {}, 6),
        ("historian.proficy_csv", PROFICY, {}, 1),
        ("historian.proficy_csv", PROFICY.replace(",", ";"), {"separator": ";"}, 1),
        ("historian.proficy_csv", "Tagname,TimeStamp,Value,DataQuality\na,1/31/2026 06:00:00,1,Good\n", {}, 1),
        ("historian.influx_csv", INFLUX, {}, 1),
    ],
)
def test_a_vendors_mark_makes_it_certain_and_no_other_reader_is_so_sure(
    reader: str, text: str, options: dict[str, Any], rows: int
) -> None:
    sample = Sample(text.encode())
    found = {name: one.recognise(sample) for name, one in READERS.items()}
    certain = [name for name, told in found.items() if told is not None and told.likeness == Likeness.CERTAIN]
    proposed = found[reader]
    assert certain == [reader]
    assert proposed is not None
    assert proposed.options == options
    settings = READERS[reader].options_type.model_validate(proposed.options)
    batches = READERS[reader].read(io.BytesIO(text.encode()), settings, ReadContext("s", ZoneInfo("UTC")))
    assert sum(batch.rows.height for batch in batches) == rows


def test_english_months_alone_are_likely_pis() -> None:
    found = READERS["historian.pi_csv"].recognise(Sample(PI.replace("I/O Timeout", "3").encode()))
    assert found is not None
    assert found.likeness == Likeness.LIKELY


def test_a_proficy_file_of_another_order_of_dates_is_told_so() -> None:
    found = READERS["historian.proficy_csv"].recognise(Sample(PROFICY.replace("1/31/", "31/1/").encode()))
    assert found is not None
    assert found.options == {"time_format": "%d/%m/%Y %H:%M:%S"}
