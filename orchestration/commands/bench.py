"""`millrace bench`: names, options and help of the measurements; what they do is in `orchestration.bench`."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from orchestration.commands.options import JsonOption
from orchestration.commands.terminal import CommandFailedError, say

bench_app = typer.Typer(no_args_is_help=True, help="Measure Millrace on this machine.")


@bench_app.command("ingest")
def bench_ingest_command(
    name: Annotated[str, typer.Option("--format", help="What is ingested: long, wide, …")] = "long",
    samples: Annotated[int | None, typer.Option(min=1, help="How many samples (default: the format's own).")] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often both are run, in turn.")] = 3,
    folder: Annotated[Path | None, typer.Option(help="Where to make it (default: a temporary folder).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Load exports of one format into a lake, beside DuckDB's own copy to partitioned Parquet."""
    from orchestration.bench.ingest import bench_ingest
    from orchestration.bench.inputs import INPUTS

    if name not in INPUTS:
        raise CommandFailedError(f"There is no benchmark of the format {name!r}; there are {', '.join(INPUTS)}.")
    result = bench_ingest(name, samples, rounds, folder, say)
    sys.stdout.write((result.as_json() if as_json else result.as_text()) + "\n")


@bench_app.command("lake")
def bench_lake_command(
    rows: Annotated[int, typer.Option(min=1000, help="Rows of each day.")] = 40_000_000,
    days: Annotated[
        int, typer.Option(min=1, help="Days in the lake, of which one is made and the others link to it.")
    ] = 365,
    folder: Annotated[Path | None, typer.Option(help="Where to make it (default: a temporary folder).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask for one tag's day out of a year of large days, sorted by compaction and unsorted."""
    from orchestration.bench.lake import bench_lake

    result = bench_lake(rows, days, folder, say=say)
    sys.stdout.write((result.as_json() if as_json else result.as_text()) + "\n")


@bench_app.command("peers")
def bench_peers_command(
    rows: Annotated[int, typer.Option(min=1, help="How many rows.")] = 10_000_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often each is run, in turn.")] = 1,
    folder: Annotated[Path | None, typer.Option(help="Where to make it (default: a temporary folder).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Load one long CSV by Millrace, pandas, PySpark and PostgreSQL, as far as they are installed."""
    from orchestration.bench.peers.comparison import bench_peers

    result = bench_peers(rows, rounds, folder, say)
    sys.stdout.write((result.as_json() if as_json else result.as_text()) + "\n")


@bench_app.command("pull")
def bench_pull_command(
    rows: Annotated[int, typer.Option(min=10, help="How many confirmations; orders are a tenth of it.")] = 1_000_000,
    rounds: Annotated[int, typer.Option(min=1, help="How often each way is run, in turn.")] = 5,
    folder: Annotated[Path | None, typer.Option(help="Where to make it (default: a temporary folder).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Pull confirmations and orders from a PostgreSQL server, beside DuckDB's and psql's own exports of them."""
    from orchestration.bench.pulls.comparison import bench_pull, missing

    if sentence := missing():
        raise CommandFailedError(sentence)
    result = bench_pull(rows, rounds, folder, say)
    sys.stdout.write((result.as_json() if as_json else result.as_text()) + "\n")


@bench_app.command("dashboard")
def bench_dashboard_command(
    years: Annotated[float, typer.Option(min=0.05, help="Years of production days.")] = 5,
    work_units: Annotated[int, typer.Option(min=2, help="Work units; about fifty are a site.")] = 500,
    rounds: Annotated[int, typer.Option(min=1, help="How often each question is asked on each visit.")] = 3,
    every: Annotated[int, typer.Option(min=1, help="Ask on each visit, or for a first look on each nth.")] = 1,
    visitors: Annotated[int, typer.Option(min=1, help="How many browse its pages at once.")] = 20,
    minutes: Annotated[float, typer.Option(min=0.1, help="For how long they do.")] = 2,
    pause_s: Annotated[float, typer.Option(min=0, help="How long each looks at a page, on average.")] = 15,
    workspace: Annotated[
        Path | None,
        typer.Option(
            "--workspace",
            "-w",
            help="Ask what is published in this workspace, or make it there and keep it (default: a temporary folder).",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Ask all the dashboard's questions to a large plant's file, and browse its pages; exits with 1 if one is slow."""
    from orchestration.bench.dashboard.browsing import Crowd
    from orchestration.bench.dashboard.comparison import bench_dashboard

    crowd = Crowd(visitors, minutes, pause_s)
    result = bench_dashboard(years, work_units, rounds, every, crowd, workspace, say)
    sys.stdout.write((result.as_json() if as_json else result.as_text()) + "\n")
    if missed := result.beyond_aim():
        raise CommandFailedError("\n".join(missed))


@bench_app.command("incremental")
def bench_incremental_command(
    days: Annotated[int, typer.Option(min=14, help="Days of history behind the new ones.")] = 365,
    folder: Annotated[Path | None, typer.Option(help="Where to make it (default: a temporary folder).")] = None,
    as_json: JsonOption = False,
) -> None:
    """Run one more day behind a long history, beside the same day behind a week; and a run with nothing new."""
    from orchestration.bench.incremental import bench_incremental

    result = bench_incremental(days, folder, say=say)
    sys.stdout.write((result.as_json() if as_json else result.as_text()) + "\n")
