"""Data trust: what came in, what was refused and why, what was published when, and what it restated."""

import polars as pl
import streamlit as st
from streamlit.column_config import CheckboxColumn, TextColumn

from dashboard.charts.wording import worded
from dashboard.figures import count, day, duration, moment
from dashboard.queries import trust
from dashboard.texts import code, say
from dashboard.views.parts import heading, tables, trust_files, trust_history
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit, current

PASSED = ("pass", "passed", "success", "ok")


def publication_section(visit: Visit, checks: pl.DataFrame) -> None:
    """Which version is shown, of which data, and its checks: those that warn openly, those that passed folded away."""
    publication = visit.publication
    has_passed = pl.col("status").str.to_lowercase().is_in(PASSED)
    failing, passing = checks.filter(~has_passed), checks.filter(has_passed)
    passed = count(publication.checks_passed, "check")
    title = (
        say("trust-checks-warned", checks=passed, warned=failing.height)
        if failing.height
        else say("trust-checks", checks=passed)
    )
    st.header(title, anchor=False)
    zone = visit.place.time_zone
    edge = moment(publication.data_to_utc, zone)
    span = (
        say("trust-span", **{"from": day(publication.data_from), "to": edge})
        if publication.data_from
        else say("trust-span-open", to=edge)
    )
    st.markdown(
        say(
            "trust-version",
            version=publication.version,
            published=moment(publication.published_at_utc, zone),
            span=span,
            release=publication.code_version or say("trust-unknown-release"),
            policy=publication.loss_policy,
        )
    )
    if failing.height:
        checks_table(visit, failing, "checks_with_a_warning", ("status", "check_name", "detail", "asset"))
    if passing.height:
        with st.expander(say("trust-checks-passed", checks=count(passing.height, "check"))):
            checks_table(visit, passing, "checks_passed", ("check_name", "asset", "detail", "checked_at_utc"))


def checks_table(visit: Visit, checks: pl.DataFrame, name: str, shown: tuple[str, ...]) -> None:
    """Those columns of checks that are ``shown``."""
    columns = {
        "status": TextColumn(say("column-status")),
        "check_name": TextColumn(say("column-check"), width="medium"),
        "detail": TextColumn(say("column-detail"), width="large"),
        "asset": TextColumn(say("column-table")),
        "checked_at_utc": tables.moments(say("column-checked"), visit.place.time_zone),
    }
    shown_columns = {column: columns[column] for column in shown}
    tables.show(checks, shown_columns, name, say("trust-checks-alt"), missing=say("none"))


def source_section(visit: Visit) -> None:
    """Freshness of each source."""
    frame = trust.sources(visit.connection, visit.now, visit.place.site)
    frame = frame.with_columns(
        worded(frame["age_s"], lambda age: say("never") if age is None else duration(age), "age"),
        worded(frame["fresh_within_s"], duration, "late_after"),
        worded(frame["condition"], lambda name: code("condition", name), "condition_name"),
    )
    late = frame.filter(pl.col("condition") != "fresh")
    names = ", ".join(late["source"].to_list())
    title = say("trust-sources-late", names=names) if late.height else say("trust-sources-fresh")
    st.header(title if frame.height else say("trust-no-source"), anchor=False)
    tables.show(
        frame,
        {
            "condition_name": TextColumn(say("column-condition")),
            "source": TextColumn(say("column-source")),
            "newest_utc": tables.moments(say("column-newest"), visit.place.time_zone),
            **defined("age", "late_after"),
            "last_loaded_utc": tables.moments(say("column-last-load"), visit.place.time_zone),
            **defined("files", "rows_loaded", "rows_rejected"),
            "reader": TextColumn(say("column-reader")),
        },
        "sources",
        say("trust-sources-alt"),
        missing=say("never"),
    )


def coverage_table(visit: Visit) -> None:
    """Of each source, how many of its tags count and how good their samples are."""
    frame = trust.coverage(visit.connection, visit.place.site).with_columns(pl.col("good_share") * 100)
    if not frame.height:
        return
    tables.show(
        frame,
        {
            "source": TextColumn(say("column-source"), pinned=True),
            **defined(good_share="good_samples"),
            **defined("mapped_tags", "tags", "silent_tags", "samples"),
            "last_utc": tables.moments(say("column-newest"), visit.place.time_zone),
        },
        "coverage_by_source",
        say("trust-coverage-alt"),
        missing=say("none"),
    )


def tag_section(visit: Visit) -> None:
    """Tags seen in the data: unmapped first, then by the worst share of good samples."""
    frame = trust.tags(visit.connection, visit.place.site).with_columns(pl.col("good_share") * 100)
    unmapped = frame.filter(~pl.col("is_mapped"))
    title = say("trust-unmapped", tags=count(unmapped.height, "tag")) if unmapped.height else say("trust-mapped")
    st.header(title if frame.height else say("trust-no-tag"), anchor=False)
    if unmapped.height:
        st.caption(say("trust-unmapped-next"))
    coverage_table(visit)
    tables.show(
        frame,
        {
            "is_mapped": CheckboxColumn(say("column-mapped")),
            "tag": TextColumn(say("column-tag")),
            "work_unit": TextColumn(say("column-work-unit")),
            "signal": TextColumn(say("column-signal")),
            **defined("samples", good_share="good_samples"),
            "first_utc": tables.moments(say("column-first"), visit.place.time_zone),
            "last_utc": tables.moments(say("column-last"), visit.place.time_zone),
            "source": TextColumn(say("column-source")),
        },
        "tags",
        say("trust-tags-alt"),
        missing=say("none"),
    )


def headline(visit: Visit, files: pl.DataFrame) -> str:
    """The page's title: can today's figures be trusted?"""
    sources = trust.sources(visit.connection, visit.now, visit.place.site)
    late = sources.filter(pl.col("condition") != "fresh").height
    if visit.failure is not None:
        return say("trust-not-published")
    warned = visit.publication.checks_failed
    checks = say("trust-warned", checks=count(warned, "check")) if warned else say("trust-all-passed")
    if refused := trust_files.quarantined(files).height:
        checks = f"{checks}; {say('trust-quarantine', files=count(refused, 'file'))}"
    if late:
        return say("trust-late", late=late, sources=count(sources.height, "source"), checks=checks)
    return say("trust-fresh", checks=checks)


def show(visit: Visit) -> None:
    """The page."""
    files = trust.files(visit.connection, visit.place.site)
    heading.show(visit, "data-trust", headline(visit, files), follows=frozenset())
    file_id = st.query_params.get(trust_files.FILE)
    if file_id:
        trust_files.one(visit, file_id)
    source_section(visit)
    publication_section(visit, trust.checks(visit.connection))
    trust_history.publications(visit)
    trust_history.restated(visit)
    trust_history.closed(visit)
    trust_files.files(visit, files)
    trust_files.rejected(visit)
    tag_section(visit)


show(current())
