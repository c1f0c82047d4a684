"""Files that pulls land: Parquet whose columns are all texts, as `orchestration.pulls` writes them."""

from collections.abc import Iterator

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.parquet_file import DAMAGES, MAGIC, is_text, opened_parquet, record_batches
from orchestration.readers.recognition import Likeness, Recognition, Sample


def pulled_frames(stream: ByteStream, needed: tuple[str, ...], allowed: tuple[str, ...]) -> Iterator[pl.DataFrame]:
    """Blocks of a pulled file: row_no, and as texts the columns of `needed`, and those of `allowed` that it has.

    Raises FileRejected for what no pull lands, and for damaged files.
    """
    with opened_parquet(stream, "let it be pulled again") as file:
        _refuse_foreign(file.schema_arrow, needed)
        present = [name for name in allowed if name in file.schema_arrow.names]
        row_no = 1
        for batch in record_batches(file, (*needed, *present)):
            frame = pl.DataFrame(pl.from_arrow(batch)).with_row_index("row_no", row_no)
            row_no += frame.height
            yield frame.with_columns(pl.col("row_no").cast(pl.Int64))


def recognise_pulled(sample: Sample, needed: tuple[str, ...]) -> Recognition | None:
    """Whether a file says of itself that a pull landed it, with these columns."""
    if sample.path is None or not sample.data.startswith(MAGIC):
        return None
    try:
        schema = pq.read_schema(sample.path)
    except DAMAGES:
        return None
    if not is_pulled(schema) or not set(needed) <= set(schema.names):
        return None
    return Recognition(Likeness.CERTAIN, ("a pull landed it, as its metadata says",))


def is_pulled(schema: pa.Schema) -> bool:
    """Whether a file's metadata says that a pull landed it."""
    return b"millrace_window" in (schema.metadata or {})


def _refuse_foreign(schema: pa.Schema, needed: tuple[str, ...]) -> None:
    texts = [field.name for field in schema if is_text(field.type)]
    if len(set(schema.names)) < len(schema.names) or len(texts) < len(schema.names) or not set(needed) <= set(texts):
        raise FileRejected(
            f"The file has the columns {', '.join(f'{field.name} ({field.type})' for field in schema)}; pulled files "
            f"have {', '.join(needed)} as texts. Files of other origin belong to a source of their own, without pull."
        )


def raw_text(row: dict[str, object]) -> str:
    """A pulled row as a person can read it, without what is NULL."""
    return ",".join(f"{name}={value}" for name, value in row.items() if name != "row_no" and value is not None)
