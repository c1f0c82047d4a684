"""The plant as types: what plant.yaml says, and with it the rows of the CSV files."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from orchestration.plant.equipment import Enterprise, Line, PlacedUnit, Site, WorkUnit
from orchestration.plant.fields import Frozen, IsoDate, Seconds, Text
from orchestration.plant.rows import CalendarEntry, FiscalPeriod, Reason, ReasonCode, Shift, StateMapping, Tag, Target
from orchestration.plant.source import Source, SourceEntry

LossBucket = Literal["breakdown", "minor_stop", "changeover", "external"]
Treatment = Literal["excluded", "availability", "performance"]
Ratio = Annotated[float, Field(ge=0, le=1)]


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


class Privacy(Frozen):
    """What is published of people: figures of `least_group` or more; hashes and hours of each only if so said."""

    least_group: Annotated[int, Field(ge=1)] = 5
    publish_workers: bool = False


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
    privacy: Privacy = Privacy()
    published_versions: Annotated[int, Field(ge=1)] = 7
    lake: LakeKeeping = LakeKeeping()


class Plant(Frozen):
    """The whole configuration, validated: inside the program it can be trusted."""

    enterprise: Enterprise
    history_start: date
    sites: tuple[Site, ...]
    sources: tuple[Source, ...] = ()
    tags: tuple[Tag, ...] = ()
    states: tuple[StateMapping, ...] = ()
    reasons: tuple[Reason, ...] = ()
    reason_codes: tuple[ReasonCode, ...] = ()
    shifts: tuple[Shift, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    targets: tuple[Target, ...] = ()
    fiscal_periods: tuple[FiscalPeriod, ...] = ()
    loss_policies: tuple[LossPolicy, ...] = (LossPolicy(name="default"),)
    cost: Cost = Cost()
    tolerances: Tolerances = Tolerances()
    iso22400: Iso22400 = Iso22400()
    privacy: Privacy = Privacy()
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
