-- A tree of two levels: groups, and below each what was wrong.
with groups as (
    select *
    from (values ('breakdown', 'Technical', 12), ('minor_stop', 'Operating', 12), ('changeover', 'Set-up', 6),
        ('external', 'Waiting', 8)) as listed (kind, group_name, leaves)
)
select kind as reason, group_name as reason_name, null as parent, case when kind in ('changeover', 'external') then kind
    else 'own' end as bucket, kind = 'breakdown' as is_failure
from groups
union all
select kind || '_' || n, group_name || ' ' || n, kind, case when kind in ('changeover', 'external') then kind else 'own' end,
    kind = 'breakdown'
from groups cross join range(12) as leaves(n) where n < leaves
union all
select 'break', 'Break', null, 'planned', false
