"""A local endpoint in a process of its own for ``first_token.py``: prints its address, then answers until it is killed.

Every request is answered as an obedient model would, 200 ms to the first token and 30 tokens a second.
"""

from __future__ import annotations

import sys
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.model_server import ModelServer, Reply, obedient

FIRST_TOKEN = 0.2
RATE = 30.0


def steady(request: dict[str, Any]) -> Reply:
    """The obedient reply at the pace of a middling model."""
    return replace(obedient(request), first_token=FIRST_TOKEN, rate=RATE)


if __name__ == "__main__":
    with ModelServer(steady) as server:
        print(server.base_url, flush=True)
        threading.Event().wait()
