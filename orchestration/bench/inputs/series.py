"""The samples that all inputs write in their own format: the same for the same number of them.

200 tags over two days (2026-03-02 and 03, UTC), sampled at the same instants, which are spread evenly. A value is a
wave with noise, to three decimals; one sample of two hundred is bad.
"""

import duckdb

TAGS = 200
DAYS = 2
_DAY_US = 86_400_000_000


def instants_of(samples: int) -> int:
    """The number of instants at which all tags are sampled."""
    return -(-samples // TAGS)


def connect(samples: int) -> duckdb.DuckDBPyConnection:
    """A connection with SQL macros for what is sampled at instant `i`, from 0, of tag `t`, 0 to 199.

    tag_name(t): text. time_of(i): timestamp without a zone, in UTC. value_of(i, t): text. is_bad(i, t): boolean.
    """
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    step_us = DAYS * _DAY_US // instants_of(samples)
    # hash() is the noise: it needs no generator and no order.
    for macro in (
        "tag_name(t) AS 'NORTH.LINE' || (t % 8 + 1) || '.UNIT' || lpad(t::VARCHAR, 3, '0') || '.PV'",
        f"time_of(i) AS TIMESTAMP '2026-03-02' + to_microseconds(i * {step_us})",
        f"value_of(i, t) AS printf('%.3f', 50 + 30 * sin(i / 500.0 + t) + (hash(i * {TAGS} + t) % 10000) / 10000.0)",
        f"is_bad(i, t) AS hash(i * {TAGS} + t + 7) % 200 = 0",
    ):
        connection.execute(f"CREATE MACRO {macro}")
    return connection
