"""How long the server takes for each page, and how it fares with many visitors at once: its times, failures, memory."""

import asyncio
import math
import os
import socket
import statistics
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from websockets.exceptions import WebSocketException

from dashboard.pages import PAGES
from dashboard.publication import open_locked
from dashboard.workspace import current_version
from orchestration.bench.dashboard.links import Links
from orchestration.bench.dashboard.page_times import Browsing, PageTimes, percentile
from orchestration.bench.dashboard.visitor import Seen, Visitor
from orchestration.commands.serve import dashboard_server
from orchestration.settings import PROJECT_ROOT

_PAGES_A_VISIT = 8
_READY_WITHIN_S = 60.0
_MEMORY_EVERY_S = 10.0
# It has words alone.
_GLOSSARY = "glossary"


@dataclass(frozen=True)
class Crowd:
    """How many look at the dashboard at once, for how long, and how long each looks at a page on average."""

    visitors: int = 20
    minutes: float = 2.0
    pause_s: float = 15.0


USUAL_CROWD = Crowd()


@dataclass
class _Together:
    seen: list[Seen] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    memory_bytes: list[int] = field(default_factory=list)


def browse(workspace: Path, rounds: int, crowd: Crowd, say: Callable[[str], None]) -> Browsing:
    """Look at each page of the workspace's dashboard as first and as later page, then with many visitors at once.

    ``rounds`` is how often one visitor looks at each page. Raises ``RuntimeError`` where the server does not come up.
    """
    version = current_version(workspace / "published")
    if version is None:
        raise RuntimeError(f"Nothing is published in {workspace}.")
    with open_locked(version) as connection:
        links = Links(connection, seed=1)
    cold: dict[str, Seen] = {}
    for page in PAGES:
        say(f"First page of a new server: {page.name}.")
        with _serving(workspace) as (url, _):
            cold[page.name] = asyncio.run(_see_once(url, page.name))
    with _serving(workspace) as (url, server):
        say(f"One visitor, each page {rounds} times.")
        alone = asyncio.run(_see_all(url, links, rounds))
        say(f"{crowd.visitors} visitors for {crowd.minutes:g} minutes.")
        together = asyncio.run(_see_together(url, links, crowd, server))
    all_seen = [*cold.values(), *alone, *together.seen]
    crowd_s = [seen.seconds for seen in together.seen]
    sixth = math.ceil(len(together.memory_bytes) / 6)
    return Browsing(
        pages={
            page.name: _times(cold[page.name].seconds, [seen for seen in alone if seen.page == page.name])
            for page in PAGES
        },
        visitors=crowd.visitors,
        minutes=crowd.minutes,
        pages_seen=len(together.seen),
        without_figures=sum(seen.figures == 0 and seen.page != _GLOSSARY for seen in all_seen),
        crowd_p50_s=statistics.median(crowd_s),
        crowd_p95_s=percentile(crowd_s, 0.95),
        failures=[f"{seen.page}: {said}" for seen in all_seen for said in seen.failures] + together.failures,
        memory_bytes=(
            int(statistics.median(together.memory_bytes[sixth : 2 * sixth] or together.memory_bytes)),
            int(statistics.median(together.memory_bytes[-sixth:])),
        ),
        processors=os.cpu_count() or 1,
    )


async def _see_once(url: str, page: str) -> Seen:
    async with Visitor(url, PAGES[0].name) as visitor:
        return await visitor.see(page, {})


async def _see_all(url: str, links: Links, rounds: int) -> list[Seen]:
    """Each page so often with filters of its own, after one round that does not count."""
    seen = []
    for number in range(rounds + 1):
        for page in PAGES:
            async with Visitor(url, PAGES[0].name) as visitor:
                last = await visitor.see(page.name, links.page(page.name, links.filters()))
            if number:
                seen.append(last)
    return seen


async def _see_together(url: str, links: Links, crowd: Crowd, server: psutil.Process) -> _Together:
    together = _Together()
    until = time.monotonic() + 60 * crowd.minutes
    async with asyncio.TaskGroup() as all_of_them:
        all_of_them.create_task(_watch_memory(server, until, together))
        for _ in range(crowd.visitors):
            all_of_them.create_task(_keep_coming(url, links, until, crowd.pause_s, together))
    return together


async def _keep_coming(url: str, links: Links, until: float, pause_s: float, together: _Together) -> None:
    """One visit after the other; nobody comes at the same moment as all the others."""
    await asyncio.sleep(links.pause_s(pause_s))
    while time.monotonic() < until:
        filters = links.filters()
        async with Visitor(url, PAGES[0].name) as visitor:
            for page in links.walk(_PAGES_A_VISIT):
                if time.monotonic() >= until:
                    break
                try:
                    together.seen.append(await visitor.see(page, links.page(page, filters)))
                    pause = min(links.pause_s(pause_s), until - time.monotonic())
                    together.failures += await visitor.stay(pause)
                except (TimeoutError, OSError, WebSocketException) as error:
                    together.failures.append(f"{page}: {type(error).__name__} {error}")
                    break


async def _watch_memory(server: psutil.Process, until: float, together: _Together) -> None:
    while time.monotonic() < until:
        processes = [server, *server.children(recursive=True)]
        together.memory_bytes.append(sum(process.memory_info().rss for process in processes))
        await asyncio.sleep(min(_MEMORY_EVERY_S, max(0.1, until - time.monotonic())))


def _times(cold_s: float, seen: list[Seen]) -> PageTimes:
    seconds = [one.seconds for one in seen]
    sizes = int(statistics.median(one.size_bytes for one in seen))
    return PageTimes(cold_s, statistics.median(seconds), percentile(seconds, 0.95), sizes)


@contextmanager
def _serving(workspace: Path) -> Iterator[tuple[str, psutil.Process]]:
    """The dashboard as `millrace up` starts it: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    server = dashboard_server("127.0.0.1", port)
    environment = os.environ | {"MILLRACE_WORKSPACE": str(workspace)}
    process = subprocess.Popen(
        server.command, cwd=PROJECT_ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until = time.monotonic() + _READY_WITHIN_S
        while not _answers(f"{server.address}{server.health_path}"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The dashboard's server did not come up.")
            time.sleep(0.1)
        yield server.address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):  # noqa: S310 - our own server on this machine
            return True
    except (urllib.error.URLError, OSError):
        return False
