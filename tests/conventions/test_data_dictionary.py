"""The data dictionary says what the code does."""

from tests.conventions.data_dictionary import PAGE, rendered


def test_the_page_is_as_the_entities_and_columns_are():
    assert PAGE.read_text(encoding="utf-8") == rendered(), "Run: uv run python -m tests.conventions.data_dictionary"
