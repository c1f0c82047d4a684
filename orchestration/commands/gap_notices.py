"""What `millrace check` says of what OT and IT do not tell of each other: the published gaps, costliest first."""

from typing import TYPE_CHECKING

import duckdb

from orchestration.defs.publish.versions import current_version_path

if TYPE_CHECKING:
    from orchestration.plant import Workspace
    from orchestration.plant.check import Notice

_MOST = 20
_REMEDIES = {
    "work centre without work unit": "Give the work unit or line that it is this alias in plant.yaml.",
    "internal key that nobody explains": "Add a source of the entity identifiers that has it.",
    "reason code without reason": "Give the reason that it stands for in reason_codes.csv.",
    "quantity in a unit without conversion": "Add it to a source of the entity unit_conversions.",
    "product without cycle time": "Add a routing of it to the ERP's extract or to a source of the entity routings.",
    "product without price": "Add its price and variable cost to a source of the entity prices.",
    "machine time without order": "Map an order tag, or let MES operations or ERP confirmations tell it.",
    "machine time booked to several orders": "Let an order tag tell which of them runs, or correct the times booked.",
    "machine time of an order that no system planned": "Look whether a source of the entity orders leaves it out.",
}
# A work centre's rows are of one work that several entities tell: the largest counts. Other rows of a subject add up.
_QUESTION = """
    select
        gap,
        subject,
        cast(sum(row_count) as bigint) as row_count,
        case when gap = 'work centre without work unit' then max(gap_cost) else sum(gap_cost) end as cost,
        case when count(distinct currency) = 1 then max(currency) end as currency,
        case when gap = 'work centre without work unit' then max(duration_s) else sum(duration_s) end / 3600 as hours,
        arg_max(detail, coalesce(duration_s, 0)) as detail
    from join_gaps
    where gap in (select unnest(?))
    group by gap, subject
    order by cost desc nulls last, hours desc nulls last, row_count desc, gap, subject
    limit ?
"""


def notices_of_gaps(workspace: "Workspace") -> "list[Notice]":
    """Notices of what can be mended by configuration or by an extract; none before the first publication."""
    from orchestration.plant.check import Notice

    path = current_version_path(workspace)
    if path is None:
        return []
    with duckdb.connect(str(path), read_only=True) as connection:
        known = connection.execute(
            "select 1 from duckdb_columns() where table_name = 'join_gaps' and column_name = 'gap_cost'"
        ).fetchone()
        rows = connection.execute(_QUESTION, [list(_REMEDIES), _MOST]).fetchall() if known else []
    return [
        Notice(subject, f"{gap}{f' ({detail})' if detail else ''}, {_effect(*effect)}.", _REMEDIES[gap])
        for gap, subject, *effect, detail in rows
    ]


def _effect(row_count: int, cost: float | None, currency: str | None, hours: float | None) -> str:
    money = f"{cost:,.0f} {currency}" if cost and currency else ""
    time = f"{hours:,.1f} hours of machines" if hours else ""
    return " and ".join(filter(None, (money, time))) or f"{row_count:,} rows"
