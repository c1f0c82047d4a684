"""Parquet files of any origin as record batches of bounded size; what is damaged or hostile is refused."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pyarrow as pa
import pyarrow.compute as arrow
import pyarrow.parquet as pq

from orchestration.readers.contract import ByteStream, FileRejected
from orchestration.readers.seekable import local_file
from orchestration.readers.text_stream import LINE_LIMIT

MAGIC, _ENCRYPTED = b"PAR1", b"PARE"
DAMAGES = (pa.ArrowException, OSError, UnicodeDecodeError)
"""What Arrow raises for damaged files; an OSError with an errno is the machine's."""

_BUFFER_BYTES = 1 << 20
_PIECE_TEXT = 64 << 20
_PIECE_CELLS = 400_000
_PIECE_ROWS = 200_000
# A regular time beside values that never change packs to next to nothing, but not at this size.
_BOMB_CELLS, _BOMB_CELLS_A_BYTE = 200_000_000, 100


@contextmanager
def opened_parquet(stream: ByteStream, remedy: str) -> Iterator[pq.ParquetFile]:
    """The stream as an open Parquet file; texts that are written as dictionaries are read as such.

    Raises FileRejected, which ends with `remedy`, for what is no whole Parquet file; also while it is read.
    """
    with local_file(stream) as path:
        with path.open("rb") as file:
            if file.read(4) == _ENCRYPTED:
                raise FileRejected("The Parquet file is encrypted; export it without encryption.")
        try:
            # Without buffers of whole column chunks, so that a row group may be of any size.
            given = {
                "pre_buffer": False, "buffer_size": _BUFFER_BYTES, "page_checksum_verification": True,
                "coerce_int96_timestamp_unit": "us",
            }  # fmt: skip
            with pq.ParquetFile(path, **given) as file:
                texts = {field.name for field in file.schema_arrow if is_text(field.type)}
                repeated = sorted(texts & _with_dictionary(file.metadata))
            with pq.ParquetFile(path, **given, read_dictionary=repeated) as file:
                _refuse_bomb(file.metadata, path.stat().st_size)
                yield file
        except DAMAGES as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            found = " ".join(str(error).split())
            raise FileRejected(f"The file is no whole Parquet file ({found}); {remedy}.") from error


def is_text(kind: pa.DataType) -> bool:
    """Whether a column's values are texts, however they are kept."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def record_batches(file: pq.ParquetFile, columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The columns in the order given, in pieces of the file's row groups; texts are plain again, and valid UTF-8."""
    most = min(max(_PIECE_CELLS // len(columns), 1), _PIECE_ROWS)
    # Arrow keeps every text of a dictionary column, and hands all of them to each batch, until its iterator ends.
    for groups in _stretches(file.metadata):
        rows = max(min(most, _PIECE_TEXT // _bytes_a_row(file.metadata, groups, columns)), 1)
        for batch in file.iter_batches(rows, row_groups=groups, columns=list(columns)):
            batch.validate(full=True)
            for piece in _pieces(batch):
                plain = {name: _plain(piece.column(name)) for name in columns}
                yield pa.RecordBatch.from_pydict(plain)


def _with_dictionary(metadata: pq.FileMetaData) -> set[str]:
    """The columns of which some row group has a dictionary."""
    chunks = (group.column(index) for group in _groups(metadata) for index in range(group.num_columns))
    return {
        chunk.path_in_schema
        for chunk in chunks
        if chunk.has_dictionary_page or any(name.endswith("DICTIONARY") for name in chunk.encodings)
    }


def _groups(metadata: pq.FileMetaData) -> Iterator[pq.RowGroupMetaData]:
    return (metadata.row_group(index) for index in range(metadata.num_row_groups))


def _stretches(metadata: pq.FileMetaData) -> Iterator[list[int]]:
    """Row groups one after the other, of small ones as many as give a batch."""
    stretch: list[int] = []
    rows = 0
    for index, group in enumerate(_groups(metadata)):
        stretch.append(index)
        rows += group.num_rows
        if rows >= _PIECE_ROWS:
            yield stretch
            stretch, rows = [], 0
    if stretch:
        yield stretch


def _bytes_a_row(metadata: pq.FileMetaData, groups: Sequence[int], columns: Sequence[str]) -> int:
    """How many bytes a row of the columns has in the mean, unpacked; at least 1."""
    rows = size = 0
    for index in groups:
        group = metadata.row_group(index)
        rows += group.num_rows
        chunks = map(group.column, range(group.num_columns))
        size += sum(chunk.total_uncompressed_size for chunk in chunks if chunk.path_in_schema in columns)
    return max(size // max(rows, 1), 1)


def _pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """The batch, divided where the texts that its dictionaries stand for could be too much at once."""
    longest = sum(_longest_text(name, batch.column(name)) for name in batch.schema.names)
    rows = max(_PIECE_TEXT // max(longest, 1), 1)
    for start in range(0, batch.num_rows, rows):
        yield batch.slice(start, rows)


def _longest_text(name: str, column: pa.Array) -> int:
    if not is_text(column.type):
        return 0
    texts = column.dictionary if pa.types.is_dictionary(column.type) else column
    longest: int = arrow.max(arrow.binary_length(texts)).as_py() or 0
    if longest > LINE_LIMIT:
        raise FileRejected(f"The column {name!r} has a text of {longest} bytes, which no sample has.")
    return longest


def _plain(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        return column.cast(column.type.value_type)
    return column


def _refuse_bomb(metadata: pq.FileMetaData, size: int) -> None:
    cells = metadata.num_rows * metadata.num_columns
    if cells > max(_BOMB_CELLS, _BOMB_CELLS_A_BYTE * size):
        raise FileRejected(
            f"The Parquet file announces {metadata.num_rows} rows of {metadata.num_columns} columns in {size} bytes, "
            "as bombs do; export fewer rows at once if it is genuine."
        )
