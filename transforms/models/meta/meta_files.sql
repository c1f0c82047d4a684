{{ config(alias='files') }}

select * from {{ ref('stg_lake__ledger') }}
