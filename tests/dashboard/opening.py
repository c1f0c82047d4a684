"""A page run as Streamlit runs it, and what it says."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

import dashboard

APP = Path(dashboard.__file__).parent / "app.py"


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
