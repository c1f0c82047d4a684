select 'P-' || n as product, 'Housing ' || n as product_name, 'pcs' as unit from range(40) as products(n)
