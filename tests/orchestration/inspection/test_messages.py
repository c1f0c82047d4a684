"""A file of messages brings rows of several tables and no tags: the proposal is its source alone."""

from pathlib import Path

import pytest

from orchestration.inspection import inspect_file, proposed_files
from orchestration.inspection.inspecting import Found
from orchestration.inspection.mapping import UnitNames

EQUIPMENT = "<EquipmentActual><EquipmentID>press</EquipmentID></EquipmentActual>"


def message(content: str, zone: str = "Z") -> str:
    return (
        '<ProductionPerformance xmlns="http://www.wbf.org/xml/B2MML-V0401"><ProductionResponse><ID>4711</ID>'
        f"<SegmentResponse><ID>0010</ID><ActualStartTime>2026-01-31T06:00:00{zone}</ActualStartTime>{content}"
        "<MaterialActual><MaterialDefinitionID>P1</MaterialDefinitionID><MaterialUse>Produced</MaterialUse><Quantity>"
        "<QuantityString>12</QuantityString></Quantity></MaterialActual></SegmentResponse></ProductionResponse>"
        "</ProductionPerformance>"
    )


def found_in(folder: Path, text: str) -> Found:
    path = folder / "performance.xml"
    path.write_text(text)
    found = inspect_file(path, "mes", None, UnitNames({})).found
    assert found is not None
    return found


def test_a_message_is_recognised_and_its_rows_are_counted_by_table(tmp_path: Path) -> None:
    found = found_in(tmp_path, message(EQUIPMENT))
    assert (found.candidate.reader, found.reading.rows_read, found.tags) == ("mes.b2mml", 2, ())
    assert found.reading.loaded == {"operations": 1, "inventory_movements": 1}


@pytest.mark.parametrize(("zone", "stated"), [("Z", "all"), ("", "none")])
def test_whether_its_times_state_their_zone(zone: str, stated: str, tmp_path: Path) -> None:
    assert found_in(tmp_path, message(EQUIPMENT, zone)).stated == stated


def test_the_proposal_is_the_source_alone(tmp_path: Path) -> None:
    (source,) = proposed_files(found_in(tmp_path, message(EQUIPMENT)), "performance.xml", "mes", "north", frozenset())
    assert source.name == "source.yaml"
    assert source.text.splitlines()[-4:] == [
        "  - id: mes", "    site: north", "    reader: mes.b2mml", "    options: {}",
    ]  # fmt: skip


def test_where_no_equipment_is_named_the_work_centre_is_in_doubt(tmp_path: Path) -> None:
    (source,) = proposed_files(found_in(tmp_path, message("")), "performance.xml", "mes", "north", frozenset())
    assert "# In doubt: work_centre. The messages name no equipment" in source.text
    assert source.text.endswith('    options:\n      work_centre: "unknown"\n')
