"""`millrace bench`: hands over to the benchmarks beside the code they measure."""

import typer


def add_bench_commands(bench_app: typer.Typer) -> None:
    """Add the benchmarks' commands to `millrace bench`."""
