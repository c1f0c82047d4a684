"""All readers by the name that the workspace's configuration calls them."""

from typing import Any

from orchestration.readers.contract import Reader
from orchestration.readers.erp import delimited
from orchestration.readers.erp import parquet as erp_parquet
from orchestration.readers.historian import (
    aveva_csv,
    aveva_odata,
    delimited_long,
    delimited_wide,
    excel,
    ignition_csv,
    ignition_sqlite,
    influx_csv,
    influx_lines,
    mtconnect_streams,
    parquet,
    pi_csv,
    pi_web_api,
    pi_wide,
    proficy_csv,
    proficy_json,
    pulled_ignition,
    pulled_rows,
    shdr,
    wincc_csv,
)
from orchestration.readers.mes import b2mml, event_log
from orchestration.readers.mes import parquet as mes_parquet

_ALL: tuple[Reader[Any], ...] = (
    shdr.READER,
    mtconnect_streams.READER,
    delimited_long.READER,
    delimited_wide.READER,
    pi_web_api.READER,
    aveva_odata.READER,
    ignition_sqlite.READER,
    ignition_csv.READER,
    influx_lines.READER,
    pi_csv.READER,
    pi_wide.READER,
    aveva_csv.READER,
    proficy_csv.READER,
    proficy_json.READER,
    wincc_csv.READER,
    influx_csv.READER,
    excel.READER,
    parquet.READER,
    pulled_rows.READER,
    pulled_ignition.READER,
    event_log.READER,
    mes_parquet.READER,
    b2mml.READER,
    delimited.READER,
    erp_parquet.READER,
)

READERS: dict[str, Reader[Any]] = {reader.name: reader for reader in _ALL}
