-- The change of OEE between two periods is the sum of its buckets' effects, to 1e-12.
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
    ) > 1e-12
