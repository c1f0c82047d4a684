"""B2MML: every version's names, and each trap of a message: a row, a rejected row, or left out by design."""

import io
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest
from pydantic import ValidationError

from orchestration.readers.contract import FileRejected, ReadContext
from orchestration.readers.mes.b2mml import READER, Options
from orchestration.readers.recognition import Likeness, Sample
from tests.orchestration.readers.examples import Example

V0401 = "http://www.wbf.org/xml/B2MML-V0401"
EXAMPLE = Example(
    f'<?xml version="1.0" encoding="UTF-8"?>\n<ProductionPerformance xmlns="{V0401}"><ProductionResponse><ID>1</ID>'
    "<SegmentResponse><ID>Fräsen</ID><ActualStartTime>2026-01-31T06:00:00</ActualStartTime>"
    "</SegmentResponse></ProductionResponse></ProductionPerformance>\n",
    {"work_centre": "mill"},
)

CONTEXT = ReadContext("mes", ZoneInfo("Europe/Berlin"), b"a key")
START, END = datetime(2026, 1, 31, 6, tzinfo=UTC), datetime(2026, 1, 31, 7, 30, tzinfo=UTC)
TIMES = "<ActualStartTime>2026-01-31T06:00:00Z</ActualStartTime><ActualEndTime>2026-01-31T07:30:00Z</ActualEndTime>"
PRESS = "<EquipmentActual><EquipmentID>press</EquipmentID></EquipmentActual>"


class Read:
    """What a document gave: rows and rejected rows by table, and all rejected rows."""

    def __init__(self, text: str | bytes, context: ReadContext = CONTEXT, **options: Any) -> None:
        data = text.encode() if isinstance(text, str) else text
        self.tables: dict[str, list[dict[str, Any]]] = {}
        self.rejected: list[tuple[int, str]] = []
        self.raws: list[str] = []
        for batch in READER.read(io.BytesIO(data), Options.model_validate(options), context):
            assert batch.rows_read == batch.rows.height + batch.rejected.height
            self.tables.setdefault(batch.table, []).extend(batch.rows.to_dicts())
            self.rejected += batch.rejected.select("row_no", "reason").rows()
            self.raws += batch.rejected["raw"].to_list()

    def row(self, table: str) -> dict[str, Any]:
        """The only row of a table."""
        (row,) = self.tables[table]
        return row

    def column(self, table: str, name: str) -> list[Any]:
        return [row[name] for row in self.tables[table]]


def performance(segments: str, header: str = "<ID>R1</ID><ProductionRequestID>4711</ProductionRequestID>") -> str:
    return (
        f'<ProductionPerformance xmlns="{V0401}"><ProductionResponse>{header}{segments}</ProductionResponse>'
        "</ProductionPerformance>"
    )


def segment(content: str, name: str = "0010", times: str = TIMES) -> str:
    return f"<SegmentResponse><ID>{name}</ID>{times}{content}</SegmentResponse>"


def material(use: str, product: str, quantity: str, unit: str = "KG", name: str = "MaterialActual") -> str:
    return (
        f"<{name}><MaterialDefinitionID>{product}</MaterialDefinitionID>{use and f'<MaterialUse>{use}</MaterialUse>'}"
        f"<Quantity><QuantityString>{quantity}</QuantityString><UnitOfMeasure>{unit}</UnitOfMeasure></Quantity></{name}>"
    )


def schedule(request: str, namespace: str = V0401) -> str:
    return f'<ProductionSchedule xmlns="{namespace}">{request}</ProductionSchedule>'


def test_a_reported_segment_is_an_operation_and_its_materials_are_movements() -> None:
    read = Read(performance(segment(PRESS + material("Produced", "P1", "12") + material("Consumed", "M1", "3.5"))))
    assert read.row("operations") == {
        "operation_id": "R1/0010@2026-01-31T06:00:00.000000Z", "work_centre": "press", "order_id": "4711",
        "product": "P1", "operation": "0010", "kind": "production", "start_utc": START, "end_utc": END,
        "good_quantity": 12.0, "reject_quantity": None, "rework_quantity": None, "held_quantity": None, "unit": "KG",
        "worker": None, "row_no": 1,
    }  # fmt: skip
    made, used = read.tables["inventory_movements"]
    assert made == {
        "movement_id": None, "product": "P1", "work_centre": "press", "order_id": "4711", "ts_utc": END,
        "kind": "production", "quantity": 12.0, "unit": "KG", "row_no": 2,
    }  # fmt: skip
    assert (used["product"], used["kind"], used["quantity"], used["row_no"]) == ("M1", "consumption", 3.5, 3)
    assert read.rejected == []


def test_reported_segments_may_be_confirmations() -> None:
    text = performance(segment(PRESS + material("Produced", "P1", "12")))
    read = Read(text, segments="confirmations")
    row = read.row("confirmations")
    assert (row["confirmation_id"], row["end_utc"]) == ("R1/0010@2026-01-31T06:00:00.000000Z", END)
    assert (row["order_id"], row["operation"], row["good_quantity"], row["unit"]) == ("4711", "0010", 12.0, "KG")
    assert READER.produces(Options(segments="confirmations")) == (
        "orders", "order_operations", "confirmations", "inventory_movements",
    )  # fmt: skip


def test_a_request_is_an_order_and_its_segments_are_planned_operations() -> None:
    request = (
        "<ProductionRequest><ID>4711</ID><StartTime>2026-01-31T06:00:00Z</StartTime>"
        "<EndTime>2026-01-31T07:30:00Z</EndTime><RequestState>Released</RequestState>"
        "<SegmentRequirement><ID>0010</ID><Description>Pressing</Description>"
        "<EarliestStartTime>2026-01-31T06:00:00Z</EarliestStartTime><LatestEndTime>2026-01-31T07:30:00Z</LatestEndTime>"
        "<Duration>PT1H15M0.5S</Duration>"
        "<EquipmentRequirement><EquipmentID>press</EquipmentID></EquipmentRequirement>"
        + material("Produced", "P1", "12", "PCE", "MaterialRequirement")
        + material("Consumed", "M1", "3.5", "KG", "MaterialRequirement")
        + "</SegmentRequirement></ProductionRequest>"
    )
    read = Read(schedule(request))
    assert read.row("orders") == {
        "order_id": "4711", "product": "P1", "work_centre": None, "planned_quantity": 12.0,
        "planned_scrap_quantity": None, "unit": "PCE", "planned_start_utc": START, "planned_finish_utc": END,
        "due_utc": None, "order_status": "Released", "customer": None, "sales_order": None, "revision": None,
        "row_no": 1,
    }  # fmt: skip
    assert read.row("order_operations") == {
        "order_id": "4711", "operation": "0010", "work_centre": "press", "description": "Pressing",
        "planned_quantity": 12.0, "unit": "PCE", "planned_setup_s": None, "planned_run_s": 4500.5,
        "planned_start_utc": START, "planned_finish_utc": END, "row_no": 2,
    }  # fmt: skip
    assert set(read.tables) == {"orders", "order_operations"}


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.wbf.org/xml/b2mml-v02",
        "http://www.wbf.org/xml/b2mml-v0300",
        "http://www.wbf.org/xml/b2mml-v0400",
        "http://www.wbf.org/xml/B2MML-V0401",
        "http://www.wbf.org/xml/B2MML-V05",
        "http://www.mesa.org/xml/B2MML-V0600",
        "http://www.mesa.org/xml/B2MML",
        "",
    ],
)
def test_every_version_s_namespace_is_known(namespace: str) -> None:
    read = Read(performance(segment(PRESS)).replace(V0401, namespace))
    assert read.row("operations")["order_id"] == "4711"


def test_elements_may_have_a_prefix() -> None:
    text = performance(segment(PRESS + material("Consumed", "M1", "1"))).replace(f' xmlns="{V0401}"', "")
    prefixed = text.replace("</", "\0").replace("<", "<b:").replace("\0", "</b:")
    read = Read(prefixed.replace("<b:ProductionPerformance", f'<b:ProductionPerformance xmlns:b="{V0401}"'))
    assert len(read.tables["operations"]) == len(read.tables["inventory_movements"]) == 1


def test_the_names_until_v0400() -> None:
    materials = (
        material("", "P1", "12", name="MaterialProducedActual")
        + material("", "M1", "3", name="MaterialConsumedActual")
        + material("", "M2", "1", name="ConsumableActual")
    )
    read = Read(performance(segment(PRESS + materials)).replace("V0401", "V0400"))
    assert read.column("inventory_movements", "kind") == ["production", "consumption", "consumption"]
    assert read.row("operations")["good_quantity"] == 12.0
    requirement = "<SegmentRequirement><ID>1</ID>" + material("", "P1", "9", name="MaterialProducedRequirement")
    request = f"<ProductionRequest><ID>4711</ID>{requirement}</SegmentRequirement></ProductionRequest>"
    assert Read(schedule(request)).row("orders")["planned_quantity"] == 9.0


def test_the_operations_names_of_v06() -> None:
    namespace = "http://www.mesa.org/xml/B2MML-V0600"
    read = Read(
        f'<OperationsPerformance xmlns="{namespace}"><OperationsType>Production</OperationsType><OperationsResponse>'
        "<ID>R1</ID><OperationsRequestID>4711</OperationsRequestID><SegmentResponse><ID>77</ID>"
        "<SegmentRequirementID>0010</SegmentRequirementID><HierarchyScope><EquipmentID>north</EquipmentID>"
        "<EquipmentElementLevel>Site</EquipmentElementLevel><HierarchyScope><EquipmentID>press</EquipmentID>"
        "<EquipmentElementLevel>WorkCell</EquipmentElementLevel></HierarchyScope></HierarchyScope>"
        f"{TIMES}{material('Material Produced', 'P1', '12')}</SegmentResponse></OperationsResponse>"
        "</OperationsPerformance>"
    )
    row = read.row("operations")
    assert (row["order_id"], row["operation"], row["work_centre"]) == ("4711", "0010", "press")
    assert (row["operation_id"], row["good_quantity"]) == ("R1/77@2026-01-31T06:00:00.000000Z", 12.0)


def test_the_work_names_of_v06() -> None:
    namespace = "http://www.mesa.org/xml/B2MML-V0600"
    read = Read(
        f'<WorkPerformance xmlns="{namespace}"><WorkResponse><ID>R1</ID><WorkRequestID>4711</WorkRequestID>'
        "<JobResponse><ID>J9</ID><JobOrderID>J1</JobOrderID><StartTime>2026-01-31T06:00:00Z</StartTime>"
        f"<EndTime>2026-01-31T07:30:00Z</EndTime>{PRESS}</JobResponse></WorkResponse></WorkPerformance>"
    )
    row = read.row("operations")
    assert (row["order_id"], row["operation"], row["start_utc"], row["end_utc"]) == ("4711", "J1", START, END)
    read = Read(
        f'<WorkSchedule xmlns="{namespace}"><WorkRequest><ID>4711</ID><JobOrder><ID>J1</ID>'
        "<StartTime>2026-01-31T06:00:00Z</StartTime><DispatchStatus>Ready</DispatchStatus>"
        f"{material('Produced', 'P1', '12', name='MaterialRequirement')}</JobOrder></WorkRequest></WorkSchedule>"
    )
    assert read.row("orders")["product"] == "P1"
    assert (read.row("order_operations")["operation"], read.row("order_operations")["planned_start_utc"]) == (
        "J1",
        START,
    )


def test_zones_are_mixed_and_fractions_have_seven_digits() -> None:
    times = (
        "<ActualStartTime>2026-01-31T07:00:00.1234567+01:00</ActualStartTime>"
        "<ActualEndTime>2026-01-31T08:30:00.5</ActualEndTime>"
    )
    row = Read(performance(segment(PRESS, times=times))).row("operations")
    assert row["start_utc"] == datetime(2026, 1, 31, 6, 0, 0, 123456, tzinfo=UTC)
    # None stated: the source's, here Berlin.
    assert row["end_utc"] == datetime(2026, 1, 31, 7, 30, 0, 500000, tzinfo=UTC)


def test_a_time_that_is_none_costs_its_row_alone() -> None:
    bad = "<ActualStartTime>soon</ActualStartTime>"
    read = Read(performance(segment(PRESS, times=bad) + segment(PRESS, "0020")))
    assert read.rejected == [(1, "start: the time 'soon' cannot be read as iso8601")]
    assert read.column("operations", "operation") == ["0020"]


def test_what_is_nil_is_not_there() -> None:
    nil = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"'
    content = f"<EquipmentActual {nil}/>{PRESS}<MaterialActual {nil}/>" + material("Produced", "P1", "12").replace(
        "<Quantity>", f"<Quantity {nil}/><Quantity>"
    )
    read = Read(performance(segment(content, times=f"<ActualEndTime {nil}/>{TIMES}")))
    assert (read.row("operations")["end_utc"], read.row("operations")["good_quantity"]) == (END, 12.0)
    assert len(read.tables["inventory_movements"]) == 1


def test_extensions_of_any_namespace_are_passed_over() -> None:
    extension = (
        '<x:SegmentResponse xmlns:x="urn:own"><x:ID>9</x:ID></x:SegmentResponse>'
        '<ActualStartTime xmlns="urn:own">1999-01-01T00:00:00Z</ActualStartTime>'
        f'<Own xmlns="urn:own">{material("Consumed", "X", "1")}</Own>'
    )
    read = Read(performance(segment(extension + PRESS + f"<Extended>{material('Consumed', 'X', '1')}</Extended>")))
    assert read.row("operations")["start_utc"] == START
    assert set(read.tables) == {"operations"}


def test_properties_and_parameters_are_no_quantities() -> None:
    use = material("Produced", "P1", "12").replace(
        "</MaterialActual>",
        "<MaterialActualProperty><ID>Weight</ID><Quantity><QuantityString>99</QuantityString></Quantity>"
        "</MaterialActualProperty></MaterialActual>",
    )
    assert Read(performance(segment(PRESS + use))).row("operations")["good_quantity"] == 12.0


def test_several_materials_of_one_segment_are_a_movement_each_and_add_up() -> None:
    lots = material("Produced", "P1", "0.1") + material("Produced", "P1", "0.2") + material("Produced", "P1", "0.7")
    read = Read(performance(segment(PRESS + lots + material("Co-product Produced", "P2", "5"))))
    assert read.row("operations")["good_quantity"] == 1.0
    assert read.column("inventory_movements", "quantity") == [0.1, 0.2, 0.7, 5.0]
    assert read.column("inventory_movements", "kind")[3] == "co_production"


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (("P2", "3", "KG"), (None, None, None)),
        (("P1", "3", "PCE"), ("P1", None, None)),
    ],
    ids=["another product", "another unit"],
)
def test_what_cannot_be_added_is_not_told_of_the_operation(second: Any, told: Any) -> None:
    read = Read(performance(segment(PRESS + material("Produced", "P1", "12") + material("Produced", *second))))
    row = read.row("operations")
    assert (row["product"], row["good_quantity"], row["unit"]) == told
    assert len(read.tables["inventory_movements"]) == 2


def test_a_quantity_that_is_no_number_costs_the_rows_that_need_it() -> None:
    content = PRESS + material("Produced", "P1", "a few") + material("Produced", "P1", "2")
    read = Read(performance(segment(content) + segment(PRESS, "0020")))
    assert read.rejected == [
        (1, "good_quantity 'a few' is no number"),
        (2, "quantity 'a few' is no number"),
    ]
    assert read.column("inventory_movements", "quantity") == [2.0]
    assert read.raws[1] == (
        "<MaterialActual><MaterialDefinitionID>P1</MaterialDefinitionID><MaterialUse>Produced</MaterialUse>"
        "<Quantity><QuantityString>a few</QuantityString><UnitOfMeasure>KG</UnitOfMeasure></Quantity></MaterialActual>"
    )


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (material("", "M1", "1"), "its MaterialUse is missing"),
        (
            material("Inventoried", "M1", "1"),
            "the MaterialUse 'Inventoried' is no movement; material_uses says of others which kind they are",
        ),
        ("<MaterialActual><MaterialUse>Consumed</MaterialUse></MaterialActual>", "product is missing"),
        (
            "<MaterialActual><MaterialDefinitionID>M1</MaterialDefinitionID><MaterialUse>Consumed</MaterialUse>"
            "</MaterialActual>",
            "quantity is missing",
        ),
    ],
)
def test_a_material_that_is_no_movement_is_rejected_with_its_reason(broken: str, reason: str) -> None:
    assert Read(performance(segment(PRESS + broken))).rejected == [(2, reason)]


def test_uses_of_a_plant_s_own_are_configured_and_scrap_is_the_reject_quantity() -> None:
    other = material("Other", "P1", "2").replace("<MaterialUse>", '<MaterialUse OtherValue="Scrap">')
    text = performance(segment(PRESS + material("Produced", "P1", "10") + other + material("Scrap", "M1", "1")))
    read = Read(text, material_uses={"SCRAP": "production_loss"})
    assert read.column("inventory_movements", "kind") == ["production", "production_loss", "production_loss"]
    # Of two products: neither is told.
    assert read.row("operations")["reject_quantity"] is None
    read = Read(text.replace("M1", "P1"), material_uses={"SCRAP": "production_loss"})
    assert (read.row("operations")["good_quantity"], read.row("operations")["reject_quantity"]) == (10.0, 3.0)


def test_a_segment_that_made_scrap_alone_tells_of_it() -> None:
    text = performance(segment(PRESS + material("Scrap", "P1", "3", "PCE")))
    row = Read(text, material_uses={"Scrap": "production_loss"}).row("operations")
    assert (row["product"], row["good_quantity"], row["reject_quantity"], row["unit"]) == ("P1", None, 3.0, "PCE")


def test_a_use_is_only_mapped_to_a_kind_that_there_is() -> None:
    with pytest.raises(ValidationError, match="'Scrap' is 'waste'; it must be one of receipt"):
        Options(material_uses={"Scrap": "waste"})


def test_materials_within_materials_are_movements_too() -> None:
    part = material("Consumed", "M1", "4", name="AssemblyActual")
    whole = material("Produced", "P1", "1").replace("</MaterialActual>", part + "</MaterialActual>")
    read = Read(performance(segment(PRESS + whole)))
    assert [(row["product"], row["kind"]) for row in read.tables["inventory_movements"]] == [
        ("P1", "production"), ("M1", "consumption"),
    ]  # fmt: skip


def test_segments_within_segments_are_operations_by_their_path() -> None:
    inner = segment(material("Produced", "P1", "1"), "0020", "<ActualStartTime>2026-01-31T07:00:00Z</ActualStartTime>")
    read = Read(performance(segment(PRESS + inner)))
    assert [(row["operation"], row["work_centre"], row["row_no"]) for row in read.tables["operations"]] == [
        ("0010", "press", 1), ("0010/0020", "press", 2),
    ]  # fmt: skip
    # What its own element does not say, the one around it does.
    assert read.column("operations", "end_utc") == [END, END]


def test_a_segment_that_only_holds_materials_is_no_operation() -> None:
    around = segment(segment(PRESS + material("Consumed", "M1", "3"), times=""), "0020", times="")
    read = Read(performance(around, f"<ID>R1</ID>{TIMES.replace('Actual', '')}"))
    assert (read.row("inventory_movements")["ts_utc"], read.row("inventory_movements")["row_no"]) == (END, 3)
    assert set(read.tables) == {"inventory_movements"}
    assert read.rejected == []


def test_a_movement_without_a_time_of_its_own_is_of_the_message_s_time() -> None:
    noun = performance(segment(PRESS + material("Consumed", "M1", "3"), times=""))
    text = (
        f'<SyncProductionPerformance xmlns="{V0401}"><ApplicationArea>'
        "<CreationDateTime>2026-01-31T08:30:00.3149559+01:00</CreationDateTime></ApplicationArea>"
        f"<DataArea><Sync/>{noun}</DataArea></SyncProductionPerformance>"
    )
    at = datetime(2026, 1, 31, 7, 30, 0, 314955, tzinfo=UTC)
    assert Read(text).row("inventory_movements")["ts_utc"] == at
    published = noun.replace("<ProductionResponse>", "<PublishedDate>2026-01-31</PublishedDate><ProductionResponse>")
    assert Read(text.replace(noun, published)).row("inventory_movements")["ts_utc"] == datetime(
        2026, 1, 30, 23, tzinfo=UTC
    )


def test_a_segment_that_says_nothing_of_when_is_rejected() -> None:
    read = Read(performance(segment(PRESS + material("Produced", "P1", "1"), times="") + segment(PRESS, "0020")))
    assert read.rejected[0] == (1, "start_utc is missing")


def test_work_that_is_placed_nowhere_is_of_the_configured_work_centre() -> None:
    text = performance(segment("") + segment(PRESS, "0020"))
    assert Read(text).rejected == [(1, "work_centre is missing")]
    assert Read(text, work_centre="line 1").column("operations", "work_centre") == ["line 1", "press"]


def test_a_site_is_no_work_centre() -> None:
    site = "<Location><EquipmentID>north</EquipmentID><EquipmentElementLevel>Site</EquipmentElementLevel></Location>"
    text = performance(segment(""), f"<ID>R1</ID>{site}")
    with pytest.raises(FileRejected, match="work_centre is missing"):
        Read(text)
    text = text.replace("Site", "ProductionLine")
    assert Read(text).row("operations")["work_centre"] == "north"


def test_a_response_without_the_request_s_id_is_of_the_order_of_its_own_id() -> None:
    assert Read(performance(segment(PRESS), "<ID>53107</ID>")).row("operations")["order_id"] == "53107"


def test_missing_ids_leave_the_row_known_by_its_fields_or_reject_it() -> None:
    nameless = segment(PRESS).replace("<ID>0010</ID>", "")
    row = Read(performance(nameless)).row("operations")
    assert (row["operation_id"], row["operation"], row["order_id"]) == (None, None, "4711")
    request = "<ProductionRequest><SegmentRequirement><ID>1</ID></SegmentRequirement></ProductionRequest>"
    named = "<ProductionRequest><ID>4711</ID><SegmentRequirement/></ProductionRequest>"
    read = Read(schedule(request + named))
    assert read.rejected == [(2, "order_id is missing"), (4, "operation is missing"), (1, "order_id is missing")]
    assert read.column("orders", "order_id") == ["4711"]


def test_planned_segments_without_an_id_are_known_by_what_they_are_one_of() -> None:
    def planned(content: str = "", name: str = "Weighing") -> str:
        return f"<SegmentRequirement><ProcessSegmentID>{name}</ProcessSegmentID>{content}</SegmentRequirement>"

    request = planned() + planned(planned(name="Box")) + planned(name="Mixing")
    read = Read(schedule(f"<ProductionRequest><ID>4711</ID>{request}</ProductionRequest>"))
    assert read.column("order_operations", "operation") == ["Weighing", "Weighing#2", "Weighing#2/Box", "Mixing"]


def test_an_order_makes_what_the_last_of_its_outer_segments_makes() -> None:
    def planned(name: str, product: str, inner: str = "") -> str:
        made = material("Produced", product, "1", name="MaterialRequirement")
        return f"<SegmentRequirement><ID>{name}</ID>{made}{inner}</SegmentRequirement>"

    request = planned("1", "half", planned("2", "screw")) + planned("3", "whole", planned("4", "nut"))
    read = Read(schedule(f"<ProductionRequest><ID>4711</ID>{request}</ProductionRequest>"))
    assert read.row("orders")["product"] == "whole"


def test_a_template_of_what_is_to_be_reported_reports_nothing() -> None:
    request = f"<ProductionRequest><ID>4711</ID>{segment(PRESS)}</ProductionRequest>"
    assert set(Read(schedule(request)).tables) == {"orders"}


def test_a_duration_of_a_month_is_no_number_of_seconds() -> None:
    planned = "<SegmentRequirement><ID>1</ID><Duration>P1M</Duration></SegmentRequirement>"
    read = Read(schedule(f"<ProductionRequest><ID>4711</ID>{planned}</ProductionRequest>"))
    assert read.rejected == [(2, "planned_run_s 'P1M' is no number")]


def test_persons_are_keyed_hashes_and_stand_in_no_rejected_row() -> None:
    ann = "<PersonnelActual><PersonID>Ann Öst</PersonID><Description>Ann</Description></PersonnelActual>"
    text = performance(segment(PRESS + ann) + segment(PRESS + ann, "0020", "<ActualEndTime>later</ActualEndTime>"))
    read = Read(text)
    (worker,) = read.column("operations", "worker")
    assert len(worker) == 32
    assert "Ann" not in "".join(read.raws)
    assert Read(text, ReadContext("mes", ZoneInfo("UTC"))).row("operations")["worker"] is None
    two = ann + "<PersonnelActual><PersonID>Bob</PersonID></PersonnelActual>"
    assert Read(performance(segment(PRESS + two))).row("operations")["worker"] is None


def test_kinds_of_segments_are_configured() -> None:
    rig = "<ProcessSegmentID>Rigging</ProcessSegmentID>"
    text = performance(segment(rig + PRESS) + segment(PRESS, "0020"))
    assert Read(text, kinds={"Rigging": "setup"}).column("operations", "kind") == ["setup", "production"]


@pytest.mark.parametrize("place", ["message", "segment"])
def test_maintenance_is_no_production(place: str) -> None:
    kind = "<OperationsType>Maintenance</OperationsType>"
    text = performance(segment(PRESS + (kind if place == "segment" else "")) + segment(PRESS, "0020"))
    if place == "message":
        other = performance(segment(PRESS)).replace("<ProductionResponse>", f"{kind}<ProductionResponse>")
        text = f"<Messages>{other}{performance(segment(PRESS, '0020'))}</Messages>"
    read = Read(text)
    assert read.rejected == [(1, "it is of the type Maintenance, which is no production")]
    assert read.column("operations", "operation") == ["0020"]


def sync(noun: str, root: str = "SyncProductionPerformance", verb: str = "<Sync/>") -> str:
    return f'<{root} xmlns="{V0401}"><DataArea>{verb}{noun}</DataArea></{root}>'


def test_a_batch_of_messages_is_read_in_one_go() -> None:
    request = schedule("<ProductionRequest><ID>4712</ID></ProductionRequest>")
    whole = sync(request, "ProcessProductionSchedule") + sync(performance(segment(PRESS)) + performance(segment(PRESS)))
    read = Read(f"<Batch>{whole}{sync(performance(segment(PRESS, '0020')))}</Batch>")
    assert read.column("orders", "order_id") == ["4712"]
    assert read.column("operations", "row_no") == [2, 3, 4]


@pytest.mark.parametrize(
    ("root", "verb", "reason"),
    [
        (
            "CancelProductionPerformance", "<Cancel/>",
            "it is of a message CancelProductionPerformance, which takes back what it names, and rows are not taken "
            "back by messages",
        ),
        ("GetProductionPerformance", "<Get/>", "it is of a message GetProductionPerformance, which asks for data"),
        (
            "SyncProductionPerformance",
            '<Sync><ActionCriteria><ActionExpression actionCode="Delete"/></ActionCriteria></Sync>',
            "its message says actionCode Delete, which takes back what it names, and rows are not taken back by "
            "messages",
        ),
    ],
)  # fmt: skip
def test_what_is_no_report_is_rejected_row_by_row(root: str, verb: str, reason: str) -> None:
    unread = sync(performance(segment(PRESS + material("Consumed", "M1", "1"))), root, verb)
    read = Read(f"<Batch>{unread}{sync(performance(segment(PRESS)))}</Batch>")
    assert read.rejected == [(1, reason), (2, reason)]
    assert read.column("operations", "row_no") == [3]


@pytest.mark.parametrize("text", ["<a/>", f'<SyncMaterialLot xmlns="{V0401}"><MaterialLot/></SyncMaterialLot>'])
def test_a_document_without_a_message_that_is_read_is_refused(text: str) -> None:
    with pytest.raises(FileRejected, match="holds no B2MML message that is read; these are ProductionSchedule"):
        Read(text)


def test_an_empty_message_holds_no_row() -> None:
    with pytest.raises(FileRejected, match="holds no row"):
        Read(f'<ProductionPerformance xmlns="{V0401}"/>')


def test_a_dtd_is_refused() -> None:
    with pytest.raises(FileRejected, match="DTD or entities"):
        Read(f'<!DOCTYPE a [<!ENTITY b "c">]>{performance(segment(PRESS))}')


def test_elements_nested_without_end_are_refused() -> None:
    with pytest.raises(FileRejected, match="deeper than 64"):
        Read(performance("<SegmentResponse>" * 100))


def test_a_segment_that_does_not_end_is_refused() -> None:
    many = "".join(material("Consumed", "M" * 1000, "1") for _ in range(6_000))
    with pytest.raises(FileRejected, match="longer than 4 MiB"):
        Read(performance(segment(many)))


def test_a_response_may_be_longer_than_what_is_held_of_an_element() -> None:
    segments = "".join(segment(PRESS + material("Produced", "P" * 500, "1"), str(number)) for number in range(11_000))
    read = Read(performance(segments))
    assert len(read.tables["operations"]) == len(read.tables["inventory_movements"]) == 11_000


def test_utf_16_is_read_as_its_declaration_says() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + performance(segment(PRESS, "Fräsen"))
    assert Read(text.encode("utf-16")).row("operations")["operation"] == "Fräsen"


def test_inspection_knows_the_message_by_its_namespace() -> None:
    found = READER.recognise(Sample(performance(segment(PRESS)).encode()))
    assert found is not None
    assert found.likeness is Likeness.CERTAIN
    assert found.because == ("it holds a ProductionPerformance", "its namespace is B2MML-V0401")
    assert (found.options, found.doubts) == ({}, ())
    assert READER.recognise(Sample(b"<ProductionPerformance/>")) is None
    assert READER.recognise(Sample(f'<MaterialLot xmlns="{V0401}"/>'.encode())) is None


def test_inspection_asks_for_the_work_centre_where_messages_name_none() -> None:
    found = READER.recognise(Sample(performance(segment("")).encode()))
    assert found is not None
    assert found.options == {"work_centre": "unknown"}
    assert found.doubts[0].sentence.startswith("The messages name no equipment")
    planned = READER.recognise(Sample(schedule("<ProductionRequest><ID>1</ID></ProductionRequest>").encode()))
    assert planned is not None
    assert planned.options == {}


def test_rows_are_of_the_canonical_types() -> None:
    frames = [batch.rows for batch in READER.read(io.BytesIO(EXAMPLE.data), Options(work_centre="mill"), CONTEXT)]
    assert [frame.schema["start_utc"] for frame in frames] == [pl.Datetime("us", "UTC")]


def test_materials_are_quantities_alone_where_another_source_tells_the_movements() -> None:
    text = performance(segment(PRESS + material("Produced", "P1", "12") + material("Consumed", "M1", "3.5")))
    read = Read(text, movements=False)
    assert set(read.tables) == {"operations"}
    assert read.row("operations")["good_quantity"] == 12.0
    assert READER.produces(Options(movements=False)) == ("orders", "order_operations", "operations")
