select
    order_id, work_unit, line, site, production_date, shift, total_count as counter_total_count, good_count as counter_good_count,
    reject_count as counter_reject_count, case when hash(work_unit) % 3 > 0 then good_count - hash(order_id, shift) % 4 end as mes_good_count,
    case when hash(order_id, shift) % 4 = 0 then good_count - 3 end as erp_good_count,
    mes_good_count - counter_good_count as mes_less_counter_good_count,
    erp_good_count - counter_good_count as erp_less_counter_good_count, erp_good_count - mes_good_count as erp_less_mes_good_count,
    greatest(abs(mes_less_counter_good_count), abs(erp_less_counter_good_count)) as largest_difference_count,
    nullif(concat_ws('; ', case when mes_good_count is null then 'the MES never counted the work unit' end,
        case when erp_good_count is null then 'the ERP had nothing of the order in the shift' end), '') as missing
from fct_counts
where production_date between getvariable('from_date') and getvariable('to_date')
