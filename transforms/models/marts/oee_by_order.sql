with {% call order_parts_at_all_levels() %}{% endcall %},

{{ oee_of_parts(['order_id']) }}
