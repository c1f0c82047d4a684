"""What a demo plant is made of: the types of site, line, work unit and product, the products, reasons and states.

The two sites themselves are in `sites.py`; how units behave is in `behaviour.py`, when they work in `working_time.py`.
Durations are seconds; cycle times are seconds for one unit of product; money is EUR.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

STALE_AFTER_S = 900
BRIDGE_GAP_S = 60
IDLE_AFTER_S = 120
STARTUP_WINDOW_S = 1800
CONSTRAINT_FACTOR = 0.2
ORDER_FINISH_S = 7200
"""An order that finishes this much before or after its plan kept its schedule."""
CURRENCY = "EUR"


@dataclass(frozen=True)
class Product:
    """One product. `price` None means that no price is on file, on purpose."""

    product: str
    name: str
    group: str
    price: float | None
    variable_cost: float
    new_price: float | None = None


@dataclass(frozen=True)
class Unit:
    """One work unit and how it behaves.

    `ideal` maps product to ideal cycle seconds (a product that is made but absent here has no routing);
    `threshold` is the minor-stop threshold; `speed` is the mean of ideal ÷ actual cycle.
    """

    unit: str
    name: str
    alias: str
    ideal: dict[str, float]
    basis: dict[str, str]
    products: tuple[str, ...]
    source: str
    state_from: Literal["tag", "counter", "mes"] = "tag"
    work_signal: Literal["order", "product", "none"] = "order"
    count_signals: tuple[str, str] = ("total_count", "reject_count")
    kinds_from_mes: tuple[str, ...] = ()
    by_exception: bool = False
    counter_mode: Literal["rollover", "reset"] = "rollover"
    rollover_at: int = 65535
    base: int = 0
    threshold: int = 300
    speed: float = 0.93
    reject_rate: float = 0.03
    minor_every_s: float = 2400
    breakdown_every_s: float = 26000
    external_every_s: float = 30000
    order_size: tuple[int, int] = (1500, 4000)
    actual_cycle: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line with its units in the order of their position."""

    line: str
    name: str
    alias: str
    rollup: Literal["sum", "constraint"]
    units: tuple[Unit, ...]
    crew: float
    labour_rate: float
    constraint: str | None = None
    exit: str | None = None
    startup_window_s: int = STARTUP_WINDOW_S

    @property
    def sold_out(self) -> bool:
        """Only the constraint line is sold out."""
        return self.constraint is not None


@dataclass(frozen=True)
class Site:
    """One site; `raw_states` says how its machines spell each of the simulator's state symbols."""

    site: str
    name: str
    zone: str
    day_start: str
    area: str
    area_name: str
    lines: tuple[Line, ...]
    state_set: str
    raw_states: dict[str, str]


PRODUCTS = (
    Product("P-100", "Bracket 100", "brackets", 18.40, 11.20, new_price=19.90),
    Product("P-200", "Bracket 200", "brackets", 22.50, 13.75),
    Product("P-300", "Hinge 300", "hinges", 27.00, 17.10),
    Product("M-10", "Cover small", "covers", 3.20, 1.90),
    Product("M-20", "Cover large", "covers", None, 2.60),
    Product("M-30", "Cover sample", "covers", 4.10, 2.95),
    Product("T-1", "Shaft short", "shafts", 9.80, 6.10),
    Product("T-2", "Shaft long", "shafts", 12.60, 7.70),
    Product("K-1", "Kit standard", "kits", 31.00, 24.50),
    Product("K-2", "Kit export", "kits", 34.00, 26.20),
)

# Simulator symbol -> (state, reason) as states.csv maps it. "off" has no reason of its own.
SYMBOLS: dict[str, tuple[str, str | None]] = {
    "run": ("running", None),
    "off": ("off", None),
    "idle": ("stopped", "no_operator"),
    "setup": ("changeover", "setup"),
    "blocked": ("blocked", "downstream"),
    "starved": ("starved", "upstream"),
    "no_material": ("stopped", "no_material"),  # external by its reason, which beats the state
    "power": ("stopped", "power_cut"),
    "mech": ("stopped", "mechanical"),
    "elec": ("stopped", "electrical"),
    "tool": ("stopped", "tool_broken"),
    "jam": ("stopped", "jam"),
    "adjust": ("stopped", "adjustment"),
    "maint": ("planned", "planned_maintenance"),
    "trial": ("planned", "trial"),
}

# reason, name, parent, bucket, is failure
REASONS: tuple[tuple[str, str, str | None, str, bool], ...] = (
    ("technical", "Technical", None, "own", False),
    ("mechanical", "Mechanical failure", "technical", "own", True),
    ("electrical", "Electrical failure", "technical", "own", True),
    ("tool_broken", "Tool broken", "technical", "own", True),
    ("operating", "Operating", None, "own", False),
    ("jam", "Part jammed", "operating", "own", False),
    ("adjustment", "Adjustment while running", "operating", "own", False),
    ("no_operator", "No operator", "operating", "own", False),
    ("setup", "Set-up", None, "changeover", False),
    ("surroundings", "Surroundings", None, "external", False),
    ("upstream", "Starved by the unit before", "surroundings", "external", False),
    ("downstream", "Blocked by the unit after", "surroundings", "external", False),
    ("no_material", "No material", "surroundings", "external", False),
    ("power_cut", "Power cut", "surroundings", "external", False),
    ("planned", "Planned", None, "planned", False),
    ("break", "Break", "planned", "planned", False),
    ("meeting", "Meeting", "planned", "planned", False),
    ("planned_maintenance", "Planned maintenance", "planned", "planned", False),
    ("trial", "Trial", "planned", "planned", False),
    ("no_count", "Counter stands", "operating", "own", False),
    ("no_operation", "No operation booked", "operating", "own", False),
)
