"""The `millrace` command: names, options and help. What a command does is in `orchestration.commands`.

Nothing heavy is imported before a command is called, so that `--help` and `run` with nothing new answer at once.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration.commands.bench import bench_app
from orchestration.commands.options import (
    DagsterPortOption,
    DashboardPortOption,
    HostOption,
    JsonOption,
    WorkspaceOption,
)
from orchestration.commands.terminal import CommandFailedError, say_error

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Millrace: historian and ERP/MES exports in, trusted plant KPIs out.",
)
app.add_typer(bench_app, name="bench")
archive_app = typer.Typer(no_args_is_help=True, help="Originals of the files that were loaded.")
app.add_typer(archive_app, name="archive")


def _print(result: Any, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(result, indent=1, default=str) + "\n")


@app.command()
def demo(
    workspace: WorkspaceOption = None,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Start the servers afterwards.")] = True,
    end: Annotated[str | None, typer.Option(help="Last production day, YYYY-MM-DD (default: yesterday).")] = None,
    days: Annotated[int, typer.Option(min=1, help="Production days to simulate.")] = 28,
    seed: Annotated[int, typer.Option(help="The same seed gives the same plant.")] = 1,
    historian: Annotated[
        str,
        typer.Option(
            help="What exports the machines' samples: mixed, vendors (each machine another vendor's), or one format "
            "for all, such as pi_csv."
        ),
    ] = "mixed",
    erp: Annotated[
        str,
        typer.Option(
            help="Whose tables the ERP hands over: tables (a plant's own views), sap, odoo, erpnext or b2mml."
        ),
    ] = "tables",
    host: HostOption = "127.0.0.1",
    dagster_port: DagsterPortOption = 3000,
    dashboard_port: DashboardPortOption = 8501,
    as_json: JsonOption = False,
) -> None:
    """Make the demo plant, run everything, and serve it."""
    from orchestration.commands.demo import make_and_run
    from orchestration.commands.serve import serve as serve_servers

    result = make_and_run(workspace, end, days, seed, historian, erp)
    _print(result, as_json)
    if serve:
        serve_servers(workspace, host, dagster_port, dashboard_port)


@app.command()
def run(
    workspace: WorkspaceOption = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for another run to end.")] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Load what landed, rebuild what it touches, check, and publish."""
    from orchestration.commands.run import run_once

    result = run_once(workspace, wait)
    _print(result, as_json)


@app.command()
def up(
    workspace: WorkspaceOption = None,
    host: HostOption = "127.0.0.1",
    dagster_port: DagsterPortOption = 3000,
    dashboard_port: DashboardPortOption = 8501,
) -> None:
    """Start the Dagster UI with its daemon, and the dashboard; Ctrl-C stops them."""
    from orchestration.commands.serve import serve

    serve(workspace, host, dagster_port, dashboard_port)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Folder to make the workspace in.")],
    as_json: JsonOption = False,
) -> None:
    """Make a small, commented workspace to start from."""
    from orchestration.commands.configure import initialise

    _print(initialise(folder), as_json)


@app.command("inspect")
def inspect_command(
    file: Annotated[Path, typer.Argument(help="An export that somebody sent.")],
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", help="Workspace it is meant for: its site, zone and work units count."),
    ] = None,
    source: Annotated[str | None, typer.Option(help="Id of the source to propose (default: from the name).")] = None,
    time_zone: Annotated[str | None, typer.Option(help="IANA zone of times that state none.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            help="Folder of the proposal (default: proposals/<source> in the workspace, <source>_proposal here)."
        ),
    ] = None,
    write: Annotated[bool, typer.Option("--write/--no-write", help="Write the proposal, or only look.")] = True,
    as_json: JsonOption = False,
) -> None:
    """Say what an unknown export is, what would be rejected, and propose the configuration that reads it."""
    from orchestration.commands.inspect import inspect_export

    result = inspect_export(file, workspace, source, time_zone, output, write=write, quiet=as_json)
    _print(result, as_json)
    if not result["is_export"] and "table" not in result:
        raise typer.Exit(1)


@app.command()
def check(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Find what is wrong with a workspace's configuration, and what is missing from it."""
    from orchestration.commands.configure import check_workspace

    result = check_workspace(workspace, quiet=as_json)
    _print(result, as_json)
    if result["errors"]:
        raise typer.Exit(1)


@app.command()
def status(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Say what is published, what waits, how fresh each source is, and who is at work."""
    from orchestration.commands.status import report_status

    _print(report_status(workspace, quiet=as_json), as_json)


@app.command()
def retract(
    file: Annotated[str, typer.Argument(help="Its name, its content hash, or a path; <source>/ before it if need be.")],
    reason: Annotated[str, typer.Option(help="What is wrong with it, in words; kept in meta.files.")],
    workspace: WorkspaceOption = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a run to end.")] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Take a wrong export back; the next run publishes the figures without it."""
    from orchestration.commands.retract import retract_file

    _print(retract_file(workspace, file, reason, wait), as_json)


@archive_app.command("restore")
def archive_restore(
    file_ids: Annotated[
        list[str],
        typer.Argument(default_factory=list, help="Content hashes, as meta.files has them, or their first characters."),
    ],
    target: Annotated[Path, typer.Argument(help="Where to write it, or the folder where to write several.")],
    source: Annotated[list[str] | None, typer.Option(help="All archived originals of this source.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write originals of loaded or quarantined files to a path or folder, decrypted where they are kept encrypted."""
    from orchestration.commands.archive import restore_file, restore_files

    if len(file_ids) == 1 and not source and not target.is_dir():
        _print(restore_file(workspace, file_ids[0], target), as_json)
    elif file_ids or source:
        _print(restore_files(workspace, file_ids, source or [], target), as_json)
    else:
        raise CommandFailedError("Say what to restore: content hashes before the folder, or --source.")


@archive_app.command("protect")
def archive_protect(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Ids of sources (default: all that encrypt or drop their originals).")
    ] = None,
    workspace: WorkspaceOption = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a run to end.")] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Encrypt or drop, as `archive` of their source says, originals that were archived before it said so."""
    from orchestration.commands.archive import protect_files

    _print(protect_files(workspace, sources or [], wait), as_json)


@app.command()
def maintain(
    workspace: WorkspaceOption = None,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a run to end.")] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Keep the lake: delete what its retention keeps no longer, sort days by tag and time, remove replaced files."""
    from orchestration.commands.maintain import maintain_lake

    _print(maintain_lake(workspace, wait), as_json)


@app.command()
def explain(
    work_unit: Annotated[str, typer.Argument(help="Id of the work unit.")],
    day: Annotated[str, typer.Argument(help="Production day, YYYY-MM-DD.")],
    figure: Annotated[
        str, typer.Option(help="oee, availability, performance, quality, teep, ooe, coverage or cost.")
    ] = "oee",
    policy: Annotated[str | None, typer.Option(help="Loss policy (default: 'default', else the first).")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take one figure apart: to shifts, buckets, segments, stops, samples, and the lines of their files."""
    from orchestration.commands.explain import explain_figure

    _print(explain_figure(workspace, work_unit, day, figure, policy, quiet=as_json), as_json)


@app.command()
def docs(
    workspace: WorkspaceOption = None,
    serve: Annotated[bool, typer.Option("--serve/--no-serve", help="Serve the page afterwards.")] = True,
    host: HostOption = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the page.")] = 8580,
    wait: Annotated[float, typer.Option(min=0, help="Seconds to wait for a run to end.")] = 0.0,
    as_json: JsonOption = False,
) -> None:
    """Write and serve the models' documentation: every table, column, test, and the lineage between them."""
    from orchestration.commands.docs import serve_docs, write_docs

    result = write_docs(workspace, wait)
    _print(result, as_json)
    if serve:
        serve_docs(Path(result["page"]).parent, host, port)


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="One statement; without it, a shell is started.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Query the published file, read-only; the lake's tables are lake.samples, lake.ledger, …"""
    from orchestration.commands.sql import run_sql

    run_sql(workspace, query, as_json)


def main() -> None:
    """Run the command line; exits with 0, with 1 and a sentence, or with 2 for wrong usage."""
    try:
        app()
    except CommandFailedError as failure:
        say_error(str(failure))
        sys.exit(1)


if __name__ == "__main__":
    main()
