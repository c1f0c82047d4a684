{{ oee_rollup(['month_start']) }}
