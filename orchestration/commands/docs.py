"""`millrace docs`: dbt's documentation of the models, one page that needs no network, and a server for it."""

import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.commands.terminal import CommandFailedError, foreseen, open_workspace, say

if TYPE_CHECKING:
    from orchestration.plant import Workspace


def write_docs(option: Path | None, wait_s: float) -> dict[str, Any]:
    """Write the page from the models and the build database, and say where it is.

    Raises:
        CommandFailedError: nothing is built yet, another process holds the workspace, or dbt failed.
    """
    from orchestration.lake import workspace_lock

    workspace = open_workspace(option)
    if not workspace.build_db.exists():
        raise CommandFailedError(f"There is no build database at {workspace.build_db} yet: 'millrace run' makes it.")
    # dbt opens the build database, which has one process at a time.
    with foreseen(), workspace_lock(workspace, wait_s):
        page = _generate(workspace)
    say(f"Written: {page}")
    return {"page": str(page), "bytes": page.stat().st_size}


def _generate(workspace: "Workspace") -> Path:
    from orchestration.defs.transforms.dbt_project import GUARD, dbt_environment
    from orchestration.settings import TRANSFORMS_DIR

    # A target of its own: the run's manifest and results are not to be mixed with these.
    target = workspace.warehouse / "dbt_docs"
    target.mkdir(parents=True, exist_ok=True)
    places = {"DBT_TARGET_PATH": os.fspath(target), "DBT_LOG_PATH": os.fspath(target)}
    # The models as they are for all days: what the last run was to rebuild is gone with it.
    places["MILLRACE_REBUILD"] = ""
    command = [sys.executable, os.fspath(GUARD), "docs", "generate", "--static", "--quiet"]
    command += ["--profiles-dir", os.fspath(TRANSFORMS_DIR)]
    done = subprocess.run(
        command,
        cwd=TRANSFORMS_DIR,
        env={**os.environ, **dbt_environment(workspace), **places},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CommandFailedError(f"dbt could not write its documentation:\n{(done.stdout + done.stderr).strip()}")
    page = workspace.warehouse / "docs" / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    (target / "static_index.html").replace(page)
    return page


def serve_docs(folder: Path, host: str, port: int) -> None:
    """Serve the page until Ctrl-C.

    Raises:
        CommandFailedError: the port is taken.
    """
    try:
        server = ThreadingHTTPServer((host, port), partial(_Quiet, directory=os.fspath(folder)))
    except OSError as error:
        raise CommandFailedError(
            f"The documentation cannot be served on {host}:{port} ({error.strerror}). Choose another port with --port."
        ) from error
    with server:
        say(f"Documentation: http://{host}:{server.server_port}. Ctrl-C stops it.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("Stopped.")


class _Quiet(SimpleHTTPRequestHandler):
    """Files of one folder, without a line for each request."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name it has in the library
        """Say nothing."""
