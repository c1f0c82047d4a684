"""The parallel parser and the exact path give the same records, whatever stands in the lines."""

import io
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.readers.delimited import DelimitedText
from orchestration.readers.historian.delimited_long import Options
from tests.fuzz.invariants import exact_path

PIECES = (
    '"', '""', ",", "\n", "\r\n", "\r", "\t", " ", "a,", "b", "é", "\u2028", "\ufeff", '"x",', ',"z"\n', '"y","z"\n',
    "a,b,c\n", "a,b,", '1"', '"1', ',"\n', ',"', '"\r\n', "tag,time,value\n",
)  # fmt: skip
TOO_MANY = "found 5 fields divided by ',', expected 3"
LINES = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def records(lines: str) -> tuple[list[Any], list[Any], int]:
    """Records, rejected lines and the number of both."""
    text = DelimitedText(io.BytesIO(f"tag,time,value\nq,r,s\n{lines}\n".encode()), Options())
    found = list(text.records({"tag": 0, "time": 1, "value": 2}))
    return (
        pl.concat(one.frame for one in found).rows(),
        pl.concat(one.rejected for one in found).rows(),
        sum(one.rows_read for one in found),
    )


def records_exactly(lines: str) -> tuple[list[Any], list[Any], int]:
    with exact_path():
        return records(lines)


@settings(max_examples=400, deadline=None)
@given(LINES, LINES)
def test_both_paths_give_the_same_records(first: str, second: str) -> None:
    assert records(f"{first}\n{second}") == records_exactly(f"{first}\n{second}")


@pytest.mark.parametrize(
    "line",
    [
        'a,3" pipe,"',  # of one quote that opens and closes, and one within a field
        ',",""x",',  # a doubled quote beside a separator
        '"a,"b",c",1',  # as many that open as close, but not in turn
    ],
)
def test_quotes_that_only_seem_to_stand_at_edges_are_divided_exactly(line: str) -> None:
    assert records(line) == records_exactly(line)


def test_a_lone_carriage_return_beside_a_blank_line_makes_no_two_records_of_one() -> None:
    assert records("\na,b,\ra,b,") == ([("q", "r", "s", 2)], [(4, None, "a,b,\ra,b,", TOO_MANY)], 2)


def test_quotes_at_the_edges_of_fields_are_left_to_the_parallel_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.readers.delimited_records.split_exactly", None)
    rows, rejected, count = records('"a","b,c",""\r\n",","x",1')
    assert (len(rows), rejected, count) == (3, [], 3)
    assert rows[1][:3] == ("a", "b,c", "")
    assert rows[2][:3] == (",", "x", "1")
