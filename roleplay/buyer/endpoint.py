"""The chat model's endpoint: the only place of the buyer's room that knows LangChain.

The client is made once, on first use and off the event loop (its import takes a second). Every fault of the way
there and back comes out as a ``ModelError`` with one of a few kinds.
"""

from __future__ import annotations

import asyncio
import importlib.util
import json
import logging
import time
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, Any

from roleplay.errors import ModelError, SetupError
from roleplay.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

log = logging.getLogger(__name__)

#: Packages of providers whose name is not langchain_<provider>.
_PACKAGES = {
    "azure_openai": "langchain_openai",
    "bedrock": "langchain_aws",
    "bedrock_converse": "langchain_aws",
    "nvidia": "langchain_nvidia_ai_endpoints",
    "google_genai": "langchain_google_genai",
    "google_vertexai": "langchain_google_vertexai",
}
#: Faults after which the same request may well succeed: it is tried once more, only before the first piece.
_WORTH_A_RETRY = frozenset({"server_error", "rate_limited", "cut"})
_RETRY_AFTER = 0.25  # seconds
_NO_KEY = "none-needed"  # local endpoints take any key, but the client insists on one
_KINDS_BY_STATUS = {401: "unauthorised", 403: "unauthorised", 408: "timeout", 429: "rate_limited", 504: "timeout"}
#: Part of an exception's class name -> kind; whatever the provider's package, they are named alike.
_KINDS_BY_NAME = (
    ("Timeout", "timeout"),
    ("Authentication", "unauthorised"),
    ("PermissionDenied", "unauthorised"),
    ("RateLimit", "rate_limited"),
    ("RemoteProtocol", "cut"),
    ("IncompleteRead", "cut"),
    ("ReadError", "cut"),
    ("ConnectError", "refused"),
    ("ConnectionRefused", "refused"),
    ("JSONDecode", "garbage"),
    ("UnicodeDecode", "garbage"),
    ("InternalServer", "server_error"),
    ("Connection", "refused"),
)
_TEXTS = {
    "refused": "does not accept the request",
    "unauthorised": "does not accept the key",
    "rate_limited": "turns requests away for now: too many",
    "server_error": "reports a fault of its own",
    "timeout": "did not answer in time",
    "cut": "broke off",
    "garbage": "sent what is no reply",
    "empty": "sent an empty reply",
}


class ChatEndpoint:
    """One chat model at one endpoint, as the settings name it.

    Raises:
        SetupError: the model's name has no provider that can be used here, or the key is missing. Raised when made.
    """

    def __init__(self, settings: Settings) -> None:
        provider, colon, model = settings.model.partition(":")
        self._provider, self.model = (provider, model) if colon else ("openai", provider)
        self._settings = settings
        self._usage = True  # ask for token counts until an endpoint objects
        self._client: BaseChatModel | None = None
        self._making = asyncio.Lock()
        _check(self._provider, self.model, settings)

    async def stream(self, messages: Iterable[tuple[str, str]]) -> AsyncGenerator[str, None]:
        """The reply's text, piece by piece. Messages are (role, text) with the roles system, user, assistant.

        Raises:
            ModelError: of kind refused, unauthorised, rate_limited, server_error, timeout, cut, garbage or empty.
        """
        sent, tries = list(messages), 0
        while True:
            begun = False
            try:
                async with aclosing(self._once(sent)) as pieces:
                    async for piece in pieces:
                        begun = True
                        yield piece
            except ModelError as fault:
                tries += 1
                usage_refused = (
                    fault.kind == "refused"
                    and self._usage
                    and isinstance(fault.__cause__, Exception)
                    and _status(fault.__cause__) in (400, 422)
                )
                if usage_refused:
                    self._usage, self._client = False, None
                elif fault.kind not in _WORTH_A_RETRY:
                    raise
                if begun or tries > 1:
                    raise
                await asyncio.sleep(_RETRY_AFTER)
            else:
                return

    def warm_up(self) -> None:
        """Make the client now, so that the first reply need not wait for the import. Call it from a thread."""
        if self._client is None:
            self._client = _make(self._provider, self.model, self._settings, usage=self._usage)

    async def _once(self, messages: list[tuple[str, str]]) -> AsyncGenerator[str, None]:
        limit = self._settings.model_timeout
        pieces: Any = None
        told, finished = False, False
        try:
            if self._client is None:
                async with self._making:
                    await asyncio.to_thread(self.warm_up)
            assert self._client is not None  # noqa: S101 - warm_up made it
            pieces = aiter(self._client.astream(messages))
            while True:
                async with asyncio.timeout(limit):
                    chunk = await anext(pieces, None)
                if chunk is None:
                    break
                finished = finished or any(
                    chunk.response_metadata.get(key) for key in ("finish_reason", "stop_reason", "done_reason")
                )
                if text := str(chunk.text):
                    told = True
                    yield text
        except (ModelError, asyncio.CancelledError, GeneratorExit):
            raise
        except Exception as fault:
            kind = kind_of(fault, begun=told)
            raise ModelError(kind, f"{self.model}: the endpoint {_TEXTS[kind]} ({type(fault).__name__})") from fault
        finally:
            if pieces is not None:
                with suppress(Exception):
                    await pieces.aclose()
        if not told:
            raise ModelError("empty", f"{self.model}: the endpoint {_TEXTS['empty']}")
        if not finished and self._provider == "openai":
            raise ModelError("cut", f"{self.model}: the endpoint {_TEXTS['cut']}")


async def probe(settings: Settings) -> float:
    """Make one tiny request, for ``roleplay doctor``, and return the seconds until its answer was complete.

    Raises:
        ModelError: the endpoint does not answer usably.
        SetupError: the model cannot be asked at all with these settings.
    """
    endpoint = ChatEndpoint(settings)
    await asyncio.to_thread(endpoint.warm_up)
    start = time.monotonic()
    async for _ in endpoint.stream([("user", "Say yes.")]):
        pass
    return time.monotonic() - start


def kind_of(fault: BaseException, *, begun: bool) -> str:
    """The kind of ``ModelError`` for whatever a client raised.

    ``begun``: text had arrived, so a lost connection is a cut.
    """
    chain: list[BaseException] = []
    at: BaseException | None = fault
    while at is not None and at not in chain:
        chain.append(at)
        at = at.__cause__ or at.__context__
    status = next((code for one in chain if (code := _status(one))), 0)
    if status:
        return _KINDS_BY_STATUS.get(status, "server_error" if status >= 500 else "refused")
    if isinstance(fault, TimeoutError):
        return "timeout"
    if any(isinstance(one, json.JSONDecodeError) for one in chain):
        return "garbage"
    names = [base.__name__ for one in reversed(chain) for base in type(one).__mro__]
    for part, kind in _KINDS_BY_NAME:
        if any(part in name for name in names):
            return "cut" if kind == "refused" and begun else kind
    return (
        "empty"
        if isinstance(fault, ValueError) and not begun
        else "garbage"
        if isinstance(fault, ValueError)
        else "server_error"
    )


def _status(fault: BaseException) -> int:
    status = getattr(fault, "status_code", 0)
    return status if isinstance(status, int) else 0


def _check(provider: str, model: str, settings: Settings) -> None:
    package = _PACKAGES.get(provider, f"langchain_{provider}")
    if not provider.isidentifier() or importlib.util.find_spec(package) is None:
        raise SetupError(
            f"ROLEPLAY_MODEL: no package for the provider '{provider}' — install {package.replace('_', '-')}, or write "
            f"openai:{settings.model} for an OpenAI-compatible endpoint"
        )
    if not model:
        raise SetupError("ROLEPLAY_MODEL: the model's name is missing — write provider:model, e.g. openai:gpt-4.1-mini")
    if provider == "openai" and not settings.base_url and not settings.api_key.get_secret_value():
        raise SetupError("OPENAI_API_KEY: not set — set it, or OPENAI_BASE_URL for an endpoint that needs none")


def _make(provider: str, model: str, settings: Settings, *, usage: bool) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {}
    if provider == "openai":
        options = {
            "api_key": settings.api_key.get_secret_value() or _NO_KEY,
            "base_url": settings.base_url or None,
            "timeout": settings.model_timeout,
            "max_retries": 0,
            "stream_usage": usage,
        }
    made: BaseChatModel = init_chat_model(model, model_provider=provider, **options)
    return made
