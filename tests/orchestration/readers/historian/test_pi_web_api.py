"""PI Web API: one stream, stream sets, digital and system states, flags, and everything that is no such document."""

import io
import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.historian.pi_web_api import READER, Options
from tests.orchestration.readers.examples import Example
from tests.orchestration.readers.written_exports import Written, iso


def document(samples: list[Written]) -> bytes:
    """A stream set of these samples, one stream each."""
    items = [{"Name": s.tag, "Items": [{"Timestamp": iso(s.time), "Value": s.value, "Good": True}]} for s in samples]
    return json.dumps({"Items": items}).encode()


EXAMPLE = Example(
    '{"Items":[{"Name":"Öl","Items":[{"Timestamp":"2026-01-31T06:00:00Z","Value":1}]}]}\n',
    bad=("I/O Timeout", "I/O Timeout"),
    document=document,
)

CONTEXT = ReadContext("pi", ZoneInfo("Europe/Berlin"))
T = "2026-01-31T06:00:00Z"


def item(value: Any = 1.5, time: str = T, **flags: bool) -> dict[str, Any]:
    usual = {"Good": True, "Questionable": False, "Substituted": False, "Annotated": False}
    return {"Timestamp": time, "UnitsAbbreviation": "m", **usual, **flags, "Value": value}


def entry(name: str, *items: Any, **more: Any) -> dict[str, Any]:
    head = {"WebId": f"W{name}", "Name": name, "Path": rf"\\PISRV\{name}", "Links": {"Source": "https://pi/x"}, **more}
    return {**head, "Items": list(items), "UnitsAbbreviation": ""}


def document(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"Links": {"First": "https://pi/x"}, "Items": list(entries)}


def read(content: Any, **options: Any) -> Batch:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    (batch,) = READER.read(io.BytesIO(data), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def values(content: Any, **options: Any) -> list[tuple[Any, ...]]:
    batch = read(content, **options)
    assert batch.rejected.height == 0
    return batch.rows.select("tag", "value_num", "value_text", "quality").rows()


def test_a_stream_set_names_its_streams_and_seven_digits_are_cut_to_microseconds() -> None:
    content = document(entry("A", item(1.25, "2026-01-31T06:00:00.1234567Z"), item(2)), entry("B", item("RUN")))
    batch = read(content)
    assert batch.rows.select("tag", "value_num", "value_text", "row_no").rows() == [
        ("A", 1.25, None, 1), ("A", 2.0, None, 2), ("B", None, "RUN", 3),
    ]  # fmt: skip
    assert batch.rows["ts_utc"][0] == datetime(2026, 1, 31, 6, 0, 0, 123456, tzinfo=UTC)


def test_times_without_a_fraction_stand_among_times_with_one() -> None:
    times = [T, "2026-01-31T06:00:00.5Z", "2026-01-31T06:00:00.1234567Z", "2026-01-31T07:00:01+01:00"]
    found = read(document(entry("A", *(item(time=time) for time in times)))).rows["ts_utc"]
    assert [(time.second, time.microsecond) for time in found] == [(0, 0), (0, 500000), (0, 123456), (1, 0)]


def test_the_answer_of_one_stream_needs_its_tag_by_configuration() -> None:
    single = {"Links": {}, "Items": [item(1.0)], "UnitsAbbreviation": "m"}
    assert values(single, tag="A") == [("A", 1.0, None, 2)]
    with pytest.raises(FileRejected, match="set the source's option tag"):
        read(single)


def test_descending_items_stay_in_the_files_order() -> None:
    content = document(entry("A", item(2, "2026-01-31T06:00:02Z"), item(1, "2026-01-31T06:00:01Z")))
    assert read(content).rows["ts_utc"].dt.second().to_list() == [2, 1]


def test_a_digital_state_is_its_name_and_a_system_state_is_bad() -> None:
    running = {"Name": "Running", "Value": 1, "IsSystem": False}
    timeout = {"Name": "E/A-Zeitüberschreitung", "Value": 246, "IsSystem": True}
    assert values(document(entry("A", item(running), item(timeout), item(2.0)))) == [
        ("A", None, "Running", 2), ("A", None, "E/A-Zeitüberschreitung", 0), ("A", 2.0, None, 2),
    ]  # fmt: skip


def test_flags_say_the_quality_and_are_kept() -> None:
    flags: list[dict[str, bool]] = [
        {}, {"Good": False}, {"Questionable": True}, {"Substituted": True}, {"Annotated": True},
        {"Good": False, "Annotated": True},
    ]  # fmt: skip
    rows = read(document(entry("A", *(item(**flag) for flag in flags)))).rows
    assert rows.select("quality", "quality_raw").rows() == [
        (2, "Good"), (0, "Bad"), (1, "Questionable"), (1, "Substituted"), (2, "Good, Annotated"), (0, "Bad, Annotated"),
    ]  # fmt: skip


def test_kinds_of_values() -> None:
    found = values(document(entry("A", item(True), item(None), item("007"), item("Infinity"), item("No Data"))))
    assert [row[1:] for row in found] == [
        (1.0, None, 2), (None, None, 0), (None, "007", 2), (None, "Infinity", 0), (None, "No Data", 0),
    ]  # fmt: skip


def test_current_values_of_a_stream_set_stand_inside_its_entries() -> None:
    entries = [
        {"WebId": "1", "Name": name, "Path": "p", "Value": item(number)} for name, number in (("A", 1), ("B", 2))
    ]
    assert values({"Links": {}, "Items": entries}) == [("A", 1.0, None, 2), ("B", 2.0, None, 2)]


def test_several_answers_in_one_file() -> None:
    one, two = (json.dumps(document(entry("A", item(number)))).encode() for number in (1, 2))
    assert [row[1] for row in values(one + b"\n" + two)] == [1.0, 2.0]
    assert [row[1] for row in values(b"[" + one + b"," + two + b"]")] == [1.0, 2.0]
    batch = b'{"1": {"Status": 200, "Content": ' + one + b'}, "2": {"Status": 200, "Content": ' + two + b"}}"
    assert [row[1] for row in values(batch)] == [1.0, 2.0]


def test_two_attributes_of_one_name_are_not_taken_for_one() -> None:
    content = document(entry("Speed", item(1)), entry("Speed", item(2), WebId="other", Path="q"))
    with pytest.raises(FileRejected, match="Two streams of the file are called 'Speed'"):
        read(content)
    assert [row[0] for row in values(content, tag_from="Path")] == [r"\\PISRV\Speed", "q"]


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (b"7", "no JSON object"),
        (b"null", "no JSON object"),
        (b"", "no valid JSON"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":NaN}', "no valid JSON"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":1e999}', "no valid JSON"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":9007199254740993}', "too large to be kept exactly"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":123456789012345678901234567891}', "too large"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":1,"Value":2}', "'Value' stands twice"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":{"Name":"a","Name":"b"}}', "'Name' stands twice"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":[1,2]}', "array or object"),
        (b'{"Timestamp":"2026-01-31T06:00:00Z","Good":true,"Value":{"Value":3}}', "no digital state"),
        (b'{"Timestamp":"yesterday","Good":true,"Value":1}', "'yesterday' cannot be read"),
        (b'{"Timestamp":5,"Good":true,"Value":1}', "cannot be read as iso8601"),
        (b'{"Good":true,"Value":1}', "cannot be read as iso8601"),
    ],
)
def test_a_bad_record_is_rejected_with_its_place_and_the_others_load(record: bytes, reason: str) -> None:
    good = json.dumps(item(1.5)).encode()
    batch = read(b'{"Items":[{"Name":"A","Items":[' + good + b"," + record + b"," + good + b"]}]}")
    assert batch.rows["row_no"].to_list() == [1, 3]
    (rejected,) = batch.rejected.rows(named=True)
    assert (rejected["row_no"], rejected["raw"]) == (2, record.decode())
    assert reason in rejected["reason"]


def test_a_streams_errors_are_a_rejected_row_and_the_other_streams_load() -> None:
    failed = entry("B") | {"Items": {"Errors": ["Point not found"]}}
    batch = read(document(entry("A", item(1)), failed))
    assert batch.rows["tag"].to_list() == ["A"]
    assert batch.rejected["raw"].to_list() == ['"Point not found"']
    batch = read(document(failed, entry("A", item(1))))
    assert batch.rows["tag"].to_list() == ["A"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"hello", "no well-formed JSON: an object or array is missing at byte 0"),
        (b'{"Items":[{"Name":"A","Items":[{"Timestamp":"2026', "truncated: it ends at byte 49"),
        (b'{"Items":[{"Name":"A","Items":[', "truncated"),
        (b'{"Items":[{"Name":"A","Items":[{"Value":1}]}', "truncated"),
        (b'{"Items" "a"}', "a colon is missing at byte 9"),
        (b'{"Items":}', "a value is missing"),
        (b'{"Links":tru}', "a JSON value is missing at byte 9"),
        (b'{"Items":[{"Name":"A","Items":[{"Value":1}}]}', "the end of an array is missing"),
        (b'{"a":' * 100, "nested deeper than 64"),
        (b"[" * 100_000, "truncated"),
        (b'{"Items":[{"Name":"A","Name":"B","Items":[]}]}', "'Name' stands twice in one object"),
        (b'{"Items":[{"Items":[{"Timestamp":"a","Value":1}],"Name":"A"}]}', "option tag"),
        (b'{"Items":[]}', "no row of data"),
        (b'{"Message":"Authorization has been denied for this request."}', "no row of data"),
        (b'{"Errors":["The point is gone."]}', "None of the first 1 rows can be read"),
        (b'{"Items":[{"Name":"A","Items":[{"Value":"' + b"x" * 3_000_000 + b'"}]}]}', "longer than 1 MiB"),
        (b'{"Links":"' + b"x" * 3_000_000 + b'"}', "longer than 1 MiB"),
    ],
)
def test_what_is_no_such_document_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(FileRejected, match=sentence):
        read(data)


def test_utf_16_and_a_byte_order_mark() -> None:
    text = json.dumps(document(entry("Öl", item(1))), ensure_ascii=False)
    assert values(text.encode("utf-16")) == values(text.encode("utf-8-sig")) == [("Öl", 1.0, None, 2)]


def test_a_document_over_many_blocks_comes_in_batches_without_loss() -> None:
    count = 40_000
    first = [item(float(number), time=f"2026-01-31T06:00:00.{number:06d}Z") for number in range(count)]
    second = [item({"Name": 'a\\"],{' + str(number % 7), "IsSystem": False}) for number in range(count)]
    small = [entry(f"S{number}", item(1.0)) for number in range(5_000)]
    data = json.dumps(document(entry("A", *first), *small, entry("B", *second))).encode()
    batches = list(READER.read(io.BytesIO(data), Options(), CONTEXT))
    rows = pl.concat(batch.rows for batch in batches)
    assert len(batches) > 1
    assert sum(batch.rejected.height for batch in batches) == 0
    assert rows["row_no"].to_list() == list(range(1, 2 * count + 5_001))
    assert rows.filter(pl.col("tag") == "A")["value_num"].to_list() == [float(number) for number in range(count)]
    assert rows.filter(pl.col("tag") == "B")["value_text"][:8].to_list() == [f'a\\"],{{{n % 7}' for n in range(8)]
    assert rows["tag"].n_unique() == 5_002
