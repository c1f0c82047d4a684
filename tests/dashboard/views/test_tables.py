"""Tables and their downloads."""

import json
from types import SimpleNamespace

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import texts
from dashboard.access import NOBODY_ASKED
from dashboard.views.parts import tables
from dashboard.views.parts.figure_columns import defined


@pytest.fixture(autouse=True)
def anonymous(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "current", lambda: SimpleNamespace(reader=NOBODY_ASKED))


@pytest.mark.parametrize(("language", "told"), [("en", "77.4 %|1,774|+1.2|18003"), ("de", "77,4 %|1.774|+1,2|18003")])
def test_a_table_writes_its_figures_in_the_language_that_is_spoken(language: str, told: str) -> None:
    frame = pl.DataFrame({"oee": [77.44], "cost": [1774.3], "oee_change": [1.23], "row_no": [18003]})
    texts.speak(language)
    try:
        styled = tables.in_the_language(frame, defined("oee", "cost", "oee_change", "row_no"))
        shown = styled.hide(axis="index").to_string(delimiter="|")
    finally:
        texts.speak("en")
    assert shown.splitlines()[1] == told


def test_a_missing_figure_of_a_table_is_left_to_the_words_of_the_table() -> None:
    frame = pl.DataFrame({"oee": [None, 50.0]}, schema={"oee": pl.Float64})
    shown = tables.in_the_language(frame, defined("oee")).hide(axis="index").to_string()
    assert shown.splitlines()[1:] == ["", "50.0 %"]


def test_a_list_as_long_as_its_question_gives_says_that_it_is_cut() -> None:
    def page() -> None:
        import polars as pl
        from streamlit.column_config import TextColumn

        from dashboard.views.parts import tables

        tables.download(pl.DataFrame({"a": [1, 2]}), {"a": TextColumn("A")}, "short", 3)
        tables.download(pl.DataFrame({"a": [1, 2, 3]}), {"a": TextColumn("A")}, "cut", 3)

    said = [caption.value for caption in AppTest.from_function(page, default_timeout=60).run().caption]
    assert said == ["Only the first 3 rows are shown; narrow the filters, or ask the published file."]


def test_figures_are_rounded_for_the_browser_whose_table_would_cut_them_off() -> None:
    def page() -> None:
        import polars as pl

        from dashboard.views.parts import tables
        from dashboard.views.parts.figure_columns import defined

        frame = pl.DataFrame({"cost": [1197.6], "idle_kwh": [99.16], "good_count": [12.25]})
        tables.draw(frame, defined("cost", "idle_kwh", "good_count"), "one row", "none", currency="EUR")

    shown = AppTest.from_function(page, default_timeout=60).run().dataframe[0]
    assert shown.value.iloc[0].to_dict() == {"cost": 1198, "idle_kwh": 99.2, "good_count": 12.25}
    columns = json.loads(shown.proto.columns)
    assert [columns[name]["label"] for name in shown.proto.column_order] == ["Cost EUR", "Idle energy kWh", "Good"]


def test_a_reader_to_whom_the_glossary_is_not_granted_has_the_definitions_without_links() -> None:
    def page() -> None:
        from types import SimpleNamespace
        from typing import Any

        from dashboard.access import NOBODY_ASKED, Reader
        from dashboard.access_rules import Role
        from dashboard.views.parts import definition
        from dashboard.views.parts.figure_columns import FIGURES

        for reader in (NOBODY_ASKED, Reader("lead", (Role(sites=["north"], pages=["overview"]),))):
            visit: Any = SimpleNamespace(reader=reader, link=lambda **query: query)
            definition.of_columns(visit, [FIGURES["oee"], FIGURES["age"]])
            definition.of_columns(visit, [])

    shown = AppTest.from_function(page, default_timeout=60).run()
    oee = "- **OEE**: Ideal time of good units ÷ busy time. Unit: %."
    age = (
        "- **Age**: Time since the newest data of the source, or since its last load where its data has no times. "
        "Unit: days, hours, minutes, seconds, as written."
    )
    assert [text.value for text in shown.markdown] == [
        f"{oee} [Definition](glossary?kpi=oee)\n{age}",
        f"{oee}\n{age}",
    ]


def test_the_figures_of_a_long_table_are_written_by_the_browser() -> None:
    def page() -> None:
        import polars as pl

        from dashboard.views.parts import tables
        from dashboard.views.parts.figure_columns import defined

        frame = pl.DataFrame({"oee": [77.44] * 201, "oee_change": [1.25] * 201, "cost": [1774.3] * 201})
        tables.draw(frame, defined("oee", "oee_change", "cost"), "many rows", "none", currency="EUR")

    (table,) = AppTest.from_function(page, default_timeout=60).run().dataframe
    assert table.value.iloc[0].to_list() == [77.4, 1.2, 1774]
    columns = json.loads(table.proto.columns)
    formats = {name: columns[name]["type_config"]["format"] for name in ("oee", "oee_change", "cost")}
    assert formats == {"oee": "%.1f %%", "oee_change": "%+.1f", "cost": "localized"}
