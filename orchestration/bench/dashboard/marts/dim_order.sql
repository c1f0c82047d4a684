select order_id, product, planned_quantity, 'Customer ' || hash(order_id) % 60 as customer from orders
