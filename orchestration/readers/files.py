"""A landed file, whatever its packing, through a reader: the one way in for those who load files."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from orchestration.readers.archive import open_members
from orchestration.readers.capped import Caps
from orchestration.readers.contract import Batch, FileRejected, OrdersMembers, ReadContext, ReaderOptions
from orchestration.readers.registry import READERS


def read_file(
    path: Path, reader_name: str, options: ReaderOptions, context: ReadContext, caps: Caps | None = None
) -> Iterator[Batch]:
    """Batches of all members of a file; `rejected.member` names the archive's member.

    row_no runs on over members: each begins after the last row of the one before.
    Raises FileRejected, also after batches were given: then nothing of the file may be kept.
    """
    reader = READERS[reader_name]
    context = replace(context, kept={})
    offset = 0
    for member in open_members(path, caps, reader.comes_first if isinstance(reader, OrdersMembers) else None):
        highest = offset
        try:
            for batch in reader.read(member.stream, options, context):
                moved = _placed(batch, offset, member.name)
                highest = max(highest, _last_row(moved.rows), _last_row(moved.rejected))
                yield moved
        except FileRejected as error:
            if member.name is None or member.name in str(error):
                raise
            raise FileRejected(f"In the member {member.name!r}: {error}") from error
        offset = highest


def _placed(batch: Batch, offset: int, member: str | None) -> Batch:
    if not offset and member is None:
        return batch
    moved = pl.col("row_no") + offset
    rejected = batch.rejected.with_columns(moved, pl.lit(member, pl.String).alias("member"))
    return Batch(batch.table, batch.rows.with_columns(moved), rejected, batch.rows_read)


def _last_row(frame: pl.DataFrame) -> int:
    last = frame["row_no"].max()
    return last if isinstance(last, int) else 0
