"""Reading a text with a reader of one's choice."""

import io
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from orchestration.readers.contract import Batch, ReadContext, Reader

CONTEXT = ReadContext("hist", ZoneInfo("Europe/Berlin"))


@pytest.fixture
def read_with() -> Callable[..., Batch]:
    """A function of reader, text or bytes, and options: all batches as one, whose rows add up to those read."""

    def read(reader: Reader[Any], text: str | bytes, **options: Any) -> Batch:
        data = text if isinstance(text, bytes) else text.encode()
        batches = list(reader.read(io.BytesIO(data), reader.options_type.model_validate(options), CONTEXT))
        merged = Batch(
            "samples",
            pl.concat(batch.rows for batch in batches),
            pl.concat(batch.rejected for batch in batches),
            sum(batch.rows_read for batch in batches),
        )
        assert merged.rows_read == merged.rows.height + merged.rejected.height
        return merged

    return read
