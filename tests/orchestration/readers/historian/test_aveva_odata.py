"""AVEVA Historian's OData answers: numbers, texts and OPC qualities."""

import io
import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from orchestration.readers.contract import Batch, FileRejected, ReadContext
from orchestration.readers.historian.aveva_odata import READER, Options
from tests.orchestration.readers.examples import Example
from tests.orchestration.readers.written_exports import Written, iso


def document(samples: list[Written]) -> bytes:
    """An entry a sample."""
    entries = [
        {"FQN": s.tag, "DateTime": iso(s.time), "OpcQuality": 192}
        | ({"Text": s.value} if isinstance(s.value, str) else {"Value": s.value})
        for s in samples
    ]
    return json.dumps({"value": entries}).encode()


EXAMPLE = Example(
    '{"value":[{"FQN":"Öl","DateTime":"2026-01-31T06:00:00Z","OpcQuality":192,"Value":1}]}\n', document=document
)

CONTEXT = ReadContext("aveva", ZoneInfo("Europe/Berlin"))


def entry(value: Any = 1.5, text: Any = "1.50", code: Any = 192, **more: Any) -> dict[str, Any]:
    usual = {"FQN": "Baytown.Reactor1.Level", "DateTime": "2026-01-31T06:00:00.1234567Z"}
    return {**usual, "OpcQuality": code, "Value": value, "Text": text, "Unit": "m", **more}


def read(*entries: Any, **options: Any) -> Batch:
    data = json.dumps({"@odata.context": "https://x/$metadata#ProcessValues", "value": list(entries)}).encode()
    (batch,) = READER.read(io.BytesIO(data), Options.model_validate(options), CONTEXT)
    assert batch.rows_read == batch.rows.height + batch.rejected.height
    return batch


def test_a_number_is_its_value_and_a_string_tag_has_its_text() -> None:
    rows = read(entry(), entry(None, "RUN"), entry(None, "007"), entry(None, None)).rows
    assert rows.select("tag", "value_num", "value_text", "quality").rows() == [
        ("Baytown.Reactor1.Level", 1.5, None, 2),
        ("Baytown.Reactor1.Level", None, "RUN", 2),
        ("Baytown.Reactor1.Level", None, "007", 2),
        ("Baytown.Reactor1.Level", None, None, 0),
    ]
    assert rows["ts_utc"][0].isoformat() == "2026-01-31T06:00:00.123456+00:00"


@pytest.mark.parametrize(
    ("code", "quality"),
    [(192, 2), (216, 2), (252, 2), (448, 2), (64, 1), (127, 1), (128, 0), (63, 0), (0, 0), (None, 1)],
)
def test_the_lowest_eight_bits_of_opc_quality_count(code: int | None, quality: int) -> None:
    row = read(entry(code=code)).rows.row(0, named=True)
    assert (row["quality"], row["quality_raw"]) == (quality, None if code is None else str(code))


def test_members_may_be_missing() -> None:
    partial = {"FQN": "A", "DateTime": "2026-01-31T06:00:00Z", "Value": 2}
    batch = read(entry(), partial, {"Value": 3}, {"FQN": "A", "Value": 3})
    assert batch.rows.select("tag", "value_num", "quality").rows() == [
        ("Baytown.Reactor1.Level", 1.5, 2),
        ("A", 2.0, 1),
    ]
    assert batch.rejected["row_no"].to_list() == [3, 4]


def test_an_error_document_is_refused() -> None:
    with pytest.raises(FileRejected, match="no row of data"):
        list(READER.read(io.BytesIO(b'{"error":{"code":"401","message":"no"}}'), Options(), CONTEXT))
