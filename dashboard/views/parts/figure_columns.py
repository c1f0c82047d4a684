"""The columns of tables that hold figures: what each is called, its unit, and its entry in the KPI glossary.

One line a figure; its definition is the message ``define-<name>``, its unit ``unit-<unit>``. A column is called as its
figure is, unless the table says which figure it holds. A figure without an entry is none of the marts': it counts what
came in (rows, files, tags).
"""

from dataclasses import dataclass

from streamlit.column_config import NumberColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from dashboard.figures import COLUMN_FORMS, COUNT_FORM, Form
from dashboard.texts import say

WORDED = "duration"


@dataclass(frozen=True)
class Figure:
    """``label`` is the key of its name, ``form`` of ``figures.COLUMN_FORMS`` where its unit is written otherwise."""

    name: str
    label: str
    unit: str
    entry: str | None = None
    form: str | None = None
    width: int | None = None

    @property
    def definition(self) -> str:
        """What the figure is, and its unit."""
        told = say(f"define-{self.name.replace('_', '-')}")
        return say("column-help", definition=told.rstrip("."), unit=say(f"unit-{self.unit}"))

    def titled(self, currency: str | None = None) -> str:
        """Its name; with the unit where the columns beside it have another, or ``currency`` for all of the table."""
        unit = {"kwh": "kWh", "money": currency}.get(self.unit)
        return f"{say(self.label)} {unit or ''}".rstrip()

    @property
    def written(self) -> Form | None:
        """How the table writes it; ``None`` for one that comes in words."""
        return None if self.unit == WORDED else COLUMN_FORMS.get(self.form or self.unit, COUNT_FORM)

    def column(self, currency: str | None = None, *, by_browser: bool = False) -> ColumnConfig:
        """The column, with the definition at its name; ``by_browser`` where the table has no words for its figures."""
        title, form = self.titled(currency), self.written
        if form is None:
            return TextColumn(title, help=self.definition, width=self.width)
        return NumberColumn(title, help=self.definition, width=self.width, format=form.pattern if by_browser else None)


FIGURES = {
    figure.name: figure
    for figure in (
        # OEE.
        Figure("oee", "kpi-oee", "share", "oee"),
        Figure("availability", "kpi-availability", "share", "availability"),
        Figure("performance", "kpi-performance", "share", "performance"),
        Figure("quality", "kpi-quality", "share", "quality"),
        Figure("oee_before", "oee-before", "share", "oee"),
        Figure("target", "oee-target", "share", "oee"),
        Figure("coverage", "chart-coverage", "share", "coverage"),
        Figure("planned_busy_h", "oee-planned-busy-h", "hours", "pbt_s"),
        # Losses and stops.
        Figure("loss_h", "column-hours", "hours", "loss_s"),
        Figure("loss_stops", "page-stops", "stops", "stop_count"),
        Figure("equivalent_units", "losses-equivalent", "pieces", "equivalent_unit_count", "whole"),
        Figure("cost_low", "column-cost-low", "money", "cost_low"),
        Figure("cost_high", "column-cost-high", "money", "cost_high"),
        Figure("lasting", "column-duration", "duration", "duration_s"),
        Figure("minutes", "column-minutes", "minutes", "duration_s"),
        Figure("cost", "column-cost", "money", "fct_stops.cost", width=90),
        Figure("segment_s", "column-seconds", "seconds", "duration_s"),
        # Production.
        Figure("total_count", "column-produced", "pieces", "total_count"),
        Figure("good_count", "column-good", "pieces", "good_count"),
        Figure("good_share", "column-good-share", "share", "quality_ratio"),
        Figure("reject_count", "column-scrap", "pieces", "fct_production.reject_count"),
        Figure("reject_share", "column-scrap-share", "share", "scrap_ratio"),
        Figure("rework_count", "column-rework", "pieces", "rework_count"),
        Figure("held_count", "column-held", "pieces", "held_count"),
        Figure("target_count", "oee-target", "pieces", "target_count", "whole"),
        Figure("against_target_count", "chart-to-target", "pieces", "against_target_count", "whole-change"),
        Figure("hour_busy_h", "oee-planned-busy-h", "hours", "pbt_s", "part-of-hour"),
        Figure("unknown_h", "production-unknown-h", "hours", "coverage", "part-of-hour"),
        Figure("without_target_h", "production-without-target-h", "hours", "target_count", "part-of-hour"),
        Figure("counter_count", "basis-counter", "pieces", "good_count"),
        Figure("mes_count", "basis-mes", "pieces", "good_count"),
        Figure("erp_count", "basis-erp", "pieces", "good_count"),
        Figure(
            "mes_less_counter_count", "reconcile-mes-counter", "pieces", "erp_less_counter_good_count", "whole-change"
        ),
        Figure(
            "erp_less_counter_count", "reconcile-erp-counter", "pieces", "erp_less_counter_good_count", "whole-change"
        ),
        Figure("erp_less_mes_count", "reconcile-erp-mes", "pieces", "erp_less_counter_good_count", "whole-change"),
        Figure("compared_rows", "reconcile-compared", "orders-by-shift"),
        Figure("reconciled_rows", "reconcile-rows", "orders-by-shift"),
        # Orders.
        Figure("planned_quantity", "chart-planned", "pieces", "order_performance.quantity_deviation_count"),
        Figure("order_good_count", "column-good", "pieces", "good_count"),
        Figure(
            "quantity_deviation_count",
            "column-deviation",
            "pieces",
            "order_performance.quantity_deviation_count",
            "whole-change",
        ),
        Figure("order_reject_count", "column-scrap", "pieces", "fct_production.reject_count"),
        Figure(
            "finish_deviation_h",
            "order-finish-deviation",
            "hours",
            "order_performance.start_deviation_s",
            "hours-change",
        ),
        Figure("planned_cost", "order-planned-cost", "money", "planned_cost"),
        Figure("actual_cost", "order-actual-cost", "money", "cost_deviation"),
        Figure("cost_deviation", "order-cost-deviation", "money", "cost_deviation", "whole-change"),
        # Energy.
        Figure("energy_kwh", "energy-energy", "kwh", "fct_energy.energy_kwh"),
        Figure("energy_before", "energy-before", "kwh", "fct_energy.energy_kwh"),
        Figure("producing_kwh", "energy-part-producing", "kwh", "fct_energy.energy_kwh"),
        Figure("stopped_kwh", "energy-part-stopped", "kwh", "idle_kwh"),
        Figure("besides_kwh", "energy-part-besides", "kwh", "idle_kwh"),
        Figure("unknown_kwh", "energy-part-unknown", "kwh", "fct_energy.energy_kwh"),
        Figure("idle_kwh", "energy-idle", "kwh", "idle_kwh"),
        Figure("idle_before", "energy-idle-before", "kwh", "idle_kwh"),
        Figure("idle_share", "energy-idle-share", "share", "idle_kwh"),
        Figure("idle_cost", "energy-idle-cost", "money", "idle_energy_cost", "cents"),
        # Maintenance.
        Figure("failures", "maintenance-failures", "failures", "failure_count"),
        Figure("failure_h", "column-hours", "hours", "duration_s"),
        Figure("failure_cost", "column-cost", "money", "fct_stops.cost"),
        Figure("mtbf", "kpi-mtbf", "duration", "mtbf_h"),
        Figure("mtbf_28d", "maintenance-mtbf-28d", "duration", "mtbf_h"),
        Figure("mttr", "kpi-mttr", "duration", "mttr_h"),
        Figure("stop_to_report", "repair-step-stop-to-report", "duration", "mean_time_from_report_to_finish_s"),
        Figure("report_to_start", "repair-step-report-to-start", "duration", "mean_time_from_report_to_finish_s"),
        Figure("start_to_finish", "repair-step-start-to-finish", "duration", "mean_time_from_report_to_finish_s"),
        Figure("report_to_finish", "repair-step-report-to-finish", "duration", "mean_time_from_report_to_finish_s"),
        Figure("repair_stops", "page-stops", "stops", "stop_count"),
        Figure("breakdown_s", "column-duration", "duration", "duration_s"),
        Figure("repair", "component-repair", "money", "maintenance_by_day.repair"),
        Figure("tickets", "services-tickets", "tickets", "ticket_count"),
        Figure("response_kept", "services-response-kept", "share", "response_kept_share"),
        Figure("judged_responses", "services-judged", "tickets", "response_kept_share"),
        Figure("repair_kept", "services-repair-kept", "share", "response_kept_share"),
        Figure("judged_repairs", "services-judged", "tickets", "response_kept_share"),
        Figure("response_s", "services-response", "duration", "response_kept_share"),
        Figure("agreed_response_s", "services-agreed-response", "duration", "response_kept_share"),
        Figure("repair_s", "services-repair", "duration", "response_kept_share"),
        Figure("agreed_repair_s", "services-agreed-repair", "duration", "response_kept_share"),
        # Data trust.
        Figure("age", "column-age", "duration"),
        Figure("late_after", "column-late-after", "duration"),
        Figure("files", "column-files", "files"),
        Figure("rows_loaded", "column-rows-loaded", "rows"),
        Figure("rows_rejected", "column-rows-rejected", "rows"),
        Figure("file_rows_read", "column-rows-read", "rows"),
        Figure("file_rows_loaded", "column-rows-in", "rows"),
        Figure("file_rows_rejected", "column-rows-out", "rows"),
        Figure("row_no", "column-row", "row-number"),
        Figure("good_samples", "column-good-samples", "share"),
        Figure("mapped_tags", "trust-mapped-tags", "tags"),
        Figure("tags", "trust-all-tags", "tags"),
        Figure("silent_tags", "trust-silent-tags", "tags"),
        Figure("samples", "column-samples", "samples"),
        Figure("restated_days", "history-restated-days", "figures"),
        Figure("new_files", "history-new-files", "files"),
        Figure("retracted_files", "history-retracted", "files"),
        Figure("changed_settings", "history-settings", "settings"),
        Figure("oee_first", "restated-oee-first", "share", "oee"),
        Figure("oee_now", "restated-oee-now", "share", "oee"),
        Figure("oee_change", "restated-points", "points", "oee"),
        Figure("cost_first", "restated-cost-first", "money", "cost_low"),
        Figure("cost_now", "restated-cost-now", "money", "cost_low"),
        Figure("cost_change", "restated-difference", "money", "cost_low", "whole-change"),
        Figure("as_closed", "closed-as-closed", "own", form="fraction"),
        Figure("value_before", "history-before", "own", form="fraction"),
        Figure("value_after", "history-after", "own", form="fraction"),
        Figure("adjustment", "closed-adjustment", "own", form="fraction-change"),
    )
}


def defined(*names: str, **others: str) -> dict[str, Figure]:
    """Columns that are called as their figures are, and ``others`` whose figure has another name."""
    return {column: FIGURES[name] for column, name in [*zip(names, names, strict=True), *others.items()]}
