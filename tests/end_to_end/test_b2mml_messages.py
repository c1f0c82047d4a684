"""Real B2MML messages, and one that says when and where: all their rows are accounted for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

pytestmark = pytest.mark.real_data

REPORT = """\
<OperationsPerformance xmlns="http://www.mesa.org/xml/B2MML-V0600"><OperationsResponse><ID>R1</ID>
<OperationsRequestID>258456</OperationsRequestID><SegmentResponse><ID>0010</ID>
<ActualStartTime>2012-11-29T08:00:00.0000000+01:00</ActualStartTime><ActualEndTime>2012-11-29T08:30:00Z</ActualEndTime>
<EquipmentActual><EquipmentID>scale</EquipmentID></EquipmentActual>
<MaterialActual><MaterialDefinitionID>SO1215</MaterialDefinitionID><MaterialUse>Material Produced</MaterialUse>
<Quantity><QuantityString>0.9</QuantityString><UnitOfMeasure>KG</UnitOfMeasure></Quantity></MaterialActual>
</SegmentResponse></OperationsResponse></OperationsPerformance>
"""


@pytest.fixture(scope="module")
def published(workspace_of, run_workspace, real_data: Path, tmp_path_factory: pytest.TempPathFactory):
    """The workspace of the messages, run."""
    folder = tmp_path_factory.mktemp("b2mml")
    report = folder / "report.xml"
    report.write_text(REPORT)
    drops = {"messages": [*sorted((real_data / "b2mml").glob("*.xml")), report]}
    return run_workspace(workspace_of("b2mml_messages", folder / "workspace", drops))


def test_every_row_of_every_message_is_accounted_for(published) -> None:
    rows = published.ask("select file_name, rows_read, rows_loaded, rows_rejected, status from meta.files order by 1")
    assert rows.rows() == [
        # One material that was consumed; the segment around it says neither when it was nor what it made.
        ("PES-20121229115825-53107.xml", 1, 1, 0, "loaded"),
        # One order and three segments, each within the one before.
        ("PRO-20121210181416-27942.xml", 4, 4, 0, "loaded"),
        ("report.xml", 2, 2, 0, "loaded"),
    ]
    assert published.ask("select produces from meta.sources").item() == (
        "orders, order_operations, operations, inventory_movements"
    )


def test_the_schedule_s_order_with_its_operations(published) -> None:
    orders = published.ask("select order_id, product, planned_quantity, unit, work_centre from staged.orders").rows()
    assert orders == [("258456", "SO1215", 1.0, "KG", "Scale 3")]
    operations = published.ask(
        "select order_id, operation, planned_quantity, unit from staged.order_operations order by operation"
    ).rows()
    assert operations == [
        ("258456", "0010", 1.0, "KG"),
        ("258456", "0010/Weighing", None, None),
        ("258456", "0010/Weighing/Contenair", None, None),
    ]


def test_the_performance_s_material_at_the_time_of_its_message(published) -> None:
    rows = published.ask(
        "select product, kind, quantity, unit, order_id, work_centre, ts_utc from staged.inventory_movements "
        "where kind = 'consumption'"
    ).rows()
    # 11:58:25.3149559 at +01:00, cut to microseconds.
    at = datetime(2012, 11, 29, 10, 58, 25, 314955, tzinfo=UTC)
    assert [(*row[:-1], row[-1].astimezone(UTC)) for row in rows] == [
        ("CRBN0001", "consumption", 0.41, "KG", "53107", "Scale 3", at)
    ]


def test_a_reported_segment_makes_time_and_quantity_of_its_work_unit(published) -> None:
    rows = published.ask(
        "select work_unit, order_id, product, sum(duration_s) from fct_time_segments where bucket = 'producing' "
        "group by all"
    ).rows()
    assert rows == [("scale", "258456", "SO1215", 5400.0)]
    assert published.ask("select sum(good_count) from fct_production").item() == pytest.approx(0.9)
