-- The change of OEE between two periods is the sum of its buckets' effects, to 1e-12 (of the effects, where those are above 1:
-- a second of busy time can have hours of speed loss).
{{ config(meta={'dagster': {'ref': {'name': 'oee_bridge'}}}) }}

select
    grain,
    level,
    object,
    period_start,
    policy,
    oee_change
from {{ ref('oee_bridge') }}
where
    abs(
        oee_change
        {% for bucket in bridge_buckets() %}
        - {{ bucket }}_effect
        {% endfor %}
    ) > 1e-12 * (
        1
        {% for bucket in bridge_buckets() %}
        + abs({{ bucket }}_effect)
        {% endfor %}
    )
