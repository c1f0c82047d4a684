"""The demo plant's two sites: north speaks in codes, south in words.

North: line 1 is a constraint line of three coupled units, line 2 two moulding machines side by side that never rest.
South: a turning cell of three machines on three kinds of signal, and a kitting line that only the MES knows.
"""

from __future__ import annotations

from orchestration.demo.plant_description import Line, Site, Unit

# Rows read better than one argument a line.
# fmt: off
_NAMEPLATE = "nameplate"
_CODES = (
    "off", "run", "idle", "setup", "blocked", "starved", "no_material", "power",
    "mech", "elec", "tool", "jam", "adjust", "maint", "trial",
)

NORTH = Site(
    "north", "North plant", "Europe/Berlin", "06:00", "north_assembly", "Assembly",
    state_set="north_plc",
    raw_states={symbol: str(code) for code, symbol in enumerate(_CODES)},
    lines=(
        Line(
            "n_l1", "Line 1", "L1", "constraint", crew=4, labour_rate=38.0,
            constraint="n_l1_press", exit="n_l1_pack",
            units=(
                Unit(
                    "n_l1_press", "Press", "PRESS01",
                    ideal={"P-100": 12.0, "P-200": 15.0, "P-300": 14.0},
                    basis={"P-100": _NAMEPLATE, "P-200": _NAMEPLATE, "P-300": "demonstrated"},
                    products=("P-100", "P-200", "P-300"), source="north_historian", by_exception=True, base=64000,
                    reject_rate=0.025, external_every_s=60000, order_size=(2500, 5500),
                ),
                Unit(
                    "n_l1_weld", "Welder", "WELD01",
                    ideal={"P-100": 10.0, "P-200": 12.0, "P-300": 11.5},
                    basis=dict.fromkeys(("P-100", "P-200", "P-300"), "demonstrated"),
                    products=(), source="north_historian", base=120, reject_rate=0.012, rollover_at=99999,
                    kinds_from_mes=("reject", "rework"),
                    minor_every_s=5000, breakdown_every_s=60000,
                    actual_cycle={"P-100": 11, "P-200": 13, "P-300": 12},
                ),
                Unit(
                    "n_l1_pack", "Packer", "PACK01",
                    ideal={"P-100": 9.0, "P-200": 11.0, "P-300": 10.0},
                    basis=dict.fromkeys(("P-100", "P-200", "P-300"), _NAMEPLATE),
                    products=(), source="north_historian", count_signals=("good_count", "reject_count"), base=9000,
                    rollover_at=9999, threshold=180, reject_rate=0.006, minor_every_s=6000, breakdown_every_s=90000,
                    actual_cycle={"P-100": 10, "P-200": 12, "P-300": 11},
                ),
            ),
        ),
        Line(
            "n_l2", "Line 2", "L2", "sum", crew=2, labour_rate=36.5, startup_window_s=900,
            units=(
                Unit(
                    "n_l2_mould_a", "Moulding machine A", "MOULD-A",
                    ideal={"M-10": 20.0, "M-20": 26.0}, basis={"M-10": _NAMEPLATE, "M-20": _NAMEPLATE},
                    products=("M-10", "M-20"), source="north_line2", base=32000, rollover_at=32767, speed=0.95,
                ),
                Unit(
                    "n_l2_mould_b", "Moulding machine B", "MOULD-B",
                    ideal={"M-10": 21.0, "M-20": 27.0}, basis={"M-10": _NAMEPLATE, "M-20": "demonstrated"},
                    products=("M-10", "M-20", "M-10", "M-20", "M-30"), source="north_line2", work_signal="product",
                    count_signals=("good_count", "reject_count"), counter_mode="reset", order_size=(2200, 3800),
                ),
            ),
        ),
    ),
)

_WORDS = {
    "run": "ACTIVE", "off": "STOPPED", "idle": "READY", "setup": "PROGRAM_COMPLETED", "blocked": "WAIT_BLOCKED",
    "starved": "WAIT", "no_material": "WAIT_MATERIAL", "power": "POWER_LOSS", "mech": "INTERRUPTED", "elec": "E_STOP",
    "tool": "PROGRAM_STOPPED", "jam": "FEED_HOLD", "adjust": "OPTIONAL_STOP", "maint": "MAINTENANCE", "trial": "TRIAL",
}
SOUTH = Site(
    "south", "South plant", "Asia/Kolkata", "07:00", "south_machining", "Machining",
    state_set="south_execution",
    raw_states=_WORDS,
    lines=(
        Line(
            "s_l1", "Turning cell", "CELL-1", "sum", crew=3, labour_rate=9.5,
            units=(
                Unit(
                    "s_l1_lathe_1", "Lathe 1", "LATHE-1",
                    ideal={"T-1": 40.0, "T-2": 55.0}, basis={"T-1": _NAMEPLATE, "T-2": _NAMEPLATE},
                    products=("T-1", "T-2"), source="south_shdr", base=65000, order_size=(900, 2200),
                    minor_every_s=3200,
                ),
                Unit(
                    "s_l1_lathe_2", "Lathe 2 (counter only)", "LATHE-2",
                    ideal={"T-1": 38.0}, basis={"T-1": _NAMEPLATE},
                    products=("T-1",), source="south_shdr", state_from="counter", work_signal="product",
                    base=500, rollover_at=9999, by_exception=True,
                    order_size=(10**9, 10**9), minor_every_s=4000, speed=0.9,
                ),
                Unit(
                    "s_l1_mill", "Mill", "MILL-1",
                    ideal={"T-1": 45.0, "T-2": 62.0}, basis={"T-1": _NAMEPLATE, "T-2": "routing"},
                    products=("T-2", "T-1"), source="south_mtconnect", order_size=(700, 1800), base=3,
                    minor_every_s=3600, reject_rate=0.04,
                ),
            ),
        ),
        Line(
            "s_l2", "Kitting", "KIT", "sum", crew=2, labour_rate=8.0,
            units=(
                Unit(
                    "s_l2_wash", "Washer", "WASH",
                    ideal={"K-1": 30.0, "K-2": 36.0}, basis={"K-1": "routing", "K-2": "routing"},
                    products=("K-1", "K-2"), source="south_mes", state_from="mes", work_signal="none",
                    order_size=(900, 1500),
                ),
                Unit(
                    "s_l2_kit", "Kitting bench", "BENCH",
                    ideal={"K-1": 33.0, "K-2": 40.0}, basis={"K-1": "demonstrated", "K-2": "demonstrated"},
                    products=("K-1", "K-2"), source="south_mes", state_from="mes", work_signal="none",
                    order_size=(800, 1400),
                ),
            ),
        ),
    ),
)

SITES = (NORTH, SOUTH)
# fmt: on
