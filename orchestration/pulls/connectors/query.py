"""Any history in a database, by a query of the plant's own with a window of time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import sqlalchemy as sa

from orchestration.plant.pull import SqlPull
from orchestration.pulls.connectors import Connector
from orchestration.pulls.connectors.database import Database, open_database
from orchestration.pulls.failure import PullFailed
from orchestration.pulls.rows import text_batch
from orchestration.pulls.windows import EPOCH, Window

_NEEDED = ("tag", "time", "value")
_KNOWN = (*_NEEDED, "text", "quality")
_HAS_ZONE = re.compile(r"(Z|[+-]\d{2}:?\d{2})$")


class QueryConnector(Connector):
    """A database and the query that is asked of it."""

    def __init__(self, database: Database, pull: SqlPull) -> None:
        self._database, self._pull = database, pull
        self._statement = _statement(pull.query)

    def rows(self, window: Window) -> Iterator[pa.RecordBatch]:
        """Columns tag, time, value, and text and quality if the query has them."""
        low, high = (_bound(end, self._pull) for end in (window.start, window.end))
        with self._database.transaction() as connection:
            names, chunks = self._database.chunks(connection, self._statement, {"window_from": low, "window_to": high})
            positions = _positions(names)
            for chunk in chunks:
                columns = list(zip(*chunk, strict=True))
                times = columns[positions["time"]]
                _check_times(times, low, high, self._pull)
                values = {name: columns[position] for name, position in positions.items()}
                yield text_batch({**values, "time": _iso_times(times, self._pull)})


@contextmanager
def open_query(pull: SqlPull) -> Iterator[QueryConnector]:
    """Open the database of a source that is pulled by a query."""
    with open_database(pull) as database:
        yield QueryConnector(database, pull)


def _statement(query: str) -> sa.TextClause:
    # A colon of the query's own (a cast, a time format) is no parameter.
    escaped = query.strip().removesuffix(";").replace(":", "\\:")
    return sa.text(escaped.replace("{from}", ":window_from").replace("{to}", ":window_to"))


def _bound(moment: datetime, pull: SqlPull) -> Any:
    """A window's end as the query's time column has its times."""
    match pull.time_type:
        case "timestamp_with_zone":
            return moment.replace(tzinfo=UTC)
        case "timestamp_utc" | "timestamp_local":
            return moment
        case "epoch_s":
            return (moment - EPOCH) // timedelta(seconds=1)
        case "epoch_ms":
            return (moment - EPOCH) // timedelta(milliseconds=1)
        case _:
            return moment.strftime(pull.text_format)


def _positions(names: list[str]) -> dict[str, int]:
    for name in _NEEDED:
        if names.count(name) != 1:
            raise PullFailed(
                f"The query gives the columns {', '.join(names)}; it has to give tag, time and value once each, and "
                "may give text and quality: name them in the query, as 'select TagName as tag'."
            )
    return {name: names.index(name) for name in _KNOWN if name in names}


def _check_times(times: Sequence[Any], low: Any, high: Any, pull: SqlPull) -> None:
    """Rows outside of the window would come again with the next one; so would all rows if types do not fit."""
    try:
        outside = next((found for found in times if not low <= found < high), None)
    except TypeError:
        strange = next(
            (found for found in times if not isinstance(found, type(low)) or _zoned(found) != _zoned(low)), None
        )
        raise PullFailed(
            f"The query's time is {strange!r}, which is no time of the type {pull.time_type}: correct time_type."
        ) from None
    if outside is not None:
        raise PullFailed(
            f"The query gave a row of {outside}, which is not in the window from {low} to {high} that was asked for: "
            "write its condition as 'where time >= {from} and time < {to}'."
        )


def _zoned(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _iso_times(times: Sequence[Any], pull: SqlPull) -> list[Any]:
    """Times as texts of ISO 8601, in UTC with a Z, or local without."""
    convert: dict[str, Callable[[Any], Any]] = {
        "timestamp_utc": lambda value: f"{value.isoformat()}Z",
        "epoch_s": lambda value: f"{(EPOCH + timedelta(seconds=value)).isoformat()}Z",
        "epoch_ms": lambda value: f"{(EPOCH + timedelta(milliseconds=value)).isoformat()}Z",
        "text_utc": lambda value: value if _HAS_ZONE.search(value) else f"{value}Z",
    }
    change = convert.get(pull.time_type)
    return [change(value) for value in times] if change else list(times)
