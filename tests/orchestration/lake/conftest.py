"""A small plant for the lake's tests: one historian, and the means to drop files and look at the outcome."""

import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from orchestration.lake import IngestResult, Lake, ingest_source
from orchestration.plant import Workspace

PLANT = """\
millrace: 1
enterprise: {id: acme, name: Acme Works}
history_start: 2026-03-01
sites:
  - id: north
    name: North plant
    time_zone: Europe/Berlin
    currency: EUR
    areas:
      - id: assembly
        name: Assembly
        lines:
          - id: l1
            name: Line 1
            work_units: [{id: press, name: Press}]
sources:
  - id: historian
    site: north
    reader: historian.delimited_long
    time_zone: UTC
    export_time: {pattern: "_(\\\\d{8}T\\\\d{6})\\\\.", format: "%Y%m%dT%H%M%S"}
  - {id: second_historian, site: north, reader: historian.delimited_long, time_zone: UTC}
"""

Drop = Callable[[str, bytes], Path]
Ingest = Callable[..., IngestResult]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    root = tmp_path / "plant"
    root.mkdir()
    (root / "plant.yaml").write_text(PLANT)
    (root / "tags.csv").write_text(
        "source,tag,work_unit,signal,state_set,scale,offset,counter_mode,rollover_at,unit\n"
        "historian,PRESS.State,press,state,default,,,,,\n"
    )
    (root / "states.csv").write_text("state_set,raw_state,state,reason\ndefault,RUN,running,\n")
    (root / "reasons.csv").write_text("reason,name,parent,bucket,is_failure\n")
    (root / "shifts.csv").write_text(
        "scope,shift,days,start,end,valid_from,valid_to\nnorth,early,daily,06:00,14:00,,\n"
    )
    (root / "calendar.csv").write_text("scope,kind,name,days,start,end,reason,valid_from,valid_to\n")
    (root / "targets.csv").write_text("level,object,kpi,value,valid_from\n")
    return Workspace(root)


@pytest.fixture
def drop(workspace: Workspace) -> Drop:
    """Put a file into the historian's landing folder, as one that nobody has touched for a minute."""

    def put(name: str, content: bytes) -> Path:
        path = workspace.landing / "historian" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        a_minute_ago = path.stat().st_mtime - 60
        os.utime(path, (a_minute_ago, a_minute_ago))
        return path

    return put


@pytest.fixture
def ingest(workspace: Workspace) -> Ingest:
    """Ingest the historian, or another source by its id."""

    def run(source_id: str = "historian", **options: object) -> IngestResult:
        plant = workspace.load()
        source = next(source for source in plant.sources if source.id == source_id)
        return ingest_source(workspace, plant, source, **options)  # type: ignore[arg-type]

    return run


@pytest.fixture
def table(workspace: Workspace) -> Callable[[str], pl.DataFrame]:
    """A table of the lake in a fixed order, without what differs from run to run."""

    def read(name: str) -> pl.DataFrame:
        frame = Lake(workspace.lake_uri).read(name).drop("loaded_at_utc", "read_seconds", strict=False)
        return frame.sort(frame.columns)

    return read


def long_csv(rows: int, day: str = "2026-03-02", first: int = 0) -> bytes:
    """A long historian export: one sample a second of the tag PRESS.Count, from midnight UTC."""
    lines = ["tag,time,value,quality"]
    for second in range(first, first + rows):
        clock = f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"
        lines.append(f"PRESS.Count,{day} {clock},{second},Good")
    return ("\n".join(lines) + "\n").encode()


@pytest.fixture(name="long_csv")
def long_csv_fixture() -> Callable[..., bytes]:
    return long_csv
