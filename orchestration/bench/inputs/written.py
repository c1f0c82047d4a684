"""Text files of the series' samples, a line of SQL each."""

from pathlib import Path

from orchestration.bench.inputs import series


def write_lines(path: Path, line: str, samples: int, *, by_tag: bool) -> int:
    """Write a line for each sample, tag after tag or instant after instant; each tag has the same number of them.

    `line` is SQL with the series' macros, `n` (of the sample), `t` (tag), `i` (instant), all from 0, and whether the
    sample is the first or last of its tag or of all: `is_first_of_tag`, `is_last_of_tag`, `is_first`, `is_last`.
    Returns the number of samples.
    """
    instants = series.instants_of(samples)
    places = "n // $instants AS t, n % $instants AS i" if by_tag else "n % $tags AS t, n // $tags AS i"
    whole = {"tags": series.TAGS, "instants": instants}
    lines = series.connect(samples).sql(
        f"""
        SELECT {line} FROM (
            SELECT *, i = 0 AS is_first_of_tag, i = $instants - 1 AS is_last_of_tag, n = 0 AS is_first,
                n = $instants * $tags - 1 AS is_last
            FROM (SELECT n, {places} FROM range($instants * $tags) AS numbers (n))
        )
        """,  # noqa: S608 - our own SQL
        params=whole,
    )
    lines.to_csv(str(path), header=False, sep="\x01", quotechar="", escapechar="")
    return instants * series.TAGS
