"""The real models on a plant in memory: the project's compiled SQL, model by model, in about a second.

dbt compiles the project once; the SQL it made is then run as it stands, in the order of the manifest. Where it reads
the lake and the configuration (`delta_scan('lake/samples')`, `read_parquet('config/tags.parquet')`), macros of these
names read the given tables. Incremental models are built as on a first run. Not here: what a plant looks like
(`plants`), what its machines say (`stories`).
"""

import graphlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

TRANSFORMS = Path(__file__).parents[2] / "transforms"


@dataclass(frozen=True)
class Marts:
    """What the models made of one plant, and questions to it."""

    connection: duckdb.DuckDBPyConnection
    checks: dict[str, str] = field(repr=False)
    warnings: dict[str, str] = field(repr=False)

    def ask(self, query: str) -> pl.DataFrame:
        """The answer as a frame; decimals as doubles. Marts need no schema before their name."""
        return self.connection.execute(query).pl().with_columns(pl.selectors.decimal().cast(pl.Float64))

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The answer as tuples; decimals exact."""
        return self.connection.execute(query).fetchall()

    def failed_checks(self) -> dict[str, list[tuple[Any, ...]]]:
        """The project's own data tests (transforms/tests) that find rows and would stop a run, with what they found."""
        return self._finding(self.checks)

    def raised_warnings(self) -> dict[str, list[tuple[Any, ...]]]:
        """Those that find rows and only warn."""
        return self._finding(self.warnings)

    def _finding(self, queries: dict[str, str]) -> dict[str, list[tuple[Any, ...]]]:
        found = {name: self.rows(query) for name, query in queries.items()}
        return {name: rows for name, rows in found.items() if rows}


@dataclass(frozen=True)
class Model:
    """One model or data test: its compiled SQL, and what it reads."""

    name: str
    sql: str
    reads: frozenset[str]
    only_warns: bool = False


@dataclass(frozen=True, repr=False)
class Models:
    """The compiled project: models in an order in which they can run, and its own data tests."""

    schemas: tuple[str, ...]
    models: tuple[Model, ...]
    checks: tuple[Model, ...]

    def __repr__(self) -> str:
        return f"{len(self.models)} models and {len(self.checks)} checks"

    def up_to(self, *names: str) -> "Models":
        """Only the models of these names and what they read, and the data tests that these can answer."""
        wanted = set(names)
        for model in reversed(self.models):
            if model.name in wanted:
                wanted |= model.reads
        checks = tuple(check for check in self.checks if check.reads <= wanted)
        return Models(self.schemas, tuple(model for model in self.models if model.name in wanted), checks)

    def run(self, lake: dict[str, pl.DataFrame], config: dict[str, pl.DataFrame]) -> Marts:
        """Build every model from the tables of a lake and of a compiled configuration."""
        connection = duckdb.connect(":memory:", config={"threads": 1})
        connection.execute("SET TimeZone = 'UTC'")
        for schema, tables, reader in (("given_lake", lake, "delta_scan"), ("given_config", config, "read_parquet")):
            connection.execute(f"create schema {schema}")
            for name, table in tables.items():
                connection.register("given", table.to_arrow())
                connection.execute(f"create table {schema}.{name} as select * from given")
            connection.execute(
                f"create macro main.{reader}(place) as table "
                f"select * from query_table('{schema}.' || parse_filename(place, true))"
            )
        for schema in self.schemas:
            connection.execute(f"create schema if not exists {schema}")
        for model in self.models:
            connection.execute(model.sql)
        connection.execute("SET search_path = 'marts,main'")
        return Marts(
            connection,
            {check.name: check.sql for check in self.checks if not check.only_warns},
            {check.name: check.sql for check in self.checks if check.only_warns},
        )


def compiled_models(folder: Path) -> Models:
    """The project as `compile_models` made it in `folder`."""
    nodes: dict[str, dict[str, Any]] = json.loads((folder / "manifest.json").read_bytes())["nodes"]
    models = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    order = graphlib.TopologicalSorter({key: set(node["depends_on"]["nodes"]) for key, node in models.items()})
    built = [models[key] for key in order.static_order() if key in models]
    tests = [node for node in nodes.values() if node["resource_type"] == "test" and "test_metadata" not in node]
    return Models(
        tuple(sorted({node["schema"] for node in built} | {"marts"})),
        tuple(Model(node["name"], _statement(node), _reads(node)) for node in built),
        tuple(
            Model(node["name"], node["compiled_code"], _reads(node), node["config"]["severity"].lower() == "warn")
            for node in tests
        ),
    )


def _statement(node: dict[str, Any]) -> str:
    kind = "view" if node["config"]["materialized"] == "view" else "table"
    return f"create {kind} {node['relation_name']} as {node['compiled_code']}"


def _reads(node: dict[str, Any]) -> frozenset[str]:
    return frozenset(key.split(".")[2] for key in node["depends_on"]["nodes"] if key.startswith("model."))


def compile_models(folder: Path) -> None:
    """Have dbt compile the project into `folder`."""
    chosen = ["--select", "resource_type:model", "test_type:singular", "--profiles-dir", "."]
    finished = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "compile", "--quiet", "--no-introspect", *chosen],
        cwd=TRANSFORMS,
        env={
            **os.environ,
            "MILLRACE_LAKE": "lake",
            "MILLRACE_CONFIG": "config",
            "MILLRACE_BUILD_DB": ":memory:",
            "DBT_TARGET_PATH": str(folder),
            "DBT_LOG_PATH": str(folder),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert finished.returncode == 0, finished.stdout + finished.stderr
