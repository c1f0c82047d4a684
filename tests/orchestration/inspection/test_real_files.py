"""Real adapter logs, an agent's documents, and tables of MES and ERP."""

from pathlib import Path

import pytest

from orchestration.inspection import Inspection, inspect_file
from orchestration.inspection.mapping import UnitNames

pytestmark = pytest.mark.real_data


def inspected(path: Path) -> Inspection:
    return inspect_file(path, "source", None, UnitNames({}))


def signals(inspection: Inspection) -> dict[str, str | None]:
    assert inspection.found is not None, inspection.because
    return {tag.profile.tag: tag.guess.signal for tag in inspection.found.tags if tag.is_proposed}


def test_an_adapters_log_has_its_state_by_execution(real_data: Path) -> None:
    inspection = inspected(real_data / "nist_machine_tools" / "Mazak01-20170118-20170119.txt")
    told = signals(inspection)
    assert inspection.found is not None
    assert inspection.found.candidate.reader == "historian.shdr"
    assert inspection.found.stated == "all"
    assert inspection.found.reading.lost == 0
    assert told["execution"] == "state"
    assert {"good_count", "total_count", "reject_count"}.isdisjoint(told.values())
    states = {state.raw_state: state.state for state in inspection.found.states}
    assert states["ACTIVE"] == "running"
    assert {states[word] for word in ("STOPPED", "READY", "INTERRUPTED", "FEED_HOLD")} == {"stopped"}
    assert states["UNAVAILABLE"] == "unknown"


def test_counters_that_never_count_are_not_proposed_and_say_why(real_data: Path) -> None:
    found = inspected(real_data / "nist_machine_tools" / "Hurco04-20170124-20170125.txt").found
    assert found is not None
    (count,) = (tag for tag in found.tags if tag.profile.tag == "Part_Count")
    assert count.guess.signal is None
    assert count.guess.because == "its name has 'part', but its value never changes in this file"


def test_an_agents_documents_have_their_devices_as_work_units(real_data: Path) -> None:
    for name, device in (("qdr_input001.xml", "gfagie01"), ("qdr_input418.xml", "mazak03")):
        found = inspected(real_data / "mtconnect_streams" / name).found
        assert found is not None
        assert found.candidate.reader == "historian.mtconnect_streams"
        assert {tag.work_unit for tag in found.tags} == {device}
        assert found.reading.lost == 0


@pytest.mark.parametrize(
    ("file", "because"),
    [
        ("job_shop_mes_log/Production.csv", "an end (Complete Timestamp): a log of operations"),
        ("adventureworks_erp/Product.csv", "a table of 25 columns"),
        ("adventureworks_erp/ScrapReason.csv", "a table of 3 columns"),
        ("adventureworks_erp/Location.csv", "erp.delimited"),
        ("adventureworks_erp/BillOfMaterials.csv", "erp.delimited"),
        ("nist_machine_tools/Devices.xml", "XML whose root is 'MTConnectDevices'"),
        ("README.md", "text whose lines do not divide"),
    ],
)  # fmt: skip
def test_what_is_no_export_is_told_what_it_is(real_data: Path, file: str, because: str) -> None:
    inspection = inspected(real_data / file)
    assert inspection.found is None
    assert because in str(inspection.because)


def test_messages_of_b2mml_are_told_by_their_tables(real_data: Path) -> None:
    messages = [inspected(path).found for path in sorted((real_data / "b2mml").glob("*.xml"))]
    assert [(found.candidate.reader, found.reading.loaded) for found in messages if found is not None] == [
        ("mes.b2mml", {"inventory_movements": 1}),
        ("mes.b2mml", {"order_operations": 3, "orders": 1}),
    ]
