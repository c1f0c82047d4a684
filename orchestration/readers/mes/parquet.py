"""Operations of a manufacturing execution system as Parquet, exported or pulled."""

from collections.abc import Iterator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.mapped_parquet import opened_rows
from orchestration.readers.mes.operations import OPERATIONS, OperationOptions, operation_batches
from orchestration.readers.recognition import Recognition, Sample


class Options(OperationOptions):
    """Options of `mes.parquet`."""


class _MesParquetReader:
    """Reader of operations that are Parquet."""

    name = "mes.parquet"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Operations alone."""
        return (OPERATIONS,)

    def recognise(self, _sample: Sample, /) -> Recognition | None:
        """Never: which column is which field only the plant knows."""
        return None

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of operations, in file order."""
        with opened_rows(stream, options) as rows:
            yield from operation_batches(rows, options, context)


READER = _MesParquetReader()
