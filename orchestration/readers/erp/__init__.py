"""Readers of ERP tables: products, prices, orders, routings, rates and what else a plant keeps there."""
