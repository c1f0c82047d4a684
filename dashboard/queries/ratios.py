"""The SQL that adds up rows of the OEE marts and divides once (kpis.md, "OEE"): shared by the questions about OEE.

``rated_*`` and ``measured_*`` are the parts that may enter performance and OEE; the marts publish them so that any
period is added up exactly as the marts' own weeks and months are.
"""

from dashboard.period import Period
from dashboard.queries.lacking import named_once
from dashboard.queries.scope import Scope

# A plant with several loss policies names its own first.
PUBLISHED_POLICY = "policy = (select split_part(loss_policy, ', ', 1) from meta.publication)"


def measured_days(scope: Scope, by: str | None = None) -> str:
    """The rows of parts that a scope's figures add up: of all time, of its shift, of its product, or of both.

    With ``by`` (``shift`` or ``product``) the rows have that column, for figures of each.
    """
    table = {
        (False, False): "oee_by_day",
        (True, False): "oee_by_shift",
        (False, True): "oee_by_product",
        (True, True): "oee_by_shift_and_product",
    }[scope.shift is not None or by == "shift", scope.product is not None or by == "product"]
    chosen = [f"{name} = ${name}" for name in ("shift", "product") if getattr(scope, name) is not None]
    return f"select * from {table} where {' and '.join([PUBLISHED_POLICY, *chosen])}"  # noqa: S608 - constants


def chosen(scope: Scope) -> dict[str, object]:
    """The parameters that ``measured_days`` asks for."""
    return {name: value for name, value in scope.narrowed.items() if name in ("shift", "product") and value is not None}


def with_previous(scope: Scope, previous: Period) -> dict[str, object]:
    """The parameters of a question about a scope and the period before it."""
    return {**scope.values, **chosen(scope), "first_before": previous.first, "last_before": previous.last}


AVAILABILITY = "sum(run_s)::double / nullif(sum(busy_s)::double, 0)"
PERFORMANCE = "sum(rated_ideal_s)::double / nullif(sum(rated_run_s)::double, 0)"
MEASURED_PBT = "nullif(sum(measured_pbt_s)::double, 0)"

OEE = "sum(measured_good_s)::double / nullif(sum(measured_busy_s)::double, 0)"

RATIOS = f"""
    {AVAILABILITY} as availability,
    {PERFORMANCE} as performance,
    sum(measured_good_s)::double / nullif(sum(measured_good_s + measured_quality_loss_s)::double, 0) as quality,
    {OEE} as oee,
    {AVAILABILITY} * {PERFORMANCE} as availability_x_performance,
    sum(measured_good_s + measured_unknown_good_s)::double / {MEASURED_PBT} as oee_low,
    (sum(measured_good_s) + greatest(sum(measured_unknown_s), sum(measured_unknown_good_s)))::double / {MEASURED_PBT}
        as oee_high,
    sum(known_busy_s)::double / nullif(sum(pbt_s)::double, 0) as coverage,
    sum(measured_known_busy_s)::double / nullif(sum(known_busy_s)::double, 0) as measured_share,
    sum(pbt_s)::double / 3600 as planned_busy_h,
    sum(known_busy_s)::double / 3600 as known_h,
    {named_once("missing")} as missing
"""

OEE_TARGET = """
    select level, object, arg_max(value, valid_from) as target
    from targets where kpi = 'oee' and valid_from <= $last group by level, object
"""
