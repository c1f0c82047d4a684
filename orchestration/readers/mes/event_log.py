"""Event logs of manufacturing execution systems: one line an operation with start, end and quantities."""

from collections.abc import Iterator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.mapped_options import MappedTextOptions
from orchestration.readers.mapped_text import TextRows
from orchestration.readers.mes.operations import OPERATIONS, OperationOptions, operation_batches
from orchestration.readers.recognition import Recognition, Sample


class Options(OperationOptions, MappedTextOptions):
    """Options of `mes.event_log`."""


class _EventLogReader:
    """Reader of MES event logs."""

    name = "mes.event_log"
    options_type = Options

    def produces(self, _options: Options, /) -> tuple[str, ...]:
        """Operations alone."""
        return (OPERATIONS,)

    def recognise(self, _sample: Sample, /) -> Recognition | None:
        """Never: which column is which field only the plant knows."""
        return None

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of operations, in file order."""
        return operation_batches(TextRows(stream, options), options, context)


READER = _EventLogReader()
