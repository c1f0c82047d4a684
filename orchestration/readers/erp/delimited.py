"""ERP tables as delimited text, with or without header: columns are mapped by configuration to one entity's fields."""

from collections.abc import Iterator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.erp.entities import EntityOptions, entity_batches
from orchestration.readers.mapped_options import MappedTextOptions
from orchestration.readers.mapped_text import TextRows
from orchestration.readers.recognition import Recognition, Sample


class Options(EntityOptions, MappedTextOptions):
    """Options of `erp.delimited`."""


class _ErpDelimitedReader:
    """Reader of mapped ERP tables."""

    name = "erp.delimited"
    options_type = Options

    def produces(self, options: Options, /) -> tuple[str, ...]:
        """The configured entity."""
        return (options.entity,)

    def recognise(self, _sample: Sample, /) -> Recognition | None:
        """Never: which column is which field only the plant knows."""
        return None

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of the entity's rows, in file order."""
        return entity_batches(TextRows(stream, options), options, context)


READER = _ErpDelimitedReader()
