-- One row per work unit and level: at whose figures it counts. Of a line led by its constraint that one alone counts.
select work_unit, 'work_unit' as level, work_unit as object, work_unit_name as object_name, site, true as counts
from work_units
union all
select work_unit, 'line', line, line_name, site, line_rollup = 'sum' or is_constraint from work_units
union all
select work_unit, 'area', area, area_name, site, line_rollup = 'sum' or is_constraint from work_units
union all
select work_unit, 'site', site, site_name, site, line_rollup = 'sum' or is_constraint from work_units
union all
select work_unit, 'enterprise', enterprise, enterprise_name, null, line_rollup = 'sum' or is_constraint from work_units
