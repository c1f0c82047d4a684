"""What was published when and why, the figures that it restated, and the adjustments of closed periods."""

import polars as pl
import streamlit as st
from streamlit.column_config import CheckboxColumn, DateColumn, TextColumn

from dashboard.charts.wording import worded
from dashboard.figures import count, day, moment, points
from dashboard.queries import history
from dashboard.texts import code, say
from dashboard.views.parts import definition, tables, trust_files
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit

# The versions whose files and settings are named below the figures that they restated, and how many settings of each.
VERSIONS_SHOWN = 3
SETTINGS_SHOWN = 5


def publications(visit: Visit) -> None:
    """Every version with what made it differ, and the settings that changed."""
    frame = history.publications(visit.connection)
    zone = visit.place.time_zone
    if not frame.height:
        return
    newest = frame.row(0, named=True)
    st.header(say("history-newest", reason=newest["reason"]), anchor=False)
    st.caption(say("history-key", versions=count(frame.height, "version")))
    tables.show(
        frame,
        {
            "published_at_utc": tables.moments(say("history-published"), zone),
            "reason": TextColumn(say("history-reason"), width="large"),
            **defined("restated_days", "new_files", "retracted_files"),
            "configuration_changed": CheckboxColumn(say("history-configuration")),
            **defined("changed_settings"),
            "code_changed": CheckboxColumn(say("history-code")),
            "version": TextColumn(say("history-version")),
            "code_version": TextColumn(say("history-release")),
        },
        "publications",
        say("history-alt"),
        missing=say("none"),
        cut_at=history.ROWS_SHOWN,
    )
    changes = history.configuration_changes(visit.connection)
    if not changes.height:
        return
    with st.expander(count(changes.height, "setting"), icon=":material/tune:"):
        tables.show(
            changes,
            {
                "published_at_utc": tables.moments(say("history-published"), zone),
                "origin": TextColumn(say("history-origin")),
                "item": TextColumn(say("history-item")),
                "setting": TextColumn(say("history-setting")),
                "value_before": TextColumn(say("history-before")),
                "value_after": TextColumn(say("history-after")),
            },
            "configuration_changes",
            say("history-settings-alt"),
            missing=say("none"),
            cut_at=history.ROWS_SHOWN,
        )


def restated(visit: Visit) -> None:
    """Days of the place, its lines and machines: as first reported, and as now."""
    frame = history.restated(visit.connection, visit.place.level, visit.place.id)
    if not frame.height:
        st.header(say("restated-none"), anchor=False)
        return
    first = frame.row(0, named=True)
    st.header(restated_message(first), anchor=False)
    key = say("restated-key", when=moment(first["changed_utc"], visit.place.time_zone))
    definition.caption(visit, key, "oee")
    shares = ("oee_first", "oee_now", "oee_change")
    tables.show(
        frame.with_columns(
            pl.col(shares) * 100,
            worded(frame["level"], lambda level: code("level", level)),
            pl.when("is_removed").then(pl.lit(say("restated-removed"))).otherwise("reason").alias("reason"),
        ),
        {
            "production_date": DateColumn(say("column-production-day"), format=say("format-table-day"), pinned=True),
            "object_name": TextColumn(say("chart-place")),
            **defined("oee_first", "oee_now", "oee_change", "cost_first", "cost_now", "cost_change"),
            "currency": TextColumn(say("column-currency")),
            "reason": TextColumn(say("history-reason"), width="large"),
            "changed_utc": tables.moments(say("restated-changed"), visit.place.time_zone),
            "first_published_utc": tables.moments(say("restated-first-published"), visit.place.time_zone),
            "level": TextColumn(say("restated-level")),
            "version": TextColumn(say("history-version")),
        },
        "restated_figures",
        say("restated-alt"),
        missing=say("none"),
        cut_at=history.ROWS_SHOWN,
    )
    behind(visit, frame, "changed_utc")


def behind(visit: Visit, frame: pl.DataFrame, published: str) -> None:
    """From restated figures to what restated them: the files of their newest versions, and the settings that changed.

    ``frame`` has version, reason, and under ``published`` when the version was.
    """
    newest = frame.unique("version", maintain_order=True).head(VERSIONS_SHOWN)
    files = history.files_behind(visit.connection, visit.place.site, newest["version"].to_list())
    changes = history.configuration_changes(visit.connection)
    for row in newest.iter_rows(named=True):
        when = moment(row[published], visit.place.time_zone)
        st.caption(say("history-behind", when=when, reason=row["reason"] or say("none")))
        trust_files.links(visit, files.filter(version=row["version"]))
        for change in changes.filter(version=row["version"]).head(SETTINGS_SHOWN).iter_rows(named=True):
            st.markdown(
                say(
                    "history-setting-was",
                    origin=change["origin"],
                    setting=f"{change['item']} {change['setting']}",
                    before=change["value_before"] or say("none"),
                    after=change["value_after"] or say("none"),
                )
            )


def restated_message(row: dict[str, object]) -> str:
    """The newest restatement: whose figures of which day moved, and by how much."""
    told = {"place": str(row["object_name"]), "day": day(row["production_date"])}  # type: ignore[arg-type]
    change = row["oee_change"]
    if not isinstance(change, float) or abs(change) < 0.00005:
        return say("restated-cost-moved", **told)
    return say("restated-moved", change=points(change), **told)


def closed(visit: Visit) -> None:
    """Closed periods of the books, and what changed in them since."""
    place = visit.place
    periods = history.closed_periods(visit.connection, place.level, place.id)
    if not periods.height:
        st.header(say("closed-none"), anchor=False)
        st.caption(say("closed-none-next"))
        return
    frame = history.adjustments(visit.connection, place.level, place.id)
    title = (
        say("closed-adjusted", adjustments=count(frame.height, "adjustment"))
        if frame.height
        else say("closed-unchanged", periods=count(periods.height, "closed-period"))
    )
    st.header(title, anchor=False)
    st.caption(say("closed-key", periods=", ".join(periods["fiscal_period"].to_list())))
    if not frame.height:
        return
    tables.show(
        frame,
        {
            "fiscal_period": TextColumn(say("closed-period"), pinned=True),
            "figure": TextColumn(say("chart-figure")),
            **defined("as_closed", "value_before", "value_after", "adjustment"),
            "policy": TextColumn(say("closed-policy")),
            "published_at_utc": tables.moments(say("history-published"), place.time_zone),
            "reason": TextColumn(say("history-reason"), width="large"),
            "version": TextColumn(say("history-version")),
        },
        "period_adjustments",
        say("closed-alt"),
        missing=say("none"),
        cut_at=history.ROWS_SHOWN,
    )
    behind(visit, frame, "published_at_utc")
