"""What holds for every page: full, empty, stale and failed."""

import re
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest
import streamlit as st
from opening import opened, words
from published_fixture import make_published, point_at, write_failure

from dashboard.pages import PAGES
from dashboard.queries import glossary
from dashboard.views.parts import tables

NAMES = [page.name for page in PAGES]


@pytest.mark.parametrize("page", NAMES)
def test_a_full_page_has_a_message_and_no_exception(workspace: Path, page: str) -> None:
    test = opened(page)
    assert not test.exception
    assert len(test.title) == 1
    assert "North plant" in words(test)
    assert "Europe/Berlin" in words(test)


@pytest.mark.parametrize("page", NAMES)
def test_every_figure_leads_to_its_definition(
    workspace: Path, connection: duckdb.DuckDBPyConnection, page: str
) -> None:
    test = opened(page)
    helps = {metric.label: metric.help or "" for metric in test.metric}
    assert [label for label, told in helps.items() if "(glossary?" not in told] == []
    told = [element.help or "" for element in [*test.metric, *test.caption, *test.markdown]]
    asked = set(re.findall(r"kpi=([\w.]+)", "\n".join(told)))
    assert [kpi for kpi in sorted(asked) if not glossary.entry(connection, kpi).height] == []


@pytest.mark.parametrize("page", ["oee", "losses", "stops", "production", "maintenance", "energy"])
def test_the_coverage_stands_under_the_title(workspace: Path, page: str) -> None:
    assert "**Coverage 76.7\xa0%**: state known for" in words(opened(page))


@pytest.mark.parametrize(
    ("page", "query"),
    [*((page, {}) for page in NAMES), ("stops", {"kind": "Breakdown"}), ("production", {"shift": "early"})],
)
def test_what_is_taken_along_has_the_rows_and_columns_of_its_table(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, page: str, query: dict[str, str]
) -> None:
    taken: list[pl.DataFrame] = []
    monkeypatch.setattr(tables, "as_csv", lambda frame: taken.append(frame) or b"")
    monkeypatch.setattr(st, "download_button", lambda *_, data, **__: data() if callable(data) else None)
    shown = [(len(table.value), list(table.proto.column_order)) for table in opened(page, **query).dataframe]
    assert [(frame.height, frame.columns) for frame in taken] == shown


def test_a_link_opens_the_same_view(workspace: Path) -> None:
    test = opened("stops", period="7 days", line="Line 1", unit="Press", kind="Breakdown")
    chosen = {element.key: element.value for element in test.selectbox}
    assert (chosen["site"], chosen["line"], chosen["period"]) == ("north", "n_l1", "week")
    assert (chosen["unit"], chosen["kind"]) == ("press", "breakdown")
    # One breakdown a day on the five working days of seven.
    assert test.title[0].value.startswith("5 stops took")


def test_a_label_that_is_not_known_falls_back_to_the_default(workspace: Path) -> None:
    test = opened("stops", site="Atlantis", unit="Nautilus")
    assert not test.exception
    assert {element.key: element.value for element in test.selectbox}["site"] == "north"


@pytest.mark.parametrize("page", NAMES)
def test_before_the_first_publication_it_says_which_command_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("MILLRACE_WORKSPACE", str(tmp_path))
    test = opened(page)
    assert not test.exception
    assert test.title[0].value == "There are no figures yet"
    assert "millrace demo" in words(test)


@pytest.mark.parametrize("page", NAMES)
def test_a_failed_audit_says_since_when_the_figures_are_and_why(workspace: Path, page: str) -> None:
    write_failure(workspace / "published", datetime.now(UTC))
    test = opened(page)
    assert not test.exception
    notice = test.error[0].value
    assert "Figures are of" in notice
    assert "was not published because 1 of 41 checks failed" in notice
    assert "press is 12 s short" in notice
    assert len(test.title) == 1


def test_another_releases_file_is_a_version_mismatch(workspace: Path) -> None:
    path = (workspace / "published" / "millrace.duckdb").resolve()
    with duckdb.connect(str(path)) as writer:
        writer.execute("drop table meta.checks")
    test = opened()
    assert test.title[0].value == "The published figures are of another release"
    assert "meta.checks.status" in words(test)


def test_a_broken_file_is_a_reading_error(workspace: Path) -> None:
    broken = workspace / "published" / "versions" / "millrace-broken.duckdb"
    broken.write_bytes(b"no database" * 999)
    point_at(workspace / "published", broken)
    test = opened()
    assert not test.exception
    assert test.title[0].value == "The published figures cannot be read"
    assert "millrace-broken.duckdb cannot be opened" in words(test)


def test_a_new_publication_shows_on_the_next_run(workspace: Path) -> None:
    test = opened("data_trust")
    assert "20261120T121000" in words(test)
    now = datetime.now(UTC)
    make_published(workspace / "published", now.date(), now, version="20261121T060000")
    assert "20261121T060000" in words(test.run())


@pytest.mark.parametrize("page", NAMES)
def test_every_page_speaks_german(workspace: Path, page: str) -> None:
    test = opened(page, lang="Deutsch", period="7 Tage")
    assert not test.exception
    assert {element.key: element.value for element in test.selectbox}["period"] == "week"
    assert "Produktionstag" in words(test) or page in ("data_trust", "glossary")
    assert not {"Line", "Period", "Shift"} & {element.label for element in test.selectbox}


def test_a_filter_outlives_a_change_of_language(workspace: Path) -> None:
    test = opened(period="7 days", line="Line 1")
    test.selectbox(key="lang").set_value("de").run()
    chosen = {element.key: element.value for element in test.selectbox}
    assert (chosen["line"], chosen["period"]) == ("n_l1", "week")
