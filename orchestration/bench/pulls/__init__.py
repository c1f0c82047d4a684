"""`millrace bench pull`: confirmations and orders out of PostgreSQL, beside DuckDB's and psql's own exports of them.

The exports write the same columns and rows to a file. The pull hashes the workers besides, keeps what was seen, notes
how far it came, and flushes all of it to the disk.
"""
