"""A small published file with the contract's tables and literal data, for the dashboard's tests.

Two sites, five work units, 14 production days of which Saturdays and Sundays are unscheduled. Every shift follows one
of the ``SHIFTS`` below (minutes add up to 480), so that each figure a test expects can be worked out by hand. Edge
cases: a constraint line, quality unmeasured (saw), no ideal cycle (drill), low coverage (mill), cost without a price
(mill), an open stop (pack), a late source, a quarantined file, rejected rows that look like formulas.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import polars as pl
import yaml

LAST_DAY = date(2026, 11, 19)  # a Thursday
AS_OF = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
DAYS = 14
SCRIPTS = Path(__file__).parent
MARTS = SCRIPTS.parent.parent / "transforms" / "models" / "marts"
CATALOGUE = SCRIPTS.parent.parent / "orchestration" / "defs" / "publish" / "kpi_catalogue.csv"
CATALOGUE_DDL = """
    create table meta.kpi_catalogue as
    select row_number() over ()::integer as position, *, 'The comment of ' || column_name as comment
    from read_csv(?, header = true, all_varchar = true, nullstr = '')
"""

# bucket, reason, minutes
SHIFTS: dict[str, list[tuple[str, str | None, int]]] = {
    "press_early": [
        ("producing", None, 120),
        ("minor_stop", "jam", 4),
        ("producing", None, 86),
        ("planned", "break", 30),
        ("changeover", "setup", 40),
        ("producing", None, 100),
        ("breakdown", "hydraulics", 60),
        ("producing", None, 40),
    ],
    # Every second day, counted back from the last: the same shift with a leak of 90 instead of 60 minutes.
    "press_early_worse": [
        ("producing", None, 120),
        ("minor_stop", "jam", 4),
        ("producing", None, 86),
        ("planned", "break", 30),
        ("changeover", "setup", 40),
        ("producing", None, 100),
        ("breakdown", "hydraulics", 90),
        ("producing", None, 10),
    ],
    "press_late": [
        ("producing", None, 230),
        ("planned", "break", 30),
        ("producing", None, 150),
        ("external", "no_material", 20),
        ("producing", None, 50),
    ],
    "press_night": [
        ("producing", None, 200),
        ("planned", "break", 30),
        ("unknown", None, 30),
        ("producing", None, 180),
        ("minor_stop", "jam", 5),
        ("producing", None, 35),
    ],
    "pack": [("producing", None, 230), ("planned", "break", 30), ("producing", None, 200), ("external", "blocked", 20)],
    "mill": [("unknown", None, 200), ("producing", None, 200), ("planned", "break", 30), ("breakdown", "tool", 50)],
    "saw": [("producing", None, 400), ("planned", "break", 30), ("breakdown", None, 50)],
    "drill": [("producing", None, 440), ("planned", "break", 30), ("minor_stop", "no_operation", 10)],
}


@dataclass(frozen=True)
class Unit:
    """A work unit of the fixture: where it is, its shifts in order, and the shares of its producing time."""

    unit: str
    name: str
    line: str
    line_name: str
    site: str
    shifts: tuple[str, ...]
    good: float | None
    rejected: float | None
    cost_an_hour: float | None
    product: str


UNITS = (
    Unit(
        "press",
        "Press",
        "n_l1",
        "Line 1",
        "north",
        ("press_early", "press_late", "press_night"),
        0.85,
        0.05,
        700.0,
        "housing",
    ),
    Unit("pack", "Packer", "n_l1", "Line 1", "north", ("pack", "pack", "pack"), 0.9, 0.0, 50.0, "housing"),
    Unit("mill", "Mill", "n_l2", "Line 2", "north", ("mill", "mill", "mill"), 0.75, 0.05, None, "flange"),
    Unit("saw", "Saw", "s_l1", "Cutting", "south", ("saw", "saw"), 0.9, None, 200.0, "bar"),
    Unit("drill", "Drill", "s_l2", "Drilling", "south", ("drill", "drill"), None, None, 0.0, "bar"),
)
SITES = {"north": ("North plant", "Europe/Berlin", "EUR"), "south": ("South plant", "America/Chicago", "USD")}
SHIFT_NAMES = ("early", "late", "night")
REASONS = (
    ("jam", "Material jam", "own"),
    ("hydraulics", "Hydraulic leak", "own"),
    ("tool", "Tool broken", "own"),
    ("setup", "Set-up", "changeover"),
    ("no_material", "No material", "external"),
    ("blocked", "Blocked by next unit", "external"),
    ("break", "Break", "planned"),
    ("no_operation", "No operation", "own"),
)
OEE_TABLES = {
    "oee_by_day": ("production_date",),
    "oee_by_shift": ("production_date", "shift"),
    "oee_by_product": ("production_date", "product"),
    "oee_by_shift_and_product": ("production_date", "shift", "product"),
    "oee_by_order": ("order_id",),
}
STOP_KINDS = ("breakdown", "minor_stop", "changeover", "external")


def make_published(
    folder: Path, last: date = LAST_DAY, as_of: datetime = AS_OF, version: str = "20261120T121000"
) -> Path:
    """Writes ``versions/millrace-<version>.duckdb`` below ``folder`` and points ``millrace.duckdb`` at it."""
    path = folder / "versions" / f"millrace-{version}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    parameters = {"as_of": as_of, "version": version}
    with duckdb.connect(str(path)) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(_contract())
        _dimensions(connection, last)
        _time(connection, last)
        connection.execute((SCRIPTS / "marts.sql").read_text())
        connection.execute((SCRIPTS / "production.sql").read_text())
        for table, grain in OEE_TABLES.items():
            columns = ", ".join(grain)
            statement = (SCRIPTS / "oee.sql").read_text()
            connection.execute(statement.format(table=table, grain=f"{columns},", grain_alone=columns))
        connection.execute(CATALOGUE_DDL, [str(CATALOGUE)])
        for statement in (SCRIPTS / "meta.sql").read_text().split(";\n"):
            used = {name: value for name, value in parameters.items() if f"${name}" in statement}
            if statement.strip():
                connection.execute(statement, used)
    point_at(folder, path)
    return path


@cache
def _contract() -> str:
    """Makes every published mart, empty, with the columns and types of its dbt contract."""
    tables = ["create schema meta"]
    for path in sorted(MARTS.glob("*.yml")):
        for model in yaml.safe_load(path.read_text(encoding="utf-8"))["models"]:
            columns = ", ".join(f"{column['name']} {column['data_type']}" for column in model["columns"])
            tables.append(f"create table {model['name']} ({columns})")
    return ";\n".join(tables)


def point_at(folder: Path, version: Path) -> None:
    """Switches the pointer as the publisher does: a new symlink, renamed over the old one."""
    new = folder / "millrace.duckdb.new"
    new.symlink_to(Path("versions") / version.name)
    new.replace(folder / "millrace.duckdb")


def write_failure(folder: Path, failed_at: datetime) -> None:
    """What the publisher leaves behind when an audit failed."""
    content = {
        "failed_at_utc": failed_at.isoformat(),
        "reason": "1 of 41 checks failed",
        "checks": [{"name": "calendar_time_closes", "detail": "press is 12 s short on 2026-11-19"}],
    }
    (folder / "last_failure.json").write_text(json.dumps(content), encoding="utf-8")


def _dimensions(connection: duckdb.DuckDBPyConnection, last: date) -> None:
    position: dict[str, int] = {}
    for unit in UNITS:
        position[unit.line] = position.get(unit.line, 0) + 1
        site_name, zone, currency = SITES[unit.site]
        constraint = unit.line == "n_l1"
        connection.execute(
            "insert into dim_work_unit values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            [
                unit.unit,
                unit.name,
                position[unit.line],
                unit.line,
                unit.line_name,
                f"{unit.site}_area",
                "Area",
                unit.site,
                site_name,
                "acme",
                "Acme Works",
                zone,
                currency,
                "constraint" if constraint else "sum",
                unit.unit == "press",
                unit.unit != "press",
                "tag",
                "counter",
                300.0,
                60.0,
            ],
        )
    for product in (("housing", "Housing 12", "pcs"), ("flange", "Flange DN50", "kg"), ("bar", "=Bar 6 m", None)):
        connection.execute("insert into dim_product values (?,?,?,'all')", product)
    for reason, name, bucket in REASONS:
        is_failure = reason in ("hydraulics", "tool")
        parent = "technical" if is_failure else None
        connection.execute("insert into dim_reason values (?,?,?,?,?)", [reason, name, parent, bucket, is_failure])
    connection.execute("insert into dim_reason values ('technical','Technical',null,'own',true)")
    for level, place, value in (("line", "n_l1", 0.8), ("site", "north", 0.7), ("enterprise", "acme", 0.7)):
        connection.execute(
            "insert into targets values (?,?,'oee',?,?)", [level, place, value, last - timedelta(days=400)]
        )
    connection.execute("insert into targets values ('site','north','oee',0.9,?)", [last + timedelta(days=30)])


def _time(connection: duckdb.DuckDBPyConnection, last: date) -> None:
    segments: list[list[object]] = []
    shifts: dict[str, list[object]] = {}
    for unit in UNITS:
        zone = ZoneInfo(SITES[unit.site][1])
        for number in range(DAYS):
            production_date = last - timedelta(days=DAYS - 1 - number)
            moment = datetime.combine(production_date, time(6), zone).astimezone(UTC)
            end = datetime.combine(production_date + timedelta(days=1), time(6), zone).astimezone(UTC)
            names = unit.shifts if production_date.weekday() < 5 else ()
            if (DAYS - 1 - number) % 2 and unit.unit == "press":
                names = ("press_early_worse", *names[1:]) if names else ()
            for shift, template in zip(SHIFT_NAMES, names, strict=False):
                shift_id = f"{unit.site}/{production_date}/{shift}"
                shifts[shift_id] = [shift_id, unit.site, shift, production_date, moment, moment + timedelta(hours=8)]
                for bucket, reason, minutes in SHIFTS[template]:
                    stop = bucket in STOP_KINDS
                    finish = moment + timedelta(minutes=minutes)
                    key = f"{unit.unit}-{moment:%Y%m%dT%H%M}"
                    segments.append(
                        [
                            key,
                            unit.unit,
                            unit.line,
                            "area",
                            unit.site,
                            moment,
                            finish,
                            minutes * 60,
                            bucket,
                            {"producing": "running", "unknown": "unknown", "planned": "planned"}.get(bucket, "stopped"),
                            None if bucket == "unknown" else bucket.upper(),
                            reason,
                            key if stop else None,
                            shift_id,
                            shift,
                            production_date,
                            f"order-{production_date:%d}",
                            unit.product,
                            False,
                        ]
                    )
                    moment = finish
            if moment < end:
                segments.append(
                    [
                        f"{unit.unit}-{moment:%Y%m%dT%H%M}",
                        unit.unit,
                        unit.line,
                        "area",
                        unit.site,
                        moment,
                        end,
                        (end - moment).total_seconds(),
                        "unscheduled",
                        "off",
                        "OFF",
                        None,
                        None,
                        None,
                        None,
                        production_date,
                        None,
                        None,
                        False,
                    ]
                )
    # One insert of a whole frame: row by row would take seconds.
    frame = pl.DataFrame(segments, orient="row", infer_schema_length=None)
    connection.execute("insert into fct_time_segments select * from frame")
    assert frame.height == len(segments)
    connection.executemany("insert into dim_shift values (?,?,?,?,?,?)", list(shifts.values()))
    connection.execute("create temp table unit_facts (work_unit text, good double, rejected double, cost double)")
    connection.executemany(
        "insert into unit_facts values (?,?,?,?)",
        [[unit.unit, unit.good, unit.rejected, unit.cost_an_hour] for unit in UNITS],
    )
