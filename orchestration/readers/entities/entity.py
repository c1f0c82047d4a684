"""What is known of a canonical table of the IT side: its fields, its key, and what a row must fulfil."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

UTC = pl.Datetime("us", "UTC")
TEXT, NUMBER, DATE = pl.String(), pl.Float64(), pl.Date()

VALIDITY: dict[str, pl.DataType] = {"valid_from": DATE, "valid_to": DATE}
"""Both days included; empty: without a bound."""


@dataclass(frozen=True)
class Entity:
    """A canonical table.

    what: one row is one of these. fields: the columns and their types, without row_no. key: of rows with the same key
    the newest counts; `optional_key`: not every source gives it, and rows without it are known by all their fields.
    required: fields that every row has. one_of: of each pair at least one. choices: the values that a field can have.
    signed: numbers that may be negative. never_zero: fields of which 0 is a mistake, and what they are called.
    ordered: pairs of fields of which the first is never after, or more than, the second.
    """

    name: str
    what: str
    fields: Mapping[str, pl.DataType]
    key: tuple[str, ...]
    required: tuple[str, ...]
    optional_key: bool = False
    one_of: tuple[tuple[str, str], ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    signed: frozenset[str] = frozenset()
    never_zero: Mapping[str, str] = field(default_factory=dict)
    ordered: tuple[tuple[str, str], ...] = ()

    @property
    def schema(self) -> pl.Schema:
        """The columns as readers give them."""
        return pl.Schema({**self.fields, "row_no": pl.Int64()})
