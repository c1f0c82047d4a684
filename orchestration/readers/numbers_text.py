"""Numbers as exports write them (decimal comma, thousands, trailing minus) to floats."""

import re

import polars as pl

EXACT = 1 << 53
"""Whole numbers below this are exact in a double, and no other one is read as them."""


def is_missing(text: pl.Expr, null_words: tuple[str, ...]) -> pl.Expr:
    """Whether a text is null, blank or one of the words for no value."""
    stripped = text.str.strip_chars()
    missing = text.is_null() | (stripped == "")
    return missing | stripped.is_in(list(null_words)) if null_words else missing


def to_number(text: pl.Expr, decimal: str = ".", thousands: str | None = None) -> pl.Expr:
    """A text as float; null when it is no finite number. `12.50-` is -12.5.

    Null also where the number would not be the one written: marks of thousands that do not divide them (`1.5` with
    points between thousands), whole numbers too large for a double.
    """
    text = text.str.strip_chars()
    if thousands:
        mark = re.escape(thousands)
        is_grouped = text.str.contains(rf"^[+-]?[0-9]{{1,3}}(?:{mark}[0-9]{{2,3}})*{mark}[0-9]{{3}}(?:[^0-9]|$)")
        # One mark after the decimal mark would be taken out as well.
        is_grouped &= ~text.str.contains(rf"{re.escape(decimal)}.*{mark}")
        marked = text.str.contains(thousands, literal=True)
        text = pl.when(~marked | is_grouped).then(text.str.replace_all(thousands, "", literal=True))
    if decimal == ",":
        text = text.str.replace(",", ".", literal=True)
    plain = text.cast(pl.Float64, strict=False)
    trailing = -text.str.strip_suffix("-").cast(pl.Float64, strict=False)
    number = pl.when(text.str.contains(r"^[^+-].*-$")).then(trailing).otherwise(plain)
    is_rounded = (number.abs() >= EXACT) & text.str.contains(r"^[+-]?[0-9]+-?$")
    return pl.when(number.is_finite() & ~is_rounded).then(number)
