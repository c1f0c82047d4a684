-- One row per work unit. About fifty are a site, eight a line, three lines an area.
with numbered as (
    select n, greatest(2, ceil(getvariable('work_units') / 50))::bigint as sites
    from range(getvariable('work_units')) as counted(n)
),
placed as (
    select n % sites as site_no, n // sites // 8 as line_no, n // sites % 8 + 1 as position from numbered
)
select
    printf('s%02d_l%02d_u%d', site_no + 1, line_no + 1, position) as work_unit,
    printf('Machine %d.%d', line_no + 1, position) as work_unit_name,
    position,
    printf('s%02d_l%02d', site_no + 1, line_no + 1) as line,
    printf('Line %d', line_no + 1) as line_name,
    printf('s%02d_a%d', site_no + 1, line_no // 3 + 1) as area,
    printf('Hall %d', line_no // 3 + 1) as area_name,
    printf('s%02d', site_no + 1) as site,
    printf('Plant %d', site_no + 1) as site_name,
    'group' as enterprise,
    'The group' as enterprise_name,
    list_extract(['Europe/Istanbul', 'America/Phoenix', 'Asia/Kolkata', 'Asia/Tokyo'], site_no % 4 + 1) as time_zone,
    list_extract(['EUR', 'USD', 'EUR', 'EUR'], site_no % 4 + 1) as currency,
    case when line_no % 2 = 0 then 'constraint' else 'sum' end as line_rollup,
    line_no % 2 = 0 and position = 1 as is_constraint,
    line_no % 2 = 0 and position = max(position) over (partition by site_no, line_no) as is_exit,
    'tag' as state_from,
    'counter' as counts_from,
    300.0 as minor_stop_threshold_s,
    60.0 as bridge_gap_s,
    site_no,
    line_no
from placed
