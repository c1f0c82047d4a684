"""The canonical tables that readers produce, as Polars schemas.

Times are UTC (`_utc`, microseconds), durations seconds (`_s`), rates per hour (`_per_h`). `row_no` is where a row
came from: the physical line of a text file, the ordinal of the element in XML. The lake adds `source` and `load_seq`.
"""

import polars as pl

from orchestration.readers.entities import ENTITIES

UTC = pl.Datetime("us", "UTC")

BAD, UNCERTAIN, GOOD = 0, 1, 2
"""The three values of `samples.quality`, worst first."""

SAMPLES = "samples"

SCHEMAS: dict[str, pl.Schema] = {
    # value_num when the value is a number, value_text when it is not; neither = no value (quality bad).
    SAMPLES: pl.Schema(
        {
            "tag": pl.String(),
            "ts_utc": UTC,
            "value_num": pl.Float64(),
            "value_text": pl.String(),
            "quality": pl.Int8(),
            "quality_raw": pl.String(),
            "row_no": pl.Int64(),
        }
    ),
    **{name: entity.schema for name, entity in ENTITIES.items()},
}

REJECTED = pl.Schema({"row_no": pl.Int64(), "member": pl.String(), "raw": pl.String(), "reason": pl.String()})
"""Rejected rows: where, which archive member, what stood there (at most 1000 characters), why it was not loaded."""

RAW_LIMIT = 1000
"""Characters of a rejected row that are kept."""

BUSINESS_KEYS: dict[str, tuple[str, ...]] = {
    SAMPLES: ("tag", "ts_utc"),
    **{name: entity.key for name, entity in ENTITIES.items()},
}
"""What identifies a row of each table: of rows with the same key the newest wins."""

OPTIONAL_KEYS = frozenset(name for name, entity in ENTITIES.items() if entity.optional_key)
"""Tables whose id not every source gives: a row without it is identified by all its fields and its occurrence."""
