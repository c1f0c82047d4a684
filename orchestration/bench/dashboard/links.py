"""Which views visitors look at: links as people follow and share them, drawn from what is published."""

from dataclasses import dataclass
from random import Random

import duckdb
import polars as pl

from dashboard.filters import labels
from dashboard.pages import PAGES
from dashboard.period import FOUR_WEEKS, LAST_DAY, MONTH, WEEK, YEAR
from dashboard.queries import places
from dashboard.texts import say

Query = dict[str, str]

# How often which period is chosen: mostly the last day, seldom the year; days of one's own have no preset.
PERIODS = {LAST_DAY: 10, WEEK: 4, FOUR_WEEKS: 2, MONTH: 2, YEAR: 2}
_ALL_SITES, _A_LINE, _A_SHIFT, _A_STOP = 0.2, 0.6, 0.15, 0.5


@dataclass(frozen=True)
class _Line:
    site: str
    line: str
    shifts: list[str]
    stops: list[str]


class Links:
    """Draws pages and filters as visitors choose them; the same seed draws the same."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, seed: int) -> None:
        """``connection`` is on the published file, all of whose sites may be seen."""
        self._random = Random(seed)  # noqa: S311 - no secret
        self._lines = _lines(connection)

    def filters(self) -> Query:
        """The filters of one visit."""
        draw = self._random
        (period,) = draw.choices(list(PERIODS), list(PERIODS.values()))
        query = {"period": say(f"period-{period}")}
        line = draw.choice(self._lines)
        if draw.random() < _ALL_SITES:
            query["site"] = say("all-sites")
        else:
            query["site"] = line.site
            if draw.random() < _A_LINE:
                query["line"] = line.line
        if draw.random() < _A_SHIFT:
            query["shift"] = draw.choice(line.shifts)
        return query

    def page(self, name: str, filters: Query) -> Query:
        """The query parameters of a page with these filters; half of those who look at stops look at one in full."""
        stops = [stop for line in self._lines if line.line == filters.get("line") for stop in line.stops]
        if name == "stops" and stops and self._random.random() < _A_STOP:
            return {**filters, "stop": self._random.choice(stops)}
        return filters

    def walk(self, pages: int) -> list[str]:
        """The pages of one visit, which begins with the first page."""
        return [PAGES[0].name, *self._random.choices([page.name for page in PAGES], k=pages - 1)]

    def pause_s(self, mean: float) -> float:
        """How long one page is looked at, between a third and five thirds of the mean."""
        return mean * self._random.uniform(1 / 3, 5 / 3)


def _lines(connection: duckdb.DuckDBPyConnection) -> list[_Line]:
    stops = connection.execute(
        """
        select line, list(stop_id order by duration_s desc)[:20] as stops from fct_stops
        where production_date = (select max(production_date) from fct_stops) group by line
        """
    ).pl()
    found = []
    sites = labels(places.sites(connection), "site", "site_name")
    for site, site_label in sites.items():
        shifts = places.shifts(connection, site)["shift"].to_list()
        for line, line_label in labels(places.lines(connection, site), "line", "line_name").items():
            longest = stops.filter(pl.col("line") == line)["stops"].to_list()
            found.append(_Line(site_label, line_label, shifts, longest[0] if longest else []))
    return found
