"""Values and qualities of samples: what historians write, as number or text with quality good, uncertain or bad."""

import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import ReaderOptions
from orchestration.readers.numbers_text import EXACT, is_missing, to_number
from orchestration.readers.schema import BAD, GOOD, SAMPLES, SCHEMAS, UNCERTAIN

AMBIGUOUS_NOTE = "ambiguous local time"
"""Written into quality_raw where the repeated hour of a change of clocks could not be told."""

_LEVELS = {"good": GOOD, "uncertain": UNCERTAIN, "bad": BAD}


class SampleOptions(ReaderOptions):
    """Options of every format whose rows are samples."""

    tag_prefix: str = Field(default="", description="Put before every tag's name, such as `north.`.")
    bad_values: tuple[str, ...] = Field(
        default=(
            "UNAVAILABLE", "Bad", "Bad Input", "I/O Timeout", "No Data", "Shutdown", "Pt Created", "Scan Off",
            "Scan Timeout", "Comm Fail", "Not Connect", "Calc Failed", "Calc Off", "Configure", "Over Range",
            "Under Range", "Bad Output", "Bad_Quality", "Intf Shut", "Invalid Data", "Trace Off", "NaN", "inf", "-inf",
            "Infinity", "-Infinity", "+inf", "+Infinity", "1.#QNAN",
        ),
        description="Texts that a historian writes instead of a value (any case): kept as value_text, quality bad.",
    )  # fmt: skip
    good: tuple[str, ...] = Field(
        default=("good", "ok", "valid", "true", "g", "good, non-specific"),
        description="Quality words or codes that mean good (any case); they come before the OPC codes.",
    )
    uncertain: tuple[str, ...] = Field(
        default=("uncertain", "questionable", "doubtful", "substituted", "suspect", "u", "q"),
        description="Quality words or codes that mean uncertain (any case).",
    )
    bad: tuple[str, ...] = Field(
        default=("bad", "invalid", "error", "false", "b", "not good"),
        description="Quality words or codes that mean bad (any case).",
    )
    unknown_quality: str = Field(
        default="uncertain",
        pattern="^(good|uncertain|bad)$",
        description="What an empty or unknown quality means. Whole numbers are OPC codes first: of the lowest eight "
        "bits, 192 and more is good, 64 to 127 uncertain, all else bad.",
    )

    @model_validator(mode="after")
    def _each_word_once(self) -> "SampleOptions":
        seen: set[str] = set()
        for words in (self.good, self.uncertain, self.bad):
            folded = {word.strip().lower() for word in words}
            if twice := sorted(seen & folded):
                raise ValueError(f"the quality {twice[0]!r} stands under more than one of good, uncertain, bad")
            seen |= folded
        return self

    def quality_of(self, text: str) -> int:
        """The quality (schema.GOOD, UNCERTAIN, BAD) of one word or code."""
        word = text.strip().lower()
        for level, words in (("good", self.good), ("uncertain", self.uncertain), ("bad", self.bad)):
            if word in (known.strip().lower() for known in words):
                return _LEVELS[level]
        number = word.removesuffix(".0")
        return self.quality_of_code(int(number)) if is_code(number) else _LEVELS[self.unknown_quality]

    def quality_of_code(self, code: int) -> int:
        """The quality of a whole number that is no configured word: an OPC code, unless a vendor has its own."""
        low = code & 0xFF
        return GOOD if low >= 192 else UNCERTAIN if 64 <= low < 128 else BAD

    def is_quality_word(self, text: str) -> bool:
        """Whether the text is one of the configured words, not a code, of which digits may be missing."""
        word = text.strip().lower()
        known = any(word == one.strip().lower() for one in (*self.good, *self.uncertain, *self.bad))
        return known and not is_code(word)


def is_code(word: str) -> bool:
    """Whether a text is a whole number of at most ten digits, as quality codes are."""
    digits = word.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= 10


def samples_frame(
    frame: pl.DataFrame,
    options: SampleOptions,
    *,
    decimal: str = ".",
    thousands: str | None = None,
    null_words: tuple[str, ...] = (),
) -> pl.DataFrame:
    """Canonical samples of a frame with tag, ts_utc, value, row_no (and quality, is_ambiguous if known) in texts."""
    numbers = _all_numbers(frame["value"], decimal, thousands, (*null_words, *options.bad_values))
    told, raw = _quality(frame, options)
    if numbers is not None:
        frame = frame.with_columns(numbers.alias("value_num"), pl.lit(None, pl.String).alias("value_text"))
        quality = told
    else:
        value = pl.col("value").str.strip_chars()
        missing = is_missing(value, null_words)
        frame = frame.with_columns(
            pl.when(~missing).then(to_number(value, decimal, thousands)).alias("value_num")
        ).with_columns(pl.when(pl.col("value_num").is_null() & ~missing).then(value).alias("value_text"))
        quality = pl.when(_no_value(options)).then(BAD).otherwise(told)
    return _canonical(frame, quality, raw, options)


def typed_samples_frame(frame: pl.DataFrame, options: SampleOptions) -> pl.DataFrame:
    """Canonical samples of values whose kind is known, so that the text `007` stays a text.

    The frame has tag, ts_utc, value_num, value_text, row_no (and quality as words or codes in texts, is_ambiguous).
    """
    told, raw = _quality(frame, options)
    number = pl.col("value_num")
    odd = pl.when(~number.is_finite()).then(number.cast(pl.String))
    frame = frame.with_columns(
        pl.when(number.is_finite()).then(number).alias("value_num"),
        pl.coalesce("value_text", odd).alias("value_text"),
        odd.is_not_null().alias("is_odd"),
    )
    return _canonical(frame, pl.when(_no_value(options) | pl.col("is_odd")).then(BAD).otherwise(told), raw, options)


def _no_value(options: SampleOptions) -> pl.Expr:
    is_bad_text = pl.col("value_text").str.to_lowercase().is_in([text.lower() for text in options.bad_values])
    return pl.col("value_num").is_null() & (pl.col("value_text").is_null() | is_bad_text)


def _canonical(frame: pl.DataFrame, quality: pl.Expr, raw: pl.Expr, options: SampleOptions) -> pl.DataFrame:
    if "is_ambiguous" in frame.columns and frame["is_ambiguous"].any():
        doubt = pl.col("is_ambiguous")
        quality = pl.when(doubt).then(pl.min_horizontal(quality, UNCERTAIN)).otherwise(quality)
        note = pl.concat_str(raw, pl.lit(AMBIGUOUS_NOTE), separator="; ", ignore_nulls=True)
        raw = pl.when(doubt).then(note).otherwise(raw)
    tag = pl.concat_str(pl.lit(options.tag_prefix), "tag") if options.tag_prefix else pl.col("tag")
    return frame.select(
        tag.alias("tag"),
        "ts_utc",
        "value_num",
        "value_text",
        quality.cast(pl.Int8).alias("quality"),
        raw.alias("quality_raw"),
        pl.col("row_no").cast(pl.Int64),
    ).cast(SCHEMAS[SAMPLES])


def _all_numbers(values: pl.Series, decimal: str, thousands: str | None, words: tuple[str, ...]) -> pl.Series | None:
    """The values as floats if every one is plainly a number, which is most blocks of most files, else None."""
    if thousands or pl.Series(words, dtype=pl.String).cast(pl.Float64, strict=False).is_finite().any():
        return None
    if decimal == ",":
        values = values.str.replace(",", ".", literal=True)
    numbers = values.cast(pl.Float64, strict=False)
    # A whole number from EXACT on might not be the one written: the general way looks at its text.
    return numbers if not numbers.null_count() and (numbers.abs() < EXACT).all() else None


def _quality(frame: pl.DataFrame, options: SampleOptions) -> tuple[pl.Expr, pl.Expr]:
    if "quality" not in frame.columns:
        return pl.lit(GOOD, pl.Int8), pl.lit(None, pl.String)
    words = frame["quality"]
    first = words.first()
    if isinstance(first, str) and first and (words == first).all():
        return pl.lit(options.quality_of(first), pl.Int8), pl.col("quality")
    # Few distinct words on many rows: each word is judged once.
    distinct = words.unique().drop_nulls().to_list()
    levels = [options.quality_of(word) for word in distinct]
    told = pl.col("quality").replace_strict(distinct, levels, default=options.quality_of(""), return_dtype=pl.Int8)
    return told, pl.when(pl.col("quality") != "").then("quality")
