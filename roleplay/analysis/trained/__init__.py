"""The trained layer: where one utterance ends, what it asks for, and its SPIN step, from weights shipped as data."""
