"""An analyst who opens the published file again and again while runs are killed and versions are switched."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import duckdb

# A look takes a tenth of a second of a core that the runs need as well.
_PAUSE_S = 0.2
_QUESTION = """
select
    (select version from meta.publication),
    (select count(*) from meta.publication),
    (select count(*) from duckdb_tables()),
    (select count(*) from fct_time_segments),
    (select count(*) from meta.files),
    (select count(*) from fct_stops),
    (select sum(stop_count) from downtime_cost_by_reason where level = 'enterprise'),
    (select sum(duration_s) from fct_time_segments),
    (select sum(calendar_s) from oee_by_day where level = 'work_unit')
"""


@dataclass(frozen=True)
class Look:
    """What one look at the published file found: the version, and figures that all belong to the same version."""

    version: str
    figures: tuple[object, ...]

    def fault(self) -> str | None:
        """What does not fit together, or None: one publication; stops and seconds as many in both their tables."""
        publications, _, _, _, stops, stops_by_reason, seconds, calendar = self.figures
        if publications != 1 or stops != stops_by_reason or seconds != calendar:
            return f"version {self.version} does not fit together: {self.figures}"
        return None


class LoopingReader(threading.Thread):
    """Looks until it is stopped; `failures` are all looks that failed or found a half-built version."""

    def __init__(self, pointer: Path) -> None:
        super().__init__(daemon=True)
        self.looks: list[Look] = []
        self.failures: list[str] = []
        self._pointer = pointer
        self._stopped = threading.Event()

    @staticmethod
    def look(pointer: Path) -> Look:
        """Open the file as an analyst does, and ask."""
        with duckdb.connect(str(pointer), read_only=True) as connection:
            row = connection.execute(_QUESTION).fetchone()
        assert row is not None
        return Look(str(row[0]), row[1:])

    def run(self) -> None:
        while not self._stopped.wait(_PAUSE_S):
            try:
                found = self.look(self._pointer)
            except (duckdb.Error, OSError) as error:
                self.failures.append(f"{type(error).__name__}: {error}")
                continue
            if fault := found.fault():
                self.failures.append(fault)
            self.looks.append(found)

    def stop(self) -> Self:
        """Let the look under way end."""
        self._stopped.set()
        self.join()
        return self
