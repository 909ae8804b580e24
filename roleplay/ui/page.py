"""What all pages share: a route of the Gradio app, a part that is filled on load, and pages for what went wrong."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from roleplay.errors import InputError, NotFound
from roleplay.terms import Language
from roleplay.ui.html import Child, Html, el, join
from roleplay.ui.visitor import visitor_of
from roleplay.ui.words import Words, words_for

if TYPE_CHECKING:
    from roleplay.practice.service import Practice

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Visit:
    """One opening of one page."""

    practice: Practice
    user: str
    language: Language
    query: Mapping[str, str]
    words: Words


Render = Callable[[Visit], Html]


def add_page(app: Any, practice: Practice, path: str, render: Render) -> None:
    """Add one page to a Gradio app.

    Args:
        app: the ``gr.Blocks``; its context must not be open.
        practice: the use cases.
        path: ``""`` for the first page, else one path segment.
        render: makes the page. It blocks (it reads the store), so Gradio runs it in a thread.
    """

    def load(request: gr.Request) -> str:
        inner = request.request
        if inner is None:
            raise LookupError("a page was opened without a request")
        visitor = visitor_of(inner.scope)
        visit = Visit(practice, visitor.user, visitor.language, dict(inner.query_params), words_for(visitor.language))
        return str(shown(render, visit))

    with app if not path else app.route(path.capitalize(), f"/{path}", show_in_navbar=False):
        gr.Navbar(visible=False)
        content = gr.HTML(js_on_load=None, elem_id="page", apply_default_css=False, container=False)
        app.load(load, None, content, show_progress="hidden", queue=False, api_visibility="private")


def shown(render: Render, visit: Visit) -> Html:
    """Return the page, or the page that says why there is none."""
    try:
        return render(visit)
    except NotFound:
        return missing(visit.words)
    except InputError as error:
        return told(visit.words, visit.words("state.bad_title"), str(error))
    except Exception:
        number = fault_number()
        log.exception("A page could not be made; number %s", number)
        return page("fault", visit.words("state.part_failed"), failed(visit.words, "state.part_failed", number))


def page(name: str, title: str, *parts: Child, wide: bool = False) -> Html:
    """Return the content of a page. ``title`` is the browser's title; the visible heading is among the parts."""
    return el(
        "div",
        parts,
        id="content",
        tabindex="-1",
        data_page=name,
        data_title=title,
        cls="page page-wide" if wide else "page",
    )


def missing(words: Words) -> Html:
    """Return the page for a call that is somebody else's or does not exist: the same for both."""
    return told(words, words("state.missing_title"), words("state.missing_lead"))


def told(words: Words, title: str, lead: str, *, link: str = "/calls", link_word: str = "state.to_calls") -> Html:
    """Return an ordinary page that says one thing and leads on."""
    return page(
        "told",
        title,
        el("h1", title),
        el("p", lead, cls="lead"),
        el("p", el("a", words(link_word), href=link, cls="button button-plain")),
    )


def failed(words: Words, title_key: str, number: str) -> Html:
    """Return the card for a part of a page that failed; the rest of the page stands."""
    return el(
        "section",
        el("h2", el("span", "!", cls="triangle", aria_hidden="true"), words(title_key), cls="failed-title"),
        el("p", words("state.part_lead", number=number)),
        el("button", words("state.reload"), type="button", data_action="reload", cls="button button-plain"),
        cls="card failed",
        role="alert",
    )


def part(make: Callable[[], Html], words: Words, title_key: str, instead: Html) -> Html:
    """Return a part of a page; where it cannot be made, ``instead`` and a card that says so. The page stands.

    Raises:
        NotFound, InputError: as ``make`` does; those are for the whole page.
    """
    try:
        return make()
    except (NotFound, InputError):
        raise
    except Exception:
        number = fault_number()
        log.exception("A part of a page could not be made; number %s", number)
        return join((instead, failed(words, title_key, number)))


def fault_number() -> str:
    """Return a short number that an administrator finds again in the log."""
    token = secrets.token_hex(3).upper()
    return f"{token[:4]}-{token[4:]}"
