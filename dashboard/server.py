"""The dashboard as a server: ``streamlit run dashboard/server.py`` finds ``app`` here.

``app.py`` is what it runs for each visit; here is only what stands between the browser and that.
"""

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

# ``streamlit run`` puts this file's folder on the path; the package is imported from the folder above it.
PARENT = str(Path(__file__).resolve().parent.parent)
if PARENT not in sys.path:
    sys.path.insert(0, PARENT)

from dashboard.sign_in_return import ReturnAfterSignIn  # noqa: E402 - needs the path from above

app = st.App(Path(__file__).with_name("app.py"), middleware=[Middleware(ReturnAfterSignIn)])
