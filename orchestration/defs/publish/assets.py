"""The `published` asset: the last step of a run, reached only when no blocking check failed."""

from datetime import UTC, datetime

import dagster as dg

from orchestration.defs.ingest.reconciliation import audit_source
from orchestration.defs.publish.checks import read_checks, record_checks
from orchestration.defs.publish.failure import write_failure
from orchestration.defs.publish.publication import ChecksFailedError, publish, published_tables
from orchestration.defs.transforms.assets import WAREHOUSE_POOL
from orchestration.defs.transforms.dbt_project import load_manifest
from orchestration.defs.transforms.translator import OWNER
from orchestration.defs.transforms.window import newest_time, read_state
from orchestration.lake import Lake
from orchestration.plant import Workspace

PUBLISHED_KEY = dg.AssetKey(["published"])


def published_asset(workspace: Workspace) -> dg.AssetsDefinition:
    """Return the asset that publishes a version; it depends on every model that is published."""
    tables = published_tables(load_manifest(workspace))

    @dg.asset(
        key=PUBLISHED_KEY,
        group_name="publish",
        kinds={"duckdb", "file"},
        owners=[OWNER],
        description=(
            "One immutable DuckDB file with the published contract; published/millrace.duckdb leads to the newest. "
            "Nothing is published while a check of severity 'error' fails: the last good version stays."
        ),
        deps=[
            dg.AssetDep(dg.AssetKey([schema, table]), partition_mapping=dg.AllPartitionMapping())
            for schema, table in tables
        ],
        pool=WAREHOUSE_POOL,
        required_resource_keys={"sole_run"},
    )
    def published(context: dg.AssetExecutionContext) -> dg.MaterializeResult[None]:
        plant = workspace.load()
        state = read_state(workspace)
        if state is None or state.building:
            raise dg.Failure("The build database is not whole: run the transforms (all of them) first.")
        lake = Lake(workspace.lake_uri)
        ledger = lake.read("ledger")
        now = datetime.now(UTC)
        audited = [record for source in plant.sources for record in audit_source(lake, ledger, source, now)]
        record_checks(workspace, audited)
        try:
            result = publish(
                workspace,
                plant,
                tables,
                code_version=state.code_version,
                configuration_hash=state.configuration_hash,
                data_to_utc=newest_time(plant, ledger),
            )
        except ChecksFailedError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        version = result.publication.version
        context.log.info(f"Published version {version}: {result.rows} rows in {result.tables} tables.")
        return dg.MaterializeResult(
            metadata={
                "dagster/row_count": result.rows,
                "version": version,
                "tables": result.tables,
                "file": dg.MetadataValue.path(result.path),
                "size (bytes)": result.path.stat().st_size,
                "checks passed": result.publication.checks_passed,
                "checks with a warning": result.publication.checks_failed,
                "versions removed": len(result.removed_versions),
            }
        )

    return published


def failure_recorder(workspace: Workspace) -> dg.HookDefinition:
    """Return the hook that says, beside the published file, why a run did not replace it."""

    @dg.failure_hook(name="say_why_nothing_was_published")
    def record(context: dg.HookContext) -> None:
        failed = [check for check in read_checks(workspace) if check.blocks]
        reason = str(context.op_exception or "no reason given").strip().split("\n\n")[0]
        write_failure(workspace, f"Step {context.op.name} failed: {reason}"[:2000], failed)

    return record
