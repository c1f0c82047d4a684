"""The memory of check results: the newest of each, also of those a run did not ask again."""

from datetime import UTC, datetime

from orchestration.defs.publish.checks import (
    CheckRecord,
    Status,
    checks_from_dbt,
    dbt_tests,
    read_checks,
    record_checks,
)
from orchestration.plant import Workspace

MANIFEST = {
    "nodes": {
        "model.m.oee": {"resource_type": "model", "schema": "marts", "alias": "oee_by_day", "name": "oee_by_day"},
        "model.m.seg": {"resource_type": "model", "schema": "marts", "alias": "segments", "name": "segments"},
        "test.m.unique": {
            "resource_type": "test",
            "name": "unique_day",
            "config": {"severity": "ERROR"},
            "attached_node": "model.m.oee",
            "depends_on": {"nodes": ["model.m.oee"]},
        },
        "test.m.closes": {
            "resource_type": "test",
            "name": "time_closes",
            "config": {"severity": "warn", "meta": {"dagster": {"ref": {"name": "oee_by_day"}}}},
            "depends_on": {"nodes": ["model.m.seg", "model.m.oee"]},
        },
    }
}


def record(name: str, status: Status, asset: str = "marts.oee_by_day") -> CheckRecord:
    return CheckRecord(name, asset, "error", status, "", datetime(2026, 11, 2, tzinfo=UTC))


def test_a_newer_result_replaces_the_older_and_others_stay(workspace: Workspace) -> None:
    record_checks(workspace, [record("a", "fail"), record("b", "pass")])
    record_checks(workspace, [record("a", "pass")])
    assert [(check.check_name, check.status) for check in read_checks(workspace)] == [("a", "pass"), ("b", "pass")]


def test_a_check_that_no_longer_exists_is_forgotten(workspace: Workspace) -> None:
    record_checks(workspace, [record("gone", "fail"), record("other", "fail", asset="ingest.a")])
    record_checks(workspace, [record("a", "pass")], known=[("marts.oee_by_day", "a")])
    assert [(check.asset, check.check_name) for check in read_checks(workspace)] == [
        ("ingest.a", "other"),
        ("marts.oee_by_day", "a"),
    ]


def test_dbt_results_become_checks_of_the_model_they_are_about() -> None:
    results = {
        "results": [
            {"unique_id": "model.m.oee", "status": "success"},
            {"unique_id": "test.m.unique", "status": "fail", "failures": 2, "message": "Got 2 results"},
            {"unique_id": "test.m.closes", "status": "warn", "failures": 1, "message": None},
        ]
    }
    found = [
        (check.check_name, check.asset, check.severity, check.status, check.detail)
        for check in checks_from_dbt(results, MANIFEST)
    ]
    assert found == [
        ("unique_day", "marts.oee_by_day", "error", "fail", "Got 2 results"),
        ("time_closes", "marts.oee_by_day", "warn", "warn", "1 rows"),
    ]


def test_a_test_that_dbt_skipped_has_no_result() -> None:
    assert checks_from_dbt({"results": [{"unique_id": "test.m.unique", "status": "skipped"}]}, MANIFEST) == []


def test_every_dbt_test_is_known_by_its_model() -> None:
    assert dbt_tests(MANIFEST) == [("marts.oee_by_day", "unique_day"), ("marts.oee_by_day", "time_closes")]
