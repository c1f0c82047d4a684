select level, object, 'oee' as kpi, 0.7 as value, getvariable('first') as valid_from
from (select distinct level, object from places where level in ('line', 'site', 'enterprise'))
