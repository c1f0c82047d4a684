"""What every reader is and gives: the Reader protocol, its context and its batches."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, runtime_checkable
from zoneinfo import ZoneInfo

import polars as pl
from pydantic import BaseModel, ConfigDict

from orchestration.readers.recognition import Recognition, Sample

IS_DELETED = "is_deleted"


class FileRejected(Exception):  # noqa: N818 - the word by which ledger and quarantine know it
    """The whole file is to be quarantined; the message is the sentence that says why and what to do.

    It may come after batches were already given (a gzip file truncated at its end): nothing of them may be kept.
    """


class ByteStream(Protocol):
    """What readers read from: an open binary file will do, or a member of an archive."""

    def read(self, size: int = -1, /) -> bytes:
        """At most `size` bytes; none at the end."""


class ReaderOptions(BaseModel):
    """Base of all readers' options: unknown options are errors, validated options do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


OptionsT = TypeVar("OptionsT", bound=ReaderOptions, contravariant=True)


@dataclass(frozen=True)
class ReadContext:
    """What a reader knows of its source.

    source: the source's id, for messages. zone: the zone of times that state none.
    pseudonym_key: secret for the keyed hash of personal values; None drops them.
    kept: what a reader keeps of a file's earlier members for the later ones; empty at a file's beginning.
    """

    source: str
    zone: ZoneInfo
    pseudonym_key: bytes | None = None
    kept: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """A piece of a file as canonical rows.

    table: name in `schema.SCHEMAS`, one of those that the reader `produces`. rows: that schema; of entities the column
    IS_DELETED may stand besides, TRUE where the source has deleted what the row names.
    rejected: `schema.REJECTED`.
    rows_read: records counted in the raw input before they were parsed, so that
    `rows_read == rows.height + rejected.height` is a check and not a definition.
    """

    table: str
    rows: pl.DataFrame
    rejected: pl.DataFrame
    rows_read: int


class Reader(Protocol[OptionsT]):
    """One file format."""

    @property
    def name(self) -> str:
        """Name in the workspace's configuration, such as `historian.shdr`."""

    @property
    def options_type(self) -> type[ReaderOptions]:
        """The pydantic model of the reader's options."""

    def produces(self, options: OptionsT, /) -> tuple[str, ...]:
        """Names of the canonical tables that the rows may belong to."""

    def recognise(self, sample: Sample, /) -> Recognition | None:
        """What speaks for a file being of this format, and the options to read it with; None if nothing does."""

    def read(self, stream: ByteStream, options: OptionsT, context: ReadContext, /) -> Iterator[Batch]:
        """Read a stream to its end in batches of bounded size; raises FileRejected."""


@runtime_checkable
class OrdersMembers(Protocol):
    """A reader that has to see some members of an archive before the others."""

    def comes_first(self, name: str, /) -> bool:
        """Whether a member of this name is read before those that are not."""


@runtime_checkable
class CallsTags(Protocol):
    """A reader whose options say what tags are called by."""

    def shorter_names(self, tags: Collection[str], /) -> Mapping[str, Any]:
        """Options that call the tags of a file more shortly than by default, as they are given; none if none do."""


@runtime_checkable
class ReadsJoined(Protocol[OptionsT]):
    """A reader of lines that reads files of one head, put together after it, as it reads each of them.

    That holds for files of which it rejects nothing, and for times without a repeated hour among them.
    """

    def head(self, data: bytes, options: OptionsT, /) -> tuple[int, int] | None:
        """Bytes and lines of a file's head; None for a file that only reads the same by itself."""
