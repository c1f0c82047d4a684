"""Measurements that a user can repeat: each beside its comparison, in one run, as ratios.

What belongs here: making the input, timing, and the numbers. What does not: the code that is measured.
"""
