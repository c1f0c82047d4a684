"""Rows of an entity: what is wrong with one that does not fulfil what its table asks."""

from collections.abc import Callable

import polars as pl

from orchestration.readers.entities import Entity


def checked(typed: pl.DataFrame, entity: Entity, column_of: Callable[[str], str]) -> pl.DataFrame:
    """Typed columns of the entity with `fault` set where a row is not to be loaded; the first fault of a row stays.

    `column_of` says which column of the file a field comes from, as the end of a message.
    """
    for field in entity.required:
        typed = with_fault(typed, pl.col(field).is_null(), f"{field} is missing{column_of(field)}")
    for fields in entity.one_of:
        is_missing = pl.all_horizontal(pl.col(*fields).is_null())
        typed = with_fault(typed, is_missing, f"{' and '.join(fields)} are both missing")
    for field, dtype in entity.fields.items():
        if isinstance(dtype, pl.Float64) and field not in entity.signed:
            message = pl.format("{} {} is negative{}", pl.lit(field), field, pl.lit(column_of(field)))
            typed = with_fault(typed, pl.col(field) < 0, message)
    for field, what in entity.never_zero.items():
        typed = with_fault(typed, pl.col(field) == 0, f"{field} is 0; {what} is more than 0{column_of(field)}")
    for field, choices in entity.choices.items():
        known = pl.lit(f"{', '.join(choices)}{column_of(field)}")
        unknown = pl.format("{} '{}' is none of {}", pl.lit(field), field, known)
        typed = with_fault(typed, ~pl.col(field).is_in(choices), unknown)
    for first, last in entity.ordered:
        wrong = "more than" if isinstance(entity.fields[first], pl.Float64) else "after"
        message = pl.format(f"{{}} {{}} is {wrong} {{}} {{}}", pl.lit(first), first, pl.lit(last), last)
        typed = with_fault(typed, pl.col(first) > pl.col(last), message)
    return typed


def with_fault(frame: pl.DataFrame, is_faulty: pl.Expr, message: pl.Expr | str) -> pl.DataFrame:
    """The frame with `fault` set where a row is faulty and had none yet."""
    text = pl.lit(message) if isinstance(message, str) else message
    fault = pl.when(pl.col("fault").is_null() & is_faulty).then(text).otherwise("fault")
    return frame.with_columns(fault.alias("fault"))
