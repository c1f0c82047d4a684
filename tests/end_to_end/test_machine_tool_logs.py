"""Real adapter logs: seconds per raw state as published with the logs, and honesty about all that they do not tell."""

import pytest

pytestmark = pytest.mark.real_data

# Seconds between the first and the last execution row, from the README of the data folder.
MAZAK01 = {
    "ACTIVE": 10164.350, "STOPPED": 15475.720, "READY": 11541.346, "INTERRUPTED": 1362.487, "FEED_HOLD": 25.216,
    "UNAVAILABLE": 47850.615,
}  # fmt: skip
MAZAK03 = {
    "ACTIVE": 2276.184, "STOPPED": 4709.902, "READY": 1779.599, "PROGRAM_STOPPED": 497.876, "INTERRUPTED": 7.560,
    "FEED_HOLD": 40.298, "UNAVAILABLE": 85873.585,
}  # fmt: skip


@pytest.mark.parametrize(("work_unit", "expected"), [("mazak01", MAZAK01), ("mazak03", MAZAK03)])
def test_seconds_in_each_raw_state(nist, work_unit: str, expected: dict[str, float]) -> None:
    rows = nist.ask(
        f"select raw_state, sum(duration_s) from fct_time_segments where work_unit = '{work_unit}' "
        "and raw_state is not null group by raw_state"
    ).rows()
    assert dict(rows) == pytest.approx(expected, abs=0.001)


def test_unavailable_is_unknown_and_nothing_else(nist) -> None:
    buckets = nist.ask("select distinct bucket from fct_time_segments where raw_state = 'UNAVAILABLE'").to_series()
    assert buckets.to_list() == ["unknown"]


def test_coverage_says_how_much_is_known(nist) -> None:
    """Mazak01's 18 January: 38,569.12 s known (all states but UNAVAILABLE) of 86,400 s."""
    coverage = nist.ask(
        "select coverage from oee_by_day where level = 'work_unit' and object = 'mazak01' "
        "and production_date = date '2017-01-18'"
    ).item()
    assert coverage == pytest.approx(38569.1191 / 86400, abs=1e-6)


def test_quality_and_performance_are_unmeasured_never_a_number(nist) -> None:
    row = nist.ask(
        "select count(*) as days, count(performance) as p, count(quality) as q, count(oee) as oee, "
        "count(missing) as explained from oee_by_day where level = 'work_unit'"
    ).row(0)
    assert row[0] == row[4] > 0
    assert row[1:4] == (0, 0, 0)
    reasons = nist.ask("select distinct missing from oee_by_day where level = 'work_unit'").to_series().to_list()
    assert reasons == ["performance and quality are unmeasured: no count signal or MES quantity is configured"]
    assert nist.ask("select count(*) from fct_production").item() == 0


def test_the_agents_documents_load_whole(nist) -> None:
    rows = nist.ask(
        "select rows_read, rows_loaded, rows_rejected, status from meta.files where source = 'agent'"
    ).rows()
    assert len(rows) == 2
    assert all(read == loaded + rejected and status == "loaded" for read, loaded, rejected, status in rows)
    assert sum(loaded for _, loaded, _, _ in rows) > 0
