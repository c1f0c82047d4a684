{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    pre_hook=delete_asked_site_days()
) }}

{{ oee_rollup(['production_date']) }}
