"""What visitors look at: places and periods of every size, with and without shift and product, and single stops.

Each place is crossed with each period and each filter, so that the longest of the largest is measured as well.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from itertools import product as crossed

import duckdb

from dashboard import period as periods
from dashboard.period import Period, ProductionDay
from dashboard.queries import oee_split, places
from dashboard.queries.scope import Scope
from dashboard.queries.stops import StopFilter

Visit = Mapping[str, object]
# As the pages have them (views/stops.py, views/overview.py, views/parts/trust_history.py).
UNITS_IN_TIMELINE = 12
REASONS = 5
VERSIONS = 3
KINDS = (None, "breakdown", "minor_stop")


def visits(connection: duckdb.DuckDBPyConnection, sees_all_sites: bool) -> list[Visit]:
    """The values of all questions' parameters, a mapping a visit.

    A key ``module.function.parameter`` or ``module.parameter`` is for those questions, before that of the parameter.
    """
    found: list[Visit] = []
    stops, files, versions = _stops(connection), _files(connection), _versions(connection)
    for level, place, site in _places(connection, sees_all_sites):
        days = [ProductionDay(*row) for row in places.production_days(connection, level, place).iter_rows()]
        products = [None, *places.products(connection, level, place)["product"].to_list()]
        shifts = [None, *places.shifts(connection, site)["shift"].to_list()]
        narrowed = [(None, None), (shifts[-1], None), (None, products[-1]), (shifts[-1], products[-1])]
        units = places.work_units(connection, level, place)["work_unit"].to_list()
        for (period, previous), (shift, product) in crossed(_periods(days), narrowed):
            scope = Scope(level, place, period, shift, product)
            found.append(_visit(len(found), scope, previous, site, units, stops, files, versions))
    return found


def _visit(
    number: int,
    scope: Scope,
    previous: Period,
    site: str | None,
    units: list[str],
    stops: list[tuple[str, str]],
    files: list[str],
    versions: list[str],
) -> Visit:
    last_day = Period(scope.period.last, scope.period.last)
    # The shift report is of a site or a line, and of one day.
    a_site = site or stops[0][1]
    of_site = scope if scope.level != "enterprise" else Scope("site", a_site, scope.period)
    of_shift = Scope(of_site.level, of_site.place, last_day, scope.shift)
    timelines = (
        (units[:UNITS_IN_TIMELINE], last_day),
        ([units[number % len(units)]], _last_days(scope.period, UNITS_IN_TIMELINE)),
        (units if scope.level != "enterprise" else units[:UNITS_IN_TIMELINE], last_day),
    )
    shown, shown_period = timelines[number % len(timelines)]
    return {
        "scope": scope,
        "previous": previous,
        "level": scope.level,
        "place": scope.place,
        "site": site,
        "period": shown_period,
        "units": shown,
        "shift": scope.shift,
        "stop_id": stops[number % len(stops)][0],
        "chosen": StopFilter(
            scope,
            work_unit=units[number % len(units)] if number % 5 == 0 else None,
            kind=KINDS[number % len(KINDS)],
            reason="breakdown_3" if number % 7 == 0 else None,
        ),
        "number": REASONS,
        "of_all_time": number % 2 == 0,
        "branch": (None, "breakdown", "external")[number % 3],
        "reason_tree.way.branch": "breakdown_3",
        "by": ("shift", "product")[number % 2],
        "oee_split.series.by": [way for way in oee_split.WAYS if way != "order"][number % 3],
        "now": datetime.now(UTC),
        "file_id": files[number % len(files)] if number % 2 else None,
        "versions": versions[number % len(versions) :][:VERSIONS],
        "searched": ("", "oee", "mean time")[number % 3],
        "kpi": "oee",
        "places.lines.site": a_site,
        "places.day_starts.site": a_site,
        "output_by_hour.by_hour.scope": scope.of(last_day),
        "shift.scope": of_shift,
        "shift.level": of_site.level,
        "shift.place": of_site.place,
    }


def _places(connection: duckdb.DuckDBPyConnection, sees_all_sites: bool) -> Iterator[tuple[str, str, str | None]]:
    """Level, id and site of the enterprise, of the first and the last site, and of a line of each."""
    sites = places.sites(connection)
    if sees_all_sites:
        yield "enterprise", sites["enterprise"][0], None
    for site in dict.fromkeys([sites["site"][0], sites["site"][-1]]):
        yield "site", site, site
        yield "line", places.lines(connection, site)["line"][-1], site


def _periods(days: list[ProductionDay]) -> list[tuple[Period, Period]]:
    """Each preset, and of the custom ones a day and a quarter long ago and all days, each with the one before."""
    oldest, newest = days[0].production_date, periods.last_production_day(days)
    middle = oldest + (newest - oldest) / 2
    chosen = [(middle, middle), (middle, min(newest, middle + timedelta(days=91))), (oldest, newest)]
    found = [(preset, periods.resolve(preset, days)) for preset in periods.PRESETS if preset != periods.CUSTOM]
    found += [(periods.CUSTOM, periods.resolve(periods.CUSTOM, days, between)) for between in chosen]
    return [(period, periods.before(period, preset, days)) for preset, period in found]


def _last_days(period: Period, number: int) -> Period:
    return Period(max(period.first, period.last - timedelta(days=number - 1)), period.last)


def _stops(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Id and site of a stop of each tenth day."""
    return connection.execute(
        """
        select min(stop_id), arg_min(site, stop_id) from fct_stops
        where date_diff('day', date '2000-01-01', production_date) % 10 = 0
        group by production_date order by production_date
        """
    ).fetchall()


def _files(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Content hashes of a file of each load."""
    found = connection.execute("select min(file_id) from meta.files group by load_seq order by load_seq").fetchall()
    return [file_id for (file_id,) in found]


def _versions(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The published versions, the newest first."""
    found = connection.execute("select version from meta.publication_history order by version desc").fetchall()
    return [version for (version,) in found]
