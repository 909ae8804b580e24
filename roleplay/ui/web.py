"""The web app: one FastAPI app that knows who asks, with one Gradio app a role mounted on it."""

from __future__ import annotations

import gc
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import FastAPI, Form, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from roleplay import __version__
from roleplay.errors import InputError, NotFound
from roleplay.settings import Settings, quiet_gradio
from roleplay.terms import Language
from roleplay.ui import assets, identity
from roleplay.ui.gate import Gate
from roleplay.ui.preferences import KEYS_COOKIE, LANGUAGE_COOKIE, THEME_COOKIE, THEMES, YEAR, local_path
from roleplay.ui.visitor import visitor_of

if TYPE_CHECKING:
    from roleplay.practice.service import Practice

_EVENTS_AT_ONCE: Final = 400
_SESSIONS_KEPT: Final = 1000
_IDLE_SLEEP: Final = 0.02  # seconds; Gradio's queue polls every millisecond otherwise, 7 % of a core for nothing


def build_web(practice: Practice, settings: Settings) -> FastAPI:
    """Return the web app.

    Args:
        practice: the use cases.
        settings: where the key of the cookies lies, and the language for browsers that ask for none of ours.
    """
    quiet_gradio()
    app = FastAPI(
        title="roleplay",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=_lifespan(practice),
    )
    app.add_exception_handler(NotFound, _not_found)
    app.add_exception_handler(InputError, _bad_input)
    app.add_exception_handler(RequestValidationError, _bad_request)
    _add_routes(app, practice)
    mount_rep(app, practice)  # last: it is mounted at the root, and the first mount that fits answers
    app.add_middleware(Gate, key=identity.load_key(settings.data), language=settings.language, count=practice.count)
    return app


def mount_rep(app: FastAPI, practice: Practice) -> None:
    """Mount the pages of a rep at ``/``."""
    from roleplay.ui import (  # Gradio takes seconds to import, and only after quiet_gradio
        brief_page,
        call_page,
        calls_page,
        choose_page,
        compare_page,
        progress_page,
        scorecard_page,
    )

    pages = {
        "": choose_page.render,
        "brief": brief_page.render,
        "call": call_page.render,
        "scorecard": scorecard_page.render,
        "compare": compare_page.render,
        "calls": calls_page.render,
        "progress": progress_page.render,
    }
    mount_pages(app, "/", practice, pages)


def mount_pages(app: FastAPI, path: str, practice: Practice, pages: dict[str, Any]) -> None:
    """Mount one Gradio app with these pages at ``path``: one a role, since one app is no boundary between roles."""
    import gradio as gr

    from roleplay.ui.page import add_page
    from roleplay.ui.theme import theme

    blocks = gr.Blocks(title="Roleplay", analytics_enabled=False, fill_width=True)
    for name, render in pages.items():
        add_page(blocks, practice, name, render)
    blocks.max_threads = _EVENTS_AT_ONCE  # counts async events too, and must be set before the queue is made
    blocks.state_session_capacity = _SESSIONS_KEPT
    blocks.queue(default_concurrency_limit=None, api_open=False)
    blocks._queue.sleep_when_free = _IDLE_SLEEP
    with warnings.catch_warnings():
        # Said of every app with several pages, also where rendering on the server is off, as here.
        warnings.filterwarnings("ignore", message="SSR mode is not supported", category=UserWarning)
        gr.mount_gradio_app(
            app, blocks, path=path, footer_links=[], run_history=False, ssr_mode=False, show_error=False,
            theme=theme(), auth_dependency=_user_of, enable_monitoring=False, pwa=False, mcp_server=False,
        )  # fmt: skip


def _add_routes(app: FastAPI, practice: Practice) -> None:
    from roleplay.ui.call_routes import call_routes

    app.include_router(call_routes(practice))
    app.mount("/ui", StaticFiles(directory=assets.STATIC), name="ui")

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "ok", "version": __version__}

    @app.post("/preferences")
    async def preferences(
        language: Annotated[str, Form(max_length=20)] = "",
        theme: Annotated[str, Form(max_length=20)] = "",
        keys: Annotated[str, Form(max_length=5)] = "",
        back: Annotated[str, Form(max_length=2000)] = "/",
    ) -> Response:
        answer = RedirectResponse(local_path(back), 303)
        if language in set(Language):
            answer.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR, samesite="lax", httponly=True)
        if theme in THEMES and theme:
            answer.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="lax", httponly=True)
        elif theme == "system":
            answer.delete_cookie(THEME_COOKIE)
        if keys in {"on", "off"}:
            answer.set_cookie(KEYS_COOKIE, keys, max_age=YEAR, samesite="lax", httponly=True)
        return answer


async def _user_of(request: Request) -> str | None:
    """Tell Gradio who asks; None is refused."""
    return visitor_of(request.scope).user or None


async def _not_found(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 404)


async def _bad_input(request: Request, error: Exception) -> JSONResponse:
    return JSONResponse({"detail": str(error)}, 409)


async def _bad_request(request: Request, error: Exception) -> JSONResponse:
    """Refuse a request in a few words; what was sent is not sent back."""
    wrong = error.errors() if isinstance(error, RequestValidationError) else []
    places = sorted({".".join(str(part) for part in one["loc"]) for one in wrong})
    return JSONResponse({"detail": f"These values do not fit: {', '.join(places)}"}, 422)


def _lifespan(practice: Practice) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """Return what happens at the start: calls that the end of the last process cut off get their reply."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await practice.resume()
        gc.collect()
        gc.freeze()  # what is built now lives as long as the process; the collector need not walk through it again
        yield

    return lifespan
