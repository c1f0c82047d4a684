"""ERP tables as delimited text, with or without header: columns are mapped by configuration to one entity's fields."""

from collections.abc import Iterator

from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ByteStream, ReadContext
from orchestration.readers.entities import ENTITIES
from orchestration.readers.entity_rows import checked
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_table import MappedTable
from orchestration.readers.pseudonyms import with_pseudonyms
from orchestration.readers.recognition import Recognition, Sample
from orchestration.readers.rejected_rows import refuse_unreadable


class Options(MappedOptions):
    """Options of `erp.delimited`."""

    entity: str = Field(description="The canonical table that the rows belong to.")

    @model_validator(mode="after")
    def _fields_fit(self) -> "Options":
        if self.entity not in ENTITIES:
            raise ValueError(f"entity is {self.entity!r}; it must be one of {', '.join(ENTITIES)}")
        entity = ENTITIES[self.entity]
        self.check_fields(self.entity, entity.required)
        for one_of in entity.one_of:
            if not any(field in self.columns or field in self.constants for field in one_of):
                raise ValueError(f"{self.entity} needs {' or '.join(one_of)}: map a column or give a constant")
        if "worker" in self.constants:
            raise ValueError("constants names 'worker'; a worker can only come from a column")
        return self


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
        return refuse_unreadable(_batches(stream, options, context))


def _batches(stream: ByteStream, options: Options, context: ReadContext) -> Iterator[Batch]:
    table = MappedTable(stream, options, options.entity, LocalClock(context.zone))
    for records, texts in table.records():
        texts = with_pseudonyms(texts, context.pseudonym_key)
        yield table.batch(records, checked(table.typed(texts), ENTITIES[options.entity]))


READER = _ErpDelimitedReader()
