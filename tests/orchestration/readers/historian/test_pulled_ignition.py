"""Ignition's history that pulls land: texts that are no numbers, tags made anew, providers."""

import io
from collections.abc import Callable

import pyarrow as pa
from pyarrow import parquet

from orchestration.readers.contract import Batch
from orchestration.readers.historian.pulled_ignition import READER
from tests.orchestration.readers.examples import Example
from tests.orchestration.readers.written_exports import EPOCH, Written, millis

Read = Callable[..., Batch]
COLUMNS = (
    "tagid",
    "intvalue",
    "floatvalue",
    "stringvalue",
    "datevalue",
    "dataintegrity",
    "t_stamp",
    "tagpath",
    "provider",
)
SIX = "1769839200000"


def pulled(*rows: dict[str, str]) -> bytes:
    """What a pull lands of these rows."""
    table = pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in COLUMNS})
    parquet.write_table(table.replace_schema_metadata({"millrace_window": "w"}), made := io.BytesIO())
    return made.getvalue()


def document(samples: list[Written]) -> bytes:
    """Each tag's id is the place of its first sample."""
    tags = [sample.tag for sample in samples]
    return pulled(*(
        {"tagid": str(tags.index(s.tag)), "dataintegrity": "192", "t_stamp": str(millis(s.time)), "tagpath": s.tag}
        | ({"stringvalue": s.value} if isinstance(s.value, str) else {"floatvalue": repr(s.value)})
        for s in samples
    ))  # fmt: skip


EXAMPLE = Example(document([Written("Öl", EPOCH, 1.0)]), document=document)


def row(tagid: str, tagpath: str, **more: str) -> dict[str, str]:
    return {"tagid": tagid, "tagpath": tagpath, "dataintegrity": "192", "t_stamp": SIX, "provider": "north", **more}


def test_a_tag_that_was_made_anew_has_two_ids_and_one_path(read_with: Read) -> None:
    rows = read_with(READER, pulled(row("1", "press/n", intvalue="3"), row("7", "press/n", floatvalue="0.5"))).rows
    assert rows.select("tag", "value_num", "quality", "row_no").rows() == [
        ("press/n", 3.0, 2, 1),
        ("press/n", 0.5, 2, 2),
    ]


def test_providers_tell_tags_of_one_path_apart(read_with: Read) -> None:
    data = pulled(row("1", "n", intvalue="3"), row("2", "n", intvalue="4", provider="south"))
    assert read_with(READER, data, tag_provider=True).rows["tag"].to_list() == ["[north]n", "[south]n"]


def test_a_column_that_should_be_a_number_and_is_not_costs_its_row(read_with: Read) -> None:
    batch = read_with(READER, pulled(row("1", "n", intvalue="three"), row("1", "n", intvalue="4")))
    assert batch.rows["value_num"].to_list() == [4.0]
    assert batch.rejected.select("row_no", "raw", "reason").rows() == [
        (
            1,
            "tagid=1,intvalue=three,dataintegrity=192,t_stamp=1769839200000,tagpath=n,provider=north",
            "a column that is a number in Ignition's tables holds something else",
        )
    ]


def test_an_id_without_a_path_costs_its_row(read_with: Read) -> None:
    nameless = {name: text for name, text in row("9", "", intvalue="1").items() if name != "tagpath"}
    batch = read_with(READER, pulled(nameless, row("1", "n", intvalue="4")))
    assert batch.rejected.select("row_no", "reason").rows() == [(1, "sqlth_te names no tag of the id 9")]
