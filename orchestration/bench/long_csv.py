"""The benchmark's input: a long historian export, the same for the same number of rows."""

from pathlib import Path

import duckdb

TAGS = 200
DAYS = 2
_DAY_US = 86_400_000_000


def write_long_csv(path: Path, rows: int) -> None:
    """Write `rows` samples of 200 tags over two days (2026-03-02 and 03, UTC): tag, time, value, quality.

    All tags are sampled at the same instants, which are spread evenly. A value is a wave with noise, to three
    decimals; one sample of two hundred is bad. About 60 bytes a row.
    """
    instants = -(-rows // TAGS)
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    # hash() of the row's number is the noise: it needs no generator and no order.
    samples = connection.sql(
        """
        SELECT
            'NORTH.LINE' || (i % 8 + 1) || '.UNIT' || lpad((i % $tags)::VARCHAR, 3, '0') || '.PV' AS tag,
            strftime(TIMESTAMP '2026-03-02' + to_microseconds((i // $tags) * $step_us), '%Y-%m-%d %H:%M:%S.%g') AS time,
            printf('%.3f', 50 + 30 * sin((i // $tags) / 500.0 + i % $tags) + (hash(i) % 10000) / 10000.0) AS value,
            CASE WHEN hash(i + 7) % 200 = 0 THEN 'Bad' ELSE 'Good' END AS quality
        FROM range($rows) AS series (i)
        """,
        params={"tags": TAGS, "rows": rows, "step_us": DAYS * _DAY_US // instants},
    )
    samples.to_csv(str(path), header=True)
