"""The plant as types: what plant.yaml says, and with it the rows of the CSV files."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field, SerializeAsAny, field_validator

from orchestration.plant.fields import (
    ClockTime,
    Currency,
    Frozen,
    Identifier,
    IsoDate,
    Text,
    TimeZoneName,
    misfit,
)
from orchestration.plant.pull import Pull
from orchestration.plant.rows import CalendarEntry, FiscalPeriod, Reason, Shift, StateMapping, Tag, Target

LossBucket = Literal["breakdown", "minor_stop", "changeover", "external"]
Treatment = Literal["excluded", "availability", "performance"]
Ratio = Annotated[float, Field(ge=0, le=1)]
Seconds = Annotated[float, Field(ge=0)]
PositiveSeconds = Annotated[float, Field(gt=0)]


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


class ExportTime(Frozen):
    """How to read from a file's name when it was exported: a pattern with one group, and the group's format."""

    pattern: Text
    format: Text

    @field_validator("pattern")
    @classmethod
    def _has_one_group(cls, pattern: str) -> str:
        remedy = r"Write one group in brackets around the time, as '_(\d{8}T\d{6})\.'."
        try:
            groups = re.compile(pattern).groups
        except re.error as error:
            raise misfit(f"{pattern!r} is no regular expression: {error}.", remedy) from error
        if groups != 1:
            raise misfit(f"{pattern!r} has {groups} groups.", remedy)
        return pattern

    @field_validator("format")
    @classmethod
    def _has_a_date(cls, text: str) -> str:
        if "%" not in text:
            raise misfit(f"{text!r} is no format of a time.", "Write it as for strptime, as '%Y%m%dT%H%M%S'.")
        return text


class _SourceFields(Frozen):
    id: Identifier
    site: Identifier
    reader: Text
    stale_after_s: PositiveSeconds = 900
    fresh_within_s: PositiveSeconds = 93600
    files: Text = "*"
    export_time: ExportTime | None = None


class SourceEntry(_SourceFields):
    """A source as plant.yaml has it, its reader's options and its pull not yet judged."""

    time_zone: TimeZoneName | None = None
    options: dict[str, Any] = Field(default_factory=dict)
    pull: dict[str, Any] | None = None


class Source(_SourceFields):
    """Files of one origin and one format. `time_zone` is its own or its site's, `options` its reader's options
    object, `produces` the lake's table its rows go to (samples or an entity), `pull` says from where its files are
    pulled (None: they are dropped)."""

    time_zone: TimeZoneName
    options: SerializeAsAny[BaseModel]
    produces: str
    pull: SerializeAsAny[Pull] | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of times that have none in the source's files."""
        return ZoneInfo(self.time_zone)


class LossPolicy(Frozen):
    """Which stops are left out of busy time, or count against performance, from a production date on.

    A reason's treatment beats its bucket's, and holds for the reasons below it in the tree that have none of their own.
    """

    name: Text
    valid_from: IsoDate = date(1970, 1, 1)
    excluded: tuple[LossBucket, ...] = ()
    performance: tuple[LossBucket, ...] = ()
    reasons: dict[Text, Treatment] = Field(default_factory=dict)


class Cost(Frozen):
    """What a lost unit costs away from a sold-out line's constraint, and how much of it can be made up."""

    constraint_factor: Ratio = 0
    recovery_share: Ratio = 0
    recovery_premium: Annotated[float, Field(ge=0)] = 0
    contribution_net_of_labour: bool = False


class Tolerances(Frozen):
    """How far apart in time two records may be and still be about the same event."""

    maintenance_match_s: Seconds = 1800
    order_finish_s: Seconds = 28800


class Iso22400(Frozen):
    """Where readings of ISO 22400-2 differ."""

    mttr_divisor: Literal["failures", "failures_plus_units"] = "failures"


Days = Annotated[int, Field(ge=1)]


class Retention(Frozen):
    """How long the lake keeps what it could do without, in days; what is not set is kept for ever."""

    samples_days: Days | None = None
    rejected_rows_days: Days | None = None
    archive_days: Days | None = None


class LakeKeeping(Frozen):
    """How the lake is kept: replaced files are readable for `vacuum_after_days`, rows and files stay as retained."""

    vacuum_after_days: Annotated[float, Field(ge=0)] = 7
    retention: Retention = Retention()


class PlantFile(Frozen):
    """plant.yaml as a whole."""

    millrace: Annotated[int, Field(ge=1, le=1)]
    enterprise: Enterprise
    history_start: IsoDate
    sites: Annotated[tuple[Site, ...], Field(min_length=1)]
    sources: tuple[SourceEntry, ...] = ()
    loss_policies: Annotated[tuple[LossPolicy, ...], Field(min_length=1)] = (LossPolicy(name="default"),)
    cost: Cost = Cost()
    tolerances: Tolerances = Tolerances()
    iso22400: Iso22400 = Iso22400()
    published_versions: Annotated[int, Field(ge=1)] = 7
    lake: LakeKeeping = LakeKeeping()


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


class Plant(Frozen):
    """The whole configuration, validated: inside the program it can be trusted."""

    enterprise: Enterprise
    history_start: date
    sites: tuple[Site, ...]
    sources: tuple[Source, ...] = ()
    tags: tuple[Tag, ...] = ()
    states: tuple[StateMapping, ...] = ()
    reasons: tuple[Reason, ...] = ()
    shifts: tuple[Shift, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    targets: tuple[Target, ...] = ()
    fiscal_periods: tuple[FiscalPeriod, ...] = ()
    loss_policies: tuple[LossPolicy, ...] = (LossPolicy(name="default"),)
    cost: Cost = Cost()
    tolerances: Tolerances = Tolerances()
    iso22400: Iso22400 = Iso22400()
    published_versions: int = 7
    lake: LakeKeeping = LakeKeeping()

    def placed_units(self) -> Iterator[PlacedUnit]:
        """All work units with their line, area and site, in the order of plant.yaml."""
        for site in self.sites:
            for area in site.areas:
                for line in area.lines:
                    for position, unit in enumerate(line.work_units, start=1):
                        yield PlacedUnit(site, area, line, unit, position)

    def work_units(self) -> Iterator[WorkUnit]:
        """All work units, in the order of plant.yaml."""
        return (placed.unit for placed in self.placed_units())

    def lines(self) -> Iterator[Line]:
        """All lines, in the order of plant.yaml."""
        return (line for site in self.sites for area in site.areas for line in area.lines)

    def source(self, source_id: str) -> Source:
        """The source of this id; KeyError where there is none."""
        for source in self.sources:
            if source.id == source_id:
                return source
        raise KeyError(f"there is no source {source_id!r} in plant.yaml")
