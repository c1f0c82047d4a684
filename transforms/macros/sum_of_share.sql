{# The part of a quantity that falls into a stretch of its interval: unit k of n is made when k/n of the interval's producing
   and unknown microseconds (whole_us) have passed; passed_us are those up to the stretch's end, productive_us its own. With
   none of them all units fall into the last stretch; what does not come in whole units is shared in proportion. #}
{% macro sum_of_share(quantity) -%}
sum(
            case
                when whole_us = 0 then case when position_from_end = 1 then {{ quantity }} else 0 end
                when {{ quantity }} = floor({{ quantity }})
                    then
                        cast(
                            {{ whole_share(quantity, 'passed_us', 'whole_us') }}
                            - {{ whole_share(quantity, '(passed_us - productive_us)', 'whole_us') }}
                            as double
                        )
                else {{ quantity }} * productive_us / whole_us
            end
        )
{%- endmacro %}

{# Of that, the units of intervals that have no producing and no unknown time: they stand at the interval's end for want of
   a better place, and are flagged. #}
{% macro sum_of_unplaced(quantity) -%}
sum(case when whole_us = 0 and position_from_end = 1 then {{ quantity }} else 0 end)
{%- endmacro %}
