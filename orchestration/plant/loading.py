"""A workspace's files to a Plant, or all reasons why not."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from orchestration.plant.errors import ConfigurationErrors, Problems
from orchestration.plant.files.csv_table import CsvTable, Row, read_csv
from orchestration.plant.files.yaml_document import YamlDocument, read_yaml, written
from orchestration.plant.model import Plant, PlantFile
from orchestration.plant.outline import Outline
from orchestration.plant.rows import (
    CalendarEntry,
    FiscalPeriod,
    Reason,
    ReasonCode,
    Shift,
    StateMapping,
    Tag,
    Target,
)
from orchestration.plant.rules.calendar_and_targets import check_calendar, check_targets
from orchestration.plant.rules.energy_prices import check_energy_prices
from orchestration.plant.rules.fiscal_periods import check_fiscal_periods
from orchestration.plant.rules.loss_policies import check_loss_policies
from orchestration.plant.rules.reason_codes import check_reason_codes
from orchestration.plant.rules.shifts import check_shifts
from orchestration.plant.rules.sources import ReaderUse, check_sources
from orchestration.plant.rules.states_and_reasons import check_reasons, check_states
from orchestration.plant.rules.structure import check_structure
from orchestration.plant.rules.tags import check_tags
from orchestration.plant.source import ExportTime, Source
from orchestration.plant.wording import findings


def load_plant(root: Path) -> Plant:
    """Read plant.yaml and the CSV files of a workspace.

    Raises ConfigurationErrors with all errors of all files.
    """
    problems = Problems()
    document = _plant_document(root, problems)
    tags = read_csv(root / "tags.csv", Tag, problems)
    states = read_csv(root / "states.csv", StateMapping, problems)
    reasons = read_csv(root / "reasons.csv", Reason, problems)
    reason_codes = read_csv(root / "reason_codes.csv", ReasonCode, problems)
    shifts = read_csv(root / "shifts.csv", Shift, problems)
    calendar = read_csv(root / "calendar.csv", CalendarEntry, problems)
    targets = read_csv(root / "targets.csv", Target, problems)
    fiscal_periods = read_csv(root / "fiscal_periods.csv", FiscalPeriod, problems)

    outline = None if document is None else Outline(document)
    check_tags(tags, states, outline, problems)
    check_states(states, reasons, problems)
    check_reasons(reasons, problems)
    check_reason_codes(reason_codes, reasons, outline, problems)
    check_fiscal_periods(fiscal_periods, problems)
    check_calendar(calendar, reasons, outline, problems)
    if document is None or outline is None:
        raise ConfigurationErrors(problems.errors)
    check_structure(document, outline, problems)
    check_loss_policies(document, reasons, problems)
    check_energy_prices(document, outline, problems)
    check_shifts(shifts, outline, problems)
    check_targets(targets, outline, problems)
    uses = check_sources(document, outline, problems)
    plant_file = _typed(document, problems)
    if problems.errors or plant_file is None:
        raise ConfigurationErrors(problems.errors)

    shared: dict[str, Any] = {name: getattr(plant_file, name) for name in PlantFile.model_fields if name in _SHARED}
    return Plant(
        **shared,
        sources=tuple(_sources(plant_file, uses)),
        tags=_sorted(tags, "source", "tag"),
        states=_sorted(states, "state_set", "raw_state"),
        reasons=_sorted(reasons, "reason"),
        reason_codes=_sorted(reason_codes, "source", "code"),
        shifts=_sorted(shifts, "scope", "shift", "start", "days", "valid_from"),
        calendar=tuple(located.row for located in calendar.rows),  # its order decides between planned stops
        targets=_sorted(targets, "level", "object", "kpi", "valid_from"),
        fiscal_periods=_sorted(fiscal_periods, "start"),
    )


def site_ids(root: Path) -> set[str]:
    """The ids of plant.yaml's sites as far as they can be read; what is wrong with it is `load_plant`'s to say."""
    document = _plant_document(root, Problems())
    return set() if document is None else Outline(document).ids("site")


PULLED_AT = ExportTime(pattern=r"_pulled_(\d{8}T\d{12}Z)\.", format="%Y%m%dT%H%M%S%f%z")
"""Where a pulled file's name says when its rows were read: the newest pull wins, whatever order files load in."""
_SHARED = frozenset(Plant.model_fields) - {"sources"}


def _plant_document(root: Path, problems: Problems) -> YamlDocument | None:
    path = root / "plant.yaml"
    if path.exists():
        return read_yaml(path, problems)
    remedy = f"Run `millrace init {root}`, or name a workspace with --workspace or MILLRACE_WORKSPACE."
    problems.add("plant.yaml", None, None, f"there is none in {root}.", remedy)
    return None


def _typed(document: YamlDocument, problems: Problems) -> PlantFile | None:
    try:
        return PlantFile.model_validate(document.data)
    except ValidationError as invalid:
        for found in findings(invalid, PlantFile):
            problems.add(document.name, document.line(found.path), written(found.path), found.message, found.remedy)
        return None


def _sources(plant_file: PlantFile, uses: dict[str, ReaderUse]) -> Iterable[Source]:
    zones = {site.id: site.time_zone for site in plant_file.sites}
    for entry in plant_file.sources:
        use = uses[entry.id]
        fields = {name: getattr(entry, name) for name in type(entry).model_fields}
        fields |= {"time_zone": entry.time_zone or zones[entry.site], "options": use.options, "produces": use.produces}
        fields |= {"archive": entry.archive or ("encrypt" if use.is_personal else "keep")}
        if use.pull is not None:
            fields |= {"pull": use.pull, "export_time": PULLED_AT}
        yield Source(**fields)


def _sorted(table: CsvTable[Row], *keys: str) -> tuple[Row, ...]:
    """Rows in an order of their own, so that sorting a spreadsheet is no change of the configuration."""

    def key(row: Row) -> list[tuple[bool, str]]:
        return [(getattr(row, name) is not None, str(getattr(row, name))) for name in keys]

    return tuple(sorted((located.row for located in table.rows), key=key))
