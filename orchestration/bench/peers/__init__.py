"""`millrace bench peers`: one long CSV loaded by Millrace, pandas, PySpark and PostgreSQL, each in its usual way.

What the others do is to parse the file and to store it: as Parquet partitioned by day, or in a table. Millrace hashes
the file and archives it besides, checks every row, keeps its line number, and commits exactly once.
"""
