"""An answer of the PI Web API for a stream set: tag after tag, about 150 bytes an item."""

from pathlib import Path

from orchestration.bench.inputs.contract import BenchInput
from orchestration.bench.inputs.written import write_lines

_LINE = """
    CASE WHEN is_first THEN '{"Links":{},"Items":[' ELSE '' END
    || CASE WHEN is_first_of_tag THEN '{"WebId":"W' || t || '","Name":"' || tag_name(t) || '","Items":[' ELSE '' END
    || '{"Timestamp":"' || strftime(time_of(i), '%Y-%m-%dT%H:%M:%S.%f0Z') || '","UnitsAbbreviation":"m/s",'
    || '"Good":' || CASE WHEN is_bad(i, t) THEN 'false' ELSE 'true' END
    || ',"Questionable":false,"Substituted":false,"Annotated":false,"Value":' || value_of(i, t) || '}'
    || CASE WHEN is_last_of_tag THEN '],"UnitsAbbreviation":""}' ELSE '' END
    || CASE WHEN is_last THEN ']}' ELSE ',' END
"""


def write(folder: Path, samples: int) -> int:
    """One stream a tag, with its items in the order of time."""
    return write_lines(folder / "streamset.json", _LINE, samples, by_tag=True)


INPUT = BenchInput(
    name="json",
    what="one answer of the PI Web API (JSON)",
    reader="historian.pi_web_api",
    samples=4_000_000,
    write=write,
    compared_with="long",
    comparison="DuckDB's own copy of the same samples as a long CSV",
    aim_mb_per_s=40,
)
