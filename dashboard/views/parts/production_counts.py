"""What the work units counted, how well it came out, and where machine, MES and ERP differ."""

from dataclasses import replace

import polars as pl
import streamlit as st
from streamlit.column_config import TextColumn

from dashboard.charts.wording import worded
from dashboard.figures import percent
from dashboard.queries import output, reconciliation
from dashboard.texts import code, say
from dashboard.views.parts import definition, heading, links, sentences, tables
from dashboard.views.parts.figure_columns import defined
from dashboard.visit import Visit


def counted(visit: Visit) -> None:
    """What each work unit made, and how well it came out."""
    frame = output.counted(visit.connection, visit.scope)
    if not frame.height:
        st.header(say("production-no-counts"), anchor=False)
        return
    st.header(sentences.most_scrap(frame), anchor=False)
    ratios = output.quality(visit.connection, visit.scope)
    with st.grid(4, min_column_width=140, border=True):
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
            **defined("total_count", "good_count"),
            "unit": TextColumn(say("column-unit")),
            **defined("good_share", "reject_count", "reject_share", "rework_count", "held_count"),
            "basis": TextColumn(say("column-basis")),
            "quality_basis": TextColumn(say("column-quality-basis")),
        },
        "counts",
        say("production-counts-alt"),
    )
    units = sentences.in_units(output.units_of_measure(visit.connection, visit.scope))
    key = [say("production-counts-key"), *heading.narrowed(visit, heading.SHIFT, heading.PRODUCT), *units]
    definition.caption(visit, " · ".join(key), "total_count")


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
            **defined("counter_count", "mes_count", "erp_count"),
            **defined(
                "mes_less_counter_count",
                "erp_less_counter_count",
                "erp_less_mes_count",
                "compared_rows",
                rows="reconciled_rows",
            ),
            "missing": TextColumn(say("column-missing"), width="large"),
        },
        "count_reconciliation",
        say("production-reconcile-alt"),
        missing="\N{EN DASH}",
    )
    units = sentences.in_units(output.units_of_measure(visit.connection, replace(visit.scope, product=None)))
    key = " · ".join([say("production-reconcile-key"), *heading.narrowed(visit, heading.SHIFT), *units])
    definition.caption(visit, key, "erp_less_counter_good_count")
    links.to("data_trust", say("production-to-trust"), visit.link())
