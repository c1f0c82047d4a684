"""Every input of the ingest benchmark is the same each time, and both ways read all of its samples."""

import duckdb
import pytest

from orchestration.bench.ingest import begin
from orchestration.bench.inputs import INPUTS
from orchestration.lake import ingest_source
from orchestration.plant import Workspace


@pytest.mark.parametrize("name", INPUTS)
def test_the_files_are_the_same_each_time(name, tmp_path):
    contents = []
    for again in ("first", "second"):
        folder = tmp_path / again
        folder.mkdir()
        INPUTS[name].write(folder, 2_000)
        contents.append({file.name: file.read_bytes() for file in folder.rglob("*")})
    assert contents[0] == contents[1]
    assert contents[0]


COPIED = {one.compared_with for one in INPUTS.values() if INPUTS[one.compared_with].select is not None}


@pytest.mark.parametrize("name", sorted(COPIED))
def test_the_comparison_reads_all_samples_of_the_files_that_it_copies(name, tmp_path):
    copied = INPUTS[name]
    written = copied.write(tmp_path, 2_000)

    relation = copied.select(duckdb.connect(), tmp_path)

    assert "day_utc" in relation.columns
    assert relation.count("*").fetchall() == [(written,)]
    assert written == 2_000


@pytest.mark.parametrize("name", INPUTS)
def test_the_ingest_loads_all_samples_and_rejects_none(name, tmp_path):
    files = tmp_path / "files"
    files.mkdir()
    written = INPUTS[name].write(files, 2_000)
    begin(tmp_path / "workspace", INPUTS[name], files)
    workspace = Workspace(tmp_path / "workspace")
    plant = workspace.load()

    result = ingest_source(workspace, plant, plant.sources[0])

    assert (result.rows_loaded, result.rows_rejected, result.quarantined) == (written, 0, 0)
