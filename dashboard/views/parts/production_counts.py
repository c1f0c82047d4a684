"""What the work units counted, how well it came out, and where machine, MES and ERP differ."""

import polars as pl
import streamlit as st
from streamlit.column_config import NumberColumn, TextColumn

from dashboard.charts.wording import worded
from dashboard.figures import percent
from dashboard.queries import output, reconciliation
from dashboard.texts import code, say
from dashboard.views.parts import definition, heading, links, sentences, states, tables
from dashboard.visit import Visit


def counted(visit: Visit) -> None:
    """What each work unit made, and how well it came out."""
    frame = output.counted(visit.connection, visit.scope)
    if not frame.height:
        st.header(say("production-no-counts"), anchor=False)
        states.nothing_for_filter()
        return
    st.header(sentences.most_scrap(frame), anchor=False)
    ratios = output.quality(visit.connection, visit.scope)
    with st.grid(4, min_column_width=180, border=True):
        for row in ratios.iter_rows(named=True):
            meaning = definition.explained(visit, code("define", row["kpi"]), row["kpi"])
            st.metric(code("kpi", row["kpi"]), percent(row["value"]), help=meaning)
    lacking = [f"{code('kpi', row['kpi'])}: {row['missing']}" for row in ratios.iter_rows(named=True) if row["missing"]]
    notes = [say("scope-all-shifts")] * (visit.shift is not None)
    notes += [say("scope-all-products")] * (visit.product is not None)
    notes += [say("missing", what="; ".join(lacking))] if lacking else []
    st.caption(" · ".join([say("production-ratios-key"), *notes]))
    tables.show(
        frame.with_columns(
            pl.col("good_share", "reject_share") * 100,
            *(worded(frame[name], basis_words) for name in ("basis", "quality_basis")),
        ),
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            "line_name": TextColumn(say("filter-line")),
            "total_count": NumberColumn(say("column-produced"), format="localized"),
            "good_count": NumberColumn(say("column-good"), format="localized"),
            "good_share": NumberColumn(say("column-good-share"), format="%.1f %%"),
            "reject_count": NumberColumn(say("column-scrap"), format="localized"),
            "reject_share": NumberColumn(say("column-scrap-share"), format="%.1f %%"),
            "rework_count": NumberColumn(say("column-rework"), format="localized"),
            "held_count": NumberColumn(say("column-held"), format="localized"),
            "basis": TextColumn(say("column-basis")),
            "quality_basis": TextColumn(say("column-quality-basis")),
        },
        "counts",
        say("production-counts-alt"),
    )
    st.caption(" · ".join([say("production-counts-key"), *heading.narrowed(visit, heading.SHIFT, heading.PRODUCT)]))


def basis_words(bases: str | None) -> str:
    """What counted, in words."""
    return ", ".join(code("basis", basis) for basis in (bases or "unmeasured").split(", "))


def reconciled(visit: Visit) -> None:
    """Machine, MES and ERP side by side."""
    frame = reconciliation.by_unit(visit.connection, visit.scope)
    if not frame.height:
        return
    st.header(sentences.told_differently(frame), anchor=False)
    tables.show(
        frame,
        {
            "work_unit_name": TextColumn(say("column-work-unit"), pinned=True),
            "line_name": TextColumn(say("filter-line")),
            "counter_count": NumberColumn(say("basis-counter"), format="localized"),
            "mes_count": NumberColumn(say("basis-mes"), format="localized"),
            "erp_count": NumberColumn(say("basis-erp"), format="localized"),
            "mes_less_counter_count": NumberColumn(say("reconcile-mes-counter"), format="%+.0f"),
            "erp_less_counter_count": NumberColumn(say("reconcile-erp-counter"), format="%+.0f"),
            "erp_less_mes_count": NumberColumn(say("reconcile-erp-mes"), format="%+.0f"),
            "compared_rows": NumberColumn(say("reconcile-compared"), format="localized"),
            "rows": NumberColumn(say("reconcile-rows"), format="localized"),
            "missing": TextColumn(say("column-missing"), width="large"),
        },
        "count_reconciliation",
        say("production-reconcile-alt"),
        missing="\N{EN DASH}",
    )
    key = " · ".join([say("production-reconcile-key"), *heading.narrowed(visit, heading.SHIFT)])
    definition.caption(visit, key, "erp_less_counter_good_count")
    links.to("data_trust", say("production-to-trust"), visit.link())
