"""Options of tables that configuration maps: which column is which canonical field."""

from datetime import date
from typing import Annotated

import polars as pl
from pydantic import Field

from orchestration.readers.entities import REFERRING
from orchestration.readers.schema import SCHEMAS
from orchestration.readers.text_options import DelimitedOptions, OneOrMoreFormats, ValueOptions

ColumnName = Annotated[str, Field(min_length=1)] | Annotated[int, Field(ge=1)]
Column = ColumnName | tuple[ColumnName, ...]

_OF_NUMBERS = ("factors", "divide_by", "multiply_by", "time_units", "negative_where")
_OF_FIELDS = (
    "columns", "constants", "value_maps", "references", "join_with", "strip_zeros", "time_formats", *_OF_NUMBERS
)  # fmt: skip


class MappedOptions(ValueOptions):
    """Options of every table whose columns are mapped to canonical fields, whatever it is written as."""

    columns: dict[str, Column] = Field(
        min_length=1,
        description="Canonical field to the column: header name (any case) or position from 1; a list of columns "
        "is joined by blanks, such as a date and a time. A key of which a part is missing is none.",
    )
    join_with: dict[str, str] = Field(
        default_factory=dict,
        description="Canonical field to what stands between its joined columns instead of a blank, such as "
        "order_id: `-`.",
    )
    strip_zeros: tuple[str, ...] = Field(
        default=(),
        description="Canonical fields whose leading zeros are taken off where all is digits: 000001000123 is 1000123.",
    )
    constants: dict[str, str | float] = Field(
        default_factory=dict, description="Canonical field to a value that every row has, such as currency: USD."
    )
    value_maps: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="Canonical field to the texts to be replaced in it; others stay as they are."
    )
    references: dict[str, str] = Field(
        default_factory=dict,
        description="Canonical field to the kind of internal key that its column holds, such as work_centre: "
        "sap_work_centre. What a key stands for is told by a source of the entity `identifiers` with that kind.",
    )
    factors: dict[str, float] = Field(
        default_factory=dict,
        description="Canonical numeric field to the factor that brings it to its unit, such as ideal_cycle_s: 60.",
    )
    divide_by: dict[str, ColumnName] = Field(
        default_factory=dict,
        description="Canonical numeric field to the column that says of how many units it is, such as price: PEINH. "
        "0 stays 0; where the column has no number above 0, any other value rejects its row.",
    )
    multiply_by: dict[str, ColumnName] = Field(
        default_factory=dict,
        description="Canonical numeric field to the column of the number that it is for each of, such as "
        "planned_run_s: MGVRG.",
    )
    time_units: dict[str, ColumnName] = Field(
        default_factory=dict,
        description="Canonical field in seconds (`_s`) or hours (`_h`) to the column that says in which unit a row "
        "has it: seconds, minutes, hours or days by SAP's, ISO's, English and German words. Another word rejects its "
        "row, unless the value is 0.",
    )
    time_unit_words: dict[str, Annotated[float, Field(gt=0)]] = Field(
        default_factory=dict, description="Further words of time_units (any case) to their seconds, such as JR: 86400."
    )
    negative_where: dict[str, dict[str | int, tuple[str, ...]]] = Field(
        default_factory=dict,
        description="Canonical numeric field to a column and its values that make it negative, such as "
        'quantity: {BWART: ["262"]}.',
    )
    keep_where: dict[str | int, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Column to values: rows that have none of them are left out, counted as rejected with that reason.",
    )
    reject_where: dict[str | int, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Column to values: rows that have one of them are left out, counted as rejected with that reason.",
    )
    time_formats: dict[str, OneOrMoreFormats] = Field(
        default_factory=dict, description="Canonical field to the format of its times, where it is not time_format."
    )
    null_dates: tuple[date, ...] = Field(
        default=tuple(map(date.fromisoformat, ("0001-01-01", "1753-01-01", "1899-12-30", "1900-01-01", "9999-12-31"))),
        description="Dates that mean `no value`, whatever time of day stands with them.",
    )
    personal_columns: tuple[ColumnName, ...] = Field(
        default=(), description="Columns with personal data, masked in the raw text of rejected rows."
    )
    null_words: tuple[str, ...] = Field(
        default=("NULL", "null", "(null)", "00000000", "0000-00-00", "00.00.0000"),
        description="Texts that mean `no value`, besides the empty field.",
    )

    @property
    def is_personal(self) -> bool:
        """Whether rows have personal data: a worker, or columns that are said to have it."""
        return bool(self.personal_columns) or "worker" in self.columns

    def asides(self) -> dict[ColumnName, str]:
        """Columns that are no field and are read beside them, each with the option that names it."""
        filters = [(column, option) for option in ("keep_where", "reject_where") for column in getattr(self, option)]
        operands = [
            (column, option)
            for option in ("divide_by", "multiply_by", "time_units")
            for column in getattr(self, option).values()
        ]
        signs = [(column, "negative_where") for wheres in self.negative_where.values() for column in wheres]
        return dict([*filters, *operands, *signs])

    def column_of(self, field: str) -> str:
        """Which column a field comes from, as the end of a message; empty for a constant."""
        column = self.columns.get(field)
        if column is None:
            return ""
        return f" (columns {', '.join(map(str, column))})" if isinstance(column, tuple) else f" (column {column})"

    def check_fields(self, table: str, required: tuple[str, ...], extra: tuple[str, ...] = ()) -> None:
        """Raise ValueError unless all fields are of the table and the required ones have a column or a constant."""
        schema = SCHEMAS[table]
        known = [field for field in schema if field != "row_no"] + list(extra)
        for option in _OF_FIELDS:
            for field in getattr(self, option):
                if field not in known:
                    raise ValueError(
                        f"{option} names {field!r}, which is no field of {table}; fields: {', '.join(known)}"
                    )
        for field in self.constants:
            if field in self.columns:
                raise ValueError(f"{field!r} stands under columns and under constants; it can have one source only")
        for option in _OF_NUMBERS:
            for field in getattr(self, option):
                if not isinstance(schema.get(field), pl.Float64):
                    raise ValueError(f"{option} names {field!r}, which is no numeric field of {table}")
        for field in self.time_formats:
            if not isinstance(schema.get(field), pl.Date | pl.Datetime):
                raise ValueError(f"time_formats names {field!r}, which is no date or time of {table}")
        for field in self.time_units:
            if not field.endswith(("_s", "_h")) or field.endswith("_per_h"):
                raise ValueError(f"time_units names {field!r}, which is no duration: those end with _s or _h")
        for field in self.join_with:
            if not isinstance(self.columns.get(field), tuple):
                raise ValueError(f"join_with names {field!r}, whose columns are no list of several")
        for field in self.references:
            if field not in REFERRING:
                raise ValueError(f"references names {field!r}; only {', '.join(REFERRING)} can be internal keys")
        missing = [field for field in required if field not in self.columns and field not in self.constants]
        if missing:
            raise ValueError(f"{table} needs {' and '.join(missing)}: map a column or give a constant")


class MappedTextOptions(MappedOptions, DelimitedOptions):
    """Options of mapped tables that are delimited text."""

    aligned: bool = Field(
        default=False,
        description="Whether columns stand under each other, parted by blanks, where the dashes below the header show "
        "them: what SQL tools print. `separator` and `quote` do not count then.",
    )
