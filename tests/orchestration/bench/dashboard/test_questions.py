"""Every question of the dashboard is measured, and answers on what the benchmark makes."""

import ast
import json
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

import dashboard.queries
from dashboard.pages import PAGES
from dashboard.publication import OPEN_VERSIONS
from orchestration.bench.dashboard import browsing, comparison
from orchestration.bench.dashboard.browsing import Crowd
from orchestration.bench.dashboard.comparison import DashboardBenchmark, bench_dashboard
from orchestration.bench.dashboard.questions import NOT_QUESTIONS, arguments, questions
from orchestration.bench.dashboard.visits import visits


@pytest.fixture(scope="module")
def measured(workspace: Path) -> DashboardBenchmark:
    with pytest.MonkeyPatch.context() as patch:
        # A server is started for each page and sees it cold.
        patch.setattr(browsing, "PAGES", PAGES[:2])
        patch.setattr(comparison, "LOOKS_AT_A_PAGE", 2)
        return bench_dashboard(rounds=1, every=13, crowd=Crowd(3, 0.1, 0.5), workspace=workspace)


def test_each_public_function_that_answers_a_frame_is_a_question() -> None:
    # By the text of the modules, not by what is imported of them: the measurement looks at the latter.
    written = {
        f"{path.stem}.{node.name}"
        for path in Path(dashboard.queries.__path__[0]).glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.args.args and node.args.args[0].arg == "connection" and path.stem not in NOT_QUESTIONS
    }
    assert written == set(questions())
    assert len(written) > 60


def test_each_question_is_measured_on_several_visits_or_has_no_choice(measured: DashboardBenchmark) -> None:
    assert set(measured.questions) == set(questions())
    without_choice = {name for name, asked in measured.questions.items() if asked.n == 1}
    assert without_choice == {
        "glossary.entry",
        "history.configuration_changes",
        "history.publications",
        "maintenance.told",
        "places.sites",
        "reason_tree.way",
        "trust.checks",
        "trust.publication",
    }


def test_few_questions_are_asked_in_vain(measured: DashboardBenchmark) -> None:
    silent = {name for name, asked in measured.questions.items() if asked.rows == 0}
    # Twenty days have no closed month, no changed setting, and no ticket of a service provider.
    assert silent <= {
        "history.adjustments",
        "history.closed_periods",
        "history.configuration_changes",
        "services.by_provider",
        "services.tickets",
    }


def test_a_question_that_asks_for_something_new_is_an_error() -> None:
    def weather(connection: duckdb.DuckDBPyConnection, scope: object, temperature: float) -> None:
        """A question that the benchmark does not know."""

    with pytest.raises(LookupError, match=r"sky\.weather asks for 'temperature', which no visit has: add it to visits"):
        arguments("sky.weather", weather, {"scope": None})


def test_the_largest_table_is_what_a_question_is_compared_with(measured: DashboardBenchmark) -> None:
    assert measured.questions["segments.evidence"].table == "main.fct_evidence"
    assert measured.questions["oee.of_period"].table == "main.oee_by_day"


def test_what_is_slow_is_named_in_text_and_in_json(measured: DashboardBenchmark) -> None:
    usual = replace(measured.questions["oee.of_period"], p95=0.1, one_site_p95=0.1)
    given = {
        "oee.of_period": usual,
        "stops.one": replace(usual, p95=0.3),
        "stops.listed": replace(usual, one_site_p95=0.4),
    }
    told = replace(measured, questions=given)
    assert told.too_slow == ["stops.listed", "stops.one"]
    assert "2 of 3 questions have a p95 above 200 ms: stops.listed, stops.one" in told.as_text()
    assert told.beyond_aim()[0] == "2 questions have a p95 above 200 ms: stops.listed, stops.one"
    assert json.loads(told.as_json())["beyond_aim"] == told.beyond_aim()
    quick = replace(measured, questions={"oee.of_period": usual})
    assert quick.beyond_aim() == measured.browsing.beyond_aim()


def test_pages_are_seen_by_one_visitor_and_by_many(measured: DashboardBenchmark) -> None:
    seen = measured.browsing
    assert list(seen.pages) == ["overview", "oee"]
    assert all(times.warm_s <= times.p95_s and times.size_bytes > 10_000 for times in seen.pages.values())
    assert seen.pages_seen >= 3
    assert (seen.failures, seen.without_figures) == ([], 0)
    assert all(size > 50 << 20 for size in seen.memory_bytes)


def test_visits_have_every_period_with_and_without_a_shift_and_a_product(workspace: Path) -> None:
    path = (workspace / "published" / "millrace.duckdb").resolve()
    with OPEN_VERSIONS.lease(path) as connection:
        scopes = [visit["scope"] for visit in visits(connection, sees_all_sites=True)]
    OPEN_VERSIONS.close()
    levels = {scope.level for scope in scopes}
    lengths = {scope.period.length for scope in scopes}
    narrowed = {(scope.shift is None, scope.product is None) for scope in scopes}
    assert levels == {"enterprise", "site", "line"}
    assert {1, 7, 28, 365} < lengths
    assert narrowed == {(True, True), (False, True), (True, False), (False, False)}
