"""``/call?call=…``: the call itself, and its end.

Finished turns stand still; only the bubble of the running reply changes, by ``static/call.js``, which follows the reply
on the routes of ``call_routes``. So a lost connection costs nothing: the page stays, and what was typed stays.
"""

from __future__ import annotations

from roleplay.practice.views import CallView
from roleplay.ui.call_parts import LONGEST_TURN, ended_panel, items, voice_state
from roleplay.ui.html import Html, el
from roleplay.ui.page import Visit, page
from roleplay.ui.parts import avatar, clock
from roleplay.ui.words import Words


def render(visit: Visit) -> Html:
    """Return the page.

    Raises:
        NotFound: there is no such call of this user.
    """
    view = visit.practice.call(visit.user, visit.query.get("call", ""), visit.language)
    words = visit.words
    return page(
        "call",
        words("call.title", name=view.card.name),
        el(
            "div",
            # In the order of the focus: what to answer with comes before what was said. The style sheet places them.
            _foot(view, words),
            _side(view, words),
            _bar(view, words),
            _thread(view, words),
            cls="call" + (" is-ended" if view.ended else ""),
            id="call",
            data_call=view.id,
            data_turns=len(view.turns),
            data_replying=str(view.replying).lower(),
            data_ended=str(view.ended).lower(),
            data_elapsed=f"{view.elapsed:.1f}",
            data_exam=str(view.exam).lower(),
            data_minutes=view.minutes,
        ),
    )


def _bar(view: CallView, words: Words) -> Html:
    about = " · ".join(part for part in (view.card.title, view.card.company) if part)
    return el(
        "header",
        el(
            "div",
            avatar(view.card.name, "avatar-small"),
            el(
                "div",
                el("h1", view.card.name),
                el("p", about, cls="call-about"),
                cls="call-names",
                lang=None if view.language is words.language else view.language.value,
            ),
            cls="call-who",
        ),
        el(
            "p",
            el("span", cls="live-dot", aria_hidden="true"),
            el("span", words("call.time"), cls="sr"),
            el("span", clock(view.elapsed), id="timer", role="timer", aria_live="off"),
            cls="timer",
        ),
        el(
            "div",
            el("span", _attempt(view, words), cls="attempt"),
            el("span", voice_state(view, words), cls="voice-state"),
            el(
                "button",
                words("call.hangup"),
                type="button",
                id="hang-up",
                cls="button button-bad",
                aria_keyshortcuts="Alt+X",
                hidden=view.ended,
            ),
            cls="call-state",
        ),
        cls="call-bar",
    )


def _attempt(view: CallView, words: Words) -> str:
    if view.exam:
        return words("call.exam")
    if view.attempt < 2:
        return ""
    return words(f"call.attempt_{view.attempt}") if view.attempt < 4 else words("call.attempt_n", n=view.attempt)


def _thread(view: CallView, words: Words) -> Html:
    name = view.card.short_name
    live = el(
        "li",
        avatar(view.card.name, "avatar-small"),
        el(
            "p",
            el("span", el("i"), el("i"), el("i"), cls="dots"),
            el("span", words("call.thinking", name=name), cls="thinking", hidden=True),
            el("span", id="live-text", lang=view.language.value, cls="words"),
            el("span", cls="caret"),
            cls="bubble",
        ),
        el("span", len(view.turns) + 1, cls="turn", id="live-turn"),
        cls="said said-buyer live",
        id="live",
        hidden=True,
        aria_hidden="true",
    )
    nothing_yet = el("li", el("p", words("call.opening", name=name)), cls="line-note", data_key="opening")
    return el(
        "div",
        el(
            "ol",
            nothing_yet if not view.turns and not view.ended else None,
            [Html(item.html) for item in items(view, words)],
            live,
            cls="thread",
            id="thread",
        ),
        cls="thread-scroll",
        id="thread-scroll",
        tabindex="0",
        role="log",
        aria_live="off",  # the finished sentence is announced once, by #announce
        aria_label=words("call.thread"),
    )


def _side(view: CallView, words: Words) -> Html:
    between = "" if view.selling.endswith(("。", "！")) else " "
    lang = None if view.language is words.language else view.language.value
    hint = el(
        "section",
        el("div", el("h2", words("call.hint")), el("kbd", "Alt H", aria_hidden="true"), cls="hint-head"),
        el("p", id="hint-text", role="status", hidden=True),
        el("button", words("call.hint_ask"), type="button", id="hint", cls="link-button", aria_keyshortcuts="Alt+H"),
        cls="hint",
        id="hint-box",
    )
    return el(
        "aside",
        el(
            "section",
            el("h2", words("call.goal")),
            el("p", view.goal, lang=lang),
            cls="side-goal",
            id="goal",
            tabindex="-1",
        ),
        el(
            "section",
            el("h2", words("call.selling")),
            el("p", f"{view.selling}{between}{view.price}", lang=lang),
            cls="side-sell",
        ),
        el("p", words("call.hint_exam"), cls="quiet") if view.exam else hint if not view.ended else None,
        el("p", voice_state(view, words), cls="side-voice voice-state"),
        el("p", el("a", "← ", words("call.leave"), href="/"), cls="leave"),
        cls="side",
        id="side",
    )


def _foot(view: CallView, words: Words) -> Html:
    return el(
        "footer",
        el("div", _composer(view, words), cls="foot-column", id="composer", hidden=view.ended),
        el("div", ended_panel(view, words) if view.ended else None, cls="foot-column", id="ended"),
        el("p", id="announce", cls="sr", role="status", aria_live="polite"),
        cls="call-foot",
    )


def _composer(view: CallView, words: Words) -> Html:
    name = view.card.short_name
    keys = (("Enter", "key_send"), ("Shift Enter", "key_break"), ("Alt H", "key_hint"), ("Alt X", "key_hangup"))
    return el(
        "form",
        el("p", id="notice", cls="notice", role="status", hidden=True),
        _ask(name, words),
        el(
            "div",
            el("label", words("call.answer"), for_="answer", cls="sr"),
            el(
                "textarea",
                id="answer",
                rows="1",
                lang=view.language.value,
                placeholder=words("call.placeholder", name=name),
                data_placeholder=words("call.placeholder", name=name),
                data_placeholder_reply=words("call.placeholder_reply", name=name),
                autocomplete="off",
                enterkeyhint="send",
                aria_describedby="notice",
                data_limit=LONGEST_TURN,
            ),
            el("button", words("call.send"), type="submit", id="say", cls="button button-main"),
            cls="answer-box",
        ),
        el(
            "div",
            el(
                "p",
                [
                    el("span", el("kbd", key), " ", words(f"call.{word}"))
                    for key, word in keys
                    if not (view.exam and word == "key_hint")
                ],
                cls="keys",
            ),
            el(
                "p",
                None if view.exam else _fold("hint-fold", words("call.hint_short"), "hint"),
                _fold("goal-fold", words("call.goal_short"), "goal"),
                cls="folds",
            ),
            el("p", words("call.saved"), cls="saved", id="saved"),
            el("p", words("call.left"), cls="saved", id="left", hidden=True),
            cls="foot-line",
        ),
        _texts(name, words),
        id="say-form",
    )


def _fold(element_id: str, label: str, shows: str) -> Html:
    return el(
        "button",
        label,
        type="button",
        id=element_id,
        cls="link-button",
        data_fold=shows,
        aria_expanded="false",
        aria_controls="side",
    )


def _ask(name: str, words: Words) -> Html:
    """The one question before hanging up, in place; no dialog covers the call."""
    return el(
        "div",
        el("p", words("call.hangup_ask", name=name), id="hang-up-question"),
        el("button", words("call.hangup_yes"), type="button", id="hang-up-yes", cls="button button-bad button-small"),
        el("button", words("call.hangup_no"), type="button", id="hang-up-no", cls="button button-plain button-small"),
        cls="ask",
        id="hang-up-ask",
        role="group",
        aria_labelledby="hang-up-question",
        hidden=True,
    )


def _texts(name: str, words: Words) -> Html:
    """Sentences that the script shows; they stand here so that no word is written in a script."""
    keys = ("offline", "offline_reply", "back", "unsent", "waits", "too_long", "hint_none", "hint_exam")
    texts = {key: words(f"call.{key}", name=name, n="{n}", limit=LONGEST_TURN) for key in keys}
    return el("span", hidden=True, id="texts", **{f"data_{key}": text for key, text in texts.items()})
