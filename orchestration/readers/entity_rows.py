"""Rows of an entity: what is wrong with one that does not fulfil what its table asks."""

import polars as pl

from orchestration.readers.entities import Entity


def checked(typed: pl.DataFrame, entity: Entity) -> pl.DataFrame:
    """Typed columns of the entity with `fault` set where a row is not to be loaded; the first fault of a row stays."""
    for field in entity.required:
        typed = with_fault(typed, pl.col(field).is_null(), f"{field} is missing")
    for fields in entity.one_of:
        is_missing = pl.all_horizontal(pl.col(*fields).is_null())
        typed = with_fault(typed, is_missing, f"{' and '.join(fields)} are both missing")
    for field, dtype in entity.fields.items():
        if isinstance(dtype, pl.Float64) and field not in entity.signed:
            typed = with_fault(typed, pl.col(field) < 0, pl.format("{} {} is negative", pl.lit(field), field))
    for field, what in entity.never_zero.items():
        typed = with_fault(typed, pl.col(field) == 0, f"{field} is 0; {what} is more than 0")
    for field, choices in entity.choices.items():
        unknown = pl.format("{} '{}' is none of {}", pl.lit(field), field, pl.lit(", ".join(choices)))
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
