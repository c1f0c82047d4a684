"""ERP tables as Parquet, exported or pulled: columns are mapped by configuration to one entity's fields."""

from collections.abc import Iterator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.erp.entities import EntityOptions, entity_batches
from orchestration.readers.mapped_parquet import opened_rows
from orchestration.readers.recognition import Recognition, Sample


class Options(EntityOptions):
    """Options of `erp.parquet`."""


class _ErpParquetReader:
    """Reader of mapped ERP tables that are Parquet."""

    name = "erp.parquet"
    options_type = Options

    def produces(self, options: Options, /) -> tuple[str, ...]:
        """The configured entity."""
        return (options.entity,)

    def recognise(self, _sample: Sample, /) -> Recognition | None:
        """Never: which column is which field only the plant knows."""
        return None

    def read(self, stream: ByteStream, options: Options, context: ReadContext, /) -> Iterator[Batch]:
        """Batches of the entity's rows, in file order."""
        with opened_rows(stream, options) as rows:
            yield from entity_batches(rows, options, context)


READER = _ErpParquetReader()
