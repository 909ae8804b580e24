"""Gradio's own look, tied to the tokens: its variables point at ours, so light and dark are decided in one place."""

from __future__ import annotations

from typing import Any

import gradio as gr

_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif")
_MONO = ("ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace")


def theme() -> Any:  # Gradio's classes are not typed for strict checking
    """Return the theme. Fonts are plain names: font objects of Gradio would fetch from another host."""
    colours = {
        "body_background_fill": "var(--bg)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--ink-2)",
        "background_fill_primary": "var(--surface)",
        "background_fill_secondary": "var(--bg)",
        "block_background_fill": "transparent",
        "border_color_primary": "var(--line)",
        "link_text_color": "var(--accent)",
        "link_text_color_hover": "var(--accent)",
        "link_text_color_visited": "var(--accent)",
        "input_background_fill": "var(--surface)",
        "input_border_color": "var(--edge)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_text_color": "var(--on-accent)",
        "error_background_fill": "var(--bad-soft)",
        "error_text_color": "var(--bad)",
    }
    base = gr.themes.Base(font=list(_FONTS), font_mono=list(_MONO))
    dark = {f"{name}_dark": value for name, value in colours.items()}
    return base.set(**colours, **dark, block_border_width="0px", block_padding="0px", layout_gap="0px")
