"""Who a browser is: signed ids, and the key that signs them."""

from __future__ import annotations

from pathlib import Path

import pytest

from roleplay.ui.identity import KEY_FILE, load_key, new_user, sign, verify

KEY = b"k" * 32


def test_what_was_signed_is_known_again() -> None:
    user = new_user()
    assert verify(sign(user, KEY), KEY) == user


@pytest.mark.parametrize("cookie", ["", ".", "abc", "a.b", "x" * 22 + "." + "0" * 64, "é" * 22 + "." + "0" * 64])
def test_what_was_not_signed_is_refused(cookie: str) -> None:
    assert verify(cookie, KEY) is None


def test_another_id_under_the_same_signature_is_refused() -> None:
    _, signature = sign(new_user(), KEY).split(".")
    assert verify(f"{new_user()}.{signature}", KEY) is None


def test_another_key_is_refused() -> None:
    assert verify(sign(new_user(), KEY), b"other key of thirty-two bytes...") is None


def test_ids_are_long_and_differ() -> None:
    assert len({new_user() for _ in range(100)}) == 100
    assert len(new_user()) == 22


def test_the_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    key = load_key(tmp_path / "data")
    assert load_key(tmp_path / "data") == key
    assert (tmp_path / "data" / KEY_FILE).stat().st_mode & 0o077 == 0


def test_a_key_file_that_was_cut_off_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_bytes(b"short")
    assert len(load_key(tmp_path)) == 32
