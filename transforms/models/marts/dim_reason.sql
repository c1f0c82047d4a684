-- The plant's own reasons, then those that the system gives where it knows no other.
with configured as (

    select
        reason,
        reason_name,
        parent,
        bucket,
        coalesce(is_failure, false) as is_failure
    from {{ ref('stg_plant__reasons') }}

),

system_reasons as (

    select
        known.reason,
        known.reason_name,
        known.bucket
    from (
        values
        ('no_data', 'No data from the source', 'unknown'),
        ('not_trusted', 'State of bad quality', 'unknown'),
        ('unmapped_state', 'State that states.csv does not map', 'unknown'),
        ('no_operation', 'No operation in the MES', 'own'),
        ('no_count', 'Counter does not count', 'own'),
        ('upstream_stands', 'Starved: the unit before it stands', 'external'),
        ('downstream_stands', 'Blocked: the unit after it stands', 'external')
    ) as known (reason, reason_name, bucket)

),

calendar_reasons as (

    select distinct
        coalesce(reason, kind) as reason,
        coalesce(reason, kind) as reason_name,
        'planned' as bucket
    from {{ ref('stg_plant__planned_stops') }}

),

given as (

    select
        reason,
        max(reason_name) as reason_name,
        max(bucket) as bucket
    from (
        select * from system_reasons
        union all
        select * from calendar_reasons
    ) as all_given
    group by reason

),

final as (

    select * from configured

    union all

    select
        given.reason,
        given.reason_name,
        cast(null as varchar) as parent,
        given.bucket,
        false as is_failure
    from given
    left join configured on given.reason = configured.reason
    where configured.reason is null

)

select * from final
