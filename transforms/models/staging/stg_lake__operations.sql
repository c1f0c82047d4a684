-- An operation with an id is known by it; one without is known by all its fields and its occurrence number within the
-- export, so that rows of one file are never dropped for looking alike, and a second export of them adds none.
with operations as (

    select
        operations.*,
        ledger.export_time_utc
    from {{ source('lake', 'operations') }} as operations
    inner join {{ ref('stg_lake__ledger') }} as ledger
        on operations.source = ledger.source and operations.load_seq = ledger.load_seq

),

keyed as (

    select
        *,
        coalesce(
            operation_id,
            concat_ws(
                '|',
                work_centre,
                coalesce(order_id, ''),
                coalesce(product, ''),
                coalesce(operation, ''),
                kind,
                {{ as_text('start_utc') }},
                coalesce({{ as_text('end_utc') }}, ''),
                coalesce({{ as_text('good_quantity') }}, ''),
                coalesce({{ as_text('reject_quantity') }}, ''),
                coalesce({{ as_text('held_quantity') }}, ''),
                coalesce(worker, '')
            )
        ) as fields_key
    from operations

),

numbered as (

    select
        *,
        case
            when operation_id is not null then 1
            else row_number() over (partition by source, load_seq, fields_key order by row_no)
        end as occurrence
    from keyed

),

ranked as (

    select
        *,
        row_number() over (
            partition by source, fields_key, occurrence
            order by export_time_utc desc nulls last, load_seq desc, row_no desc
        ) as newness
    from numbered

),

final as (

    select
        source,
        {{ text_hash("concat_ws('|', source, fields_key, occurrence)") }} as operation_key,
        operation_id,
        work_centre,
        order_id,
        product,
        operation,
        kind,
        start_utc,
        end_utc,
        good_quantity,
        reject_quantity,
        held_quantity,
        worker,
        load_seq,
        row_no
    from ranked
    where newness = 1

)

select * from final
