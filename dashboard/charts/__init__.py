"""Drawings: a frame from ``queries/`` in, an Altair chart out. No arithmetic on KPIs, no Streamlit.

One meaning has one look on every page (IBCS): the actual is solid, what it is compared with lighter, a plan outlined;
grey is normal and the one saturated colour marks what needs a person (ISA-101). No colour stands without a word.
"""
