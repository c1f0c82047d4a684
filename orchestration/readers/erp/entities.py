"""Entities of an ERP: the options that map a table to one of them, and its rows in batches."""

from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import Field, model_validator

from orchestration.readers.contract import Batch, ReadContext
from orchestration.readers.entities import ENTITIES
from orchestration.readers.entity_rows import checked
from orchestration.readers.erp.presets import with_preset
from orchestration.readers.local_time import LocalClock
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.mapped_rows import FileRows
from orchestration.readers.mapped_table import MappedTable
from orchestration.readers.pseudonyms import with_pseudonyms
from orchestration.readers.rejected_rows import refuse_unreadable


class EntityOptions(MappedOptions):
    """Options of every table that is mapped to an entity of an ERP."""

    preset: str | None = Field(
        default=None,
        description="Mapping that is shipped, such as `sap/afru`: its options hold where none are given, those of "
        "several fields field by field; null takes a field away.",
    )
    entity: str = Field(description="The canonical table that the rows belong to; a preset knows it.")

    @model_validator(mode="before")
    @classmethod
    def _by_preset(cls, given: Any) -> Any:
        name = given.get("preset") if isinstance(given, Mapping) else None
        return with_preset(name, given) if isinstance(name, str) else given

    @model_validator(mode="after")
    def _fields_fit(self) -> Self:
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


def entity_batches(rows: FileRows, options: EntityOptions, context: ReadContext) -> Iterator[Batch]:
    """The rows of a file as batches of the configured entity, in file order; raises FileRejected."""
    return refuse_unreadable(_batches(rows, options, context), is_personal=options.is_personal)


def _batches(rows: FileRows, options: EntityOptions, context: ReadContext) -> Iterator[Batch]:
    table = MappedTable(rows, options, options.entity, LocalClock(context.zone))
    for block, texts in table.blocks():
        if not rows.are_hashed:
            texts = with_pseudonyms(texts, context.pseudonym_key)
        yield table.batch(block, checked(table.typed(texts), ENTITIES[options.entity], options.column_of))
