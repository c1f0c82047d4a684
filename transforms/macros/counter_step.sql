{# What a counter counted from one sample to the next, in steps of its own: a drop is a rollover where the counter rolls over
   and the wrapped step is believable (at most half its range), else a reset, after which it counts from zero. #}
{% macro counter_step() -%}
case
            when value_num >= previous_value then value_num - previous_value
            when
                counter_mode = 'rollover'
                and rollover_at + 1 - previous_value + value_num <= rollover_at / 2
                then rollover_at + 1 - previous_value + value_num
            else value_num
        end
{%- endmacro %}
