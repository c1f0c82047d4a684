"""dbt's command line as a Dagster resource: started under the guard, and without calls that only cost time.

dagster-dbt asks dbt for its version and starts a database adapter inside Dagster before each command: 19 of 36 s
where that was measured, for column metadata that we do not fetch. The two methods replaced below are private, so the
package is pinned, and a test fails when it no longer calls them.
"""

import os
import sys
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version as package_version

from dagster_dbt import DbtCliResource
from packaging.version import Version

from orchestration.defs.transforms.dbt_project import GUARD
from orchestration.settings import TRANSFORMS_DIR


class GuardedDbt(DbtCliResource):
    """DbtCliResource whose process dies with the Dagster process that started it."""

    @cached_property
    def _cli_version(self) -> Version:
        return Version(package_version("dbt-core"))

    # dagster-dbt's signature promises an adapter; its caller takes None as "there is none".
    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> None:  # type: ignore[override]  # noqa: ARG002
        return None


def guarded_dbt() -> GuardedDbt:
    """Return the resource for the project's transforms, run by this Python."""
    return GuardedDbt(
        project_dir=os.fspath(TRANSFORMS_DIR),
        profiles_dir=os.fspath(TRANSFORMS_DIR),
        dbt_executable=sys.executable,
        # dagster-dbt puts these between the executable and the command.
        global_config_flags=[os.fspath(GUARD)],
    )
