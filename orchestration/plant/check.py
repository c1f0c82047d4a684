"""`millrace check`: what is wrong with a workspace, and what is missing from it."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from orchestration.plant.equipment import QUANTITY_KINDS, PlacedUnit
from orchestration.plant.errors import ConfigurationError, ConfigurationErrors, Problems
from orchestration.plant.loading import site_ids
from orchestration.plant.model import Plant
from orchestration.plant.rules.access import check_access
from orchestration.plant.workspace import Workspace

OUTPUT_COUNTS = frozenset({"good_count", "total_count"})


@dataclass(frozen=True)
class UnmappedTag:
    """A tag that the lake has samples of and tags.csv does not name."""

    source: str
    tag: str
    samples: int


@dataclass(frozen=True)
class Notice:
    """Something that is allowed, and probably not meant: `object` is the id that it is about."""

    object: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.object}: {self.message} {self.remedy}"


@dataclass(frozen=True)
class CheckReport:
    """The result of a check. `unmapped_tags` is None where there is no lake yet, or no readable configuration."""

    errors: tuple[ConfigurationError, ...] = ()
    unmapped_tags: tuple[UnmappedTag, ...] | None = None
    units_without_signal: tuple[Notice, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether the configuration has no error; unmapped tags and notices are none."""
        return not self.errors


def check(workspace: Workspace) -> CheckReport:
    """Judge a workspace: all configuration errors, those of access.yaml too; then unmapped tags, units without
    signals, and notices, where the plant can be loaded.

    Reads the lake's `samples` table where it exists; never writes.
    """
    access = Problems()
    check_access(workspace.root, site_ids(workspace.root), access)
    try:
        plant = workspace.load()
    except ConfigurationErrors as invalid:
        return CheckReport(errors=tuple(ConfigurationErrors([*invalid.errors, *access.errors]).errors))
    return CheckReport(
        errors=tuple(ConfigurationErrors(access.errors).errors),
        unmapped_tags=_unmapped_tags(plant, workspace.lake_uri),
        units_without_signal=tuple(_units_without_signal(plant)),
        notices=(*_units_without_shift(plant), *_shifts_before_day_start(plant), *_units_with_many_state_tags(plant)),
    )


def _unmapped_tags(plant: Plant, lake_uri: str) -> tuple[UnmappedTag, ...] | None:
    from deltalake import DeltaTable  # slow to import, and most who load a plant do not read the lake

    samples = f"{lake_uri.rstrip('/')}/samples"
    if not DeltaTable.is_deltatable(samples):
        return None
    seen = pl.scan_delta(samples).group_by("source", "tag").agg(pl.len().alias("samples"))
    mapped = pl.LazyFrame(
        [(tag.source, tag.tag) for tag in plant.tags], schema={"source": pl.String, "tag": pl.String}, orient="row"
    )
    unmapped = seen.join(mapped, on=["source", "tag"], how="anti").sort("source", "tag")
    return tuple(UnmappedTag(*row) for row in unmapped.collect(engine="streaming").iter_rows())


def _units_without_signal(plant: Plant) -> Iterator[Notice]:
    signals: dict[str, set[str]] = {}
    for tag in plant.tags:
        signals.setdefault(tag.work_unit, set()).add(tag.signal)
    sites_with = {
        basis: {source.site for source in plant.sources if table in source.produces}
        for basis, table in (("mes", "operations"), ("erp", "confirmations"))
    }
    for placed in plant.placed_units():
        unit, own = placed.unit, signals.get(placed.unit.id, set())
        has_counter = bool(own & OUTPUT_COUNTS)
        origins = {unit.state_from, *(unit.basis_of(kind) for kind in QUANTITY_KINDS)}
        if unit.state_from == "tag" and "state" not in own:
            remedy = "Map one with signal 'state' in tags.csv, or set state_from to 'counter' or 'mes'."
            yield Notice(unit.id, "no tag says its state: all its time is unknown.", remedy)
        if unit.state_from == "counter" and not has_counter:
            remedy = "Map one with signal 'total_count' or 'good_count' in tags.csv."
            yield Notice(unit.id, "its state comes from its counter, and it has none.", remedy)
        if {unit.basis_of("total"), unit.basis_of("good")} <= {"counter", "none"} != {"none"} and not has_counter:
            remedy = (
                "Map one with signal 'total_count' or 'good_count' in tags.csv, "
                "or set counts_from to 'mes', 'erp' or 'none'."
            )
            yield Notice(unit.id, "no tag counts its units: it has no performance and no OEE.", remedy)
        if "mes" in origins and placed.site.id not in sites_with["mes"]:
            message = f"it needs a log of operations, and site {placed.site.id!r} has no such source."
            yield Notice(
                unit.id, message, "Add a source with reader mes.event_log or mes.b2mml, or set another origin."
            )
        if "erp" in origins and placed.site.id not in sites_with["erp"]:
            message = f"it needs confirmations, and site {placed.site.id!r} has no such source."
            remedy = "Add a source with reader erp.delimited and the entity confirmations, or set another origin."
            yield Notice(unit.id, message, remedy)


def _units_without_shift(plant: Plant) -> Iterator[Notice]:
    scopes = {shift.scope for shift in plant.shifts}
    for placed in plant.placed_units():
        if scopes.isdisjoint(placed.scopes):
            yield Notice(placed.unit.id, "it has no shift: no time of it is planned.", _shift_remedy(placed))


def _shift_remedy(placed: PlacedUnit) -> str:
    return f"Add one to shifts.csv for {placed.site.id!r}, as: {placed.site.id},all day,daily,00:00,24:00,,"


def _shifts_before_day_start(plant: Plant) -> Iterator[Notice]:
    starts = {scope: placed.site.day_start for placed in plant.placed_units() for scope in placed.scopes}
    for shift in plant.shifts:
        day_start = starts.get(shift.scope, 0)
        if shift.start < day_start:
            clock, day_clock = (
                f"{shift.start // 60:02}:{shift.start % 60:02}",
                f"{day_start // 60:02}:{day_start % 60:02}",
            )
            message = f"shift {shift.shift!r} starts at {clock}, before the production day at {day_clock}."
            remedy = (
                "It is the last of its production day, on the morning after the weekday written. "
                f"If it is meant to be the first, set the site's day_start to {clock!r}."
            )
            yield Notice(shift.scope, message, remedy)


def _units_with_many_state_tags(plant: Plant) -> Iterator[Notice]:
    tags: dict[str, list[str]] = {}
    for tag in plant.tags:
        if tag.signal == "state":
            tags.setdefault(tag.work_unit, []).append(tag.tag)
    for unit, names in tags.items():
        if len(names) > 1:
            message = f"{len(names)} tags say its state ({', '.join(names[:5])}), and the newest of them counts."
            yield Notice(unit, message, "Keep one, unless they follow one another in time.")
