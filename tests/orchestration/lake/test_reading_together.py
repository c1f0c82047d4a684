"""Small files read together are what they are by themselves: rows, rejected rows, ledger."""

import gzip
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.lake import reading_together
from orchestration.lake.batch import BatchFile
from orchestration.lake.reading import FileOutcome, RowsRead, read_events
from orchestration.lake.reading_together import read_files
from orchestration.readers.contract import ReadContext

BERLIN = ReadContext("historian", ZoneInfo("Europe/Berlin"))
HEADER = "tag,time,value,quality\n"
LINES = st.sampled_from(
    [
        "A,2026-03-02 06:00:00,1.5,Good\n",
        "B,2026-03-02 06:00:01,RUN,Good\n",
        "A,2026-03-02 23:30:00,2,Bad\r\n",
        "\n",
        HEADER,
    ]
)
GOOD = st.lists(LINES, min_size=1, max_size=6).map("".join)
ODD = st.sampled_from(
    [
        "A,yesterday,1,Good\n",
        "A,2026-03-02 06:00:00,1.5,Good\nA,2026-03-02 06:00:01,1",
        'A,2026-03-02 06:00:00,"open\n',
        'A,2026-03-02 06:00:00,"a\nb",Good\n',
        "A,2026-10-25 02:30:00,1,Good\nA,2026-10-25 02:10:00,1,Good\n",
        "A,2026-10-25 02:40:00,2,Good\n",
        "A,0001-01-01 00:00:00,2,Good\n",
        "A,2026-03-02 06:00:00\n",
        "A,2026-03-02 06:00:00,\x00,Good\n",
        "time,tag,value,quality\n",
        "",
    ]
)
FILES = st.lists(
    st.one_of(
        GOOD.map(lambda text: (HEADER + text).encode()),
        ODD.map(lambda text: (HEADER + text).encode()),
        GOOD.map(lambda text: ("time,tag,value,quality\n" + text).encode()),
        GOOD.map(lambda text: ("\ufeff" + HEADER + text).encode()),
        GOOD.map(lambda text: (HEADER + text).encode("utf-16")),
        GOOD.map(lambda text: gzip.compress((HEADER + text).encode())),
    ),
    min_size=1,
    max_size=8,
)  # fmt: skip


def archived(archive: Path, contents: list[bytes]) -> list[BatchFile]:
    files = []
    for number, content in enumerate(contents, start=1):
        path = archive / f"{number}.csv"
        path.write_bytes(content)
        found = path.stat()
        files.append(BatchFile(number, f"id{number}", path.name, found.st_size, found.st_mtime_ns, "", path.name))
    return files


def told(events: list[RowsRead | FileOutcome]) -> tuple[list[object], list[object], list[dict[str, object]]]:
    pieces = [event for event in events if isinstance(event, RowsRead)]
    ends = [event for event in events if isinstance(event, FileOutcome)]
    outcomes = [{**vars(end), "read_seconds": 0.0, "repeats": end.repeats.may_repeat} for end in ends]
    kept = [end.file.load_seq for end in ends if end.reason is None]
    rows = pl.concat([piece.rows for piece in pieces], how="diagonal") if pieces else pl.DataFrame({"load_seq": []})
    rejected = [row for piece in pieces for row in piece.rejected.rows(named=True) if row["load_seq"] in kept]
    # What came of a file that is refused in the end is not kept.
    return rows.filter(pl.col("load_seq").is_in(kept)).select(sorted(rows.columns)).rows(), rejected, outcomes


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=FILES)
def test_files_read_together_give_what_each_gives_by_itself(workspace, contents):
    source = workspace.load().sources[0]
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder)
        files = archived(archive, contents)
        together = told(list(read_files(archive, files, source, BERLIN)))
        apart = told([event for file in files for event in read_events(archive / file.archived, file, source, BERLIN)])
    assert together == apart


@pytest.fixture
def reads_apart(monkeypatch):
    """The files that are read by themselves."""
    read: list[str] = []

    def noted(path, *arguments):
        read.append(path.name)
        return read_events(path, *arguments)

    monkeypatch.setattr(reading_together, "read_events", noted)
    return read


def test_a_bad_file_costs_its_neighbours_only(workspace, tmp_path, long_csv, reads_apart):
    contents = [long_csv(3, first=number) for number in range(40)]
    contents[20] = HEADER.encode() + b"A,yesterday,1,Good\n" + long_csv(1)[len(HEADER) :]
    files = archived(tmp_path, contents)

    events = list(read_files(tmp_path, files, workspace.load().sources[0], BERLIN))

    assert len([event for event in events if isinstance(event, FileOutcome)]) == 40
    assert reads_apart == [f"{number}.csv" for number in range(17, 33)]


def test_a_large_file_is_read_by_itself(workspace, tmp_path, long_csv, reads_apart, monkeypatch):
    monkeypatch.setattr(reading_together, "SMALL_BYTES", 1000)
    files = archived(tmp_path, [long_csv(2), long_csv(3), long_csv(100), long_csv(4), long_csv(5)])

    list(read_files(tmp_path, files, workspace.load().sources[0], BERLIN))

    assert reads_apart == ["3.csv"]
