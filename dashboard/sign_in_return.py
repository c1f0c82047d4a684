"""The way back after signing in: to the page and the filters from which somebody went to sign in.

Streamlit opens the first page once the provider sends somebody back. So the page is remembered in a cookie while the
provider asks who they are: on the way there it is what the browser names as the page it comes from (``Referer``; where
it names none, the first page opens), and on the way back it takes the first page's place. Only a page of this
dashboard with query keys of its own is remembered, and it is judged again on the way back: nobody is led elsewhere.

Each sign-in has a cookie of its own, named by the ``state`` that goes to the provider and comes back with the answer
(OpenID Connect Core 1.0, 3.1.2.1): of two links opened at once, each leads to its own page.
"""

from hashlib import sha256
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.pages import PAGES

COOKIE = "millrace_return"
# Time enough to type a password and a second factor.
REMEMBERED_S = 600
# Browsers refuse cookies of more than 4096 bytes.
MOST_CHARACTERS = 3000

COMMON_KEYS = ("lang", "site", "line", "period", "compare", "first", "last", "shift", "product")
PAGE_KEYS = ("branch", "by", "day", "file", "find", "kind", "kpi", "of", "reason", "stop", "unit")
QUERY_KEYS = frozenset(COMMON_KEYS + PAGE_KEYS)


def own_page(address: str, base: str) -> str | None:
    """The page and filters of ``address`` seen from ``base``, as ``stops?line=Line+1``; ``None`` if it is none of ours.

    Whatever host ``address`` names is left out, as are query keys that no page knows.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    name = parts.path.removeprefix(f"{base}/")
    if name == parts.path or name not in {"", *(page.name for page in PAGES)}:
        return None
    query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key in QUERY_KEYS])
    page = f"{name}?{query}" if query else name
    return page if len(page) <= MOST_CHARACTERS else None


class ReturnAfterSignIn:
    """Middleware around Streamlit's routes of signing in; all else passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Remembers the page on the way to the provider, and leads there on the way back."""
        if scope["type"] == "http":
            request, base = Request(scope), _base()
            if request.url.path == f"{base}/auth/login":
                send = _remembering(request, base, send)
            elif request.url.path == f"{base}/oauth2callback":
                send = _returning(request, base, send)
        await self.app(scope, receive, send)


def _base() -> str:
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""


def _remembering(request: Request, base: str, send: Send) -> Send:
    page = own_page(request.headers.get("referer", ""), base)

    async def sending(message: Message) -> None:
        if page and message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            states = parse_qs(urlsplit(headers.get("location", "")).query).get("state")
            if states:
                headers.append("set-cookie", _cookie(cookie_name(states[0]), page, base, REMEMBERED_S))
        await send(message)

    return sending


def _returning(request: Request, base: str, send: Send) -> Send:
    name = cookie_name(request.query_params.get("state", ""))
    page = own_page(f"{base}/{unquote(request.cookies.get(name, ''))}", base)

    async def sending(message: Message) -> None:
        if page and message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.append("set-cookie", _cookie(name, "", base, 0))
            if headers.get("location") == f"{base}/":
                headers["location"] = f"{base}/{page}"
        await send(message)

    return sending


def cookie_name(state: str) -> str:
    """The cookie of the sign-in with this ``state``; as a hash, for the name may not hold every sign."""
    return f"{COOKIE}_{sha256(state.encode()).hexdigest()[:16]}"


def _cookie(name: str, page: str, base: str, seconds: int) -> str:
    response = Response()
    # Quoted, as a cookie may not hold every sign of a query.
    response.set_cookie(name, quote(page, safe=""), seconds, path=base or "/", httponly=True, samesite="lax")
    return response.headers["set-cookie"]
