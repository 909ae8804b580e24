"""A real OpenAI-compatible chat endpoint on loopback: HTTP, server-sent events, and faults on demand.

    with ModelServer(Reply("Hm. Go on.", first_token=0.2, rate=30)) as server:
        ...  # OPENAI_BASE_URL = server.base_url, any key
        server.requests[-1]["messages"]

What it answers is a ``Reply``, a list of replies (one a request, the last one stays), or a function from the
request to a ``Reply`` or a text. ``obedient`` is such a function: it says what the last message tells it to
say, as a well-behaved model would.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Literal, Self, get_args

Fault = Literal[
    "",
    "401",
    "404",
    "429",
    "500",
    "503",
    "hang",
    "hang_mid",
    "cut",
    "garbage",
    "html",
    "no_choices",
    "empty",
    "no_done",
]
FAULTS: tuple[Fault, ...] = tuple(fault for fault in get_args(Fault) if fault)
#: The id of the fault as roleplay.errors.ModelError names it; "no_done" is none: the reply is complete.
KIND_OF: dict[str, str] = {
    "401": "unauthorised",
    "404": "refused",
    "429": "rate_limited",
    "500": "server_error",
    "503": "server_error",
    "hang": "timeout",
    "hang_mid": "timeout",
    "cut": "cut",
    "garbage": "garbage",
    "html": "empty",
    "no_choices": "empty",
    "empty": "empty",
}


@dataclass(frozen=True)
class Reply:
    """How one request is answered."""

    text: str = "Hm. Go on."
    first_token: float = 0.0  # seconds before the first piece
    rate: float = 0.0  # pieces a second; 0: as fast as they can be written
    fault: Fault = ""
    after: int = 3  # pieces before a fault in mid-stream

    @property
    def tokens(self) -> list[str]:
        """The text in pieces: a word and its blank, or two Han characters."""
        return re.findall(r"[A-Za-z0-9'’.,$%-]+\s*|[^\x00-\x7f]{1,2}|.", self.text, re.DOTALL)


Request = dict[str, Any]
Script = Reply | str | Sequence[Reply | str] | Callable[[Request], Reply | str]


def obedient(request: Request) -> Reply:
    """Says what it is told to: the sentences between the marks in the last message, else a nod in its language."""
    last = str(request["messages"][-1]["content"])
    told = re.findall(r"«(.+?)»", last.partition("---")[2] or last)
    chinese = len(re.findall(r"[一-鿿]", last)) > 20
    if told:
        return Reply(("" if chinese else " ").join(told))
    turn = sum(message["role"] == "assistant" for message in request["messages"])
    nods = (
        ["嗯，你接着说。", "哦，是这样。", "知道了。", "嗯，我听着呢。"]
        if chinese
        else ["Hm, go on.", "Right.", "I see.", "I'm listening."]
    )
    return Reply(nods[turn % len(nods)])


def closed_port() -> str:
    """A base URL at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}/v1"


class ModelServer:
    """The endpoint, running in threads of its own from ``__enter__`` to ``__exit__``."""

    def __init__(self, script: Script = obedient) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.headers: list[dict[str, str]] = []
        self.stopping = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(self)

    @property
    def base_url(self) -> str:
        """What OPENAI_BASE_URL is set to."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    def answer(self, request: Request, headers: dict[str, str]) -> Reply:
        """Record a request and say how it is answered."""
        with self._lock:
            number = len(self.requests)
            self.requests.append(request)
            self.headers.append(headers)
        script = self.script
        if callable(script):
            reply = script(request)
        elif isinstance(script, (Reply, str)):
            reply = script
        else:
            reply = script[min(number, len(script) - 1)]
        return reply if isinstance(reply, Reply) else Reply(reply)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256

    def __init__(self, owner: ModelServer) -> None:
        self.owner = owner
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: tests read ``requests``."""

    def do_GET(self) -> None:
        self._json(200, {"object": "list", "data": [{"id": "test", "object": "model"}]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        request = json.loads(body)
        reply = self.server.owner.answer(request, {k.lower(): v for k, v in self.headers.items()})
        if reply.fault.isdigit():
            self._json(
                int(reply.fault), {"error": {"message": f"asked to answer {reply.fault}", "type": "test", "code": None}}
            )
        elif reply.fault == "hang":
            self._hang()
        elif reply.fault == "html":
            self._plain(200, "text/html", b"<html><body><h1>Sign in to continue</h1></body></html>")
        elif request.get("stream"):
            self._stream(request, reply)
        else:
            self._whole(request, reply)

    def _whole(self, request: Request, reply: Reply) -> None:
        self._wait(reply.first_token)
        choices = [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": reply.text}}]
        if reply.fault in ("no_choices", "empty"):
            choices = (
                [] if reply.fault == "no_choices" else [{**choices[0], "message": {"role": "assistant", "content": ""}}]
            )
        usage = {"prompt_tokens": 1, "completion_tokens": len(reply.tokens), "total_tokens": 1 + len(reply.tokens)}
        self._json(
            200,
            {
                "id": "x",
                "object": "chat.completion",
                "created": 0,
                "model": request["model"],
                "choices": choices,
                "usage": usage,
            },
        )

    def _stream(self, request: Request, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        self._wait(reply.first_token)
        if reply.fault == "no_choices":
            self._event({**self._frame(request), "choices": []})
        elif reply.fault == "empty":
            self._event(self._frame(request, {"role": "assistant", "content": ""}))
            self._event(self._frame(request, {}, "stop"))
        elif not self._pieces(request, reply):
            return
        if (request.get("stream_options") or {}).get("include_usage"):
            usage = {"prompt_tokens": 1, "completion_tokens": len(reply.tokens), "total_tokens": 1 + len(reply.tokens)}
            self._event({**self._frame(request), "choices": [], "usage": usage})
        if reply.fault != "no_done":
            self._chunk(b"data: [DONE]\n\n")
        self._chunk(b"")

    def _pieces(self, request: Request, reply: Reply) -> bool:
        """Write the pieces; False where a fault ended the stream."""
        for number, token in enumerate(reply.tokens):
            if number == reply.after and reply.fault in ("hang_mid", "cut", "garbage"):
                if reply.fault == "hang_mid":
                    self._hang()
                    return False
                if reply.fault == "cut":
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return False
                self._chunk(b'data: {"id": "x", "choices": [{"delta": {"cont\n\n')
            elif number and reply.rate:
                self._wait(1 / reply.rate)
            self._event(
                self._frame(request, {"role": "assistant", "content": token} if number == 0 else {"content": token})
            )
        self._event(self._frame(request, {}, "stop"))
        return True

    def _frame(
        self, request: Request, delta: dict[str, str] | None = None, finish: str | None = None
    ) -> dict[str, Any]:
        frame = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": request["model"]}
        return {**frame, "choices": [{"index": 0, "delta": delta or {}, "finish_reason": finish}]}

    def _event(self, data: dict[str, Any]) -> None:
        self._chunk(b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
        self.wfile.flush()

    def _json(self, status: int, data: dict[str, Any]) -> None:
        self._plain(status, "application/json", json.dumps(data, ensure_ascii=False).encode())

    def _plain(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _wait(self, seconds: float) -> None:
        if seconds > 0:
            time.sleep(seconds)

    def _hang(self) -> None:
        """Send nothing until the server is stopped."""
        self.close_connection = True
        self.server.owner.stopping.wait(120)
