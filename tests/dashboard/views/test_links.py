"""Links between pages, for a reader to whom not every page is granted."""

from streamlit.testing.v1 import AppTest


def test_whom_a_page_is_not_granted_gets_no_link_to_it() -> None:
    def page() -> None:
        from types import SimpleNamespace
        from typing import Any

        import streamlit as st

        from dashboard import visit
        from dashboard.access import Reader
        from dashboard.access_rules import Role
        from dashboard.views.parts import links

        lead: Any = SimpleNamespace(reader=Reader("lead", (Role(sites=["north"], pages=["overview"]),)))
        visit.begin(lead)
        # Streamlit itself raises on a link to a page that is not in the menu.
        links.to("stops", "The stops", {})
        st.caption("drawn to its end")

    test = AppTest.from_function(page, default_timeout=60).run()
    assert not test.exception
    assert [caption.value for caption in test.caption] == ["drawn to its end"]
