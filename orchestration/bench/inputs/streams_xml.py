"""An MTConnectStreams document, as an agent answers it: tag after tag, about 180 bytes an observation."""

from pathlib import Path

from orchestration.bench.inputs.contract import BenchInput
from orchestration.bench.inputs.written import write_lines

_LINE = """
    CASE WHEN is_first THEN '<?xml version="1.0" encoding="UTF-8"?><MTConnectStreams '
        || 'xmlns="urn:mtconnect.org:MTConnectStreams:1.8"><Streams>' ELSE '' END
    || CASE WHEN is_first_of_tag THEN '<DeviceStream name="U' || t || '" uuid="u' || t || '">'
        || '<ComponentStream component="Linear" name="X" componentId="c' || t || '"><Samples>' ELSE '' END
    || '<Position dataItemId="x' || t || '" name="' || tag_name(t) || '" sequence="' || n || '" timestamp="'
    || strftime(time_of(i), '%Y-%m-%dT%H:%M:%S.%fZ') || '" subType="ACTUAL">'
    || CASE WHEN is_bad(i, t) THEN 'UNAVAILABLE' ELSE value_of(i, t) END || '</Position>'
    || CASE WHEN is_last_of_tag THEN '</Samples></ComponentStream></DeviceStream>' ELSE '' END
    || CASE WHEN is_last THEN '</Streams></MTConnectStreams>' ELSE '' END
"""


def write(folder: Path, samples: int) -> int:
    """One component a tag, with its samples in the order of time; a bad one is UNAVAILABLE."""
    return write_lines(folder / "sample.xml", _LINE, samples, by_tag=True)


INPUT = BenchInput(
    name="xml",
    what="one MTConnectStreams document (XML)",
    reader="historian.mtconnect_streams",
    samples=4_000_000,
    write=write,
    compared_with="long",
    comparison="DuckDB's own copy of the same samples as a long CSV",
    aim_mb_per_s=40,
)
