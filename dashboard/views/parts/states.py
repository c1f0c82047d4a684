"""The designed states in which there is no figure to show: each says what is so and what to do next.

Commands are written without colours: those of the browser's highlighter are too pale on this page's grey.
"""

from pathlib import Path

import streamlit as st

from dashboard.figures import moment
from dashboard.publication import MismatchError
from dashboard.texts import say
from dashboard.workspace import FailedPublication


def nothing_published(folder: Path, failure: FailedPublication | None) -> None:
    """Before the first publication."""
    st.title(say("state-no-figures"))
    if failure is None:
        st.info(say("state-no-run", folder=str(folder)), title=say("state-no-run-title"), icon=":material/info:")
    else:
        failed(failure, None, "UTC")
    st.markdown(say("state-make-demo"))
    st.code("millrace demo", language=None)
    st.markdown(say("state-load-own"))
    st.code("millrace run --workspace <folder>", language=None)
    st.caption(say("state-by-itself"))


def no_production_day() -> None:
    """A place that is configured but has no row in the published tables."""
    st.title(say("state-no-day"))
    st.info(say("state-no-day-why"), icon=":material/info:")
    st.code("millrace check", language=None)


def not_planned() -> None:
    """A period in which nothing was planned to run: no ratio has anything to be of."""
    st.info(say("state-not-planned"), title=say("state-not-planned-title"), icon=":material/event_busy:")


def nothing_for_filter() -> None:
    """A part of a page whose filters leave nothing over."""
    st.info(say("nothing-for-filter"), title=say("nothing-for-filter-title"), icon=":material/filter_alt_off:")


def not_told(what: str) -> None:
    """A part of a page that no source of the plant tells anything about; ``what`` is ``state-<what>-untold``."""
    st.info(say(f"state-{what}-untold"), title=say(f"state-{what}-untold-title"), icon=":material/sensors_off:")


def failed(failure: FailedPublication, published: str | None, time_zone: str) -> None:
    """The notice that the newest run was refused: since when the figures are, what failed, and what to do."""
    run = (
        say("state-failed-run", moment=moment(failure.failed_at_utc, time_zone))
        if failure.failed_at_utc
        else say("state-failed-later")
    )
    told = (
        say("state-failed-since", published=published, run=run, reason=failure.reason)
        if published
        else (say("state-failed-first", run=run, reason=failure.reason))
    )
    lines = [told]
    lines += [f"- `{name}`: {detail}" if detail else f"- `{name}`" for name, detail in failure.checks]
    lines.append("\n" + say("state-failed-next"))
    st.error("\n".join(lines), title=say("state-failed-title"), icon=":material/error:")


def mismatch(error: MismatchError) -> None:
    """A published file of another release."""
    st.title(say("state-mismatch"))
    st.error(
        say("state-mismatch-why", error=str(error)), title=say("state-mismatch-title"), icon=":material/sync_problem:"
    )
    st.code("millrace run", language=None)
    with st.expander(say("state-mismatch-columns", n=len(error.missing))):
        st.code("\n".join(error.missing), language=None)


def unreadable(sentence: str) -> None:
    """A published file that cannot be opened or read."""
    st.title(say("state-unreadable"))
    st.error(say("state-unreadable-why", error=sentence), title=say("state-unreadable-title"), icon=":material/report:")
    st.code("millrace run", language=None)
