{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

with {% call order_parts_at_all_levels() %}
where {{ is_asked_site_day('levels.site', 'of_orders.production_date') }}
{% endcall %},

{{ oee_of_parts(['production_date', 'shift', 'product']) }}
