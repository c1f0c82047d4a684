"""Millrace: exports of a plant in, trusted KPIs out (readers, lake, transforms, publication, commands)."""
