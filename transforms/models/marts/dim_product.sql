select
    product,
    name as product_name,
    unit,
    product_group
from {{ ref('stg_lake__products') }}
