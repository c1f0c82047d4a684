"""Ignition's tables as CSV: packed with their names, joined, or with names from the configuration."""

import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.files import read_file
from orchestration.readers.historian.ignition_csv import READER, Options
from orchestration.readers.recognition import Likeness, Sample
from tests.orchestration.readers.examples import Example

EXAMPLE = Example("tagid,stringvalue,dataintegrity,t_stamp\n1,Öl,192,1769839200000\n", {"tags": {1: "Öl"}})

Read = Callable[..., Batch]

HEADER = "tagid,intvalue,floatvalue,stringvalue,datevalue,dataintegrity,t_stamp\n"
DATA = (
    HEADER
    + "1,3,,,,192,1769839200000\n"
    + "2,,0.1,,,192,1769839200001\n"
    + "3,,,RUN,,192,1769839200002\n"
    + "7,4,,,,500,1769839200003\n"
)
TE = (
    "id,tagpath,scid,datatype,querymode,created,retired\n"
    "1,press/count,1,0,0,1700000000000,1760000000000\n2,press/speed,1,1,0,1700000000000,\n"
    "3,press/state,1,2,0,1700000000000,\n7,press/count,1,0,0,1760000000000,\n"
)
PATHS = ["press/count", "press/speed", "press/state", "press/count"]


def read_zip(path: Path, members: dict[str, str], **options: Any) -> pl.DataFrame:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    context = ReadContext("hist", ZoneInfo("Europe/Berlin"))
    batches = read_file(path, READER.name, Options.model_validate(options), context)
    return pl.concat(batch.rows for batch in batches)


def test_the_tables_of_a_zip_file_name_each_others_tags_in_any_order(tmp_path: Path) -> None:
    members = {"sqlt_data_1_2026_01.csv": DATA, "sqlt_data_1_2026_02.csv": DATA, "export/sqlth_te.csv": TE}
    rows = read_zip(tmp_path / "a.zip", members)
    assert rows["tag"].to_list() == PATHS * 2
    assert rows["row_no"].to_list() == [2, 3, 4, 5, 7, 8, 9, 10]


def test_what_one_archive_named_is_not_known_in_the_next(tmp_path: Path) -> None:
    read_zip(tmp_path / "a.zip", {"sqlt_data_1_2026_01.csv": DATA, "sqlth_te.csv": TE})
    with pytest.raises(FileRejected, match="has ids of tags and not their names"):
        read_zip(tmp_path / "b.zip", {"sqlt_data_1_2026_01.csv": DATA})


def test_two_providers_of_one_path_are_told_apart(tmp_path: Path) -> None:
    members = {
        "sqlt_data_1_2026_01.csv": HEADER + "1,1,,,,192,1769839200000\n2,2,,,,192,1769839200000\n",
        "sqlth_te.csv": "id,tagpath,scid\n1,a,1\n2,a,2\n",
        "sqlth_scinfo.csv": "id,scname,drvid\n1,_exempt_,1\n2,_exempt_,2\n",
        "sqlth_drv.csv": "id,name,provider\n1,gw,default\n2,gw,edge\n",
    }
    with pytest.raises(FileRejected, match="set the source's option tag_provider"):
        read_zip(tmp_path / "a.zip", members)
    assert read_zip(tmp_path / "b.zip", members, tag_provider=True)["tag"].to_list() == ["[default]a", "[edge]a"]


def test_values_times_and_integrity(read_with: Read) -> None:
    tags = {1: "press/count", 2: "press/speed", 3: "press/state", 7: "press/count"}
    rows = read_with(READER, DATA, tags=tags).rows
    assert rows.rows() == [
        ("press/count", datetime(2026, 1, 31, 6, tzinfo=UTC), 3.0, None, 2, "192", 2),
        ("press/speed", datetime(2026, 1, 31, 6, 0, 0, 1000, UTC), 0.1, None, 2, "192", 3),
        ("press/state", datetime(2026, 1, 31, 6, 0, 0, 2000, UTC), None, "RUN", 2, "192", 4),
        ("press/count", datetime(2026, 1, 31, 6, 0, 0, 3000, UTC), 4.0, None, 0, "500", 5),
    ]


def test_a_query_that_joins_the_paths_needs_nothing_else(read_with: Read) -> None:
    text = (
        "tagpath;provider;floatvalue;stringvalue;t_stamp\na;default;1,5;;1769839200000\nb;default;;RUN;1769839200000\n"
    )
    options: dict[str, Any] = {"separator": ";", "decimal": ","}
    rows = read_with(READER, text, **options).rows
    assert rows.select("tag", "value_num", "value_text").rows() == [("a", 1.5, None), ("b", None, "RUN")]
    # Without dataintegrity nothing says that a value is good.
    assert rows["quality"].to_list() == [0, 0]
    prefixed = read_with(READER, text, tag_provider=True, tag_prefix="n.", unknown_quality="good", **options).rows
    assert prefixed.select("tag", "quality").rows() == [("n.[default]a", 2), ("n.[default]b", 2)]


def test_times_as_a_query_wrote_them_are_local_and_may_be_ambiguous(read_with: Read) -> None:
    text = "tagpath,intvalue,dataintegrity,t_stamp\na,1,192,2025-10-26 02:30:00\n"
    rows = read_with(READER, text, time_format="iso8601").rows
    assert rows.select("ts_utc", "quality", "quality_raw").row(0) == (
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC), 1, "192; ambiguous local time",
    )  # fmt: skip


def test_null_words_and_whole_numbers_with_a_fraction_of_zero(read_with: Read) -> None:
    rows = read_with(READER, HEADER + "1.0,3.0,NULL,,(null),192.0,1769839200000\n", tags={1: "a"}).rows
    assert rows.select("value_num", "value_text", "quality").row(0) == (3.0, None, 2)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("9,1,,,,192,1769839200000", "sqlth_te names no tag of the id 9"),
        (",1,,,,192,1769839200000", "it has no tagid"),
        ("1,x,,,,192,1769839200000", "intvalue 'x' is no whole number that can be kept exactly"),
        ("1,,1.5.2,,,192,1769839200000", "floatvalue '1.5.2' is no number that can be kept exactly"),
        (
            "1,9007199254740993,,,,192,1769839200000",
            "the whole number 9007199254740993 is too large to be kept exactly",
        ),
        ("1,1,,,,good,1769839200000", "dataintegrity 'good' is no whole number that can be kept exactly"),
        ("1,1,2,,,192,1769839200000", "more than one of intvalue, floatvalue, stringvalue and datevalue is filled"),
        ("1,1,,,,192,soon", "the time 'soon' cannot be read as epoch_ms"),
        ("1,1,,,,192", "found 6 fields divided by ',', expected 7"),
    ],
)
def test_a_faulty_row_is_rejected_with_its_reason(line: str, reason: str, read_with: Read) -> None:
    batch = read_with(READER, HEADER + "1,1,,,,192,1769839200000\n" + line + "\n", tags={1: "a"})
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [(3, line, reason)]


def test_a_cut_last_row_is_rejected(read_with: Read) -> None:
    text = HEADER + "1,1,,,,192,1769839200000\n1,1,,,,192,17698392000"
    assert read_with(READER, text, tags={1: "a"}).rejected["row_no"].to_list() == [3]


def test_a_damaged_table_of_names_refuses_the_file(tmp_path: Path) -> None:
    with pytest.raises(FileRejected, match="Line 3 of sqlth_te cannot be read"):
        read_zip(tmp_path / "a.zip", {"sqlth_te.csv": "id,tagpath,scid\n1,a,1\nx,b,1\n", "d.csv": DATA})


def test_another_table_refuses_the_file(read_with: Read) -> None:
    with pytest.raises(FileRejected, match="is of no table of Ignition's history"):
        read_with(READER, "tag,time,value\na,2026-01-31T06:00:00Z,1\n")


@pytest.mark.parametrize("text", [DATA, TE, DATA.replace(",", ";")])
def test_the_tables_are_recognised(text: str) -> None:
    found = READER.recognise(Sample(text.encode()))
    assert found is not None
    assert (found.likeness, found.options) == (Likeness.CERTAIN, {"separator": ";"} if ";" in text else {})
