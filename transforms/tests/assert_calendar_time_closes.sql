-- At every level and shift: calendar = all buckets, and producing = unrated + speed loss + quality loss + good, exactly.
{{ config(meta={'dagster': {'ref': {'name': 'oee_by_shift'}}}) }}

select
    level,
    object,
    production_date,
    shift,
    policy
from {{ ref('oee_by_shift') }}
where
    calendar_s != unscheduled_s + planned_s + breakdown_s + minor_stop_s + changeover_s + external_s + unknown_s
    + unrated_s + speed_loss_s + quality_loss_s + good_s
    or producing_s != unrated_s + speed_loss_s + quality_loss_s + good_s
