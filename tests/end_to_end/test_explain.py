"""A figure leads to the lines that made it: the command, the document's SQL, and the files themselves."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

DOCUMENT = Path(__file__).parents[2] / "docs" / "explain.md"
DAY = "2026-11-05"
# What a first publication has nothing of.
EMPTY_AT_FIRST = (
    "from meta.configuration_changes as changes",
    "from meta.restated_figures",
    "oee_before, oee",
)


def explained(demo: Any, command: Any, unit: str, *options: str) -> dict[str, Any]:
    done = command("explain", unit, DAY, "--json", "--workspace", demo.root, *options)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_every_sql_block_of_the_document_runs_on_the_demo_plant(demo: Any) -> None:
    blocks = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(blocks) > 15
    empty = []
    with duckdb.connect(str(demo.root / "published" / "millrace.duckdb"), read_only=True) as connection:
        for block in blocks:
            rows = connection.execute(block).fetchall()
            if not rows and not block.startswith("set ") and not any(part in block for part in EMPTY_AT_FIRST):
                empty.append(block)
    assert empty == []


def test_every_work_unit_s_figures_add_up_down_to_its_segments(demo: Any) -> None:
    from orchestration.explain import explain

    wrong = []
    with duckdb.connect(str(demo.root / "published" / "millrace.duckdb"), read_only=True) as connection:
        units = [unit for (unit,) in connection.execute("select work_unit from dim_work_unit").fetchall()]
        days = [day for (day,) in connection.execute("select distinct production_date from dim_date").fetchall()]
        for unit in units:
            for day in days[::9]:
                for figure in ("oee", "cost"):
                    found = explain(connection, unit, day, figure)
                    wrong += [(unit, day, answer.step.name) for answer in found.answers if not answer.adds_up]
    assert len(units) == 10
    assert wrong == []


def test_the_command_gives_the_published_figure_and_each_step(demo: Any, command: Any) -> None:
    found = explained(demo, command, "n_l1_press")
    published = demo.ask(
        f"select oee from oee_by_day where level = 'work_unit' and object = 'n_l1_press' and production_date = '{DAY}' "
        "and policy = 'default'"
    )
    assert found["value"] == published.item()
    assert found["adds_up"] is True
    assert [step["name"] for step in found["steps"]] == [
        "ratio",
        "shifts",
        "buckets",
        "segments by bucket",
        "stops",
        "units",
        "samples of segments",
        "samples of counts",
    ]


def test_a_sample_is_on_the_line_that_the_evidence_names(demo: Any) -> None:
    evidence = demo.ask(
        "select distinct on (source) source, tag, coalesce(value_text, cast(cast(value_num as bigint) as varchar)) as "
        "value, file_id, row_no from fct_evidence where signal in ('state', 'total_count') "
        f"and source != 'south_mtconnect' and production_date = '{DAY}' order by source, row_no"
    )
    assert evidence.height >= 3
    for row in evidence.iter_rows(named=True):
        path = next((demo.root / "archive" / row["source"]).rglob(f"{row['file_id']}-*"))
        raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        lines = raw.decode("windows-1252").splitlines()
        assert row["value"] in lines[row["row_no"] - 1], (row, lines[row["row_no"] - 1])
        # In wide exports the header has the tags, in long ones each line.
        name = row["tag"].rsplit(".", 1)[-1].rsplit(":", 1)[-1]
        assert name in lines[row["row_no"] - 1] or name in lines[0], row


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("n_l1_pres", DAY), "There is no work unit 'n_l1_pres'. Is it n_l1_press"),
        (("Press", DAY), "There is no work unit 'Press'. Is it n_l1_press"),
        (("n_l1_press", "2027-01-01"), "go from 2026-10-12 to 2026-11-08; the nearest is 2026-11-08."),
        (("n_l1_press", "5 November"), "'5 November' is no date: write the production day as YYYY-MM-DD."),
        (("n_l1_press", DAY, "--figure", "mtbf"), "'mtbf' is no figure that can be taken apart; these are: oee"),
        (("n_l1_press", DAY, "--policy", "strict"), "There is no loss policy 'strict'; there are default"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(demo: Any, command: Any, arguments: tuple[str, ...], said: str) -> None:
    refused = command("explain", *arguments, "--workspace", demo.root)
    assert refused.returncode == 1
    assert said in refused.stderr
