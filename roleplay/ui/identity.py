"""Who a browser is: a random id in a signed cookie. There is no login; the id is not guessable and cannot be forged."""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path
from typing import Final

USER_COOKIE: Final = "roleplay_user"
KEY_FILE: Final = "cookie.key"
_KEY_BYTES: Final = 32
_COOKIE: Final = re.compile(r"^([A-Za-z0-9_-]{22})\.([0-9a-f]{64})$")


def load_key(folder: Path) -> bytes:
    """Return the key that signs the cookies, made on the first start and readable by its owner only.

    Without the file all browsers become strangers to their calls, so it belongs beside the database.
    """
    path = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) >= _KEY_BYTES:
            return key
        handle = os.open(path, os.O_WRONLY | os.O_TRUNC)  # a start that was cut off left it short
    key = secrets.token_bytes(_KEY_BYTES)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    return key


def new_user() -> str:
    """Return a fresh random id of 128 bits."""
    return secrets.token_urlsafe(16)


def sign(user: str, key: bytes) -> str:
    """Return the cookie value for a user id."""
    return f"{user}.{_signature(user, key)}"


def verify(cookie: str, key: bytes) -> str | None:
    """Return the user id of a cookie value, or None if this program did not sign it."""
    match = _COOKIE.match(cookie)
    if match is None:
        return None
    user, signature = match.groups()
    return user if hmac.compare_digest(signature, _signature(user, key)) else None


def _signature(user: str, key: bytes) -> str:
    return hmac.new(key, f"user:{user}".encode(), hashlib.sha256).hexdigest()
