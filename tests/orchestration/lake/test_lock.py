"""One process at a time changes a workspace, and the lock dies with its holder."""

import os
import subprocess
import sys
import threading
import time

import pytest

from orchestration.lake import WorkspaceBusyError, workspace_lock

HOLDER = """
import sys, time
from pathlib import Path
from orchestration.lake import workspace_lock
from orchestration.plant import Workspace
with workspace_lock(Workspace(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_process_is_told_who_holds_it_and_a_kill_frees_it(workspace):
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(workspace.root)], stdout=subprocess.PIPE, text=True)
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(WorkspaceBusyError, match=f"process {holder.pid} "), workspace_lock(workspace):
            pass
    finally:
        holder.kill()
        holder.wait()
    with workspace_lock(workspace, wait_s=5):
        pass


def test_the_same_thread_may_take_it_again(workspace):
    with workspace_lock(workspace), workspace_lock(workspace):
        pass


def test_another_thread_waits_for_it(workspace):
    order: list[str] = []

    def second() -> None:
        with workspace_lock(workspace, wait_s=10):
            order.append("second")

    with workspace_lock(workspace):
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.3)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_the_inner_release_keeps_the_outer_hold(workspace):
    with workspace_lock(workspace):
        with workspace_lock(workspace):
            pass
        failed: list[bool] = []

        def attempt() -> None:
            try:
                with workspace_lock(workspace):
                    failed.append(False)
            except WorkspaceBusyError as error:
                failed.append(str(os.getpid()) in str(error))

        thread = threading.Thread(target=attempt)
        thread.start()
        thread.join()
        assert failed == [True]
