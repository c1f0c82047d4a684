"""Samples as each historian writes them: one module a vendor, independent of the readers.

FORMATS has every format by its reader's name without `historian.`, as `millrace demo --historian` takes it.
"""

from orchestration.demo.exports import aveva, delimited, excel, ignition, influx, mtconnect, parquet, pi, proficy, wincc
from orchestration.demo.exports.rows import Format

_ALL = (
    delimited.LONG,
    delimited.WIDE,
    mtconnect.SHDR,
    mtconnect.STREAMS,
    pi.CSV,
    pi.WIDE,
    pi.WEB_API,
    aveva.CSV,
    aveva.ODATA,
    proficy.CSV,
    proficy.JSON,
    wincc.CSV,
    ignition.SQLITE,
    ignition.CSV,
    influx.CSV,
    influx.LINES,
    excel.PAIRS,
    parquet.LONG,
)

FORMATS: dict[str, Format] = {one.reader.removeprefix("historian."): one for one in _ALL}
