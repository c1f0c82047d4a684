"""`sources[].pull` of tables of an ERP or MES: from a database, or by the REST interfaces of Odoo and ERPNext."""

import re
from abc import ABC, abstractmethod
from datetime import datetime, tzinfo
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from orchestration.plant.fields import Text, misfit, parse_clock
from orchestration.plant.pull import Pull

_HOURS = re.compile(r"(\d{2}:\d{2})-(\d{2}:\d{2})")


def _hours(text: str) -> str:
    found = _HOURS.fullmatch(text)
    try:
        ends = [parse_clock(end) for end in found.groups()] if found else []
    except ValueError:
        ends = []
    if len(set(ends)) < 2:
        raise misfit(f"{text!r} is no span of the clock.", "Write it as '02:00-05:00', or '22:00-04:00' over midnight.")
    return text


class TablePull(Pull, ABC):
    """Rows of a table that the reader's options map to an entity.

    With a `cursor`, a column that rises when a row is made or changed, a pull asks for what changed since the last one;
    without, for all rows. `keys_every_s` is how far apart all keys are compared, which shows deleted rows.
    `deleted_share` is the share of the rows that may be gone at once; more is taken for a mistake. `hours` are the
    hours of the source's clock in which pulls may start.
    """

    cursor: Text | None = None
    every_s: Annotated[int, Field(ge=10)] = 900
    keys_every_s: Annotated[int, Field(ge=10)] = 86400
    deleted_share: Annotated[float, Field(gt=0, le=1)] = 0.5
    hours: Annotated[Text, AfterValidator(_hours)] | None = None

    @property
    @abstractmethod
    def shown(self) -> str:
        """The table's name for a message."""

    def is_open(self, now: datetime, clock: tzinfo) -> bool:
        """Whether a pull may start now."""
        if self.hours is None:
            return True
        start, end = self.hours.split("-")
        shown = f"{now.astimezone(clock):%H:%M}"
        return start <= shown < end if start < end else shown >= start or shown < end


class DatabasePull(TablePull):
    """A table or view of a database, as `name` or `schema.name`, or what a query gives."""

    connector: Literal["table"]
    table: Text | None = None
    query: Text | None = None

    @property
    def shown(self) -> str:
        """The table's name for a message."""
        return f"table {self.table}" if self.table else "query"

    @model_validator(mode="after")
    def _is_one(self) -> "DatabasePull":
        if (self.table is None) == (self.query is None):
            raise misfit("names a table and a query, or none of them.", "Write one of them.", "table")
        if self.query is not None and ";" in self.query.rstrip().removesuffix(";"):
            raise misfit("holds more than one statement.", "Write one select, without a semicolon.", "query")
        return self


class OdooPull(TablePull):
    """A model of Odoo, as `mrp.production`. `domain` are conditions, as `[[state, '!=', draft]]`."""

    connector: Literal["odoo"]
    model: Text
    domain: tuple[Any, ...] = ()
    api: Literal["json-rpc", "json-2"] = "json-rpc"
    cursor: Text | None = "write_date"
    chunk_rows: Annotated[int, Field(ge=1, le=10_000)] = 1000

    @property
    def shown(self) -> str:
        """The table's name for a message."""
        return f"model {self.model}"


class ErpnextPull(TablePull):
    """A DocType of ERPNext, as `Work Order`; of a child table, as `Job Card Time Log`, with its `parent`."""

    connector: Literal["erpnext"]
    doctype: Text
    parent: Text | None = None
    filters: tuple[Any, ...] = ()
    cursor: Text | None = "modified"
    chunk_rows: Annotated[int, Field(ge=1, le=10_000)] = 1000

    @property
    def shown(self) -> str:
        """The table's name for a message."""
        return f"DocType {self.doctype}"
