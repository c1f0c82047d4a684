"""Readers of manufacturing execution systems (MES): operations with their quantities."""
