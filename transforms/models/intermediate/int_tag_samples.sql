-- depends_on: {{ ref('int_sample_ranges') }}
-- The mapped samples that the run's context needs (int_sample_ranges), one a tag and instant.
select samples.*
from {{ ref('int_mapped_samples') }} as samples
{% if not rebuilds_everything() %}
left join {{ ref('int_sample_ranges') }} as ranges
    on
        samples.work_unit = ranges.work_unit
        and samples.signal = ranges.signal
        and samples.source = ranges.source
        and samples.tag = ranges.tag
where
    (ranges.from_utc is null or samples.ts_utc >= ranges.from_utc)
    and (ranges.to_utc is null or samples.ts_utc <= ranges.to_utc)
{% endif %}
