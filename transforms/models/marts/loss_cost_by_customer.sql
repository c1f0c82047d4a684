{{ loss_cost_rollup('customer') }}
