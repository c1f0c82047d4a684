"""Proficy Historian's REST answers: texts by the tag's type, qualities, times as texts and as epochs, several tags."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.historian.proficy_json import READER
from orchestration.readers.recognition import Likeness, Sample
from tests.orchestration.readers.examples import Example
from tests.orchestration.readers.written_exports import Written, iso

Read = Callable[..., Batch]
SIX = "2026-01-31T06:00:00.000Z"
SKIPPED = "the local time '2026-03-29T02:30:00' does not exist in Europe/Berlin: clocks skipped it"


def sample(value: Any = "1.5", time: Any = SIX, quality: Any = 3) -> dict[str, Any]:
    return {"TimeStamp": time, "Value": value, "Quality": quality}


def tag(name: str, *samples: Any, kind: str = "DoubleFloat", error: int = 0) -> dict[str, Any]:
    return {"DataType": kind, "ErrorCode": error, "TagName": name, "Samples": list(samples)}


def answer(*tags: Any) -> bytes:
    return json.dumps({"ErrorCode": 0, "ErrorMessage": None, "Data": list(tags)}).encode()


def document(samples: list[Written]) -> bytes:
    """Each sample as the only one of its tag; texts are of a tag of texts."""
    return answer(*(
        tag(s.tag, sample(str(s.value), iso(s.time)), kind="VariableString" if isinstance(s.value, str) else "Float")
        for s in samples
    ))  # fmt: skip


EXAMPLE = Example(
    '{"ErrorCode":0,"ErrorMessage":null,"Data":[{"DataType":"Float","ErrorCode":0,"TagName":"Öl","Samples":'
    '[{"TimeStamp":"2026-01-31T06:00:00.000Z","Value":"1","Quality":3}]}]}\n',
    document=document,
)


def values(read: Read, *samples: Any, kind: str = "DoubleFloat", **options: Any) -> list[tuple[Any, ...]]:
    return read(READER, answer(tag("a", *samples, kind=kind)), **options).rows.select("value_num", "value_text").rows()


def test_samples_are_of_the_tag_that_they_stand_under(read_with: Read) -> None:
    rows = read_with(
        READER,
        answer(
            tag("PRESS01.Speed", sample("4.62"), sample("", "2026-01-31T06:00:01.250Z", 0)),
            tag("PRESS01.Order", sample("PO-1", "2026-01-31T06:00:02Z", 1), kind="VariableString"),
        ),
        tag_prefix="n.",
    ).rows
    assert rows.rows() == [
        ("n.PRESS01.Speed", datetime(2026, 1, 31, 6, tzinfo=UTC), 4.62, None, 2, "3", 1),
        ("n.PRESS01.Speed", datetime(2026, 1, 31, 6, 0, 1, 250_000, UTC), None, None, 0, "0", 2),
        ("n.PRESS01.Order", datetime(2026, 1, 31, 6, 0, 2, tzinfo=UTC), None, "PO-1", 1, "1", 3),
    ]


@pytest.mark.parametrize(
    ("code", "quality"), [(3, 2), ("3", 2), (100, 2), (192, 2), (1, 1), (64, 1), (0, 0), (2, 0), (None, 1), ("x", 1)]
)
def test_three_is_good_one_uncertain_zero_and_two_are_bad(code: Any, quality: int, read_with: Read) -> None:
    assert read_with(READER, answer(tag("a", sample(quality=code)))).rows["quality"].to_list() == [quality]


def test_texts_are_numbers_where_the_tags_type_is_one_of_numbers(read_with: Read) -> None:
    found = values(read_with, *map(sample, ("1.5", "-3", "1.5E-05", 7, "")))
    assert found == [
        (1.5, None),
        (-3.0, None),
        (1.5e-5, None),
        (7.0, None),
        (None, None),
    ]


@pytest.mark.parametrize("kind", ["VariableString", "FixedString", "MultiField", "Blob"])
def test_texts_stay_texts_where_the_tags_type_is_one_of_texts(kind: str, read_with: Read) -> None:
    assert values(read_with, sample("007"), sample("RUN"), sample(""), kind=kind) == [
        (None, "007"), (None, "RUN"), (None, None),
    ]  # fmt: skip


def test_a_boolean_is_one_or_zero_in_words_or_digits(read_with: Read) -> None:
    found = values(read_with, sample("true"), sample("False"), sample("1"), sample("0"), sample(True), kind="Boolean")
    assert found == [(1.0, None), (0.0, None), (1.0, None), (0.0, None), (1.0, None)]


def test_a_whole_number_that_a_double_cannot_keep_stays_a_text(read_with: Read) -> None:
    assert values(read_with, sample("9007199254740993"), sample("1"), kind="QuadInteger") == [
        (None, "9007199254740993"), (1.0, None),
    ]  # fmt: skip


def test_what_is_no_finite_number_is_bad(read_with: Read) -> None:
    rows = read_with(READER, answer(tag("a", sample("NaN"), sample("-Infinity"), sample("1")))).rows
    assert rows.select("value_text", "quality").rows() == [("NaN", 0), ("-Infinity", 0), (None, 2)]


@pytest.mark.parametrize("time", ["/Date(1769839200000-0500)/", "/Date(1769839200000+0100)/", "/Date(1769839200000)/"])
def test_an_epoch_is_utc_whatever_its_offset_says(time: str, read_with: Read) -> None:
    assert read_with(READER, answer(tag("a", sample(time=time)))).rows["ts_utc"].to_list() == [
        datetime(2026, 1, 31, 6, tzinfo=UTC)
    ]


def test_a_time_without_a_zone_is_the_sources(read_with: Read) -> None:
    """On the night that has an hour twice, the samples' order tells its two passes apart."""
    samples = [sample(time=f"2026-10-25T02:{minute}:00.000") for minute in (10, 50, 20)]
    assert [time.hour for time in read_with(READER, answer(tag("a", *samples))).rows["ts_utc"]] == [0, 0, 1]


@pytest.mark.parametrize(
    ("faulty", "reason"),
    [
        (sample(time="soon"), "the time 'soon' cannot be read as iso8601"),
        (sample(time="/Date(999999999999999999)/"), "the time '/Date(999999999999999999)/' cannot be read as iso8601"),
        (
            sample(time="2026-03-29T02:30:00"),
            SKIPPED,
        ),
        (sample(value={"field1": "1"}), "the value is an array or object, which is no sample"),
        ({"Value": "1", "Quality": 3}, "the time '' cannot be read as iso8601"),
        ([SIX, "1", 3], "the record is no JSON object"),
    ],
)
def test_a_faulty_sample_costs_itself(faulty: Any, reason: str, read_with: Read) -> None:
    batch = read_with(READER, answer(tag("a", sample(), faulty, sample())))
    assert batch.rows["row_no"].to_list() == [1, 3]
    assert batch.rejected.select("row_no", "reason").rows() == [(2, reason)]


def test_samples_of_a_tag_without_a_name_are_rejected(read_with: Read) -> None:
    nameless = {"DataType": "Float", "Samples": [sample()]}
    batch = read_with(READER, answer(tag("a", sample()), nameless))
    assert batch.rejected.select("row_no", "reason").rows() == [(2, "the tag's name is empty")]


def test_a_tag_that_the_historian_does_not_have_is_an_entry_without_samples(read_with: Read) -> None:
    assert read_with(READER, answer(tag("a", error=113), tag("b", sample()))).rows["tag"].to_list() == ["b"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (answer(), "holds no row of data"),
        (answer(tag("a", error=113)), "is an answer without records, which says DataType 'DoubleFloat', TagName 'a'"),
        (b'{"ErrorCode":107,"ErrorMessage":"Access denied","Data":null}', "which says ErrorMessage 'Access denied'"),
        (answer(tag("a", sample()))[:-30], "truncated"),
        (b'{"Data":[{"Samples":[{"Value":"1"}],"TagName":"a"}]}', "'TagName' at byte 46 stands after the items"),
    ],
)
def test_an_answer_without_samples_and_half_of_one_are_refused(data: bytes, sentence: str, read_with: Read) -> None:
    with pytest.raises(FileRejected, match=sentence):
        read_with(READER, data)


def test_many_samples_come_in_batches_whose_rows_are_counted_on(read_with: Read) -> None:
    rows = read_with(READER, answer(*(tag(f"t{n}", *[sample()] * 30_000) for n in range(3)))).rows
    assert rows["row_no"].to_list() == list(range(1, 90_001))
    assert [rows["tag"][index] for index in (29_999, 30_000, 89_999)] == ["t0", "t1", "t2"]


def test_it_is_recognised_by_its_members() -> None:
    found = READER.recognise(Sample(EXAMPLE.data))
    assert found is not None
    assert (found.likeness, dict(found.options), found.doubts) == (Likeness.CERTAIN, {}, ())
    assert READER.recognise(Sample(b'{"Data":[{"TagName":"a"}]}')) is None
    assert READER.recognise(Sample(b'["TagName", "Samples", "TimeStamp", "Value", "Quality"]')) is None
