"""`millrace up`: the Dagster UI with its daemon and the dashboard, as child processes that end with this one."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from orchestration.commands.exposure import warnings
from orchestration.commands.terminal import CommandFailedError, open_plant, say
from orchestration.plant import Workspace
from orchestration.settings import DASHBOARD_APP, PROJECT_ROOT

_READY_WITHIN_S = 180.0
_STOP_WITHIN_S = 20.0


@dataclass(frozen=True)
class Server:
    """A child process that listens: what it is called, how it is started, and where it says that it is well."""

    name: str
    command: list[str]
    host: str
    port: int
    health_path: str
    port_option: str

    @property
    def address(self) -> str:
        """Where a person opens it."""
        return f"http://{'localhost' if self.host in {'127.0.0.1', '0.0.0.0'} else self.host}:{self.port}"  # noqa: S104


def serve(option: Path | None, host: str, dagster_port: int, dashboard_port: int) -> None:
    """Start all servers, say where they are, and stop them on Ctrl-C or SIGTERM.

    Raises:
        CommandFailedError: a port is taken, or a server does not come up or ends by itself.
    """
    from orchestration.defs.dagster_home import prepare_dagster_home

    workspace, _ = open_plant(option)
    prepare_dagster_home(workspace)
    servers = [_dagster(host, dagster_port), dashboard_server(host, dashboard_port)]
    for server in servers:
        _require_free(server)
    _fail_dead_runs(workspace)
    with _stopping_on_signals(), _started(servers, workspace) as processes:
        for server in servers:
            _wait_until_ready(server, processes[server.name], workspace)
            say(f"{server.name}: {server.address}")
        for warning in warnings(host, dagster_port, dashboard_port):
            say(f"Warning: {warning}")
        say("Ctrl-C stops both.")
        while True:
            for name, process in processes.items():
                if process.poll() is not None:
                    raise CommandFailedError(f"{name} ended by itself; see {_log(workspace, name)}.")
            time.sleep(0.5)


def _dagster(host: str, port: int) -> Server:
    command = [sys.executable, "-m", "dagster", "dev", "-m", "orchestration.definitions", "-h", host, "-p", str(port)]
    return Server("Dagster", command, host, port, "/server_info", "--dagster-port")


def dashboard_server(host: str, port: int) -> Server:
    """The dashboard of the workspace that the environment names."""
    command = [sys.executable, "-m", "streamlit", "run", os.fspath(DASHBOARD_APP)]
    command += ["--server.address", host, "--server.port", str(port), "--server.headless", "true"]
    command += ["--browser.gatherUsageStats", "false"]
    return Server("Dashboard", command, host, port, "/_stcore/health", "--dashboard-port")


def _require_free(server: Server) -> None:
    with socket.socket(socket.AF_INET6 if ":" in server.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((server.host, server.port))
        except OSError as error:
            raise CommandFailedError(
                f"{server.name} cannot listen on {server.host}:{server.port} ({error.strerror}). Stop what uses the "
                f"port (another 'millrace up'?), or choose another: {server.port_option} {server.port + 1}."
            ) from error


def _fail_dead_runs(workspace: Workspace) -> None:
    from dagster import DagsterInstance

    from orchestration.defs.single_run import fail_dead_runs
    from orchestration.lake import WorkspaceBusyError, workspace_lock

    try:
        with workspace_lock(workspace), DagsterInstance.get() as instance:
            fail_dead_runs(instance, workspace)
    except WorkspaceBusyError:
        return  # whoever works there tidies up


def _log(workspace: Workspace, name: str) -> Path:
    return workspace.logs / f"{name.lower()}.log"


@contextmanager
def _started(servers: list[Server], workspace: Workspace) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    processes: dict[str, subprocess.Popen[bytes]] = {}
    workspace.logs.mkdir(parents=True, exist_ok=True)
    try:
        for server in servers:
            with _log(workspace, server.name).open("ab") as log:
                # A session of its own: its grandchildren are stopped with it, by their common group.
                processes[server.name] = subprocess.Popen(
                    server.command, cwd=PROJECT_ROOT, stdout=log, stderr=log, start_new_session=True
                )
        yield processes
    finally:
        _stop(list(processes.values()))


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for step, patience_s in ((signal.SIGINT, _STOP_WITHIN_S), (signal.SIGTERM, 5.0), (signal.SIGKILL, 5.0)):
        for process in processes:
            _signal_group(process, step)
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline and any(_group_lives(process) for process in processes):
            time.sleep(0.1)


def _signal_group(process: subprocess.Popen[bytes], signal_number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, signal_number)
    except ProcessLookupError:
        return  # the whole group is gone


def _group_lives(process: subprocess.Popen[bytes]) -> bool:
    process.poll()
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return False
    return True


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes], workspace: Workspace) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise CommandFailedError(f"{server.name} did not start; see {_log(workspace, server.name)}.")
        try:
            with urllib.request.urlopen(server.address + server.health_path, timeout=2) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise CommandFailedError(
        f"{server.name} did not answer within {_READY_WITHIN_S:.0f} s; see {_log(workspace, server.name)}."
    )


@contextmanager
def _stopping_on_signals() -> Iterator[None]:
    class Stop(BaseException):
        """Raised by a signal, so that what was started is stopped on the way out."""

    def stop(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the interpreter's signature
        raise Stop

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    except Stop:
        say("Stopped.")
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
