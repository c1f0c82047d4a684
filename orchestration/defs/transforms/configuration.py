"""The workspace's configuration as an external asset: what people write, and the transforms read."""

import dagster as dg

from orchestration.defs.transforms.translator import CONFIGURATION_KEY, OWNER
from orchestration.plant import Workspace


def configuration_asset(workspace: Workspace) -> dg.AssetSpec:
    """Return the asset that stands for plant.yaml and its CSV files; Dagster shows it and never makes it."""
    return dg.AssetSpec(
        CONFIGURATION_KEY,
        group_name="ingest",
        kinds={"yaml", "csv"},
        owners=[OWNER],
        description=(
            "plant.yaml, tags.csv, states.csv, reasons.csv, reason_codes.csv, shifts.csv, calendar.csv, targets.csv "
            "and fiscal_periods.csv of the workspace. Validated and compiled at the start of every rebuild; a change "
            "rebuilds everything."
        ),
        metadata={"folder": dg.MetadataValue.path(workspace.root)},
    )
