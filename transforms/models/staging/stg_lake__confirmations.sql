-- A confirmation that another one takes back does not count, nor does the one that takes it back.
with confirmations as (

    {{ newest_occurrences(source('lake', 'confirmations'), 'confirmation_id', 'confirmation_key', [
        'order_id',
        'work_centre',
        'product',
        'operation',
        'kind',
        'start_utc',
        'end_utc',
        'good_quantity',
        'reject_quantity',
        'rework_quantity',
        'unit',
        'scrap_reason',
        'reverses',
        'worker'
    ]) }}

),

reversed as (

    select distinct
        source,
        reverses
    from confirmations
    where reverses is not null

),

final as (

    select
        confirmations.*,
        confirmations.reverses is not null or reversed.reverses is not null as is_reversed
    from confirmations
    left join reversed
        on confirmations.source = reversed.source and confirmations.confirmation_id = reversed.reverses

)

select * from final
