select
    version, published_at_utc, 'staged.prices' as origin, 'P-' || n || '/' || published_at_utc::date as item, 'price' as setting,
    (10 + n)::varchar as value_before, (10.5 + n)::varchar as value_after
from publication_history cross join range(10) as products(n)
where configuration_changed
