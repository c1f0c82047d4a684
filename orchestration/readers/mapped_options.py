"""Options of tables that configuration maps: which column is which canonical field."""

from typing import Annotated

from pydantic import Field

from orchestration.readers.entities import REFERRING
from orchestration.readers.schema import SCHEMAS
from orchestration.readers.text_options import DelimitedOptions, ValueOptions

ColumnName = Annotated[str, Field(min_length=1)] | Annotated[int, Field(ge=1)]
Column = ColumnName | tuple[ColumnName, ...]


class MappedOptions(ValueOptions):
    """Options of every table whose columns are mapped to canonical fields, whatever it is written as."""

    columns: dict[str, Column] = Field(
        min_length=1,
        description="Canonical field to the column: header name (any case) or position from 1; a list of columns "
        "is joined by blanks, such as a date and a time.",
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
    reject_where: dict[str | int, tuple[str, ...]] = Field(
        default_factory=dict,
        description="Column to values: rows that have one of them are left out, counted as rejected with that reason.",
    )
    personal_columns: tuple[ColumnName, ...] = Field(
        default=(), description="Columns with personal data, masked in the raw text of rejected rows."
    )
    null_words: tuple[str, ...] = Field(
        default=("NULL", "null", "(null)", "00000000"),
        description="Texts that mean `no value`, besides the empty field.",
    )

    def check_fields(self, table: str, required: tuple[str, ...], extra: tuple[str, ...] = ()) -> None:
        """Raise ValueError unless all fields are of the table and the required ones have a column or a constant."""
        known = [field for field in SCHEMAS[table] if field != "row_no"] + list(extra)
        for option in ("columns", "constants", "value_maps", "references", "factors"):
            for field in getattr(self, option):
                if field not in known:
                    raise ValueError(
                        f"{option} names {field!r}, which is no field of {table}; fields: {', '.join(known)}"
                    )
        for field in self.constants:
            if field in self.columns:
                raise ValueError(f"{field!r} stands under columns and under constants; it can have one source only")
        for field in self.factors:
            if not SCHEMAS[table].get(field, None) == SCHEMAS["rates"]["crew"]:
                raise ValueError(f"factors names {field!r}, which is no numeric field of {table}")
        for field in self.references:
            if field not in REFERRING:
                raise ValueError(f"references names {field!r}; only {', '.join(REFERRING)} can be internal keys")
        missing = [field for field in required if field not in self.columns and field not in self.constants]
        if missing:
            raise ValueError(f"{table} needs {' and '.join(missing)}: map a column or give a constant")


class MappedTextOptions(MappedOptions, DelimitedOptions):
    """Options of mapped tables that are delimited text."""
