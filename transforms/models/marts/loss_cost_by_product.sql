{{ loss_cost_rollup('product') }}
