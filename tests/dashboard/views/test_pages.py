"""Each page, run as Streamlit runs it: full, empty, stale and failed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from published_fixture import make_published, point_at, write_failure
from streamlit.testing.v1 import AppTest

import dashboard
from dashboard import publication

APP = Path(dashboard.__file__).parent / "app.py"
PAGES = (
    "overview",
    "oee",
    "losses",
    "stops",
    "production",
    "maintenance",
    "energy",
    "shift_report",
    "data_trust",
    "glossary",
)


@pytest.fixture(autouse=True)
def no_version_left_open() -> Iterator[None]:
    """Each test has its own published file; the connections of the last one are closed."""
    yield
    publication.OPEN_VERSIONS.close()


def opened(page: str = "overview", **query: str) -> AppTest:
    test = AppTest.from_file(str(APP), default_timeout=60)
    if page != "overview":
        test.switch_page(f"views/{page}.py")
    test.query_params |= query
    return test.run()


def words(test: AppTest) -> str:
    """All that the page says in text, in order."""
    elements = [*test.title, *test.header, *test.markdown, *test.caption, *test.code]
    elements += [*test.info, *test.warning, *test.error]
    return "\n".join(str(element.value) for element in elements)


@pytest.mark.parametrize("page", PAGES)
def test_a_full_page_has_a_message_and_no_exception(workspace: Path, page: str) -> None:
    test = opened(page)
    assert not test.exception
    assert len(test.title) == 1
    assert "North plant" in words(test)
    assert "Europe/Berlin" in words(test)


def test_the_overview_keeps_its_order(workspace: Path) -> None:
    test = opened()
    assert test.title[0].value == "North plant: OEE 70.6 %, 0.6 points above target"
    messages = [element.value for element in test.header]
    assert messages[0].startswith("OEE 70.6 % is 0.6 points above the target of 70.0 %")
    assert messages[1:] == [
        "Speed loss took most: 4.0 h, 8.9 % of planned busy time",
        "Stops cost at least 1,555 EUR",
        "Hydraulic leak cost most: 700 EUR, 45.0 % of all",
        "Line 2 is the line with the lowest OEE: 60.0 %",
    ]


def test_a_late_source_and_low_coverage_are_told_before_any_figure(workspace: Path) -> None:
    warnings = [element.value for element in opened().warning]
    assert "north_erp" in warnings[0]
    assert "between 54.2 % and 77.5 %" in warnings[1]


def test_what_is_not_measured_says_why_and_is_never_zero(workspace: Path) -> None:
    test = opened(site="South plant")
    assert test.title[0].value == "South plant: OEE is not measured"
    values = {element.label: element.value for element in test.metric}
    assert values == {
        "OEE": "not measured",
        "Availability": "93.3 %",
        "Performance": "90.0 %",
        "Quality": "not measured",
    }
    assert "quality: no reject source" in words(test)


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


def test_all_sites_keep_their_currencies_apart(workspace: Path) -> None:
    messages = [element.value for element in opened(site="All sites").header]
    assert "Stops cost at least 1,555 EUR" in messages
    assert "Stops cost 333 USD" in messages


def test_one_stop_leads_to_the_rows_of_its_file(workspace: Path) -> None:
    with duckdb.connect(str(workspace / "published" / "millrace.duckdb"), read_only=True) as reader:
        found = reader.execute("select max(stop_id) from fct_stops where reason = 'hydraulics'").fetchone()
    assert found is not None
    test = opened("stops", stop=found[0])
    assert not test.exception
    assert "**1 sample** behind it, with the file and the row each was read from" in words(test)
    evidence = test.dataframe[1].value
    assert evidence["row_no"].tolist() == [8]


def test_a_stop_that_was_restated_away_is_told(workspace: Path) -> None:
    test = opened("stops", stop="gone")
    assert "There is no stop `gone` in this publication" in words(test)


def test_filters_that_leave_nothing_say_so(workspace: Path) -> None:
    test = opened("stops", unit="Packer", kind="Changeover")
    assert test.title[0].value == "No stop matches these filters"
    assert not test.exception


def test_an_idle_day_is_not_zero_percent(workspace: Path) -> None:
    days = duckdb.connect(str(workspace / "published" / "millrace.duckdb"), read_only=True)
    found = days.execute(
        "select max(production_date)::varchar from oee_by_day where object = 'north' and pbt_s = 0"
    ).fetchone()
    days.close()
    assert found is not None
    test = opened(period="Custom", first=found[0], last=found[0])
    assert not test.exception
    assert test.title[0].value == "North plant was not planned to run"
    assert {element.value for element in test.metric} == {"not measured"}


def test_data_trust_shows_quarantined_files_and_rejected_text(workspace: Path) -> None:
    test = opened("data_trust")
    said = words(test)
    assert "1 file in quarantine" in said
    assert "The file is not text in UTF-8" in said
    assert "4 rows rejected, each with its text" in said
    assert "1 tag in the data not mapped" in said
    assert "41 checks passed before publication, 1 with a warning" in said


@pytest.mark.parametrize("page", PAGES)
def test_before_the_first_publication_it_says_which_command_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setenv("MILLRACE_WORKSPACE", str(tmp_path))
    test = opened(page)
    assert not test.exception
    assert test.title[0].value == "There are no figures yet"
    assert "millrace demo" in words(test)


@pytest.mark.parametrize("page", PAGES)
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


@pytest.mark.parametrize("page", PAGES)
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


def test_the_overview_follows_shift_and_product(workspace: Path) -> None:
    # Press, early, on the last day: 346 of 450 minutes running, 85 % of that good.
    test = opened(line="Line 1", shift="early", product="Housing 12")
    assert "65.4 %" in test.title[0].value
    assert "shift early" in words(test)


def test_the_oee_page_says_what_moved_it(workspace: Path) -> None:
    test = opened("oee", line="Line 1")
    assert not test.exception
    messages = [element.value for element in test.header]
    # A leak of 60 minutes instead of 90: 30 of the line's 1320 known minutes.
    assert messages[0] == "OEE changed by +1.9 points; Breakdowns moved it most: +2.3 points"
    assert "Press has the lowest OEE: 76.7 %" in messages


def test_the_oee_page_compares_shifts(workspace: Path) -> None:
    test = opened("oee", line="Line 1", by="Shift")
    assert "early has the lowest OEE: 65.4 %" in [element.value for element in test.header]
    assert test.dataframe[0].value["object_name"].tolist() == ["early", "late", "night"]


def test_the_losses_page_goes_down_the_tree_of_reasons(workspace: Path) -> None:
    test = opened("losses")
    messages = [element.value for element in test.header]
    assert test.title[0].value.startswith("Speed loss took most")
    assert messages[0] == "24.4 h of 48.0 h were good time: 54.2 % of planned busy time"
    assert messages[-1] == "Technical cost most: 700 EUR, 45.0 % of all"
    down = opened("losses", branch="technical")
    assert [element.value for element in down.header][
        -1
    ] == "Technical: Hydraulic leak cost most: 700 EUR, 100.0 % of all"


def test_maintenance_names_the_machine_that_failed_longest_and_leads_to_its_stops(workspace: Path) -> None:
    test = opened("maintenance")
    assert not test.exception
    assert test.title[0].value == "Mill failed longest: 3 failures, 2.5 h"
    values = {element.label: element.value for element in test.metric}
    assert values["Failures"] == "4"
    assert values["MTTR"] == "52 min"
    messages = [element.value for element in test.header]
    assert "Press's failures cost most: 700 EUR" in messages
    assert "1 repair took 1 h 00 min from report to finish on average" in messages
    assert "1 of 4 failures have a maintenance order" in messages
    assert "Fixit kept 50.0 % of its agreed repair times" in messages


def test_maintenance_says_what_no_source_tells(workspace: Path) -> None:
    with duckdb.connect(str((workspace / "published" / "millrace.duckdb").resolve())) as writer:
        writer.execute("update dim_reason set is_failure = false")
        writer.execute("delete from repair_times")
        writer.execute("delete from service_level")
    test = opened("maintenance")
    assert not test.exception
    assert test.title[0].value == "Failures are not told"
    said = words(test)
    assert "Flag the reasons that are failures in `reasons.csv`" in said
    assert "With maintenance orders or notifications" in said
    assert "With the tickets of service providers" in said
    assert not test.metric


def test_the_production_page_answers_whether_the_plan_was_made(workspace: Path) -> None:
    test = opened("production")
    assert test.title[0].value == "2 of 2 lines are short of their target, Line 2 most: 581 units"
    messages = [element.value for element in test.header]
    assert messages[1] == "0 of 1 orders that were due came on time in full"
    assert messages[2].startswith("Packer scrapped most")
    assert messages[3] == "Machine, MES and ERP differ most at Packer: 15 good units"
    values = {element.label: element.value for element in test.metric}
    assert (values["On time in full"], values["First pass yield"]) == ("0.0 %", "not measured")
    assert "First pass yield: inspections" in words(test)


def test_the_production_page_shows_a_chosen_day_of_a_period(workspace: Path) -> None:
    test = opened("production", line="Line 1", period="7 days")
    assert test.title[0].value == "Line 1 made 6,450 of 6,750 targeted units: 300 short"
    assert len(test.selectbox(key="day").options) == 5


def test_production_without_a_target_says_so_in_german(workspace: Path) -> None:
    test = opened("production", lang="Deutsch", site="South plant")
    assert test.title[0].value == "Keine von 2 Linien hat ein Ziel"
    assert "Kein Auftrag war fällig" in [element.value for element in test.header]


def test_production_says_which_filters_a_part_follows(workspace: Path) -> None:
    said = words(opened("production", shift="early", product="Housing 12"))
    assert "all shifts · all products · times in" in said
    assert "8 hours on" in said
    assert (
        "times in Europe/Berlin · shift early · product Housing 12 · an hour shared with others has no target" in said
    )
    assert "as OEE counts them · shift early · product Housing 12" in said
    assert "that both told · shift early" in said


def test_the_shift_report_opens_on_the_last_shift_that_is_over(workspace: Path) -> None:
    test = opened("shift_report", line="Line 1")
    assert test.title[0].value == "North plant, Line 1, shift night: OEE 84.0 %, 4.0 points above target"
    assert "22:00 to 06:00" in words(test)
    messages = [element.value for element in test.header]
    assert messages[0] == "Line 1 made 430 good units; 14 were scrapped"
    assert messages[1] == "States of the work units over the shift"
    assert "1 order ran" in messages


def test_the_shift_report_follows_the_shift_of_the_sidebar_and_a_chosen_day(workspace: Path) -> None:
    test = opened("shift_report", line="Line 1", shift="early")
    assert len(test.selectbox(key="of").options) == 1
    assert test.title[0].value.startswith("North plant, Line 1, shift early: OEE 65.4 %")
    assert "shift early" in test.caption[0].value


def test_a_shift_report_over_all_sites_asks_for_one(workspace: Path) -> None:
    test = opened("shift_report", site="All sites")
    assert test.title[0].value == "A shift report is of one site"
    assert "Choose a site" in test.info[0].value


def test_the_shift_report_offers_its_pdf_in_the_language_of_the_page(workspace: Path) -> None:
    test = opened("shift_report", lang="Deutsch", line="Line 1", shift="early")
    button = test.get("download_button")[0]
    assert button.label == "Dieser Bericht als PDF"


def test_energy_tells_how_much_was_drawn_without_producing(workspace: Path) -> None:
    test = opened("energy")
    assert not test.exception
    # Press 221 and mill 131.5 kWh; 31.5 in stops and 1.5 outside planned busy time.
    assert test.title[0].value == "North plant drew 352 kWh, 9.4 % of it while not producing"
    values = {element.label: element.value for element in test.metric}
    assert values["Per good unit"] == "not measured"
    assert values["Cost of idle energy"] == "4 EUR"
    messages = [element.value for element in test.header]
    assert messages[0] == "Idle energy: 31.5 kWh in stops and changeovers, 1.5 kWh outside planned busy time"
    assert messages[1] == "Press drew most without producing: 21.5 kWh"
    assert "There is no energy per good unit: energy of pack" in words(test)


def test_energy_follows_the_shift_and_says_where_there_is_no_meter(workspace: Path) -> None:
    test = opened("energy", shift="late", line="Line 1")
    # Late on the press: 430 minutes producing, 20 blocked, 30 of break.
    assert "drew 75.0 kWh" in test.title[0].value
    assert "shift late" in words(test)
    untold = opened("energy", site="South plant")
    assert untold.title[0].value == "South plant: energy is not told"
    assert "Map a meter's tag as `energy`" in words(untold)


def test_the_glossary_opens_the_figure_that_a_link_asks_for(workspace: Path) -> None:
    test = opened("glossary", kpi="mtbf_h")
    assert not test.exception
    assert test.header[0].value == "MTBF"
    assert test.code[0].value == "mtbf_h = operating_s / (failure_count + work_unit_count) / 3600"
    assert "mean time to failure (MTTF)" in words(test)
    gone = opened("glossary", kpi="of_tomorrow")
    assert "There is no figure `of_tomorrow`" in gone.warning[0].value


def test_the_glossary_is_searched(workspace: Path) -> None:
    test = opened("glossary", find="setup ratio")
    assert not test.exception
    assert [element.label for element in test.expander] == ["Setup ratio (ISO 22400-2)"]
    assert "Take a filter away" in words(opened("glossary", find="no such figure"))


def test_data_trust_tells_what_was_restated_and_why(workspace: Path) -> None:
    test = opened("data_trust")
    assert not test.exception
    messages = [element.value for element in test.header]
    assert "Why this version was published: the configuration changed; 2 new file(s); 1 file(s) retracted" in messages
    assert any(text.startswith("Restated: OEE of NORTH on") and text.endswith("+5.0 points") for text in messages)
    assert "3 adjustments of closed periods" in messages
    quiet = opened("data_trust", site="South plant")
    messages = [element.value for element in quiet.header]
    assert "No day's figures were restated since they were first published" in messages
    assert "No period of the books is closed" in messages


def test_a_file_leads_to_its_rejected_rows(workspace: Path) -> None:
    test = opened("data_trust", file="abc123")
    assert not test.exception
    assert test.header[0].value == "export_20261119.csv"
    assert "from source north_historian" in words(test)
    assert test.dataframe[0].value["row_no"].tolist() == [4711, 4712, 4713]
    gone = opened("data_trust", file="lost")
    assert "There is no file `lost`" in words(gone)


def test_links_name_the_source_of_files_that_share_a_name(workspace: Path) -> None:
    links = [link.proto.label for link in opened("data_trust").get("page_link")]
    assert "export_20261119.csv (north_historian)" in links
    assert "export_20261119.csv (north_erp)" in links
