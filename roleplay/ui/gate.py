"""Every request passes here first: who asks, in which language, and which headers the answer carries.

A page of Gradio passes through ``shell.dress`` on its way out, so that it has its language, colours and navigation in
the first byte and not only after its scripts have run.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
from collections.abc import Callable
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from roleplay.terms import Language
from roleplay.ui import identity
from roleplay.ui.preferences import (
    KEYS_COOKIE,
    LANGUAGE_COOKIE,
    THEME_COOKIE,
    YEAR,
    choose_keys,
    choose_language,
    choose_theme,
)
from roleplay.ui.shell import PAGES, dress
from roleplay.ui.visitor import Visitor, attach

log = logging.getLogger(__name__)

_HEADERS: Final = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LARGEST_BODY: Final = 1_000_000  # bytes; the longest thing a page sends is one turn
# What our pages use of Gradio's own routes. The rest (uploads, a proxy, links that keep a page's state…) is shut.
_GRADIO_OPEN: Final = re.compile(
    r"^/gradio_api/(run/predict|queue/(join|data)|startup-events|heartbeat/\w+|info|app_id)/?$"
)
_FOREVER: Final = "public, max-age=31536000, immutable"


def content_security_policy(nonce: str) -> str:
    """Return the policy: nothing from another host, no inline handler, no inline script without this answer's nonce.

    ``'unsafe-eval'`` is what Gradio's HTML part needs to fill its own template (values are handed over as arguments,
    they are not evaluated); ``'unsafe-inline'`` for styles is what its layout needs.
    """
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


class Gate:
    """ASGI middleware in front of everything."""

    def __init__(self, app: ASGIApp, *, key: bytes, language: Language, count: Callable[[str], int]) -> None:
        """Stand before ``app``.

        Args:
            app: what answers.
            key: signs the cookies.
            language: for browsers that ask for none of ours.
            count: the number of a user's calls, for the rail; it may block.
        """
        self._app = app
        self._count = count
        self._key = key
        self._language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await (self._app(scope, receive, send) if scope["type"] == "lifespan" else _refuse(scope, receive, send))
            return
        headers = Headers(scope=scope)
        is_page = scope["method"] == "GET" and scope["path"] in PAGES
        visitor, cookie = self._visitor(headers, is_page=is_page)
        inner = attach(scope, visitor)
        if is_page:  # the page is rewritten, so it must come uncompressed
            inner["headers"] = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        answer = _Answer(send, visitor, scope, cookie=cookie, count=self._count)
        refusal = _refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, answer.plain)
            return
        await self._app(inner, receive, answer.page if is_page else answer.plain)

    def _visitor(self, headers: Headers, *, is_page: bool) -> tuple[Visitor, str]:
        """Return who asks, and the cookie value to set (empty: none)."""
        cookies = _cookies(headers.get("cookie", ""))
        user = identity.verify(cookies.get(identity.USER_COOKIE, ""), self._key)
        if user is None and is_page:
            user = identity.new_user()
        visitor = Visitor(
            user=user or "",
            language=choose_language(
                cookies.get(LANGUAGE_COOKIE, ""), headers.get("accept-language", ""), self._language
            ),
            theme=choose_theme(cookies.get(THEME_COOKIE, "")),
            nonce=secrets.token_urlsafe(16),
            keys=choose_keys(cookies.get(KEYS_COOKIE, "")),
        )
        return visitor, identity.sign(user, self._key) if user and is_page else ""


class _Answer:
    """Puts headers on an answer, and dresses it if it is a page."""

    def __init__(self, send: Send, visitor: Visitor, scope: Scope, *, cookie: str, count: Callable[[str], int]) -> None:
        self._send = send
        self._visitor = visitor
        self._scope = scope
        self._cookie = cookie
        self._count = count
        self._start: Message | None = None
        self._body = bytearray()

    async def plain(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._put_headers(message)
        await self._send(message)

    async def page(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._put_headers(message)
            if MutableHeaders(scope=message).get("content-type", "").startswith("text/html"):
                self._start = message
            else:
                await self._send(message)
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_dressed(self._start)

    async def _send_dressed(self, start: Message) -> None:
        path, visitor = self._scope["path"], self._visitor
        calls = await self._calls() if PAGES[path] else 0
        body = dress(self._body.decode(), path=path, query=self._query(), visitor=visitor, calls=calls).encode()
        MutableHeaders(scope=start)["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})

    async def _calls(self) -> int:
        """Return the number for the rail; a store that fails takes no page down, the page itself says what is wrong."""
        try:
            return await asyncio.to_thread(self._count, self._visitor.user)
        except Exception:
            log.exception("The calls of a user could not be counted")
            return 0

    def _query(self) -> str:
        return bytes(self._scope.get("query_string", b"")).decode("latin-1")

    def _put_headers(self, message: Message) -> None:
        headers = MutableHeaders(scope=message)
        for name, value in _HEADERS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = content_security_policy(self._visitor.nonce)
        path = self._scope["path"]
        if path.startswith("/assets/") or (path.startswith("/ui/") and self._query().startswith("v=")):
            if message["status"] == 200:
                headers["Cache-Control"] = _FOREVER  # their names or addresses change with their content
        elif "cache-control" not in headers:
            headers["Cache-Control"] = "no-store"
        if self._cookie:
            secure = "; Secure" if self._scope.get("scheme") == "https" else ""
            headers.append(
                "Set-Cookie",
                f"{identity.USER_COOKIE}={self._cookie}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax{secure}",
            )


def _refusal(scope: Scope, headers: Headers) -> Response | None:
    """Return the answer to a request that must not come in, or None."""
    path = scope["path"]
    if scope["method"] not in _SAFE:
        if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
            return PlainTextResponse("Only this site's own pages may do that.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _LARGEST_BODY:
            return PlainTextResponse(f"At most {_LARGEST_BODY:,} bytes may be sent at once.", 413)
    if path.startswith("/gradio_api/") and not _GRADIO_OPEN.match(path):
        return PlainTextResponse("There is nothing here.", 404)
    if path != "/" and path.rstrip("/") in PAGES and path.endswith("/"):
        query = scope.get("query_string", b"").decode("latin-1")
        return RedirectResponse(path.rstrip("/") + (f"?{query}" if query else ""), 308)
    return None


def _cookies(header: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Close a web socket: no page of ours opens one, and it would come past the cookie."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
    else:
        await JSONResponse({"detail": "unknown kind of connection"}, 400)(scope, receive, send)
