"""``roleplay serve``: the web app."""

from __future__ import annotations

import argparse
import socket
import sys
import threading

from roleplay.analysis import warm_up
from roleplay.commands.wiring import build_practice, set_up_logging
from roleplay.errors import SetupError
from roleplay.settings import load_settings, quiet_gradio


def run(arguments: argparse.Namespace) -> int:
    """Serve the pages until the process is told to stop; print the address once it answers."""
    settings = load_settings()
    changed = {key: value for key in ("host", "port") if (value := getattr(arguments, key)) is not None}
    settings = settings.model_copy(update=changed)
    set_up_logging(settings)
    _check_port(settings.host, settings.port)
    quiet_gradio()
    import uvicorn  # the web framework is slow to import: nothing above needs it

    from roleplay.ui.web import build_web

    practice = build_practice(settings)
    web = build_web(practice, settings)
    # Compiling all patterns takes a second: done while the server starts, not in the first turn of the first call.
    threading.Thread(target=warm_up, daemon=True).start()
    address = f"http://{settings.host}:{settings.port}/"

    class Server(uvicorn.Server):
        """Prints the address when the pages can be opened, not before."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                sys.stderr.write(f"Ready: open {address} in a browser. Ctrl+C stops.\n")
                sys.stderr.flush()

    Server(uvicorn.Config(web, host=settings.host, port=settings.port, log_level="warning", loop="asyncio")).run()
    practice.repository.close()
    return 0


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SetupError(
                f"ROLEPLAY_PORT: {host}:{port} cannot be listened on ({error.strerror}) — "
                "stop what uses it or choose another port"
            ) from None
