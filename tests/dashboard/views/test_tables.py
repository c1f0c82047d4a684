"""Tables and their downloads."""

from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import NOBODY_ASKED
from dashboard.views.parts import tables


@pytest.fixture(autouse=True)
def anonymous(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "current", lambda: SimpleNamespace(reader=NOBODY_ASKED))


def test_a_list_as_long_as_its_question_gives_says_that_it_is_cut() -> None:
    def page() -> None:
        import polars as pl

        from dashboard.views.parts import tables

        tables.download(pl.DataFrame({"a": [1, 2]}), {}, "short", 3)
        tables.download(pl.DataFrame({"a": [1, 2, 3]}), {}, "cut", 3)

    said = [caption.value for caption in AppTest.from_function(page, default_timeout=60).run().caption]
    assert said == ["Only the first 3 rows are shown; narrow the filters, or ask the published file."]
