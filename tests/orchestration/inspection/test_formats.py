"""Every registered reader's format is recognised, read whole with what is proposed, and its tags are guessed."""

import gzip
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from orchestration.inspection import inspect_file
from orchestration.inspection.inspecting import Found
from orchestration.inspection.mapping import UnitNames
from orchestration.readers.contract import ReadContext
from orchestration.readers.files import read_file
from orchestration.readers.mapped_options import MappedOptions
from orchestration.readers.registry import READERS
from tests.orchestration.inspection.machine_exports import MINUTES, START, export

HISTORIANS = sorted(name for name in READERS if name.startswith("historian."))
MAPPED = sorted(name for name, reader in READERS.items() if issubclass(reader.options_type, MappedOptions))


def found(path: Path, zone: str | None = None) -> Found:
    inspection = inspect_file(path, "source", zone, UnitNames({}))
    assert inspection.found is not None, inspection.because
    return inspection.found


@pytest.mark.parametrize("reader", HISTORIANS)
def test_a_machines_export_is_recognised_and_its_tags_are_guessed(reader: str, tmp_path: Path) -> None:
    told = found(export(reader, tmp_path))
    assert told.candidate.reader == reader
    is_ansi = told.options.get("encoding") == "windows-1252"
    assert [doubt.option for doubt in told.doubts] == (["encoding"] if is_ansi else [])
    reading = told.reading
    assert (reading.refused, reading.lost, reading.rows_loaded) == (None, 0, 2 * MINUTES)
    assert reading.timeline.span is not None
    assert reading.timeline.span[0] == START.replace(tzinfo=None)
    guesses = {tag.guess.signal: tag for tag in told.tags if tag.is_proposed}
    assert guesses.keys() == {"state", "total_count"}
    total = dict(guesses["total_count"].guess.columns)
    assert (total["counter_mode"], total["rollover_at"]) == ("rollover", 65_535)
    assert {(state.raw_state, state.state) for state in told.states} == {("RUN", "running"), ("STOP", "stopped")}
    assert {tag.work_unit for tag in told.tags} <= {"press01", "source"}


@pytest.mark.parametrize("reader", [name for name in HISTORIANS if name not in ("historian.ignition_csv",)])
def test_a_packed_export_is_recognised_like_a_plain_one(reader: str, tmp_path: Path) -> None:
    plain = export(reader, tmp_path)
    packed = tmp_path / "packed.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    inspection = inspect_file(packed, "source", None, UnitNames({}))
    assert inspection.found is not None, inspection.because
    assert inspection.found.candidate.reader == reader
    assert inspection.found.reading.rows_loaded == 2 * MINUTES


@pytest.mark.parametrize("reader", MAPPED)
def test_tables_of_mes_and_erp_are_no_historian_exports_and_told_what_reads_them(reader: str, tmp_path: Path) -> None:
    inspection = inspect_file(export(reader, tmp_path), "source", None, UnitNames({}))
    assert inspection.found is None
    assert inspection.because is not None
    assert reader in inspection.because


@pytest.mark.parametrize("reader", HISTORIANS)
def test_what_inspection_says_of_rows_is_what_a_load_does(reader: str, tmp_path: Path) -> None:
    path = export(reader, tmp_path)
    told = found(path, "Europe/Berlin")
    options = READERS[reader].options_type.model_validate(dict(told.options))
    batches = list(read_file(path, reader, options, ReadContext("s", ZoneInfo("Europe/Berlin"))))
    assert told.reading.rows_read == sum(batch.rows_read for batch in batches)
    assert told.reading.rows_loaded == sum(batch.rows.height for batch in batches)
