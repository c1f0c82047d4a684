"""Pages: each file is a script that Streamlit runs; it lays out what ``queries/`` answer and ``charts/`` draw."""
