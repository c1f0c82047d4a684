{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_days()
) }}

-- The hours of production_by_hour, added.
select
    work_unit,
    line,
    site,
    production_date,
    cast(sum(pbt_s) as decimal(18, 6)) as pbt_s,
    cast(sum(producing_s) as decimal(18, 6)) as producing_s,
    cast(sum(unknown_s) as decimal(18, 6)) as unknown_s,
    cast(sum(without_target_s) as decimal(18, 6)) as without_target_s,
    sum(total_count) as total_count,
    sum(good_count) as good_count,
    sum(reject_count) as reject_count,
    cast(sum(cast(ideal_count as decimal(18, 6))) as double) as ideal_count,
    cast(sum(cast(target_count as decimal(18, 6))) as double) as target_count
from {{ ref('production_by_hour') }}
where {{ is_asked_day('work_unit', 'production_date') }}
group by work_unit, line, site, production_date
