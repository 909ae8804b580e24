"""Every setting of the program, read from the environment and a ``.env`` file, and from nowhere else.

The table in docs/settings.md is made from the descriptions below.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from roleplay.errors import SetupError
from roleplay.terms import Language


class Settings(BaseSettings):
    """What whoever runs the program can choose. Names of the variables are the aliases."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", populate_by_name=True)

    model: str = Field(
        default="",
        alias="ROLEPLAY_MODEL",
        description="Chat model that plays the buyer, as LangChain's provider:model, e.g. openai:gpt-4.1-mini. "
        "Empty: the embedded buyer plays and nothing is sent anywhere.",
    )
    judge_model: str = Field(
        default="",
        alias="ROLEPLAY_JUDGE_MODEL",
        description="Chat model that judges; empty: the same as ROLEPLAY_MODEL.",
    )
    api_key: SecretStr = Field(
        default=SecretStr(""), alias="OPENAI_API_KEY", description="Key of the OpenAI-compatible endpoint."
    )
    base_url: str = Field(
        default="",
        alias="OPENAI_BASE_URL",
        description="Address of an OpenAI-compatible endpoint, e.g. http://127.0.0.1:8080/v1. Empty: OpenAI's own.",
    )
    model_timeout: float = Field(
        default=20.0,
        gt=0,
        alias="ROLEPLAY_MODEL_TIMEOUT",
        description="Seconds to wait for the model's next piece before the embedded buyer takes over.",
    )
    host: str = Field(default="127.0.0.1", alias="ROLEPLAY_HOST", description="Address the web app listens on.")
    port: int = Field(default=7860, ge=1, le=65535, alias="ROLEPLAY_PORT", description="Port the web app listens on.")
    data: Path = Field(
        default=Path("data"),
        alias="ROLEPLAY_DATA",
        description="Folder for the database and the key that signs the browsers' cookies.",
    )
    content: Path | None = Field(
        default=None,
        alias="ROLEPLAY_CONTENT",
        description="Folder that holds personas/ and rubrics/; empty: the ones that come with the program.",
    )
    language: Language = Field(
        default=Language.EN,
        alias="ROLEPLAY_LANGUAGE",
        description="Language of pages and messages (en, zh-Hans, zh-Hant) where the browser asks for none of these.",
    )
    log: Literal["debug", "info", "warning"] = Field(
        default="info", alias="ROLEPLAY_LOG", description="How much goes to standard error."
    )

    @property
    def voice(self) -> Literal["embedded", "model"]:
        """Who plays the buyer with these settings."""
        return "model" if self.model else "embedded"

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "roleplay.sqlite"

    @property
    def content_root(self) -> Path:
        """The folder that holds personas/ and rubrics/: chosen, packaged in the wheel, or the checkout's own."""
        if self.content is not None:
            return self.content
        packaged = Path(__file__).parent / "_content"
        return packaged if packaged.is_dir() else Path(__file__).parent.parent


def load_settings() -> Settings:
    """Read the settings.

    Raises:
        SetupError: a variable does not fit; the text names each one, what is wrong and what fits.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']} (is {e['input']!r})" for e in error.errors()]
        raise SetupError("; ".join(lines)) from None


def settings_table() -> str:
    """Return all settings as a Markdown table: variable, default, what it does."""
    rows = ["| Variable | Default | What it does |", "| --- | --- | --- |"]
    for field in Settings.model_fields.values():
        default = field.default.get_secret_value() if isinstance(field.default, SecretStr) else field.default
        shown = "" if default in ("", None) else f"`{default}`"
        rows.append(f"| `{field.alias}` | {shown} | {field.description} |")
    return "\n".join(rows)


def quiet_gradio() -> None:
    """Turn off all that Gradio would send or keep on its own. Must run before ``import gradio``.

    Analytics and the run history are on by default; the cache frequency stops a summary of all past events being built
    after each event; a missing matplotlib would otherwise be looked for on every streamed piece.
    """
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["GRADIO_RUN_HISTORY"] = "False"
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["LANGSMITH_TRACING"] = "false"
    os.environ["LANGCHAIN_TRACING_V2"] = "false"
    sys.modules.setdefault("matplotlib", None)  # type: ignore[arg-type]
