"""One simulated plant for all tests of this folder; its window holds the clock change of 25 October 2026."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from orchestration.demo.deliveries import deliver
from orchestration.demo.delivery import Delivery, write
from orchestration.demo.simulation import Simulation, simulate
from orchestration.demo.truth import Truth, tell
from orchestration.demo.working_time import Window
from orchestration.demo.workspace_files import write_configuration

END = date(2026, 11, 8)


@dataclass(frozen=True)
class Demo:
    """A demo plant in a temporary workspace."""

    sim: Simulation
    deliveries: list[Delivery]
    truth: Truth
    root: Path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """28 production days to 8 November 2026, seed 7."""
    root = tmp_path_factory.mktemp("demo")
    sim = simulate(Window(END - timedelta(days=27), END), 7)
    deliveries = deliver(sim)
    write_configuration(sim, root)
    write(deliveries, root / "landing")
    return Demo(sim, deliveries, tell(sim, deliveries), root)
