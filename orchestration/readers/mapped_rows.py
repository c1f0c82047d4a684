"""What a mapped table reads its rows from: texts by column, whatever the file is written as."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from orchestration.readers.mapped_options import Column, ColumnName

MASK = "***"


@dataclass(frozen=True)
class RowBlock:
    """Some rows of a file.

    frame: the wanted columns as texts, and `row_no`. rejected: what is no row, schema REJECTED, personal data masked.
    rows_read: rows counted before they were divided. raw: a row as it stands in the file, personal data masked.
    cut: row_no of a last row whose last field may be only the beginning of what was written.
    """

    frame: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int
    raw: Callable[[int], str]
    cut: int | None = None


class FileRows(Protocol):
    """A file that is divided into rows.

    are_hashed: workers are keyed hashes in it already. are_deleted: the source has deleted what its rows name.
    """

    are_hashed: bool
    are_deleted: bool

    def position(self, column: ColumnName, what: str, /) -> int:
        """Index of a column; raises FileRejected where `what` names none that there is."""

    def blocks(self, columns: Mapping[str, int], /) -> Iterator[RowBlock]:
        """All rows with the columns given by index, under the names given."""


def personal_columns(columns: Mapping[str, Column], personal: tuple[ColumnName, ...]) -> list[ColumnName]:
    """The columns with personal data: those that are said to have it, and the worker's."""
    worker = columns.get("worker", ())
    return [*personal, *(worker if isinstance(worker, tuple) else (worker,))]
