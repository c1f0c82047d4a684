"""The results of checks, dbt's and our own: kept between runs, so that publishing knows the latest of each.

Not here: what a check looks at; that is with the asset it checks.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from orchestration.lake.durable import write_atomically
from orchestration.plant import Workspace

Severity = Literal["error", "warn"]
Status = Literal["pass", "warn", "fail"]


@dataclass(frozen=True)
class CheckRecord:
    """One row of `meta.checks`: the latest result of one check."""

    check_name: str
    asset: str
    severity: Severity
    status: Status
    detail: str
    checked_at_utc: datetime

    @property
    def blocks(self) -> bool:
        """Whether this result keeps a version from being published."""
        return self.severity == "error" and self.status == "fail"


def _store(workspace: Workspace) -> Path:
    return workspace.warehouse / "checks.json"


def read_checks(workspace: Workspace) -> list[CheckRecord]:
    """Return the latest result of every check, ordered by asset and name; empty before the first run."""
    try:
        rows = json.loads(_store(workspace).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [CheckRecord(**{**row, "checked_at_utc": datetime.fromisoformat(row["checked_at_utc"])}) for row in rows]


def record_checks(workspace: Workspace, results: Iterable[CheckRecord], known: Iterable[tuple[str, str]] = ()) -> None:
    """Keep `results` in place of earlier results of the same checks.

    `known`, where given, is every (asset, check name) there is for the assets it names: earlier results of checks
    that no longer exist on these assets are dropped.
    """
    kept = {(record.asset, record.check_name): record for record in read_checks(workspace)}
    existing = set(known)
    assets = {asset for asset, _ in existing}
    kept = {key: record for key, record in kept.items() if key[0] not in assets or key in existing}
    kept.update({(record.asset, record.check_name): record for record in results})
    rows = [
        {**asdict(record), "checked_at_utc": record.checked_at_utc.isoformat()} for _, record in sorted(kept.items())
    ]
    write_atomically(_store(workspace), json.dumps(rows, indent=1))


_DBT_STATUS: Mapping[str, Status] = {"pass": "pass", "warn": "warn", "fail": "fail", "error": "fail"}


def checks_from_dbt(run_results: Mapping[str, Any], manifest: Mapping[str, Any]) -> list[CheckRecord]:
    """Read dbt's test results from its run_results.json; tests that dbt skipped have no result and are left out."""
    records = []
    for result in run_results["results"]:
        node = manifest["nodes"].get(result["unique_id"])
        status = _DBT_STATUS.get(result["status"])
        if node is None or node["resource_type"] != "test" or status is None:
            continue
        severity: Severity = "warn" if str(node["config"].get("severity", "error")).lower() == "warn" else "error"
        failures = result.get("failures") or 0
        detail = result.get("message") or (f"{failures} rows" if failures else "")
        records.append(
            CheckRecord(node["name"], tested_model(node, manifest), severity, status, detail, datetime.now(UTC))
        )
    return records


def dbt_tests(manifest: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (model, test name) for every test of the dbt project."""
    tests = (node for node in manifest["nodes"].values() if node["resource_type"] == "test")
    return [(tested_model(node, manifest), node["name"]) for node in tests]


def tested_model(node: Mapping[str, Any], manifest: Mapping[str, Any]) -> str:
    """Name the model a dbt test is about, as schema.table; a test over several models names the one in its meta."""
    attached = node.get("attached_node")
    reference = node["config"].get("meta", {}).get("dagster", {}).get("ref", {}).get("name")
    for unique_id in (attached, *node["depends_on"]["nodes"]):
        model = manifest["nodes"].get(unique_id)
        if model and (unique_id == attached or reference is None or model["name"] == reference):
            return f"{model['schema']}.{model['alias']}"
    return "sources"
