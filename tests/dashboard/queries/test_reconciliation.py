from datetime import date

import duckdb

from dashboard.period import Period
from dashboard.queries import reconciliation
from dashboard.queries.scope import Scope

THURSDAY = Period(date(2026, 11, 19), date(2026, 11, 19))


def test_a_difference_is_over_what_both_told(connection: duckdb.DuckDBPyConnection) -> None:
    packer = reconciliation.by_unit(connection, Scope("line", "n_l1", THURSDAY)).row(0, named=True)
    assert packer["work_unit_name"] == "Packer"
    # Three shifts of 430 by the counter, each five less by the MES; the ERP has the early one alone.
    assert (packer["counter_count"], packer["mes_count"], packer["erp_count"]) == (1290, 1275, 425)
    assert packer["mes_less_counter_count"] == -15
    assert (packer["erp_less_counter_count"], packer["erp_less_mes_count"]) == (-5, 0)
    assert packer["largest_difference_count"] == 15
    assert packer["missing"] == "the ERP had nothing of the order in the shift"


def test_a_unit_that_one_system_counts_has_no_difference(connection: duckdb.DuckDBPyConnection) -> None:
    press = reconciliation.by_unit(connection, Scope("line", "n_l1", THURSDAY)).row(1, named=True)
    assert (press["work_unit_name"], press["largest_difference_count"], press["compared_rows"]) == ("Press", None, 0)
    assert press["rows"] == 3


def test_one_shift_is_compared_alone(connection: duckdb.DuckDBPyConnection) -> None:
    frame = reconciliation.by_unit(connection, Scope("line", "n_l1", THURSDAY, shift="late"))
    assert frame["mes_less_counter_count"][0] == -5
