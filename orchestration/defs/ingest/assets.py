"""The ingest assets: one a source, each with its checks, preview and freshness policy.

How files become rows is `orchestration.lake`'s; what is checked is in `reconciliation`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dagster as dg
import polars as pl

from orchestration.defs.ingest.reconciliation import Finding, is_fresh, lake_holds_ledger, rows_add_up
from orchestration.defs.publish.checks import CheckRecord, Severity, record_checks
from orchestration.defs.transforms.translator import OWNER, ingest_key
from orchestration.lake import IngestResult, Lake, ingest_source
from orchestration.plant import Source, Workspace
from orchestration.settings import Settings

_PREVIEW_ROWS = 5
_CHECKS: dict[str, tuple[Severity, str]] = {
    "rows_read_equal_loaded_and_rejected": ("error", "In each file, rows read = rows loaded + rows rejected."),
    "lake_holds_what_the_ledger_says": ("error", "The Delta tables hold as many rows as the ledger says were loaded."),
    "newest_data_is_fresh": ("warn", "The newest data is younger than the source's fresh_within_s."),
}


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
            f"Loads what landed in landing/{source.id}/ (reader {source.reader}) into the lake's table "
            f"{source.produces}. Files that cannot be read go to quarantine with a sentence."
        ),
        metadata={"site": source.site, "reader": source.reader, "time zone": source.time_zone},
        tags={"site": source.site},
        freshness_policy=dg.FreshnessPolicy.time_window(fail_window=window, warn_window=window * 0.75),
        retry_policy=dg.RetryPolicy(max_retries=settings.ingest_retries, delay=5, backoff=dg.Backoff.EXPONENTIAL),
        check_specs=[
            dg.AssetCheckSpec(name, asset=key, description=text, blocking=severity == "error")
            for name, (severity, text) in _CHECKS.items()
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
        result = ingest_source(workspace, plant, now_configured)
        context.log.info(_summary(now_configured, result))
        lake = Lake(workspace.lake_uri)
        checks = list(_check(workspace, lake, now_configured, key))
        return dg.MaterializeResult(metadata=_metadata(lake, now_configured, result), check_results=checks)

    return ingest


def _summary(source: Source, result: IngestResult) -> str:
    return (
        f"{source.id}: {result.files} files, {result.rows_loaded} rows loaded, {result.rows_rejected} rejected, "
        f"{result.quarantined} files quarantined, {result.duplicates} seen before, {result.seconds:.1f} s."
    )


def _check(workspace: Workspace, lake: Lake, source: Source, key: dg.AssetKey) -> Iterator[dg.AssetCheckResult]:
    ledger = lake.read("ledger")
    now = datetime.now(UTC)
    findings = {
        "rows_read_equal_loaded_and_rejected": rows_add_up(ledger, source),
        "lake_holds_what_the_ledger_says": lake_holds_ledger(lake, ledger, source),
        "newest_data_is_fresh": is_fresh(ledger, source, now),
    }
    record_checks(workspace, [_record(source, name, finding, now) for name, finding in findings.items()])
    for name, finding in findings.items():
        yield dg.AssetCheckResult(
            passed=finding.passed,
            asset_key=key,
            check_name=name,
            severity=dg.AssetCheckSeverity.ERROR if _CHECKS[name][0] == "error" else dg.AssetCheckSeverity.WARN,
            description=finding.detail,
        )


def _record(source: Source, name: str, finding: Finding, now: datetime) -> CheckRecord:
    severity = _CHECKS[name][0]
    failed = "fail" if severity == "error" else "warn"
    return CheckRecord(name, f"ingest.{source.id}", severity, "pass" if finding.passed else failed, finding.detail, now)


def _metadata(lake: Lake, source: Source, result: IngestResult) -> dict[str, dg.MetadataValue]:
    metadata: dict[str, dg.MetadataValue] = {
        "dagster/row_count": dg.MetadataValue.int(result.rows_loaded),
        "rows read": dg.MetadataValue.int(result.rows_read),
        "rows rejected": dg.MetadataValue.int(result.rows_rejected),
        "files": dg.MetadataValue.int(result.files),
        "files seen before": dg.MetadataValue.int(result.duplicates),
        "files quarantined": dg.MetadataValue.int(result.quarantined),
        "rows per second": dg.MetadataValue.float(round(result.rows_loaded / max(result.seconds, 1e-3), 1)),
        "preview": dg.MetadataValue.md(_preview(lake, source)),
    }
    if result.min_ts_utc and result.max_ts_utc:
        metadata["first time"] = dg.MetadataValue.timestamp(result.min_ts_utc)
        metadata["last time"] = dg.MetadataValue.timestamp(result.max_ts_utc)
    if lake.is_local:
        metadata["table"] = dg.MetadataValue.path(Path(lake.path(source.produces)))
    return metadata


def _preview(lake: Lake, source: Source) -> str:
    table = lake.table(source.produces)
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
