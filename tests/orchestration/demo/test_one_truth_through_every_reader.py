"""The same simulated samples, written in each historian's format, come back through its reader as they were.

All are compared with the simulator's truth, and so with each other. What a format cannot carry its EXAMPLE says;
everything else must be equal.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
import yaml

from orchestration.demo.delivery import write
from orchestration.demo.exports import FORMATS
from orchestration.demo.exports.ignition import sqlite_file
from orchestration.demo.exports.rows import Row
from orchestration.demo.outlets import VENDORS, as_recorded, deliver_outlets, outlets
from orchestration.demo.signals import Feed, Value
from orchestration.demo.simulation import Simulation
from orchestration.demo.workspace_files import write_configuration
from orchestration.inspection import inspect_file
from orchestration.inspection.candidates import validated
from orchestration.inspection.mapping import UnitNames
from orchestration.plant import Workspace
from orchestration.pulls import pull_source
from orchestration.readers.contract import ReadContext
from orchestration.readers.files import read_file
from orchestration.readers.registry import READERS
from orchestration.readers.samples import AMBIGUOUS_NOTE
from tests.orchestration.readers.examples import KEPT, LEFT_OUT, example

HISTORIANS = sorted(name for name in READERS if name.startswith("historian."))
BERLIN = ReadContext("north", ZoneInfo("Europe/Berlin"))

PULLS: dict[str, dict[str, Any]] = {
    "historian.pulled_ignition": {"connector": "ignition"},
    "historian.pulled_rows": {
        "connector": "sql",
        "time_type": "epoch_s",
        "query": "select tag, time, value, quality from history where time >= {from} and time < {to}",
    },
}


@pytest.fixture(scope="module")
def sim(demo) -> Simulation:
    """The demo plant's samples around the change of clocks, in all bad spells, and of the shifts exported twice."""
    script = demo.sim.script
    change = int(datetime(2026, 10, 25, 1, tzinfo=UTC).timestamp())
    spells = [span for spans in (*script.bad_state.values(), *script.unavailable.values()) for span in spans]
    spells += [(at, at) for at in script.bad_count.values()]
    kept = [(change - 7200, change + 7200), script.corrected_window, script.repeated_window]
    kept += [(start - 600, end + 600) for start, end in spells]
    feeds = {
        source: replace(feed, samples={
            tag: [sample for sample in samples if any(start <= sample[0] < end for start, end in kept)]
            for tag, samples in feed.samples.items()
        })
        for source, feed in demo.sim.feeds.items()
    }  # fmt: skip
    return replace(demo.sim, feeds=feeds)


def expected(sim: Simulation, reader: str) -> list[tuple[Any, ...]]:
    """Canonical samples (tag, ts_utc, value_num, value_text, quality) of what was recorded."""
    found, bad = [], example(reader).bad
    for feed in as_recorded(sim, "parquet").feeds.values():
        rows = feed.rows()
        texts = {tag for _, tag, value, good in rows if good and isinstance(value, str)}
        for at, tag, value, good in rows:
            shown: Value | None = value if good else bad[tag in texts]
            if shown == LEFT_OUT:
                continue
            shown = value if shown == KEPT else shown
            number, text = (None, shown) if isinstance(shown, str | None) else (float(shown), None)
            found.append((tag, datetime.fromtimestamp(at, UTC), number, text, 2 if good else 0))
    return sorted(found, key=lambda one: one[:2])


def land(sim: Simulation, reader: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A workspace whose machines' samples lie in landing/ for this reader, written as files or pulled.

    Returns how many rows of them are no samples.
    """
    name = reader.removeprefix("historian.")
    if reader not in PULLS:
        recorded = as_recorded(sim, name)
        write_configuration(recorded, root, name)
        files = deliver_outlets(recorded, name)
        write(files, root / "landing")
        return sum(file.rejected for file in files)
    recorded = as_recorded(sim, "ignition_sqlite")
    write_configuration(recorded, root, "ignition_sqlite")
    document = yaml.safe_load((root / "plant.yaml").read_text(encoding="utf-8"))
    for entry in document["sources"]:
        if feed := recorded.feeds.get(entry["id"]):
            url = f"DEMO_{entry['id'].upper()}_URL"
            monkeypatch.setenv(url, f"sqlite:///{history(feed, reader, root)}")
            del entry["export_time"]
            entry |= {"reader": reader, "pull": {"url_from": url, "window_s": 14 * 86400, **PULLS[reader]}}
    (root / "plant.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    workspace = Workspace(root)
    plant = workspace.load()
    now = datetime.fromtimestamp(max(feed.edges[1] for feed in recorded.feeds.values()) + 3600, UTC)
    for source in recorded.feeds:
        assert pull_source(workspace, plant, plant.source(source), lambda: now).failure is None
    return 0


def history(feed: Feed, reader: str, root: Path) -> Path:
    """A database of a source's samples: a gateway's own tables, or a table of somebody's own."""
    path, rows = root / f"{feed.source}.db", feed.rows()
    if reader == "historian.pulled_ignition":
        path.write_bytes(sqlite_file(rows))
        return path
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("create table history (tag text, time integer, value, quality integer)")
        values = [(tag, at, value if good else None, 192 if good else 0) for at, tag, value, good in rows]
        database.executemany("insert into history values (?, ?, ?, ?)", values)
    return path


def exported(path: Path) -> str:
    """What orders a source's files: when they were exported, which is the last part of their names."""
    return path.name.split(".")[0].rpartition("_")[2]


def read_back(root: Path) -> tuple[pl.DataFrame, int, int]:
    """(rows, rejected, read) of all samples in landing/, by the plant's own options; of each sample the newest."""
    plant = Workspace(root).load()
    frames, rejected, rows_read = [], 0, 0
    for folder in sorted((root / "landing").iterdir()):
        source = plant.source(folder.name)
        context = ReadContext(source.id, source.zone)
        files = sorted((path for path in folder.iterdir() if path.is_file()), key=exported)
        for batch in (batch for path in files for batch in read_file(path, source.reader, source.options, context)):
            frames.append(batch.rows)
            rejected += batch.rejected.height
            rows_read += batch.rows_read
            assert batch.rows_read == batch.rows.height + batch.rejected.height
    return pl.concat(frames), rejected, rows_read


@pytest.mark.parametrize("reader", HISTORIANS)
def test_samples_come_back_as_they_were(sim: Simulation, reader: str, tmp_path: Path, monkeypatch) -> None:
    no_samples = land(sim, reader, tmp_path, monkeypatch)
    rows, rejected, rows_read = read_back(tmp_path)
    newest = rows.unique(["tag", "ts_utc"], keep="last").sort("tag", "ts_utc")
    found = newest.select("tag", "ts_utc", "value_num", "value_text", "quality").rows()
    truth = expected(sim, reader)
    assert [(now, then) for now, then in zip(found, truth, strict=False) if now != then][:5] == []
    assert len(found) == len(truth) > 20_000
    assert (rejected, rows_read) == (no_samples, rows.height + no_samples)


def alone_in_the_repeated_hour(reader: str, instant: datetime, path: Path) -> tuple[datetime, int, bool]:
    """(ts_utc, quality, whether it is noted as ambiguous) of the only samples of two tags, which are the same."""
    form, at = FORMATS[reader.removeprefix("historian.")], int(instant.timestamp())
    rows: list[Row] = [(at, "PRESS01.State", 1, True), (at, "WELD01.State", 2, True)]
    path.write_bytes(form.write(rows, "Europe/Berlin").content)
    options = validated(reader, form.options)
    read = pl.concat([batch.rows for batch in read_file(path, reader, options, BERLIN)])
    [found] = {(time, quality, AMBIGUOUS_NOTE in (raw or ""))
               for time, quality, raw in read.select("ts_utc", "quality", "quality_raw").iter_rows()}  # fmt: skip
    return found


@pytest.mark.parametrize("reader", [name for name in HISTORIANS if name not in PULLS])
def test_a_sample_alone_in_the_repeated_hour(reader: str, tmp_path: Path) -> None:
    """02:30 in Berlin on 25 October: a local time is taken for the first pass, and flagged."""
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))
    found = [alone_in_the_repeated_hour(reader, instant, tmp_path / "file") for instant in (first, second)]
    if example(reader).has_local_times:
        assert found == [(first, 1, True), (first, 1, True)]
    else:
        assert found == [(first, 2, False), (second, 2, False)]


@pytest.mark.parametrize("reader", [name for name in HISTORIANS if name not in PULLS])
def test_a_file_is_recognised_and_read_the_same_without_being_told_how(
    sim: Simulation, reader: str, tmp_path: Path
) -> None:
    form, spells = FORMATS[reader.removeprefix("historian.")], sim.script.bad_state["n_l1_weld"]
    rows = [
        row
        for row in as_recorded(sim, reader.removeprefix("historian.")).feeds["north_line1"].rows()
        if any(start - 600 <= row[0] < end + 600 for start, end in spells)
    ]
    path = tmp_path / "export"
    path.write_bytes(form.write(rows, "Europe/Berlin").content)
    found_out = inspect_file(path, "north_line1", "Europe/Berlin", UnitNames({})).found
    assert found_out is not None
    assert found_out.candidate.reader == reader
    told, found = (
        pl.concat([batch.rows for batch in read_file(path, reader, validated(reader, options), BERLIN)])
        for options in (form.options, found_out.options)
    )
    columns = ["tag", "ts_utc", "value_num", "value_text", "quality"]
    assert found.select(columns).equals(told.select(columns))


def test_files_come_plain_and_packed_in_all_three_ways(sim: Simulation) -> None:
    names = [file.file_name for file in deliver_outlets(as_recorded(sim, "pi_csv"), "pi_csv")]
    assert {Path(name).suffix for name in names} == {".csv", ".gz", ".zst", ".zip"}


@pytest.mark.parametrize("historian", ["parquet", VENDORS])
def test_every_sample_is_exported_by_one_source(sim: Simulation, historian: str) -> None:
    before, after = (
        sorted((tag, len(samples)) for feed in one.feeds.values() for tag, samples in feed.samples.items())
        for one in (sim, as_recorded(sim, historian))
    )
    assert before == after


def test_each_machine_has_another_vendors_format() -> None:
    readers = [outlet.format.reader for outlet in outlets(VENDORS)]
    assert len(set(readers)) == len(readers) == 7
