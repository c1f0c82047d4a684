"""Rows of Ignition's tag history to samples: the same rules for its CSV, its SQLite file and its databases.

Tables are those that the gateway makes: `sqlt_data_<driver>_<yyyy>_<mm>` holds rows (schema ROWS), `sqlth_te` names
their tags, `sqlth_scinfo` and `sqlth_drv` say which tag provider a tag belongs to.
"""

from collections.abc import Callable

import polars as pl
from pydantic import Field

from orchestration.readers.contract import Batch, FileRejected
from orchestration.readers.numbers_text import EXACT
from orchestration.readers.numeric_times import YEAR_1, YEAR_10000
from orchestration.readers.rejected_rows import rejected_frame
from orchestration.readers.samples import SampleOptions, typed_samples_frame
from orchestration.readers.schema import BAD, GOOD, SAMPLES, UNCERTAIN, UTC

ROWS = pl.Schema(
    {
        "tagid": pl.Int64(),
        "intvalue": pl.Int64(),
        "floatvalue": pl.Float64(),
        "stringvalue": pl.String(),
        "datevalue": pl.String(),
        "dataintegrity": pl.Int64(),
        "t_stamp": pl.Int64(),
        "row_no": pl.Int64(),
    }
)
"""One row of a data table. t_stamp: milliseconds since 1970 in UTC; datevalue: as the database writes it."""

TAGS = pl.Schema({"tagid": pl.Int64(), "tag": pl.String()})
"""Name of each tag id. A retired tag keeps its id, so one name can have several."""

_VALUES = ("intvalue", "floatvalue", "stringvalue", "datevalue")


class IgnitionOptions(SampleOptions):
    """Options of every way to Ignition's history."""

    tag_provider: bool = Field(
        default=False,
        description="Whether tags begin with their tag provider, `[default]press/speed`; needed where two providers "
        "have tags of one path.",
    )
    unknown_quality: str = Field(
        default="bad",
        pattern="^(good|uncertain|bad)$",
        description="What an empty or unknown dataintegrity means. Of its codes 192 to 255 are good, 64 to 127 and "
        "256 to 261 uncertain, all else bad.",
    )

    def quality_of_code(self, code: int) -> int:
        """Good, uncertain or bad of a dataintegrity: Ignition 8 codes (also with their level in the top bits) and 7's.

        The codes of 7 above 255 are no OPC codes: 500 (stale) would be good by its lowest eight bits.
        """
        level, subcode = (code >> 30) & 0b11, code & 0xFFFF
        if level > 1:
            return BAD
        if level == 1 or 64 <= subcode < 128 or 256 <= subcode <= 261:
            return UNCERTAIN
        return GOOD if 192 <= subcode < 256 else BAD


def tag_names(
    te: pl.DataFrame, scinfo: pl.DataFrame | None, drv: pl.DataFrame | None, options: IgnitionOptions
) -> pl.DataFrame:
    """Schema TAGS of `sqlth_te` (id, tagpath, scid), `sqlth_scinfo` (id, drvid) and `sqlth_drv` (id, provider).

    Raises FileRejected where names of tags of two providers would be one.
    """
    named = te.select(pl.col("id").alias("tagid"), pl.col("tagpath").alias("tag"), "scid")
    if scinfo is None or drv is None:
        if options.tag_provider:
            raise FileRejected(
                "Tags are to begin with their provider (tag_provider), but sqlth_scinfo and sqlth_drv, which have it, "
                "are missing; export them too."
            )
        return named.select("tagid", "tag").cast(TAGS)
    groups = scinfo.select(pl.col("id").alias("scid"), pl.col("drvid"))
    providers = drv.select(pl.col("id").alias("drvid"), "provider")
    named = named.join(groups, on="scid", how="left").join(providers, on="drvid", how="left")
    if options.tag_provider:
        provider = pl.format("[{}]{}", pl.col("provider").fill_null(""), "tag")
        return named.select("tagid", provider.alias("tag")).cast(TAGS)
    shared = named.group_by("tag").agg(pl.col("provider").drop_nulls().unique().sort()).sort("tag")
    for tag, found in shared.filter(pl.col("provider").list.len() > 1).iter_rows():
        raise FileRejected(
            f"The tag path {tag!r} is one of the tag providers {' and '.join(found)}: "
            "set the source's option tag_provider to tell them apart."
        )
    return named.select("tagid", "tag").cast(TAGS)


def history_batch(
    rows: pl.DataFrame, tags: pl.DataFrame, options: IgnitionOptions, raw: Callable[[int], str] | None = None
) -> Batch:
    """Samples of rows of the schema ROWS; `tags` is of the schema TAGS.

    Rows may have their instants as ts_utc (and is_ambiguous) instead of t_stamp, and a fault where they are unreadable.
    `raw` gives the text of a row (by row_no) for the rejected ones; without it their columns are written out.
    """
    known = tags.unique("tagid")
    timed = rows.join(known, on="tagid", how="left", maintain_order="left")
    if "ts_utc" not in rows.columns:
        millis = pl.col("t_stamp")
        is_time = millis.is_between(YEAR_1 // 1000, YEAR_10000 // 1000 - 1)
        timed = timed.with_columns(pl.when(is_time).then(millis * 1000).cast(UTC).alias("ts_utc"))
    fault = pl.coalesce("fault", _fault()) if "fault" in rows.columns else _fault()
    timed = timed.with_columns(fault.alias("fault"))
    rejected = timed.filter(pl.col("fault").is_not_null())
    faulty = [(row["row_no"], raw(row["row_no"]) if raw else _text(row), row["fault"])
              for row in rejected.iter_rows(named=True)]  # fmt: skip
    return Batch(
        SAMPLES, _samples(timed.filter(pl.col("fault").is_null()), options), rejected_frame(faulty), rows.height
    )


def _fault() -> pl.Expr:
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in _VALUES)
    return (
        pl.when(pl.col("tagid").is_null())
        .then(pl.lit("it has no tagid"))
        .when(pl.col("tag").is_null() | (pl.col("tag") == ""))
        .then(pl.format("sqlth_te names no tag of the id {}", "tagid"))
        .when(pl.col("ts_utc").is_null())
        .then(pl.format("the t_stamp '{}' is no time in milliseconds since 1970", pl.col("t_stamp").cast(pl.String)
                        .fill_null("")))
        .when(filled > 1)
        .then(pl.lit("more than one of intvalue, floatvalue, stringvalue and datevalue is filled"))
        .when(~pl.col("intvalue").is_between(-EXACT, EXACT))
        .then(pl.format("the whole number {} is too large to be kept exactly", "intvalue"))
    )  # fmt: skip


def _samples(rows: pl.DataFrame, options: IgnitionOptions) -> pl.DataFrame:
    values = rows.select(
        "tag",
        "ts_utc",
        pl.coalesce(pl.col("intvalue").cast(pl.Float64), "floatvalue").alias("value_num"),
        pl.coalesce("stringvalue", "datevalue").alias("value_text"),
        pl.col("dataintegrity").cast(pl.String).alias("quality"),
        "row_no",
        *(name for name in rows.columns if name == "is_ambiguous"),
    )
    return typed_samples_frame(values, options)


def _text(row: dict[str, object]) -> str:
    return ",".join(f"{name}={row[name]}" for name in ROWS if name != "row_no" and row[name] is not None)
