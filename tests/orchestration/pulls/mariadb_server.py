"""A MariaDB server of the tests' own."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pymysql
import pytest

_START_S = 60


def connected(socket: Path, database: str | None = None) -> pymysql.Connection:
    """A connection of the server's owner."""
    return pymysql.connect(unix_socket=str(socket), user="root", database=database, autocommit=True)


@contextmanager
def running_mariadb(folder: Path) -> Iterator[Path]:
    """The socket of a server whose files lie in `folder`; skips where Debian's mariadb-server is not installed."""
    programs = [shutil.which(name, path=f"{os.defpath}:/usr/sbin") for name in ("mariadb-install-db", "mariadbd")]
    if None in programs:
        message = "there is no MariaDB: install Debian's mariadb-server"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    install, server = map(str, programs)
    owner = ["--user=root"] if os.geteuid() == 0 else []
    made = ["--auth-root-authentication-method=normal", "--skip-test-db"]
    shared = ["--no-defaults", f"--datadir={folder / 'data'}", *owner]
    subprocess.run([install, *shared, *made], check=True, capture_output=True)
    socket = folder / "mariadb.sock"
    asked = [f"--socket={socket}", "--skip-networking", f"--pid-file={folder / 'pid'}", "--innodb-buffer-pool-size=64M"]
    with (folder / "log").open("wb") as log, subprocess.Popen([server, *shared, *asked], stdout=log, stderr=log) as run:
        try:
            _wait(socket, run, folder / "log")
            yield socket
        finally:
            run.terminate()


def _wait(socket: Path, run: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + _START_S
    while True:
        try:
            connected(socket).close()
            return
        except pymysql.err.OperationalError:
            if run.poll() is not None or time.monotonic() > ends:
                pytest.fail(f"MariaDB did not start: {log.read_text()[-2000:]}")
            time.sleep(0.1)
