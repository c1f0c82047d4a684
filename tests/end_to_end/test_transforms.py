"""dbt's own unit tests of the models, and the contract of what is published."""

import os
import subprocess
import sys
from pathlib import Path

import yaml

from orchestration.lake import workspace_lock
from orchestration.plant import Workspace

TRANSFORMS = Path(__file__).parents[2] / "transforms"


def test_dbt_unit_tests_pass(demo) -> None:
    """They need the models' relations, which the demo plant's build database has."""
    warehouse = demo.root / "warehouse"
    # The documentation's test has dbt in the same database.
    with workspace_lock(Workspace(demo.root), 300):
        finished = subprocess.run(
            [sys.executable, "-m", "dbt.cli.main", "test", "--select", "test_type:unit", "--profiles-dir", "."],
            cwd=TRANSFORMS,
            env={
                **os.environ,
                "MILLRACE_LAKE": str(demo.root / "lake"),
                "MILLRACE_CONFIG": str(warehouse / "config"),
                "MILLRACE_BUILD_DB": str(warehouse / "build.duckdb"),
                "DBT_TARGET_PATH": str(warehouse / "dbt_unit_tests"),
                "DBT_LOG_PATH": str(warehouse / "dbt_unit_tests"),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    assert finished.returncode == 0, finished.stdout
    written = [yaml.safe_load(file.read_text(encoding="utf-8")) for file in (TRANSFORMS / "models").rglob("*.yml")]
    count = sum(len(document.get("unit_tests", [])) for document in written)
    assert count > 5
    assert f"PASS={count} " in finished.stdout, finished.stdout


def test_every_published_table_and_column_has_its_comment(demo) -> None:
    """The published file has exactly the columns of the models' contracts, each with a comment, each table too."""
    contracts = {}
    for folder, schema in (("marts", "main"), ("staged", "staged"), ("meta", "meta")):
        for file in (TRANSFORMS / "models" / folder).glob("*.yml"):
            for model in yaml.safe_load(file.read_text(encoding="utf-8"))["models"]:
                table = model["name"] if schema == "main" else model["name"].removeprefix(f"{schema}_")
                contracts[schema, table] = [column["name"] for column in model["columns"]]
    assert len(contracts) > 25
    columns = demo.ask(
        "select schema_name, table_name, column_name, comment from duckdb_columns() where not internal "
        "order by column_index"
    )
    published: dict[tuple[str, str], list[str]] = {}
    for schema, table, column, comment in columns.rows():
        published.setdefault((schema, table), []).append(column)
        assert comment, f"{schema}.{table}.{column} has no comment"
    for key, names in contracts.items():
        assert published[key] == names, key
    uncommented = demo.ask("select table_name from duckdb_tables() where not internal and comment is null")
    assert uncommented.is_empty(), uncommented
