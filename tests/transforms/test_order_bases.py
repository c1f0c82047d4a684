"""Which order runs is told by the order tag, the MES or the ERP, in the order that is configured.

Monday 2 March 2026, one shift from 06 to 14 o'clock (UTC). All machines have the same tag, operation and confirmation.
"""

from datetime import UTC, datetime

import pytest

from orchestration.plant.config_tables import compile_config
from tests.transforms.models import Marts, Models
from tests.transforms.plants import Lake, plant
from tests.transforms.stories import configuration, samples, sites

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
STORY = "06:00 RUN, 06:00 order=T, 08:00 order=, 14:00 STOP"
ORDERS_FROM = {"usual": [], "tag_first": ["tag", "mes", "erp"], "erp_first": ["erp", "mes"], "mes_only": ["mes"]}


# Two operations of S overlap, then one of S and one of U.
OVERLAPPING = [("S", 6, 9), ("S", 8, 10), ("S", 10, 12), ("U", 11, 13)]


def at(hour: float) -> datetime:
    return MONDAY.replace(hour=int(hour), minute=round(hour % 1 * 60))


@pytest.fixture(scope="module")
def marts(models: Models) -> Marts:
    machines = dict.fromkeys(ORDERS_FROM, STORY)
    lake = Lake()
    lake.samples("historian", samples(machines, MONDAY, at(14)))
    lake.entity("mes", "operations", [
        {"operation_id": unit, "work_centre": unit, "order_id": "M", "kind": "production", "start_utc": at(7),
         "end_utc": at(9)} for unit in machines])  # fmt: skip
    lake.entity("erp", "confirmations", [
        {"confirmation_id": unit, "work_centre": unit, "order_id": "E", "start_utc": at(8.5), "end_utc": at(10)}
        for unit in machines])  # fmt: skip
    machines["overlapping"] = "06:00 RUN, 14:00 STOP"
    lake.samples("historian", samples({"overlapping": machines["overlapping"]}, MONDAY, at(14)))
    lake.entity("erp", "confirmations", [
        {"confirmation_id": f"{order} from {start}", "work_centre": "overlapping", "order_id": order,
         "start_utc": at(start), "end_utc": at(end)} for order, start, end in OVERLAPPING])  # fmt: skip
    units = [{"id": unit, "orders_from": bases} for unit, bases in ORDERS_FROM.items()]
    units.append({"id": "overlapping", "orders_from": ["erp"]})
    text = sites({"id": "north", "machines": units}, history_start="2026-03-02", sources=["historian", "mes", "erp"])
    files = configuration(machines, shifts="scope,shift,days,start,end\nnorth,day,daily,06:00,14:00\n")
    wanted = models.up_to("fct_time_segments")
    return wanted.run(lake.tables(), compile_config(plant(text, **files), MONDAY.date()))


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("usual", [("T", 6, 8)]),
        ("tag_first", [("T", 6, 8), ("M", 8, 9), ("E", 9, 10)]),
        ("erp_first", [("M", 7, 8.5), ("E", 8.5, 10)]),
        ("mes_only", [("M", 7, 9)]),
    ],
)
def test_the_first_that_says_an_order_at_an_instant_counts(marts, unit, expected):
    assert runs(marts, unit) == [(order, at(start), at(end)) for order, start, end in expected]


def runs(marts, unit):
    return marts.rows(
        f"""
        select order_id, min(start_utc), max(end_utc)
        from fct_time_segments
        where work_unit = '{unit}' and bucket = 'producing' and order_id is not null
        group by order_id order by min(start_utc)
        """
    )


def test_an_order_may_overlap_itself_and_two_orders_at_once_tell_none(marts):
    assert runs(marts, "overlapping") == [("S", at(6), at(11)), ("U", at(12), at(13))]


def test_where_nothing_says_an_order_there_is_none(marts):
    hours = "select sum(duration_s) / 3600 from fct_time_segments where bucket = 'producing' and order_id is null"
    assert marts.rows(f"{hours} and work_unit = 'tag_first'") == [(4.0,)]
