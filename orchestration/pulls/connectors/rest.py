"""Requests to the REST interfaces of ERPs: gentle, patient with a server that is busy, and without a way to write."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote, urlsplit

import requests

from orchestration.plant.table_pull import TablePull
from orchestration.pulls.connectors import from_environment
from orchestration.pulls.failure import PullFailed

_BUSY = {429, 502, 503, 504}
_TRIES = 5
_LONGEST_WAIT_S = 60.0


class Refused(Exception):  # noqa: N818 - what the server did
    """The server does not know, or no longer knows, who is asking; the message is the server's own."""


class RestServer:
    """A server with the account of a URL, as `https://user:secret@host/database`."""

    def __init__(self, session: requests.Session, url: str, pull: TablePull) -> None:
        parts = urlsplit(url)
        self._session, self._pull = session, pull
        self.user, self.secret = unquote(parts.username or ""), unquote(parts.password or "")
        self.database = unquote(parts.path.strip("/"))
        self.shown = f"{parts.scheme}://{parts.hostname or ''}" + (f":{parts.port}" if parts.port else "")

    def ask(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        query: Mapping[str, str] | None = None,
        body: object = None,
    ) -> Any:
        """The JSON that the server answers.

        Raises:
            Refused: it does not accept the account, or its session has ended.
            PullFailed: it cannot be reached, stays busy, or answers something else.
        """
        for attempt in range(_TRIES):
            answer = self._sent(method, path, headers, query, body)
            if answer.status_code not in _BUSY:
                return self._content(answer)
            if attempt + 1 < _TRIES:
                time.sleep(_wait_s(answer, attempt))
        raise PullFailed(
            f"The server {self.shown} stayed busy (HTTP {answer.status_code}) over {_TRIES} requests. Give the pull a "
            "pause_s, smaller chunk_rows, or other hours; what changed is pulled the next time."
        )

    def rest(self) -> None:
        """The pause between two pages."""
        if self._pull.pause_s:
            time.sleep(self._pull.pause_s)

    def fails(self, said: str) -> PullFailed:
        """The failure of a request that the server answered with an error."""
        told = " ".join(said.split())[:300].rstrip(".")
        return PullFailed(
            f"The server {self.shown} did not answer for the {self._pull.shown}: {told}. Correct plant.yaml or the "
            "account's rights; what was pulled before stays."
        )

    def _sent(
        self, method: str, path: str, headers: Mapping[str, str], query: Mapping[str, str] | None, body: object
    ) -> requests.Response:
        try:
            return self._session.request(
                method,
                f"{self.shown}{path}",
                params=query,
                json=body,
                headers={"Accept": "application/json", **headers},
                timeout=self._pull.timeout_s,
                # Elsewhere the account would be told to somebody else.
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise PullFailed(
                f"The server {self.shown} cannot be reached: {type(error).__name__}. Start it, or correct its address "
                "in the environment; what it holds is pulled the next time."
            ) from error

    def _content(self, answer: requests.Response) -> Any:
        if answer.is_redirect:
            target = urlsplit(answer.headers.get("Location", ""))
            raise PullFailed(
                f"The server {self.shown} sends to {target.scheme}://{target.netloc}: write that in "
                f"{self._pull.url_from}."
            )
        try:
            content = answer.json()
        except requests.JSONDecodeError as error:
            if answer.status_code in {401, 403}:
                raise Refused(f"HTTP {answer.status_code}") from error
            raise self.fails(f"HTTP {answer.status_code}, and no JSON") from error
        if answer.status_code in {401, 403}:
            raise Refused(f"HTTP {answer.status_code}: {_said(content)}")
        if not answer.ok:
            raise self.fails(f"HTTP {answer.status_code}: {_said(content)}")
        return content


@contextmanager
def open_server(pull: TablePull) -> Iterator[RestServer]:
    """The server whose URL the environment has.

    Raises:
        PullFailed: there is no such variable, or it holds no URL of a server.
    """
    url = from_environment(pull.url_from)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        # The text itself could have the password.
        raise PullFailed(f"{pull.url_from} holds no URL of a server. Write https://user:secret@host.")
    with requests.Session() as session:
        # No account of the machine's own (.netrc) beside the one that is named.
        session.trust_env = False
        yield RestServer(session, url, pull)


def _wait_s(answer: requests.Response, attempt: int) -> float:
    asked = answer.headers.get("Retry-After", "")
    return min(float(asked) if asked.isdigit() else 2.0**attempt, _LONGEST_WAIT_S)


def _said(content: object) -> str:
    """What a server says of an error: Odoo in `message`, Frappe in `exception` or `_server_messages`."""
    if not isinstance(content, dict):
        return str(content)[:300]
    found = (content.get(name) for name in ("message", "exception", "_server_messages", "exc_type"))
    return next((str(text) for text in found if text), "no reason")
