{{ oee_rollup(['fiscal_period']) }}
