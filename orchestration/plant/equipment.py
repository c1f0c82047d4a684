"""The equipment of a plant as types, from the enterprise down to the work unit (ISA-95), and where a unit stands."""

from datetime import date
from typing import Annotated, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import Field

from orchestration.plant.fields import (
    ClockTime,
    Currency,
    Frozen,
    Identifier,
    IsoDate,
    OnceEach,
    PositiveSeconds,
    Seconds,
    Text,
    TimeZoneName,
)

OrderBasis = Literal["tag", "mes", "erp"]
CountBasis = Literal["counter", "mes", "erp", "none"]
QUANTITY_KINDS = ("total", "good", "reject", "rework")
STARTUP_WINDOW_S = 1800.0
"""How long after a start rejects are start-up rejects, where neither work unit nor line nor site says."""


class QuantitiesFrom(Frozen):
    """What tells one kind of a work unit's quantities, where it is not what `counts_from` says for all of them."""

    total: CountBasis | None = None
    good: CountBasis | None = None
    reject: CountBasis | None = None
    rework: CountBasis | None = None


class WorkUnit(Frozen):
    """A machine or station: the smallest thing that has states and counts."""

    id: Identifier
    name: Text
    state_from: Literal["tag", "counter", "mes"] = "tag"
    counts_from: CountBasis = "counter"
    quantities_from: QuantitiesFrom = QuantitiesFrom()
    orders_from: Annotated[tuple[OrderBasis, ...], OnceEach] = ()
    minor_stop_threshold_s: Seconds = 300
    bridge_gap_s: Seconds = 60
    idle_after_s: PositiveSeconds = 120
    startup_window_s: Seconds | None = None
    derive_waiting: bool | None = None
    parallel_capacity: Annotated[int, Field(ge=1)] | None = None
    in_service_from: IsoDate | None = None
    in_service_to: IsoDate | None = None
    aliases: tuple[Text, ...] = ()

    def basis_of(self, kind: str) -> str:
        """What tells a kind of quantity (one of QUANTITY_KINDS): counter, mes, erp or none."""
        return getattr(self.quantities_from, kind) or self.counts_from


class Line(Frozen):
    """Work units in the order of the material's flow."""

    id: Identifier
    name: Text
    rollup: Literal["sum", "constraint"] = "sum"
    constraint: Identifier | None = None
    exit: Identifier | None = None
    sold_out: bool = False
    startup_window_s: Seconds | None = None
    derive_waiting: bool = False
    aliases: tuple[Text, ...] = ()
    work_units: Annotated[tuple[WorkUnit, ...], Field(min_length=1)]

    @property
    def exit_unit(self) -> str:
        """Id of the unit whose good units leave the line: as configured, else the last one."""
        return self.exit or self.work_units[-1].id

    def derives_waiting_of(self, unit: WorkUnit) -> bool:
        """Whether a unit's untold stops are judged by its neighbours: as the unit says, else as the line says."""
        return self.derive_waiting if unit.derive_waiting is None else unit.derive_waiting


class Area(Frozen):
    """Lines under one head."""

    id: Identifier
    name: Text
    lines: tuple[Line, ...] = ()


class EnergyPrice(Frozen):
    """What a kilowatt-hour costs at a site, in its currency, from a production date on."""

    price_per_kwh: Annotated[float, Field(ge=0)]
    valid_from: IsoDate = date(1970, 1, 1)


class Site(Frozen):
    """A place with one time zone, one currency, and one hour at which the production day starts."""

    id: Identifier
    name: Text
    time_zone: TimeZoneName
    currency: Currency
    day_start: ClockTime = 0
    energy_prices: tuple[EnergyPrice, ...] = ()
    startup_window_s: Seconds | None = None
    areas: tuple[Area, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.time_zone)


class Enterprise(Frozen):
    """The company."""

    id: Identifier
    name: Text


class PlacedUnit(NamedTuple):
    """A work unit and where it stands; `position` counts from 1 along the line."""

    site: Site
    area: Area
    line: Line
    unit: WorkUnit
    position: int

    @property
    def startup_window_s(self) -> float:
        """Seconds after a start in which rejects are start-up rejects: the unit's, else its line's, else its site's."""
        configured = (self.unit.startup_window_s, self.line.startup_window_s, self.site.startup_window_s)
        return next((window for window in configured if window is not None), STARTUP_WINDOW_S)

    @property
    def scopes(self) -> tuple[str, str, str, str]:
        """Ids that rules for this unit may name, the most specific first."""
        return self.unit.id, self.line.id, self.area.id, self.site.id
