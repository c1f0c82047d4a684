"""Decimal marks found from texts."""

import pytest

from orchestration.readers.decimal_guess import DecimalGuess, guess_decimal


@pytest.mark.parametrize(
    ("texts", "decimal", "thousands"),
    [
        (["1", "2"], ".", None),
        (["1.5", "RUN"], ".", None),
        (["1,5", "2"], ",", None),
        (["1.234,5"], ",", "."),
        (["1,234.5"], ".", ","),
        (["1.234.567"], ",", "."),
        (["1 234,5"], ",", " "),
        (["0,125"], ",", None),
        (["1,5", "2.5"], ",", None),
        (["1,234", "2.5"], ".", ","),
        (["1,5E-3"], ",", None),
    ],
)
def test_marks(texts: list[str], decimal: str, thousands: str | None) -> None:
    found = guess_decimal(texts)
    assert (found.decimal, found.thousands, found.ambiguous) == (decimal, thousands, None)


def test_three_digits_after_a_mark_alone_are_ambiguous() -> None:
    assert guess_decimal(["1,234"]) == DecimalGuess(",", None, "1,234")
    assert guess_decimal(["1.234"]) == DecimalGuess(".", None, "1.234")
