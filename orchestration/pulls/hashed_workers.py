"""Workers in rows that are pulled: keyed hashes before anything is written, nothing without a key."""

import os
from collections.abc import Iterable, Iterator

import polars as pl
import pyarrow as pa

from orchestration.readers.numbers_text import is_missing
from orchestration.readers.pseudonyms import with_pseudonyms

# As `orchestration.lake` has it, whose hashes these must equal.
PSEUDONYM_KEY_VARIABLE = "MILLRACE_PSEUDONYM_KEY"


def pseudonym_key() -> bytes | None:
    """The secret of the keyed hashes, from the environment."""
    key = os.environ.get(PSEUDONYM_KEY_VARIABLE)
    return key.encode() if key else None


def with_hashed_workers(
    batches: Iterable[pa.RecordBatch], column: str | None, key: bytes | None, null_words: tuple[str, ...]
) -> Iterator[pa.RecordBatch]:
    """The batches with the texts of one column as the hashes that a reader would make of them."""
    for batch in batches:
        if column is None:
            yield batch
            continue
        # A name stands in many rows: each is read and hashed once a batch.
        coded = batch.column(column).dictionary_encode()
        names = pl.DataFrame({"worker": pl.from_arrow(coded.dictionary)}, schema={"worker": pl.String})
        read = names.select(pl.when(~is_missing(pl.col("worker"), null_words)).then(pl.col("worker").str.strip_chars()))
        hashed = with_pseudonyms(read, key)["worker"].to_arrow().cast(pa.string()).take(coded.indices)
        yield batch.set_column(batch.schema.get_field_index(column), column, hashed)
