"""Which decimal mark and thousands separator a column of numbers is written with."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = re.compile(r"[-+]?\d[\d.,' \u00a0]*(?:[eE][-+]?\d+)?-?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?P<mark>[.,' \u00a0])\d{3}(?:(?P=mark)\d{3})*(?P<rest>[.,]\d+)?-?")
_DECIMAL = re.compile(r"[-+]?\d*(?P<mark>[.,])\d+(?:[eE][-+]?\d+)?-?")


@dataclass(frozen=True)
class DecimalGuess:
    """decimal and thousands as options; ambiguous: a text that could be thousands or a fraction, None if none is."""

    decimal: str = "."
    thousands: str | None = None
    ambiguous: str | None = None
    proof: str | None = None


def is_number(text: str) -> bool:
    """Whether a text is a number however written."""
    return bool(_NUMBER.fullmatch(text.strip()))


def guess_decimal(texts: Iterable[str]) -> DecimalGuess:
    """The marks of the numbers among the texts."""
    sure_decimal: dict[str, str] = {}
    sure_thousands: dict[str, str] = {}
    open_texts: dict[str, str] = {}
    for text in (text.strip() for text in texts):
        grouped, decimal = _GROUPED.fullmatch(text), _DECIMAL.fullmatch(text)
        if grouped and (grouped["rest"] or not decimal):
            sure_thousands.setdefault(grouped["mark"], text)
            if grouped["rest"] and grouped["rest"][0] != grouped["mark"]:
                sure_decimal.setdefault(grouped["rest"][0], text)
        elif grouped and decimal and not text.lstrip("+-").startswith("0"):
            open_texts.setdefault(decimal["mark"], text)
        elif decimal:
            sure_decimal.setdefault(decimal["mark"], text)
    thousands = next((mark for mark in sure_thousands if mark not in sure_decimal), None)
    if "," in sure_decimal:
        return DecimalGuess(",", thousands, None, sure_decimal[","])
    if "." in sure_decimal:
        # 1,234 beside 1.5 is a number with thousands.
        thousands = thousands or ("," if "," in open_texts else None)
        return DecimalGuess(".", thousands, None, sure_decimal["."])
    if thousands:
        return DecimalGuess("," if thousands == "." else ".", thousands, None, sure_thousands[thousands])
    if "," in open_texts:
        return DecimalGuess(",", None, open_texts[","])
    return DecimalGuess(".", None, open_texts.get("."))
