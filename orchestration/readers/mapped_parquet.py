"""Rows of mapped tables that are Parquet: typed columns, or the texts that pulls land, all as texts."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial

import polars as pl
import pyarrow.parquet as pq

from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.mapped_options import ColumnName, MappedOptions
from orchestration.readers.mapped_rows import MASK, RowBlock, personal_columns
from orchestration.readers.numbers_text import EXACT
from orchestration.readers.parquet_file import opened_parquet, record_batches
from orchestration.readers.rejected_rows import rejected_frame

PULLED = b"millrace_pulled"
"""Entry of a file's metadata by which a pull says when it made it."""
HASHED = b"millrace_hashed"
"""Entry of a file's metadata by which a pull says that it hashed the workers in it."""
DELETED = b"millrace_deleted"
"""Entry of a file's metadata by which a pull says that its rows are no longer in the source."""

_ABSENT = -1


class ParquetRows:
    """The rows of a Parquet file; columns are named, in any case."""

    def __init__(self, file: pq.ParquetFile, options: MappedOptions) -> None:
        """What of it is personal say the options."""
        self._file = file
        self._names: list[str] = file.schema_arrow.names
        metadata = file.schema_arrow.metadata or {}
        self.are_hashed, self.are_deleted = HASHED in metadata, DELETED in metadata
        self._is_pulled = PULLED in metadata
        self._personal = {str(name).lower() for name in personal_columns(options.columns, options.personal_columns)}

    def position(self, column: ColumnName, what: str, /) -> int:
        """Index of a column given by its name. What a pull did not ask for, as it was not mapped yet, is empty."""
        wanted = str(column).strip().lower()
        matches = [index for index, name in enumerate(self._names) if name.lower() == wanted]
        if len(matches) == 1:
            return matches[0]
        if self._is_pulled and not matches:
            return _ABSENT
        found = "stands twice in" if matches else "is not in"
        raise FileRejected(
            f"The column {column!r} for {what} {found} the file ({', '.join(self._names)[:300]}); "
            "correct the source's columns."
        )

    def blocks(self, columns: Mapping[str, int], /) -> Iterator[RowBlock]:
        """The rows in file order, numbered from 1."""
        names = {field: self._names[index] for field, index in columns.items() if index != _ABSENT}
        if not names:
            raise FileRejected(f"The file has none of the mapped columns, but {', '.join(self._names)[:300]}.")
        absent = [pl.lit(None, pl.String).alias(field) for field, index in columns.items() if index == _ABSENT]
        row_no = 1
        for batch in record_batches(self._file, list(dict.fromkeys(names.values()))):
            read = pl.DataFrame(pl.from_arrow(batch))
            texts = read.select(_as_text(column) for column in read.iter_columns())
            numbers = pl.int_range(row_no, row_no + read.height, dtype=pl.Int64).alias("row_no")
            frame = texts.select(*(pl.col(name).alias(field) for field, name in names.items()), *absent, numbers)
            yield RowBlock(frame, rejected_frame([]), read.height, partial(self._masked, texts, row_no))
            row_no += read.height

    def _masked(self, texts: pl.DataFrame, first: int, row_no: int) -> str:
        row = texts.row(row_no - first, named=True).items()
        return ",".join(
            f"{name}={MASK if name.lower() in self._personal else text}" for name, text in row if text is not None
        )


@contextmanager
def opened_rows(stream: ByteStream, options: MappedOptions) -> Iterator[ParquetRows]:
    """The stream as the rows of a Parquet file; raises FileRejected, also while they are read."""
    with opened_parquet(stream, "export it again") as file:
        yield ParquetRows(file, options)


def _as_text(column: pl.Series) -> pl.Series:
    """Values as they are written where all is text: whole numbers without a point, times as ISO 8601."""
    kind = column.dtype
    if kind.is_nested() or kind in (pl.Binary, pl.Object):
        raise FileRejected(f"The column {column.name!r} is of the type {kind}, which is no field; leave it unmapped.")
    if isinstance(kind, pl.Datetime):
        if kind.time_zone is None:
            return column.dt.to_string("%Y-%m-%dT%H:%M:%S%.f")
        return column.dt.convert_time_zone("UTC").dt.to_string("%Y-%m-%dT%H:%M:%S%.fZ")
    if kind.is_float():
        # Tools that know no empty whole number write 4711 as 4711.0, and keys must stay the same.
        is_whole = (column == column.round()) & (column.abs() < EXACT)
        whole = column.set(~is_whole, None).cast(pl.Int64).cast(pl.String)
        return whole.zip_with(is_whole.fill_null(value=False), column.cast(pl.String)).alias(column.name)
    return column.cast(pl.String)
