"""The usual lines of an SHDR log, `timestamp|item|value|item|value…`, divided by whole columns."""

import polars as pl

from orchestration.readers.text_stream import Block

UNAVAILABLE = "UNAVAILABLE"
LEVELS = frozenset({"normal", "warning", "fault", "unavailable"})
CONDITION_FIELDS = 7

RECORDS = pl.Schema({"row_no": pl.Int64(), "time": pl.String(), "item": pl.String(), "value": pl.String()})
LINES = pl.Schema({"row_no": pl.Int64(), "line": pl.String()})

# Lines of more pairs are few; each number of pairs is a pass over its lines.
_MOST_PAIRS = 32


def lines_of(block: Block) -> pl.DataFrame:
    """The lines of a block, without their ends: schema LINES."""
    lines = pl.Series("line", [block.data[:-1].decode()]).str.split("\n").explode(empty_as_null=False)
    numbered = lines.to_frame().with_row_index("row_no", block.first_line)
    return numbered.select(pl.col("row_no").cast(pl.Int64), pl.col("line").str.strip_suffix("\r"))


def usual_pairs(lines: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The pairs of the usual lines in order (schema RECORDS), and the lines that are not usual: of the schema LINES.

    Usual are no escapes, commands, conditions, messages, and no items without a name or a value.
    """
    marks = pl.col("line").str.count_matches("|", literal=True)
    is_odd = pl.col("line").str.contains("\\", literal=True) | pl.col("line").str.starts_with("*")
    counted = lines.with_columns(pl.when(~is_odd).then(marks).otherwise(0).alias("marks"))
    records: list[pl.DataFrame] = []
    odd: list[pl.DataFrame] = []
    for (count,), of_count in counted.partition_by("marks", as_dict=True, include_key=False).items():
        if count % 2 or not 2 <= count <= 2 * _MOST_PAIRS:
            odd.append(of_count)
            continue
        fields = of_count.with_columns(pl.col("line").str.split_exact("|", count).alias("fields")).unnest("fields")
        items = range(1, count, 2)
        is_usual = pl.all_horizontal(pl.col(f"field_{item}").str.strip_chars() != "" for item in items)
        if count == CONDITION_FIELDS - 1:
            is_usual &= ~pl.col("field_2").str.strip_chars().str.to_lowercase().is_in(list(LEVELS))
        usual = fields.filter(is_usual)
        odd.append(fields.filter(~is_usual).select(*LINES))
        records += [_pair(usual, item) for item in items]
    found = pl.concat(records).sort("row_no", "place").select(*RECORDS) if records else pl.DataFrame(schema=RECORDS)
    return found, pl.concat([pl.DataFrame(schema=LINES), *odd]).sort("row_no")


def _pair(fields: pl.DataFrame, item: int) -> pl.DataFrame:
    value = pl.col(f"field_{item + 1}").str.strip_chars()
    unavailable = value.str.to_uppercase() == UNAVAILABLE
    return fields.select(
        "row_no",
        pl.col("field_0").alias("time"),
        pl.col(f"field_{item}").alias("item"),
        pl.when(unavailable).then(pl.lit(UNAVAILABLE)).otherwise(value).alias("value"),
        pl.lit(item).alias("place"),
    )
