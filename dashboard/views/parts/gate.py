"""What somebody sees who has not signed in, or whose roles grant nothing."""

from datetime import UTC, datetime

import streamlit as st

from dashboard import access, access_log, workspace
from dashboard.access import AccessError, Reader
from dashboard.texts import say


def admitted() -> Reader | None:
    """The reader of this visit; ``None`` when the page that says why not has been drawn."""
    try:
        if not access.is_login_configured():
            return access.NOBODY_ASKED
    except AccessError as error:
        _nobody(error)
        return None
    if not st.user.is_logged_in:
        _sign_in(say("sign-in-why"))
        return None
    try:
        rules = access.read_rules(workspace.folder())
    except AccessError as error:
        _nobody(error)
        _sign_out()
        return None
    if access.is_sign_in_over(st.user, rules, datetime.now(UTC)):
        _sign_in(say("sign-in-over"))
        return None
    reader = access.reader_of(st.user, rules)
    granted = bool(reader.roles)
    if "signed_in" not in st.session_state:
        st.session_state["signed_in"] = True
        access_log.record(workspace.folder(), "sign_in" if granted else "denied", reader.name)
    if not granted:
        st.title(say("no-role-title"))
        st.warning(say("no-role", reader=reader.name), icon=":material/lock:")
        _sign_out()
        return None
    return reader


def _sign_in(why: str) -> None:
    st.title(say("sign-in-title"))
    st.markdown(why)
    st.button(say("sign-in"), on_click=st.login, type="primary", icon=":material/login:")


def _nobody(error: AccessError) -> None:
    st.title(say("rules-wrong-title"))
    st.error(say("rules-wrong", error=str(error)), icon=":material/lock:")


def sign_out(reader: Reader) -> None:
    """Who is signed in, and the way out; nothing without a login."""
    if reader.roles is not None:
        st.caption(say("signed-in-as", reader=reader.name))
        _sign_out()


def _sign_out() -> None:
    st.button(say("sign-out"), on_click=st.logout, icon=":material/logout:")
