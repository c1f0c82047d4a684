"""What one run of a page is about: the leased connection, the place, the period, and the moment of looking."""

from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from dashboard.access import Reader
from dashboard.charts.colours import Colours
from dashboard.period import Period
from dashboard.queries.scope import Scope
from dashboard.workspace import FailedPublication


@dataclass(frozen=True)
class Publication:
    """The published version that is shown; times in UTC."""

    version: str
    published_at_utc: datetime
    code_version: str | None
    loss_policy: str
    data_from: date | None
    data_to_utc: datetime | None
    checks_passed: int | None
    checks_failed: int | None


@dataclass(frozen=True)
class Place:
    """What is looked at: ``level`` is enterprise, site or line, ``id`` and ``name`` are of that level.

    ``site`` and ``line`` are ids where they are chosen; ``time_zone`` is the site's (UTC over sites of several zones);
    ``day_start`` is the local time at which production days begin, where there is one.
    """

    level: str
    id: str
    name: str
    site: str | None
    line: str | None
    time_zone: str
    day_start: str | None


@dataclass(frozen=True)
class Visit:
    """Everything a page needs to ask and to say; ``before`` is the period that figures are compared with,
    ``filters`` the query parameters of this view."""

    connection: duckdb.DuckDBPyConnection
    reader: Reader
    publication: Publication
    failure: FailedPublication | None
    place: Place
    preset: str
    period: Period
    before: Period
    shift: str | None
    product: str | None
    filters: dict[str, str]
    now: datetime
    colours: Colours

    @property
    def scope(self) -> Scope:
        """What the page's questions are about."""
        return Scope(self.place.level, self.place.id, self.period, self.shift, self.product)

    @property
    def product_name(self) -> str:
        """The chosen product as its filter names it."""
        return self.filters["product"]

    def link(self, **more: str) -> dict[str, str]:
        """Query parameters of this view, and ``more``."""
        return self.filters | more


_CURRENT: ContextVar[Visit] = ContextVar("visit")


def begin(visit: Visit) -> None:
    """Makes ``visit`` the one that the page of this script run is about."""
    _CURRENT.set(visit)


def current() -> Visit:
    """The visit of this script run; raises ``LookupError`` where ``begin`` was not called."""
    return _CURRENT.get()
