{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_landed_days()
) }}

-- Stored: one row per source, tag (mapped or not) and day (UTC) with samples: how many, how many good or uncertain, and the
-- first and last instant.
select
    source,
    tag,
    day_utc,
    count(*) as samples,
    count(*) filter (where quality >= 1) as trusted_samples,
    min(ts_utc) as first_utc,
    max(ts_utc) as last_utc
from {{ ref('stg_lake__samples') }}
where {{ is_changed_day('landed_days') }}
group by source, tag, day_utc
