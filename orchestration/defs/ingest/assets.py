"""The ingest assets: one a source, each with its checks, preview and freshness policy.

How files become rows is `orchestration.lake`'s; what is checked is in `reconciliation`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import polars as pl

from orchestration.defs.ingest.reconciliation import CHECKS, audit_source
from orchestration.defs.publish.checks import record_checks
from orchestration.defs.transforms.translator import OWNER, ingest_key
from orchestration.lake import ArchiveKeyError, IngestResult, Lake, ingest_source
from orchestration.plant import Source, Workspace
from orchestration.pulls import pull_sentence, pull_source
from orchestration.settings import Settings

_PREVIEW_ROWS = 5
PULLED_TAG = "millrace/pulled"
"""Tag of a run before which the sources were pulled already."""


def ingest_assets(workspace: Workspace, sources: Sequence[Source], settings: Settings) -> list[dg.AssetsDefinition]:
    """Return one asset for each source."""
    return [_ingest_asset(workspace, source, settings) for source in sources]


def _ingest_asset(workspace: Workspace, source: Source, settings: Settings) -> dg.AssetsDefinition:
    key = ingest_key(source.id)
    window = timedelta(seconds=max(source.fresh_within_s, 120))

    @dg.asset(
        key=key,
        group_name="ingest",
        kinds={"delta", "polars"},
        owners=[OWNER],
        description=(
            f"{'Pulls, and loads' if source.pull else 'Loads'} what landed in landing/{source.id}/ "
            f"(reader {source.reader}) into the lake: {', '.join(source.produces)}. "
            "Files that cannot be read go to quarantine with a sentence."
        ),
        metadata={"site": source.site, "reader": source.reader, "time zone": source.time_zone},
        tags={"site": source.site},
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=window, warn_window=window * 0.75),
        retry_policy=dg.RetryPolicy(max_retries=settings.ingest_retries, delay=5, backoff=dg.Backoff.EXPONENTIAL),
        check_specs=[
            dg.AssetCheckSpec(name, asset=key, description=text, blocking=severity == "error")
            for name, (severity, text) in CHECKS.items()
        ],
        required_resource_keys={"sole_run"},
    )
    def ingest(context: dg.AssetExecutionContext) -> dg.MaterializeResult:  # type: ignore[type-arg]  # Dagster refuses the annotated form with checks
        plant = workspace.load()
        now_configured = next((entry for entry in plant.sources if entry.id == source.id), None)
        if now_configured is None:
            raise dg.Failure(
                f"plant.yaml has no source '{source.id}' any more: reload the definitions in the Dagster UI "
                f"(Deployment, Reload), or put the source back.",
                allow_retries=False,
            )
        if now_configured.pull is not None and PULLED_TAG not in context.run.tags:
            pulled = pull_source(workspace, plant, now_configured)
            (context.log.info if pulled.failure is None else context.log.warning)(pull_sentence(pulled))
        try:
            result = ingest_source(workspace, plant, now_configured)
        except ArchiveKeyError as error:
            raise dg.Failure(str(error), allow_retries=False) from error
        context.log.info(_summary(now_configured, result))
        lake = Lake(workspace.lake_uri)
        checks = list(_check(workspace, lake, now_configured, key))
        return dg.MaterializeResult(metadata=_metadata(lake, now_configured, result), check_results=checks)

    return ingest


def _summary(source: Source, result: IngestResult) -> str:
    return (
        f"{source.id}: {result.files} files, {result.rows_loaded} rows loaded ({result.rows_new} new, "
        f"{result.rows_changed} changed, {result.rows_repeated} repeated, {result.rows_superseded} superseded), "
        f"{result.rows_rejected} rejected, "
        f"{result.quarantined} files quarantined, {result.duplicates} seen before, {result.seconds:.1f} s."
    )


def _check(workspace: Workspace, lake: Lake, source: Source, key: dg.AssetKey) -> Iterator[dg.AssetCheckResult]:
    records = audit_source(lake, lake.read("ledger"), source, datetime.now(UTC))
    record_checks(workspace, records)
    for record in records:
        yield dg.AssetCheckResult(
            passed=record.status == "pass",
            asset_key=key,
            check_name=record.check_name,
            severity=dg.AssetCheckSeverity.ERROR if record.severity == "error" else dg.AssetCheckSeverity.WARN,
            description=record.detail,
        )


def _metadata(lake: Lake, source: Source, result: IngestResult) -> dict[str, dg.MetadataValue]:
    metadata: dict[str, dg.MetadataValue] = {
        "dagster/row_count": dg.MetadataValue.int(result.rows_loaded),
        "rows read": dg.MetadataValue.int(result.rows_read),
        "rows rejected": dg.MetadataValue.int(result.rows_rejected),
        "rows new": dg.MetadataValue.int(result.rows_new),
        "rows changed": dg.MetadataValue.int(result.rows_changed),
        "rows repeated": dg.MetadataValue.int(result.rows_repeated),
        "rows superseded": dg.MetadataValue.int(result.rows_superseded),
        "files": dg.MetadataValue.int(result.files),
        "files seen before": dg.MetadataValue.int(result.duplicates),
        "files quarantined": dg.MetadataValue.int(result.quarantined),
        "rows per second": dg.MetadataValue.float(round(result.rows_loaded / max(result.seconds, 1e-3), 1)),
        **{f"preview of {table}": dg.MetadataValue.md(_preview(lake, source, table)) for table in source.produces},
    }
    if result.min_ts_utc and result.max_ts_utc:
        metadata["first time"] = dg.MetadataValue.timestamp(result.min_ts_utc)
        metadata["last time"] = dg.MetadataValue.timestamp(result.max_ts_utc)
    if lake.is_local:
        metadata |= {f"table {name}": dg.MetadataValue.path(Path(lake.path(name))) for name in source.produces}
    return metadata


def _preview(lake: Lake, source: Source, name: str) -> str:
    table = lake.table(name)
    actions = pl.DataFrame(table.get_add_actions(flatten=True))
    if actions.is_empty():
        return "No rows yet."
    rows = (
        pl.scan_delta(table)
        .filter(pl.col("source") == source.id)
        .select(pl.exclude("load_seq", "day_utc", "quality_raw", "row_no"))
        .head(_PREVIEW_ROWS)
        .collect()
    )
    lines = ["| " + " | ".join(rows.columns) + " |", "|" + "---|" * rows.width]
    for row in rows.iter_rows():
        cells = ("" if value is None else str(value).replace("|", "\\|") for value in row)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)
