"""The pages: Gradio on one FastAPI app. ``roleplay.ui.web.build_web`` puts everything together."""
