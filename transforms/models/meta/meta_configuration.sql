{{ config(alias='configuration') }}

select
    origin,
    item,
    setting,
    setting_value
from {{ ref('stg_plant__settings') }}
