"""The SQL that docs/kpis.md and docs/sql.md print, run as it stands there on the demo plant."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
# The demo has been published once: nothing of it has changed since.
TELLS_NOTHING_YET = "from meta.restated_figures"


def printed(name: str) -> dict[str, str]:
    """The SQL of a document by its place: the heading above it."""
    text = (DOCS / name).read_text(encoding="utf-8")
    return {
        re.findall(r"^#+ (.+)$", text[: match.start()], re.MULTILINE)[-1] + f" (character {match.start()})": match[1]
        for match in re.finditer(r"```sql\n(.+?)```", text, re.DOTALL)
    }


QUERIES = printed("kpis.md")
QUESTIONS = printed("sql.md")


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_query_runs_as_it_is_printed(demo, query: str) -> None:
    assert demo.ask(query).width > 1


@pytest.mark.parametrize("query", QUESTIONS.values(), ids=QUESTIONS)
def test_an_analyst_s_question_is_answered_as_it_is_printed(demo, query: str) -> None:
    answer = demo.ask(query)
    assert answer.width > 1
    assert (answer.height == 0) == (TELLS_NOTHING_YET in query)


def test_there_are_twenty_questions() -> None:
    # And two that look around.
    assert len(QUESTIONS) == 22


def test_two_policies_side_by_side_differ_by_what_one_excludes(demo) -> None:
    (query,) = (query for query in QUERIES.values() if "oee_own_losses" in query)
    rows = demo.ask(query)
    assert set(rows["object"]) == {"n_l1", "n_l2", "s_l1", "s_l2"}
    assert rows["excluded_s"].min() > 0
    assert (rows["oee_own_losses"] > rows["oee_default"]).all()


def test_the_change_between_any_two_periods_adds_up(demo) -> None:
    (query,) = (query for query in QUERIES.values() if "period = 'after'" in query)
    change, *effects = demo.ask(query).row(0)
    assert abs(change) > 1e-4
    assert change == pytest.approx(sum(effects), abs=1e-12)
