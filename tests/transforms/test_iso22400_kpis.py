"""The 34 KPIs of ISO 22400-2 on one line's morning, every figure worked out by hand; and a plant without their inputs.

Monday 2 March 2026, one shift from 06:00 to 14:00 (UTC). The press leads its line and the packer counts what leaves it.
Press: set up for half an hour, runs for 19,500 s, fails once for an hour, stands five minutes, waits for an hour. It
makes 1,000 units: 950 good, 40 scrap, 10 rework. The packer rejects 19 and passes 931.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
PRESS = (
    "06:00 SETUP, 06:30 RUN, 08:30 TOOL, 09:30 RUN, 11:30 STOP, 11:35 RUN, 13:00 STARVED, 06:00 order=O1, "
    "06:00 product=P, 06:00 total=0, 13:00 total=1000, 06:00 reject=0, 13:00 reject=40"
)
PACKER = (
    "06:00 STARVED, 07:00 RUN, 13:30 STARVED, 06:00 order=O1, 06:00 product=P, 06:00 total=0, 13:30 total=950, "
    "06:00 reject=0, 13:30 reject=19"
)
MACHINES = {"press": PRESS, "packer": PACKER}
BARE = {"lonely": "06:00 RUN, 14:00 STOP"}
SHIFTS = "scope,shift,days,start,end\nworks,early,daily,06:00,14:00\n"


def at(clock: str) -> datetime:
    hours, minutes = clock.split(":")
    return MONDAY + timedelta(hours=int(hours), minutes=int(minutes))


def morning(
    models: Models,
    entities: dict[str, list[dict[str, Any]]] | None = None,
    privacy: dict[str, Any] | None = None,
    **more: Any,
) -> Marts:
    """The line with all its inputs, but what `entities` puts in their place and `more` changes in plant.yaml."""
    line = {"rollup": "constraint", "constraint": "press"}
    files = configuration(MACHINES, shifts=SHIFTS)
    files["tags"] += "historian,press.rework,press,rework_count,reset\nhistorian,press.energy,press,energy,reset\n"
    described = plant(
        sites({"id": "works", "machines": [["press", "packer"]], "line_0": line}, history_start="2026-03-02",
              privacy={"least_group": 1} if privacy is None else privacy, **more),
        **files,
    )  # fmt: skip
    lake = Lake()
    counters = [
        *(("press.rework", at(clock), value) for clock, value in (("06:00", 0.0), ("13:00", 10.0))),
        *(("press.energy", at(clock), value) for clock, value in (("06:00", 0.0), ("13:00", 500.0))),
    ]
    lake.samples("historian", [*samples(MACHINES, MONDAY, at("14:00")), *counters])
    for table, rows in (ENTITIES | (entities or {})).items():
        lake.entity("historian", table, rows)
    return models.run(lake.tables(), compile_config(described, date(2026, 3, 2)))


def movement(kind: str, quantity: float, clock: str = "12:00") -> dict[str, Any]:
    return {"product": "resin", "work_centre": "press", "ts_utc": at(clock), "kind": kind, "quantity": quantity,
            "unit": "kg"}  # fmt: skip


def measured(subgroup: str, *values: float) -> list[dict[str, Any]]:
    limits = {"lower_spec_limit": 4.0, "upper_spec_limit": 16.0, "product": "P", "work_centre": "press"}
    return [
        {"characteristic": "width", "ts_utc": at(f"07:{minute:02}"), "subgroup": subgroup, "value": value, **limits}
        for minute, value in enumerate(values)
    ]


ENTITIES: dict[str, list[dict[str, Any]]] = {
    "orders": [{"order_id": "O1", "product": "P", "planned_quantity": 1000.0, "planned_scrap_quantity": 50.0}],
    "routings": [{"product": "P", "work_centre": "press", "ideal_cycle_s": 15.0, "basis": "routing"}],
    "personnel_times": [
        {"work_centre": "press", "work_date": MONDAY.date(), "attendance_s": 28800.0, "work_s": 25200.0},
        {"work_centre": "press", "start_utc": at("06:00"), "end_utc": at("14:00"), "work_s": 18000.0},
    ],
    "maintenance_orders": [
        {"maintenance_order": "1", "work_centre": "press", "kind": "corrective", "start_utc": at("08:30"),
         "finish_utc": at("10:00")},
        {"maintenance_order": "2", "work_centre": "press", "kind": "preventive", "start_utc": at("13:00"),
         "finish_utc": at("13:30")},
        {"maintenance_order": "3", "work_centre": "press", "kind": "preventive", "start_utc": at("13:40")},
    ],
    "inspections": [
        {"work_centre": "press", "ts_utc": at("10:00"), "inspected_quantity": 120.0, "first_pass_quantity": 115.0},
        {"work_centre": "press", "ts_utc": at("12:00"), "inspected_quantity": 80.0, "first_pass_quantity": 73.0},
    ],
    "measurements": measured("a", 9.0, 10.0, 11.0) + measured("b", 10.0, 11.0, 12.0),
    "inventory_movements": [
        movement("consumption", 1300.0), movement("consumption", -100.0), movement("production", 950.0),
        movement("co_production", 50.0), movement("production_loss", 100.0), movement("storage_loss", 60.0),
        movement("other_loss", 40.0), movement("issue", 500.0) | {"product": "P"},
    ],
    "inventory_levels": [
        {"product": "P", "work_centre": "press", "ts_utc": at("06:00"), "quantity": 100.0, "unit": "kg"},
        {"product": "P", "work_centre": "press", "ts_utc": at("13:59"), "quantity": 300.0, "unit": "kg"},
    ],
    "equipment_capacities": [{"work_centre": "press", "capacity_per_h": 160.0}],
}  # fmt: skip

C4_OF_3 = 0.886226925452758
EXPECTED = {
    "worker_efficiency": 43200 / 57600,
    "allocation_ratio": 25200 / 25200,
    "throughput_rate": 1000 / 7,
    "allocation_efficiency": 0.875,  # (19500 + 1800 + 3900) / 28800
    "utilization_efficiency": 19500 / 25200,
    "iso_oee_index": 15000 * 0.95 / 28800,
    "iso_nee_index": 21300 / 28800 * 15000 / 19500 * 0.95,
    "iso_availability": 19500 / 28800,
    "effectiveness": 15000 / 19500,
    "quality_ratio": 0.95,
    "setup_ratio": 1800 / 21300,
    "technical_efficiency": 19500 / 23400,
    "production_process_ratio": 19500 / 25200,
    "actual_to_planned_scrap_ratio": 0.8,
    "first_pass_yield": 0.94,
    "scrap_ratio": 0.04,
    "rework_ratio": 0.01,
    "fall_off_ratio": 0.04,
    "machine_capability": 12 / (6 * 1.1**0.5),  # six values around 10.5: squares add to 5.5
    "critical_machine_capability": 5.5 / (3 * 1.1**0.5),
    "process_capability": 12 / 6 * C4_OF_3,  # both samples have s = 1
    "critical_process_capability": 5.5 / 3 * C4_OF_3,
    "comprehensive_energy_consumption": 0.5,
    "inventory_turns": 2.5,
    "finished_goods_ratio": 950 / 1200,
    "integrated_goods_ratio": 1000 / 1200,
    "production_loss_ratio": 100 / 1200,
    "storage_and_transport_loss_ratio": 0.05,
    "other_loss_ratio": 40 / 1200,
    "equipment_load_ratio": 1000 / 1280,
    "iso_mtbf": (21300 + 3600) / 3600 / 2,
    "iso_mttf": 21300 / 3600 / 2,
    "iso_mttr": 1.0,
    "corrective_maintenance_ratio": 0.75,
}


@pytest.fixture(scope="module")
def marts(models: Models) -> Marts:
    return morning(models)


def values(marts: Marts, level: str, found: str, period_kind: str = "day") -> dict[str, float | None]:
    rows = marts.ask(
        f"select kpi, value from iso22400_kpis where level = '{level}' and object = '{found}' "
        f"and period_kind = '{period_kind}'"
    ).rows()
    assert len(rows) == len(dict(rows))
    return dict(rows)


@pytest.mark.parametrize("period_kind", ["day", "week", "month"])
def test_each_of_the_34_is_what_was_worked_out_by_hand(marts: Marts, period_kind: str) -> None:
    assert len(EXPECTED) == 34
    assert values(marts, "work_unit", "press", period_kind) == pytest.approx(EXPECTED, rel=1e-9)


def test_every_check_of_the_project_holds(marts: Marts) -> None:
    assert marts.failed_checks() == {}


def test_numerator_and_denominator_stand_beside_the_value(marts: Marts) -> None:
    rows = marts.ask(
        "select kpi, iso_name, numerator, denominator, unit, missing from iso22400_kpis where object = 'press' "
        "and period_kind = 'day' and kpi in ('iso_mtbf', 'scrap_ratio') order by kpi"
    ).rows()
    assert rows == [
        ("iso_mtbf", "Mean operating time between failures", pytest.approx(24900 / 3600), 2.0, "h", None),
        ("scrap_ratio", "Scrap ratio", 40.0, 1000.0, "1", None),
    ]


def test_an_order_has_its_own_rows(marts: Marts) -> None:
    """On the line: 06:00 to 13:30, busy 25,200 s on the press and 23,400 s on the packer, 59 of 50 planned scrap."""
    rows = marts.ask(
        "select kpi, value from iso22400_kpis where level = 'line' and order_id = 'O1' and period_kind = 'order'"
    ).rows()
    assert dict(rows) == pytest.approx(
        {
            "allocation_ratio": 48600 / 27000,
            "throughput_rate": 1000 / 7.5,
            "production_process_ratio": (19500 + 23400) / 27000,
            "actual_to_planned_scrap_ratio": 59 / 50,
        }
    )


def test_a_line_led_by_its_constraint_has_its_time_and_the_units_that_leave_it(marts: Marts) -> None:
    line = values(marts, "line", "line_of_press")
    assert line["iso_availability"] == pytest.approx(19500 / 28800)
    assert line["quality_ratio"] == pytest.approx(0.931)
    assert line["scrap_ratio"] == pytest.approx(0.059)
    assert line["iso_oee_index"] == pytest.approx(15000 * 0.931 / 28800)
    assert line["equipment_load_ratio"] == pytest.approx(1000 / 1280)
    # Two units: one failure and one piece of time for each of them.
    assert line["iso_mttf"] == pytest.approx((21300 + 23400) / 3600 / 3)


def test_scrap_on_the_way_is_related_to_what_the_first_operation_made(marts: Marts) -> None:
    assert values(marts, "work_unit", "packer")["fall_off_ratio"] == pytest.approx(0.019)
    assert values(marts, "line", "line_of_press")["fall_off_ratio"] == pytest.approx(0.059)


def test_quantities_booked_on_a_unit_count_for_every_level_above_it(marts: Marts) -> None:
    for level, found in (
        ("line", "line_of_press"),
        ("area", "hall_of_works"),
        ("site", "works"),
        ("enterprise", "acme"),
    ):
        above = values(marts, level, found)
        for kpi in (
            "worker_efficiency",
            "first_pass_yield",
            "finished_goods_ratio",
            "inventory_turns",
            "other_loss_ratio",
        ):
            assert above[kpi] == pytest.approx(EXPECTED[kpi]), (level, kpi)


def test_repair_time_can_be_divided_as_mtbf_is(models: Models) -> None:
    read_otherwise = morning(models, iso22400={"mttr_divisor": "failures_plus_units"})
    assert values(read_otherwise, "work_unit", "press")["iso_mttr"] == pytest.approx(0.5)


def test_what_never_ran_or_never_failed_has_no_mean_instead_of_0(models: Models) -> None:
    """The press is repaired for an hour and then waits, the packer waits all shift: no mean can be of nothing."""
    machines = {"press": "06:00 TOOL, 07:00 STARVED", "packer": "06:00 STARVED"}
    described = plant(
        sites({"id": "works", "machines": list(machines)}, history_start="2026-03-02",
              iso22400={"mttr_divisor": "failures_plus_units"}),
        **configuration(machines, shifts=SHIFTS),
    )  # fmt: skip
    lake = Lake()
    lake.samples("historian", samples(machines, MONDAY, at("14:00")))
    standing = models.run(lake.tables(), compile_config(described, date(2026, 3, 2)))
    operating, repaired = "operating time in this period", "a repaired failure in this period"
    assert standing.ask(
        "select kpi, object, numerator, denominator, value, missing from iso22400_kpis where level = 'work_unit' "
        "and period_kind = 'day' and kpi in ('iso_mtbf', 'iso_mttf', 'iso_mttr') order by kpi, object"
    ).rows() == [
        ("iso_mtbf", "packer", 0.0, 1.0, None, operating),
        ("iso_mtbf", "press", 1.0, 2.0, None, operating),
        ("iso_mttf", "packer", 0.0, 1.0, None, operating),
        ("iso_mttf", "press", 0.0, 2.0, None, operating),
        ("iso_mttr", "packer", 0.0, 1.0, None, repaired),
        ("iso_mttr", "press", 1.0, 2.0, 0.5, None),
    ]


def test_a_kpi_without_its_input_is_null_and_names_it(models: Models) -> None:
    described = plant(
        sites({"id": "works", "machines": ["lonely"]}, history_start="2026-03-02"),
        **configuration(BARE, shifts=SHIFTS, reasons="reason,name,parent,bucket,is_failure\njam,Jam,,own,false\n"
                        "tool,Tool,,own,false\nno_material,None,,external,false\nservice,Service,,planned,false\n"),
    )  # fmt: skip
    lake = Lake()
    lake.samples("historian", samples(BARE, MONDAY, at("14:00")))
    bare = models.run(lake.tables(), compile_config(described, date(2026, 3, 2)))
    rows = bare.ask("select kpi, value, missing from iso22400_kpis where object = 'lonely' and period_kind = 'day'")
    found = {kpi: (value, missing) for kpi, value, missing in rows.rows()}
    assert len(found) == 34
    counts = "counts (total_count or good_count)"
    quality = "counts of good or rejected units"
    routings = "routings of every product made (basis routing)"
    orders = "orders that ran (signal order or operations)"
    failures = "a reason that is a failure (reasons.csv)"
    limits = "measurements with both specification limits"
    subgroups = "measurements with subgroups of two or more"

    def moved(*kinds: str) -> str:
        return "; ".join(f"inventory_movements of kind {kind}, all in one unit" for kind in kinds)

    assert found == {
        "worker_efficiency": (None, "personnel_times; personnel_times with work_s"),
        "allocation_ratio": (None, orders),
        "throughput_rate": (None, orders),
        "allocation_efficiency": (1.0, None),
        "utilization_efficiency": (1.0, None),
        "iso_oee_index": (None, f"{counts}; {quality}; {routings}"),
        "iso_nee_index": (None, f"{counts}; {quality}; {routings}"),
        "iso_availability": (1.0, None),
        "effectiveness": (None, routings),
        "quality_ratio": (None, f"{counts}; {quality}"),
        "setup_ratio": (0.0, None),
        "technical_efficiency": (1.0, None),
        "production_process_ratio": (None, orders),
        "actual_to_planned_scrap_ratio": (None, "orders with planned_scrap_quantity"),
        "first_pass_yield": (None, "inspections"),
        "scrap_ratio": (None, f"{counts}; {quality}"),
        "rework_ratio": (None, f"{counts}; counts of reworked units"),
        "fall_off_ratio": (None, f"{quality}; counts of the first operation"),
        "machine_capability": (None, f"{limits}; two or more measurements"),
        "critical_machine_capability": (None, f"{limits}; two or more measurements"),
        "process_capability": (None, f"{limits}; {subgroups}"),
        "critical_process_capability": (None, subgroups),
        "comprehensive_energy_consumption": (None, f"{counts}; energy (a tag with the signal energy or power)"),
        "inventory_turns": (None, "inventory_levels in one unit"),
        "finished_goods_ratio": (None, moved("consumption", "production")),
        "integrated_goods_ratio": (None, moved("consumption", "production")),
        "production_loss_ratio": (None, moved("consumption", "production_loss")),
        "storage_and_transport_loss_ratio": (None, moved("consumption", "storage_loss")),
        "other_loss_ratio": (None, moved("consumption", "other_loss")),
        "equipment_load_ratio": (None, f"{counts}; equipment_capacities"),
        "iso_mtbf": (None, failures),
        "iso_mttf": (None, failures),
        "iso_mttr": (None, failures),
        "corrective_maintenance_ratio": (None, "maintenance_orders"),
    }


@pytest.fixture(scope="module")
def oddities(models: Models) -> Marts:
    """Samples of 2, 5, 101, 1 and a value of none; tons among kilograms; stock counted nowhere; a product unplanned."""
    long_sample = [9.0, 11.0] * 50 + [9.0]
    samples_of_parts = measured("a", 10.0, 12.0) + measured("b", 9.0, 10.0, 11.0, 12.0, 13.0)
    samples_of_parts += [row for value in long_sample for row in measured("c", value)]
    samples_of_parts += measured("d", 15.0) + [row | {"subgroup": None} for row in measured("e", 5.0)]
    one_sided = [row | {"characteristic": "depth", "lower_spec_limit": None} for row in measured("f", 1.0, 2.0)]
    return morning(
        models,
        {
            "measurements": samples_of_parts + one_sided,
            "inventory_movements": [
                *(row for row in ENTITIES["inventory_movements"] if row["kind"] != "other_loss"),
                movement("storage_loss", 0.01) | {"unit": "t"},
            ],
            "inventory_levels": [{"product": "P", "work_centre": "nowhere", "ts_utc": at("07:00"), "quantity": 1.0}],
            "routings": [{"product": "Q", "work_centre": "press", "ideal_cycle_s": 15.0, "basis": "routing"}],
            "inspections": [{"work_centre": "press", "ts_utc": at("07:00"), "inspected_quantity": 0.0,
                             "first_pass_quantity": 0.0}],
        },
    )  # fmt: skip


def told(marts: Marts, kpi: str) -> list[tuple[Any, ...]]:
    """(characteristic, value, missing) of a KPI of the press on that day."""
    return marts.ask(
        f"select characteristic, value, missing from iso22400_kpis where kpi = '{kpi}' and object = 'press' "
        "and period_kind = 'day' order by characteristic"
    ).rows()


def test_samples_of_any_size_count_alike_and_those_of_one_value_not_at_all(oddities: Marts) -> None:
    """Their s are 1.414214, 1.581139 and 1.004938, over c4 0.797885, 0.939986 and 0.997503: 1.487332 in the mean."""
    rows = {row[0]: row[1] for row in told(oddities, "process_capability")}
    assert rows == {"depth": None, "width": pytest.approx(1.344689701816, rel=1e-9)}
    rows = {row[0]: row[1] for row in told(oddities, "critical_process_capability")}
    assert rows["width"] == pytest.approx(1.196019388249, rel=1e-9)


def test_machine_capability_takes_every_value_whether_of_a_sample_or_not(oddities: Marts) -> None:
    rows = {row[0]: row[1] for row in told(oddities, "machine_capability")}
    assert rows["width"] == pytest.approx(1.603013664179, rel=1e-9)


def test_a_characteristic_with_one_limit_has_no_capability(oddities: Marts) -> None:
    assert told(oddities, "machine_capability")[0] == (
        "depth", None, "measurements with both specification limits; two or more measurements",
    )  # fmt: skip


def test_quantities_in_several_units_are_not_added(oddities: Marts) -> None:
    missing = [f"inventory_movements of kind {kind}, all in one unit" for kind in ("consumption", "production")]
    assert told(oddities, "finished_goods_ratio") == [(None, None, "; ".join(missing))]


def test_a_product_without_a_routing_leaves_the_planned_time_unknown(oddities: Marts) -> None:
    assert told(oddities, "effectiveness") == [(None, None, "routings of every product made (basis routing)")]


def test_an_input_that_is_there_but_zero_is_said_to_be_zero(oddities: Marts) -> None:
    assert told(oddities, "first_pass_yield") == [(None, None, "a divisor that is not 0 in this period")]


def test_what_is_booked_on_an_unknown_place_counts_nowhere_and_is_told(oddities: Marts) -> None:
    assert told(oddities, "inventory_turns") == [(None, None, "inventory_levels in one unit")]
    assert oddities.failed_checks() == {}
    assert oddities.raised_warnings() == {
        "assert_what_is_booked_is_booked_on_a_known_place": [("inventory_levels", "historian", "nowhere", 1)]
    }
