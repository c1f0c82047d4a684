"""Each rule of docs/kpis.md about counts, on machines that do one thing each, with units counted by hand.

Monday 2 March 2026, two shifts (06 and 14 o'clock, UTC), none at night; stops up to 300 s are minor; rejects within 30
minutes of a start are start-up rejects.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)

MACHINES = {
    "first_sample": "06:00 RUN, 06:00 total=500, 07:00 total=560",
    "reset": "06:00 RUN, 06:00 total=500, 07:00 total=510, 08:00 total=7",
    "rollover": "06:00 RUN, 06:00 total=990, 07:00 total=5",
    "two_lanes": "06:00 RUN, 06:00 total=100, 07:00 total=110",
    "corrected": "06:00 RUN, 06:00 total=100, 07:00 total=0, 08:00 total=120",
    "counted_while_stopped": "06:00 RUN, 08:00 STOP, 08:00 total=0, 09:00 total=6, 09:00 RUN",
    "blind": "06:00 RUN, 06:00 total=0, 06:00 reject=0, 10:00 LOST, 12:00 RUN, 14:00 total=80, 14:00 reject=8, "
    "06:00 product=A",
    "two_products": "06:00 RUN, 06:00 product=A, 06:00 order=O-1, 06:00 total=0, 06:00 reject=0, 10:00 product=B, "
    "10:00 order=O-2, 14:00 total=80, 14:00 reject=0",
    "no_order": "06:00 RUN, 06:00 product=A, 06:00 total=0, 08:00 order=O-3, 10:00 total=40",
    "no_product": "06:00 RUN, 06:00 total=0, 06:00 reject=0, 14:00 total=8, 14:00 reject=0",
    "by_weight": "06:00 RUN, 06:00 total=0, 06:00 product=A, 09:00 STOP, 10:00 RUN, 10:00 product=B, 11:00 total=10.5",
    # Start-ups: each counts 40 units and 5 rejects, in ten-minute steps, after what its name says.
    "after_night": "06:00 RUN, 22:00 STOP, 30:00 RUN, 30:00 reject=0, 30:10 reject=2, 30:40 reject=5",
    "after_set_up": "06:00 RUN, 09:00 SETUP, 09:30 RUN, 09:30 reject=0, 10:00 reject=3, 10:30 reject=5",
    "after_breakdown": "06:00 RUN, 09:00 STOP, 09:06 RUN, 09:06 reject=0, 09:35 reject=4, 09:50 reject=5",
    "after_minor_stop": "06:00 RUN, 09:00 STOP, 09:05 RUN, 09:05 reject=0, 09:35 reject=5",
    "after_waiting": "06:00 RUN, 09:00 BLOCKED, 09:30 RUN, 09:30 reject=0, 10:00 reject=5",
    "after_break": "06:00 RUN, 12:00 STOP, 12:30 RUN, 12:30 reject=0, 13:00 reject=5",
    "set_up_then_waiting": "06:00 RUN, 09:00 SETUP, 09:30 BLOCKED, 09:50 RUN, 09:50 reject=0, 10:20 reject=5",
    "started_twice": "06:00 RUN, 09:00 SETUP, 09:30 RUN, 09:30 reject=0, 09:45 reject=1, 09:45 SETUP, 09:50 RUN, "
    "10:20 reject=5",
    "long_window": "06:00 RUN, 09:00 SETUP, 09:30 RUN, 09:30 reject=0, 10:30 reject=5",
    "no_window": "06:00 RUN, 09:00 SETUP, 09:30 RUN, 09:30 reject=0, 10:00 reject=5",
    # Counted by several systems.
    "three_bases": "06:00 RUN, 06:00 product=A, 06:00 order=O-4, 06:00 total=0, 14:00 total=100",
    "own_good_counter": "06:00 RUN, 06:00 product=A, 06:00 order=O-8, 06:00 total=0, 06:00 good=0, 14:00 total=100, "
    "14:00 good=97",
    "booked": "06:00 RUN",
    "reworked": "06:00 RUN",
    "reworked_on_counter": "06:00 RUN, 06:00 product=A, 06:00 total=0, 06:00 reject=0, 10:00 total=100, "
    "10:00 reject=4, 12:00 total=106, 12:00 reject=5",
    "held": "06:00 RUN",
    "confirmed": "06:00 RUN",
    "before_exit": "06:00 RUN",
    "at_exit": "06:00 RUN",
}
STARTERS = [machine for machine, story in MACHINES.items() if "reject=5" in story and " total=" not in story]
ORIGINS: dict[str, dict[str, Any]] = {
    "three_bases": {"quantities_from": {"reject": "mes", "rework": "erp"}},
    "own_good_counter": {"quantities_from": {"reject": "mes"}},
    "booked": {"counts_from": "mes"},
    "reworked": {"counts_from": "mes"},
    "reworked_on_counter": {"quantities_from": {"rework": "mes"}},
    "held": {"counts_from": "mes"},
    "confirmed": {"counts_from": "erp"},
    "at_exit": {"counts_from": "erp"},
    "before_exit": {"counts_from": "none"},
    "no_window": {"startup_window_s": 0},
}
CYCLES = {"A": 60.0, "B": 30.0}


def at(hour: float) -> datetime:
    return MONDAY + timedelta(hours=hour)


def operation(unit: str, key: str, start: float, end: float, **quantities: Any) -> dict[str, Any]:
    told = {"kind": "production", "product": "A", **quantities}
    return {"operation_id": key, "work_centre": unit, "start_utc": at(start), "end_utc": at(end), **told}


def confirmation(unit: str, key: str, start: float | None, end: float, **quantities: Any) -> dict[str, Any]:
    told = {"confirmation_id": key, "order_id": "O-9", "product": "A", **quantities}
    return {"work_centre": unit, "start_utc": None if start is None else at(start), "end_utc": at(end), **told}


@pytest.fixture(scope="module")
def marts(models: Models) -> Marts:
    """All machines, one line each, but for the two of one line whose confirmations are the line's."""
    machines: list[Any] = [
        {"id": name, **ORIGINS.get(name, {})} for name in MACHINES if name not in {"before_exit", "at_exit"}
    ]
    machines.append([{"id": name, **ORIGINS[name]} for name in ("before_exit", "at_exit")])
    number = list(MACHINES).index("long_window")
    lines = {f"line_{number}": {"startup_window_s": 3600}}
    described = plant(
        sites({"id": "works", "machines": machines, **lines}, history_start="2026-03-02"),
        **_configuration(),
    )
    return models.run(_lake().tables(), compile_config(described, date(2026, 3, 4)))


def _configuration() -> dict[str, str]:
    told = configuration(
        MACHINES,
        shifts="scope,shift,days,start,end\nworks,early,daily,06:00,14:00\nworks,late,daily,14:00,22:00\n",
        calendar="scope,kind,name,days,start,end,reason\nafter_break,break,Break,daily,12:00,12:30,\n",
    )
    tags = told["tags"].splitlines()
    tags = [f"{row}," for row in tags if not row.startswith(("source,", "historian,rollover.total,"))]
    tags += [
        "historian,rollover.total,rollover,total_count,rollover,999",
        "historian,two_lanes.right,two_lanes,total_count,reset,",
        *(f"historian,{machine}.total,{machine},total_count,reset," for machine in STARTERS),
    ]
    return told | {"tags": "\n".join(["source,tag,work_unit,signal,counter_mode,rollover_at", *tags]) + "\n"}


def _lake() -> Lake:
    lake = Lake()
    end = MONDAY + timedelta(hours=46)
    told = samples(MACHINES, MONDAY, end)
    told += [("two_lanes.right", at(6), 0.0), ("two_lanes.right", at(7), 5.0)]
    # 40 units from the first sample of the rejects to the last; before it none.
    for machine in STARTERS:
        rejects = [time for tag, time, _ in told if tag == f"{machine}.reject"]
        told += [(f"{machine}.total", rejects[0], 0.0), (f"{machine}.total", rejects[-1], 40.0)]
    lake.samples("historian", told, export_time=at(50))
    # Exported later, with the value that the first export had as 0.
    lake.samples("historian", [("corrected.total", at(7), 110.0)], export_time=at(60))
    lake.samples("historian", [("corrected.total", at(7), 5.0)], export_time=at(40))
    routings = [{"product": p, "ideal_cycle_s": s, "basis": "nameplate"} for p, s in CYCLES.items()]
    lake.entity("erp", "routings", routings)
    lake.entity("mes", "operations", [
        operation("three_bases", "1", 6, 14, order_id="O-4", good_quantity=90.0, reject_quantity=4.0,
                  rework_quantity=3.0, held_quantity=2.0),
        operation("own_good_counter", "2", 6, 14, order_id="O-5", good_quantity=90.0, reject_quantity=4.0),
        operation("booked", "3", 8, 12, order_id="O-6", good_quantity=40.0, reject_quantity=4.0),
        operation("booked", "4", 10, 14, order_id="O-7", product="B", good_quantity=20.0),
        operation("reworked", "5", 6, 10, good_quantity=90.0, reject_quantity=4.0, rework_quantity=6.0),
        operation("reworked", "6", 10, 12, kind="rework", good_quantity=5.0, reject_quantity=1.0),
        operation("reworked_on_counter", "9", 6, 10, good_quantity=90.0, reject_quantity=4.0, rework_quantity=6.0),
        operation("reworked_on_counter", "10", 10, 12, kind="rework", good_quantity=5.0, reject_quantity=1.0),
        operation("held", "7", 6, 10, good_quantity=90.0, held_quantity=10.0),
        operation("held", "8", 10, 14, good_quantity=50.0, held_quantity=3.0),
    ], export_time=at(50))  # fmt: skip
    # Decided: of the ten that were held seven are good, three scrap.
    decided = operation("held", "7", 6, 10, good_quantity=97.0, reject_quantity=3.0, held_quantity=0.0)
    lake.entity("mes", "operations", [decided], export_time=at(60))
    lake.entity("sap", "confirmations", [
        confirmation("three_bases", "1", 6, 14, order_id="O-4", good_quantity=95.0, reject_quantity=5.0,
                     rework_quantity=1.0),
        confirmation("confirmed", "2", 6, 10, good_quantity=50.0),
        confirmation("confirmed", "3", 10, 14, good_quantity=60.0),
        confirmation("confirmed", "4", None, 14.5, good_quantity=60.0, reverses="3"),
        confirmation("confirmed", "5", None, 12, good_quantity=7.0),
        confirmation("confirmed", "6", 12, 14, kind="rework", good_quantity=2.0),
        confirmation("line_of_before_exit", "7", 6, 14, good_quantity=30.0, reject_quantity=2.0),
    ])  # fmt: skip
    return lake


def counts(marts: Marts, machine: str, *columns: str) -> tuple[float | None, ...]:
    """Sums of columns of fct_production over all that the machine made."""
    asked = ", ".join(f"sum({column})" for column in columns)
    return marts.ask(f"select {asked} from fct_production where work_unit = '{machine}'").row(0)


def test_every_check_of_the_project_holds(marts: Marts) -> None:
    assert marts.failed_checks() == {}


@pytest.mark.parametrize(
    ("machine", "units"),
    [("first_sample", 60), ("reset", 17), ("rollover", 15), ("two_lanes", 15)],
)
def test_a_counter_s_steps(marts: Marts, machine: str, units: float) -> None:
    """The first sample is a base; 510 to 7 is 7 after a reset; 990 to 5 of 999 is 15; two lanes add."""
    assert counts(marts, machine, "total_count") == (units,)


def test_the_newest_export_of_a_counter_s_value_wins_whenever_it_was_loaded(marts: Marts) -> None:
    """100, 110, 120: twenty units. The first export's 0 would count 130, the oldest export's 5 another 120."""
    assert counts(marts, "corrected", "total_count") == (20,)


def test_units_of_a_standing_machine_stand_at_their_interval_s_end_and_are_flagged(marts: Marts) -> None:
    rows = marts.rows(
        "select date_part('hour', hour_utc), total_count, unplaced_count from fct_production "
        "where work_unit = 'counted_while_stopped'"
    )
    assert rows == [(8, 6, 6)]


def test_units_of_unknown_time_count_and_enter_no_ratio(marts: Marts) -> None:
    """Eight hours of which two are unknown: a quarter of 80 units and of 8 rejects."""
    found = counts(marts, "blind", "total_count", "unknown_total_count", "unknown_good_count")
    assert found == (80, 20, 18)
    assert counts(marts, "blind", "good_s", "quality_loss_s", "unknown_good_s") == (54 * 60, 6 * 60, 18 * 60)


def test_two_products_in_a_shift_have_each_its_own_cycle(marts: Marts) -> None:
    rows = marts.rows(
        "select product, order_id, sum(total_count), sum(good_s) from fct_production "
        "where work_unit = 'two_products' group by all order by product"
    )
    assert rows == [("A", "O-1", 40, 40 * 60), ("B", "O-2", 40, 40 * 30)]


def test_production_without_an_order_is_kept_and_labelled(marts: Marts) -> None:
    rows = marts.rows(
        "select has_order, order_id, sum(total_count) from fct_production where work_unit = 'no_order' "
        "group by all order by has_order"
    )
    assert rows == [(False, None, 20), (True, "O-3", 20)]


def test_units_without_a_product_are_counted_and_not_rated(marts: Marts) -> None:
    assert counts(marts, "no_product", "total_count", "good_s") == (8, None)
    assert marts.rows(
        "select unrated_s, missing from oee_by_shift where object = 'no_product' and shift = 'early' "
        "and production_date = '2026-03-02'"
    ) == [(8 * 3600, "no ideal cycle for a product that ran")]


def test_what_does_not_come_in_whole_units_is_shared_in_proportion(marts: Marts) -> None:
    """10.5 over three running hours of A and one of B."""
    rows = marts.rows(
        "select product, round(sum(total_count), 9) from fct_production where work_unit = 'by_weight' "
        "group by all order by product"
    )
    assert rows == [("A", 7.875), ("B", 2.625)]


@pytest.mark.parametrize(
    ("machine", "rejects"),
    [
        # 2 in the first ten minutes; of the next 3, made over 30 minutes, two within the half hour.
        ("after_night", 4),
        ("after_set_up", 3),
        # 09:36 is the window's end: 4 until 09:35, and the fifth is made at 09:50.
        ("after_breakdown", 4),
        ("after_minor_stop", 0),
        ("after_waiting", 0),
        ("after_break", 0),
        ("set_up_then_waiting", 5),
        # One before the second set-up, four in the half hour from 09:50 on.
        ("started_twice", 5),
        ("long_window", 5),
        ("no_window", 0),
    ],
)
def test_rejects_soon_after_a_start_are_start_up_rejects(marts: Marts, machine: str, rejects: float) -> None:
    assert counts(marts, machine, "startup_reject_count", "reject_count") == (rejects, 5)


def test_each_kind_of_quantity_comes_from_the_basis_configured_for_it(marts: Marts) -> None:
    """Produced by the counter, rejects and held units by the MES, rework by the ERP; what is left is good."""
    kinds = ("total_count", "reject_count", "held_count", "rework_count", "good_count")
    assert counts(marts, "three_bases", *kinds) == (100, 4, 2, 1, 93)
    assert marts.rows("select distinct basis, quality_basis from fct_production where work_unit = 'three_bases'") == [
        ("counter", "mes")
    ]


def test_good_units_follow_where_three_kinds_would_contradict_one_another(marts: Marts) -> None:
    """100 produced by the counter, 4 rejected by the MES; the counter's own 97 good would make 101."""
    assert counts(marts, "own_good_counter", "total_count", "good_count", "reject_count") == (100, 96, 4)


def test_counter_mes_and_erp_stand_side_by_side_with_their_differences(marts: Marts) -> None:
    found = marts.ask("select * from count_reconciliation where work_unit = 'three_bases'").row(0, named=True)
    assert found == {
        "order_id": "O-4", "work_unit": "three_bases", "line": "line_of_three_bases", "site": "works",
        "production_date": date(2026, 3, 2), "shift": "early",
        "counter_total_count": 100, "counter_good_count": None, "counter_reject_count": None,
        "counter_rework_count": None,
        "mes_total_count": 99, "mes_good_count": 90, "mes_reject_count": 4, "mes_rework_count": 3,
        "erp_total_count": 101, "erp_good_count": 95, "erp_reject_count": 5, "erp_rework_count": 1,
        "mes_less_counter_total_count": -1, "erp_less_counter_total_count": 1, "erp_less_mes_total_count": 2,
        "mes_less_counter_good_count": None, "erp_less_counter_good_count": None, "erp_less_mes_good_count": 5,
        "mes_less_counter_reject_count": None, "erp_less_counter_reject_count": None,
        "erp_less_mes_reject_count": 1,
        "largest_difference_count": 5, "missing": "the counters did not tell good from rejected units",
    }  # fmt: skip


def test_what_a_basis_does_not_have_is_named_and_not_zero(marts: Marts) -> None:
    rows = marts.rows(
        "select order_id, counter_total_count, erp_total_count, largest_difference_count, missing "
        "from count_reconciliation where work_unit = 'own_good_counter' order by order_id desc"
    )
    no_erp = "the ERP never counted the work unit"
    assert rows == [
        ("O-8", 100, None, None, f"the MES had nothing of the order in the shift; {no_erp}"),
        ("O-5", None, None, None, f"the counters had nothing of the order in the shift; {no_erp}"),
    ]


def test_operations_that_overlap_keep_their_own_order_and_product(marts: Marts) -> None:
    rows = marts.rows(
        "select order_id, product, sum(good_count), sum(reject_count) from fct_production "
        "where work_unit = 'booked' group by all order by order_id"
    )
    assert rows == [("O-6", "A", 40, 4), ("O-7", "B", 20, 0)]


def test_a_second_pass_is_rework_and_not_produced_again(marts: Marts) -> None:
    """90 good, 4 scrap, 6 to be reworked are 100 produced; of the six one becomes scrap, and none is produced again."""
    kinds = ("total_count", "good_count", "reject_count", "rework_count", "reworked_count", "reworked_reject_count")
    assert counts(marts, "reworked", *kinds) == (100, 90, 5, 6, 6, 1)
    assert counts(marts, "reworked", "good_s", "quality_loss_s") == (90 * 60, 10 * 60)


def test_a_counter_s_second_passes_are_not_produced_either(marts: Marts) -> None:
    """The counter shows 106 and 5 rejects: six of them went through it twice."""
    kinds = ("total_count", "good_count", "reject_count", "rework_count", "reworked_count", "reworked_reject_count")
    assert counts(marts, "reworked_on_counter", *kinds) == (100, 90, 5, 6, 6, 1)


def test_held_units_are_neither_good_nor_scrap_until_they_are_decided(marts: Marts) -> None:
    """Of the first operation's ten all were decided; the second's three are held and count as quality loss."""
    kinds = ("total_count", "good_count", "reject_count", "held_count")
    assert counts(marts, "held", *kinds) == (153, 147, 3, 3)
    assert counts(marts, "held", "quality_loss_s") == (6 * 60,)


def test_a_confirmation_that_was_taken_back_does_not_count(marts: Marts) -> None:
    """50 and, without a start, 7 at an instant; 60 were reversed; two went through rework."""
    kinds = ("good_count", "unplaced_count", "reworked_count")
    assert counts(marts, "confirmed", *kinds) == (57, 7, 2)


def test_confirmations_tell_the_product_where_no_tag_and_no_mes_does(marts: Marts) -> None:
    """Eight hours of A in the early shift: 32 units of 60 s. Of the late shift nothing is confirmed or rated."""
    rows = marts.rows(
        "select shift, unrated_s, good_s, quality_loss_s, speed_loss_s from oee_by_shift "
        "where object = 'at_exit' and production_date = '2026-03-02' and shift != 'none' order by shift"
    )
    assert rows == [("early", 0, 1800, 120, 8 * 3600 - 1920), ("late", 8 * 3600, 0, 0, 0)]


def test_a_line_s_confirmations_are_those_of_its_exit(marts: Marts) -> None:
    assert counts(marts, "at_exit", "good_count", "reject_count") == (30, 2)
    assert counts(marts, "before_exit", "total_count") == (None,)
