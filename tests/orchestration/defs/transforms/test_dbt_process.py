"""The two private methods of dagster-dbt that are replaced: still there, still what `cli` asks."""

import inspect

from dagster_dbt import DbtCliResource

from orchestration.defs.transforms.dbt_process import GuardedDbt


def test_dagster_dbt_still_asks_the_methods_that_are_replaced() -> None:
    source = inspect.getsource(DbtCliResource.cli)
    for name in ("_cli_version", "_initialize_dbt_core_adapter"):
        assert f"self.{name}" in source
        assert name in vars(GuardedDbt)
