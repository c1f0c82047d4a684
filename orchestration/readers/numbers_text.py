"""Numbers as exports write them (decimal comma, thousands, trailing minus) to floats."""

import polars as pl


def is_missing(text: pl.Expr, null_words: tuple[str, ...]) -> pl.Expr:
    """Whether a text is null, blank or one of the words for no value."""
    stripped = text.str.strip_chars()
    missing = text.is_null() | (stripped == "")
    return missing | stripped.is_in(list(null_words)) if null_words else missing


def to_number(text: pl.Expr, decimal: str = ".", thousands: str | None = None) -> pl.Expr:
    """A text as float; null when it is no finite number. `12.50-` is -12.5."""
    text = text.str.strip_chars()
    if thousands:
        text = text.str.replace_all(thousands, "", literal=True)
    if decimal == ",":
        text = text.str.replace(",", ".", literal=True)
    plain = text.cast(pl.Float64, strict=False)
    trailing = -text.str.strip_suffix("-").cast(pl.Float64, strict=False)
    number = pl.when(text.str.contains(r"^[^+-].*-$")).then(trailing).otherwise(plain)
    return pl.when(number.is_finite()).then(number)
