"""Readers: one module a file format; a stream of bytes in, batches of canonical rows and rejected rows out.

What belongs here: decoding, splitting and typing of untrusted files, with bounded memory.
What does not: anything of Dagster, of the lake, of the plant's configuration or of a KPI.
"""
