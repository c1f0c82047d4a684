"""The dashboard as a server of its own, and a browser to look at it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import dashboard

ROOT = Path(dashboard.__file__).parents[1]
APP = ROOT / "dashboard" / "server.py"
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def running_dashboard(
    workspace: Path, environment: Mapping[str, str] | None = None, port: int | None = None, app: Path = APP
) -> Iterator[str]:
    """Its address, started from another working directory as the command line starts it, until the block ends.

    With ``app`` that of another script, such as one that shows a part of the dashboard.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.address", "127.0.0.1"]
    variables = os.environ | {"MILLRACE_WORKSPACE": str(workspace)} | dict(environment or {})
    server = subprocess.Popen([*command, "--server.port", str(port)], cwd=workspace, env=variables)
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while not answers(f"{url}/_stcore/health"):
            assert server.poll() is None, "the dashboard ended before it answered"
            assert time.monotonic() < until, "the dashboard did not answer within a minute"
            time.sleep(0.3)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def answers(url: str) -> bool:
    """Whether a server of ours answers at ``url``."""
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server on localhost
            return True
    except (urllib.error.URLError, OSError):
        return False
