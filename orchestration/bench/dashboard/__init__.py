"""`millrace bench dashboard`: what the dashboard asks of a large plant's published file, and how long it waits.

The plant is of five years and 500 work units. Not here: the dashboard itself, which is measured as it is.
"""
