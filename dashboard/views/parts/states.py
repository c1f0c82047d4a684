"""The designed states in which there is no figure to show: each says what is so and what to do next."""

from pathlib import Path

import streamlit as st

from dashboard.figures import moment
from dashboard.publication import MismatchError
from dashboard.workspace import FailedPublication


def nothing_published(folder: Path, failure: FailedPublication | None) -> None:
    """Before the first publication."""
    st.title("There are no figures yet")
    if failure is None:
        st.info(f"Nothing has been published in `{folder}`.", title="No run has finished", icon=":material/info:")
    else:
        failed(failure, None, "UTC")
    st.markdown("To make the demo plant and look at it:")
    st.code("millrace demo", language="bash")
    st.markdown("To load the files of a workspace of your own and publish its figures:")
    st.code("millrace run --workspace <folder>", language="bash")
    st.caption("This page shows the figures by itself as soon as they are published.")


def no_production_day() -> None:
    """A place that is configured but has no row in the published tables."""
    st.title("This place has no production day yet")
    st.info(
        "It is configured, but nothing has been published for it. Choose another place at the side, or check that its "
        "sources have files and its tags are mapped.",
        icon=":material/info:",
    )
    st.code("millrace check", language="bash")


def failed(failure: FailedPublication, published: str | None, time_zone: str) -> None:
    """The notice that the newest run was refused: since when the figures are, what failed, and what to do."""
    when = f"the run of {moment(failure.failed_at_utc, time_zone)}" if failure.failed_at_utc else "a later run"
    since = f"Figures are of {published}; " if published else ""
    lines = [f"{since}{when} was not published because {failure.reason}."]
    lines += [f"- `{name}`: {detail}" if detail else f"- `{name}`" for name, detail in failure.checks]
    lines.append("\nThe last good version stays until the cause is mended. See the run's log, or `millrace status`.")
    st.error("\n".join(lines), title="The newest run was not published", icon=":material/error:")


def mismatch(error: MismatchError) -> None:
    """A published file of another release."""
    st.title("The published figures are of another release")
    st.error(
        f"{error} Publish again with the release that this dashboard is of: it rebuilds the figures from the lake.",
        title="Version mismatch",
        icon=":material/sync_problem:",
    )
    st.code("millrace run", language="bash")
    with st.expander(f"The {len(error.missing)} missing columns"):
        st.code("\n".join(error.missing), language=None)


def unreadable(sentence: str) -> None:
    """A published file that cannot be opened or read."""
    st.title("The published figures cannot be read")
    st.error(
        f"{sentence} Nothing was changed: the lake and earlier versions are untouched. Publish again; if it comes "
        "back, look at the disk and at the log of the last run.",
        title="Reading error",
        icon=":material/report:",
    )
    st.code("millrace run", language="bash")
