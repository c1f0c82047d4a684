"""One type for a row of each CSV file of a workspace; the fields are the columns."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from orchestration.plant.days import Days
from orchestration.plant.fields import (
    ClockEnd,
    ClockTime,
    DaysField,
    Frozen,
    Identifier,
    IsoDate,
    Text,
    WeekdayField,
    misfit,
)

Signal = Literal[
    "state", "good_count", "total_count", "reject_count", "rework_count", "speed", "energy", "power", "product", "order"
]
State = Literal["running", "stopped", "changeover", "blocked", "starved", "planned", "off", "unknown"]
Bucket = Literal["own", "changeover", "external", "planned"]
Level = Literal["work_unit", "line", "area", "site", "enterprise"]
COUNTER_SIGNALS = frozenset({"good_count", "total_count", "reject_count", "rework_count", "energy"})
TEXT_SIGNALS = frozenset({"state", "product", "order"})


class Tag(Frozen):
    """tags.csv: what a historian's tag says about a work unit."""

    source: Identifier
    tag: Text
    work_unit: Identifier
    signal: Signal
    state_set: Text | None = None
    scale: float = 1.0
    offset: float = 0.0
    counter_mode: Literal["rollover", "reset"] | None = None
    rollover_at: Annotated[float, Field(gt=0)] | None = None
    unit: str | None = None


class StateMapping(Frozen):
    """states.csv: a machine's own word for its state, and what it means."""

    state_set: Text = "default"
    raw_state: Text
    state: State
    reason: Text | None = None


class Reason(Frozen):
    """reasons.csv: a reason of a stop, its place in the reason tree, and the bucket its time falls into."""

    reason: Text
    name: Text
    parent: Text | None = None
    bucket: Bucket
    is_failure: bool = False


class ReasonCode(Frozen):
    """reason_codes.csv: a code by which a source (None: any) names a reason, and which of reasons.csv it stands for."""

    source: Identifier | None = None
    code: Text
    reason: Text


class _Validity(Frozen):
    valid_from: IsoDate | None = None
    valid_to: IsoDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "_Validity":
        if self.valid_from is not None and self.valid_to is not None and self.valid_to < self.valid_from:
            raise misfit(
                f"valid_to {self.valid_to} is before valid_from {self.valid_from}.",
                "Exchange them, or correct one.",
                "valid_to",
            )
        return self


class Shift(_Validity):
    """shifts.csv: a shift on some weekdays. start and end are minutes of the site's local day; end <= start is the
    next day. The days are production days: a start before the site's day start is on the following date."""

    scope: Identifier
    shift: Annotated[Text, Field(max_length=60, pattern=r"^[^/]*$")]
    days: WeekdayField
    start: ClockTime
    end: ClockEnd

    @property
    def valid_days(self) -> Days:
        """Its production days, limited to its validity."""
        return self.days.within(self.valid_from, self.valid_to)


class CalendarEntry(_Validity):
    """calendar.csv: a holiday (whole production days) or a planned stop (times as in `Shift`)."""

    scope: Identifier
    kind: Literal["holiday", "break", "meeting", "maintenance", "trial"]
    name: Text
    days: DaysField
    start: ClockTime | None = None
    end: ClockEnd | None = None
    reason: Text | None = None

    @property
    def valid_days(self) -> Days:
        """Its production days, limited to its validity."""
        return self.days.within(self.valid_from, self.valid_to)

    @model_validator(mode="after")
    def _times_belong_to_stops(self) -> "CalendarEntry":
        if self.kind == "holiday" and (self.start is not None or self.end is not None):
            raise misfit(
                "a holiday has a start or an end.", "Leave both empty: a holiday is a whole production day.", "start"
            )
        if self.kind != "holiday" and (self.start is None or self.end is None):
            raise misfit(f"a {self.kind} has no start or no end.", "Write both as HH:MM.", "start")
        return self


class Target(Frozen):
    """targets.csv: what is aimed at, from a production date on."""

    level: Level
    object: Identifier
    kpi: Literal["oee", "availability", "performance", "quality", "teep", "ooe"]
    value: float
    valid_from: IsoDate = date(1970, 1, 1)

    @model_validator(mode="after")
    def _is_a_ratio(self) -> "Target":
        if not 0 < self.value <= 1:
            raise misfit(f"the target {self.value:g} is no ratio.", "Write 0.85 for 85 %.", "value")
        return self


class FiscalPeriod(Frozen):
    """fiscal_periods.csv: a period of the books, from its first to its last production date, inclusive; `closed_on` is
    the day from which its figures are frozen."""

    period: Text
    start: IsoDate
    end: IsoDate
    closed_on: IsoDate | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "FiscalPeriod":
        if self.end < self.start:
            raise misfit(
                f"the period ends on {self.end}, before it starts on {self.start}.",
                "Exchange them, or correct one.",
                "end",
            )
        if self.closed_on is not None and self.closed_on <= self.end:
            raise misfit(
                f"the period is closed on {self.closed_on}, before it is over.",
                f"Write a day after {self.end}, or leave it empty while the period is open.",
                "closed_on",
            )
        return self
