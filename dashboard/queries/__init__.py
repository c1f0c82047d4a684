"""Questions to the published file: one function a question, a frame of a declared schema out.

All arithmetic on KPIs is here, in SQL. Nothing here lays out or draws, and nothing here imports Streamlit.
"""
