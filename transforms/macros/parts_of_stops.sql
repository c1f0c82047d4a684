{# Each segment of a stop with its share of the stop's time, by which the stop's cost is cut; the stop is counted where it began.
   `asked` is the condition on the segments of the asked days. #}
{% macro parts_of_stops(segment_columns, stop_columns, asked) %}
    select
        {%- for column in segment_columns %}
        segments.{{ column }},
        {%- endfor %}
        segments.duration_s,
        {%- for column in stop_columns %}
        stops.{{ column }},
        {%- endfor %}
        cast(segments.duration_s as double) / cast(stops.duration_s as double) as share,
        segments.start_utc = stops.start_utc as is_stop_start
    from {{ ref('fct_time_segments') }} as segments
    inner join {{ ref('fct_stops') }} as stops on segments.stop_id = stops.stop_id
    where {{ asked }}
{% endmacro %}
