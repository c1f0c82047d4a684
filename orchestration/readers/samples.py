"""Values and qualities of samples: what historians write, as number or text with quality good, uncertain or bad."""

import polars as pl
from pydantic import Field, model_validator

from orchestration.readers.contract import ReaderOptions
from orchestration.readers.numbers_text import is_missing, to_number
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
            "1.#QNAN",
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
        if word.removesuffix(".0").isdecimal():
            code = int(word.removesuffix(".0")) & 0xFF
            return GOOD if code >= 192 else UNCERTAIN if 64 <= code < 128 else BAD
        return _LEVELS[self.unknown_quality]

    def knows_quality(self, text: str) -> bool:
        """Whether the text is one of the configured words or a code."""
        word = text.strip().lower()
        return word.isdecimal() or any(
            word == known.strip().lower() for known in (*self.good, *self.uncertain, *self.bad)
        )


def samples_frame(
    frame: pl.DataFrame,
    options: SampleOptions,
    *,
    decimal: str = ".",
    thousands: str | None = None,
    null_words: tuple[str, ...] = (),
) -> pl.DataFrame:
    """Canonical samples of a frame with tag, ts_utc, value, row_no (and quality, is_ambiguous if known) in texts."""
    if "is_ambiguous" in frame.columns and not frame["is_ambiguous"].any():
        frame = frame.drop("is_ambiguous")
    value = pl.col("value")
    missing = is_missing(value, null_words)
    number = to_number(value, decimal, thousands)
    is_bad_text = value.str.strip_chars().str.to_lowercase().is_in([text.lower() for text in options.bad_values])
    frame = frame.with_columns(pl.when(~missing).then(number).alias("value_num")).with_columns(
        pl.when(pl.col("value_num").is_null() & ~missing).then(value.str.strip_chars()).alias("value_text")
    )
    told, raw = _quality(frame, options)
    no_value = pl.col("value_num").is_null() & (pl.col("value_text").is_null() | is_bad_text)
    quality = pl.when(no_value).then(BAD).otherwise(told)
    if "is_ambiguous" in frame.columns:
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


def _quality(frame: pl.DataFrame, options: SampleOptions) -> tuple[pl.Expr, pl.Expr]:
    if "quality" not in frame.columns:
        return pl.lit(GOOD, pl.Int8), pl.lit(None, pl.String)
    # Few distinct words on many rows: each word is judged once.
    words = frame["quality"].unique().drop_nulls().to_list()
    levels = [options.quality_of(word) for word in words]
    unknown = _LEVELS[options.unknown_quality]
    told = pl.col("quality").replace_strict(words, levels, default=unknown, return_dtype=pl.Int8)
    return told, pl.when(pl.col("quality") != "").then("quality")
