"""Options of `historian.excel`."""

from typing import Any

from pydantic import Field

from orchestration.readers.historian.pi_points import PI_BAD_VALUES, PointOptions
from orchestration.readers.historian.typed_table import TypedTableOptions
from orchestration.readers.samples import SampleOptions

_ERRORS = (
    "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!", "#EXTERNAL!",
)  # fmt: skip
_USUAL: Any = SampleOptions.model_fields["bad_values"].default


class Options(PointOptions, TypedTableOptions):
    """Options of `historian.excel`. Columns are given by name or by position from 1 (A)."""

    sheets: tuple[str, ...] = Field(
        default=(),
        description="Sheets to read, by name (any case), also hidden ones; `*` stands for any characters. Default: "
        "every visible sheet that holds a table of samples.",
    )
    skip_rows: int | None = Field(
        default=None,
        ge=0,
        description="Rows of the sheet above the one that names the columns, empty ones counted; default: it is found.",
    )
    bad_values: tuple[str, ...] = Field(
        default=tuple(dict.fromkeys((*_USUAL, *PI_BAD_VALUES, *_ERRORS))),
        description="What stands instead of a value (any case): kept as value_text, quality bad.",
    )
    decimal: str = Field(
        default=".", pattern=r"^[.,]$", description="Decimal mark of numbers that are stored as texts."
    )
    thousands: str | None = Field(
        default=None,
        min_length=1,
        max_length=1,
        description="Character between thousands of numbers that are stored as texts.",
    )
    null_words: tuple[str, ...] = Field(
        default=("NULL", "null", "(null)"), description="Texts that mean `no value`, besides the empty cell."
    )
