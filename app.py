"""Starts the web app: the same as ``roleplay serve``."""

import sys

from roleplay.cli import main

if __name__ == "__main__":
    sys.exit(main(["serve", *sys.argv[1:]]))
