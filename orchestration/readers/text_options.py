"""Options that all text formats share: encoding, separators, decimal marks, what stands for nothing."""

import codecs
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from orchestration.readers.contract import ReaderOptions
from orchestration.readers.timestamps import ISO_8601, check_time_format


def _known_encoding(name: str) -> str:
    try:
        codecs.getincrementaldecoder(name)
        "a".encode(name).decode(name)
    except LookupError as error:
        raise ValueError(f"{name!r} is no known text encoding; write utf-8, windows-1252, utf-16 or another") from error
    return name


def _one_character(text: str) -> str:
    text = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|"}.get(text, text)
    if len(text) != 1 or ord(text) > 127 or text in "\r\n":
        raise ValueError(f"{text!r} is no separator; write one ASCII character, or tab")
    return text


Encoding = Annotated[str, AfterValidator(_known_encoding)]
Character = Annotated[str, AfterValidator(_one_character)]
TimeFormat = Annotated[str, AfterValidator(check_time_format)]
OneOrMoreFormats = TimeFormat | Annotated[tuple[TimeFormat, ...], Field(min_length=1)]
TimeFormats = Annotated[OneOrMoreFormats, Field(validate_default=True)]


class TextOptions(ReaderOptions):
    """Options of every text format."""

    encoding: Encoding = Field(
        default="utf-8", description="Text encoding; a byte order mark in the file (UTF-8, UTF-16) overrules it."
    )


class ValueOptions(ReaderOptions):
    """Options of every format whose texts are read as numbers and times."""

    decimal: str = Field(
        default=".", pattern=r"^[.,]$", description="Decimal mark; with `,` a point is read as a decimal mark as well."
    )
    thousands: str | None = Field(
        default=None, min_length=1, max_length=1, description="Character between thousands, taken out of numbers."
    )
    null_words: tuple[str, ...] = Field(
        default=("NULL", "null", "(null)"), description="Texts that mean `no value`, besides the empty field."
    )
    time_format: TimeFormats = Field(
        default=ISO_8601,
        description="iso8601 (with or without zone, any number of fraction digits), epoch_s, epoch_ms, excel_serial, "
        "or a strptime format such as `%d-%b-%y %H:%M:%S.%f` or `%m/%d/%Y %I:%M:%S %p`; of a list, the first that "
        "reads a time counts.",
    )

    @model_validator(mode="after")
    def _marks_differ(self) -> Self:
        if self.thousands == self.decimal:
            raise ValueError(f"decimal and thousands are both {self.decimal!r}; they must differ")
        return self


class DelimitedOptions(TextOptions, ValueOptions):
    """Options of every format whose lines are divided by a separator."""

    separator: Character = Field(default=",", description="Character between fields; `tab` for a tabulator.")
    quote: Character | None = Field(
        default='"', description="Character around fields that hold separators or newlines; null when none is used."
    )
    header: bool = Field(
        default=True,
        description="Whether the first line names the columns; without it columns are given by position, from 1. "
        "A header repeated further down is skipped and not counted.",
    )
    skip_lines: int = Field(default=0, ge=0, description="Lines to skip before the header, such as a report's banner.")
    comment_prefixes: tuple[str, ...] = Field(
        default=(), description="Lines that start so are skipped and not counted, such as `*` or `[Data]`."
    )
    final_newline: bool = Field(
        default=True,
        description="Whether the exporting system ends its last line: then a last line without its newline was cut and "
        "its last field is rejected, unless that is quoted or a quality word. Set it to false where files never end "
        "with a newline.",
    )

    @model_validator(mode="after")
    def _characters_differ(self) -> Self:
        if self.separator == self.quote:
            raise ValueError(f"separator and quote are both {self.separator!r}; they must differ")
        if any(not prefix for prefix in self.comment_prefixes):
            raise ValueError("an entry of comment_prefixes is empty, which would skip every line")
        return self

    def names_columns(self, _first_line: str, /) -> bool:
        """Whether the first line names the columns."""
        return self.header
