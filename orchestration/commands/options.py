"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

WorkspaceOption = Annotated[
    Path | None,
    typer.Option("--workspace", "-w", help="The plant's folder (default: MILLRACE_WORKSPACE, else data/demo)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]
HostOption = Annotated[
    str,
    typer.Option(
        help="Address the servers listen on; others than this machine's own need a login (docs/operations.md)."
    ),
]
DagsterPortOption = Annotated[int, typer.Option(min=1, max=65535, help="Port of the Dagster UI.")]
DashboardPortOption = Annotated[int, typer.Option(min=1, max=65535, help="Port of the dashboard.")]
